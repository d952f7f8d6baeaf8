"""Months told: a month told with its year gives the year to its days named later, in a text published no one knows when.

In: a mention, or what an expression and an earlier one tell. Out: whether the one gives, whether the other takes.
"""

from pipeline.dates.calendars import JALALI, year_of
from pipeline.dates.mention import TimeMention
from pipeline.dates.value import Told

_REMEMBERED = 1370


def may_go_on(mention: TimeMention) -> bool:
    """Whether a month told with its year gives it to days after it; an old one is told to be remembered («۷ تیر ۱۳۶۰»)."""
    if mention.date_start is None or mention.kind == "SET":
        return False
    return mention.calendar != JALALI or year_of(JALALI, mention.date_start) >= _REMEMBERED


def is_of_its_month(told: Told, full: Told) -> bool:
    """«۲۰ تا ۲۲ فروردین ۱۳۹۸ … سه‌شنبه ۲۰ فروردین», published no one knows when."""
    bare = told.day is not None and told.year is told.year_offset is told.direction is None
    return bare and told.month in (full.month, full.last_month) and told.calendar == full.calendar
