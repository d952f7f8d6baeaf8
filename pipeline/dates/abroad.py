"""Abroad: a day that every nation keeps on a date of its own («روز مادر در آمریکا», «روز معلم ترکیه»).

In: a key and the expression of a feast. Out: whether a country that keeps neither our calendar nor our days is named with
it, so that no date we know is meant.
"""

import re
from functools import cache

from pipeline.dates.value import Expression
from pipeline.dates.words import words_of_context
from pipeline.lexicons.load import keys_of, read_rows, split_forms

_DAY_OF = "روز "
_WORDS = re.compile(r" (?:در )?(\w+(?: \w+)?(?: \w+)?)")
_WITH_OUR_DAYS = ("IRN", "AFG")
_OBJECT = " را"  # «در روز دانشجو آمریکا را محکوم کردند»
_HOME = re.compile(r"\b(?:ایران|افغانستان|کشورمان)\b")
_NEAR, _MOST_WORDS = 20, 3  # of a country's name


@cache
def foreign_countries() -> frozenset[str]:
    """The names of countries other than Iran and Afghanistan."""
    rows = (row for row in read_rows("countries") if row["iso3"] not in _WITH_OUR_DAYS)
    return frozenset(key for row in rows for form in split_forms(row["forms"]) for key in keys_of(form))


def is_abroad(key: str, expression: Expression) -> bool:
    """Whether the day is one of nations, and another nation follows."""
    day = key[expression.core_start : expression.end]
    if not day.startswith(_DAY_OF) or day.removeprefix(_DAY_OF) not in words_of_context("day_of_nations"):
        return False
    after = _WORDS.match(key, expression.end)
    words = after[1].split(" ") if after is not None else []
    if after is None or key.startswith(_OBJECT, after.end()) or "را" in words:
        return False
    return any(" ".join(words[:length]) in foreign_countries() for length in range(1, _MOST_WORDS + 1))


def is_home_again(key: str, start: int, end: int) -> bool:
    """«روز مادر در مکزیک … در ایران روز مادر …»: our day is spoken of after another nation's."""
    return _HOME.search(key, start, end + _NEAR) is not None
