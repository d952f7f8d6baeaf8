"""What the rules share: which figures make a year, which day fits a month, which words count instead.

In: a rule's match. Out: years with their calendar, or None where the figures mean something else.
"""

import re
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline.dates.anniversaries import FAMOUS_DAYS
from pipeline.dates.calendars import (
    ERAS,
    GREGORIAN,
    HIJRI,
    JALALI,
    YEARS_OF_NEWS,
    is_year_of_news,
    longest_month,
    lunar_year_in,
)
from pipeline.dates.registry import Found
from pipeline.dates.timex import weekday_value
from pipeline.dates.words import COMMAS, NAMES, whole, words_of_context
from pipeline.lexicons.load import cell_keys, read_rows
from pipeline.text.number_words import number_lexer

# What may follow a month: a year with or without «سال», an era, a comma before four figures.
YEAR = "(COMMA? ((?P<said>YEAR) COMMA?)? (?P<year>NUM) (?P<era>ERA|SUFFIX)?)"
# «گذشته», «جاری», «آینده» after a named day or month; «پیش» and «قبل» there mean other things.
DIRECTIONS = {"past": -1, "current": 0, "future": 1}
# «ماه می تواند»: «می» is the prefix of a verb, though a month's word or day stands before it.
VERB_OF_THE_PREFIX = re.compile(
    r" (?:توان|شو|کن|گذر|رس|ده|آی|باش|رو|خواه|گوی|افت|یاب|گرد|پرداز|گیر|خور|مان|کش|زن|بر|آور)(?:د|ند|یم|م|ید|ی)?\b"
)
_COUNTED = ("c", "k", "s")
_LISTING = ("و", "یا", *COMMAS)
_PLAUSIBLE = {GREGORIAN: range(1000, 2200), JALALI: range(1000, 1600), HIJRI: range(1, 1600)}
_SOLAR_TODAY = range(1340, 1420)  # the same figures as lunar years are of 1921 to 1999
_LAST_DAYS = (29, 30, 31)
_FEW, _LEAST_SHORT_YEAR, _MOST_DAYS = 10, 40, 31
_LEAST_YEAR_IN_WORDS = 20
_LEAST_SHORT_LUNAR = 70
_IN_FULL, _LONGEST_UNIT = 1000, 24
_OPENINGS = ("", "\n", ".", "!", "؟", "؛", "«")
_ABOUT_A_YEAR = re.compile(
    r" (?:(?:برای|در) [^.؟!\n]{1,50} )?(?:سال(?! (?:پیش|قبل|بعد|از|است|بود|طول|پس|دیگر|سن|سابقه|قدمت|حبس|زندان|گذشته|جاری|آینده|عمر|نوری|تجربه|زندگی)\b)"
    r"|نقطه (?:عطف|آغاز|شروع|پایان|اوج)|آغاز|پایان)"
    r" [^.؟!\n]{1,50} (?:بود|است|شد|نبود|می ?شود)\b"
)
_PEOPLE = re.compile(r" (?:نفر|تن)\b(?! (?:اول|دوم|سوم|نخست|برتر))")
_LATEST_YEAR, _NO_YEARS = 2600, (1, 3)  # figures, where no era follows
_OLD_YEARS, _THIS_CENTURY = (1600, 1700, 1800), 1400
_OF_CHRIST = "م"
_FIRST_WORD = re.compile(r" (\w+)")
# «در سال ۵۹ اسیر شد»: what one became, not how many
_BECAME = re.compile(r" (?:اسیر|شهید|زخمی|مجروح|مصدوم|کشته) (?:شد(?:م|یم|ند|ه)?|گردید(?:ند|ه)?|می شو(?:د|م|یم|ند))\b")
_THOUSAND = "هزار"
_VERB_ENDINGS = ("د", "م", "ی", "ست", "گفت", "رفت", "یافت", "داشت", "گذاشت", "نوشت", "ساخت", "پرداخت", "گذشت", "بازگشت")


