"""Anchors: the act word that a sentence reports, among all that it mentions.

In: a `Sentence` with its act words. Out: the one its row rests on, or None without any. Points of
`POINTS` are summed; they were fitted on gold triggers and rounded, so that each can be read.
"""

from collections.abc import Iterator

from pipeline.events.facts import Sentence
from pipeline.events.types.kind_words import form_set
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import Word, finite_forms

POINTS = {
    "act": 1.3, "frame": 0.0, "means": -0.1, "state": -0.7, "toll": -0.9,
    "strong": 0.3, "weak": -0.3, "refused": -1.5,
    "verb": 0.7, "verb.next": 0.2, "participle": 0.3, "verb.near": -0.5, "verb.none": -0.3,
    "lead.cause": 0.7, "lead.background": -0.8, "lead.background.far": -0.4, "lead.response": -1.6,
    "first": 0.6, "third": -0.7, "last": 0.3,
    "plain": 1.5, "toll.second": -1.2, "era": -0.8,
}  # fmt: skip
# Types whose words hardly ever stand for an act told by another word.
_PLAIN = frozenset({"Suicide bomb", "Air/drone strike", "Arrests", "Abduction/forced disappearance"})
_PARTICIPLES = frozenset(["شده", "کرده", "گرفته", "داده", "رسیده", "رسانده", "زده", "آورده", "برده"])


def choose_anchor(sentence: Sentence) -> TriggerMention | None:
    """The act word with the most points, the first where two are equal."""
    triggers = sentence.triggers
    if len(triggers) < 2:
        return triggers[0] if triggers else None
    if sentence.anchor is None or sentence.anchor not in triggers:
        sentence.anchor = max(triggers, key=lambda trigger: (anchor_score(sentence, trigger), -trigger.key_start))
    return sentence.anchor


def anchor_score(sentence: Sentence, trigger: TriggerMention) -> float:
    """How far an act word looks like the one reported: the sum of its points."""
    return round(sum(POINTS[name] for name in anchor_traits(sentence, trigger)), 4)


def anchor_traits(sentence: Sentence, trigger: TriggerMention) -> Iterator[str]:
    """What is seen of an act word: its part, its verb, what leads to it and its place among the others."""
    yield trigger.part
    yield trigger.strength
    if trigger.refused:
        yield "refused"
    words = sentence.words
    first = sum(word.end <= trigger.key_start for word in words)
    past = sum(word.start < trigger.key_end for word in words)
    following = min((t.key_start for t in sentence.triggers if t.key_start >= trigger.key_end), default=sentence.end)
    yield _predicate(words[first:past], [word for word in words[past : past + 4] if word.start < following])
    lead = _lead([word.text for word in words[max(0, first - 4) : first]])
    if lead:
        yield lead
    if trigger.sub_event_type in _PLAIN and lead in (None, "lead.cause"):
        yield "plain"
    if trigger.lemma == "جنگ":
        yield "era"  # «در جریان جنگ»: a time more often than an act
    order = sentence.triggers.index(trigger)
    if order and trigger.part == sentence.triggers[order - 1].part == "toll":
        yield "toll.second"  # «کشته و … زخمی شدند»
    if order == 0:
        yield "first"
    elif order > 1:
        yield "third"
    if order == len(sentence.triggers) - 1:
        yield "last"


def _predicate(own: list[Word], after: list[Word]) -> str:
    """Whether the word is a verb, has one right after it, or none before the next act."""
    forms = finite_forms()
    if any(word.text in forms for word in own):
        return "verb"
    at = next((index for index, word in enumerate(after) if word.text in forms), None)
    if at is not None:
        return "verb.next" if at < 2 else "verb.near"
    return "participle" if any(word.text in _PARTICIPLES for word in after[:2]) else "verb.none"


def _lead(before: list[str]) -> str | None:
    """What the words before an act make of it; «پس از این حمله» is seen through one word, «پاسخ به» through two."""
    background, cause = form_set("anchor.background"), form_set("anchor.cause")
    response = form_set("anchor.response")
    for end in range(len(before), max(0, len(before) - 3), -1):
        if before[end - 1] in response or " ".join(before[max(0, end - 2) : end]) in response:
            return "lead.response"
    for skipped in (0, 1):
        words = before[: len(before) - skipped]
        if not words:
            break
        if words[-1] in background or " ".join(words[-2:]) in background:
            return "lead.background.far" if skipped else "lead.background"
        if not skipped and words[-1] in cause:
            return "lead.cause"
    return None
