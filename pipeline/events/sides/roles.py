"""Roles by grammar: what case markers, order and voice say of who acts and who suffers.

In: an article's facts and a sentence with its actor phrases; the act is the one the sentence rests on. Out: the
`Standing` of each phrase in its clause (the word that governs it, the act it hangs on, its predicate) and the
readings that rules give it, as `side.rule`; the model weighs them, since a rule alone errs.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts, Sentence, by_start
from pipeline.events.sides.acts import GOALS, Act, acts_of
from pipeline.events.sides.case_words import (
    ADVERBS,
    CLAIMS,
    COMPOUNDS,
    COUNTS,
    EDGES,
    FALLEN,
    LOOSE,
    MARKERS,
    OF_COUNT,
    PARTICIPLES,
    PASSIVE,
    PLACED,
    RESPONSE,
    SINGLE,
    STRIKES,
    THESE,
)
from pipeline.events.sides.objects import objects_of
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.actors.this_country import LANDS
from pipeline.text.tokens import Word, finite_forms

_EDGE = re.compile(r"[،,:؛.()؟!\n\[\]\-–…]")
_LIST = re.compile(r"[»\"']?\s?[،,]\s?[«\"']?")
_OWNS = {
    "object": "target",
    "death": "target",
    "bombard": "target",
    "struck": "target",
}  # what stands after an act word; else its doer
_HIT_BY_BLAST = frozenset({"OBJ", "IGO", "GOV", "CIV"})
_LEADS = (("to", " به "), ("with", " با "), ("against", " علیه "))
_HEADS = ("^", "of", "noun")
WEAK = (".none", ".far", ".loose")  # endings of readings that say little
_MOST_NOUNS = 2
_NEAR = 12
_SHORT = 5
_LOOSE_GAP = 30  # an act that far before the verb is hardly what the verb says


@dataclass(slots=True)
class Standing:
    """How one actor phrase stands in its clause.

    `marker` is the preposition that governs it, `of` behind an act word, `noun` behind another noun, `^` at the head
    of its clause; `of`, `to` and `predicate` are the acts it belongs to, is the goal of, and has for its verb; `paired`
    is joined to the phrase before it, `joined` to that or to another noun; `carried` sits in it («خودروی حامل …»).
    """

    marker: str = "^"
    counted: bool = False
    these: bool = False
    noun: str = ""
    joined: bool = False
    paired: bool = False
    after: str = "$"
    relative: bool = False
    carried: bool = False
    object: bool = False
    voice: str = "none"
    loose: bool = False
    clause: int = 0
    of: Act | None = None
    to: Act | None = None
    predicate: Act | None = None
    speaker: bool = False
    victim: bool = False
    second: bool = False
    response: bool = False
    readings: list[str] = field(default_factory=list)


def stand(facts: ArticleFacts, sentence: Sentence) -> list[Standing]:
    """The standing of every phrase of `sentence.actors`, in their order, read once for a sentence or a part of one."""
    span = (sentence.start, sentence.end)
    if span not in facts.once:
        acts = acts_of(facts, sentence, choose_anchor(sentence))
        facts.once[span] = _Reader(facts.folded.key, sentence, acts).standings()
    found: list[Standing] = facts.once[span]
    return found


def grammar(facts: ArticleFacts, sentence: Sentence) -> dict[int, list[str]]:
    """Readings by the phrase's position in `sentence.actors`: `actor.agent`, `target.object`, `actor.subject` …"""
    found = {}
    for at, one in enumerate(stand(facts, sentence)):
        plain = [".".join(name.split(".")[:2]) for name in one.readings if not name.endswith(WEAK)]
        found[at] = list(dict.fromkeys(plain))
    return found


