"""Dates in figures: 1401/6/21, 21/6/1401, 2022-09-14, 95.9.6."""

from pipeline.dates.calendars import GREGORIAN, HIJRI, JALALI, longest_month
from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import is_counted
from pipeline.dates.value import Told

_MONTHS = 12
_DAYS = 31


def _calendar(year: int, era: str | None) -> str | None:
    if era in (GREGORIAN, JALALI, HIJRI):
        return era
    if 1200 <= year <= 1499 or _DAYS < year < 100:
        return JALALI
    return GREGORIAN if 1700 <= year <= 2200 else None


def read_slashed(numbers: tuple[str, str, str], era: str | None = None) -> Told | None:
    """The date three figures make, in either order; None where they make none."""
    first, second, third = (int(n) for n in numbers)
    if len(numbers[0]) == 4 or (_DAYS < first < 100 and len(numbers[2]) <= 2):
        year, month, day = first, second, third
    elif len(numbers[2]) == 4 or (len(numbers[2]) == 2 and third > _DAYS):
        year, month, day = third, second, first
    else:
        return None
    calendar = _calendar(year, era)
    if calendar == GREGORIAN and month > _MONTHS >= day:
        month, day = day, month
    if calendar is None or not 1 <= month <= _MONTHS or not 1 <= day <= longest_month(calendar, month):
        return None
    return Told(day=day, month=month, year=year, calendar=calendar)


@rule("date.slashed", "DAY? (?P<date>SLASHED) (?P<era>ERA)?")
def slashed(found: Found) -> Told | None:
    """۱۴۰۱/۶/۲۱: year first or last, by its size."""
    return read_slashed(found.value("date"), found.value("era"))


@rule("date.slashed_month", "(?P<month>YEAR_MONTH) (?P<era>ERA)?")
def slashed_month(found: Found) -> Told | None:
    """۱۴۰۱/۰۶, 2022-09: a month in figures, not «۱۴۰۱/۶ تومان» or the season 2011-12."""
    year, month = found.value("month")
    if is_counted(found) or month == year % 100 + 1:
        return None
    return Told(year=year, month=month, calendar=_calendar(year, found.value("era")))


@rule(
    "date.slashed_clock",
    "(?P<date>SLASHED) (?P<t>OTHER)? (?P<clock>CLOCK) (?P<zone>OTHER)",
    "(?P<date>SLASHED) (?P<t>OTHER) (?P<clock>CLOCK) [+\\-] CLOCK",
    "(?P<date>SLASHED) (?P<t>OTHER)? (?P<clock>CLOCK) (?P<part>PART)? (?P<era>ERA)?",
)
def slashed_clock(found: Found) -> Told | None:
    """۱۴۰۱/۶/۲۱ ۱۲:۴۲ with an era after the clock, 2022-09-12T10:30."""
    if found.has("t") and found.word("t").casefold() != "t":
        return None
    told = read_slashed(found.value("date"), found.value("era"))
    if told is None:
        return None
    if found.has("zone") and found.word("zone").casefold() != "z":
        return None
    hour, minute, second = found.value("clock")
    told.tell(clock=f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second else ""))
    told.tell(part=found.value("part"))
    return told