def is_counted(found: Found) -> bool:
    """Whether a classifier or unit follows («۹۰ نفر»), so that the number counts and is no year."""
    if found.symbol(0) == NAMES["HOUR"] and found.symbol(1) in (NAMES["CLOCK"], NAMES["NUM"]):
        return False
    if found.symbol(0) == NAMES["DAY"] and found.symbol(1) == NAMES["WEEKDAY"]:
        return False
    after = found.text_after()
    return _is_unit(after) and not (found.has("said") and _BECAME.match(after))


def counts_heads(found: Found) -> bool:
    """Whether «نفر» or «تن» follows, which no year has behind it («تا پایان سال ۲۰۰۰ نفر»).

    Not «در سال ۱۴۰۰ نفر اول شد».
    «سال دو هزار کیلومتر …», with the word for a thousand, counts whatever has a unit.
    """
    after = found.text_after(_LONGEST_UNIT)
    return _PEOPLE.match(after) is not None or (found.word("year").endswith(_THOUSAND) and _is_unit(after))


def is_before_a_count(found: Found) -> bool:
    """«تا پایان سال ۷۰۰ هزار خودرو», «از ابتدای سال ۱۳ نفر»: the number that follows is of no year."""
    if not found.is_next("NUM"):
        return False
    number, end = whole(found.lexed.values[found.after]), found.lexed.ends[found.after]
    after = found.lexed.key[end : end + _LONGEST_UNIT]
    if number is None:
        return False
    if number > _LATEST_YEAR or (len(found.lexed.word(found.after)) in _NO_YEARS and found.symbol(1) != NAMES["ERA"]):
        return True
    is_any_unit = number < _IN_FULL or found.lexed.word(found.after).endswith(_THOUSAND)
    return _is_unit(after) if is_any_unit else _PEOPLE.match(after) is not None


def _next_word(text: str) -> str:
    return text.lstrip(" ").split(" ", 1)[0].rstrip('.,:;!؟)،«»"')


def _is_unit(text: str) -> bool:
    entry = number_lexer().single.get(_next_word(text))
    return entry is not None and entry.symbol in _COUNTED


def is_before_a_year(found: Found) -> bool:
    """«نه‌ماهه ۱۴۰۰», «فصل دوم ۲۰۲۱»: four figures that are a year follow."""
    year = found.lexed.values[found.after] if found.is_next("NUM") else None
    if not isinstance(year, int) or year < _IN_FULL or calendar_of_year(year) is None:
        return False
    end = found.lexed.ends[found.after]
    return not _is_unit(found.lexed.key[end : end + _LONGEST_UNIT])


def calendar_of_year(year: int, era: str | None = None) -> str | None:
    """The calendar a bare year is in; None where no year of news or history is meant."""
    if era in ERAS:
        return era
    if era == "hijri_any":
        return HIJRI if year < 1250 or 1410 <= year <= 1500 else JALALI
    if 1200 <= year <= 1450 or 10 <= year <= 99:
        return JALALI
    return GREGORIAN if 1450 < year <= 2100 else None


def era_of(found: Found) -> str | None:
    """The era of a match: «۱۲۵۸ م» is Gregorian, the same letter behind a smaller number an ordinal's."""
    era: str | None = found.value("era")
    return GREGORIAN if era == "" and found.word("era") == _OF_CHRIST else era


def told_year(found: Found, month_calendar: str | None = None) -> tuple[int, str] | None:
    """The year of a match's `year` group with its calendar: four figures, or two that a month or «سال» makes a year."""
    year = whole(found.value("year"))
    era = era_of(found)
    if year is None or year < 1 or era == "bc":
        return None
    word = found.word("year")
    said = found.has("said")
    if year < 100 and era is None and (len(word) == 1 or (year < 10 and word[0] != "0")):
        return None
    if said and era is None and len(word) == 2 and word[0] == "0":
        return year, month_calendar or JALALI  # «سال ۰۱»
    if month_calendar is None or era is not None:
        calendar = calendar_of_year(year, era)
        return (year, calendar) if calendar else None
    if year < 100 and not said and not (word.isdigit() or _is_in_words(found, year)):
        return None
    if year < _LEAST_SHORT_LUNAR and not said and month_calendar == HIJRI:
        return None
    if year in _PLAUSIBLE[month_calendar] or year < 100:
        return year, month_calendar
    return None


