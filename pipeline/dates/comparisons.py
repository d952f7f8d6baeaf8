"""Comparisons: a month or year that one told in the sentence is compared with («در خرداد … نسبت به ماه قبل»).

In: a key, the next expression, the date told last. Out: whether it is compared with that.
"""

import re

from pipeline.dates.mention import TimeMention
from pipeline.dates.taken_up import is_another_sentence, is_near
from pipeline.dates.value import Expression

_WHOLE = {"year": ("year", "month", "range"), "month": ("month",)}
_COMPARED = re.compile(r"(?:نسبت به|مقایسه با|قیاس با)(?: (?:مدت|زمان|دوره) مشابه(?: در)?)? $")
_COMPARING = ("به ", "با ", "در ")
_LONGEST_COMPARISON = 40


def is_compared(key: str, expression: Expression, last: TimeMention | None) -> bool:
    """«در خرداد … نسبت به ماه قبل»: the month before the one told in the same sentence."""
    told = expression.told
    unit = "month" if told.month_offset == -1 else "year" if told.year_offset == -1 else None
    if unit is None or last is None or last.date_precision not in _WHOLE[unit] or told.month is not None:
        return False
    if told.day_offset is not None:
        return False  # «نسبت به همین زمان در سال گذشته»
    if is_another_sentence(key, last, expression) or not is_near(key, last, expression):
        return False
    return follows_a_comparison(key, expression.start)


def follows_a_comparison(key: str, start: int) -> bool:
    """Whether «نسبت به», «در مقایسه با» stands right before."""
    if not key.endswith(_COMPARING, 0, start):
        return False  # most do not, and a search is dear
    return _COMPARED.search(key, max(0, start - _LONGEST_COMPARISON), start) is not None
