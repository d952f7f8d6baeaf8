"""Small hours: what «امروز» and «امشب» mean in a post written after midnight.

In: what a time tells, the clause's outlook, the moment of publication. Out: whether the day that has just ended is meant.
"""

import datetime

from pipeline.dates.hours import clock_value
from pipeline.dates.periods import has_begun
from pipeline.dates.value import Outlook, Told

_DAWN = 4
_TOLD = ("past", "announced")
_OPEN = ("since", "until")


def is_in_small_hours(published: datetime.datetime) -> bool:
    """Whether a publication whose hour is known is between midnight and dawn."""
    return published.hour < _DAWN and published.time() != datetime.time()


def is_of_the_day_gone(told: Told, outlook: Outlook, relation: str, published: datetime.datetime) -> bool:
    """«عصر امروز برگزار شد», «امروز دیدار کردند», «امشب»: of the day before; not «بامداد امروز», «امروز برگزار می‌شود»."""
    if told.past_midnight and told.weekday is None and told.day is None:
        clock = clock_value(told.clock or "", told.part)[1:]
        is_next = clock > published.time().isoformat("minutes")
        return is_next if told.day_offset == -1 else told.day_offset == 0 and (is_next or outlook in _TOLD)
    beside = (told.from_passage, told.weekday, told.day, told.year_offset, told.unbounded)
    if told.day_offset != 0 or relation in _OPEN or any(each is not None for each in beside):
        return False
    if told.clock is not None:
        clock = clock_value(told.clock, told.part)[1:]
        return outlook in _TOLD and clock > published.time().isoformat("minutes")
    if told.part in ("night", "midnight"):
        return published.hour == 0  # later the night's deeds are more often of the new day
    return outlook in _TOLD and (told.part is None or not has_begun(told.part, published.hour))
