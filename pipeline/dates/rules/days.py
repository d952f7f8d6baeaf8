"""Days of a named month."""

import re

from pipeline.dates.anniversaries import FAMOUS_DAYS, Famous, is_told_as_history, remembered_year, tells_what_happened
from pipeline.dates.bullets import are_bullets
from pipeline.dates.calendars import HIJRI, is_year_of_news, longest_month
from pipeline.dates.outlook import outlook_of
from pipeline.dates.registry import Found, noun_before, rule
from pipeline.dates.rules.figures import (
    DIRECTIONS,
    YEAR,
    calendar_of_year,
    fits_month,
    is_counted,
    is_may,
    list_of,
    may_be_meant,
    month_year,
)
from pipeline.dates.rules.relative import is_plural
from pipeline.dates.value import Told
from pipeline.dates.words import COMMAS, NAMES, words_of_context

_DAY = "DAY? (?P<day>NUM|ORD)"
_DAYS = f"{_DAY} ((COMMA|AND|\\-) (NUM|ORD))* (?P<link>TO|AND|OR|\\-) DAY? (?P<last>NUM|ORD) MAH? (?P<month>MONTH) MAH?"
_DATED_WEEKDAYS = (  # «روزهای شنبه ۵، یکشنبه ۶ و دوشنبه ۷ مهر»
    f"DAY? (?P<weekday>WEEKDAY) {_DAY} ((COMMA|AND) DAY? WEEKDAY DAY? (NUM|ORD))* COMMA? (?P<link>TO|AND|OR)"
    " DAY? WEEKDAY DAY? (?P<last>NUM|ORD) MAH? (?P<month>MONTH) MAH?"
)
_FEW = 10
_SHOT = "تیر"
_REMEMBERED = ("سالروز", "سالگرد")  # «سالروز هفت تیر»
_MADE_A_DAY = re.compile(r"(?: \w+)?(?: (?:را|در تقویم))? (?:به عنوان|به نام|بنام) روز ")
_MONTH_OFFSETS = {"past": -1, "current": 0, "future": 1, "ago": -1, "month": 0, "after": 1}


def _is_figure(found: Found) -> bool:
    """Whether the day is in figures or an ordinal: «دو تیر» may be two bullets, «یک مهر» a stamp, «۲ تیر» may not."""
    word = found.word("day")
    is_ordinal = found.names()[found.match.start("day") - found.first] == "ORD"
    if found.word("month") == "صفر" and found.value("day") < _FEW and not is_ordinal:
        return False  # «حذف ۴ صفر»
    if word[:1].isdigit() or is_ordinal:
        return True
    if found.is_next("NUM"):
        return False  # «تریدنت دو دی پنج»
    return found.value("day") != 1 and (
        found.word("month") in ("مهر", "آذر", "دی", "بهمن")
        or (found.word("month") == "مه" and found.value("day") > _FEW)
    )


def _is_of_a_day(found: Found) -> bool:
    """«روز ۵ تیر», «بامداد ۵ تیر», «در ۵ تیر»: no bullets."""
    return found.names()[0] == "DAY" or found.is_previous(
        "IN", "TO", "FROM", "WEEKDAY", "TODAY", "PART", "NIGHT", "AFTER_PREP", "BEFORE_PREP"
    )


def _counts_a_noun(found: Found) -> bool:
    """«بیماران گروه اول میزان کمتری …», «شماره ۲ میزان رشد»; not «انتخابات ششم میزان»."""
    before = noun_before(found.lexed.key, found.lexed.starts[found.first])
    return found.word("month") in words_of_context("month_as_amount") and before in words_of_context("before_amount")


def _is_to_come(found: Found) -> bool:
    """«پس از ۱۵ خرداد برگزار می‌شود»."""
    starts, ends = found.lexed.starts, found.lexed.ends
    return outlook_of(found.lexed.key, starts[found.first], ends[found.after - 1]) in ("future", "scheduled")


def _may_be_famous(found: Found, before: str) -> bool:
    """Not «موشک سوم خرداد», «سوم خرداد روز ملی …»: a name, a day of every year."""
    return before not in words_of_context("before_name") and not found.is_next("DAY")


