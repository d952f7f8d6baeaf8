"""New years: of which calendar «سال نو», «سال جدید» is, and whether it has begun.

In: a key and the expression of a new year, with its outlook. Out: what it tells. Around Christmas that of Christians is
greeted and has begun; a budget, a plan or a price to come is of the next Solar Hijri year all the same.
"""

import re

from pipeline.dates.calendars import JALALI
from pipeline.dates.registry import noun_before
from pipeline.dates.value import Expression, Told
from pipeline.dates.words import words_of_context

NEW_YEAR = "new_year"
_AROUND = 250
_GONE, _TO_COME = " گذشته", ("future", "scheduled")
_OF_CHRISTIANS = re.compile(r"\b(?:ژانویه|دسامبر|کریسمس|میلادی|مسیحی|مسیحیان|کلیسا)\b")


def new_year_told(key: str, expression: Expression) -> Told:
    """What a new year tells; one planned for is to come, whatever its clause says («بودجه سال جدید تصویب شد»)."""
    told, start, end = expression.told, expression.start, expression.end
    before = noun_before(key, start)
    if before in words_of_context("before_plan") and not key.startswith(_GONE, end):
        expression.outlook = "future"
    if expression.outlook == "past":
        return told.but(span_count=0.0)  # «در سال جدید برگزار شد»
    if told.calendar is not None or expression.outlook not in _TO_COME or before in words_of_context("before_new_year"):
        return told
    of_christians = _OF_CHRISTIANS.search(key, max(0, start - _AROUND), end + _AROUND)
    return told if of_christians else told.but(calendar=JALALI)
