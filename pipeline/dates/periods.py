"""The days each shape of telling names: one small function for each.

In: Told, an anchor day or None, and whether the text looks forward. Out: Days.
Conventions: the Iranian week runs Saturday to Friday; a day or month without its year is the nearest not after the
anchor; a bare weekday is the latest before it; «گذشته» is the unit before the anchor's own.
"""

import datetime
from dataclasses import dataclass, replace

from pipeline.dates.calendars import (
    GREGORIAN,
    HIJRI,
    JALALI,
    month_span,
    shift_month,
    to_date,
    to_jalali,
    year_of,
    year_span,
)
from pipeline.dates.value import Outlook, Precision, Told

_DAY = datetime.timedelta(days=1)
_WEEK = 7
_NEAR = 2
_MONTH_DAYS = 30
_SEASON_DAYS = 80
_SOON = datetime.timedelta(days=75)
_LONG_AGO = datetime.timedelta(days=225)
_FEAST_NEAR = datetime.timedelta(days=30)
_UNIT_DAYS = {
    "day": 1.0,
    "night": 1.0,
    "day_and_night": 1.0,
    "": 1.0,
    "week": 7.0,
    "hour": 1 / 24,
    "minute": 1 / 1440,
    "second": 1 / 86400,
}
_UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, how exact they are, and what fixed them."""

    start: datetime.date | None = None
    end: datetime.date | None = None
    precision: Precision = "unknown"
    basis: str = "none"
    calendar: str = "none"
    flags: tuple[str, ...] = ()


_BEGINS = {"dawn": 0, "morning": 5, "noon": 11, "afternoon": 12, "evening": 16, "night": 18, "midnight": 0}


def _has_begun(part: str | None, hour: int) -> bool:
    """Whether a part of the day may lie behind an hour of it."""
    return part is None or hour >= _BEGINS.get(part, 0)


def weekday_number(day: datetime.date) -> int:
    """0 Saturday … 6 Friday."""
    return (day.weekday() + 2) % _WEEK


def week_of(day: datetime.date, offset: int = 0) -> tuple[datetime.date, datetime.date]:
    """Saturday and Friday of the week a day is in, or of one so many weeks away."""
    first = day - _DAY * weekday_number(day) + _DAY * _WEEK * offset
    return first, first + 6 * _DAY


def basis_of(told: Told) -> str:
    """What kind of words fix the day."""
    if told.month is not None or told.year is not None or told.decade or told.century or told.feast or told.season:
        return "relative" if told.year_offset is not None else "explicit"
    if told.weekday is not None and told.day_offset is None:
        return "weekday"
    offsets = (told.day_offset, told.week_offset, told.month_offset, told.year_offset, told.span_unit, told.back_unit)
    return "relative" if any(value is not None for value in offsets) else "none"


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
    """The days told, with flags; ValueError where the calendar has no such day.

    `hour` is the anchor's where it is a moment: a weekday may then be the anchor's own.
    """
    days = _shape(told, anchor, outlook, in_passage)
    if hour is not None and "publication_weekday" in days.flags and _has_begun(told.part, hour):
        assert anchor is not None
        days = replace(days, start=anchor, end=anchor)
    days = replace(days, basis=basis_of(told), calendar=calendar_of(told))
    for nth in reversed(told.nth or ()):
        days = nth_of(days, nth)
    if days.start is not None and (told.edge or told.edge_part):
        days = narrowed(days, told)
    if told.shift_unit is not None:
        days = _shifted(days, told, anchor)
    if told.approximate and days.start is not None:
        days = replace(days, flags=(*days.flags, "approximate"))
    if days.start is None and anchor is None and not told.unbounded and days.basis != "none":
        days = replace(days, flags=(*days.flags, "no_anchor"))
    return days


def _shape(told: Told, anchor: datetime.date | None, outlook: Outlook, in_passage: bool) -> Days:
    if told.unbounded:
        return Days()
    if told.day is not None and told.month is not None:
        return _day_of_month(told, anchor, outlook, in_passage)
    if told.feast is not None:
        return _feast(told, anchor, outlook)
    if anchor is None and told.year is None and not told.decade and not told.century:
        return Days()
    if told.month is not None:
        return _month(told, anchor, outlook, in_passage)
    if told.season is not None:
        return _season(told, anchor, outlook)
    if told.year is not None or told.decade is not None or told.century is not None:
        return _years(told)
    assert anchor is not None
    return _relative(told, anchor, outlook)


def _relative(told: Told, anchor: datetime.date, outlook: Outlook) -> Days:
    if told.day_offset is not None:
        return _checked(anchor + told.day_offset * _DAY, told)
    if told.day is not None and told.month_offset is not None:
        year, month, calendar = _offset_month(told, anchor)
        last = told.last_day or told.day
        precision: Precision = "day" if last == told.day else "range"
        return Days(to_date(calendar, year, month, told.day), to_date(calendar, year, month, last), precision)
    if told.weekday is not None:
        return _weekday(told, anchor, outlook)
    if told.week_offset is not None:
        return _current(*week_of(anchor, told.week_offset), "week", told.week_offset, anchor, told)
    if told.month_offset is not None:
        year, month, calendar = _offset_month(told, anchor)
        return _current(*month_span(calendar, year, month), "month", told.month_offset, anchor, told)
    if told.year_offset is not None:
        calendar = told.calendar or JALALI
        span = year_span(calendar, year_of(calendar, anchor) + told.year_offset)
        return _current(*span, "year", told.year_offset, anchor, told)
    if told.back_unit is not None:
        return _back(told, anchor)
    return _span(told, anchor) if told.span_unit is not None else Days()


def _one(day: datetime.date, flags: tuple[str, ...] = ()) -> Days:
    return Days(day, day, "day", flags=flags)


def _current(
    start: datetime.date,
    end: datetime.date,
    precision: Precision,
    offset: int,
    anchor: datetime.date,
    told: Told,
) -> Days:
    """This week, month or year is told as far as the anchor; its edges are of the whole of it."""
    if offset == 0 and start <= anchor <= end and not (told.edge or told.edge_part or told.nth):
        end = anchor
    return Days(start, end, precision)


def _offset_month(told: Told, anchor: datetime.date) -> tuple[int, int, str]:
    calendar = told.calendar or JALALI
    assert told.month_offset is not None
    year, month = to_jalali(anchor)[:2] if calendar == JALALI else (anchor.year, anchor.month)
    return *shift_month(year, month, told.month_offset), calendar


def full_year(year: int, calendar: str, anchor: datetime.date | None) -> int:
    """A year of two figures as its full number: of this century unless that lies ahead of the anchor."""
    if year >= 100:
        return year
    if calendar == HIJRI:
        return 1400 + year if year < 50 else 1300 + year
    now = year_of(calendar, anchor) if anchor else (1405 if calendar == JALALI else 2026)
    century = now // 100 * 100
    return century + year if century + year <= now + 1 else century - 100 + year


def _checked(day: datetime.date, told: Told) -> Days:
    """A day against the weekday told with it: one or two days apart the weekday is right."""
    if told.weekday is None or weekday_number(day) == told.weekday:
        return _one(day)
    off = (told.weekday - weekday_number(day) + 3) % _WEEK - 3
    if abs(off) <= _NEAR and not (off > 0 and told.day_offset is not None):
        return _one(day + off * _DAY, ("weekday_mismatch",))
    return _one(day, ("weekday_mismatch",))


def _day_of_month(told: Told, anchor: datetime.date | None, outlook: Outlook, in_passage: bool) -> Days:
    calendar = told.calendar or JALALI
    assert told.day is not None and told.month is not None
    if told.year is not None:
        day = to_date(calendar, full_year(told.year, calendar, anchor), told.month, told.day)
        days = _checked(day, told)
    elif anchor is None:
        return Days()
    elif told.year_offset is not None:
        day = to_date(calendar, year_of(calendar, anchor) + told.year_offset, told.month, told.day)
        days = _checked(day, told)
    else:
        days = _nearest(told, calendar, anchor, outlook, in_passage)
    if told.last_day is not None and days.start is not None:
        days = replace(days, end=days.start + (told.last_day - told.day) * _DAY, precision="range")
    return _widen(days) if calendar == HIJRI else days


def _widen(days: Days) -> Days:
    """A lunar day in Iran may be a day after the computed one."""
    if days.end is None:
        return days
    return replace(days, end=days.end + _DAY, precision="range", flags=(*days.flags, "lunar_approximate"))


def _candidates(told: Told, calendar: str, anchor: datetime.date) -> list[datetime.date]:
    year = year_of(calendar, anchor)
    found = []
    for candidate in range(year - 5, year + 3):
        try:
            found.append(to_date(calendar, candidate, told.month or 1, told.day or 1))
        except ValueError:
            continue  # a leap day in a common year
    return found


def _nearest(told: Told, calendar: str, anchor: datetime.date, outlook: Outlook, in_passage: bool) -> Days:
    """The year untold: the nearest such day not after the anchor, after it where the text looks forward."""
    slack = _NEAR if told.weekday is not None else 0
    if told.calendar == HIJRI:
        slack = 1
    found = _candidates(told, calendar, anchor)
    before = [day for day in found if day <= anchor + slack * _DAY]
    after = [day for day in found if day >= anchor]
    if told.direction == -1:
        before = [day for day in before if day < anchor]
    nearest = max(before)
    if in_passage:
        nearest = min(found, key=lambda day: abs((day - anchor).days))
    elif after and (told.direction == 1 or _is_ahead(after[0], nearest, anchor, outlook)):
        nearest = after[0]
    days = _checked(nearest, told)
    if told.weekday is not None and days.start == nearest and "weekday_mismatch" in days.flags:
        agreeing = [day for day in before if weekday_number(day) == told.weekday]
        days = _one(max(agreeing)) if agreeing else days
    return replace(days, flags=(*days.flags, "year_inferred"))


def _is_ahead(ahead: datetime.date, behind: datetime.date, anchor: datetime.date, outlook: Outlook) -> bool:
    """Whether a day untold as to its year is the one to come: the text looks forward, or is in the present and it is soon."""
    if outlook == "future":
        return ahead - anchor < anchor - behind
    return outlook == "present" and ahead - anchor <= _SOON and anchor - behind >= _LONG_AGO


def _weekday(told: Told, anchor: datetime.date, outlook: Outlook) -> Days:
    assert told.weekday is not None
    weeks = told.week_offset
    if weeks is None and told.back_unit == "week" and told.back_count is not None:
        weeks = int(told.back_count)
    if weeks is None and told.span_unit == "week" and told.span_count is not None:
        weeks = int(told.span_count)
    if weeks is not None:
        day = week_of(anchor, weeks)[0] + told.weekday * _DAY
    elif told.direction == 1 or (outlook == "future" and told.direction is None):
        ahead = (told.weekday - weekday_number(anchor)) % _WEEK
        day = anchor + (ahead or (_WEEK if told.direction == 1 else 0)) * _DAY
    else:
        reference = told.last_weekday if told.last_weekday is not None else told.weekday
        back = (weekday_number(anchor) - reference) % _WEEK or _WEEK
        day = anchor - back * _DAY - ((reference - told.weekday) % _WEEK) * _DAY
    if told.eve:
        day -= _DAY
    if told.direction is None and weeks is None and outlook != "future" and day + _WEEK * _DAY == anchor:
        return replace(_one(day), flags=("publication_weekday",))
    if told.last_weekday is not None:
        return Days(day, day + ((told.last_weekday - told.weekday) % _WEEK) * _DAY, "range")
    return _one(day)


def _month(told: Told, anchor: datetime.date | None, outlook: Outlook, in_passage: bool) -> Days:
    calendar = told.calendar or JALALI
    assert told.month is not None
    flags: tuple[str, ...] = ()
    if told.year is not None:
        year = full_year(told.year, calendar, anchor)
    else:
        assert anchor is not None
        year = year_of(calendar, anchor)
        if told.year_offset is not None:
            year += told.year_offset
        else:
            year, flags = _nearest_year(told, calendar, anchor, outlook, in_passage), ("year_inferred",)
    start, end = month_span(calendar, year, told.month)
    if told.last_month is not None:
        end = month_span(calendar, year + (told.last_month < told.month), told.last_month)[1]
        return Days(start, end, "range", flags=flags)
    return Days(start, end, "month", flags=flags)


def _nearest_year(told: Told, calendar: str, anchor: datetime.date, outlook: Outlook, in_passage: bool) -> int:
    assert told.month is not None
    year = year_of(calendar, anchor)
    start, end = month_span(calendar, year, told.month)
    if in_passage:
        return year
    if told.direction == 1 or (outlook == "future" and start > anchor):
        return year if start > anchor else year + 1
    if calendar == HIJRI and anchor < start <= anchor + _FEAST_NEAR and told.direction is None:
        return year
    ahead = start if start > anchor else month_span(calendar, year + 1, told.month)[0]
    behind = end if start <= anchor else month_span(calendar, year - 1, told.month)[1]
    if not start <= anchor <= end and told.direction is None and _is_ahead(ahead, behind, anchor, outlook):
        return year if start > anchor else year + 1
    if start > anchor or (told.direction == -1 and end >= anchor):
        return year - 1
    return year


def _season(told: Told, anchor: datetime.date | None, outlook: Outlook) -> Days:
    assert told.season is not None
    calendar = told.calendar if told.calendar == GREGORIAN else JALALI
    flags: tuple[str, ...] = ()
    if told.year is not None:
        year = full_year(told.year, calendar, anchor)
        if calendar == GREGORIAN:
            year -= 621 + (told.season == 4)
    else:
        assert anchor is not None
        year = to_jalali(anchor)[0] + (told.year_offset or 0)
        if told.year_offset is None:
            flags = ("year_inferred",)
            start = month_span(JALALI, year, told.season * 3 - 2)[0]
            end = month_span(JALALI, year, told.season * 3)[1]
            if told.direction == 1 or (outlook == "future" and start > anchor):
                year += start <= anchor
            elif start > anchor or (told.direction == -1 and end >= anchor):
                year -= 1
    first = month_span(JALALI, year, told.season * 3 - 2)[0]
    return Days(first, month_span(JALALI, year, (told.last_season or told.season) * 3)[1], "range", flags=flags)


def _years(told: Told) -> Days:
    calendar = told.calendar or JALALI
    if told.decade is not None:
        first, last = (
            year if year >= 100 else (1300 if calendar == JALALI else 1900) + year
            for year in (told.decade, told.last_year or told.decade)
        )
        return Days(year_span(calendar, first)[0], year_span(calendar, last + 9)[1], "range")
    if told.century is not None:
        first = (told.century - 1) * 100 + 1
        return Days(year_span(calendar, first)[0], year_span(calendar, first + 99)[1], "range")
    assert told.year is not None
    year = full_year(told.year, calendar, None)
    start, end = year_span(calendar, year)
    if told.last_year is not None:
        return Days(start, year_span(calendar, full_year(told.last_year, calendar, None))[1], "range")
    return Days(start, end, "year")


def _feast(told: Told, anchor: datetime.date | None, outlook: Outlook) -> Days:
    assert told.feast is not None
    if "|" in told.feast:
        return _nearest_feast(told, anchor, outlook)
    system, _, rest = told.feast.partition("-")
    if not rest:
        return Days()
    month, day, *length = (int(n) for n in rest.split("-"))
    year, calendar = told.year, told.calendar
    if year is not None and calendar is not None and calendar != system:
        anchor, year = year_span(calendar, full_year(year, calendar, anchor))[1], None
    inner = Told(
        day=day,
        month=month,
        year=year,
        calendar=system,
        weekday=told.weekday,
        direction=told.direction,
        year_offset=told.year_offset,
    )
    if told.year_offset is not None and system == HIJRI and anchor is not None:
        end = year_span(JALALI, to_jalali(anchor)[0] + told.year_offset)[1]
        inner, anchor = replace(inner, year_offset=None), end
    days = _day_of_month(inner, anchor, outlook, False)
    if anchor is not None and days.start is not None and inner.year is None and told.direction is None:
        ahead = _day_of_month(replace(inner, direction=1), anchor, "future", False)
        if ahead.start is not None and anchor < ahead.start <= anchor + _FEAST_NEAR:
            days = ahead
    if told.eve and days.start is not None and days.end is not None:
        days = replace(days, start=days.start - _DAY, end=days.end - _DAY)
    if length and days.start is not None:
        days = replace(days, end=days.start + (length[0] - 1) * _DAY, precision="range")
    return days


def _nearest_feast(told: Told, anchor: datetime.date | None, outlook: Outlook) -> Days:
    """One name for days of two calendars («روز زن»): the one nearest to the anchor."""
    assert told.feast is not None
    if anchor is None:
        return Days()
    each = [_feast(replace(told, feast=feast), anchor, outlook) for feast in told.feast.split("|")]
    return min(each, key=lambda days: abs((days.start - anchor).days) if days.start else _WEEK * 100)


def _back(told: Told, anchor: datetime.date) -> Days:
    """So many units before or after the anchor, as exact as the unit."""
    assert told.back_unit is not None and told.back_count is not None
    unit, count = told.back_unit, told.back_count
    if unit in _UNIT_MONTHS:
        months = count * _UNIT_MONTHS[unit]
        year, month = to_jalali(anchor)[:2]
        if unit == "month" or months % 12:
            return Days(*month_span(JALALI, *shift_month(year, month, round(months - 0.01))), "month")
        precision: Precision = "year" if unit == "year" else "range"
        return Days(*year_span(JALALI, year + round(months / 12)), precision)
    if unit == "week" and count == int(count):
        return Days(*week_of(anchor, int(count)), "week")
    return _checked(anchor + round(count * _UNIT_DAYS[unit]) * _DAY, told)


def _span(told: Told, anchor: datetime.date) -> Days:
    """A stretch that ends or begins at the anchor; days told as «گذشته» leave out the anchor's own."""
    assert told.span_unit is not None and told.span_count is not None
    unit, count = told.span_unit, told.span_count
    if unit in _UNIT_MONTHS:
        other = shift_day(anchor, round(count * _UNIT_MONTHS[unit]))
    else:
        days = count * _UNIT_DAYS[unit]
        other = anchor + int(days if days == int(days) else (days - 1 if days < 0 else days + 1)) * _DAY
    start, end = min(anchor, other), max(anchor, other)
    if unit in ("day", "night", "day_and_night") and told.edge != "recent" and start < end:
        start, end = (start, end - _DAY) if count < 0 else (start + _DAY, end)
    return Days(start, end, "day" if start == end else "range")


