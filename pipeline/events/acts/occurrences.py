"""Sentences that add when and where: «این رویداد عصر دیروز در ولسوالی X رخ داد», told behind the act itself.

In: a sentence and the draft told last. Out: whether the sentence only says when or where that happened; the draft then
takes its day and its finer place, and the sentence is no row of its own.
"""

import re

from pipeline.dates.mention import TimeMention
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.merging.likeness import HAPPENINGS
from pipeline.events.places.chains import FINENESS
from pipeline.mentions.places.find import PlaceMention

_OPENS = r"[«\" ]{0,3}(?:(?:گفتنی است|گفته می شود)(?: که)?)?[،: ]{0,3}"
_THIS = re.compile(_OPENS + r"(?:این|همین) (?P<what>[^\W_]+)")
_ANY = re.compile(rf"(?:{HAPPENINGS}|ماجرا|اتفاق)(?:ات|ی|ها|های|هایی)?")
_OCCURS = re.compile(
    r"(?<![^\W_])(?:(?:رخ|روی) داده?|اتفاق افتاده?|به وقوع پیوسته?|وقوع یافته?|صورت (?:گرفته?|پذیرفته?)|انجام (?:شده?|گرفته?))"
    r"(?: (?:است|بود|اند|بودند)|ند)?(?![^\W_])"
)
_COUNTED_FROM = re.compile(r" (?:پس|بعد|قبل|پیش) از ")  # «دو روز پس از حمله X»: another's day and place
# The places of such a sentence are of what is answered.
_ANSWERS = re.compile(r"(?<![^\W_])(?:در (?:پاسخ|واکنش|جواب)|به (?:تلافی|انتقام))(?![^\W_])")
_NEAR = 2  # sentences


def adds_to(facts: ArticleFacts, sentence: Sentence, told: Sentence) -> bool:
    """Whether a sentence says of what was told shortly before it only that it occurred, and when or where."""
    if not 0 < sentence.index - told.index <= _NEAR or sentence.casualties:
        return False
    key = facts.folded.key
    this = _THIS.match(key, sentence.start, sentence.end)
    verb = _OCCURS.search(key, sentence.start, sentence.end)
    if this is None or verb is None or _COUNTED_FROM.search(key, sentence.start, sentence.end):
        return False
    if any(t.key_start > verb.end() for t in sentence.triggers):
        return False  # «… در حالی رخ داد که حمله دیگری …»
    named = next((t for t in sentence.triggers if t.key_start == this.start("what")), None)
    if named is None:
        return _ANY.fullmatch(this["what"]) is not None
    return any(named.lemma == t.lemma or named.family == t.family for t in told.triggers)


def day_in(sentence: Sentence) -> TimeMention | None:
    """The one day that such a sentence tells by itself, None where it tells none or several."""
    days = [time for time in sentence.times if time.date_start is not None and time.reference != "passage"]
    return days[0] if len({(time.date_start, time.date_end) for time in days}) == 1 else None


def places_in(facts: ArticleFacts, sentence: Sentence, known: list[PlaceMention]) -> list[PlaceMention]:
    """The finest place that such a sentence tells, where it is finer than all known of the act and may lie in them."""
    if _ANSWERS.search(facts.folded.key, sentence.start, sentence.end):
        return []
    told = [place for place in sentence.places if not place.in_name and place.geo_precision != "country"]
    if not told:
        return []
    finest = min(told, key=_rank)
    inside = all(place.country in (None, finest.country) and _rank(finest) < _rank(place) for place in known)
    return [finest] if inside else []


def _rank(place: PlaceMention) -> int:
    return FINENESS.index(place.geo_precision)
