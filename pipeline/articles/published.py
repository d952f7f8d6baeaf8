"""When an article was published, from what its record says.

In: a field's value: a date, a number, or words such as `2025-08-21T15:01:00+03:30`, `Thu, 21 Aug 2025 15:01`,
`۱۴۰۴/۰۵/۳۰`, «پنجشنبه ۳۰ مرداد ۱۴۰۴ - ۱۵:۰۱». Out: a naive datetime in the local time that was written (a zone is
not applied), midnight where no clock is told, or None. Years 1200–1430 are Jalali, 1800–2200 Gregorian; a day and
month that may be swapped (05/06/2020), and a weekday that contradicts its date, give None.
"""

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from pipeline.dates.calendars import from_jalali
from pipeline.text.letters import Folded, fold

if TYPE_CHECKING:
    from pipeline.dates.mention import TimeMention

_MOST_CHARACTERS = 200
_JALALI_YEARS = range(1200, 1431)
_GREGORIAN_YEARS = range(1800, 2201)
_DROPPED = (*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_PLAIN: dict[int, int | None] = dict.fromkeys(_DROPPED)
_PLAIN |= {start + digit: 48 + digit for start in (0x660, 0x6F0) for digit in range(10)} | {0xA0: 32, 0x202F: 32}
_MONTH_NAMES = (
    "january february march april may june july august september october november december"  # not the locale's
)
_MONTHS = {name: number for number, full in enumerate(_MONTH_NAMES.split(), start=1) for name in (full, full[:3])} | {
    "sept": 9
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)")
_ENGLISH = (
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}\.?,?[ -](?P<year>\d{{4}})(?!\d)", re.I),
    re.compile(rf"\b{_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)", re.I),
    re.compile(rf"\b{_MONTH} +(?P<day>\d{{1,2}}) \d\d:\d\d:\d\d (?:\S{{1,6}} )?(?P<year>\d{{4}})(?!\d)", re.I),
)
DIGIT_DATES = (_YEAR_FIRST, _YEAR_LAST, *_ENGLISH)
CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?!\d|:\d)"
    r"(?: ?(?P<half>am|pm|a\.m\.|p\.m\.|ق\.? ?ظ|ب\.? ?ظ|قبل از ظهر|بعد از ظهر)\b)?",
    re.I,
)
_ISO = re.compile(r"((\d{4})-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def read_published(value: Any) -> dt.datetime | None:
    """The publication time that a field's value tells, or None; total for any value."""
    if isinstance(value, dt.datetime):
        value = value.replace(tzinfo=None).isoformat(sep=" ")
    elif isinstance(value, dt.date):
        value = value.isoformat()
    elif isinstance(value, float) and value.is_integer():
        value = str(int(value))
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15:
        value = str(value)
    if not isinstance(value, str) or not 6 <= len(value) <= _MOST_CHARACTERS:
        return None
    written = value if value.isascii() else plain(value)
    if (iso := _ISO.fullmatch(written)) is not None and int(iso[2]) in _GREGORIAN_YEARS:
        try:
            return dt.datetime.fromisoformat(iso[1])
        except ValueError:
            return None
    written = written.strip()
    if written.isascii() and (moment := _read_figures(written)) is not None:
        return moment
    day = read_digit_date(written)
    if day is None and not any(pattern.search(written) for pattern in DIGIT_DATES):
        day = read_worded_date(value)
    return None if day is None else dt.datetime.combine(day, read_clock(written) or dt.time())


def plain(text: str) -> str:
    """A text with ASCII digits, plain spaces and no joiners or direction marks, outer spaces off."""
    return text.translate(_PLAIN).strip()


def read_digit_date(written: str) -> dt.date | None:
    """The first date in figures or English month names that exists, of a plain text, or None."""
    for pattern in DIGIT_DATES:
        for match in pattern.finditer(written):
            if (day := date_of_match(match)) is not None:
                return day
    return None


def date_of_match(match: re.Match[str]) -> dt.date | None:
    """The day that a match of one of `DIGIT_DATES` names, or None where there is no such day or two readings."""
    year, day, month = int(match["year"]), int(match["day"]), match["month"]
    if not month.isdigit():
        return date_of(year, _MONTHS[month.lower()], day)
    swappable = match.re is _YEAR_LAST and year in _GREGORIAN_YEARS and day <= 12 and int(month) != day
    return None if swappable else date_of(year, int(month), day)


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day of a Jalali or Gregorian date, told apart by the year; None where there is no such day."""
    try:
        if year in _JALALI_YEARS:
            return from_jalali(year, month, day)
        return dt.date(year, month, day) if year in _GREGORIAN_YEARS else None
    except ValueError:
        return None


def read_worded_date(text: str) -> dt.date | None:
    """The one full date that Persian words tell (۳۰ مرداد ۱۴۰۴, ۱۸ جولای ۲۰۱۸), None where none or two differ."""
    days = {each.date_start for each in times_in(fold(text)) if is_full_date(each)}
    day = days.pop() if len(days) == 1 else None
    return day if day is not None and day.year in _GREGORIAN_YEARS else None


def times_in(folded: Folded) -> "list[TimeMention]":
    """The times that words of a stamp tell; the rules are loaded when first needed, since most stamps are figures."""
    from pipeline.dates.find import find_times

    return find_times(folded, None)


def is_full_date(mention: "TimeMention") -> bool:
    """True for a mention that tells one Jalali or Gregorian day with its year, beyond doubt."""
    told = mention.date_basis == "explicit" and mention.date_precision == "day"
    return told and mention.calendar in ("jalali", "gregorian") and not mention.date_flags


def read_clock(written: str) -> dt.time | None:
    """The first clock time of a plain text, or None; ب.ظ and pm add twelve hours."""
    match = CLOCK.search(written)
    if match is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half[:1] in ("p", "ب") and hour < 12:
        hour += 12
    elif half[:1] in ("a", "ق") and hour == 12:
        hour = 0
    return dt.time(hour, int(match["minute"]), int(match["second"] or 0))


def _read_figures(written: str) -> dt.datetime | None:
    """20250821, 20250821T150100, or seconds or milliseconds since 1970 (in UTC, as such figures are)."""
    compact = _COMPACT.match(written)
    if compact is not None and (compact.end() == len(written) or not written[compact.end()].isdigit()):
        year, month, day, hour, minute, second = (int(part or 0) for part in compact.groups())
        found = date_of(year, month, day)
        if found is not None and hour < 24 and minute < 60 and second < 60:
            return dt.datetime.combine(found, dt.time(hour, minute, second))
    if _EPOCH.fullmatch(written):
        seconds = float(written) if len(written.partition(".")[0]) <= 10 else int(written) / 1000
        moment = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(seconds))
        return moment if moment.year in _GREGORIAN_YEARS else None
    return None
