"""Decades of two figures: of which calendar «دهه هفتاد» is, and whether it is of a life.

In: a key and where the decade stands in it. Out: whether only Gregorian years are told around it; whether it is an age.
"""

import re

_AROUND = 500
_YEARS = re.compile(r"(?<!\d)(?:(?P<gregorian>1[6-9]\d\d|20[0-3]\d|قرن (?:نوزدهم|بیستم))|(?P<jalali>1[23]\d\d))(?!\d)")
_OF_A_LIFE = (" زندگی", " سالگی", " عمر")


def is_gregorian(key: str, start: int, end: int) -> bool:
    """«دهه هفتاد» in a passage with years such as 1974 or «قرن بیستم» and none such as 1353 is the nineteen-seventies."""
    kinds = {match.lastgroup for match in _YEARS.finditer(key, max(0, start - _AROUND), end + _AROUND)}
    return kinds == {"gregorian"}


def is_of_a_life(key: str, end: int) -> bool:
    """«دهه پنجاه زندگی» is an age."""
    return key.startswith(_OF_A_LIFE, end)