def _counts_months(found: Found) -> bool:
    """«سه ماه رجب، شعبان و رمضان»: how many months, not which day of the first."""
    day = found.names()[found.match.start("day") - found.first]
    listed = found.symbol(0) in (*COMMAS, NAMES["AND"]) and found.symbol(1) == NAMES["MONTH"]
    return day == "NUM" and (listed or not found.word("day")[:1].isdigit()) and found.value("day") > 1


@rule(
    "date.day_month_year",
    f"{_DAY} MAH? (?P<month>MONTH) MAH? {YEAR}",
    "(?P<day>NUM) [/\\-.] (?P<month>MONTH) [/\\-.] (?P<year>NUM)",
)
def of_year(found: Found) -> Told | None:
    """۲۱ شهریور ۱۴۰۱, هشتم شهریور سال ۱۳۶۰, دهم آذر،1316: a full date."""
    calendar, month, _ = found.value("month")
    fits, year = month_year(found, calendar)
    if not fits or not may_be_meant(found.value("day"), calendar, month):
        return None
    return Told(day=found.value("day"), month=month, year=year, calendar=calendar)


@rule("date.day_month_year", "(?P<year>NUM) (?P<month>MONTH) (?P<day>NUM)")
def year_first(found: Found) -> Told | None:
    """۱۴۰۱ شهریور ۲۱, as lists and programs write it."""
    calendar, month, _ = found.value("month")
    year, day = found.value("year"), found.value("day")
    in_figures = found.word("year").isdigit() and found.word("day").isdigit()
    if not (in_figures and is_year_of_news(year) and fits_month(day, calendar, month)):
        return None
    if calendar_of_year(year) != calendar or found.is_next("OTHER") or is_counted(found):
        return None
    return Told(day=day, month=month, year=year, calendar=calendar)


@rule(
    "date.day_month",
    f"{_DAY} (?P<lead>MAH)? (?P<month>MONTH) (?P<mah>MAH)?",
    f"{_DAY} (?P<lead>MAH)? (?P<month>MONTH) (?P<mah>MAH)? (?P<relation>RELATION)",
)
def of_month(found: Found) -> Told | None:
    """۲۱ شهریور, بیست و یکم شهریور‌ماه, دوم ماه مه: a day whose year is untold."""
    calendar, month, context = found.value("month")
    day, relation = found.value("day"), found.value("relation")
    marked = found.has("lead") or found.has("mah") or found.has("relation")
    if not (fits_month if context and not marked else may_be_meant)(day, calendar, month):
        return None
    if found.has("relation") and relation not in DIRECTIONS:
        return None
    if _is_other_than_a_day(found) or (not marked and _is_word_of_another_kind(found, bool(context))):
        return None
    told = Told(day=day, month=month, calendar=calendar, direction=DIRECTIONS.get(relation))
    if not (found.is_next("THISYEAR") or found.is_next("YEAR")) and told.direction is None:
        _tell_its_year(found, told)
    if _MADE_A_DAY.match(found.text_after(40)):
        told.tell(unbounded=True)  # «۵ مهر را به عنوان روز … نامیدند»: of every year
    return told


def _is_other_than_a_day(found: Found) -> bool:
    """«هفت ماه می گذرد», «سه ماه رجب، شعبان و رمضان», «یک سوم میزان», a fraction."""
    if not (found.has("mah") or found.has("relation")) and not is_may(found, found.word("month")):
        return True
    if found.has("lead") and _counts_months(found):
        return True
    return found.is_previous("NUM") and not found.word("day")[:1].isdigit()


def _is_word_of_another_kind(found: Found, is_doubtful: bool) -> bool:
    """«دو تیر», bullets, «یک مهر», a stamp, «گروه اول میزان کمتری …», «سومین سرطان شایع»."""
    if is_doubtful and not _is_remembered(found) and not _is_figure(found):
        return True
    if _counts_a_noun(found) or found.word("day").endswith("ین"):
        return True
    if found.word("month") != _SHOT or _is_of_a_day(found):
        return False
    return are_bullets(found.lexed.key, found.lexed.starts[found.first], found.lexed.ends[found.after - 1])


