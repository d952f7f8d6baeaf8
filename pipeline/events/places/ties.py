"""What a place stands with in its own sentence: the act, another act, a saying.

In: a sentence, a place of it, the act word that the sentence rests on. Out: named features. A place belongs to the act
word before it, or to the act of the verb on which it hangs; which of the sentence's acts that is decides most.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.events.facts import Sentence, by_start
from pipeline.mentions.places.find import PlaceMention
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import Word, finite_forms

_STEPS = ((1, "0"), (3, "1"), (7, "2"))  # most words between an act word and the place after it


def ties(
    sentence: Sentence, place: PlaceMention, act: TriggerMention | None, kind: str | None, where: str
) -> Iterator[str]:
    """Features of a place's standing; `act` is its sentence's own, `kind` the type of the row's act."""
    forms, words, acts = finite_forms(), sentence.words, sentence.triggers
    first = bisect_left(words, place.key_start, key=by_start)
    past = bisect_left(words, place.key_end, key=by_start)
    verb = next((word for word in words[past:] if word.text in forms), None)
    end = verb.end if verb is not None else sentence.end
    left = next((t for t in reversed(acts) if t.key_end <= place.key_start), None)
    if left is not None and _has_verb(words, left.key_end, place.key_start):
        left = None
    ahead = [t for t in acts if place.key_end <= t.key_start < end]
    on_left, on_right = _which(left, act, kind), _which(ahead[0] if ahead else None, act, kind)
    on_verb = _which(ahead[-1] if ahead else None, act, kind)
    gap = first - bisect_left(words, left.key_end, key=by_start) if left is not None else -1
    step = "none" if left is None else next((name for most, name in _STEPS if gap <= most), "far")
    yield f"{where}.left={on_left}.{step}"
    yield f"{where}.right={on_right}"
    yield f"{where}.acts={on_left}.{on_right}.{on_verb}"
    yield f"{where}.verb={verb.text if verb is not None else '-'}"
    says = verb is not None and any(
        s.kind == "verb" and s.cue_start < verb.end and verb.start < s.cue_end for s in sentence.speech
    )
    yield f"{where}.verb.of={'saying' if says else on_verb}.{left is not None}"
    if act is not None:
        yield from _between(words, acts, act, place, where)


def _between(
    words: Sequence[Word], acts: Sequence[TriggerMention], act: TriggerMention, place: PlaceMention, where: str
) -> Iterator[str]:
    """How many other acts and clauses lie between a place and the act."""
    low, high = sorted((place.key_start, act.key_start))
    side = "before" if place.key_start == low else "after"
    inner = [w.text for w in words[bisect_left(words, low, key=by_start) : bisect_left(words, high, key=by_start)]]
    yield f"{where}.between={side}.{min(sum(low < t.key_start < high for t in acts), 2)}"
    forms = finite_forms()
    yield f"{where}.clauses={side}.{min(sum(text in forms for text in inner), 2)}.{'که' in inner}"


def _has_verb(words: Sequence[Word], low: int, high: int) -> bool:
    forms = finite_forms()
    return any(
        w.text in forms for w in words[bisect_left(words, low, key=by_start) : bisect_left(words, high, key=by_start)]
    )


def _which(other: TriggerMention | None, act: TriggerMention | None, kind: str | None) -> str:
    """Which act a word is: the sentence's own, one of the row's type, or what part another plays."""
    if other is None:
        return "none"
    if other is act:
        return "act"
    return "same" if kind is not None and other.sub_event_type == kind else other.part
