"""Days of the week; the Iranian week runs from Saturday (0) to Friday (6)."""

import re

from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import is_bare_unit, weekdays_of, weekdays_value
from pipeline.dates.rules.relative import is_plural
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES, words_of_context

_FRIDAY, _MONDAY = 6, 2
_CITY, _CAPITAL = re.compile(r"(?<!\bاین )(?<!\bآن )\bشهر $"), re.compile(r" ?،? پایتخت")
_LONGEST_CITY = 9
_OF_A_NAME = re.compile(r" (?:بازار(?!\w)|بازارها|سیاه\b|خونین\b|سوری\b)")
_MARKET = " بازار"
_PUT_OFF = re.compile(
    r" شب\b|[^.؟!\n]{0,20} (?:موکول|منتقل|تغییر|انتقال|تعویق|عقب)"
)  # «نشست شب دوشنبه به سه‌شنبه موکول شد»
_FIGURES = ("1", "2", "3", "4", "5")
_LISTS = ("/", "-", ":", ".", NAMES["NUM"])
_WEEK = 7
_NIGHT = ("night", "midnight")
_MOST_OF_A_WEEK = 3
_HOURS = {NAMES[name] for name in ("HOUR", "CLOCK")}
_AFTER_HOUR = {NAMES[name] for name in ("TO", "NIGHT", "PART")}
_DIRECTIONS = {"past": -1, "ago": -1, "future": 1, "after": 1, "recent": -1}


def _is_title(found: Found, weekday: int) -> bool:
    """«امام جمعه», «نماز جمعه», «دوشنبه بازار», «هیچ جمعه» are no days."""
    if found.word_before() == "هیچ":
        return True
    is_day = found.has("day") or found.is_previous("TODAY")  # «در معاملات روز سه‌شنبه بازار جهانی»
    if _OF_A_NAME.match(found.text_after()) and not (is_day and found.text_after().startswith(_MARKET)):
        return True  # «دوشنبه‌بازار», «یکشنبه خونین»
    if found.word("weekday") == "آدینه" and found.is_previous("OTHER"):
        return True  # a surname
    if weekday == _MONDAY and _is_dushanbe(found):
        return True
    return weekday == _FRIDAY and found.word_before() in words_of_context("before_friday_title")


def _is_dushanbe(found: Found) -> bool:
    """«شهر دوشنبه», «دوشنبه، پایتخت تاجیکستان»; not «مردم این شهر دوشنبه …»."""
    start = found.lexed.starts[found.first]
    city = not found.has("day") and _CITY.search(found.lexed.key, max(0, start - _LONGEST_CITY), start)
    return bool(city) or _CAPITAL.match(found.text_after()) is not None


@rule(
    "date.weekday",
    "(?P<day>DAY)? (?P<weekday>WEEKDAY) (?P<relation>RELATION)?",
    "(?P<day>DAY)? (?P<weekday>WEEKDAY) (?P<part>NIGHT|PART) (?P<relation>RELATION)?",
    "(?P<this>THIS) (?P<weekday>WEEKDAY)",
    "DAY? (?P<figure>NUM) (?P<weekday>WEEKDAY) (?P<part>NIGHT|PART)? (?P<relation>RELATION)?",
)
def weekday(found: Found) -> Told | None:
    """روز شنبه, جمعه گذشته, شنبه آینده, دوشنبه شب, شنبه شب گذشته, این جمعه."""
    if found.has("this") and found.value("this") == "that":
        return None
    direction = _DIRECTIONS.get(found.value("relation"))
    if (found.has("relation") and direction is None) or _is_title(found, found.value("weekday")):
        return None
    week = 0 if found.has("this") else None
    day = found.value("weekday")
    if found.has("figure"):  # «۵شنبه»
        day = found.value("figure")
        if found.word("weekday") != "شنبه" or found.word("figure") not in _FIGURES or found.symbol(-1) in _LISTS:
            return None
    return Told(weekday=day, direction=direction, part=found.value("part"), week_offset=week)


@rule("date.weekday", "THIS? DAY? (?P<weekday>WEEKDAY) (?P<ending>OTHER)? (JUST_GONE|JUST_COMING)")
def gone_or_coming(found: Found) -> Told | None:
    """همین جمعه‌ای که گذشت, شنبه‌ای که می‌آید."""
    if found.word("ending") not in ("", "ای") or _is_title(found, found.value("weekday")):
        return None
    return Told(weekday=found.value("weekday"), direction=-1 if found.names()[-1] == "JUST_GONE" else 1)


