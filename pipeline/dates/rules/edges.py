"""Parts of a period: اوایل مهر, پایان سال, نیمه اول امسال, سومین روز هفته."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told

_FIELDS = {"year": "year_offset", "month": "month_offset", "week": "week_offset", "day": "day_offset"}
_ERAS = ("gregorian", "jalali", "hijri")
_UNITS = "(YEAR|MAH|WEEK)"


@rule("date.edge", "(?P<edge>EDGE)")
def edge(found: Found) -> Told | None:
    """اوایل, اواخر: only before a period."""
    return Told(edge=found.value("edge"))


def _is_bare(found: Found) -> bool:
    """Whether the unit stands alone, so that it is the anchor's own; «پایان سال ۹۲» is of that year."""
    return not (found.is_next("RELATION") or found.is_next("NUM") or found.is_next("MONTH") or found.is_next("ORD"))


@rule("date.edge_unit", f"(?P<edge>EDGE) THIS? (?P<unit>{_UNITS}) (?P<era>ERA)?")
def edge_unit(found: Found) -> Told | None:
    """ابتدای سال, پایان هفته: of the period the anchor is in."""
    word = found.word("unit")
    if not _is_bare(found) or word.endswith(("ی", "ها", "های")):
        return None
    told = Told(edge=found.value("edge"), calendar=found.value("era") if found.value("era") in _ERAS else None)
    setattr(told, _FIELDS[found.value("unit")], 0)
    return told


@rule(
    "date.half",
    f"(?P<part>EDGE|QUARTER) (?P<nth>ORD) THIS? (?P<unit>{_UNITS})?",
)
def half(found: Found) -> Told | None:
    """نیمه اول سال, ربع چهارم سال."""
    parts = {"half": 2, "quarter": 4}.get(found.value("part"))
    nth = found.value("nth")
    if parts is None or not 1 <= nth <= parts:
        return None
    return _of_unit(found, Told(edge_part=(nth, parts)))


@rule(
    "date.months_of_year",
    f"DURING? (?P<count>NUM) (MAH|AGED) (?P<nth>ORD|EDGE|EDGE_ADJ) (?P<unit>{_UNITS})?",
)
def months_of_year(found: Found) -> Told | None:
    """شش‌ماهه اول امسال, سه ماه نخست سال, هفت‌ماهه ابتدای سال."""
    count, nth = found.value("count"), found.value("nth")
    number = nth if isinstance(nth, int) else {"start": 1, "early": 1, "end": -1, "late": -1}.get(nth)
    if number is None or not isinstance(count, int) or not 1 <= count <= 11 or number * count > 12:
        return None
    if found.names()[1 if found.names()[0] == "NUM" else 2] == "AGED" and "ماهه" not in found.lexed.key[
        found.lexed.starts[found.first] : found.lexed.ends[found.after - 1]
    ]:
        return None
    return _of_unit(found, Told(edge_part=(number, -count)))


def _of_unit(found: Found, told: Told) -> Told:
    """The anchor's own unit where it is told without more."""
    if found.has("unit"):
        if _is_bare(found):
            setattr(told, _FIELDS[found.value("unit")], 0)
        else:
            told.open_unit = True
    return told


@rule(
    "date.nth",
    "(?P<nth>ORD|LAST) (?P<unit>DAY|WEEK|MAH|NIGHT|YEAR|DECADE) FROM?",
    "(?P<unit>DAY|WEEK|MAH|DECADE) (?P<nth>ORD|LAST|EDGE_ADJ)",
    f"(?P<nth>ORD|LAST) (?P<unit>DAY|WEEK|MAH) FROM? THIS? (?P<of>{_UNITS})",
    f"(?P<unit>DAY|WEEK|MAH) (?P<nth>ORD) (?P<of>{_UNITS})",
)
def nth(found: Found) -> Told | None:
    """سومین روز, هفته اول مهر, آخرین روز سال: so many units into what is told beside it, else of something untold."""
    number = found.value("nth")
    number = number if isinstance(number, int) else (-1 if number == "late" else 1)
    unit = found.value("unit")
    told = Told(nth=(unit, number))
    if found.has("of"):
        if _is_bare(found):
            setattr(told, _FIELDS[found.value("of")], 0)
        elif found.value("of") != "year":
            return None
    if found.word("nth") in ("اول", "آخر") and found.names()[0] == "ORD":
        return Told(nth=("day", 1), **{_FIELDS[unit]: 0}) if unit in ("year", "month", "week") and _is_bare(found) else None
    return told
