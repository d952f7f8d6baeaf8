"""Days of the week; the Iranian week runs from Saturday (0) to Friday (6)."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told

_FRIDAY = 6
_FRIDAY_TITLES = frozenset(["نماز", "امام", "ائمه", "نمازجمعه", "خطیب", "خطبای", "امامان", "دعای", "نمازهای", "آدینه"])
_DIRECTIONS = {"past": -1, "ago": -1, "future": 1, "after": 1, "recent": -1}


def _is_title(found: Found, weekday: int) -> bool:
    """«امام جمعه», «نماز جمعه», «دوشنبه بازار» are no days."""
    if found.text_after(6) == " بازار":
        return True
    return weekday == _FRIDAY and found.word_before() in _FRIDAY_TITLES


@rule(
    "date.weekday",
    "DAY? (?P<weekday>WEEKDAY) (?P<relation>RELATION)?",
    "DAY? (?P<weekday>WEEKDAY) (?P<night>NIGHT|PART) (?P<relation>RELATION)",
    "DAY? (?P<weekday>WEEKDAY) (?P<night>NIGHT)",
)
def weekday(found: Found) -> Told | None:
    """روز شنبه, جمعه گذشته, شنبه آینده, دوشنبه شب, شنبه شب گذشته."""
    number = found.value("weekday")
    groups = found.match.groupdict()
    direction = None
    if groups.get("relation"):
        direction = _DIRECTIONS.get(found.value("relation"))
        if direction is None:
            return None
    if _is_title(found, number):
        return None
    part = None
    if groups.get("night"):
        part = found.value("night")
    return Told(weekday=number, direction=direction, part=part)


@rule("date.eve", "(?P<night>NIGHT) DAY? (?P<weekday>WEEKDAY) (?P<relation>RELATION)?")
def eve(found: Found) -> Told | None:
    """شب دوشنبه: the evening before Monday."""
    direction = _DIRECTIONS.get(found.value("relation")) if found.has("relation") else None
    return Told(weekday=found.value("weekday"), direction=direction, part="night", eve=True)


@rule(
    "date.weekday_range",
    "DAY? (?P<weekday>WEEKDAY) ((,|AND) WEEKDAY)* (TO|AND|OR) DAY? (?P<last>WEEKDAY) (?P<relation>RELATION)?",
)
def weekday_range(found: Found) -> Told | None:
    """شنبه تا دوشنبه, پنجشنبه و جمعه گذشته."""
    direction = _DIRECTIONS.get(found.value("relation")) if found.has("relation") else None
    return Told(weekday=found.value("weekday"), last_weekday=found.value("last"), direction=direction)
