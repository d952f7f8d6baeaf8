"""Roles by grammar: what case markers, order and voice say of who acts and who suffers.

In: an article's facts and a sentence with its actor phrases; the act is the one the sentence rests on. Out: the
`Standing` of each phrase in its clause (the word that governs it, the act it hangs on, its predicate) and the
readings that rules give it, as `side.rule`; the model weighs them, since a rule alone errs.
"""

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts, Sentence, by_start
from pipeline.events.sides.acts import Act, acts_of
from pipeline.events.sides.case_words import BREAK, RESPONSE
from pipeline.events.sides.governors import governed
from pipeline.events.sides.objects import objects_of
from pipeline.events.sides.readings import WEAK, read_phrase, share_subject
from pipeline.events.sides.standing import Parsed, Standing
from pipeline.mentions.actors.find import ActorMention
from pipeline.text.tokens import Word

_LOOSE_GAP = 30  # an act that far before the verb is hardly what the verb says


def stand(facts: ArticleFacts, sentence: Sentence) -> list[Standing]:
    """The standing of every phrase of `sentence.actors`, in their order, read once for a sentence or a part of one."""
    span = (sentence.start, sentence.end)
    if span not in facts.once:
        acts = acts_of(facts, sentence, choose_anchor(sentence))
        facts.once[span] = _standings(Parsed(facts.folded.key, sentence, acts))
    found: list[Standing] = facts.once[span]
    return found


def grammar(facts: ArticleFacts, sentence: Sentence) -> dict[int, list[str]]:
    """Readings by the phrase's position in `sentence.actors`: `actor.agent`, `target.object`, `actor.subject` …"""
    found = {}
    for at, one in enumerate(stand(facts, sentence)):
        plain = [".".join(name.split(".")[:2]) for name in one.readings if not name.endswith(WEAK)]
        found[at] = list(dict.fromkeys(plain))
    return found


def _standings(parsed: Parsed) -> list[Standing]:
    found: list[Standing] = []
    for at, actor in enumerate(parsed.actors):
        one = governed(parsed, at, found[-1] if found else Standing())
        _trail(parsed, one, actor)
        _link(parsed, one, actor)
        found.append(one)
    markers = [(one.marker, one.paired) for one in found]
    for at in objects_of(parsed.key, parsed.sentence, parsed.verbs, parsed.acts, markers):
        found[at].object = True
    for at, one in enumerate(found):
        one.readings = read_phrase(parsed, found, at)
    share_subject(parsed, found)
    return found


def _trail(parsed: Parsed, one: Standing, actor: ActorMention) -> None:
    """What follows a phrase: a mark or a word, a relative clause, its predicate and that one's voice."""
    words, end = parsed.words, actor.key_end
    i = bisect_left(words, end, key=by_start)
    following = words[i] if i < len(words) else None
    gap = parsed.key[end : following.start] if following else " "
    mark = BREAK.search(gap) if gap != " " else None
    one.after = mark.group() if mark else following.text if following else "$"
    one.relative = following is not None and _leads_relative(words, i)
    ahead = [verb for verb in parsed.verbs if verb.start >= end]
    one.clause = len(parsed.verbs) - len(ahead)
    _predicate(parsed, one, end, ahead[: 2 if one.relative else 1])


def _leads_relative(words: Sequence[Word], i: int) -> bool:
    """«که» at once or behind adjectives, the last indefinite («تروریست مسلحی که»)."""
    last = next((k for k in range(i, min(i + 3, len(words))) if words[k].text == "که"), None)
    return last is not None and (last == i or words[last - 1].text.endswith("ی"))


def _predicate(parsed: Parsed, one: Standing, start: int, verbs: Sequence[Word]) -> None:
    """The act that a verb behind a phrase tells, and its voice: the anchor's own, else the last that tells one."""
    options: list[tuple[str, Act | None]] = []
    for verb in verbs:
        inside = [act for act in parsed.acts if start <= act.start <= verb.end]
        one.loose = bool(inside) and verb.end - inside[-1].end > _LOOSE_GAP
        options.append(("passive" if parsed.is_passive(verb, start) else "active", inside[-1] if inside else None))
        if any(act.is_anchor for act in inside):
            options = options[-1:]
            break
        start = verb.end
    if options:
        one.voice, one.predicate = next((o for o in reversed(options) if o[1]), options[-1])


def _link(parsed: Parsed, one: Standing, actor: ActorMention) -> None:
    """The act whose goal or work a phrase is («حمله … به X», «… که توسط X صورت گرفت»), the speaker, the victim."""
    start, end = actor.key_start, actor.key_end
    if one.to is None and one.marker in ("to", "against", "with", "on", "in", "agent"):
        floor = max((verb.end for verb in parsed.verbs if verb.end <= start), default=parsed.sentence.start)
        floor = parsed.sentence.start if one.marker == "agent" else floor
        one.to = next((act for act in reversed(parsed.acts) if floor <= act.start and act.end <= start), None)
    act = next((a for a in (one.of, one.to) if a is not None and not a.is_anchor), None)
    one.response = act is not None and RESPONSE.search(parsed.key, max(0, act.start - 24), act.start) is not None
    speech = parsed.sentence.speech
    one.speaker = any(s.key_start <= start < s.key_end or start <= s.key_start < end for s in speech)
    figures = [c.victims for c in parsed.sentence.casualties if c.victims and c.kind != "displaced"]
    one.victim = any(a < end and start < b for a, b in figures)
