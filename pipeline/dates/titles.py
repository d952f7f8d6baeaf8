"""Titles: a time in the name of a work («در فیلم «شب یلدا»») is no time told.

In: a key and an expression. Out: whether it stands inside short quotation marks that a noun of works
leads, or is a whole item of a list of quoted names.
"""

import re

from pipeline.dates.company import slots_of
from pipeline.dates.registry import word_before
from pipeline.dates.value import Expression
from pipeline.dates.words import words_of_context

_MARKS = {"«": "»", '"': '"'}
_LONGEST = 40
_OF_NO_NAME = {"year", "today", "back", "span", "week", "month_offset", "duration", "set", "shift", "decade", "century"}
_NOT_MADE = _OF_NO_NAME - {"duration"}
_MAKER = re.compile(
    r'[»"]? ?(?:\( ?(?:به )?کارگردان|به کارگردانی|ساخته (?!شد|شو|می|نمی|و|خواه|اند|است|از|در|به|با|ی|ها|های)\w+ \w+)'
)
_FILM = re.compile(r"\b(?:فیلم(?: سینمایی| هایی (?:چون|مانند|مثل|همچون))?|(?:دو|سه|2|3) فیلم \w+(?: \w+)? و) $")
_NAME_ENDS = re.compile(r" ?(?:$|[،؛:.)\n(]|(?:و|را|ساخته|اثر|به کارگردانی|رسید|تعلق|اهدا)\b)")
_OF_FILMS = {"nth", "part", "weekday", "feast"}  # seasons and months are when it was shown
_BEFORE = 3
_LONGEST_NAME, _MOST_GAPS = 34, 4
_SENTENCE = (" می ", ".", "!", "؟", ":", "،", "است")
_NEXT_ITEM = re.compile(r"[»\"”] ?(?:و|،|,|؛) ?[«\"“]")
_LAST_ITEM = re.compile(r"[»\"”](?: \([^)]*\))? ?(?:و|،|,|؛) ?$")


def is_in_title(key: str, expression: Expression) -> bool:
    """Whether the expression is, or is part of, the title of a work; one of no year in a short name too («مسافر نیمه‌شب»)."""
    start, end = expression.start, expression.end
    if _is_before_its_maker(key, expression) or _is_led_by_film(key, expression):
        return True
    first = max(0, start - _LONGEST)
    opened = max(key.rfind("«", first, start), key.rfind('"', first, start))
    if opened < 0:
        return False
    if "»" in key[opened + 1 : start]:
        return False
    closed = key.find(_MARKS[key[opened]], end, opened + _LONGEST)
    if closed < 0 or "\n" in key[opened:closed]:
        return False
    words = key[max(0, opened - _LONGEST) : opened].rpartition("\n")[2].split()
    before = (words[:-1] if words[-1:] == ["ی"] else words)[-_BEFORE:]  # «برنامه‌ی «…»»
    if not words_of_context("before_title").isdisjoint(before[-1:]):
        return True
    is_whole = not (key[opened + 1 : start] + key[end:closed]).strip()
    if not is_whole:
        said = before and before[-1].endswith((":", *words_of_context("before_said")))  # «گفت «۵ مهر آن‌جا بودم»»
        return not said and _is_a_name(key[opened:closed]) and slots_of(expression.told).isdisjoint(_OF_NO_NAME)
    listed = _NEXT_ITEM.match(key, closed) or _LAST_ITEM.search(key[max(0, opened - _LONGEST) : opened])
    return listed is not None or not words_of_context("before_title").isdisjoint(before)


def _is_before_its_maker(key: str, expression: Expression) -> bool:
    """«چهارشنبه‌سوری (کارگردان: …)», «عصر جمعه ساخته …»; not «در سال ۹۱ ساخته شد»."""
    plain = expression.start == expression.core_start or key[expression.start - 1 : expression.start] in ("«", '"')
    if not plain or not slots_of(expression.told).isdisjoint(_NOT_MADE):
        return False
    return _MAKER.match(key, expression.end) is not None


def _is_led_by_film(key: str, expression: Expression) -> bool:
    """«جایزه به فیلم دم صبح رسید», «دو فیلم باران و روز سوم،»; not «فیلم عصر جمعه پخش شد», «فروش فیلم اول هفته»."""
    slots = slots_of(expression.told)
    if expression.start != expression.core_start or not slots <= _OF_FILMS or slots == {"weekday"}:
        return False
    if _NAME_ENDS.match(key, expression.end) is None:
        return False
    film = _FILM.search(key, max(0, expression.start - _LONGEST), expression.start)
    return film is not None and word_before(key, film.start()) not in words_of_context("before_no_film")


def _is_a_name(words: str) -> bool:
    """Whether words in marks are too few, and too much without a verb, to say something."""
    if len(words) > _LONGEST_NAME or words.count(" ") > _MOST_GAPS or words[0] != "«":
        return False
    return not any(mark in words for mark in _SENTENCE)
