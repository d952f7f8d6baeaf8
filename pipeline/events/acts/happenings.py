"""Where one sentence tells two happenings: few and strict rules, since a wrong cut makes a row of nothing.

In: `ArticleFacts` and a sentence. Out: the key positions at which it is cut, ordered. An act and what came of it (a
blast and its dead) are never parted.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.events.acts.clauses import cut_sentence, find_cuts
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.mentions.tolls.find import CasualtyMention
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import Word, finite_forms

_ALSO = re.compile(r"(?<![^\W_])(?:نیز|هم|همچنین|دیگر|دیگری|سپس|در همین حال)(?![^\W_])")
_ALSO_WITHIN = 45
_ANOTHER = re.compile(r"(?: [^\W_]+)? (?:دیگر|دیگری|نیز|هم)(?![^\W_])")
_AND_BEFORE = re.compile(r"(?<![^\W_])و (?:نیز |همچنین |سپس )?$")
_NOT_LISTED = re.compile(r"(?<![^\W_])(?:منجر|باعث|موجب|انجامید|خواستار|اگر)(?![^\W_])")
_OF_THE_SAME = re.compile(r" (?:این|آن|آنها|همان|وی|او)(?![^\W_])")  # «حمله به سفارت و غارت آن»
_IN_RETURN = re.compile(r"(?<![^\W_])(?:در پاسخ به|به تلافی|در تلافی|در واکنش به)(?![^\W_])")
_ANSWERED = 14  # characters from «در پاسخ به» to the act that is answered
_ATTACKS = ("حملات", "تجاوزات")
_SOMEWHERE = re.compile(r" (?:به|علیه|در) ")
_PLURAL = ("ها", "های", "هایی", "ات")
_TOLL_ENDS = frozenset(("کشته", "زخمی"))  # «۲۰۰ کشته و انفجار …»: the verb comes only at the end
_TAKEN = frozenset(("دستگیر", "بازداشت", "ربوده"))
_NEAR = 12  # characters from the cut to the act that opens the second part
_APART = 8  # characters between two acts that are not one phrase («حمله و درگیری»)


def happening_cuts(facts: ArticleFacts, sentence: Sentence) -> list[int]:
    """Key positions where another happening begins; an act or a figure stands on both sides of each."""
    acts = sorted([t.key_start for t in sentence.triggers] + [c.key_start for c in sentence.casualties])
    if len(acts) < 2:
        return []
    found = {
        *_told_also(facts, sentence),
        *_after_joints(facts, sentence),
        *_acts_listed(facts, sentence),
        *_answered(facts, sentence),
    }
    kept: list[int] = []
    for cut in sorted(found):
        before = kept[-1] if kept else sentence.start
        if any(before <= act < cut for act in acts) and acts[-1] >= cut:
            kept.append(cut)
    return kept


def _told_also(facts: ArticleFacts, sentence: Sentence) -> Iterator[int]:
    """«… و دوشنبه شب نیز …»: both parts name an act, and the second says «also» with a time of its own."""
    cuts = find_cuts(facts, sentence)
    parts = cut_sentence(sentence, cuts)
    for cut, left, right in zip(cuts, parts, parts[1:], strict=False):
        opening = min(right.end, right.start + _ALSO_WITHIN)
        dated = any(time.kind != "DURATION" for time in right.times)
        if left.triggers and right.triggers and dated and _ALSO.search(facts.folded.key, right.start, opening):
            yield cut


def _after_joints(facts: ArticleFacts, sentence: Sentence) -> Iterator[int]:
    """Cuts after a verb, a participle or a toll that «و» or a comma follows."""
    key = facts.folded.key
    for word, following in zip(sentence.words, sentence.words[1:], strict=False):
        if following.text == "و":
            cut = following.end + 1
        elif "،" in key[word.end : following.start]:
            cut = following.start
        else:
            continue
        ends, taken = _ends_clause(word), word.text in _TAKEN
        if not (ends or taken or word.text in _TOLL_ENDS):
            continue
        left, right = cut_sentence(sentence, [cut])
        another = ends and _opens_with_another(key, left, right)
        if another or (_taken_then_hurt(left, right) if taken else _tolls_apart(left, right)):
            yield cut


def _ends_clause(word: Word) -> bool:
    """A finite verb, or a participle that leaves its verb to the next clause («رسیده و … شد»)."""
    return word.text in finite_forms() or (word.text.endswith("ه") and word.text[:-1] in _past_roots())


@cache
def _past_roots() -> frozenset[str]:
    return frozenset(verb.lemma.partition("#")[0] for verb in finite_forms().values())


def _tolls_apart(left: Sentence, right: Sentence) -> bool:
    """Figures of one kind on both sides, each side with its own places or its own time."""
    ours, theirs = _figures(left.casualties), _figures(right.casualties)
    if ours == theirs or not {kind for kind, *_ in ours} & {kind for kind, *_ in theirs}:
        return False
    return _places_differ(left, right) or bool(left.times and right.times)


def _figures(casualties: list[CasualtyMention]) -> set[tuple[str, int | None, int | None]]:
    return {(c.kind, c.low, c.high) for c in casualties if _is_figure(c)}


def _is_figure(figure: CasualtyMention) -> bool:
    return not figure.is_vague and bool(figure.low or figure.high)


def _places_differ(left: Sentence, right: Sentence) -> bool:
    ours = {p.location_name for p in left.places if not p.in_name}
    theirs = {p.location_name for p in right.places if not p.in_name}
    return bool(ours and theirs) and not ours & theirs


def _taken_then_hurt(left: Sentence, right: Sentence) -> bool:
    """«۵ نفر دستگیر و ۲ تن در درگیری کشته شدند»: first only captives, then only dead or wounded."""
    ours, theirs = ({kind for kind, *_ in _figures(part.casualties)} for part in (left, right))
    return ours == {"captured"} and bool(theirs) and "captured" not in theirs and bool(right.triggers)


def _opens_with_another(key: str, left: Sentence, right: Sentence) -> bool:
    """«… و یک حمله پهپادی نیز …», «… و حمله دیگر …»; «… و ۳ مجروح نیز …» is the toll of the act told."""
    if not left.triggers or not right.triggers:
        return False
    act = right.triggers[0]
    near = act.key_start - right.start <= _NEAR and not act.refused and act.pos != "verb" and act.part == "act"
    return near and bool(_ANOTHER.match(key, act.key_end))


def _acts_listed(facts: ArticleFacts, sentence: Sentence) -> Iterator[int]:
    """«خنثی‌سازی … در کابل و دستگیری ۸ نفر»: nouns of single acts joined by «و», each with something of its own."""
    key = facts.folded.key
    acts = [t for t in sentence.triggers if not t.refused and t.part == "act"]
    for first, second in pairwise(acts):
        if not (_is_single(key, first) and _is_single(key, second)) or second.key_start - first.key_end < _APART:
            continue
        if _OF_THE_SAME.match(key, second.key_end) or not _AND_BEFORE.search(
            key, max(sentence.start, second.key_start - _NEAR), second.key_start
        ):
            continue
        if _NOT_LISTED.search(key, sentence.start, second.key_start) or _has_verb(
            sentence, first.key_end, second.key_start
        ):
            continue
        left, right = cut_sentence(sentence, [second.key_start])
        if not _has_own(left, first) or not _has_own(right, second):
            continue
        same = first.sub_event_type == second.sub_event_type
        if not same or (first.lemma == second.lemma and (_places_differ(left, right) or (left.times and right.times))):
            yield second.key_start


def _answered(facts: ArticleFacts, sentence: Sentence) -> Iterator[int]:
    """«در پاسخ به حمله دیروز، …»: the act that is answered and the answer, whichever is told first."""
    key = facts.folded.key
    acts = [t.key_start for t in sentence.triggers if not t.refused and t.part == "act"]
    for phrase in _IN_RETURN.finditer(key, sentence.start, sentence.end):
        answered = next((act for act in acts if 0 <= act - phrase.end() <= _ANSWERED), None)
        if answered is None or _is_vague(key, answered):
            continue
        comma = key.find("،", answered, sentence.end)
        if comma >= 0 and any(act > comma for act in acts):
            yield comma + 1
        elif any(act < phrase.start() for act in acts):
            yield phrase.start()


def _is_vague(key: str, act: int) -> bool:
    """«در پاسخ به حملات همسایه، …»: attacks of which only the doer is told are no happening beside the answer."""
    return key.startswith(_ATTACKS, act) and _SOMEWHERE.search(key[act:].partition("،")[0]) is None


def _has_verb(sentence: Sentence, start: int, end: int) -> bool:
    forms = finite_forms()
    return any(start <= word.start < end and word.text in forms for word in sentence.words)


def _is_single(key: str, act: TriggerMention) -> bool:
    head = key[act.key_start : act.key_end].split()[0]
    return act.pos != "verb" and not head.endswith(_PLURAL)


def _has_own(part: Sentence, act: TriggerMention) -> bool:
    """A place, date, side or figure after the act within its part."""
    after = [
        *(p.key_start for p in part.places if not p.in_name),
        *(t.key_start for t in part.times if t.kind != "DURATION"),
        *(a.key_start for a in part.actors),
        *(c.key_start for c in part.casualties if _is_figure(c)),
    ]
    return any(start > act.key_start for start in after)