@rule(
    "date.nth_weekday",
    "(?P<nth>ORD|LAST) DAY? (?P<weekday>WEEKDAY) FROM?",
    "(?P<nth>ORD|LAST) DAY? (?P<weekday>WEEKDAY) FROM? (?P<of>YEAR|MAH)",
    "(?P<weekday>WEEKDAY) (?P<last>EDGE|EDGE_ADJ) (?P<of>YEAR|MAH)",
    "(?P<weekday>WEEKDAY) (?P<last>EDGE|EDGE_ADJ) (?=MAH? MONTH|MAH RELATION|YEAR (NUM|RELATION)|THISYEAR)",
)
def nth_weekday(found: Found) -> Told | None:
    """آخرین جمعه رمضان, جمعه آخر مهر: beside the period it is counted in; آخرین چهارشنبه سال, چهارشنبه آخر سال: of the anchor's."""
    number = found.value("nth") if found.has("nth") else -1
    if (found.has("last") and found.word("last") not in ("آخر", "پایانی")) or (
        found.has("nth") and found.word("nth")[-2:] != "ین"
    ):
        return None
    told = Told(nth=((f"weekday{found.value('weekday')}", number, 1),), open_unit=None if found.has("of") else True)
    if found.has("of"):
        if not is_bare_unit(found):
            return None
        told.tell(**{{"year": "year_offset", "month": "month_offset"}[found.value("of")]: 0})
    return told


@rule(
    "date.eve",
    "(?P<night>NIGHT) DAY? (?P<weekday>WEEKDAY) (?P<relation>RELATION)?",
    "(?P<night>NIGHT) BETWEEN DAY? (?P<weekday>WEEKDAY) AND DAY? (?P<last>WEEKDAY) (?P<relation>RELATION)?",
    "(?P<night>NIGHT|PART) DAY? (?P<weekday>WEEKDAY) TO_CLOCK DAY? (?P<last>WEEKDAY) (?P<relation>RELATION)?",
)
def eve(found: Found) -> Told | None:
    """شب دوشنبه: the evening before Monday; شب بین یکشنبه و دوشنبه, نیمه‌شب یکشنبه به دوشنبه: the same night."""
    direction = _DIRECTIONS.get(found.value("relation"))
    if found.has("relation") and direction is None:
        return None
    if found.has("last"):
        first, last = found.value("weekday"), found.value("last")
        one_night = (last - first) % _WEEK == 1 and not is_plural(found.word("night"))
        one_night = one_night and not _PUT_OFF.match(found.text_after())
        part = found.value("night") or "night"
        return Told(weekday=first, direction=direction, part=part) if one_night and part in _NIGHT else None
    return Told(weekday=found.value("weekday"), direction=direction, part="night", eve=True)


@rule(
    "date.weekday_range",
    "DAY? (?P<weekday>WEEKDAY) ((COMMA|AND) WEEKDAY)* (TO|AND|OR) DAY? (?P<last>WEEKDAY)"
    " (?P<relation>RELATION|PLURAL)?",
    "(?P<weekday>WEEKDAY) PLURAL ((COMMA|AND) WEEKDAY PLURAL)* AND (?P<last>WEEKDAY) PLURAL",
    "DAY? (?P<weekday>WEEKDAY) ((COMMA|AND) WEEKDAY)* (TO|AND|OR) DAY? (?P<last>WEEKDAY) PLURAL? (?P<every>EVERY) WEEK",
)
def weekday_range(found: Found) -> Told | None:
    """شنبه تا دوشنبه, پنجشنبه و جمعه گذشته."""
    if found.names()[-1] == "PLURAL" or found.has("every"):
        return Told(repeated=True, timex=weekdays_value(found))  # «پنجشنبه و جمعه‌ها»
    direction = _DIRECTIONS.get(found.value("relation"))
    if (found.has("relation") and direction is None) or _is_title(found, found.value("weekday")):
        return None
    if "TO" in found.names() and direction is None and _are_opening_days(found):
        return Told(repeated=True, timex=weekdays_value(found))
    told = Told(weekday=found.value("weekday"), last_weekday=found.value("last"), direction=direction)
    if "TO" not in found.names():
        days = weekdays_of(found)
        away = tuple((day - days[0]) % _WEEK for day in days)
        told.tell(listed=away if away[-1] >= len(away) and away == tuple(sorted(set(away))) else None)
    return told


def _are_opening_days(found: Found) -> bool:
    """«شنبه تا چهارشنبه از ساعت ۱۰ تا ۱۸»: most of a week, with its hours."""
    after = [found.symbol(at) for at in range(int(found.is_next("FROM")), int(found.is_next("FROM")) + 2)]
    hours = after[0] in _HOURS or (after[0] == NAMES["NUM"] and after[1] in _AFTER_HOUR)
    return (found.value("last") - found.value("weekday")) % _WEEK >= _MOST_OF_A_WEEK and hours
