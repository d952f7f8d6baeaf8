"""This week, month or year in a row: what happened in it lies between its first day and the day of publication.

In: a `TimeMention`, the publication. Out: the same, or one that ends on the day of publication.
"""

import datetime
from dataclasses import replace

from pipeline.dates.calendars import jalali_text
from pipeline.dates.mention import TimeMention
from pipeline.dates.resolve import is_gone_so_far


def so_far(time: TimeMention, published: datetime.datetime | None) -> TimeMention:
    """«امسال ده نفر کشته شدند», as far as the publication; «امسال ساخته خواهد شد» as a whole."""
    today = published.date() if published is not None else None
    if not is_gone_so_far(time.expression, time.date_start, time.date_end, today):
        return time
    return replace(time, date_end=today, date_jalali=jalali_text(time.date_start, today, time.date_precision))