def shift_day(day: datetime.date, months: int) -> datetime.date:
    """The same day of a Gregorian month so many months away, or that month's last."""
    year, month = shift_month(day.year, day.month, months)
    return min(datetime.date(year, month, 1) + (day.day - 1) * _DAY, month_span(GREGORIAN, year, month)[1])


def near_days(told: Told, day: datetime.date) -> Days | None:
    """What a second telling means in the year nearest to a day; None where it means nothing."""
    try:
        if told.year is not None:
            return days_of(told, day)
        if told.day is not None:
            return days_of(told, day, in_passage=True)
        year = year_of(told.calendar or JALALI, day)
        return Days(*month_span(told.calendar or JALALI, year, told.month or 1), "month")
    except (ValueError, OverflowError):
        return None


def nth_of(days: Days, nth: tuple[str, int, int]) -> Days:
    """So many days, weeks, months or decades into a period; -1 is the last. A period untold leaves it untold."""
    unit, number, count = nth
    if days.start is None or days.end is None or number == 0:
        return replace(days, start=None, end=None, precision="unknown")
    if unit.startswith("weekday"):
        return _nth_weekday(days, int(unit[-1]), number)
    if unit == "month":
        year, month, _ = to_jalali(days.start)
        year, month = shift_month(year, month, number - 1) if number > 0 else to_jalali(days.end)[:2]
        start, end = month_span(JALALI, year, month)
        precision: Precision = "month"
    else:
        length = {"day": 1, "night": 1, "week": _WEEK, "decade": 10}.get(unit, 0) * count
        if length == 0:
            return replace(days, start=None, end=None, precision="unknown")
        start = days.start + (number - 1) * length * _DAY if number > 0 else days.end - (length - 1) * _DAY
        end = start + (length - 1) * _DAY
        precision = "day" if length == 1 else "range"
    if not days.start <= start <= days.end:
        return replace(days, start=None, end=None, precision="unknown")
    return replace(days, start=start, end=end, precision=precision)


