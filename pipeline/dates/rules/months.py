"""Months by name, with or without a year."""

from typing import Any

from pipeline.dates.calendars import longest_month
from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.years import is_counted, told_year
from pipeline.dates.value import Told

YEAR = "(,? FROM? (?P<said>YEAR)? (?P<year>NUM) (?P<era>ERA)?)"
_VERB_ENDINGS = ("د", "م", "ی", "ست")


def is_may(found: Found, word: str) -> bool:
    """Whether «می» is the month: before a verb it is the prefix of the present."""
    if word != "می":
        return True
    after = found.text_after()
    following = after[1:].split(" ", 1)[0] if after[:1] == " " else ""
    return not (found.is_next("OTHER") and following.rstrip(".،,").endswith(_VERB_ENDINGS))


def fits_month(day: Any, calendar: str, month: int) -> bool:
    """Whether some year has this day in this month."""
    return isinstance(day, int) and 1 <= day <= longest_month(calendar, month)


@rule(
    "date.month_year",
    f"(?P<lead>MAH)? (?P<month>MONTH) (?P<mah>MAH)? {YEAR}",
)
def month_year(found: Found) -> Told | None:
    """شهریور ۱۴۰۱, ماه مه سال ۲۰۰۳: a month of a told year."""
    calendar, month, context = found.value("month")
    told = told_year(found, calendar)
    if told is None or (told[0] < 100 and not found.has("said") and (context or is_counted(found))):
        return None
    if context == "afghan" and not (found.has("mah") or found.has("lead") or told[0] >= 1000):
        return None
    return Told(month=month, year=told[0], calendar=_calendar(calendar, told[1]))


def _calendar(of_month: str, of_year: str) -> str:
    return of_month if of_month == of_year or of_month != "hijri" else f"{of_month}"


@rule(
    "date.month",
    "(?P<lead>MAH) (?P<month>MONTH)",
    "(?P<month>MONTH) (?P<mah>MAH)",
    "(?P<month>MONTH)",
)
def month(found: Found) -> Told | None:
    """ماه مارس, شهریور‌ماه, خرداد: a month whose year is untold; names that are words too need «ماه»."""
    calendar, number, context = found.value("month")
    marked = found.match.re.groupindex.keys() & {"lead", "mah"}
    if context and not marked and not found.is_next("RELATION") and not found.is_next("THISYEAR"):
        if context == "afghan" or not (found.is_next("YEAR") or found.is_previous("EDGE")):
            return None
    if not marked and not is_may(found, found.word("month")):
        return None
    if "mah" in marked and found.lexed.values[found.after - 1] != "month":
        return None
    return Told(month=number, calendar=calendar)


@rule(
    "date.month_range",
    f"MAH? (?P<month>MONTH) MAH? (TO|AND|OR|\\-|,) (?P<last>MONTH) MAH? {YEAR}?",
)
def month_range(found: Found) -> Told | None:
    """ماه‌های مه و ژوئن: from the first of them to the last."""
    calendar, first, context = found.value("month")
    other, last, _ = found.value("last")
    if calendar != other or first == last or context == "afghan":
        return None
    told = told_year(found, calendar) if found.has("year") else None
    if found.has("year") and told is None:
        return None
    return Told(month=first, last_month=last, calendar=calendar, year=told[0] if told else None)
