"""What recurs: هر سه‌شنبه, هر روز, روزی ۱۲ بار, یک شب در میان."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told

_UNIT = "(YEAR|MAH|WEEK|DAY|HOUR|MINUTE|SECOND|NIGHT)"


@rule(
    "set.every",
    f"EVERY (NUM|SOME)? {_UNIT} (FROM? (YEAR|WEEK|MAH(?!MONTH)) (?!NUM|RELATION))?",
    "EVERY DAY? WEEKDAY ((AND|TO|COMMA) WEEKDAY)* (NIGHT|PART)?",
    "EVERY PART",
    f"NUM {_UNIT} ALTERNATE",
    "WEEKDAY PLURAL",
    "PART PLURAL",
)
def every(found: Found) -> Told | None:
    """هر سه شنبه, هر روز, یک شب در میان, پنجشنبه‌ها."""
    return Told(repeated=True)


@rule(
    "set.times",
    f"(?P<per>{_UNIT}) NUM TIMES",
    f"NUM (?P<per>{_UNIT}) IN {_UNIT}",
    f"IN (?P<per>DAY|WEEK|MAH|YEAR) NUM ((TO|OR) NUM)? {_UNIT}",
)
def times(found: Found) -> Told | None:
    """روزی ۱۲ بار, ۳ روز در هفته, در روز ۷ تا ۸ ساعت."""
    if found.names()[-1] == "TIMES" and not found.word("per").endswith(("ی", "ای")):
        return None
    return None if found.is_next("RELATION") else Told(repeated=True)


@rule("set.by", f"(?P<one>{_UNIT}) TO_CLOCK (?P<other>{_UNIT})")
def by(found: Found) -> Told | None:
    """روز به روز, سال به سال."""
    return Told(repeated=True) if found.word("one") == found.word("other") else None
