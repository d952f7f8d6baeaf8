"""Corrections that survive a rebuild: what a reviewer changed, who, when and why.

In: data/curated/corrections.csv (reviewer, date, table, row, column, old, new, reason) and the tables of stage events.
Out: the tables with corrected cells, the reviewers' words on which rows are one happening, and a log of what was done.
Each line guards itself: `old` must be what extraction says today, else the line has lost its ground and the run fails.

A line on a cell names table `events`, an event_id, a column, old and new value; an empty value is null. A line on a
happening names table `incidents`, two event_ids («A + B»), column `merge` or `split`; `old` tells how many of the two
are known (2). Corrected rows carry the rule `curated.REVIEWER`.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.incidents.build import Judgement
from pipeline.incidents.rows import texts
from pipeline.run.errors import RuydadError
from pipeline.schema.fields import FIELDS
from pipeline.schema.tables import as_table

COLUMNS = ("reviewer", "date", "table", "row", "column", "old", "new", "reason")
_FIXED = frozenset({"event_id", "article_id", "incident_id", "rules"})  # identify a row; not to be corrected
_REVIEWER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*$")


class CorrectionError(RuydadError):
    """A correction that is malformed or whose ground has changed; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file; `line` is its number there."""

    line: int
    reviewer: str
    date: str
    table: str
    row: str
    column: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """Events with corrected cells, judgements on pairs of rows, and the log: the table corrections."""

    events: pd.DataFrame
    judgements: tuple[Judgement, ...]
    log: pd.DataFrame


def read_corrections(path: Path) -> list[Correction]:
    """The lines of the file; raises CorrectionError for one that names no reviewer, day, reason, or no such cell."""
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    if tuple(frame.columns) != COLUMNS:
        raise CorrectionError(f"{path.name} must have the columns {', '.join(COLUMNS)}.")
    lines = [Correction(n, *row) for n, row in enumerate(frame.itertuples(index=False, name=None), 2)]
    faults = [f"{path.name}, line {each.line}: {fault}" for each in lines if (fault := _fault(each))]
    cells: dict[tuple[str, str, str], int] = {}
    for each in lines:
        first = cells.setdefault((each.table, each.row, each.column), each.line)
        if first != each.line:
            faults.append(f"{path.name}, line {each.line}: the same cell is corrected in line {first}.")
    if faults:
        raise CorrectionError("\n".join(faults))
    return lines


def _fault(each: Correction) -> str | None:
    if not _REVIEWER.match(each.reviewer) or not each.reason.strip():
        return "a reviewer (one word of Latin letters) and a reason are needed."
    try:
        datetime.date.fromisoformat(each.date)
    except ValueError:
        return f"{each.date!r} is no day like 2024-05-31."
    if each.table == "incidents":
        if each.column not in ("merge", "split") or len(each.row.split(" + ")) != 2:
            return "an incident line needs column merge or split and row «EVENT + EVENT»."
        return None
    if each.table != "events" or each.column not in as_table("events", []).columns or each.column in _FIXED:
        return f"column {each.column} of table {each.table} is not open to correction."
    return f"old and new are the same ({each.old!r})." if each.old == each.new else None


def apply_corrections(events: pd.DataFrame, corrections: list[Correction]) -> Corrected:
    """The corrected events; raises CorrectionError where a row is gone or a cell is no longer what `old` says."""
    at = {event: n for n, event in enumerate(texts(events["event_id"]))}
    faults: list[str] = []
    judgements: list[Judgement] = []
    changed: dict[str, dict[int, str]] = {}
    rules = [list(each) for each in events["rules"]]
    for each in corrections:
        if each.table == "incidents":
            judgements += _judgement(each, at, faults)
        elif each.row not in at:
            faults.append(f"{_told(each)} row {each.row} is no more: extraction has changed, review it again.")
        elif (now := cell_text(each.column, events[each.column].iloc[at[each.row]])) != each.old:
            faults.append(f"{_told(each)} {each.column} is {now!r} now, not {each.old!r}: review it again.")
        else:
            changed.setdefault(each.column, {})[at[each.row]] = each.new
            if (rule := f"curated.{each.reviewer}") not in rules[at[each.row]]:
                rules[at[each.row]].append(rule)
    if faults:
        raise CorrectionError("\n".join(faults))
    corrected = _with_cells(events, changed).assign(rules=pd.Series(rules, index=events.index, dtype="object"))
    log = as_table("corrections", [_logged(each) for each in corrections])
    return Corrected(as_table("events", corrected), tuple(judgements), log)


def _logged(each: Correction) -> dict[str, Any]:
    """The row of table corrections."""
    event, _, other = each.row.partition(" + ")
    return {
        "event_id": event,
        "other_event_id": other or None,
        "corrected_column": each.column,
        "old_value": each.old or None,
        "new_value": each.new or None,
        "reviewer": each.reviewer,
        "corrected_on": datetime.date.fromisoformat(each.date),
        "correction_reason": each.reason,
    }


def _told(each: Correction) -> str:
    return f"corrections.csv, line {each.line} ({each.reviewer}, {each.date}):"


def _judgement(each: Correction, at: Mapping[str | None, int], faults: list[str]) -> list[Judgement]:
    first, second = each.row.split(" + ")
    known = len({first, second} & set(at))
    if str(known) != each.old:
        faults.append(f"{_told(each)} {known} of the two rows are known now, not {each.old}: review it again.")
        return []
    return [Judgement(first, second, is_same=each.column == "merge")]


def cell_text(column: str, value: Any) -> str:
    """A cell as the file writes it: null empty, a day as 2024-05-31, a list joined by «; »."""
    if FIELDS[column].type == "list":
        return "; ".join(value)
    if pd.isna(value):
        return ""
    if FIELDS[column].type in ("date", "datetime"):
        moment = pd.Timestamp(value)
        return moment.date().isoformat() if FIELDS[column].type == "date" else moment.isoformat(sep=" ")
    return str(value).lower() if FIELDS[column].type == "boolean" else str(value)


def _with_cells(events: pd.DataFrame, changed: Mapping[str, Mapping[int, str]]) -> pd.DataFrame:
    new: dict[str, pd.Series[Any]] = {}
    for column, cells in changed.items():
        values = events[column].astype("object").tolist()
        for row, text in cells.items():
            values[row] = _value(column, text)
        new[column] = pd.Series(values, index=events.index, dtype="object")
    return events.assign(**new)


def _value(column: str, text: str) -> Any:
    """The value that a text of the file stands for; raises CorrectionError where it stands for none."""
    kind = FIELDS[column].type
    if kind == "list":
        return [part for part in text.split("; ") if part]
    if not text:
        return None
    try:
        if kind in ("date", "datetime"):
            return pd.Timestamp(text)
        if kind == "boolean":
            return {"true": True, "false": False}[text.lower()]
        return int(text) if kind == "integer" else float(text) if kind == "number" else text
    except (ValueError, KeyError) as error:
        raise CorrectionError(f"corrections.csv: {text!r} is no {kind} for column {column}.") from error
