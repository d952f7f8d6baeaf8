"""From what is told to days: which of the shapes an expression has, and what narrows it.

In: Told, an anchor day or None, the clause's outlook. Out: Days with what fixed them and their calendar.
"""

import datetime
from dataclasses import replace

from pipeline.dates.calendars import HIJRI, JALALI, month_span, year_of
from pipeline.dates.counted import relative_to
from pipeline.dates.hours import BEGINS, crosses_midnight, on_24_hours
from pipeline.dates.named import day_of_month, feast_of, named_month, season_of, widened, years_of
from pipeline.dates.parts import narrowed, nth_of, shifted
from pipeline.dates.spans_of_days import DAY, WEEK, Days
from pipeline.dates.value import Outlook, Told

_NO_OFFSETS = (None,) * 6
_TO_COME = ("present", "announced", "untold")


def basis_of(told: Told) -> str:
    """What kind of words fix the day."""
    if told.month is not None or told.year is not None or told.decade or told.century or told.feast or told.season:
        return "relative" if told.year_offset is not None else "explicit"
    if told.weekday is not None and told.day_offset is None:
        return "weekday"
    offsets = (told.day_offset, told.week_offset, told.month_offset, told.year_offset, told.span_unit, told.back_unit)
    return "none" if offsets == _NO_OFFSETS else "relative"


def calendar_of(told: Told) -> str:
    """The calendar the words name, «none» where they name none."""
    if told.feast is not None and told.day is None:
        return told.feast.split("-")[0]
    if told.calendar is not None:
        return told.calendar
    return (
        JALALI if told.season is not None or told.year_offset is not None or told.month_offset is not None else "none"
    )


def days_of(
    told: Told,
    anchor: datetime.date | None,
    outlook: Outlook = "past",
    in_passage: bool = False,
    hour: int | None = None,
) -> Days:
    """The days told, with flags; ValueError where the calendar has no such day. With `hour` the anchor is a moment."""
    days = _shape(told, anchor, outlook, in_passage)
    if anchor is not None:
        days = _on_own_weekday(days, told, anchor, outlook, hour)
    calendar = days.calendar if days.calendar != "none" else calendar_of(told)
    days = _part_told(Days(days.start, days.end, days.precision, basis_of(told), calendar, days.flags), told)
    if told.shift_unit is not None:
        days = shifted(days, told)
    if days.start is None:
        has_no_anchor = anchor is None and not told.unbounded and days.basis != "none"
        return replace(days, flags=(*days.flags, "no_anchor")) if has_no_anchor else days
    if told.approximate:
        days = replace(days, flags=(*days.flags, "approximate"))
    return _over_midnight(days, told)


def _on_own_weekday(days: Days, told: Told, anchor: datetime.date, outlook: Outlook, hour: int | None) -> Days:
    """A weekday that is the anchor's own is the anchor's day: agencies write «روز چهارشنبه» on that Wednesday.

    Where the anchor is a moment, a part of the day that has not begun by then is of a week ago, if told as past; an
    hour that has struck is of the next week, if told as future.
    """
    if "publication_weekday" in days.flags and (hour is None or outlook in _TO_COME or _has_come(told, hour)):
        days = replace(days, start=anchor, end=anchor)
    if hour is not None and outlook == "future" and days.start == anchor and _has_struck(told, hour):
        days = replace(days, start=anchor + WEEK * DAY, end=anchor + WEEK * DAY)
    return days


def _part_told(days: Days, told: Told) -> Days:
    """The day, week or edge of a period, where one is told; a lunar one may be a day later than computed."""
    for nth in reversed(told.nth or ()):
        days = nth_of(days, nth)
    if days.start is not None and (told.edge or told.edge_part):
        days = narrowed(days, told)
    is_lunar = days.calendar == HIJRI and told.month is not None
    return widened(days) if is_lunar and "lunar_approximate" not in days.flags and not _of_weekday(told) else days


def _over_midnight(days: Days, told: Told) -> Days:
    """Hours past midnight are of the day after the one told, hours across it of two days."""
    assert days.start is not None
    if told.past_midnight and days.end is not None:
        days = replace(days, start=days.start + DAY, end=days.end + DAY)
    if days.start is not None and days.start == days.end and crosses_midnight(told):
        start = days.start - DAY if told.of_end else days.start
        days = replace(days, start=start, end=start + DAY, precision="range")
    return days


def _of_weekday(told: Told) -> bool:
    """«اولین جمعه محرم» is a Friday, whenever the month began."""
    return told.weekday is not None or any(unit.startswith("weekday") for unit, *_ in told.nth or ())


def has_begun(part: str | None, hour: int) -> bool:
    """Whether a part of the day may lie behind an hour of it."""
    return part is None or hour >= BEGINS.get(part, 0)


def _has_come(told: Told, hour: int) -> bool:
    """Whether a part or hour of the anchor's own day may lie behind an hour of it."""
    if told.clock is None or told.past_midnight:
        return has_begun("night" if told.past_midnight else told.part, hour)
    return int(on_24_hours(told.clock, told.part)[0][:2]) <= hour


def _has_struck(told: Told, hour: int) -> bool:
    """«ساعت ۶ روز شنبه … خواهد شد», written on a Saturday at noon, is of the next one."""
    bare = told.weekday is not None and told.day is None and told.week_offset is None and told.last_weekday is None
    if not bare or told.clock is None or told.day_offset is not None:
        return False
    return int(on_24_hours(told.clock, told.part)[0][:2]) < hour


def _shape(told: Told, anchor: datetime.date | None, outlook: Outlook, in_passage: bool) -> Days:
    if told.unbounded:
        return Days()
    if told.day is not None and told.last_day is None and told.weekday is not None and told.last_weekday is not None:
        days = day_of_month(told.but(weekday=told.last_weekday, last_weekday=None), anchor, outlook, in_passage)
        away = (told.last_weekday - told.weekday) % WEEK * DAY  # «از یکشنبه تا چهارشنبه ۲۳ شهریور»
        return replace(days, start=days.start - away, precision="range") if days.start else days
    if told.day is not None and told.month is not None:
        return day_of_month(told, anchor, outlook, in_passage)
    if told.feast is not None:
        return feast_of(told, anchor, outlook)
    if anchor is None and told.year is None and not told.decade and not told.century:
        return Days()
    if told.month is not None:
        return named_month(told, anchor, outlook, in_passage)
    if told.season is not None:
        return season_of(told, anchor, outlook)
    if told.year is not None or told.decade is not None or told.century is not None:
        return years_of(told, anchor)
    assert anchor is not None
    return relative_to(told, anchor, outlook)


def near_days(told: Told, day: datetime.date) -> Days | None:
    """What a second telling means in the year nearest to a day; None where it means nothing."""
    try:
        if told.year is not None:
            return days_of(told, day)
        if told.day is not None:
            return days_of(told, day, in_passage=True)
        calendar = told.calendar or JALALI
        year = year_of(calendar, day)
        spans = [month_span(calendar, each, told.month or 1) for each in (year - 1, year, year + 1)]
        return Days(*min(spans, key=lambda span: abs((span[0] - day).days)), "month")
    except (ValueError, OverflowError):
        return None
