"""Parts of a span: its beginning or end, its third week, its last Friday, so many days after it.

In: Days, and what narrows or moves them. Out: Days; where the part is not in the span, none.
"""

import datetime
from dataclasses import replace

from pipeline.dates.calendars import GREGORIAN, JALALI, month_of, month_span, shift_month, year_of, year_span
from pipeline.dates.spans_of_days import DAY, WEEK, WEEKEND, Days, moved, weekday_number
from pipeline.dates.value import Precision, Told

_SHORTEST = 3
_LAST_OF_MONTH = 3
_MONTH_DAYS = 30
_SEASON_DAYS = 80
_FEW_DAYS = 10
_CENTURY_DAYS = 35_000
_YEAR_DAYS = (365, 366)
_DECADE_DAYS = 3652
_NTH_DAYS = {"day": 1, "night": 1, "week": WEEK, "decade": 10}
_Part = tuple[datetime.date, datetime.date, Precision]
_NEW_YEARS = ((1, 1), (3, 20), (3, 21))
_EDGE_MONTHS = {"start": 1, "end": -1}  # «پایان سال» is its last month, «اواخر سال» its last third
_THIRDS = ("early", "mid", "half", "late")


def nth_of(days: Days, nth: tuple[str, int, int]) -> Days:
    """So many days, weeks, months or decades into a period; -1 is the last. A period untold leaves it untold."""
    unit, number, count = nth
    first, last = days.start, days.end
    if first is None or last is None or number == 0:
        return _untold(days)
    if unit.startswith("weekday"):
        start, end, precision = _nth_weekday(first, last, int(unit[-1]), number)
    elif unit == "month":
        start, end, precision = _nth_month(first, last, number, GREGORIAN if days.calendar == GREGORIAN else JALALI)
    elif unit == "year" or (unit == "decade" and (last - first).days > _CENTURY_DAYS):
        years = count * (10 if unit == "decade" else 1)
        start, end, precision = _nth_years(first, last, number, years, days.calendar)
    elif length := _NTH_DAYS.get(unit, 0) * count:
        start, end, precision = _nth_days(first, last, number, length)
        if unit == "decade" and number == _LAST_OF_MONTH and last - end == DAY:
            end = last  # «دهه سوم مرداد», of 31 days
        if first == last and days.calendar == JALALI and number > 0:
            return replace(days, start=start, end=end, precision="range")  # «۸ روز اول نوروز»
    else:
        return _untold(days)
    return replace(days, start=start, end=end, precision=precision) if first <= start <= last else _untold(days)


def _untold(days: Days) -> Days:
    return replace(days, start=None, end=None, precision="unknown")


def _nth_weekday(first: datetime.date, last: datetime.date, weekday: int, number: int) -> _Part:
    """آخرین جمعه رمضان: a weekday counted from an end of a period."""
    after_first = (weekday - weekday_number(first)) % WEEK + (number - 1) * WEEK
    before_last = (weekday_number(last) - weekday) % WEEK
    day = first + after_first * DAY if number > 0 else last - before_last * DAY
    return day, day, "day"


def _nth_month(first: datetime.date, last: datetime.date, number: int, calendar: str) -> _Part:
    """ماه سوم سال."""
    month = shift_month(*month_of(calendar, first), number - 1) if number > 0 else month_of(calendar, last)
    return *month_span(calendar, *month), "month"


def _nth_years(first: datetime.date, last: datetime.date, number: int, years: int, calendar: str) -> _Part:
    """دهه دوم قرن بیستم, «پنج سال نخست دهه هفتاد»: so many years, from the first year or those that end with the last."""
    year = year_of(calendar, first) + (number - 1) * years if number > 0 else year_of(calendar, last) - years + 1
    end = year_span(calendar, year + years - 1)[1]
    return year_span(calendar, year)[0], end, "year" if years == 1 else "range"


def _nth_days(first: datetime.date, last: datetime.date, number: int, length: int) -> _Part:
    """هفته سوم مهر, دهه آخر محرم, «سه روز اول»: so many days, after as many of each before them."""
    start = first + (number - 1) * length * DAY if number > 0 else last - (length - 1) * DAY
    return start, start + (length - 1) * DAY, "day" if length == 1 else "range"


def shifted(days: Days, told: Told) -> Days:
    """«سه روز پس از ۵ مهر», «چهار ماه منتهی به تیر»: from the day told beside it, else from the passage's."""
    assert told.shift_unit is not None and told.shift_count is not None
    if told.unbounded:
        return _untold(days)
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
    """اوایل, اواسط, اواخر, نیمه اول: a part of the period."""
    if told.last_year is not None and told.year is not None and not told.from_autumn:
        return _narrowed_years(days, told)
    return _edge_of(days, told) if told.edge_part is None else _fraction_of(days, *told.edge_part)