def _nth_weekday(days: Days, weekday: int, number: int) -> Days:
    """آخرین جمعه رمضان: a weekday counted from an end of a period."""
    assert days.start is not None and days.end is not None
    if number > 0:
        day = days.start + ((weekday - weekday_number(days.start)) % _WEEK + (number - 1) * _WEEK) * _DAY
    else:
        day = days.end - ((weekday_number(days.end) - weekday) % _WEEK) * _DAY
    if not days.start <= day <= days.end:
        return replace(days, start=None, end=None, precision="unknown")
    return replace(days, start=day, end=day, precision="day")


def _shifted(days: Days, told: Told, anchor: datetime.date | None) -> Days:
    """«سه روز پس از ۵ مهر», «چهار ماه منتهی به تیر»: from the day told beside it, else from the passage's."""
    assert told.shift_unit is not None and told.shift_count is not None
    if told.unbounded:
        return replace(days, start=None, end=None, precision="unknown")
    point = days.start
    if point is None or days.end is None:
        return days
    if told.edge == "stretch":
        return replace(days, start=_moved(days.end, told.shift_unit, told.shift_count) + _DAY, precision="range")
    if told.shift_unit in ("hour", "minute", "second"):
        return days
    del anchor
    moved = _moved(point if told.shift_count < 0 else days.end, told.shift_unit, told.shift_count)
    return replace(days, start=moved, end=moved)


