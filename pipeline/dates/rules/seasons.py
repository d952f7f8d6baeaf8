"""Seasons of the Solar Hijri year."""

from pipeline.dates.calendars import GREGORIAN
from pipeline.dates.outlook import outlook_of
from pipeline.dates.registry import Found, noun_before, rule
from pipeline.dates.rules.figures import follows_at_once, is_counted, told_year
from pipeline.dates.timex import season_value
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES, words_of_context

_WARM = " گرم "
_WINTER = 4
_A_NAME = "بهاره"
_THREE = "((?P<three>NUM) (?P<months>MAH|AGED))?"
_DAYS_OF = "ایام"
_PARTS = {NAMES[name] for name in ("DAY", "WEEK", "MAH", "WEEKDAY")}
_PLACES = {NAMES[name] for name in ("ORD", "LAST", "EDGE_ADJ")}


@rule(
    "date.season_year",
    f"{_THREE} FASL? (?P<season>SEASON) ((AND|TO) (?P<last>SEASON))? COMMA? (?P<said>YEAR)? (?P<year>NUM) (?P<era>ERA)?",
    "FASL? (?P<season>SEASON) (?P<said>YEAR)? (?P<year>NUM) \\- (?P<end>NUM)",
)
def of_year(found: Found) -> Told | None:
    """تابستان ۱۴۰۱, بهار سال ۸۴, سه‌ماهه پاییز ۱۴۰۰."""
    if not _is_three_months(found):
        return None
    told = told_year(found)
    if found.has("end") and told is not None:  # «زمستان ۲۰۲۰-۲۰۲۱», «زمستان ۲۰۲۱-۲۰۲۰», as old newspapers stored it
        first, end = told[0], found.value("end")
        spans = found.value("season") == _WINTER and told[1] == GREGORIAN and abs(first - end) == 1
        return Told(season=_WINTER, year=max(first, end), calendar=GREGORIAN) if spans else None
    apart = any(mark in found.match.group() for mark in ",،") and not follows_at_once(found, "year")
    if told is None or apart or (is_counted(found) and not found.text_after().startswith(_WARM)):
        return None  # «زمستان ۹۰ نفر», but «تابستان ۱۴۰۱ گرم بود»
    return Told(
        season=found.value("season"),
        last_season=found.value("last"),
        year=told[0],
        calendar=told[1],
        listed=_are_two(found),
    )


def _are_two(found: Found) -> tuple[int, ...] | None:
    """«بهار و پاییز» leave summer out; «بهار و تابستان» are one stretch."""
    if not found.has("last") or "TO" in found.names() or found.is_previous("BETWEEN"):
        return None
    away = found.value("last") - found.value("season")
    return (0, away) if away > 1 else None


@rule(
    "date.season",
    f"{_THREE} (?P<lead>FASL|DAY)? (?P<season>SEASON) ((AND|TO) (?P<last>SEASON))? (?P<relation>RELATION)?",
    "(?P<this>THIS) FASL? (?P<season>SEASON)",
)
def season(found: Found) -> Told | None:
    """تابستان امسال, بهار گذشته, فصل پاییز; a bare season only after a preposition, and of no year."""
    if found.value("this") == "that" or not _is_three_months(found):
        return None
    if found.value("lead") == "day" and found.word("lead") != _DAYS_OF:
        return None
    if found.has("this"):
        return Told(season=found.value("season"), year_offset=0)
    direction = {"past": -1, "future": 1, "current": 0, "ago": -1}.get(found.value("relation"))
    of_that = found.is_next("THIS") and found.symbol(1) == NAMES["YEAR"]  # «زمستان همان سال»
    beside = of_that or found.is_next("THISYEAR") or found.is_next("YEAR") or found.is_previous("EDGE", "THISYEAR")
    told = direction is not None or beside or _is_of_its_part(found)
    has_lead = found.has("lead") or found.has("three")
    if not told and not has_lead and not found.is_previous("IN", "FROM", "TO", "DURING"):
        return None
    season = Told(season=found.value("season"), last_season=found.value("last"), direction=direction)
    season.tell(listed=_are_two(found))
    if not told and not (has_lead and _is_of_one_year(found)):
        season.tell(unbounded=True)  # «در زمستان» is mostly every winter
    return season


def _is_of_its_part(found: Found) -> bool:
    """«آخرین ماه تابستان», «هفته اول پاییز»: a part with its place is of one season."""
    before = found.symbol(-1), found.symbol(-2)
    is_part = any(one in _PARTS and other in _PLACES for one, other in (before, before[::-1]))
    after = found.text_after().removeprefix(" ").split(" ")[0]
    return is_part and after not in words_of_context("after_season_of_history")  # «نخستین روز بهار عربی»


def _is_three_months(found: Found) -> bool:
    """Whether the months counted before a season, if any, are the three it has («در سه ماه فصل پاییز»)."""
    if not found.has("three"):
        return True
    is_month = found.word("months").startswith("ماه") and found.value("months") in ("month", None)
    return found.value("three") == 3 and is_month and not found.has("last")


def _is_of_one_year(found: Found) -> bool:
    """«در فصل پاییز کاهش یافت»: told of what was or will be, not of what always is."""
    starts, ends = found.lexed.starts, found.lexed.ends
    return outlook_of(found.lexed.key, starts[found.first], ends[found.after - 1]) in ("past", "future")


@rule("date.season", "(?P<season>SEASONAL) (?P<coming>JUST_COMING|JUST_GONE)")
def coming(found: Found) -> Told | None:
    """تابستانی که در راه است, زمستانی که گذشت."""
    if found.is_previous("EVERY"):
        return None  # «هر تابستانی که گذشت»
    direction = 1 if found.names()[-1] == "JUST_COMING" else -1
    return Told(season=found.value("season"), direction=direction) if found.word("season").endswith("ی") else None


@rule("date.seasonal", "(?P<season>SEASONAL)")
def seasonal(found: Found) -> Told | None:
    """زمستانی, پاییزه: of that season in any year."""
    if found.word("season") == _A_NAME and found.word_before() not in words_of_context("before_spring"):
        return None  # a woman
    if noun_before(found.lexed.key, found.lexed.starts[found.first]) in words_of_context("before_seasonal_name"):
        return None  # «المپیک زمستانی»
    return Told(season=0, unbounded=True, timex=season_value(found.value("season")))