def _is_in_words(found: Found, year: int) -> bool:
    """«سوم خرداد شصت و یک», «بهمن پنجاه و هفت»: words are a year; round ones before a noun count it, but for «هفتم تیر شصت»."""
    if year < _LEAST_YEAR_IN_WORDS or found.value("month")[0] != JALALI or found.is_next("MONTH"):
        return False
    in_words = found.has("day") and not found.word("day")[:1].isdigit()
    return bool(year % 10) or in_words or not found.is_next("OTHER")  # «۱۰ مهر چهل خودرو»


def month_year(found: Found, calendar: str, context: str = "") -> tuple[bool, int | None]:
    """Whether the year of a match (if it has one) is one, and the year.

    Two bare figures that count something («۵ مهر ۹۰ نفر») are none, nor two after a name that is a word too; four are.
    """
    if not found.has("year"):
        return True, None
    told = told_year(found, calendar)
    if told is None:
        return False, None
    short = told[0] < 100 and not found.has("said")
    of_next = found.is_next("MONTH") or (found.symbol(0) in _LISTING and found.symbol(1) == NAMES["MONTH"])
    if short and of_next and told[0] <= _MOST_DAYS:
        return False, None  # «ماه آوریل، ۱۲ فروردین»; «۱۲ سپتامبر 21، شهریور», as old newspapers stored it
    few = _FEW <= told[0] < _LEAST_SHORT_YEAR and found.is_next("OTHER") and not _is_of_its_fame(found, told)
    if short and (context or is_counted(found) or few or counts_things(found)):
        return False, None  # «پایان شهریور ۲۳ فیلم …»
    if not found.has("said") and not found.has("era") and _are_hundreds_of(found, told[0]):
        return False, None
    solar = told[0] + 1300 * (_LEAST_SHORT_LUNAR <= told[0] < 100)
    if calendar == HIJRI and found.value("era") is None and solar in _SOLAR_TODAY:
        return True, lunar_year_in(solar, found.value("month")[1])  # «رمضان ۱۴۰۱», «محرم ۹۸»
    return True, told[0]


def counts_things(found: Found) -> bool:
    """«۵ مهر ۶۵ خودرو», «اعتراضات ۶۰ معترض»: two figures that count, though a year could stand there."""
    return word_after(found) in words_of_context("thing_counted")


def word_after(found: Found) -> str:
    """The word that follows after a space, "" where none does."""
    following = _FIRST_WORD.match(found.text_after())
    return following[1] if following else ""


def _are_hundreds_of(found: Found, year: int) -> bool:
    """Whether whole hundreds count what follows; «مهر ۱۴۰۰ نفر …», «مارس ۱۱۰۰ پاپ …» are years.

    As many as a year of news count only people and things («۱۲ مارس ۲۰۰۰ نفر»); others behind a day count anything
    («۵ اکتبر ۱۲۰۰ لبنانی»), but from 1600 on only what has a unit («۵ مه ۱۶۰۰ خانه»).
    """
    if year < _IN_FULL or year % 100 or not found.is_next("OTHER"):
        return False
    calendar = GREGORIAN if found.value("month")[0] == GREGORIAN else JALALI
    is_of_news = year in YEARS_OF_NEWS[calendar]
    if calendar == JALALI and is_of_news and (year == _THIS_CENTURY or not found.has("day")):
        return False
    if counts_things(found) or is_counted(found):
        return True
    if is_of_news or (calendar == GREGORIAN and not found.has("day")):
        return False
    return year not in _OLD_YEARS or counts_by_name(found)


@cache
def _counted_things() -> frozenset[str]:
    """What is counted and no person, in one word."""
    return frozenset(key for row in read_rows("units") for key in cell_keys(row["forms"]))


def _is_of_its_fame(found: Found, told: tuple[int, str]) -> bool:
    """«کودتای ۲۸ مرداد ۳۲ نفت را …»: two figures of the year that the world knows the day by."""
    day = found.value("day") if found.has("day") else 0
    famous = FAMOUS_DAYS.get((told[1], found.value("month")[1], day))
    return famous is not None and famous.year % 100 == told[0]


