"""Feasts on a weekday of a month: the last Friday of Ramadan («hijri-9-last6»), the eve of the year's last Wednesday.

In: Told with such a feast, an anchor day or None. Out: Days; none where neither year nor anchor is known.
"""

import datetime

from pipeline.dates.calendars import GREGORIAN, HIJRI, JALALI, lunar_year_in, month_span, to_jalali, year_of
from pipeline.dates.parts import nth_of
from pipeline.dates.spans_of_days import DAY, Days, one_day
from pipeline.dates.value import Told

_SOON = datetime.timedelta(days=75)


def is_on_a_weekday(feast: str) -> bool:
    """Whether a feast's days are told by a weekday."""
    return feast.rpartition("-")[2][:-1] in ("last", "eve")


def weekday_feast(told: Told, anchor: datetime.date | None) -> Days:
    """The feast of the year told, else the one soon to come, else the last."""
    assert told.feast is not None
    system, month, _ = told.feast.split("-")
    year = told.year
    if year is None and told.year_offset is not None and anchor is not None:
        year = to_jalali(anchor)[0] + told.year_offset
    if year is not None and told.calendar == GREGORIAN:
        began = year_of(system, datetime.date(year, 1, 1))
        days = [_day_in(told.feast, each) for each in (began, began + 1)]
        return one_day(next((day for day in days if day.year == year), days[0]))
    if year is not None:
        of_another = system == HIJRI and told.calendar in (None, JALALI)
        return one_day(_day_in(told.feast, lunar_year_in(year, int(month)) if of_another else year))
    if anchor is None:
        return Days()
    now = year_of(system, anchor)
    days = [_day_in(told.feast, each) for each in (now - 1, now, now + 1)]
    ahead = [day for day in days if anchor <= day <= anchor + _SOON]
    if (told.direction != -1 and ahead) or told.direction == 1:
        return one_day(ahead[0] if ahead else min(day for day in days if day >= anchor), ("year_inferred",))
    return one_day(max(day for day in days if day <= anchor), ("year_inferred",))


def _day_in(feast: str, year: int) -> datetime.date:
    system, month, weekday = feast.split("-")
    last = nth_of(Days(*month_span(system, year, int(month))), (f"weekday{weekday[-1]}", -1, 1)).start
    assert last is not None
    return last - DAY if weekday.startswith("eve") else last
