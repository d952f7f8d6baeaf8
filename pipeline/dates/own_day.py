"""The text's own today: «عصر امروز جمعه گفت … از فردا», published on Saturday, was written on Friday.

In: the expressions of a text and its publication. Out: the moment from which its «امروز», «فردا», «سه روز پیش» count.
"""

import datetime
from collections.abc import Sequence

from pipeline.dates.resolve import resolve
from pipeline.dates.small_hours import is_in_small_hours
from pipeline.dates.spans_of_days import DAY
from pipeline.dates.value import Expression

_BESIDE = (-1, 0, 1)  # yesterday, today, tomorrow
_LATE = datetime.time(23, 59)


def names_its_day(expression: Expression) -> bool:
    """«امروز جمعه», «فردا (۱۴ شهریور)»: today, yesterday or tomorrow with the day of the week or month it is."""
    told = expression.told
    if told.day_offset not in _BESIDE or told.from_passage is not None or expression.last is not None:
        return False
    return told.weekday is not None or told.day is not None


def day_of_text(
    expressions: Sequence[Expression], published: datetime.datetime | datetime.date | None
) -> datetime.datetime | datetime.date | None:
    """The publication, or the day before it where all that a text says of its today puts it there."""
    named = [expression for expression in expressions if names_its_day(expression)]
    if published is None or not named:
        return published
    day = published.date() if isinstance(published, datetime.datetime) else published
    if {_today_of(expression, published) for expression in named} != {day - DAY}:
        return published
    if isinstance(published, datetime.datetime) and is_in_small_hours(published):
        return datetime.datetime.combine(day - DAY, _LATE)  # not after a midnight that it has not seen
    return published - DAY


def _today_of(expression: Expression, published: datetime.date) -> datetime.date | None:
    start, offset = resolve(expression, published).date_start, expression.told.day_offset
    return start - DAY * offset if start is not None and offset is not None else None
