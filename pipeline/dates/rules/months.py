"""Months by name, with or without a year."""

import re

from pipeline.dates.anniversaries import remembered_year
from pipeline.dates.calendars import HIJRI, JALALI
from pipeline.dates.outlook import outlook_of
from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import (
    DIRECTIONS,
    VERB_OF_THE_PREFIX,
    YEAR,
    fits_month,
    is_counted,
    is_may,
    month_year,
)
from pipeline.dates.rules.relative import is_plural
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES, words_of_context

_LEAST_SHORT_YEAR = 40
_TWO = 2
_NOUGHT = "صفر"
_AFGHAN_NEWS = range(1300, 1500)
_NO_MONTH_AFTER = ("به", "بشار")
_THIRDS = ("early", "mid", "late")
_REACHED = re.compile(r" ?(?:[.،؛؟!\n]|$)| (?:ن?می |ن?خواه|برگزار|ادامه|آغاز (?:شد|می)|به پایان|رسید|اجرا|تکمیل)")
_COUNTED = {NAMES[name] for name in ("EDGE", "WEEK", "DECADE", "DAY")}
_ALONE = "afghan_alone"  # a name that is hardly a word
_AFGHAN, _SCORPION = ("afghan", _ALONE), "عقرب"
_LEADING = {NAMES[name] for name in ("IN", "FROM", "TO")}
_LEADS = (
    "IN", "FROM", "TO", "DURING", "EDGE", "EDGE_ADJ", "ORD", "NUM", "LAST", "BEFORE_PREP", "AFTER_PREP", "THIS",
    "BETWEEN", "UNTIL_NOW",
)  # fmt: skip


@rule("date.month_year", f"(?P<lead>MAH)? (?P<month>MONTH) (?P<mah>MAH)? {YEAR}")
def of_year(found: Found) -> Told | None:
    """شهریور ۱۴۰۱, ماه مه سال ۲۰۰۳: a month of a told year."""
    calendar, month, context = found.value("month")
    marked = found.has("lead") or found.has("mah")
    led = marked or found.is_previous("IN", "FROM", "TO", "EDGE")
    short = context == "needs" and found.value("year") >= _LEAST_SHORT_YEAR  # «بهمن ۵۷»
    named = found.word_before() in words_of_context("before_person")
    fits, year = month_year(found, calendar, "" if led or (short and not named) else context)
    if not fits or year is None or (context in _AFGHAN and not marked and not _is_whole_year(found, year)):
        return None
    return Told(month=month, year=year, calendar=calendar)


def _is_whole_year(found: Found, year: int) -> bool:
    """Whether the figures after a name that is a word too are a year: «حوت ۱۴۰۰», «اسد سال ۹۸», not «به میزان ۱۴۰۰ تن»."""
    if found.has("said"):
        return True
    return year in _AFGHAN_NEWS and found.word_before() not in _NO_MONTH_AFTER and not is_counted(found)


@rule(
    "date.month",
    "(?P<lead>MAH) (?P<month>MONTH) (?P<relation>RELATION)?",
    "(?P<month>MONTH) (?P<mah>MAH) (?P<relation>RELATION)?",
    "(?P<month>MONTH) (?P<relation>RELATION)",
    "(?P<lead>MAH) (?P<month>MONTH)",
    "(?P<month>MONTH) (?P<mah>MAH)",
    "(?P<month>MONTH)",
    "(?P<days>DAY) MAH? (?P<month>MONTH)",
)
def month(found: Found) -> Told | None:
    """ماه مارس, شهریور‌ماه, خرداد: a month whose year is untold; names that are words too need «ماه» or its like."""
    calendar, number, context = found.value("month")
    if found.has("mah") and found.lexed.values[found.match.start("mah")] != "month":
        return None
    if found.has("relation") and found.value("relation") not in DIRECTIONS:
        return None
    if found.has("days") and not _is_season_of_days(found, calendar):
        return None
    told = Told(month=number, calendar=calendar, direction=DIRECTIONS.get(found.value("relation")))
    if not (found.has("relation") or found.is_next("THISYEAR") or found.is_next("YEAR")):
        told.tell(year=remembered_year(found.lexed.key, found.lexed.ends[found.after - 1], calendar))
    if found.has("lead") or found.has("mah") or found.has("days"):
        return None if found.word("month") == "می" and VERB_OF_THE_PREFIX.match(found.text_after()) else told
    if context and not (found.has("relation") and context in ("needs", "led")) and not _is_marked(found, context):
        return None
    if calendar == HIJRI and not found.has("relation") and not _is_of_a_year(found):
        told.tell(unbounded=True)  # «فرهنگ محرم»
    return told if is_may(found, found.word("month")) else None


