"""Ranges: from the first day of the one end to the last day of the other («از ۵ تا ۹ مهر», «پاییز امسال تا سال ۲۰۲۹»).

In: an Expression with a far end and the anchor day. Out: Days; the ends share what only one of them tells.
"""

import datetime
from dataclasses import replace
from typing import Any

from pipeline.dates.calendars import JALALI, year_of
from pipeline.dates.company import TIMES, slots_of
from pipeline.dates.hours import runs_on
from pipeline.dates.periods import days_of
from pipeline.dates.spans_of_days import DAY, WEEK, Days
from pipeline.dates.value import Expression, Precision, Told

_HOLDS_NOW = datetime.timedelta(days=60)
_SHARED = ("year", "month", "year_offset", "calendar", "week_offset", "direction")
_CARRIED = ("year", "calendar", "year_offset")


def range_of(expression: Expression, anchor: datetime.date | None) -> Days:
    """The days of both ends and those between; ends that cannot be put in order are flagged."""
    first, last = expression.told, expression.last
    assert last is not None
    whole = first.but(**_shared_by_the_last(first, last))
    one = days_of(whole, anchor, expression.outlook)
    two = _last_days(expression, one, anchor)
    if _is_turned(one, two):
        if (end := _end_to_come(expression, one, anchor)) is not None:
            return replace(one, end=end, precision="range")  # «۲۸ مهر تا ۵ آبان», read on 3 Aban
        one, two = _in_order(whole, expression, one, two)
    if one.start is None and slots_of(first) <= TIMES:
        start = two.start - DAY if two.start is not None and runs_on(first, last) else two.start
        one = replace(two, start=start, end=start)  # «از بامداد تا ظهر دوشنبه», «از شب تا صبح دوشنبه»
    return _joined(one, two, first.feast is not None and last.feast is not None)


def _shared_by_the_last(first: Told, last: Told) -> dict[str, Any]:
    """What the first end lacks and the last one tells for both («۵ تا ۹ مهر ۱۴۰۱»)."""
    shared = {
        name: value for name in _SHARED if getattr(first, name) is None and (value := getattr(last, name)) is not None
    }
    if first.day is None:
        shared.pop("month", None)  # «از ابتدای سال ۹۸ تا ۱۵ شهریور»
    if first.year_offset is not None:
        shared.pop("year", None), shared.pop("calendar", None)  # «پاییز امسال تا سال ۲۰۲۹»
    if first.month is None and first.day is None:
        shared.pop("calendar", None)
    if first.weekday is not None or first.day_offset is not None:
        shared.pop("year", None), shared.pop("month", None)
    return shared


def _last_days(expression: Expression, one: Days, anchor: datetime.date | None) -> Days:
    """The days of the last end, which may lie within the first («پایان سال») or count from it («صبح روز بعد»)."""
    first, last = expression.told, expression.last
    assert last is not None
    of_it = last.edge is not None and last.year is None and last.month is None and not last.year_offset
    within = one.start if of_it else None  # «پایان سال», but not «پایان سال گذشته»
    if last.from_passage and not first.from_passage:
        within = one.end  # «از شامگاه دوشنبه تا صبح روز بعد»
    two = days_of(last.but(**_carried_by_the_first(first, last, one)), within or anchor, expression.outlook)
    if two.end is None and slots_of(last) <= TIMES:
        end = one.end + DAY if one.end is not None and runs_on(first, last) else one.end
        return replace(two, end=end)  # «از صبح شنبه تا ظهر», «از شب تا صبح»
    return two


def _carried_by_the_first(first: Told, last: Told, one: Days) -> dict[str, Any]:
    """What the last end lacks and the first one tells for both («۵ مهر ۱۴۰۱ تا ۹ آبان», «پنجم رمضان تا پایان این ماه»)."""
    carried: dict[str, Any] = {}
    if (last.day is not None or last.month is not None) and first.calendar == last.calendar:
        for name in _CARRIED:
            if name == "year" and last.year_offset is not None and not last.from_passage:
                continue  # «از ۲۷ اسفند ۸۴ تا پنجم فروردین امسال»
            if getattr(last, name) is None and (value := getattr(first, name)) is not None:
                carried[name] = value
    if last.month_offset == 0 and first.month is not None and first.day is not None and one.start is not None:
        calendar = first.calendar or JALALI
        carried |= {"month": first.month, "year": year_of(calendar, one.start), "calendar": calendar}
        carried["month_offset"] = None
    return carried


def _is_turned(one: Days, two: Days) -> bool:
    return one.start is not None and two.end is not None and two.end < one.start


def _end_to_come(expression: Expression, one: Days, anchor: datetime.date | None) -> datetime.date | None:
    """The next such day as the last end, where the range then holds the anchor and is no long one."""
    first, last = expression.told, expression.last
    assert last is not None and one.start is not None
    if last.weekday is not None or first.year is not None or first.month is None:
        return None
    if last.year is not None or expression.outlook == "past":
        return None
    end = days_of(last.but(direction=1), anchor, "future").end
    return end if end is not None and one.start <= end <= one.start + _HOLDS_NOW else None


def _in_order(whole: Told, expression: Expression, one: Days, two: Days) -> tuple[Days, Days]:
    """A weekday that ends before the first one is of a week later; a day of the year before the last one, a year earlier."""
    first, last = expression.told, expression.last
    assert last is not None and one.start is not None and two.end is not None
    if last.weekday is not None:
        weeks = -((two.end - one.start).days // WEEK)
        return one, replace(two, end=two.end + weeks * WEEK * DAY)
    if first.year is None and first.month is not None:
        shared = first.year_offset is None  # «از ۲۰ اسفند تا ۱۰ فروردین امسال»
        return days_of(whole.but(year=None, year_offset=None if shared else whole.year_offset), two.end, "past"), two
    return one, two


def _joined(one: Days, two: Days, of_feasts: bool) -> Days:
    """One stretch of both ends."""
    flags = tuple(dict.fromkeys(one.flags + two.flags))
    if one.start is None and two.end is None:
        return replace(one, flags=flags)
    if of_feasts and one.start and two.start and two.start < one.start:
        one, two = two, one  # «عاشورا و تاسوعا»
    if _is_turned(one, two):
        return replace(one, flags=(*flags, "conflicting_range"))
    precision: Precision = "day" if one.start == two.end else "range"
    return Days(one.start, two.end, precision, one.basis, one.calendar, flags)
