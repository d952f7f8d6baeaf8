"""Units that have just gone or are to come: هفته‌ای که گذشت, دو سالی که گذشت, هفته‌ای که در پیش است."""

import re

from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.relative import COUNTED, FIELDS, count_of, is_plural, unit_of
from pipeline.dates.value import Told

_MAY_BE_A_FISH = re.compile(r" می ?(?:آی|آ|ا)")  # «ماهی که از جنوب می‌آید»
_TILL_NOW = re.compile(r" تا (?:امروز|کنون|حالا|به امروز)")


@rule(
    "date.just_gone",
    "(?P<unit>DAY|WEEK|MAH|YEAR) (?P<gone>JUST_GONE)",
    "(?P<unit>WEEK|MAH|YEAR) (?P<coming>JUST_COMING)",
)
def just_gone(found: Found) -> Told | None:
    """هفته‌ای که گذشت, سالی که گذشت: one unit up to the anchor; هفته‌ای که در پیش است: the next one."""
    if (
        not found.word("unit").endswith("ی")
        or is_plural(found.word("unit"))
        or found.is_previous("NUM", "SOME", "THIS")
    ):
        return None
    if found.has("coming"):
        if found.word("unit") == "ماهی" and _MAY_BE_A_FISH.search(found.word("coming")):
            return None
        told = Told()
        told.tell(**{FIELDS[unit_of(found)]: 1})
        return told  # «هفته‌ای که در پیش است»
    return Told(span_unit=found.value("unit"), span_count=-1.0, approximate=True)


@rule("date.just_gone", f"{COUNTED} JUST_GONE")
def counted_gone(found: Found) -> Told | None:
    """دو سالی که گذشت: so many units up to the anchor."""
    unit, count = unit_of(found), count_of(found)
    if not found.word("unit").endswith("ی") or is_plural(found.word("unit")):
        return None
    if found.text_after(4) == " تا " and not _TILL_NOW.match(found.text_after()):
        return None  # «دو ماهی که گذشت تا آزاد شد»
    return Told(span_unit=unit, span_count=-(count or 1.0), unbounded=None if count else True)
