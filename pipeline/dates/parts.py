"""Parts of a span: its beginning or end, its third week, its last Friday, so many days after it.

In: Days, and what narrows or moves them. Out: Days; where the part is not in the span, none.
"""

from dataclasses import replace

from pipeline.dates.calendars import GREGORIAN, JALALI, month_of, month_span, shift_month, year_of, year_span
from pipeline.dates.spans_of_days import DAY, WEEK, WEEKEND, Days, moved, weekday_number
from pipeline.dates.value import Precision, Told

_SHORTEST = 3
_MONTH_DAYS = 30
_SEASON_DAYS = 80
_FEW_DAYS = 10
_CENTURY_DAYS = 35_000
_YEAR_DAYS = (365, 366)
_DECADE_DAYS = 3652
_NEW_YEARS = ((1, 1), (3, 20), (3, 21))
_THIRDS = ("early", "mid", "half", "late")


def nth_of(days: Days, nth: tuple[str, int, int]) -> Days:
    """So many days, weeks, months or decades into a period; -1 is the last. A period untold leaves it untold."""
    unit, number, count = nth
    if days.start is None or days.end is None or number == 0:
        return replace(days, start=None, end=None, precision="unknown")
    if unit.startswith("weekday"):
        return _nth_weekday(days, int(unit[-1]), number)
    if unit == "month":
        calendar = GREGORIAN if days.calendar == GREGORIAN else JALALI
        year, month = month_of(calendar, days.end)
        if number > 0:
            year, month = shift_month(*month_of(calendar, days.start), number - 1)
        start, end = month_span(calendar, year, month)
        precision: Precision = "month"
    elif unit == "decade" and (days.end - days.start).days > _CENTURY_DAYS:
        calendar = days.calendar
        first = year_of(calendar, days.start if number > 0 else days.end)
        first += (number - 1) * 10 if number > 0 else -9
        start, end, precision = year_span(calendar, first)[0], year_span(calendar, first + 9)[1], "range"
    else:
        length = {"day": 1, "night": 1, "week": WEEK, "decade": 10}.get(unit, 0) * count
        if length == 0:
            return replace(days, start=None, end=None, precision="unknown")
        start = days.start + (number - 1) * length * DAY if number > 0 else days.end - (length - 1) * DAY
        if days.start == days.end and days.calendar == JALALI and number > 0:
            return replace(days, start=start, end=start + (length - 1) * DAY, precision="range")  # «۸ روز اول نوروز»
        end = start + (length - 1) * DAY
        precision = "day" if length == 1 else "range"
    if not days.start <= start <= days.end:
        return replace(days, start=None, end=None, precision="unknown")
    return replace(days, start=start, end=end, precision=precision)


def _nth_weekday(days: Days, weekday: int, number: int) -> Days:
    """آخرین جمعه رمضان: a weekday counted from an end of a period."""
    assert days.start is not None and days.end is not None
    if number > 0:
        day = days.start + ((weekday - weekday_number(days.start)) % WEEK + (number - 1) * WEEK) * DAY
    else:
        day = days.end - ((weekday_number(days.end) - weekday) % WEEK) * DAY
    if not days.start <= day <= days.end:
        return replace(days, start=None, end=None, precision="unknown")
    return replace(days, start=day, end=day, precision="day")


def shifted(days: Days, told: Told) -> Days:
    """«سه روز پس از ۵ مهر», «چهار ماه منتهی به تیر»: from the day told beside it, else from the passage's."""
    assert told.shift_unit is not None and told.shift_count is not None
    if told.unbounded:
        return replace(days, start=None, end=None, precision="unknown")
    if days.start is None or days.end is None:
        return days
    if told.edge == "stretch" and told.shift_unit == "hour":
        return replace(days, start=days.end + round(told.shift_count / 24) * DAY, precision="range")
    calendar = JALALI if days.calendar == JALALI else GREGORIAN
    if told.edge == "stretch":  # «۹ ماهه منتهی به آذر»: from the first of Farvardin
        return replace(
            days, start=moved(days.end + DAY, told.shift_unit, told.shift_count, calendar), precision="range"
        )
    if told.shift_unit in ("hour", "minute", "second"):
        return days
    side = {"start": -1, "end": 1}.get(told.edge or "", told.shift_count)  # «سه روز پس از آغاز سال»
    point = days.start if side < 0 else days.end
    there = moved(point, told.shift_unit, told.shift_count, calendar)
    return replace(days, start=there, end=there)


