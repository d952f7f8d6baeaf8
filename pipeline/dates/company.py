"""Company: which things told of a time go together.

In: what two atoms tell. Out: whether one expression may tell both, or one day in two calendars.
"""

from collections.abc import Set
from functools import cache

from pipeline.dates.hours import is_within
from pipeline.dates.value import Told

_SLOTS = {
    "time": ("clock",), "part": ("part", "eve"), "weekday": ("weekday", "last_weekday"), "day": ("day", "last_day"),
    "month": ("month", "last_month"), "year": ("year", "year_offset"), "today": ("day_offset",),
    "week": ("week_offset",), "month_offset": ("month_offset",), "span": ("span_unit",), "back": ("back_unit",),
    "season": ("season",), "decade": ("decade",), "century": ("century",), "feast": ("feast",),
    "edge": ("edge", "edge_part"), "nth": ("nth",), "shift": ("shift_unit",), "duration": ("duration",),
    "set": ("repeated",), "direction": ("direction",),
}  # fmt: skip
TIMES = {"time", "part"}
# Which slots may stand beside which; what is not here stays apart.
_COMPANY: dict[str, set[str]] = {
    slot: set(others.split())
    for slot, others in {
        "time": "weekday day month year today week back span feast direction part edge month_offset season",
        "part": "weekday day month year today week back span feast direction edge month_offset time",
        "weekday": "day month year today week back span direction feast month_offset edge",
        "day": "month year today month_offset direction feast edge",
        "month": "year edge direction today feast nth",
        "year": "edge season feast direction nth decade century",
        "today": "feast edge",
        "week": "edge nth",
        "month_offset": "edge nth",
        "span": "edge",
        "back": "feast season",
        "season": "edge direction nth",
        "decade": "edge century nth",
        "century": "edge nth",
        "feast": "direction edge",
        "edge": "direction",
        "nth": "edge direction feast",
        "shift": "time weekday day month year feast today part edge nth direction",
        "duration": "",
        "set": "time part month year weekday nth",
        "direction": "",
    }.items()
}
for _slot, _others in tuple(_COMPANY.items()):
    for _other in _others:
        _COMPANY[_other].add(_slot)
_SIZES = {"week": 1, "month": 2, "year": 3, "decade": 4}
_SLOT_OF = {name: slot for slot, names in _SLOTS.items() for name in names}


def slots_of(told: Told) -> frozenset[str]:
    """The slots that an expression fills."""
    return _slots_of(*told.fields)


@cache
def _slots_of(*fields: str) -> frozenset[str]:
    return frozenset(_SLOT_OF[name] for name in fields if name in _SLOT_OF)


def go_together(one: Told, other: Told) -> bool:
    """Whether what two atoms tell may be said of one time."""
    mine, theirs = _slots_beside(one, other)
    if mine == theirs == {"nth"} or (mine == {"nth"} and "nth" in theirs and _is_within_part(one, other)):
        return True
    if other.season == 0:
        return False  # «بهاره»
    both = mine | theirs
    if {"weekday", "month"} <= both and not {"day", "set"} & both:
        return False
    if "set" in theirs and mine & {"month", "year"}:
        return False  # «محرم هر شب»
    if theirs == {"edge"} or ("edge" in theirs and mine & {"weekday", "feast"}) or "nth" in theirs or "shift" in theirs:
        return False  # a part of a period, and a distance from it, stand before it
    if mine == {"week"} and "part" in theirs:
        return False  # «بازی این هفته عصر امروز»
    if mine & theirs or not mine or not theirs:
        return False
    if {one.calendar, other.calendar} == {"jalali", "gregorian"} and other.year_offset is None:
        return False
    if "day" in both:  # «امروز ۲۲ شهریور ۱۴۰۱»: a year goes with a day of a month beside «امروز»
        (mine, theirs) = (mine - {"today"}, theirs) if "today" in mine else (mine, theirs - {"today"})
    return all(b in _COMPANY[a] or a in _COMPANY[b] for a in mine for b in theirs)


def _is_within_part(one: Told, other: Told) -> bool:
    """«نخستین روز | آخرین ماه سال»: a part of a longer part."""
    assert one.nth is not None and other.nth is not None
    return _SIZES.get(one.nth[-1][0], 0) < _SIZES.get(other.nth[0][0], 0)


def _slots_beside(one: Told, other: Told) -> tuple[Set[str], Set[str]]:
    """The slots of two atoms, without what of one the other only tells more exactly."""
    mine: Set[str] = slots_of(one)
    theirs: Set[str] = slots_of(other)
    if one.edge == "stretch":
        mine = mine - {"edge"}  # «ده ماه منتهی به ۳۰ مهر»
    if (one.part == "hours" and other.part is not None) or is_within(one, other):
        mine = mine - {"part"} or {"time"}  # «ساعت ۳ بامداد دیشب», «نیمه‌شب دیشب»
    if is_within(other, one):
        theirs = theirs - {"part"} or {"time"}
    if one.repeated and "time" in theirs:
        mine = mine - {"part"}  # «هر شب ساعت ۹ شب»
    if "weekday" in mine and {"day", "month"} <= theirs:
        mine = mine - {"week"}  # «شنبه هفته گذشته، ۱۲ شهریور»
    return mine, theirs


def is_twin(one: Told, other: Told) -> bool:
    """Whether two atoms tell one day (or month) in two calendars."""
    return (
        one.month is not None
        and other.month is not None
        and (one.day is None) == (other.day is None)
        and one.calendar != other.calendar
        and {one.calendar, other.calendar} != {None}
    )
