"""Years, decades and centuries."""

from pipeline.dates.calendars import GREGORIAN, HIJRI, JALALI
from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told
from pipeline.dates.words import whole
from pipeline.text.number_words import number_lexer

_COUNTED = ("c", "k", "s")
_YEARED = frozenset(
    [
        "المپیک",
        "جام",
        "جهانی",
        "انتخابات",
        "جمهوری",
        "نوبل",
        "مصوب",
        "متولد",
        "کریسمس",
        "فتنه",
        "فتنه\u200cگران",
        "گران",
        "مقدماتی",
        "آسیا",
        "لیگ",
        "یورو",
        "برجام",
        "برزیل",
        "روسیه",
        "قطر",
        "کودتای",
        "جنگ",
        "انقلاب",
        "بودجه",
        "قانون",
        "زلزله",
    ]
)
_SHORT_YEARED = frozenset(["انتخابات", "فتنه", "گران", "بودجه", "حوادث"])


def is_counted(found: Found) -> bool:
    """Whether a classifier or unit follows («۹۰ نفر»), so that the number counts and is no year."""
    word = found.text_after().lstrip(" ").split(" ", 1)[0].rstrip('.,:;!؟)«»"')
    entry = number_lexer().single.get(word)
    return entry is not None and entry.symbol in _COUNTED


def calendar_of_year(year: int, era: str | None) -> str | None:
    """The calendar a bare year is in; None where no year of news or history is meant."""
    if era in (GREGORIAN, JALALI, HIJRI):
        return era
    if era == "hijri_any":
        return HIJRI if year < 1250 or 1410 <= year <= 1500 else JALALI
    if 1200 <= year <= 1450 or 10 <= year <= 99:
        return JALALI
    return GREGORIAN if 1500 <= year <= 2100 else None


def told_year(found: Found, month_calendar: str | None = None) -> tuple[int, str] | None:
    """The year of a match's `year` group with its calendar: four digits, or two that a month or «سال» makes a year."""
    year = whole(found.value("year"))
    if year is None or year < 1:
        return None
    era = found.value("era")
    word = found.word("year")
    if year < 100 and (len(word) == 1 or (year < 10 and word[0] != "0")) and era is None:
        return None
    if month_calendar is not None and era is None:
        if year < 100 and not word.isdigit() and not found.has("said"):
            return None
        plausible = {GREGORIAN: range(1000, 2200), JALALI: range(1000, 1600), HIJRI: range(1, 1600)}[month_calendar]
        if year in plausible or (year < 100 and month_calendar != HIJRI):
            return year, month_calendar
        other = calendar_of_year(year, None)
        return (year, other) if other and year >= 1000 and month_calendar == HIJRI else None
    calendar = calendar_of_year(year, era)
    return (year, calendar) if calendar else None


@rule(
    "date.year",
    "(?P<said>YEAR) (?P<year>NUM) (?P<era>ERA)?",
    "(?P<said>YEAR)? (?P<year>NUM) \\(? (?P<era>ERA)",
)
def year(found: Found) -> Told | None:
    """سال ۱۴۰۱, ۱۹۸۲ میلادی: one year."""
    told = told_year(found)
    if told is None or (not found.has("era") and is_counted(found)):
        return _before_christ(found)
    return Told(year=told[0], calendar=told[1], era_told=found.has("era") or None)


def _before_christ(found: Found) -> Told | None:
    return Told(year=0, unbounded=True) if found.value("era") == "bc" else None


@rule("date.bare_year", "(?P<year>NUM) (?P<era>ERA)?")
def bare_year(found: Found) -> Told | None:
    """۲۰۱۴ after a word that takes years (جام جهانی ۲۰۱۴), or any plain number of 13xx, 14xx, 19xx, 20xx alone."""
    year = whole(found.value("year"))
    word = found.word("year")
    if year is None or not word.isdigit() or is_counted(found):
        return None
    before = found.word_before()
    if len(word) == 4 and (1300 <= year <= 1420 or 1900 <= year <= 2040):
        if before in _YEARED or found.is_previous("FROM", "TO", "IN"):
            return Told(year=year, calendar=calendar_of_year(year, None))
        return None
    if len(word) == 2 and before in _SHORT_YEARED and year > 60:
        return Told(year=year, calendar=JALALI)
    return None


@rule(
    "date.year_range",
    "(?P<said>YEAR) (?P<year>NUM) (TO|AND|OR|\\-|,) YEAR? (?P<last>NUM) (?P<era>ERA)?",
    "(?P<year>NUM) (?P<said>\\-)? (?P<last>NUM) (?P<era>ERA)",
    "FROM (?P<year>NUM) TO (?P<said>YEAR)? (?P<last>NUM) (?P<era>ERA)?",
)
def year_range(found: Found) -> Told | None:
    """سال‌های ۱۹۸۰ تا ۱۹۸۸: the first and the last year."""
    last = whole(found.value("last"))
    told = told_year(found)
    if told is None or last is None or is_counted(found):
        return None
    if last < 100 <= told[0]:
        last += told[0] // 100 * 100
    if last < told[0] or calendar_of_year(last, found.value("era")) != told[1]:
        return None
    return Told(year=told[0], last_year=last, calendar=told[1])


@rule(
    "date.decade",
    "DECADE (?P<year>NUM) (?P<era>ERA)?",
    "DECADE (?P<year>NUM) ((TO|AND|OR|,) NUM)+ (?P<era>ERA)?",
)
def decade(found: Found) -> Told | None:
    """دهه ۶۰, دهه ۱۹۸۰ میلادی: ten years, Solar Hijri unless the figures or the era say otherwise."""
    year = whole(found.value("year"))
    if year is None or year % 10:
        return None
    calendar = calendar_of_year(year, found.value("era"))
    return Told(decade=year, calendar=calendar) if calendar else None


@rule(
    "date.century",
    "CENTURY (?P<century>ORD|NUM) ((AND|TO|OR|,) (?P<last>ORD|NUM))* (?P<era>ERA)?",
)
def century(found: Found) -> Told | None:
    """قرن نوزدهم: a hundred years, Gregorian from the fifteenth on unless the era says otherwise."""
    number = whole(found.value("century"))
    if number is None or not 1 <= number <= 21:
        return None
    era = found.value("era")
    calendar = {"hijri_any": HIJRI, "bc": None}.get(era, era) or (GREGORIAN if number > 14 else HIJRI)
    return Told(century=number, calendar=calendar, unbounded=(era == "bc") or None)
