"""What must hold inside a row: bounds in order, dates in step, code levels that agree.

In: the faults of one table so far, with its typed rows. Out: sentences added to it. A check applies to every table
that has its columns.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pipeline.schema.codes import column, read_codes
from pipeline.schema.faults import Faults, given

DAYS = (("date_start", "date_end"), ("first_published", "last_published"))
SPANS = (("trigger_start", "trigger_end"), ("evidence_start", "evidence_end"), ("start", "end"))
COUNTS = (
    ("low", "high"),
    ("killed_low", "killed_best"),
    ("killed_best", "killed_high"),
    ("killed_low", "killed_high"),
    ("injured_low", "injured_best"),
    ("injured_best", "injured_high"),
    ("injured_low", "injured_high"),
)
TOGETHER = (
    ("latitude", "longitude"),
    ("trigger_text", "trigger_start", "trigger_end"),
    ("disorder_type", "event_type", "sub_event_type"),
    ("event_type", "sub_event_type"),
)
NEEDS = (
    ("plover_mode", "plover_type"),
    ("source_code", "source_text"),
    ("source_name", "source_text"),
    ("jalali_day", "jalali_month"),
)
ALL_OR_NONE = ("text", "evidence_text")  # a release is made with the texts of its articles, or without
RANGES = {
    "latitude": (-90, 90),
    "longitude": (-180, 180),
    "confidence": (0, 1),
    "jalali_year": (1, 1600),
    "jalali_month": (1, 12),
    "jalali_day": (1, 31),
}
COUNTING = frozenset({"persons", "characters", "rows", "sentences", "articles", "sources"})
JALALI_DAY = r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|XXXX-[0-9]{2}(?:-[0-9]{2})?)"
JALALI_END = rf"(?:{JALALI_DAY}|\.\.)"  # EDTF's open end
PATTERNS = {  # column → pattern, and the form as a sentence tells it
    "date_jalali": (
        rf"(?:{JALALI_DAY}|{JALALI_END}/{JALALI_END}) SH",
        "1401-06-21 SH, nor a range of such, nor XXXX-06-21 SH where the year is untold",
    ),
    "published_jalali": (r"[0-9]{4}-[0-9]{2}-[0-9]{2} SH", "1401-06-21 SH"),
    "sha256": (r"[0-9a-f]{64}", "64 hexadecimal digits"),
}


def check_rows(found: Faults) -> None:
    """Add the faults inside the rows of a table."""
    columns = set(found.frame.columns)
    for low, high in (*DAYS, *SPANS, *COUNTS):
        if {low, high} <= columns:
            _check_order(found, low, high)
    for together in TOGETHER:
        if columns.issuperset(together):
            _check_together(found, together)
    for one, other in NEEDS:
        if {one, other} <= columns:
            wrong = given(found.frame[one]) & ~given(found.frame[other])
            found.add(one, wrong, f"it has a value while {other} has none")
    for name in ALL_OR_NONE:
        if name in columns and given(found.frame[name]).any():
            found.add(name, ~given(found.frame[name]), "a value is required here, since other rows have one")
    _check_ranges(found)
    for name, (pattern, form) in PATTERNS.items():
        if name in columns:
            values = found.frame[name]
            wrong = given(values) & ~values.str.fullmatch(pattern).to_numpy(dtype=bool)
            found.add(name, wrong, f"{{{name}}} is not of the form {form}")
    _check_levels(found)
    if "date_precision" in columns:
        _check_precision(found)
    if "qualifier" in columns:
        _check_qualifier(found)


def _check_order(found: Faults, low: str, high: str) -> None:
    first, last = found.frame[low], found.frame[high]
    wrong = (first > last).fillna(False).to_numpy(dtype=bool)
    if (low, high) in SPANS:
        wrong |= (first == last).fillna(False).to_numpy(dtype=bool)  # a span of no characters points at nothing
    word = "before" if (low, high) in DAYS else "below"
    found.add(high, wrong, f"{{{high}}} is {word} {low} {{{low}}}")


def _check_together(found: Faults, names: Sequence[str]) -> None:
    has = np.array([given(found.frame[name]) for name in names])
    wrong = has.any(axis=0) & ~has.all(axis=0)
    found.add(names[0], wrong, f"{', '.join(names)} have a value together or not at all")


def _check_ranges(found: Faults) -> None:
    for each in found.table.fields:
        low, high = RANGES.get(
            each.name, (0, np.inf) if each.unit in COUNTING or each.name == "position" else (None, None)
        )
        if low is not None:
            values = found.frame[each.name]
            below, above = (values < low).fillna(False), (values > high).fillna(False)
            found.add(each.name, below, f"{{{each.name}}} is below {low}")
            found.add(each.name, above, f"{{{each.name}}} is above {high}")


def _check_levels(found: Faults) -> None:
    """ACLED's three levels, and the mode of a PLOVER type."""
    frame = found.frame
    if "sub_event_type" in frame.columns:
        for level in ("event_type", "disorder_type"):
            if level in frame.columns:
                right = frame["sub_event_type"].map(column("sub_event_type", level))
                wrong = given(right) & given(frame[level]) & (right != frame[level]).to_numpy(dtype=bool)
                found.add(level, wrong, "the sub-event type belongs to {right}", right)
    if "plover_mode" in frame.columns:
        pairs = {(kind, row["code"]) for row in read_codes("plover_mode") for kind in row["plover_type"].split()}
        told = given(frame["plover_mode"]) & given(frame["plover_type"])
        held = pd.Series(zip(frame["plover_type"], frame["plover_mode"], strict=True), dtype="object").isin(pairs)
        found.add("plover_mode", told & ~held.to_numpy(dtype=bool), "the PLOVER type has no such mode")


