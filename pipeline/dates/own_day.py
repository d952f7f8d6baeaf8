"""The text's own today: «عصر امروز جمعه گفت … از فردا», published on Saturday, was written on Friday.

In: a key, the expressions of the text and its publication. Out: the moment from which its «امروز», «فردا», «سه روز پیش» count.
"""

import datetime
import re
from collections.abc import Sequence

from pipeline.dates.company import slots_of
from pipeline.dates.resolve import resolve
from pipeline.dates.small_hours import is_in_small_hours
from pipeline.dates.spans_of_days import DAY, WEEK, weekday_number
from pipeline.dates.value import Expression

_BESIDE = (-1, 0, 1)  # yesterday, today, tomorrow
_IS = re.compile(r" ?(?:است|ه)\b")
_SAID_OF_IT = re.compile(r" ?،? ?(?:را (?:ببینید|نگاه کنید|در نظر بگیرید|ببین) ?،? ?)?(?:که )?(?:روز )?")
_LATE = datetime.time(23, 59)


def names_its_day(expression: Expression) -> bool:
    """«امروز جمعه», «فردا (۱۴ شهریور)»: today, yesterday or tomorrow with the day of the week or month it is."""
    told = expression.told
    if told.day_offset not in _BESIDE or told.from_passage is not None or expression.last is not None:
        return False
    return told.weekday is not None or told.day is not None


def day_of_text(
    key: str, expressions: Sequence[Expression], published: datetime.datetime | datetime.date | None
) -> datetime.datetime | datetime.date | None:
    """The publication, or the day before it where all that a text says of its today puts it there."""
    if published is None:
        return None
    day = published.date() if isinstance(published, datetime.datetime) else published
    if len(said := _days_said(key, expressions, day)) == 1:
        return published - (day - said.pop())
    if {_today_of(expression, published) for expression in expressions if names_its_day(expression)} != {day - DAY}:
        return published
    if isinstance(published, datetime.datetime) and is_in_small_hours(published):
        return datetime.datetime.combine(day - DAY, _LATE)  # not after a midnight that it has not seen
    return published - DAY


def moment_for(
    expression: Expression,
    published: datetime.datetime | datetime.date | None,
    written: datetime.datetime | datetime.date | None,
) -> datetime.datetime | datetime.date | None:
    """What a time counts from: the text's day, but where it names its own beside the publication, to flag the difference."""
    if published is None or written is None or not names_its_day(expression):
        return written
    return published if published - written <= DAY else written


def _days_said(key: str, expressions: Sequence[Expression], day: datetime.date) -> set[datetime.date]:
    """«همین امروز را ببینید، چهارشنبه است»: the last such day, which may be some before the publication."""
    said = set[datetime.date]()
    for at, expression in enumerate(expressions):
        if expression.told.day_offset != 0 or expression.told.from_passage or expression.last is not None:
            continue
        if key.rfind("«", 0, expression.start) > key.rfind("»", 0, expression.start):
            continue  # of whoever is quoted
        weekday = _weekday_said(key, expression, expressions[at + 1 : at + 2])
        if weekday is not None:
            said.add(day - DAY * ((weekday_number(day) - weekday) % WEEK))
    return said


def _weekday_said(key: str, today: Expression, following: Sequence[Expression]) -> int | None:
    """The weekday that a today is said to be, within the expression or after it; None where none is."""
    if today.told.weekday is not None:
        return today.told.weekday if today.told.day is None and _IS.match(key, today.end) else None
    for other in following:
        if _SAID_OF_IT.fullmatch(key, today.end, other.start) and slots_of(other.told) == {"weekday"}:
            return other.told.weekday if _IS.match(key, other.end) else None
    return None


def _today_of(expression: Expression, published: datetime.date) -> datetime.date | None:
    start, offset = resolve(expression, published).date_start, expression.told.day_offset
    return start - DAY * offset if start is not None and offset is not None else None
