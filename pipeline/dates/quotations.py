"""Quotations: «دیروز» in words quoted from a day told counts from that day («وی در ۵ مرداد نوشت: «دیروز …»»).

In: a key, an expression, the last day told before it. Out: the expression with the day of the words it stands in, or None.
"""

import datetime
import re
from dataclasses import replace
from functools import cache

from pipeline.dates.company import TIMES, slots_of
from pipeline.dates.mention import TimeMention
from pipeline.dates.registry import noun_before, word_before
from pipeline.dates.sentences import SENTENCE_ENDS
from pipeline.dates.value import Expression
from pipeline.dates.words import words_of_context

_OPENING = ("«", '"')  # a straight one opens where a verb of saying stands before it
_LONGEST, _REACH = 300, 90
_SENTENCE = 80
_POINTING = {"today"} | TIMES
_SAID = (
    r"(?:گفت|نوشت|افزود|آورد|آمد|(?:اعلام|تاکید|تصریح|اظهار|اضافه) (?:کرد|داشت))(?:ند|ه(?: (?:بود|بودند|است|اند))?)?"
)
_PUBLISHED = re.compile(
    rf"(?: \w+){{0,2}} (?:منتشر|صادر|پخش) (?:شد|کرد)(?:ند|ه(?: (?:بود|است))?)?(?: \w+){{0,3}} {_SAID} ?: ?"
)
_THEN_SAID = re.compile(rf"(?: خود| خویش)?(?: در \w+(?: \w+)?| به \w+(?: \w+)?)? {_SAID}(?: که)? ?: ?")
_SPEAKERS = {"او", "وی", "ایشان", "آنان", "آنها", "من", "ما"}
_ENDS = re.compile(f"[{SENTENCE_ENDS}»«]")


class Quotation:
    """The quotation that a text is in, and the day of its words where that is plainly told."""

    def __init__(self) -> None:
        self._opened = -1
        self._day: datetime.date | None = None

    def anchored(
        self, key: str, expression: Expression, last: TimeMention | None
    ) -> tuple[Expression, datetime.date] | None:
        """«دیروز», «امشب» in quoted words, with the day they were said."""
        told = expression.told
        if told.day_offset is None or told.from_passage or told.unbounded or not slots_of(told) <= _POINTING:
            return None
        low = max(0, expression.start - _LONGEST)
        opened = max(key.rfind(mark, low, expression.start) for mark in _OPENING)
        if opened < 0 or "»" in key[opened : expression.start] or expression.last is not None:
            return None
        if opened != self._opened:
            self._opened = opened
            self._day = last.date_start if last is not None and _is_day_of_words(key, last, opened) else None
        return None if self._day is None else (replace(expression, told=told.but(from_passage=True)), self._day)


@cache
def _happenings() -> frozenset[str]:
    """What a day may belong to, in place of the words; no one who speaks («وی»)."""
    return (words_of_context("happening") | words_of_context("before_famous_day")) - _SPEAKERS


def _is_day_of_words(key: str, day: TimeMention, opened: int) -> bool:
    """«در بیانیه‌ای که ۵ مهر منتشر شد نوشت: «», «در نامه ۵ مهر نوشت: «», «او روز شنبه گفت: «»; not «درباره حمله شنبه گفت: «»."""
    if day.relation != "at" or not 0 < opened - day.key_end <= _REACH or day.date_start != day.date_end:
        return False
    if _PUBLISHED.fullmatch(key, day.key_end, opened):
        return True
    if not _THEN_SAID.fullmatch(key, day.key_end, opened):
        return False
    if day.core_text != day.text or word_before(key, day.key_start) in words_of_context("before_words"):
        return True  # «در ۵ مهر گفت», «بیانیه ۵ مهر»
    if noun_before(key, day.key_start) in _happenings():
        return False  # «شاهدان حادثه شنبه گفتند»
    before = _ENDS.split(key[max(0, day.key_start - _SENTENCE) : day.key_start])[-1]
    return len(before) < _SENTENCE and words_of_context("before_matter").isdisjoint(before.split())