def _check_precision(found: Faults) -> None:
    frame = found.frame
    dated = given(frame["date_start"]) | given(frame["date_end"])
    precision = frame["date_precision"]
    single = (frame["date_start"] == frame["date_end"]).to_numpy(dtype=bool)
    unknown = given(frame["date_start"]) & (precision == "unknown").to_numpy(dtype=bool)
    found.add("date_precision", unknown, "the days are told, so it cannot be unknown")
    found.add("date_precision", dated & ~single & (precision == "day"), "date_start and date_end are not one day")
    untold = frame["date_jalali"].str.contains("XXXX", regex=False).fillna(False).to_numpy(dtype=bool)
    found.add("date_jalali", untold & dated, "the year is untold here but told in date_start")
    if "jalali_year" in frame.columns:
        _check_jalali_parts(found)


def _check_jalali_parts(found: Faults) -> None:
    """jalali_year, jalali_month and jalali_day are those of the first day in date_jalali."""
    parts = found.frame["date_jalali"].str.extract(r"^([0-9]{4}|XXXX)(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
    for index, name in enumerate(("jalali_year", "jalali_month", "jalali_day")):
        written = pd.to_numeric(parts[index], errors="coerce").astype("Int64")
        wrong = (written != found.frame[name]).fillna(False).to_numpy(dtype=bool)
        found.add(name, wrong, f"{{{name}}} is not that of date_jalali")


def _check_qualifier(found: Faults) -> None:
    """Bounds as the qualifier of the words says."""
    frame = found.frame
    low, high = given(frame["low"]), given(frame["high"])
    same = (frame["low"] == frame["high"]).fillna(False).to_numpy(dtype=bool)
    holds: dict[str, Any] = {
        "exact": same,
        "about": same,
        "zero": same & (frame["low"] == 0).fillna(False).to_numpy(dtype=bool),
        "at_least": low & ~high,
        "more_than": low & ~high,
        "up_to": high & ~low,
        "range": low & high,
        "vague": ~low & ~high,
    }
    for qualifier, right in holds.items():
        wrong = (frame["qualifier"] == qualifier).to_numpy(dtype=bool) & ~right
        found.add("qualifier", wrong, f"low and high are not those of {qualifier}")
    vague = frame["is_vague"].fillna(False).to_numpy(dtype=bool)
    found.add("is_vague", vague != (frame["qualifier"] == "vague").to_numpy(dtype=bool), "it disagrees with qualifier")
