"""Spans of days: the value every reading of a time comes to, and the week and month arithmetic under it.

In and out: Gregorian dates. The Iranian week runs from Saturday (0) to Friday (6).
"""

import datetime
from dataclasses import dataclass

from pipeline.dates.calendars import GREGORIAN, HIJRI, month_of, month_span, shift_month
from pipeline.dates.value import Precision, Told

DAY = datetime.timedelta(days=1)
WEEK = 7
WEEKEND = 5  # days into a week: «آخر هفته» is Thursday and Friday
_NEAR = 2
UNIT_DAYS = {
    "day": 1.0,
    "night": 1.0,
    "day_and_night": 1.0,
    "": 1.0,
    "week": 7.0,
    "hour": 1 / 24,
    "minute": 1 / 1440,
    "second": 1 / 86400,
    "quarter": 1 / 96,
}
SHORT_UNITS = ("hour", "minute", "second", "quarter")
UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


@dataclass(slots=True)
class Days:
    """First and last day, how exact they are, and what fixed them."""

    start: datetime.date | None = None
    end: datetime.date | None = None
    precision: Precision = "unknown"
    basis: str = "none"
    calendar: str = "none"
    flags: tuple[str, ...] = ()


def weekday_number(day: datetime.date) -> int:
    """0 Saturday … 6 Friday."""
    return (day.weekday() + 2) % WEEK


def week_of(day: datetime.date, offset: int = 0) -> tuple[datetime.date, datetime.date]:
    """Saturday and Friday of the week a day is in, or of one so many weeks away."""
    first = day - DAY * weekday_number(day) + DAY * WEEK * offset
    return first, first + 6 * DAY


def one_day(day: datetime.date, flags: tuple[str, ...] = ()) -> Days:
    """A single day as a span."""
    return Days(day, day, "day", flags=flags)


def checked(day: datetime.date, told: Told) -> Days:
    """A day against the weekday told with it: one or two days apart the weekday is right, as a lunar day is sighted."""
    if told.weekday is None or weekday_number(day) == told.weekday:
        return one_day(day)
    off = (told.weekday - weekday_number(day) + 3) % WEEK - 3
    if told.calendar == HIJRI and abs(off) <= 1:
        return one_day(day + off * DAY)
    if abs(off) <= _NEAR and not (off > 0 and told.day_offset is not None):
        return one_day(day + off * DAY, ("weekday_mismatch",))
    return one_day(day, ("weekday_mismatch",))


def shift_day(day: datetime.date, months: int, calendar: str = GREGORIAN) -> datetime.date:
    """The same day of a month so many months away, or that month's last."""
    month = month_of(calendar, day)
    first, last = month_span(calendar, *shift_month(*month, months))
    return min(first + (day - month_span(calendar, *month)[0]), last)


def moment_of(told: Told, published: datetime.datetime) -> datetime.datetime | None:
    """The moment so many hours, minutes or seconds from a publication whose hour is known («سه ساعت پیش»)."""
    if told.back_unit not in SHORT_UNITS or not told.back_count or told.from_passage or told.unbounded:
        return None
    try:
        return published + datetime.timedelta(days=told.back_count * UNIT_DAYS[told.back_unit])
    except OverflowError:
        return None


def moved(day: datetime.date, unit: str, count: float, calendar: str = GREGORIAN) -> datetime.date:
    """A day so many units away: months and years keep the day of the month, the rest count days."""
    if unit in UNIT_MONTHS:
        return shift_day(day, round(count * UNIT_MONTHS[unit]), calendar)
    return day + round(count * UNIT_DAYS[unit]) * DAY
