"""What follows from a corrected cell: the cells of the same row, and of its sister row, that would contradict it.

In: rows as plain cells (None where nothing is told) and the cells that were corrected. Out: further cells. A cell that
was itself corrected is never touched. The rules:
- a sub-event type brings its event type and disorder type, a PLOVER type drops a mode that it does not have;
- first and last day move together while the precision is day or unknown; the Solar Hijri columns tell the same days;
- low and high move together while the qualifier is exact or about; a new qualifier sets the bounds it stands for; a
  bound of an event row's total moves with the other where they would cross;
- another country drops the coordinates and the province of the former one;
- the place and the source of an event row are one link of its child tables and are corrected in both; its totals are
  the sums of its figures.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from pipeline.dates.calendars import jalali_text
from pipeline.schema.codes import column, read_codes
from pipeline.schema.tables import PLACE

Cells = dict[str, Any]
SHARED = {  # child table → columns that an event row repeats from one of its rows
    "locations": tuple(PLACE.split()),
    "sources": ("source_text", "source_name", "source_code", "source_type"),
}
_TOTALS = ("killed", "injured")
_AHEAD = ("planned", "hypothetical")  # not bounded by the day of publication
_JALALI = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def follow(table: str, row: Mapping[str, Any], given: Mapping[str, Any]) -> Cells:
    """The cells of one row after `given` were corrected in it: those, and what follows from them in the same row."""
    after = {**row, **given}
    for rule in _RULES.get(table, ()):
        after |= {name: value for name, value in rule(row, after, given.keys()).items() if name not in given}
    return {name: value for name, value in after.items() if name in given or value != row.get(name)}


def shared_cells(table: str, event: Mapping[str, Any], child: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns that the event row repeats from this row of a child table; none where it is not this row's."""
    names = SHARED.get(table, ())
    return names[1:] if names and all(event[name] == child[name] for name in names) else ()


def totals(figures: Iterable[Mapping[str, Any]], kinds: Iterable[str]) -> Cells:
    """The sums of an event row's figures by kind; vague figures do not count, an open bound leaves the sum open."""
    found: Cells = {}
    told = list(figures)
    for kind in (each for each in _TOTALS if each in set(kinds)):
        mine = [figure for figure in told if figure["kind"] == kind and not figure["is_vague"]]
        for bound in ("low", "high"):
            terms = [figure[bound] for figure in mine]
            found[f"{kind}_{bound}"] = None if None in terms or not terms else sum(terms)
    return found


def _kinds(before: Mapping[str, Any], after: Cells, given: Iterable[str]) -> Cells:
    found: Cells = {}
    if "sub_event_type" in given:
        kind = after["sub_event_type"]
        found = {level: column("sub_event_type", level).get(kind) for level in ("event_type", "disorder_type")}
    if "plover_type" in given:
        modes = {row["code"] for row in read_codes("plover_mode") if after["plover_type"] in row["plover_type"].split()}
        found["plover_mode"] = after["plover_mode"] if after["plover_mode"] in modes else None
    return found


def _days(before: Mapping[str, Any], after: Cells, given: Iterable[str]) -> Cells:
    names = {"date_start", "date_end", "date_precision"} & set(given)
    if not names:
        return {}
    start, end, precision = after["date_start"], after["date_end"], after["date_precision"]
    one = names & {"date_start", "date_end"}
    if precision in ("day", "unknown") and len(one) == 1:
        start = end = after[one.pop()]
    if "date_precision" not in names and start is None and end is None:
        precision = "unknown"
    elif "date_precision" not in names and precision == "unknown":
        precision = "day" if start == end else "range"
    told = jalali_text(*(None if day is None else pd.Timestamp(day).date() for day in (start, end)), precision)
    found = _JALALI.match(told or "")
    parts = [None if part is None else int(part) for part in found.groups()] if found else [None] * 3
    published = after.get("published_at")
    bound = None if start is not None or published is None or after["status"] in _AHEAD else published.normalize()
    return {"date_start": start, "date_end": end, "date_precision": precision, "date_jalali": told} | {
        **dict(zip(("jalali_year", "jalali_month", "jalali_day"), parts, strict=True)),
        "date_not_after": bound,
    }


def _country(before: Mapping[str, Any], after: Cells, given: Iterable[str]) -> Cells:
    if "country" not in given or before["country"] in (None, after["country"]):
        return {}
    return dict.fromkeys(("admin1", "latitude", "longitude", "geonames_id"))


def _bounds(before: Mapping[str, Any], after: Cells, given: Iterable[str]) -> Cells:
    low, high, qualifier = after["low"], after["high"], after["qualifier"]
    one = {"low", "high"} & set(given)
    if "qualifier" in given:
        number = high if low is None else low
        low, high = {
            "exact": (number, number),
            "about": (number, number),
            "zero": (0, 0),
            "at_least": (number, None),
            "more_than": (number, None),
            "up_to": (None, low if high is None else high),
            "vague": (None, None),
        }.get(qualifier, (low, high))
    elif one:
        if qualifier in ("exact", "about", "zero") and len(one) == 1:
            low = high = after[one.pop()]
        if qualifier in ("zero", "vague") and (low, high) != (0, 0):
            qualifier = "exact" if low == high else "range"
        qualifier = "vague" if low is None and high is None else qualifier
    return {"low": low, "high": high, "qualifier": qualifier, "is_vague": qualifier == "vague"}


def _crossed(before: Mapping[str, Any], after: Cells, given: Iterable[str]) -> Cells:
    found: Cells = {}
    for kind in _TOTALS:
        bounds = (f"{kind}_low", f"{kind}_high")
        one = [name for name in bounds if name in given]
        low, high = after[bounds[0]], after[bounds[1]]
        if len(one) == 1 and low is not None and high is not None and low > high:
            found |= dict.fromkeys(bounds, after[one[0]])
    return found


_RULES: dict[str, tuple[Callable[[Mapping[str, Any], Cells, Iterable[str]], Cells], ...]] = {
    "events": (_kinds, _days, _country, _crossed),
    "locations": (_country,),
    "casualties": (_bounds,),
}