class _Reader:
    """One sentence's words, verbs and acts, read once for all its phrases."""

    def __init__(self, key: str, sentence: Sentence, acts: Sequence[Act]) -> None:
        self.key, self.sentence, self.acts = key, sentence, acts
        self.words, self.actors = sentence.words, sentence.actors
        self.settings = [(place.key_start, place.key_end) for place in sentence.places]
        self.settings += [(time.key_start, time.key_end) for time in sentence.times]
        forms = finite_forms()
        self.verbs: list[Word] = [
            word for at, word in enumerate(self.words)
            if (text := word.text) in forms
            or (text in PARTICIPLES and self._is_closed(at))
            or (text[:2] in ("در", "بر") and len(text) > _SHORT and text[2:] in forms)  # «درآوردند»
        ]  # fmt: skip
        self.verb_starts = frozenset(verb.start for verb in self.verbs)
        self.found: list[Standing] = []

    def _is_closed(self, at: int) -> bool:
        """Whether a participle closes its clause without a finite verb («… گرفته و», «… شده،»)."""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        return (
            following is None
            or following.text in ("و", "که")
            or bool(_EDGE.search(self.key, self.words[at].end, following.start))
        )

    def standings(self) -> list[Standing]:
        for at, actor in enumerate(self.actors):
            one = Standing()
            self._lead(one, at)
            self._trail(one, actor)
            self._link(one, actor)
            self.found.append(one)
        governed = [(one.marker, one.paired) for one in self.found]
        for at in objects_of(self.key, self.sentence, self.verbs, self.acts, governed):
            self.found[at].object = True
        for at in range(len(self.actors)):
            self._read(at)
        self._share_subject()
        return self.found

    def _lead(self, one: Standing, at: int) -> None:
        """The preposition, noun or act that governs a phrase, behind its count words."""
        actor, previous = self.actors[at], self.actors[at - 1] if at else None
        if previous is not None and self._is_listed(previous, actor, self.found[at - 1]):
            self._join(one, at)
            return
        many = setting = False
        nouns, edge, reach = 0, "^", actor.key_start
        # «در استان الانبار عراق»: a place that its country ends is part of the phrase's name, not a setting before it
        touching = 2 if actor.kind in LANDS else 0
        settings = [(start, end) for start, end in self.settings if end + touching <= actor.key_start]
        for i in range(bisect_left(self.words, reach, key=by_start) - 1, -1, -1):
            word = self.words[i]
            gap = self.key[word.end : reach]
            if (gap != " " and _EDGE.search(gap)) or self._is_adverb(i):
                break
            if previous is not None and word.start < previous.key_end:
                before = self.found[at - 1].marker
                if before in PLACED and not one.noun and actor.kind in LANDS and previous.kind not in LANDS:
                    one.marker = before  # «در پایگاه … کویت»: the country ends the name of the place
                    return
                edge = "^" if before in PLACED else "noun"
                break
            if word.text == "حامل" and previous is not None and self._is_near(previous.key_end, word.start):
                self._join(one, at)
                one.carried = True
                return
            if self._behind_act(one, word, many):
                return
            reach = word.start
            if any(start <= word.start < end for start, end in settings):
                setting = True  # «حمله صبح دیروز …»: only an act governs across a time or a place
            elif setting and word.text not in LOOSE:
                shared = self._marker(i) or (self._marker(i - 1) if i else None)
                if (
                    one.joined and not one.noun and shared in ("to", "against")
                ):  # «به شهر X و پایگاه Y»: one preposition governs both
                    one.marker = shared
                    return
                break
            elif word.text == "و":
                if previous is not None and self._is_near(previous.key_end, word.start):
                    self._join(one, at)
                    return
                one.joined, one.noun = True, ""  # joined to a noun that names nobody known: one word governs both
            elif self._is_count(one, i):
                many = many or (word.text not in SINGLE and word.text not in OF_COUNT and word.text not in THESE)
            elif (marker := self._marker(i)) is not None:
                one.marker = marker
                return
            elif word.text in EDGES or word.start in self.verb_starts:
                break
            elif word.text not in LOOSE:
                nouns += 1
                if nouns > _MOST_NOUNS:
                    break
                one.noun = one.noun or word.text
        owner = actor.role == "OBJ" or (actor.kind in LANDS and actor.kind != "government")
        one.marker = "noun" if one.noun and (edge == "noun" or nouns >= _MOST_NOUNS or owner) else "^"

    def _before(self, i: int, steps: int = 1) -> str:
        return self.words[i - steps].text if i >= steps else ""

    def _is_adverb(self, i: int) -> bool:
        """«پیش از این», «در همین حال»: a time or a turn of speech, nothing that governs."""
        return (self._before(i), self.words[i].text) in ADVERBS or (
            self.words[i].text in THESE
            and self._before(i) == "از"
            and self._before(i, 2) in ("پیش", "پس", "بعد", "قبل")
        )

    def _marker(self, i: int) -> str | None:
        text = self.words[i].text
        return COMPOUNDS.get((self._before(i), text)) or MARKERS.get(text)

    def _is_count(self, one: Standing, i: int) -> bool:
        """A number, a word of number or «این» before a phrase, noted on it."""
        text = self.words[i].text
        if (self._before(i), text) in COMPOUNDS:
            return False
        counted = text[0].isdigit() or text in COUNTS or (text == "از" and self._before(i) in OF_COUNT)
        one.counted = one.counted or counted
        one.these = one.these or text in THESE
        return counted or text in THESE

    def _behind_act(self, one: Standing, word: Word, many: bool) -> bool:
        """A phrase after an act word: its owner or object, or the goal that the word itself leads to («حمله به …»)."""
        act = next((a for a in self.acts if a.valency != "death" and a.start <= word.start < a.end), None)
        if act is None:
            return False
        words = self.key[act.start : act.end + 1]
        inner = next((m for m, preposition in _LEADS if preposition in words), None)
        if inner is not None:
            one.marker, one.to = inner, act
        elif not many or act.valency in (
            "object",
            "move",
        ):  # «در این حمله ۶ سرباز …»: a number begins a phrase of its own
            one.marker, one.of = "of", act
        return True

    def _is_near(self, end: int, start: int) -> bool:
        """Whether hardly a word, and no verb, stands between a phrase and the «و» that joins the next to it."""
        named = sum(b - a for a, b in self.settings if end < a and b < start)  # «مقر X در غرب آسیا و پایگاه Y»
        if not 0 <= start - end - named <= _NEAR or any(end <= verb.start < start for verb in self.verbs):
            return False
        first = bisect_left(self.words, end, key=by_start)
        return first == len(self.words) or self.words[first].text not in ("به", "علیه")  # «X به Y و Z»: Y is the pair

    def _join(self, one: Standing, at: int) -> None:
        before = self.found[at - 1]
        one.marker, one.of, one.joined, one.paired = before.marker, before.of, True, True

    def _is_listed(self, previous: ActorMention, actor: ActorMention, before: Standing) -> bool:
        """Whether a comma joins a phrase to the one before it: like kinds, not behind a place («در عراق، سربازان …»)."""
        alike = (previous.kind in LANDS) == (actor.kind in LANDS)
        if not alike or before.marker in ("in", "from", "on", "for", "said"):
            return False
        return _LIST.fullmatch(self.key, previous.key_end, actor.key_start) is not None

    def _trail(self, one: Standing, actor: ActorMention) -> None:
        """What follows a phrase: a relative clause, its predicate and that one's voice."""
        key, end = self.key, actor.key_end
        i = bisect_left(self.words, end, key=by_start)
        following = self.words[i] if i < len(self.words) else None
        gap = key[end : following.start] if following else " "
        mark = _EDGE.search(gap) if gap != " " else None
        one.after = mark.group() if mark else following.text if following else "$"
        one.relative = following is not None and self._leads_relative(i)
        ahead = [verb for verb in self.verbs if verb.start >= end]
        one.clause = len(self.verbs) - len(ahead)
        options: list[tuple[str, Act | None]] = []
        start = end
        for verb in ahead[: 2 if one.relative else 1]:
            passive = PASSIVE.search(key, max(start, verb.start - 40), min(self.sentence.end, verb.end + 8))
            inside = [act for act in self.acts if start <= act.start <= verb.end]
            one.loose = bool(inside) and verb.end - inside[-1].end > _LOOSE_GAP
            options.append(("passive" if passive else "active", inside[-1] if inside else None))
            if any(act.is_anchor for act in inside):
                options = options[-1:]
                break
            start = verb.end
        if options:
            one.voice, one.predicate = next((o for o in reversed(options) if o[1]), options[-1])

    def _leads_relative(self, i: int) -> bool:
        """«که» at once or behind adjectives, the last indefinite («تروریست مسلحی که»)."""
        last = next((k for k in range(i, min(i + 3, len(self.words))) if self.words[k].text == "که"), None)
        return last is not None and (last == i or self.words[last - 1].text.endswith("ی"))

    def _link(self, one: Standing, actor: ActorMention) -> None:
        """The act whose goal or work a phrase is («حمله … به X», «… که توسط X صورت گرفت»), the speaker, the victim."""
        start, end = actor.key_start, actor.key_end
        if one.to is None and one.marker in ("to", "against", "with", "on", "in", "agent"):
            floor = max((verb.end for verb in self.verbs if verb.end <= start), default=self.sentence.start)
            floor = self.sentence.start if one.marker == "agent" else floor
            one.to = next((act for act in reversed(self.acts) if floor <= act.start and act.end <= start), None)
        act = next((a for a in (one.of, one.to) if a is not None and not a.is_anchor), None)
        one.response = act is not None and RESPONSE.search(self.key, max(0, act.start - 24), act.start) is not None
        speech = self.sentence.speech
        one.speaker = any(s.key_start <= start < s.key_end or start <= s.key_start < end for s in speech)
        figures = [c.victims for c in self.sentence.casualties if c.victims and c.kind != "displaced"]
        one.victim = any(a < end and start < b for a, b in figures)

    def _read(self, at: int) -> None:
        """The readings of one phrase, the more reliable rules first."""
        one, actor = self.found[at], self.actors[at]
        say, predicate, goal = one.readings.append, one.predicate, one.to
        if one.marker == "^" and actor.role == "REB" and CLAIMS.match(self.key, actor.key_end, self.sentence.end):
            say("actor.claim")
        if one.marker in ("agent", "order"):
            say("actor.agent" if predicate or goal else "actor.agent.far")
        if one.object:
            say("target.object" if predicate else "target.object.far")
        if one.marker == "of" and one.of is not None:
            side = _OWNS.get(
                "struck" if STRIKES.search(self.key, one.of.start, one.of.end) else one.of.valency, "actor"
            )
            say(
                f"{'target' if one.of.valency == 'blast' and actor.role in _HIT_BY_BLAST else side}.of.{one.of.valency}"
            )
        if one.marker in ("to", "against") and predicate and (goal is None or predicate.valency in GOALS):
            goal = predicate
        if one.marker == "with" and predicate and predicate.valency in ("clash", "pact"):
            goal = predicate
        if goal and one.marker in ("to", "against", "with"):
            say(f"target.{one.marker}.{goal.valency}")
        if one.marker == "along" and one.voice == "active" and predicate:
            say("actor.along")  # «به همراه X حمله کرد»
        if one.marker == "in" and goal and goal.valency == "blast" and actor.role in ("MIL", "REB", "POL"):
            say("target.in.blast")  # «انفجار در مقر …»
        if one.marker == "between":
            say("target.between" if one.paired else "actor.between")
        if one.victim:
            say("target.victim")
        if one.marker == "^" and one.paired and predicate and predicate.valency in ("clash", "pact"):
            say(f"target.pair.{predicate.valency}")
        if fallen := one.marker in _HEADS and FALLEN.match(self.key, actor.key_end) is not None:
            say("target.fallen")
        if one.marker == "^" and not one.object and not one.speaker and not fallen:
            side = "target" if one.voice == "passive" else "actor"
            one.second = any(s.clause == one.clause and s.marker == "^" and not s.speaker for s in self.found[:at])
            say(
                f"{side}.subject.{predicate.valency if predicate else 'none'}"
                + (".loose" if predicate and one.loose else "")
            )

    def _share_subject(self) -> None:
        """The subject of the clauses before, where the anchor's own clause names none («X اعلام کرد … را کشته است»)."""
        anchor = next((act for act in self.acts if act.is_anchor), None)
        verb = next((verb for verb in self.verbs if anchor and verb.end >= anchor.end), None)
        if anchor is None or verb is None:
            return
        clause = sum(verb.end <= anchor.start for verb in self.verbs)
        heads = [
            at for at, one in enumerate(self.found)
            if one.marker == "^" and not one.object and not one.paired and self.actors[at].number != "thing"
            and self.actors[at].key_end <= anchor.start
        ]  # fmt: skip
        if not heads or any(self.found[at].clause == clause for at in heads):
            return
        last = max(self.found[at].clause for at in heads)
        at = next(at for at in heads if self.found[at].clause == last)
        passive = PASSIVE.search(self.key, max(anchor.start, verb.start - 40), min(self.sentence.end, verb.end + 8))
        self.found[at].readings.append(f"{'target' if passive else 'actor'}.shared.{anchor.valency}")
