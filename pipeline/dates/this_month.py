"""This month, this week: one told before by its name («ماه رمضان … این ماه», «هفته دفاع مقدس … این هفته»).

In: a key, the next expression, the month or week told last. Out: the expression, of that month or week where it means it.
"""

import datetime
from dataclasses import replace

from pipeline.dates.calendars import HIJRI, JALALI, year_of
from pipeline.dates.company import slots_of
from pipeline.dates.mention import TimeMention
from pipeline.dates.taken_up import is_near
from pipeline.dates.value import Expression

_THIS_MONTH, _THIS_WEEK = "این ماه", "این هفته"
_REACH = 400  # characters of the key


def of_a_named_month(key: str, expression: Expression, last: TimeMention | None) -> Expression:
    """«این ماه» after «ماه رمضان» is that month; «همین ماه» is the publication's."""
    if expression.told.month_offset != 0 or last is None:
        return expression
    lunar = last.expression.told.calendar == HIJRI and expression.start - last.key_end <= _REACH
    if not lunar and not is_near(key, last, expression):
        return expression
    if _THIS_MONTH not in key[expression.start : expression.end] or last.date_start is None:
        return expression
    month, calendar = last.expression.told.month, last.expression.told.calendar or JALALI
    year = year_of(calendar, last.date_start)
    told = expression.told.but(month_offset=None, month=month, year=year, calendar=calendar)
    return replace(expression, told=told)


def of_a_named_week(
    key: str, expression: Expression, last: TimeMention | None, published: datetime.date | None
) -> Expression:
    """«این هفته» after «هفته دفاع مقدس», which the publication is not in, is that week."""
    if last is None or slots_of(expression.told) != {"week"} or expression.start - last.key_end > _REACH:
        return expression
    if _THIS_WEEK not in key[expression.start : expression.end] or published is None:
        return expression
    days = last.date_start, last.date_end
    if days[0] is None or days[1] is None or days[0] <= published <= days[1]:
        return expression
    return replace(expression, told=last.expression.told, outlook=last.expression.outlook)
