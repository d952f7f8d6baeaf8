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
_OF_MANY = ("ها", "های", "ان")
_WORDS = re.compile(r" (?:در )?(\w+(?: \w+)?(?: \w+)?)")
_WITH_OUR_DAYS = ("IRN", "AFG")
_MOST_WORDS = 3  # of a country's name


@cache
def foreign_countries() -> frozenset[str]:
    """The names of countries other than Iran and Afghanistan."""
    rows = (row for row in read_rows("countries") if row["iso3"] not in _WITH_OUR_DAYS)
    return frozenset(key for row in rows for form in split_forms(row["forms"]) for key in keys_of(form))


@cache
def people() -> frozenset[str]:
    """What is said of a thing of any country («آمریکایی»); not its people («آمریکایی‌ها»)."""
    words = (key for row in read_rows("countries") for form in split_forms(row["demonyms"]) for key in keys_of(form))
    return frozenset(word for word in words if not word.endswith(_OF_MANY))


def is_abroad(key: str, expression: Expression) -> bool:
    """Whether the day is one of nations, and another nation follows."""
    day = key[expression.core_start : expression.end]
    if not day.startswith(_DAY_OF) or day.removeprefix(_DAY_OF) not in words_of_context("day_of_nations"):
        return False
    after = _WORDS.match(key, expression.end)
    words = after[1].split(" ") if after is not None else []
    return any(" ".join(words[:length]) in foreign_countries() for length in range(1, _MOST_WORDS + 1))
