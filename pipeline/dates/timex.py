"""TIMEX3 values: «2022-09-13», «2022-09-13T09:15», «XXXX-06-21», «P3D», «PT2H32M», «XXXX-WXX-2», «PAST_REF».

In: what an expression tells and the days it came to. Out: one string in the Gregorian calendar, in the notation of
TIMEX3 (ISO 8601 with X for what is untold). A period that is no Gregorian one (a Solar Hijri month, a range) is written
«first/last», an open one «first/..». A day whose year is untold keeps the month and day of the calendar it names.
"""

import datetime
from typing import Any

from pipeline.dates.calendars import GREGORIAN, JALALI, month_of, month_span, shift_month, year_of, year_span
from pipeline.dates.company import slots_of
from pipeline.dates.hours import clock_value, crosses_midnight
from pipeline.dates.spans_of_days import moved
from pipeline.dates.value import TimeSpan, Told

Length = tuple[tuple[str, float | None], ...]
_TEN = 10
_PARTS = {
    "dawn": "TMO", "morning": "TMO", "noon": "TMI", "afternoon": "TAF", "evening": "TEV", "night": "TNI",
    "midnight": "TNI", "hours": "",
}  # fmt: skip
_SEASONS = ("SP", "SU", "FA", "WI")
_DATE_UNITS = {
    "century": "CE", "decade": "DE", "year": "Y", "month": "M", "week": "W", "day": "D", "night": "D", "seasonunit": "Q"
}  # fmt: skip
_TIME_UNITS = {"hour": "H", "minute": "M", "second": "S"}
_SMALLER = {
    "century": ("year", 100), "decade": ("year", 10), "year": ("month", 12), "day": ("hour", 24), "hour": ("minute", 60), "minute": ("second", 60),
}  # fmt: skip
_MIDWEEK = datetime.timedelta(days=3)
ANY_DAY = "XXXX-XX-XX"
_ANY = {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "day": ANY_DAY}
_DAY = datetime.timedelta(days=1)
_YEAR_DAYS = 365
_COMMON_YEAR = {GREGORIAN: 2019, JALALI: 1398}


def length_value(length: Length) -> str:
    """«P3D», «PT2H32M», «P1Y6M»; X where the number is vague («چند روز» is «PXD»)."""
    whole: list[tuple[str, float | None]] = []
    for unit, count in length:
        if unit == "quarter":
            unit, count = "minute", None if count is None else 15 * count
        whole.append((unit, count))
        if count is not None and count != int(count) and unit in _SMALLER:
            smaller, size = _SMALLER[unit]
            whole[-1:] = [(unit, float(int(count)))] * (count >= 1) + [(smaller, round((count % 1) * size, 3))]
    days = "".join(f"{_figure(count)}{_DATE_UNITS[unit]}" for unit, count in whole if unit in _DATE_UNITS)
    times = "".join(f"{_figure(count)}{_TIME_UNITS[unit]}" for unit, count in whole if unit in _TIME_UNITS)
    return f"P{days}" + (f"T{times}" if times else "")


def _figure(count: float | None) -> str:
    return "X" if count is None else f"{count:.12g}"


def weekday_value(weekday: int, part: str | None = None) -> str:
    """A weekday of no week; the Iranian week's Saturday (0) is ISO day 6."""
    return f"XXXX-WXX-{(weekday + 5) % 7 + 1}" + part_value(part)


def odd_value(tens: Any, unit: str) -> str:
    """«بیست و چند سال»: P2XY, so many tens and no one knows how many more."""
    if not isinstance(tens, int) or tens % _TEN or tens < _TEN:
        return length_value(((unit, None),))
    figures = str(tens).rstrip("0")
    return length_value(((unit, 1.0),)).replace("1", figures + "X" * (len(str(tens)) - len(figures)), 1)


def part_value(part: str | None) -> str:
    """«TMO», «TNI»; "" where no part of the day is told."""
    return _PARTS.get(part or "", "")


def season_value(season: int, year: str = "XXXX") -> str:
    """«2022-SU»; a winter is of the year it begins in."""
    return f"{year}-{_SEASONS[season - 1]}"


