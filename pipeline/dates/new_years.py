"""New years: of which calendar «سال نو», «سال جدید» is, and whether it has begun.

In: a key, the expression of a new year with its outlook, the publication. Out: what it tells. Around Christmas that of
Christians is greeted and has begun, and that of other nations is to come; a budget, a plan or a price to come is of the
next Solar Hijri year all the same.
"""

import datetime
import re

from pipeline.dates.abroad import foreign_countries
from pipeline.dates.calendars import GREGORIAN, JALALI
from pipeline.dates.registry import noun_before
from pipeline.dates.value import TO_COME, Expression, Told
from pipeline.dates.words import words_of_context

NEW_YEAR = "new_year"
_AROUND = 250
_GONE = " گذشته"
_OF_CHRISTIANS = re.compile(r"\b(?:ژانویه|دسامبر|کریسمس|میلادی|مسیحی|مسیحیان|کلیسا)\b")
_ITS_NUMBER = re.compile(r" ?\(?20\d\d\b")
_NEW = "سال نو"
_BEFORE, _AFTER, _NEAR = re.compile(r"(?:\w+ ){1,3}$"), re.compile(r"(?: \w+){1,3}"), 40
_TO_ANOTHER = frozenset(["به", "با", "از", "برای"])


def new_year_told(key: str, expression: Expression, published: datetime.date | None) -> Told:
    """What a new year tells; one planned for is to come, whatever its clause says («بودجه سال جدید تصویب شد»)."""
    told, start, end = expression.told, expression.start, expression.end
    before = noun_before(key, start)
    if before in words_of_context("before_plan") and not key.startswith(_GONE, end):
        expression.outlook = "future"
    if expression.outlook == "past":
        return told.but(span_count=0.0)  # «در سال جدید برگزار شد»
    if told.calendar is not None or expression.outlook not in TO_COME or before in words_of_context("before_new_year"):
        return told
    if _ITS_NUMBER.match(key, end) or (_is_around_christmas(published) and _is_of_a_nation(key, start, end)):
        return told.but(calendar=GREGORIAN)
    if _is_greeted(key, expression, published):
        return told.but(calendar=GREGORIAN)
    of_christians = _OF_CHRISTIANS.search(key, max(0, start - _AROUND), end + _AROUND)
    return told if of_christians else told.but(calendar=JALALI)


def _is_of_a_nation(key: str, start: int, end: int) -> bool:
    """«بودجه سال جدید آمریکا», «رئیس‌جمهور ترکیه در سال جدید»; not «صادرات به عراق در سال جدید»."""
    before, after = _BEFORE.search(key, max(0, start - _NEAR), start), _AFTER.match(key, end)
    known = foreign_countries() | words_of_context("of_the_west")
    for beside in (before, after):
        words = beside.group().split() if beside is not None else []
        phrases = {" ".join(words[first:last]) for last in range(1, len(words) + 1) for first in range(last)}
        if _TO_ANOTHER.isdisjoint(words) and not known.isdisjoint(phrases):
            return True
    return False


def _is_around_christmas(published: datetime.date | None) -> bool:
    return published is not None and published.month in (11, 12, 1)


def _is_greeted(key: str, expression: Expression, published: datetime.date | None) -> bool:
    """«سال نو» within ten days of the first of January."""
    if published is None or not key.endswith(_NEW, expression.start, expression.end):
        return False
    return (1, 1) <= (published.month, published.day) <= (1, 11) or (published.month, published.day) >= (12, 22)
