"""Refusing: what has the form of a time and is none.

In: a folded text and an expression. Out: whether its surroundings make it a name, a score or the like.
"""

import re

from pipeline.dates.anniversaries import FAMOUS_DAYS
from pipeline.dates.company import slots_of
from pipeline.dates.decades import is_of_a_life
from pipeline.dates.registry import PLURALS, noun_before, word_before
from pipeline.dates.titles import is_in_title
from pipeline.dates.value import Expression
from pipeline.dates.words import DINNER, words_of_context
from pipeline.text.letters import Folded

_NAMED = {"day", "month", "feast"}
_NAMED_DAY = {"day", "month"}
_LONGEST = 16
_CALLED = re.compile(r" (?:نامیده|نام گرفت|نام دارد|خوانده می ?شو)")
_MARTYRS = "شهدای "
_POINTING = ("این", "آن", "همین", "همان")
_CORPS = "سپاه"  # «سپاه عاشورا»; but «سپاه ۵ مهر …» may be its deed of that day
_NAMES = ("date.month", "date.feast", "date.season", "time.part", "date.weekday")
_DAY = "روز"  # «روز جمعه‌بازار»
_JOINT = "\u200c"
_ENDINGS = ("ها", "ای", "ام", "شب")
_CLITIC = re.compile(r"(?:س|ست|ش|اش|شان|شون|مان|مون|تان|تون|م|ت|ات)(?!\w)")
_JADI = "جدی"
_SERIOUS = re.compile(rf"{_JADI} (?:شد\w*|می ?شو\w*|نیست|است|تر|ترین|گرفت\w*|بود\w*)\b")  # the month is a word too
_VERSE = re.compile(r" ?/ ?\d+ ?\)")
_ROUND = re.compile(r" (?:لیگ|رقابت|مسابق|جام|بازی|دیدار)")
_OF_A_LEAGUE = re.compile(
    r"\b(?:لیگ|تیم|تیم های|بازی|بازی های|بازیکن\w*|مسابقات|رقابت های|دیدار|دیدارهای|فوتبال|والیبال|میزبان|امتیاز|گل|اکران|فروش|نیم فصل)\b"
)
_NEAR = 120
_MOON = "ماه"
_MOONLIGHT = re.compile(r"\bماه (?:کامل(?! شد)|گرفتگی|نو دیده)|\b(?:ماه گرفتگی|خسوف|ابرماه|ابر ماه|قرص ماه)\b")
_WALK = "پیاده روی "
_BLACK = " سیاه"  # «سپتامبر سیاه», a group
_SPENT = re.compile(r" ن?(?:می ?)?رسان")
_GREETING = re.compile(r" به ?خیر\b| بخیر\b")
_PARADE, _OF_PARADE = "صبحگاه", ("میدان", "مراسم", "زمین")
_AT_PARADE = re.compile(r" (?:مشترک|عمومی|نظامی)\b")
_PAPERS = tuple(f"{period} نامه{joint}" for period in ("روز", "هفته", "ماه") for joint in (" ", " های "))
_LATIN = ("am", "pm")  # an hour beside them makes them one
_FIRST_NAME = "بامداد"
_WILD_RUE = (12, "jalali")
_NIGHTS_OF, _IN_NIGHTS_OF = ("شب های ", "شبهای "), ("در شب های ", "در شبهای ")
_BURNT = re.compile(r" (?:را )?(?:دود|(?:در |بر |روی )?آتش|می ?سوز|خشک)")
_OF_LIGHT = re.compile(r" نوری\b")
_ONE_OR_TWO_HOURS = ("یک ساعت", "دو ساعت", "1 ساعت", "2 ساعت")
_WORDS_AFTER = re.compile(r" (\w+)(?: \w+)?")


def is_refused(folded: Folded, expression: Expression) -> bool:
    """«میدان هفتم تیر», «لشکر ۳۱ عاشورا», «سپتامبر سیاه», «روزنامه هشت صبح»: a place, group or paper called after a time."""
    key = folded.key
    words = key[expression.core_start : expression.end]
    if words in words_of_context("outlet"):
        return word_before(key, expression.start) in words_of_context("before_outlet")
    led = words.rpartition(" ")[0] == _DAY
    if (led or " " not in words) and _is_half_a_word(folded, expression, led):
        return True
    return is_in_title(key, expression) or _is_another_thing(key, expression) or _is_a_name(key, expression)


