"""Days of a named month."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.months import YEAR, fits_month, is_may
from pipeline.dates.rules.years import is_counted, told_year
from pipeline.dates.value import Told

_DAY = "DAY? (?P<day>NUM|ORD)"


def _is_date(found: Found, day: str, context: str, marked: bool) -> bool:
    """Whether a number before a month name that is a word too («دو تیر», «پنج میزان») makes a date."""
    in_figures = (
        day[:1].isdigit() or found.lexed.symbols[found.match.start("day")] != found.lexed.symbols[0:0] or marked
    )
    if not context or marked:
        return True
    if context == "afghan":
        return day[:1].isdigit() or found.lexed.key[found.lexed.ends[found.match.start("day")] - 1] == "م"
    return in_figures


@rule("date.day_month_year", f"{_DAY} MAH? (?P<month>MONTH) MAH? {YEAR}")
def day_month_year(found: Found) -> Told | None:
    """۲۱ شهریور ۱۴۰۱, هشتم شهریور سال ۱۳۶۰, دهم آذر،1316: a full date."""
    calendar, month, _ = found.value("month")
    day = found.value("day")
    told = told_year(found, calendar)
    if told is None or not fits_month(day, calendar, month):
        return None
    if told[0] < 100 and not found.has("said") and is_counted(found):
        return None
    return Told(day=day, month=month, year=told[0], calendar=calendar)


@rule("date.day_month", f"{_DAY} (?P<lead>MAH)? (?P<month>MONTH) (?P<mah>MAH)?")
def day_month(found: Found) -> Told | None:
    """۲۱ شهریور, بیست و یکم شهریور‌ماه, دوم ماه مه: a day whose year is untold."""
    calendar, month, context = found.value("month")
    day = found.value("day")
    if not fits_month(day, calendar, month):
        return None
    marked = found.has("lead") or found.has("mah")
    if not marked and not is_may(found, found.word("month")):
        return None
    figures = (
        found.word("day")[:1].isdigit() or found.word("day").endswith("م") or found.word("day") in ("اول", "سی ام")
    )
    if context and not marked and not figures:
        return None
    return Told(day=day, month=month, calendar=calendar)


@rule("date.day_of_month", f"(?P<day>ORD) DAY FROM? MAH? (?P<month>MONTH) MAH? {YEAR}?")
def day_of_month(found: Found) -> Told | None:
    """بیست‌ویکمین روز فروردین, اولین روز از ماه مه."""
    calendar, month, _ = found.value("month")
    told = told_year(found, calendar) if found.has("year") else None
    if not fits_month(found.value("day"), calendar, month) or (found.has("year") and told is None):
        return None
    return Told(day=found.value("day"), month=month, calendar=calendar, year=told[0] if told else None)


@rule(
    "date.day_range",
    f"DAY? (?P<day>NUM|ORD) ((,|\\-) (NUM|ORD))* (TO|AND|OR|\\-) DAY? (?P<last>NUM|ORD) MAH? (?P<month>MONTH) MAH? {YEAR}?",
)
def day_range(found: Found) -> Told | None:
    """۵ تا ۸ مهر, روزهای دهم و یازدهم نوامبر: from the first day told to the last."""
    calendar, month, context = found.value("month")
    first, last = found.value("day"), found.value("last")
    told = told_year(found, calendar) if found.has("year") else None
    if not (fits_month(first, calendar, month) and fits_month(last, calendar, month)) or first >= last:
        return None
    if (found.has("year") and told is None) or (context == "afghan" and told is None):
        return None
    return Told(day=first, last_day=last, month=month, calendar=calendar, year=told[0] if told else None)


@rule("date.ordinal_day", "(?P<day>ORD) MAH RELATION (?P<era>ERA)?", "(?P<day>ORD) THIS MAH (?P<era>ERA)?")
def ordinal_day(found: Found) -> Told | None:
    """اول ماه جاری میلادی: a day of this, the last or the next month."""
    relation = found.lexed.values[found.match.start() + 2]
    day = found.value("day")
    offset = {"past": -1, "current": 0, "future": 1, "ago": -1, "month": 0}.get(relation)
    if offset is None or not 1 <= day <= 31 or found.lexed.values[found.match.start() + 1] == "that":
        return None
    return Told(day=day, month_offset=offset, calendar=found.value("era"))
