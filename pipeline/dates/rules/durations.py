"""Lengths of time and ages: سه ساعت, ۲ ساعت و سی و دو دقیقه, ۲۶ سالگی."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told

_UNIT = "(YEAR|MAH|WEEK|DAY|HOUR|MINUTE|SECOND|DECADE|CENTURY|NIGHT|DAYNIGHT)"
_COUNT = "(NUM|SOME) (AND HALF)?"


@rule(
    "duration.count",
    f"(?P<count>NUM|SOME) (AND HALF)? (?P<unit>{_UNIT}) (AND HALF)? (AND {_COUNT} {_UNIT} (AND HALF)?)*",
    f"(?P<count>NUM) (TO|OR) NUM (?P<unit>{_UNIT}) (AND HALF)?",
    "(?P<unit>DAYNIGHT)",
)
def count(found: Found) -> Told | None:
    """سه ساعت, شش قرن و نیم, ۳ شب و ۴ روز, ۳۰ تا ۶۰ دقیقه."""
    return Told(duration=True)


@rule("duration.aged", "(?P<count>NUM|SOME) (AND HALF)? (?P<aged>AGED)", "(?P<count>NUM) (TO|OR) NUM (?P<aged>AGED)")
def aged(found: Found) -> Told | None:
    """۲۶ سالگی, دو ساله."""
    return Told(duration=True)