def _famous(found: Found) -> Famous | None:
    calendar, month, _ = found.value("month")
    return FAMOUS_DAYS.get((calendar, month, found.value("day")))


def _is_remembered(found: Found) -> bool:
    """«سالروز هفت تیر»."""
    return _famous(found) is not None and found.word_before() in _REMEMBERED


def _tell_its_year(found: Found, told: Told) -> None:
    """The year of a day that the world knows by its name, or that is said to be remembered from one."""
    key, start, end = found.lexed.key, found.lexed.starts[found.first], found.lexed.ends[found.after - 1]
    famous, before = _famous(found), found.word_before()
    if famous is None:
        told.tell(year=remembered_year(key, end, found.value("month")[0]))
        return
    if _may_be_famous(found, before) and is_told_as_history(key, start, end):
        told.tell(year=famous.year)
    if famous.is_kept or told.year is not None:
        return
    known = before in words_of_context("before_famous_day") and before not in words_of_context("before_era")
    if known or (_may_be_famous(found, before) and tells_what_happened(key, start, end, famous)):
        told.tell(year=famous.year)  # «حوادث ۱۱ سپتامبر» is of 2001 whenever it is written of
    elif found.is_previous("AFTER_PREP") and not _is_to_come(found):
        told.tell(year=famous.year)  # «پس از دوم خرداد»: the times that began with it
    elif famous.always:
        told.tell(famous_year=famous.year)


@rule(
    "date.month_day_latin",
    "(?P<month>MONTH) (?P<day>NUM) (?P<comma>COMMA)? (?P<year>NUM)?",
    "(?P<month>MONTH) \\. (?P<day>NUM) (?P<comma>COMMA) (?P<year>NUM)",
)
def latin(found: Found) -> Told | None:
    """July 18, 2018; مهر ۱۰، ۱۴۰۲: as English bylines write it."""
    calendar, month, context = found.value("month")
    year = found.value("year")
    in_full = found.has("comma") and found.word("year").isdigit() and is_year_of_news(year)
    if found.text_after(1).isalpha():
        return None  # «Long March 7A»
    if (context != "latin" and not in_full) or not fits_month(found.value("day"), calendar, month):
        return None
    return Told(day=found.value("day"), month=month, calendar=calendar, year=year if year and year > 1000 else None)


@rule(
    "date.day_to_edge",
    f"(?P<day>NUM|ORD|EDGE) TO (?P<edge>EDGE) MAH? (?P<month>MONTH) MAH? {YEAR}",
    "(?P<day>NUM|ORD|EDGE) TO (?P<edge>EDGE) MAH? (?P<month>MONTH) MAH?",
)
def to_edge(found: Found) -> Told | None:
    """اول تا اواسط آذر, ابتدا تا پایان مهر: from a day or a part of a month to a part of it."""
    calendar, month, _ = found.value("month")
    fits, year = month_year(found, calendar)
    if not fits:
        return None
    first = 1 if found.names()[0] == "EDGE" else found.value("day")
    if not fits_month(first, calendar, month):
        return None
    last = {"mid": 20, "half": 20, "early": 10, "start": 10}.get(
        found.value("edge"), month_length_told(calendar, month)
    )
    return Told(day=first, last_day=max(first, last), month=month, calendar=calendar, year=year, approximate=True)


def month_length_told(calendar: str, month: int) -> int:
    """The last day every year's month has."""
    return longest_month(calendar, month) - (month == 12 and calendar != "gregorian")


@rule("date.day_alone", "(?<=IN) DAY (?P<day>NUM)")
def alone(found: Found) -> Told | None:
    """در روز ۲۲: a day of a month told elsewhere."""
    day = found.value("day")
    if not isinstance(day, int) or not 1 <= day <= 31 or is_counted(found) or found.is_next("OTHER"):
        return None
    return Told(nth=(("day", day, 1),))


