"""Feasts and days of remembrance with a fixed date in one of the calendars."""

import re

from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import is_counted, told_year
from pipeline.dates.rules.relative import is_plural
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES, words_of_context

_LINE_STARTS = ("", "\n", "(", "[", "-")
_LISTED = {NAMES[name] for name in ("FEAST", "DAY", "NIGHT", "THIS")}  # «تاسوعا و عاشورا»
_OF_THE_DEAD = re.compile(r" (?:شهدا|شهید|شهادت|ارتحال|درگذشت|رحلت)")
_BEFORE_A_FEAST = ("", "و", "که", "روز", "امسال", "گفت")
_IS_THEN = re.compile(r" (?:است|بود|می ?باشد|خواهد بود)\b")
_NOWRUZ_DAYS = "jalali-1-1-13"
_OF_A_YEAR = {NAMES["NUM"], NAMES["RELATION"]}
_OF_ANY_YEAR = "شب قدر"
_COUNTED_UNITS = ("روز ", "هفته ")
_LEAST_SHORT_YEAR = 50  # «نوروز ۸۴»
_LED = (
    "IN",
    "FROM",
    "TO",
    "PART",
    "EDGE",
    "BEFORE_PREP",
    "AFTER_PREP",
    "DURING",
    "THIS",
    "EVERY",
    "TOMORROW_OF",
    "NIGHT",
    "LEFT_TO",
    "ENDING",
)


def _is_of_a_year(found: Found) -> bool:
    """Whether a feast is a day of some year here («در عاشورا», «عید فطر»), not the thing itself («واقعه عاشورا»)."""
    before = found.word_before()
    if before in words_of_context("before_history"):
        return False
    after = found.is_next("THISYEAR") or found.is_next("RELATION")
    if found.word("feast") == _OF_ANY_YEAR:
        return after  # «در شب قدر دعا کنید»
    named = found.word("feast").split(" ")[0] in words_of_context("feast_noun")
    led = (
        named
        or (not before and found.symbol(-1) in _LINE_STARTS)
        or found.is_previous(*_LED)
        or before in words_of_context("before_feast")
    )
    led = led or (found.is_previous("AND") and found.symbol(-2) == NAMES["FEAST"])
    led = led or (found.is_next("AND") and found.symbol(1) in _LISTED)
    led = led or found.is_previous("THISYEAR") or _is_said_of_a_weekday(found)
    led = led or (found.is_previous("ORD", "EDGE_ADJ") and found.symbol(-2) == NAMES["DAY"])  # «روز اول نوروز»
    led = led or (found.is_previous("DAY") and found.symbol(-2) == NAMES["ORD"])  # «پنجمین روز نوروز»
    return led or after or found.has("day") or found.has("night")


def _is_said_of_a_weekday(found: Found) -> bool:
    """«تاسوعا یکشنبه و عاشورا دوشنبه است»."""
    if found.word_before() not in _BEFORE_A_FEAST:
        return False  # «تیپ ۳۱ عاشورا شنبه است که …»
    at = 1 if found.is_next("DAY") else 0
    if found.symbol(at) != NAMES["WEEKDAY"]:
        return False
    key, end = found.lexed.key, found.lexed.ends[found.after + at]
    another = found.symbol(at + 1) == NAMES["AND"] and found.symbol(at + 2) == NAMES["FEAST"]
    return another or _IS_THEN.match(key, end) is not None


def _is_of_days(found: Found) -> bool:
    """«در نوروز امسال», «ایام نوروز»: the holidays, not the day they begin with."""
    if found.word_before() in ("ایام", "تعطیلات"):
        return True
    if is_plural(found.word("day")):
        return True
    if found.first == 0 or found.has("night") or found.has("day"):
        return False
    if found.is_previous("TO", "FROM", "BEFORE_PREP", "AFTER_PREP", "EDGE", "LEFT_TO", "EQUALS"):
        return False
    return found.has("year") or found.is_next("THISYEAR") or (found.is_next("YEAR") and found.symbol(1) in _OF_A_YEAR)


@rule(
    "date.feast",
    "(?P<night>NIGHT)? (?P<day>DAY)? (?P<feast>FEAST) ((?P<said>YEAR)? (?P<year>NUM) (?P<era>ERA)?)",
    "(?P<night>NIGHT)? (?P<day>DAY)? (?P<feast>FEAST)",
    "(?P<this>THIS) (?P<feast>FEAST)",
    "(?P<nth>ORD) (?P<feast>FEAST)",
)
def feast(found: Found) -> Told | None:
    """عاشورا, نوروز ۱۳۸۴, شب عاشورا (the evening before)."""
    name = found.value("feast")
    if found.word("day") in ("روزها", "روز ها"):
        return None  # «همه روزها عاشوراست»
    if (found.has("this") or found.is_previous("THIS", "EVERY")) and found.word("feast").startswith(_COUNTED_UNITS):
        return None  # «آن روز خبرنگار رسید», «هر روز هوای پاک»
    if found.has("nth"):  # «سیزدهم نوروز»
        is_day = found.word("feast") == "نوروز" and not found.word("nth").endswith("ین")  # «نخستین نوروز» is a year's
        return Told(feast=name, nth=(("day", found.value("nth"), 1),)) if is_day else None
    counted = found.is_previous("NUM", "SOME") and not found.has("day") and not found.is_next("AND")
    if counted and found.word("feast").startswith(_COUNTED_UNITS):
        return None  # «در ۳ روز جمهوری اسلامی را …»
    year = None
    calendar = None
    if found.has("year"):
        told = told_year(found)
        short = told is not None and told[0] < 100 and not found.has("said")
        if told is None or (short and (told[0] < _LEAST_SHORT_YEAR or is_counted(found))):
            return None
        year, calendar = told
    if found.word("feast") == "اربعین" and _OF_THE_DEAD.match(found.text_after()):
        return None  # «اربعین شهدای قم»: forty days after their death
    history = year is None and not _is_of_a_year(found)
    if found.word("feast") == "نوروز" and _is_of_days(found):
        name = _NOWRUZ_DAYS
    eve = found.has("night") or None
    part = "night" if eve and not is_plural(found.word("night")) else None
    return Told(feast=name, year=year, calendar=calendar, eve=eve, part=part, unbounded=True if history else None)


@rule("date.anniversary", "(ORD|LAST) (?P<word>ANNIVERSARY)", "(?<!EVERY) (?P<word>ANNIVERSARY)")
def anniversary(found: Found) -> Told | None:
    """هفتصدمین سالگرد: a day of remembrance of something told elsewhere."""
    return Told(back_unit="year", back_count=0.0, unbounded=True)