def _is_another_thing(key: str, expression: Expression) -> bool:
    """Times of any form that tell something else: an age, a verse, a round of matches, a length in light."""
    told = expression.told
    if told.day is not None and (_is_era(key, expression) or _is_half_a_name(key, expression)):
        return True
    if told.weekday is not None and _VERSE.match(key, expression.end):
        return True  # «(جمعه/۶)», a verse
    if told.month is not None and _SERIOUS.match(key, expression.end - len(_JADI)):
        return True
    if told.part is not None and slots_of(told) == {"part"} and _is_in_name_of_part(key, expression):
        return True
    if told.nth is not None and any(unit == "week" for unit, *_ in told.nth) and _is_round(key, expression):
        return True
    if key.endswith(_MOON, 0, expression.end) and _is_of_the_moon(key, expression):
        return True
    if told.nth is not None and told.nth[-1][0] == "decade" and is_of_a_life(key, expression.end):
        return True  # «در دهه سوم زندگی»
    # «۲۶ هزار سال نوری»
    return bool(told.duration) and (_OF_LIGHT.match(key, expression.end) is not None or _is_a_watch(key, expression))


def _is_a_name(key: str, expression: Expression) -> bool:
    """Whether something is called after a day, month or feast of no year."""
    told = expression.told
    if (told.month is None and told.feast is None) or told.year is not None:
        return False
    if expression.start != expression.core_start:
        return False
    slots = slots_of(told)
    if told.clock is not None and slots - {"time"} == _NAMED_DAY:  # «میدان ۷ تیر از ساعت ۱۷»
        return noun_before(key, expression.start) in words_of_context("before_name")
    return slots <= _NAMED and (_goes_on_as_a_name(key, expression) or _is_led_as_a_name(key, expression))


def _goes_on_as_a_name(key: str, expression: Expression) -> bool:
    """«رضا نوروز زاده», «محرم نویدکیا», «پانزده خرداد نامیده می‌شود»."""
    told, end = expression.told, expression.end
    if told.month is not None and told.day is None and key.startswith(_BLACK, end):
        return True
    after = key[end : end + _LONGEST].partition(" ")[2].split(" ")[0].rstrip(".,،:؛")
    if told.day is None and (after in words_of_context("after_name") or _is_surname(after)):
        return True
    is_a_word = expression.rules == ("date.month",) and " " not in key[expression.start : end]
    return (is_a_word and _is_no_month(key, expression)) or _CALLED.match(key, end) is not None


def _is_led_as_a_name(key: str, expression: Expression) -> bool:
    """«گروه موشکی ۱۵ خرداد», «زائران اربعین», «عملیات محرم»; but «این کارخانه ۲۷ بهمن آتش گرفت», «عملیات ۵ مهر»."""
    told, start = expression.told, expression.start
    of_feast = told.feast is not None
    start -= key.endswith("«", 0, start)  # «حامیان «روز قدس»»
    before = word_before(key, start)
    at = key.rfind(before, 0, start)
    if told.day is not None and not of_feast and word_before(key, at) in _POINTING:
        return False
    is_adjective = before in words_of_context("name_adjective") or (of_feast and before.isdigit())
    before = noun_before(key, at if is_adjective else start)
    if of_feast and (before in words_of_context("before_feast_name") or key.endswith(_WALK, 0, start)):
        return True
    if told.day is None and before in words_of_context("before_bare_name"):
        return True
    return before in words_of_context("before_name") or (of_feast and before == _CORPS)


def _is_a_watch(key: str, expression: Expression) -> bool:
    """«یک ساعت مچی»: an hour is a watch too; but «۲۴ ساعت هوشمند»."""
    if key[expression.core_start : expression.end] not in _ONE_OR_TWO_HOURS:
        return False
    if word_before(key, expression.start) in words_of_context("before_likeness"):
        return True  # «مانند یک ساعت کار می‌کند»
    after = _WORDS_AFTER.match(key, expression.end)
    words = words_of_context("after_a_watch")
    return after is not None and (after[1] in words or after[0][1:] in words)


def _is_surname(word: str) -> bool:
    return word.endswith(tuple(words_of_context("surname_ending")))


