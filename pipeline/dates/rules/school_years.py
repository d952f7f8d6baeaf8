"""Years that are told by both their figures and begin within the first: school years, water years, leagues' seasons."""

from fractions import Fraction

from pipeline.dates.calendars import GREGORIAN, JALALI
from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import calendar_of_year
from pipeline.dates.rules.relative import is_plural
from pipeline.dates.value import Told
from pipeline.dates.words import whole, words_of_context

_TWO_YEARS = "((?P<year>NUM) (TO|AND|\\-) (?P<last>NUM)|(?P<both>YEAR_MONTH))"
_HALF = Fraction(1, 2)
_SEMESTERS = {1: (7, 10), 2: (11, 4)}  # the second begins in Bahman
_LEAST_SHORT_YEAR = 40
_MEHR = 7
_TWO = 2


def _first_year(found: Found) -> tuple[int, str] | None:
    """The first of two years that follow one another, in either order («۱۴۰۰-۱۳۹۹», «۹۹-۱۴۰۰»), and their calendar."""
    one, other = found.value("both") or (whole(found.value("year")), whole(found.value("last")))  # «۱۴۰۲-۰۳»
    return _first_of(one, other)


def _first_of(one: int | None, other: int | None) -> tuple[int, str] | None:
    if one is None or other is None:
        return None
    for first, last in ((one, other), (other, one)):
        if first >= 100 and last >= 100 and first + 1 != last:
            continue
        if (first + 1 - last) % 100 == 0:
            first = last - 1 if first < 100 <= last else first
            calendar = calendar_of_year(first)
            return (first, calendar) if calendar and first >= _LEAST_SHORT_YEAR else None
    return None


@rule(
    "date.school_year",
    f"(?P<said>YEAR) (?P<of>YEAR_KIND) {_TWO_YEARS}",
    "(?P<said>YEAR) (?P<of>YEAR_KIND) (?P<year>NUM) \\- (?P<last>NUM) (TO|AND) (?P<begun>NUM) \\- (?P<ended>NUM)",
)
def school_year(found: Found) -> Told | None:
    """سال تحصیلی ۱۴۰۰-۱۴۰۱, سال زراعی ۹۶-۹۷: one year from Mehr (or September) on; «سال‌های آبی ۹۶ و ۹۷» are two."""
    told = _first_year(found)
    if told is None or found.word("of") not in words_of_context("year_from_autumn"):
        return None
    if is_plural(found.word("said")) and "-" not in found.match.group():
        return None
    years = _years_on(found, told) if found.has("begun") else 1
    return Told(year=told[0], last_year=told[0] + years, calendar=told[1], from_autumn=True) if years else None


def _years_on(found: Found, told: tuple[int, str]) -> int | None:
    """How many years «سال‌های تحصیلی ۶۶-۶۷ تا ۷۲-۷۳» are; with «و» they follow one another."""
    last = _first_of(whole(found.value("begun")), whole(found.value("ended")))
    years = (last[0] - told[0]) % 100 + 1 if last and last[1] == told[1] else 0
    return years if years == _TWO or (years > _TWO and "TO" in found.names()) else None


@rule(
    "date.school_begins",
    "(?P<edge>EDGE) YEAR (?P<of>YEAR_KIND) (?P<year>NUM) (?!TO|AND|\\-|NUM)",
    "(?P<edge>EDGE) YEAR (?P<of>YEAR_KIND) (?P<relation>RELATION)",
)
def school_begins(found: Found) -> Told | None:
    """شروع سال تحصیلی جدید, اوایل سال تحصیلی ۱۴۰۲: of Mehr."""
    year = whole(found.value("year"))
    if found.word("of") != "تحصیلی" or found.value("edge") not in ("start", "early"):
        return None
    if found.value("relation") not in (None, "new") or (year is not None and calendar_of_year(year) != JALALI):
        return None
    return Told(month=_MEHR, edge=found.value("edge"), year=year, calendar=JALALI, direction=None if year else 0)


@rule("date.semester", f"(?P<half>NUM) YEAR (?P<nth>ORD) (YEAR YEAR_KIND?)? {_TWO_YEARS}")
def semester(found: Found) -> Told | None:
    """نیم‌سال دوم ۱۴۰۱-۱۴۰۲: a half of a school year."""
    told, months = _first_year(found), _SEMESTERS.get(found.value("nth"))
    if found.value("half") != _HALF or told is None or months is None or told[1] == GREGORIAN:
        return None
    return Told(year=told[0], calendar=told[1], month=months[0], last_month=months[1], approximate=True)


@rule("date.league_season", f"(?P<season>FASL) {_TWO_YEARS} (?P<era>ERA)?")
def league_season(found: Found) -> Told | None:
    """فصل ۱۹۵۳-۵۴: the two years in which matches are played."""
    told = _first_year(found)
    if told is None or found.word("season") != "فصل":
        return None
    return Told(year=told[0], last_year=told[0] + 1, calendar=told[1])