def _moved(day: datetime.date, unit: str, count: float) -> datetime.date:
    if unit in _UNIT_MONTHS:
        return shift_day(day, round(count * _UNIT_MONTHS[unit]))
    return day + round(count * _UNIT_DAYS[unit]) * _DAY


def narrowed(days: Days, told: Told) -> Days:
    """اوایل, اواسط, اواخر, نیمه اول: a part of the period (thirds of it; ten days of a month)."""
    assert days.start is not None and days.end is not None
    length = (days.end - days.start).days + 1
    flags = (*days.flags, "approximate")
    if told.edge_part is not None:
        nth, parts = told.edge_part
        if parts < 0:
            return _months_within(days, nth, -parts)
        start = days.start + length * (nth - 1) // parts * _DAY
        end = days.start + (length * nth // parts - 1) * _DAY
        return replace(days, start=start, end=end, precision="range")
    if told.edge in ("stretch", "recent"):
        return days
    third = 10 if 28 <= length <= 31 else max(1, length // 3)
    brief = third if length < _SEASON_DAYS else _MONTH_DAYS  # «پایان سال» is its last month, «اواخر سال» its last third
    first, last = {
        "early": (0, third), "mid": (third, 2 * third), "half": (third, 2 * third), "late": (2 * third, length),
        "start": (0, brief), "end": (length - brief, length) if length >= _SEASON_DAYS else (2 * third, length),
    }.get(told.edge or "", (0, length))  # fmt: skip
    return replace(
        days, start=days.start + first * _DAY, end=days.start + (last - 1) * _DAY, precision="range", flags=flags
    )


def _months_within(days: Days, nth: int, count: int) -> Days:
    """شش‌ماهه دوم سال: groups of so many months; the last group where `nth` is -1."""
    assert days.start is not None and days.end is not None
    year, month, _ = to_jalali(days.start)
    if nth < 0:
        last_year, last_month, _ = to_jalali(days.end)
        first = shift_month(last_year, last_month, 1 - count)
    else:
        first = shift_month(year, month, (nth - 1) * count)
    end = month_span(JALALI, *shift_month(*first, count - 1))[1]
    return replace(days, start=month_span(JALALI, *first)[0], end=end, precision="range")
