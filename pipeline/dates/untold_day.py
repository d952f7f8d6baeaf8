"""Untold day: a day of a month whose year no one knows, and the hours on it («جمعه ۲۱ تیر: بازی دوم، ساعت ۵:۳۰»).

In: a key, the next expression, the day told. Out: the expression on that day.
"""

from dataclasses import replace

from pipeline.dates.company import TIMES, slots_of
from pipeline.dates.days_of_clocks import REACH_OF_CLOCK
from pipeline.dates.mention import TimeMention
from pipeline.dates.value import Expression


def of_an_untold_day(key: str, expression: Expression, day: TimeMention) -> Expression:
    """«جمعه ۲۱ تیر: بازی دوم، ساعت ۵:۳۰ صبح», «این روز», published no one knows when."""
    told, before = expression.told, day.expression.told
    if not slots_of(told) <= TIMES | {"today"} or (
        expression.last is not None and not slots_of(expression.last) <= TIMES
    ):
        return expression
    if expression.start - day.key_end > REACH_OF_CLOCK or "\n" in key[day.key_end : expression.start]:
        return expression
    return replace(
        expression,
        told=told.but(
            day=before.day,
            month=before.month,
            calendar=before.calendar,
            weekday=before.weekday,
            day_offset=None,
            from_passage=None,
        ),
    )
