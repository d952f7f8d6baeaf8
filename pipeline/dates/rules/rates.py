"""Rates: so much of something in each day, week, month or year («بیست هزار بشکه در روز», «ماهی دو میلیون تومان»)."""

import re

from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.relative import WORKING_DAY, is_plural
from pipeline.dates.timex import length_value
from pipeline.dates.value import Told
from pipeline.dates.words import words_of_context
from pipeline.text.number_words import number_lexer

_TOKEN = re.compile(r"\d[\w./]*|\w+|[^\w\s]")
_BEHIND, _MOST_WORDS = 60, 4
_NUMBERS = frozenset("utzhsT")
_ONE = ("یک", "یه")
_SOME = ("چند", "چندین", "صدها", "هزاران")
_MORE = re.compile(r" (?:یا (?:بیشتر|کمتر)|را) $")
_PER_NO_MORE = re.compile(r"[ \n]?(?:$|[.،؛:)»!؟\n])")
_SHARE = "درصد"
_HABIT = re.compile(r" \w+ ن?می \w+")
_WORD_AFTER = re.compile(r" (\w+)")
_OF_SPEED = "before_per_hour"
_SO_MUCH = r"(?:(?:حدود|حدودا|تقریبا|نزدیک به|قریب به|بیش از|بیشتر از|کمتر از|حداقل|حداکثر|دست کم|تا|فقط|لااقل) )?"
_COUNTED_AFTER = re.compile(rf" {_SO_MUCH}(?P<number>\d[\d./]*|\w+)(?P<rest>(?: \w+){{0,5}})")
_SCALES = ("هزار", "میلیون", "میلیارد")
_JOINTS = ("تا", "الی", "و", "یا")


def _per(found: Found) -> Told:
    return Told(repeated=True, timex=length_value(((found.value("per") or "day", 1.0),)))


@rule("set.rate", "IN (?P<per>DAY|WEEK|MAH|YEAR|HOUR|DAYNIGHT) (?!NUM|ORD|WEEKDAY|RELATION|SLASHED|YEAR_KIND|ERA|MAH)")
def rate(found: Found) -> Told | None:
    """سه فنجان چای در روز, بیست هزار بشکه در روز; not «دو نفر در روز حادثه», «۳۰ کیلومتر در ساعت»."""
    if is_plural(found.word("per")) or found.word("per").endswith("ی") or _is_before_a_month(found):
        return None
    noun, is_one = _amount_before(found)
    if not noun or (found.value("per") == "hour" and found.word_before() in words_of_context(_OF_SPEED)):
        return None
    is_measure = noun in words_of_context("measured")
    if is_one and not is_measure:
        return None  # «یک کارگر در روز»
    after = _WORD_AFTER.match(found.text_after())
    word = after[1] if after else ""
    if word in words_of_context("of_a_known_day"):
        return None
    if _PER_NO_MORE.match(found.text_after()) or word in words_of_context("after_rate"):
        return _per(found)
    if word in words_of_context("happening"):
        return None
    if _HABIT.match(found.text_after(40)):
        return _per(found)  # «چهل نفر در ماه کشته می‌شوند»
    is_open = word and is_measure and noun != _SHARE and found.value("per") != "week"
    return _per(found) if is_open else None


def _is_before_a_month(found: Found) -> bool:
    """«در ماه مه»; but «در روز می‌خورد», a verb's prefix."""
    return found.is_next("MONTH") and (found.value("per") == "month" or found.lexed.word(found.after) != "می")


def _amount_before(found: Found) -> tuple[str, bool]:
    """The noun counted before the match, "" where none is, and whether one of it is told."""
    start = found.lexed.starts[found.first]
    before = found.lexed.key[max(0, start - _BEHIND) : start].replace("\n", " ")
    words = _TOKEN.findall(_MORE.sub(" ", before))
    noun = ""
    for word in reversed(words[-_MOST_WORDS - 1 :]):
        if _is_number(word):
            return noun, word in _ONE
        if not word.isalpha() or word in words_of_context("not_in_amount"):
            break
        noun = word
    return "", False


def _is_number(word: str) -> bool:
    entry = number_lexer().single.get(word)
    return word[0].isdigit() or word in _SOME or (entry is not None and entry.symbol in _NUMBERS)


@rule("set.rate", "(?P<per>DAY|WEEK|MAH|YEAR|HOUR)")
def by_the(found: Found) -> Told | None:
    """سالی ۶۵ درصد, ماهی دو میلیون تومان; not «ماهی ۲ کیلویی», «روزی یک مرد»."""
    word = found.word("per")
    if word == WORKING_DAY:
        return None
    after = _COUNTED_AFTER.match(found.text_after(60)) if word.endswith("ی") and not is_plural(word) else None
    if after is None or not _is_number(after["number"]):
        return None
    before = found.word_before()
    if before in words_of_context("not_before_per") or (before and _is_number(before)):
        return None
    if word == "ماهی" and before in words_of_context("before_fish"):
        return None
    return _per(found) if _is_so_much(word, after["number"], after["rest"].split()) else None


def _is_so_much(per: str, number: str, rest: list[str]) -> bool:
    """Whether what follows «سالی», «ماهی» is an amount of each of them: «روزی» is «one day» too, «ماهی» fish."""
    is_large = any(word in _SCALES for word in rest)
    noun = next((word for word in rest if word not in _JOINTS and not _is_number(word)), "")
    if noun in words_of_context(_OF_SPEED) or (
        not is_large and (not noun or noun in words_of_context("not_in_amount"))
    ):
        return False
    if noun in words_of_context("measured") or noun in words_of_context("counted_per"):
        return True
    if per.startswith(("سال", "هفته")):
        return True
    return per == "ماهی" and is_large and (not noun or noun in words_of_context("not_in_amount"))