def timex_value(told: Told, last: Told | None, told_days: TimeSpan, moment: datetime.datetime | None) -> str:
    """The value of what is told, the far end of a range, the days it came to, and the moment it counts to.

    "" never: what nothing fixes is PAST_REF, PRESENT_REF, FUTURE_REF or X for its figures.
    """
    if told.duration or told.repeated:
        return _amount_value(told, last)
    if is_distance(told):
        count = None if told.unbounded else abs(told.shift_count or 0)
        return told.timex or length_value(((told.shift_unit or "day", count),))
    if moment is not None:
        return moment.strftime("%Y-%m-%dT%H:%M")
    days = _days_value(told, told_days, last is not None)
    if last is not None and last.month is not None and days.startswith("X") and "/" not in days:
        days = f"{days}/{_untold_value(last)}"  # «۲۶ سپتامبر تا ۵ اکتبر»
    if told.century == 0 and told.timex and days.startswith("../"):
        days = told.timex + days[2:]  # «از ۲۴۷ پیش از میلاد تا ۲۲۴ میلادی»
    time, last_time = _time_value(told), "" if last is None else _time_value(last)
    if time and "/" not in time and (last_time or ("/" in days and last is not None)):
        return _between(days, time, last_time)
    if time:
        return _at_time(told, days, time)
    if last is not None and last.clock and told.day_offset is not None and days and "/" not in days:
        return f"{days}/{days}{last_time}"  # «امروز تا ساعت ۱۴»
    return days or reference_value(told)


def _between(days: str, time: str, last_time: str) -> str:
    """From a time on the first day to one on the last, which may be the same day: «از صبح تا عصر دیروز»."""
    first, _, final = (days or ANY_DAY).partition("/")
    return f"{first}{time}/{final or first}{last_time}"


def _at_time(told: Told, days: str, time: str) -> str:
    """A day at an hour or within hours; of several days each, if the hours are told of each («۹ تا ۱۹ شهریور ساعت ۲۱»)."""
    if "," in days:
        return ",".join(_at_time(told, each, time) for each in days.split(","))  # «شنبه و دوشنبه ساعت ۱۷»
    if "/" not in days:
        return "/".join(f"{days or ANY_DAY}{each}" for each in time.split("/"))
    first, _, final = days.partition("/")
    begins, _, ends = time.partition("/")
    if crosses_midnight(told):
        return f"{first}{begins}/{final}{ends}"
    of_each = told.last_day is not None or (told.clock is not None and (told.feast is not None or told.day is not None))
    return f"{first}{begins}/{final}{ends or begins}" if of_each else days


def _time_value(told: Told) -> str:
    return clock_value(told.clock, told.part) if told.clock else part_value(told.part)


def _amount_value(told: Told, last: Told | None) -> str:
    """A duration, a range of them («PT30M/PT60M»), or a recurrence with its hour («XXXX-WXX-2T17:00»)."""
    value = told.timex or "PX"
    if last is not None and last.timex:
        return f"{value.partition('/')[0]}/{last.timex}"
    time = _time_value(told) if told.repeated else ""
    if last is not None and time and (last_time := _time_value(last)):
        time = f"{time}/{last_time}"
    if not time or "T" in value:
        return value
    return ",".join(f"{each}{time}" for each in (ANY_DAY if value.startswith("P") else value).split(","))


def _days_value(told: Told, days: TimeSpan, is_range: bool) -> str:
    start, end, precision = days
    if start is None or end is None:
        if start is None and end is None:
            return _untold_value(told)
        return f"{start or '..'}/{end or '..'}"
    if told.listed is not None and precision == "range":
        return ",".join(_listed_value(told, start, away) for away in told.listed)
    if precision == "day" or (start == end and precision != "week"):
        return str(start)
    if precision == "week":
        year, week, _ = (start + _MIDWEEK).isocalendar()
        return f"{year:04d}-W{week:02d}"
    is_season = told.season is not None and told.last_season is None and not is_range  # not «از پاییز تا بهار»
    if is_season and not (told.edge or told.edge_part or told.nth):
        year = told.year if told.calendar == GREGORIAN and told.year is not None else start.year
        return season_value(told.season, f"{year:04d}") if told.season else f"{start}/{end}"
    return _gregorian_period(start, end) or f"{start}/{end}"


def _listed_value(told: Told, first: datetime.date, away: int) -> str:
    """One of the days or years of a list, so far from the first."""
    if told.season:
        return season_value(told.season + away, f"{first.year:04d}")
    if told.last_month is not None and told.calendar is not None:
        start, end = month_span(told.calendar, *shift_month(*month_of(told.calendar, first), away))
        return _gregorian_period(start, end) or f"{start}/{end}"
    if told.last_year is None:
        return str(first + away * _DAY)
    calendar = GREGORIAN if (first.month, first.day) == (1, 1) else told.calendar or GREGORIAN
    start, end = year_span(calendar, year_of(calendar, first) + away)
    return _gregorian_period(start, end) or f"{start}/{end}"