def _narrowed_years(days: Days, told: Told) -> Days:
    """«شش‌ماهه نخست سال‌های ۸۳ تا ۸۵»: from that of the first to that of the last; «اواخر ۸۴ تا ۸۸»: to their end."""
    assert days.start is not None and days.end is not None
    if told.edge_part is None and told.edge == "start":
        return days  # «از ابتدای سال ۸۴ تا ۸۸»
    first = replace(days, end=year_span(days.calendar, year_of(days.calendar, days.start))[1])
    if told.edge_part is None:
        return replace(_edge_of(first, told), end=days.end)
    last = replace(days, start=year_span(days.calendar, year_of(days.calendar, days.end))[0])
    return replace(_fraction_of(first, *told.edge_part), end=_fraction_of(last, *told.edge_part).end)


def _fraction_of(days: Days, nth: int, parts: int) -> Days:
    """نیمه دوم, ثلث اول: one of so many equal parts; where `parts` is negative, one of parts of so many months."""
    assert days.start is not None and days.end is not None
    length = (days.end - days.start).days + 1
    if parts < 0:
        return _months_within(days, nth, -parts)
    if length in _YEAR_DAYS:
        return _months_within(days, nth, 12 // parts)
    first, after = length * (nth - 1) // parts, length * nth // parts
    return replace(days, start=days.start + first * DAY, end=days.start + (after - 1) * DAY, precision="range")


def _edge_of(days: Days, told: Told) -> Days:
    """اوایل, اواخر, پایان, آستانه: about a third of the period, or the few days at an end of it."""
    assert days.start is not None and days.end is not None and told.edge is not None
    length = (days.end - days.start).days + 1
    flags = (*days.flags, "approximate")
    if told.edge == "threshold" and told.feast is not None:
        return replace(days, start=days.start - _FEW_DAYS * DAY, end=days.start - DAY, precision="range", flags=flags)
    if told.edge in ("stretch", "recent") or length < _SHORTEST:
        return days  # «اواخر دیشب» is of that night
    if told.edge in _THIRDS and length >= _DECADE_DAYS and (days.start.month, days.start.day) in _NEW_YEARS:
        return replace(_third_in_years(days, told.edge), precision="range", flags=flags)
    if told.edge in _EDGE_MONTHS and length in _YEAR_DAYS and _begins_a_month(days):
        return replace(_months_within(days, _EDGE_MONTHS[told.edge], 1), flags=flags)
    first, after = _edge_in(length, told.edge)
    start, end = days.start + first * DAY, days.start + (after - 1) * DAY
    return replace(days, start=start, end=end, precision="range", flags=flags)


def _begins_a_month(days: Days) -> bool:
    assert days.start is not None
    calendar = GREGORIAN if days.calendar == GREGORIAN else JALALI
    return month_span(calendar, *month_of(calendar, days.start))[0] == days.start


def _edge_in(length: int, edge: str) -> tuple[int, int]:
    """The first day, from 0, and the day after the last of an edge of so many days: ten of a month, else a third."""
    if length == WEEK and edge == "end":
        return WEEKEND, length  # «آخر هفته»: Thursday and Friday
    third = 10 if 28 <= length <= 31 else max(1, length // 3)
    few = min(third, _FEW_DAYS)
    # of a season its last thirty days, of a century the last ten years
    brief = third if length < _SEASON_DAYS else length // 10 if length > max(_YEAR_DAYS) else _MONTH_DAYS
    return {
        "early": (0, third), "mid": (third, 2 * third), "half": (third, 2 * third), "late": (2 * third, length),
        "first_days": (0, few), "last_days": (length - few, length), "start": (0, brief), "threshold": (-brief, 0),
        "end": (length - brief if length >= _SEASON_DAYS else 2 * third, length),
    }[edge]  # fmt: skip


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


def _months_within(days: Days, nth: int, count: int) -> Days:
    """شش‌ماهه دوم سال: groups of so many months of the period's calendar; the last group where `nth` is -1."""
    assert days.start is not None and days.end is not None
    calendar = GREGORIAN if days.calendar == GREGORIAN else JALALI
    edge, by = (days.end, 1 - count) if nth < 0 else (days.start, (nth - 1) * count)
    first = shift_month(*month_of(calendar, edge), by)
    end = month_span(calendar, *shift_month(*first, count - 1))[1]
    return replace(days, start=month_span(calendar, *first)[0], end=end, precision="range")