def _is_of_a_year(found: Found) -> bool:
    """Whether a bare lunar month is some year's («در محرم», «محرم امسال»), not a custom or a name («مراسم محرم»)."""
    if found.word_before() in words_of_context("before_history"):
        return False
    if found.is_next("THISYEAR") or found.is_next("YEAR") or found.word_before() == "ایام":
        return True
    if _is_beside_a_solar_feast(found) or found.word_before() in words_of_context("before_coming"):
        return True  # «تقارن هفته دولت و محرم», «با فرارسیدن محرم»
    nth_weekday = found.is_previous("WEEKDAY") and found.symbol(-2) in (NAMES["ORD"], NAMES["LAST"])
    return nth_weekday or found.is_previous(*_LEADS)


def _is_beside_a_solar_feast(found: Found) -> bool:
    """«تقارن نوروز و رمضان»; not «محرم و عاشورا»."""
    values, at = found.lexed.values, found.first
    if found.is_previous("AND") and found.symbol(-2) == NAMES["FEAST"]:
        return str(values[at - 2]).startswith(JALALI)
    if found.is_next("AND") and found.symbol(1) == NAMES["FEAST"]:
        return str(values[found.after + 1]).startswith(JALALI)
    return False


def _is_season_of_days(found: Found, calendar: str) -> bool:
    """«ایام محرم», «ایام محرم و صفر»."""
    return found.word("days") == "ایام" and calendar == HIJRI


def _is_marked(found: Found, context: str) -> bool:
    """Whether what stands beside a name makes it a month: «مهر امسال», «اواخر دی», «اکتبر (مهر)»."""
    if context in _AFGHAN:
        if found.is_previous("EDGE") or (found.is_previous("ORD") and found.symbol(-2) in _COUNTED):
            return context == _ALONE or _is_behind_an_edge(found)
        of_a_year = found.is_next("YEAR") and found.symbol(1) == NAMES["RELATION"]
        if of_a_year or (found.is_previous("DAY") and found.symbol(-2) in (NAMES["ORD"], NAMES["LAST"])):
            return context == _ALONE  # «سنبله سال گذشته», «آخرین روز حوت»
        return found.is_next("THISYEAR") and found.word("month") not in words_of_context("month_as_amount")
    if context == "latin":
        return False
    if context == "led" and found.is_previous("IN", "FROM", "TO", "AND", "DURING"):
        return True
    if found.is_next("THISYEAR") or found.is_previous("EDGE", "EDGE_ADJ", "LAST"):
        return True
    if found.is_previous("DAY") and found.symbol(-2) in (NAMES["ORD"], NAMES["LAST"]):
        return True  # «نخستین روزهای مهر»
    if found.is_previous("WEEKDAY") and found.symbol(-2) in (NAMES["ORD"], NAMES["LAST"]):
        return True  # «اولین دوشنبه مهر»
    if found.is_previous("ORD") and found.symbol(-2) in _COUNTED:
        return True  # «هفته دوم مهر», «ده روز اول تیر»
    if found.is_next("YEAR"):
        return not found.lexed.word(found.after).endswith(("ها", "های"))
    return found.symbol(-1) == "(" and found.symbol(0) == ")" and found.word("month") != _NOUGHT