def narrowed(days: Days, told: Told) -> Days:
    """اوایل, اواسط, اواخر, نیمه اول: a part of the period (thirds of it; ten days of a month)."""
    assert days.start is not None and days.end is not None
    length = (days.end - days.start).days + 1
    flags = (*days.flags, "approximate")
    if told.edge_part is not None and told.last_year is not None and told.year is not None and not told.from_autumn:
        return _part_of_each(days, told)
    if told.edge_part is not None:
        nth, parts = told.edge_part
        if parts < 0:
            return _months_within(days, nth, -parts)
        if length in _YEAR_DAYS:
            return _months_within(days, nth, 12 // parts)
        start = days.start + length * (nth - 1) // parts * DAY
        end = days.start + (length * nth // parts - 1) * DAY
        return replace(days, start=start, end=end, precision="range")
    if told.edge is not None and told.last_year is not None and told.year is not None and not told.from_autumn:
        if told.edge == "start":
            return days  # «از ابتدای سال ۸۴ تا ۸۸»
        year = year_span(days.calendar, year_of(days.calendar, days.start))
        return replace(narrowed(replace(days, end=year[1]), told.but(last_year=None)), end=days.end)
    if told.edge == "threshold" and told.feast is not None:
        return replace(days, start=days.start - _FEW_DAYS * DAY, end=days.start - DAY, precision="range", flags=flags)
    if told.edge in ("stretch", "recent") or length < _SHORTEST:
        return days  # «اواخر دیشب» is of that night
    if told.edge in _THIRDS and length >= _DECADE_DAYS and (days.start.month, days.start.day) in _NEW_YEARS:
        return replace(_third_in_years(days, told.edge), precision="range", flags=flags)
    third = 10 if 28 <= length <= 31 else max(1, length // 3)
    # «پایان سال» is its last month, «اواخر سال» its last third; of a century the last ten years
    brief = third if length < _SEASON_DAYS else length // 10 if length > max(_YEAR_DAYS) else _MONTH_DAYS
    weekend = length == WEEK and told.edge == "end"  # «آخر هفته»: Thursday and Friday
    first, last = (WEEKEND, length) if weekend else {
        "early": (0, third), "mid": (third, 2 * third), "half": (third, 2 * third), "late": (2 * third, length),
        "first_days": (0, min(third, _FEW_DAYS)), "last_days": (length - min(third, _FEW_DAYS), length),
        "start": (0, brief), "threshold": (-brief, 0), "end": (length - brief, length) if length >= _SEASON_DAYS else (2 * third, length),
    }.get(told.edge or "", (0, length))  # fmt: skip
    return replace(
        days, start=days.start + first * DAY, end=days.start + (last - 1) * DAY, precision="range", flags=flags
    )


def _third_in_years(days: Days, edge: str) -> Days:
    """اواخر دهه هفتاد: of a decade the last three years, or the first three, or the four between."""
    assert days.start is not None and days.end is not None
    calendar = GREGORIAN if days.start.month == 1 else JALALI
    first, last = year_of(calendar, days.start), year_of(calendar, days.end)
    third = (last - first + 1) // 3
    if edge == "early":
        return replace(days, end=year_span(calendar, first + third - 1)[1])
    if edge == "late":
        return replace(days, start=year_span(calendar, last - third + 1)[0])
    return replace(days, start=year_span(calendar, first + third)[0], end=year_span(calendar, last - third)[1])


def _part_of_each(days: Days, told: Told) -> Days:
    """شش‌ماهه نخست سال‌های ۸۳ تا ۸۵: from the first of them to the last."""
    assert days.start is not None and days.end is not None
    one = told.but(last_year=None)
    first = replace(days, end=year_span(days.calendar, year_of(days.calendar, days.start))[1])
    last = replace(days, start=year_span(days.calendar, year_of(days.calendar, days.end))[0])
    return replace(narrowed(first, one), end=narrowed(last, one).end)


def _months_within(days: Days, nth: int, count: int) -> Days:
    """شش‌ماهه دوم سال: groups of so many months of the period's calendar; the last group where `nth` is -1."""
    assert days.start is not None and days.end is not None
    calendar = GREGORIAN if days.calendar == GREGORIAN else JALALI
    edge, by = (days.end, 1 - count) if nth < 0 else (days.start, (nth - 1) * count)
    first = shift_month(*month_of(calendar, edge), by)
    end = month_span(calendar, *shift_month(*first, count - 1))[1]
    return replace(days, start=month_span(calendar, *first)[0], end=end, precision="range")