@rule(
    "date.day_of_month",
    f"(?P<day>ORD) (?P<days>DAY) FROM? MAH? (?P<month>MONTH) MAH? {YEAR}",
    "(?P<day>ORD) (?P<days>DAY) FROM? MAH? (?P<month>MONTH) MAH?",
)
def nth_of_month(found: Found) -> Told | None:
    """بیست‌ویکمین روز فروردین, اولین روز از ماه مه."""
    calendar, month, _ = found.value("month")
    fits, year = month_year(found, calendar)
    if found.word("days") != "روز":
        return None  # «نخستین روزهای مهر»
    if not fits or not fits_month(found.value("day"), calendar, month):
        return None
    return Told(day=found.value("day"), month=month, calendar=calendar, year=year)


@rule(
    "date.day_range",
    f"{_DAYS} {YEAR}",
    _DAYS,
    f"{_DATED_WEEKDAYS} {YEAR}",
    _DATED_WEEKDAYS,
    f"{_DAYS} (?P<relation>RELATION)",
    f"(?P<night>NIGHT) BETWEEN {_DAY} (?P<link>AND) DAY? (?P<last>NUM|ORD) MAH? (?P<month>MONTH) MAH? {YEAR}?",
)
def between(found: Found) -> Told | None:
    """۵ تا ۸ مهر, روزهای دهم و یازدهم نوامبر: from the first day told to the last."""
    calendar, month, context = found.value("month")
    first, last = found.value("day"), found.value("last")
    fits, year = month_year(found, calendar)
    if found.word("link") == "-" and isinstance(first, int) and isinstance(last, int) and first > last:
        first, last = last, first  # «16-10 ژوئن», as old newspapers stored it
    if not (fits and fits_month(first, calendar, month) and may_be_meant(last, calendar, month)) or first >= last:
        return None
    if found.lexed.word(found.match.start("day")).endswith("ین"):
        return None  # «دومین و ۵ مرداد سومین»
    if not is_may(found, found.word("month")):
        return None  # «رده‌های ۲۱ تا ۲۴ می‌شوند»
    direction = DIRECTIONS.get(found.value("relation"))
    if (context and year is None and not _is_figure(found)) or (found.has("relation") and direction is None):
        return None
    if found.has("night"):  # «شب بین ۲ و ۳ آبان» is that of the first
        one_night = last == first + 1 and not is_plural(found.word("night"))
        return Told(day=first, month=month, calendar=calendar, year=year, part="night") if one_night else None
    weekday = found.value("weekday")
    told = Told(
        day=first, last_day=last, month=month, calendar=calendar, year=year, direction=direction, weekday=weekday
    )
    if calendar != HIJRI:
        told.tell(listed=list_of(found, first, last))
    return told


@rule(
    "date.day_of_this_month",
    "DAY? (?P<day>ORD|NUM) (?P<mah>MAH) (?P<relation>RELATION) (?P<era>ERA)?",
    "DAY? (?P<day>ORD|NUM) (?P<this>THIS) (?P<mah>MAH) (?P<era>ERA)?",
    "DAY? (?P<day>ORD|NUM) (COMMA (NUM|ORD))* (TO|AND|\\-) DAY? (?P<last>ORD|NUM) (?P<this>THIS)? (?P<mah>MAH)"
    " (?P<relation>RELATION)? (?P<era>ERA)?",
)
def of_this_month(found: Found) -> Told | None:
    """اول ماه جاری میلادی, سوم تا پنجم همین ماه: a day of this, the last or the next month."""
    day, last = found.value("day"), found.value("last")
    offset = _MONTH_OFFSETS.get(found.value("relation") or "current")
    if offset is None or not (found.has("this") or found.has("relation")):
        return None
    if not found.word("day")[:1].isdigit() and not _is_figure(found):
        return None
    if found.word("day")[:1].isdigit() and not found.has("last") and found.value("relation") != "current":
        return None  # «۵ ماه گذشته» are five months; but «۲۰ ماه جاری»
    if not (isinstance(day, int) and 1 <= day <= 31) or (last is not None and not day < last <= 31):
        return None
    away = found.value("relation") not in (None, "current")
    if found.has("last") and away and last <= _FEW and found.word("last").isdigit():
        return None  # «۲ و ۳ ماه گذشته»
    passage = True if found.value("this") == "that" else None  # «بیستم همان ماه»
    return Told(day=day, last_day=last, month_offset=offset, calendar=found.value("era"), from_passage=passage)
