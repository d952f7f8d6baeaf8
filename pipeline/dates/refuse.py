"""Refusing: what has the form of a time and is none.

In: a lexed key and an expression. Out: whether its surroundings make it a name, a score or the like.
"""

from pipeline.dates.company import slots_of
from pipeline.dates.value import Expression
from pipeline.dates.words import words_of_context

_NAMED = {"day", "month"}


def is_refused(key: str, expression: Expression) -> bool:
    """«میدان هفتم تیر», «خیابان ۱۷ شهریور», «ورزشگاه ۱۷ تیر»: a place or group called after a day."""
    told = expression.told
    if told.month is None or told.year is not None or expression.start != expression.core_start:
        return False
    return slots_of(told) <= _NAMED and _word_before(key, expression.start) in words_of_context("before_name")


def _word_before(key: str, at: int) -> str:
    return key[max(0, at - 24) : at].rstrip(" ").rpartition("\n")[2].rpartition(" ")[2]
