"""Parts of a period: اوایل مهر, پایان سال, نیمه اول امسال."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told

_FIELDS = {"year": "year_offset", "month": "month_offset", "week": "week_offset", "day": "day_offset"}


@rule("date.edge", "(?P<edge>EDGE)")
def edge(found: Found) -> Told | None:
    """اوایل, اواخر: only before a period."""
    return Told(edge=found.value("edge"))


@rule("date.edge_unit", "(?P<edge>EDGE) THIS? (?P<unit>YEAR|MAH|WEEK) (?P<era>ERA)?")
def edge_unit(found: Found) -> Told | None:
    """ابتدای سال, پایان هفته: of the period the anchor is in."""
    told = Told(edge=found.value("edge"), calendar=found.value("era"))
    setattr(told, _FIELDS[found.value("unit")], 0)
    return told


@rule("date.half", "EDGE (?P<nth>ORD) THIS? (?P<unit>YEAR|MAH)?", "(?P<edge>QUARTER) (?P<nth>ORD) (?P<unit>YEAR)")
def half(found: Found) -> Told | None:
    """نیمه اول سال, ربع چهارم سال."""
    nth = found.value("nth")
    parts = 4 if "edge" in found.match.re.groupindex else 2
    if found.lexed.values[found.first] not in ("half", "quarter") or not 1 <= nth <= parts:
        return None
    told = Told(edge_part=(nth, parts))
    if found.has("unit"):
        setattr(told, _FIELDS[found.value("unit")], 0)
    return told
