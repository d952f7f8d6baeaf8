"""Units counted from an anchor: هفته گذشته, سه روز پیش, طی دو ماه اخیر, سال جاری."""

from fractions import Fraction
from typing import Any

from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told

_UNIT = "(?P<unit>YEAR|MAH|WEEK|DAY|HOUR|MINUTE|SECOND|DECADE|CENTURY|NIGHT|DAYNIGHT)"
_OFFSETS = {"past": -1, "ago": -1, "recent": -1, "current": 0, "future": 1, "after": 1, "prior": -1, "next": 1}
_OFFSET_FIELDS = {"day": "day_offset", "week": "week_offset", "month": "month_offset", "year": "year_offset"}
_FROM_PASSAGE = ("after", "next", "prior")
_ENDINGS = ("های", "ها", "هایی", "ات", "ایام")


def is_plural(word: str) -> bool:
    """Whether a unit is written in the plural («سال‌های»)."""
    return word.endswith(_ENDINGS)


@rule("date.unit_relation", f"{_UNIT} (?P<era>ERA)? (?P<relation>RELATION) (?P<era_after>ERA)?")
def unit_relation(found: Found) -> Told | None:
    """روز گذشته, هفته جاری, سال آینده, ماه جاری میلادی; plurals («روزهای اخیر») fix nothing."""
    unit, relation = found.value("unit"), found.value("relation")
    if unit in ("", "night"):
        return None
    if is_plural(found.word("unit")) or unit not in _OFFSET_FIELDS or relation == "recent":
        if relation == "after" and not is_plural(found.word("unit")):
            return None
        sign = 1 if relation in ("future", "after", "next") else -1
        return Told(span_unit=unit, span_count=float(sign), unbounded=True)
    era = found.value("era") or found.value("era_after")
    told = Told(calendar=era if era in ("gregorian", "jalali", "hijri") else None)
    setattr(told, _OFFSET_FIELDS[unit], _OFFSETS[relation])
    if relation in _FROM_PASSAGE:
        told.from_passage = True
    return told


@rule("date.this_unit", f"(?P<this>THIS) {_UNIT}")
def this_unit(found: Found) -> Told | None:
    """این هفته, همین ماه; «همان سال», «آن روز» count from the passage."""
    unit = found.value("unit")
    if unit not in _OFFSET_FIELDS or is_plural(found.word("unit")) or found.word("unit").endswith("ی"):
        return None
    told = Told(from_passage=True if found.value("this") == "that" else None)
    setattr(told, _OFFSET_FIELDS[unit], 0)
    return told


def count_of(found: Found) -> float | None:
    """The number of a counted unit, halves included; None for «چند»."""
    total: float = 0
    for name, value in (
        ("count", found.value("count")),
        ("half", found.value("half")),
        ("half_after", found.value("half_after")),
    ):
        if isinstance(value, int | Fraction):
            total += float(value)
        elif name == "count":
            return None
    return total


def signed(found: Found, relation: Any) -> int:
    """-1 for the past, 1 for the future."""
    return 1 if _OFFSETS[relation] > 0 else -1


@rule(
    "date.counted_relation",
    f"(?P<count>NUM|SOME) (AND (?P<half>HALF))? {_UNIT} (AND (?P<half_after>HALF))? (?P<relation>RELATION)",
    f"(?P<count>NUM|SOME) ((TO|OR|AND) NUM)? (AND (?P<half>HALF))? {_UNIT} (AND (?P<half_after>HALF))? (?P<relation>RELATION)",
)
def counted_relation(found: Found) -> Told | None:
    """سه روز پیش (a point), دو هفته گذشته (a stretch up to the anchor), پنج سال آینده, سه روز بعد (from the passage)."""
    relation = found.value("relation")
    unit = found.value("unit") or "day"
    if relation == "current":
        return None
    count = count_of(found)
    if relation in ("ago", "after", "prior", "next"):
        from_passage = (
            relation in ("prior", "next") or (relation == "after" and found.word("relation") == "بعد") or None
        )
        if count is None:
            return Told(
                back_unit=unit, back_count=float(signed(found, relation)), unbounded=True, from_passage=from_passage
            )
        return Told(back_unit=unit, back_count=signed(found, relation) * count, from_passage=from_passage)
    if count is None:
        return Told(span_unit=unit, span_count=float(signed(found, relation)), unbounded=True)
    edge = "recent" if relation == "recent" else None
    return Told(span_unit=unit, span_count=signed(found, relation) * count, edge=edge)


@rule("date.vague_past", "(?P<word>VAGUE_PAST)")
def vague_past(found: Found) -> Told | None:
    """چندی پیش, اخیرا: before publication, no one knows when."""
    return Told(back_unit="day", back_count=-1.0, unbounded=True)


@rule("date.unit_ago", "(?P<unit>HOUR|MINUTE|SECOND) (?P<relation>RELATION)")
def unit_ago(found: Found) -> Told | None:
    """ساعتی پیش, دقایقی قبل: the day of publication."""
    if found.value("relation") not in ("ago", "past", "recent"):
        return None
    return Told(back_unit="hour", back_count=0.0)


@rule("date.since_then", "(FROM)? (?P<now>UNTIL_NOW)")
def until_now(found: Found) -> Told | None:
    """تاکنون: the far end of a stretch, nothing by itself."""
    return None
