"""Persian dates and times: found with offsets, resolved to days in the Gregorian and Solar Hijri calendars."""

from pipeline.dates.find import find_times
from pipeline.dates.mention import TimeMention, mention_of
from pipeline.dates.value import Expression

__all__ = ["Expression", "TimeMention", "find_times", "mention_of"]