def _is_in_name_of_part(key: str, expression: Expression) -> bool:
    """«روزنامه‌های صبح», «صبح به خیر», «میدان صبحگاه»."""
    before = noun_before(key, expression.start)
    words = key[expression.core_start : expression.end]
    if words == DINNER or words in _LATIN:
        return True  # «پس از شام», «مدل AM-7»
    if words == _FIRST_NAME:
        after = _WORDS_AFTER.match(key, expression.end)
        is_led = word_before(key, expression.start) in words_of_context("before_surname")
        if is_led or (after is not None and _is_surname(after[1])):
            return True
    if _SPENT.match(key, expression.end) and word_before(key, expression.start) == "به":
        return True  # «شب را به صبح رساندند»
    if key.endswith(_PAPERS, 0, expression.start):
        return True  # «هفته‌نامه صبح», but «نامه صبح رسید»
    if before in words_of_context("before_part_name") or _GREETING.match(key, expression.end):
        return True
    is_parade = key[expression.core_start : expression.end] == _PARADE
    return is_parade and (before in _OF_PARADE or _AT_PARADE.match(key, expression.end) is not None)


def _is_no_month(key: str, expression: Expression) -> bool:
    """«آقای خرداد اسدی», «دود اسفند», «جشنواره شب‌های شهریور»: a person, wild rue, a festival."""
    start = expression.start - len("ی ") * key.endswith(" ی ", 0, expression.start)  # «ضجه‌ی اسفند»
    before = word_before(key, start)
    if before in words_of_context("before_surname"):
        return True
    if expression.told.calendar == "jalali" and key.endswith(_NIGHTS_OF, 0, start):
        return not key.endswith(_IN_NIGHTS_OF, 0, start)
    if (expression.told.month, expression.told.calendar) != _WILD_RUE:
        return False
    return before in words_of_context("before_herb") or _BURNT.match(key, expression.end) is not None


def _is_round(key: str, expression: Expression) -> bool:
    """«هفته هشتم لیگ», and «هفته هشتم» of no month where matches are told: a round, not a week."""
    if slots_of(expression.told) != {"nth"}:
        return False  # «در نخستین هفته ژوئیه دیدار خواهند کرد»
    if _ROUND.match(key, expression.end):
        return True
    return (
        len(expression.told.nth or ()) == 1
        and _OF_A_LEAGUE.search(key, max(0, expression.start - _NEAR), expression.end + _NEAR) is not None
    )


def _is_of_the_moon(key: str, expression: Expression) -> bool:
    """«هفتمین ماه کامل», «این ماه» where the moon is spoken of: no month."""
    if slots_of(expression.told) not in ({"month_offset"}, {"nth"}):
        return False
    return _MOONLIGHT.search(key, max(0, expression.start - _NEAR), expression.end + _NEAR) is not None


def _is_era(key: str, expression: Expression) -> bool:
    """«دوران دوم خرداد»: the politics called after a day the world knows."""
    told = expression.told
    famous = FAMOUS_DAYS.get((told.calendar or "", told.month or 0, told.day or 0))
    if famous is None or slots_of(told) != _NAMED_DAY:
        return False
    before = word_before(key, expression.start)
    if famous.era == key[expression.start : expression.end]:
        return before not in words_of_context("before_the_day_itself")  # «وزن‌کشی دوم خرداد»
    if before in PLURALS:
        before = f"{word_before(key, key.rfind(before, 0, expression.start) - 1)} {before}"
    return before in words_of_context("before_era")


def _is_half_a_name(key: str, expression: Expression) -> bool:
    """«تالار شهدای هفتم تیر»."""
    start = expression.start
    return key.endswith(_MARTYRS, 0, start) and noun_before(key, start - len(_MARTYRS)) in words_of_context(
        "before_name"
    )


def _is_half_a_word(folded: Folded, expression: Expression, led: bool) -> bool:
    """«نوروز‌بانان», «محرم‌شهر»: a zero-width joint makes a time word part of a longer one."""
    if not expression.rules[0].startswith(_NAMES):
        return False
    start, end = folded.span(expression.core_start, expression.end)
    source = folded.source
    if led and _CLITIC.match(source, end + 1):
        return False  # «روز جمعه‌ست»
    return (source[end : end + 1] == _JOINT and _goes_on(source[end + 1 : end + 4])) or (
        start > 1 and source[start - 1] == _JOINT and source[start - 2].isalpha()
    )


def _goes_on(letters: str) -> bool:
    """Whether letters behind a joint make another word; plural and «ای», «ام» endings do not."""
    return letters[:1].isalpha() and not letters.startswith(_ENDINGS)
