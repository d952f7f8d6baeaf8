"""The calendars: Solar Hijri through jdatetime (its only importer), lunar Hijri through hijridate and a tabular rule.

In: year, month, day of a calendar, or a Gregorian date. Out: Gregorian dates, month lengths, and `date_jalali` text.
The Solar Hijri year runs from the March equinox; months of Iran and of Afghanistan differ in name alone.
"""

import calendar
import datetime
from functools import lru_cache

import jdatetime
from hijridate import Hijri

ERAS = GREGORIAN, JALALI, HIJRI = "gregorian", "jalali", "hijri"
_FIRST_DAY, _LAST_DAY = datetime.date(622, 3, 22), datetime.date(9999, 3, 19)  # what jdatetime reaches
YEARS_OF_NEWS = {JALALI: range(1300, 1420), GREGORIAN: range(1900, 2040)}
_UMM_AL_QURA = range(1343, 1501)
_ISLAMIC_EPOCH = 227014  # proleptic Gregorian ordinal of the day before 1 Muharram 1 (tabular, civil epoch)
_LONG_MONTHS = 6
_LAST_YEAR = 9377
_YEARS_APART = 621  # from a Solar Hijri year to the Gregorian one it begins in
_MONTHS = 12
Day = tuple[int, int, int]


def is_year_of_news(year: int) -> bool:
    """Whether four figures are a year of living memory, of either calendar."""
    return any(year in years for years in YEARS_OF_NEWS.values())


def has_jalali(day: datetime.date) -> bool:
    """Whether a Gregorian date lies where the Solar Hijri calendar is reckoned."""
    return _FIRST_DAY <= day <= _LAST_DAY


@lru_cache(maxsize=4096)
def _first_day(year: int) -> datetime.date:
    """The Gregorian date of 1 Farvardin."""
    found: datetime.date = jdatetime.date(year, 1, 1).togregorian()
    return found


@lru_cache(maxsize=4096)
def to_jalali(day: datetime.date) -> Day:
    """Year, month and day of a Gregorian date in the Solar Hijri calendar."""
    day = datetime.date(day.year, day.month, day.day)
    year = day.year - _YEARS_APART
    if year > _LAST_YEAR or day < _first_day(year):
        year -= 1
    of_year = (day - _first_day(year)).days
    if of_year < _LONG_MONTHS * 31:
        return year, of_year // 31 + 1, of_year % 31 + 1
    rest = of_year - _LONG_MONTHS * 31
    return year, _LONG_MONTHS + rest // 30 + 1, rest % 30 + 1


@lru_cache(maxsize=4096)
def from_jalali(year: int, month: int, day: int) -> datetime.date:
    """The Gregorian date of a Solar Hijri day; ValueError where the calendar has no such day."""
    if not 1 <= day <= jalali_month_length(year, month):
        raise ValueError(f"The Solar Hijri calendar has no day {year}-{month}-{day}.")
    before = (month - 1) * 31 if month <= _LONG_MONTHS else (month - 1) * 30 + _LONG_MONTHS
    return _first_day(year) + datetime.timedelta(days=before + day - 1)


def jalali_month_length(year: int, month: int) -> int:
    """Days of a Solar Hijri month: 31 for the first six, 30 for five, 29 or 30 for Esfand."""
    if not 1 <= month <= _MONTHS:
        raise ValueError(f"There is no month {month}.")
    if month <= _LONG_MONTHS:
        return 31
    return 30 if month < _MONTHS or is_jalali_leap(year) else 29


@lru_cache(maxsize=1024)
def is_jalali_leap(year: int) -> bool:
    """Whether a Solar Hijri year has 366 days."""
    return bool(jdatetime.date(year, 1, 1).isleap())


@lru_cache(maxsize=1024)
def from_hijri(year: int, month: int, day: int) -> datetime.date:
    """The Gregorian date of a lunar Hijri day: Umm al-Qura where it is published, tabular (30-year cycle) elsewhere.

    The civil calendar of Iran goes by sighting and is often a day later; callers widen the value and say so.
    """
    if not (1 <= month <= _MONTHS and 1 <= day <= 30 and year >= 1):
        raise ValueError(f"The lunar calendar has no day {year}-{month}-{day}.")
    if year in _UMM_AL_QURA:
        told = Hijri(year, month, min(day, 29)).to_gregorian()
        return datetime.date(told.year, told.month, told.day) + datetime.timedelta(days=max(0, day - 29))
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return datetime.date.fromordinal(_ISLAMIC_EPOCH + days)