def counts_by_name(found: Found) -> bool:
    """«۱۶۰۰ خانه», «۱۳۹۲ کیلومتر»: what follows is counted."""
    return _next_word(found.text_after()) in _counted_things() or counts_things(found)


def list_of(found: Found, first: int, last: int) -> tuple[int, ...] | None:
    """The distances from the first of numbers that «و» or commas list, None where they follow one another or rise not."""
    if found.word("link") not in _LISTING or found.is_previous("BETWEEN") or found.word_before() == "فاصله":
        return None
    linked = found.match.start("link") - found.first
    values = found.lexed.values[found.first : found.first + linked]
    names = found.names()[:linked]
    numbers = [value for name, value in zip(names, values, strict=True) if name in ("NUM", "ORD")]
    away = [0 if number == numbers[0] else int(number) - int(numbers[0]) for number in numbers] + [last - first]
    rising = all(one < other for one, other in pairwise(away))
    return tuple(away) if rising and away[-1] >= len(away) else None


def weekdays_of(found: Found) -> list[int]:
    """The weekdays a match tells, in its order."""
    values = found.lexed.values[found.first : found.after]
    return [value for name, value in zip(found.names(), values, strict=True) if name == "WEEKDAY"]


def weekdays_value(found: Found) -> str:
    """«XXXX-WXX-6,XXXX-WXX-2» for Saturdays and Tuesdays, «XXXX-WXX-6/XXXX-WXX-3» for Saturday to Wednesday."""
    days = [weekday_value(day) for day in weekdays_of(found)]
    return f"{days[0]}/{days[-1]}" if "TO" in found.names() else ",".join(days)


def fits_month(day: Any, calendar: str, month: int) -> bool:
    """Whether some year has this day in this month."""
    return isinstance(day, int) and 1 <= day <= longest_month(calendar, month)


def may_be_meant(day: Any, calendar: str, month: int) -> bool:
    """Whether a day is one, or the last of a longer month: «۳۱ مهر» is told, though no year has it."""
    return fits_month(day, calendar, month) or (isinstance(day, int) and day in _LAST_DAYS)


def is_may(found: Found, word: str) -> bool:
    """Whether «می» is the month: before a verb it is the prefix of the present."""
    if word != "می":
        return True
    if VERB_OF_THE_PREFIX.match(found.text_after()):
        return False
    return not (found.is_next("OTHER") and word_after(found).endswith(_VERB_ENDINGS))


def is_year_spoken_of(found: Found) -> bool:
    """«۱۹۷۹ سال انقلاب بود», «۱۴۰۱ برای ما سال سختی بود»: four figures that open a sentence about their year."""
    year = found.lexed.values[found.first]
    if not isinstance(year, int) or not is_year_of_news(year) or year % 100 == 0 or found.symbol(-1) not in _OPENINGS:
        return False
    return _ABOUT_A_YEAR.match(found.lexed.key, found.lexed.ends[found.first]) is not None


def follows_at_once(found: Found, name: str) -> bool:
    """Whether a group stands right behind the symbol before it («سال،60»), without a space."""
    first = found.match.start(name)
    return found.lexed.ends[first - 1] == found.lexed.starts[first]


def is_bare_unit(found: Found) -> bool:
    """Whether the unit stands alone, so that it is the anchor's own; «پایان سال ۹۲» is of that year."""
    if found.is_next("ERA") and found.symbol(1) in (NAMES["NUM"], NAMES["RELATION"]):
        return False  # «آخرین ماه سال میلادی ۲۰۰۲», «پنجمین روز سال میلادی جدید»
    if found.is_next("YEAR_KIND") and found.symbol(1) == NAMES["NUM"]:
        return bool(found.lexed.values[found.after + 1] < _LEAST_SHORT_YEAR)  # «پایان سال تحصیلی ۹۸-۹۹»
    if found.is_next("MONTH"):
        end = found.lexed.ends[found.after]
        # «آخر هفته می‌روم»
        return found.lexed.word(found.after) == "می" and VERB_OF_THE_PREFIX.match(found.lexed.key, end) is not None
    return not (found.is_next("RELATION") or found.is_next("NUM") or found.is_next("ORD"))