def _is_behind_an_edge(found: Found) -> bool:
    """«آخر حوت», «اواخر اسد», «نیمه دوم حمل»; not «پایان اسد», «آغاز حمل و نقل», «در نیمه دوم میزان تولید»."""
    word = found.word("month")
    if word == _SCORPION:
        return True
    if found.is_previous("ORD"):
        return word not in words_of_context("month_as_noun") and found.text_after(3) != " و "
    if (
        found.symbol(-2) in _LEADING
        and word in words_of_context("month_as_noun")
        and _REACHED.match(found.text_after())
    ):
        return True  # «تا پایان جدی ادامه دارد», «در آغاز میزان برگزار می‌شود»
    return found.lexed.values[found.first - 1] in _THIRDS and found.text_after(6) != " و نقل"


@rule(
    "date.month_years_ago",
    "DAY? (?P<day>NUM|ORD)? MAH? (?P<month>MONTH) MAH? (?P<count>NUM) (?P<unit>YEAR) (?P<relation>RELATION)",
)
def years_ago(found: Found) -> Told | None:
    """ژانویه سه سال پیش, دهم مهر دو سال قبل: a month, or a day of it, so many years before."""
    calendar, number, _ = found.value("month")
    day, count = found.value("day"), found.value("count")
    if (
        found.value("relation") not in ("ago", "before_now")
        or not isinstance(count, int)
        or is_plural(found.word("unit"))
    ):
        return None
    if day is not None and not fits_month(day, calendar, number):
        return None
    return Told(day=day, month=number, calendar=calendar, year_offset=-count)


_MONTHS = (
    "(?P<days>DAY)? MAH? (?P<month>MONTH) MAH? (COMMA MONTH MAH?)* (?P<link>TO|AND|OR|\\-|COMMA) (?P<last>MONTH) MAH?"
)


@rule(
    "date.month_range",
    f"{_MONTHS} {YEAR}",
    f"{_MONTHS} (?P<of>THISYEAR|YEAR RELATION)",
    _MONTHS,
    "MAH? (?P<month>MONTH) MAH? (?P<link>TO|AND|OR|\\-|COMMA) (?P<last>MONTH) MAH? (?P<relation>RELATION)",
)
def between(found: Found) -> Told | None:
    """ماه‌های مه و ژوئن: from the first of them to the last."""
    calendar, first, context = found.value("month")
    other, last, _ = found.value("last")
    fits, year = month_year(found, calendar)
    if found.has("days") and not _is_season_of_days(found, calendar):
        return None
    is_led = found.names()[0] == "MAH" and is_plural(found.lexed.word(found.first))
    is_led = is_led or (found.is_previous("FROM") and "TO" in found.names())  # «از حمل تا سنبله»
    if calendar != other or first == last or (context in _AFGHAN and not is_led) or not fits:
        return None
    if found.has("relation") and found.value("relation") not in DIRECTIONS:
        return None
    listed = found.names()[found.match.start("link") - found.first] != "TO" and found.word("link") != "-"
    if listed and last != (first + found.names().count("MONTH") - 2) % 12 + 1:
        if year is None or found.names().count("MONTH") > _TWO or calendar == HIJRI or first > last:
            return None  # «محرم و رمضان» are two months
        return Told(month=first, last_month=last, calendar=calendar, year=year, listed=(0, last - first))
    told = Told(month=first, last_month=last, calendar=calendar, direction=DIRECTIONS.get(found.value("relation")))
    if found.has("of"):
        return _of_offset_year(found, told)
    told.tell(year=year if year is None or first < last else year - 1)  # «اسفند تا اردیبهشت ۱۴۰۱»
    return told


def _of_offset_year(found: Found, told: Told) -> Told | None:
    """«از اسفند تا اردیبهشت امسال»: the year is of the last month, the first is of the one before; of a plan, of the first."""
    *_, year = found.values("of")
    offset = year if isinstance(year, int) else DIRECTIONS.get(year, 0 if year == "current" else None)
    assert told.month is not None and told.last_month is not None
    if told.month < told.last_month or offset is None or told.calendar == HIJRI:
        return None
    starts, ends = found.lexed.starts, found.lexed.ends
    ahead = outlook_of(found.lexed.key, starts[found.first], ends[found.after - 1]) == "future"
    return told.but(year_offset=offset if ahead and offset == 0 else offset - 1)