@lru_cache(maxsize=1024)
def to_hijri_year(day: datetime.date) -> int:
    """The lunar Hijri year a Gregorian date falls in (within a day at its edges)."""
    year = int((day.toordinal() - _ISLAMIC_EPOCH) / 354.367) + 1
    while from_hijri(year + 1, 1, 1) <= day:
        year += 1
    while from_hijri(year, 1, 1) > day:
        year -= 1
    return year


def lunar_years_about(solar_year: int, month: int) -> list[int]:
    """The lunar years whose month has days in a Solar Hijri year, in order; mostly one."""
    first, last = year_span(JALALI, solar_year)
    year = to_hijri_year(first)
    spans = ((each, month_span(HIJRI, each, month)) for each in (year, year + 1))
    return [each for each, (start, end) in spans if start <= last and end >= first]


def lunar_year_in(solar_year: int, month: int) -> int:
    """The lunar year whose month begins in a Solar Hijri year; the earlier one where two do."""
    first, last = year_span(JALALI, solar_year)
    year = to_hijri_year(first)
    return next(each for each in (year, year + 1) if first <= from_hijri(each, month, 1) <= last)


def month_length(system: str, year: int, month: int) -> int:
    """Days of a month in one of the three calendars; a lunar month is given its longest, 30."""
    if system == JALALI:
        return jalali_month_length(year, month)
    if system == GREGORIAN:
        return calendar.monthrange(year, month)[1]
    return 30


def longest_month(system: str, month: int) -> int:
    """The most days a month can have in any year."""
    if system == GREGORIAN:
        return calendar.monthrange(2000, month)[1]
    if system == JALALI:
        return 31 if month <= _LONG_MONTHS else 30
    return 30


def to_date(system: str, year: int, month: int, day: int) -> datetime.date:
    """A day of one of the three calendars as a Gregorian date; ValueError where there is none."""
    if system == JALALI:
        return from_jalali(year, month, day)
    if system == HIJRI:
        return from_hijri(year, month, day)
    return datetime.date(year, month, day)


def year_of(system: str, day: datetime.date) -> int:
    """The year of a calendar that a Gregorian date falls in."""
    if system == JALALI:
        return to_jalali(day)[0]
    return to_hijri_year(day) if system == HIJRI else day.year


def month_of(system: str, day: datetime.date) -> tuple[int, int]:
    """The year and month of the Solar Hijri or Gregorian calendar that a date falls in."""
    return to_jalali(day)[:2] if system == JALALI else (day.year, day.month)


def month_span(system: str, year: int, month: int) -> tuple[datetime.date, datetime.date]:
    """First and last day of a month."""
    first = to_date(system, year, month, 1)
    if system == HIJRI:
        following = to_date(system, year + month // _MONTHS, month % _MONTHS + 1, 1)
        return first, following - datetime.timedelta(days=1)
    return first, to_date(system, year, month, month_length(system, year, month))


def year_span(system: str, year: int) -> tuple[datetime.date, datetime.date]:
    """First and last day of a year."""
    return to_date(system, year, 1, 1), to_date(system, year + 1, 1, 1) - datetime.timedelta(days=1)


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month that many months away."""
    total = year * _MONTHS + month - 1 + by
    return total // _MONTHS, total % _MONTHS + 1


@lru_cache(maxsize=4096)
def jalali_text(first: datetime.date | None, last: datetime.date | None, precision: str = "day") -> str | None:
    """The column `date_jalali`: «1401-06-21 SH», two days with a slash, «1401-06 SH», «1401 SH», an open end «..»."""
    if (first is None and last is None) or not all(has_jalali(day) for day in (first, last) if day):
        return None
    if first is None or last is None:
        return f"{_day_text(first)}/{_day_text(last)} SH"
    if first == last:
        return f"{_day_text(first)} SH"
    year, month, day = to_jalali(first)
    if precision == "month" and day == 1 and last == month_span(JALALI, year, month)[1]:
        return f"{year:04d}-{month:02d} SH"
    if precision == "year" and (month, day) == (1, 1) and last == year_span(JALALI, year)[1]:
        return f"{year:04d} SH"
    return f"{_day_text(first)}/{_day_text(last)} SH"


def _day_text(day: datetime.date | None) -> str:
    if day is None:
        return ".."
    year, month, of_month = to_jalali(day)
    return f"{year:04d}-{month:02d}-{of_month:02d}"


def partial_jalali_text(month: int | None, day: int | None) -> str:
    """«XXXX-06-21 SH», «XXXX-06 SH»: the year is untold."""
    return f"XXXX-{month:02d} SH" if day is None else f"XXXX-{month:02d}-{day:02d} SH"
