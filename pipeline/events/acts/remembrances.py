"""Acts that are remembered: «سالگرد بمباران شیمیایی سردشت» tells of another day.

In: a key and the place of an act word. Out: where the remembrance of that act stands before it; which dates are its own.
"""

import datetime
import re

from pipeline.dates.mention import TimeMention

# not «در سالگرد انقلاب حمله کردند», «در سالگرد جنگ به شهر حمله کردند»
_BETWEEN = r"(?!(?:در|به|از|با|که|را|علیه|بر|انقلاب|پیروزی|استقلال|جنگ|تاسیس|درگذشت|رحلت|کودتا|تولد|وفات) )[^\W_]+"
_REMEMBERED = re.compile(rf"(?<![^\W_])سال ?(?:گرد|روز) (?:{_BETWEEN} ){{0,3}}$")
_REACH = 60
_A_YEAR = 300  # days, less a few


def remembrance_of(key: str, low: int, act: int) -> int:
    """Where «سالگرد», «سالروز» stands, from `low` on, of which the act word at `act` is remembered; -1 where none is."""
    found = _REMEMBERED.search(key, max(low, act - _REACH), act)
    return found.start() if found else -1


def is_day_of_remembrance(time: TimeMention, at: int, published: datetime.datetime | None) -> bool:
    """Whether a date is of the remembrance at `at` and not of the act: «امروز سالگرد …», not «هفتم تیر ۱۳۶۰ سالروز …»."""
    if time.key_start > at:
        return False
    if time.date_end is None:
        return True
    return published is not None and (published.date() - time.date_end).days < _A_YEAR
