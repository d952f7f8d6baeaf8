"""What recurs: هر سه‌شنبه, هر روز, روزی ۱۲ بار, یک شب در میان."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told

_UNIT = "(YEAR|MAH|WEEK|DAY|HOUR|MINUTE|SECOND|NIGHT)"


@rule(
    "set.every",
    f"EVERY (NUM|SOME)? (?P<unit>{_UNIT})",
    "EVERY DAY? (?P<weekday>WEEKDAY) ((AND|TO|,) WEEKDAY)* (NIGHT|PART)?",
    "EVERY (?P<part>PART)",
    f"NUM (?P<unit>{_UNIT}) ALTERNATE",
    "(?P<weekday>WEEKDAY) PLURAL",
    "(?P<part>PART) PLURAL",
)
def every(found: Found) -> Told | None:
    """هر سه شنبه, هر روز, یک شب در میان, پنجشنبه‌ها."""
    return Told(repeated=True)