def _gregorian_period(start: datetime.date, end: datetime.date) -> str:
    """A month, quarter, half, year, decade or century of the Gregorian calendar, "" for other stretches."""
    year = start.year
    if start.day != 1 or (end + datetime.timedelta(days=1)).day != 1:
        return ""
    if (start, end) == month_span(GREGORIAN, year, start.month):
        return f"{year:04d}-{start.month:02d}"
    if end.year == year:
        months = end.month - start.month + 1
        for size, name in ((3, "Q"), (6, "H")):
            if months == size and start.month % size == 1:
                return f"{year:04d}-{name}{start.month // size + 1}"
    if (start, end) == year_span(GREGORIAN, year):
        return f"{year:04d}"
    if (start.month, end.month) == (1, 12):
        if end.year == year + 9 and year % 10 == 0:
            return f"{year // 10:03d}"
        if end.year == year + 99 and year % 100 == 1:
            return f"{year // 100:02d}"
        if end.year == year + 999 and year % 1000 == 1:
            return str(year // 1000)
    return ""


def is_distance(told: Told) -> bool:
    """Whether only a length is told, from a happening: «سه روز پس از حمله»."""
    return told.shift_unit is not None and slots_of(told) == {"shift"}


def unit_of(told: Told) -> str:
    """The unit that a time from the passage is told in: «همان سال», «دو ماه بعد»; a day for hours and decades."""
    if (away := told.back_unit or told.span_unit or told.shift_unit) is not None:
        return {"decade": "year", "century": "year"}.get(away, away if away in _ANY else "day")
    offsets = {"year": told.year_offset, "month": told.month_offset, "week": told.week_offset}
    return next((unit for unit, offset in offsets.items() if offset is not None), "day")


def recurrence_value(told: Told) -> str:
    """What recurs, in its own calendar: «XXXX-06-21», «XXXX-WXX-2», «XXXX-SU», else every week or year."""
    return _untold_value(told) or ("P1W" if told.week_offset is not None else "P1Y")


def _untold_value(told: Told) -> str:
    """What is known of a day no anchor fixes, in its own calendar: «XXXX-06-21», «XXXX-06», «XXXX-WXX-2»."""
    if told.shift_unit is not None:
        return _untold_stretch(told)
    if told.month is not None and told.month_offset is None:
        year = "XXXX" if told.year is None or told.year < 100 else f"{told.year:04d}"
        if told.listed is not None and told.day is not None:
            return ",".join(f"{year}-{told.month:02d}-{told.day + away:02d}" for away in told.listed)
        day, last = ("" if each is None else f"-{each:02d}" for each in (told.day, told.last_day))
        end = f"/{year}-{told.month:02d}{last}" if last else ""
        if told.last_month is not None and not day:
            end = f"/{year}-{told.last_month:02d}"
        return f"{year}-{told.month:02d}{day}{end}"
    if told.weekday is not None and told.day_offset is None:
        if told.listed is not None:
            return ",".join(weekday_value((told.weekday + away) % 7) for away in told.listed)
        last = "" if told.last_weekday is None else f"/{weekday_value(told.last_weekday)}"
        return weekday_value(told.weekday) + last
    if told.season:
        if told.listed is not None:
            return ",".join(season_value(told.season + away) for away in told.listed)
        return season_value(told.season) + (f"/{season_value(told.last_season)}" if told.last_season else "")
    if told.season == 0 and told.timex and told.year_offset is None:
        return told.timex  # «تابستانی»
    return ""


def _untold_stretch(told: Told) -> str:
    """«هفته منتهی به ۱۱ ژوئن», its year untold: XXXX-06-05/XXXX-06-11."""
    if told.edge != "stretch" or told.unbounded or not (told.day and told.month and told.shift_unit in _DATE_UNITS):
        return ""
    if (calendar := told.calendar or JALALI) not in _COMMON_YEAR:
        return ""
    end = month_span(calendar, _COMMON_YEAR[calendar], told.month)[0] + (told.day - 1) * _DAY
    try:
        start = moved(end + _DAY, told.shift_unit, told.shift_count or -1, calendar)
    except (ValueError, OverflowError):
        return ""  # «۱۰۰۰۰ سال منتهی به ۵ مهر»
    if (end - start).days >= _YEAR_DAYS:
        return ""
    month = month_of(calendar, start)[1]
    day = (start - month_span(calendar, *month_of(calendar, start))[0]).days + 1
    return f"XXXX-{month:02d}-{day:02d}/XXXX-{told.month:02d}-{told.day:02d}"


def reference_value(told: Told) -> str:
    """PAST_REF, PRESENT_REF, FUTURE_REF by the side of the anchor a time lies on; a year BC; a bare X where it has none."""
    if told.back_count == 0 and told.back_unit == "year":
        return ANY_DAY  # a day of remembrance
    if told.century == 0 and told.timex:
        return told.timex  # «قرن پنجم پیش از میلاد»
    if told.in_story:
        return _ANY[unit_of(told)]
    for sign in (
        told.day_offset, told.week_offset, told.month_offset, told.year_offset, told.span_count, told.back_count,
        told.shift_count, told.direction,
    ):  # fmt: skip
        if sign is not None:
            return "PAST_REF" if sign < 0 else "FUTURE_REF" if sign > 0 else "PRESENT_REF"
    if told.nth:
        return _ANY.get(told.nth[0][0], ANY_DAY)  # «در دومین سال جنگ»
    return ANY_DAY
