"""Sighted: a lunar feast or day that the text puts on a day it tells («دوشنبه ۱۸ شهریور، مصادف با تاسوعا»).

In: a key, the expression of a lunar day, the day told last, the publication. Out: the expression with the weekday of that
day where it is then on it: the moon is seen a day off what is computed, no more.
"""

import datetime
import re
from dataclasses import replace

from pipeline.dates.calendars import HIJRI
from pipeline.dates.company import TIMES, slots_of
from pipeline.dates.mention import TimeMention
from pipeline.dates.resolve import resolve
from pipeline.dates.spans_of_days import WEEK, weekday_number
from pipeline.dates.value import Expression

_MEETS = re.compile(r" ?[)،,]? ?(?:و |که |یعنی )?(?:(?:هم ?زمان|مصادف|مقارن|برابر)(?: است| شد| شده| بود)? (?:با )?|\()")
_OF_A_DAY = {"feast", "day", "month"}
_DAY_OF_MONTH = 2  # marks in «hijri-1-10»; a third has a length


def on_the_day_told(
    key: str, expression: Expression, day: TimeMention | None, published: datetime.date | None
) -> Expression:
    """«امروز همزمان با تاسوعا», «یکشنبه شب (شب عاشورا)»: on that very day."""
    if day is None or day.date_start is None or day.relation != "at" or not _is_lunar_day(expression):
        return expression
    if not _MEETS.fullmatch(key, day.key_end, expression.start):
        return expression
    told = expression.told
    weekday = (weekday_number(day.date_start) + bool(told.eve)) % WEEK
    there = replace(expression, told=told.but(weekday=weekday))
    return there if resolve(there, published).date_start == day.date_start else expression


def _is_lunar_day(expression: Expression) -> bool:
    """Whether one lunar day is told, or a feast of one."""
    told = expression.told
    if expression.last is not None or told.last_day is not None or not slots_of(told) <= _OF_A_DAY | TIMES:
        return False
    if told.feast is not None:
        return told.feast.startswith(HIJRI) and told.feast.count("-") == _DAY_OF_MONTH
    return told.calendar == HIJRI and told.day is not None
