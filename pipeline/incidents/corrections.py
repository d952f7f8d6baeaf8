"""Corrections that survive a rebuild: what a reviewer changed, who, when and why.

In: data/curated/corrections.csv (reviewer, date, table, row, column, old, new, reason) and the tables of stage events.
Out: the tables with corrected cells, the reviewers' words on which rows are one happening, and a log of what was done.
Each line guards itself: `old` must be what extraction says today, else the line has lost its ground and the run fails.

A line on a cell names a table (`events`, `casualties`, `locations`, `sources`), the row by its key (an event_id; in the
child tables followed by the other columns of the key: «e0123 killed 17 25», «e0123 0»), a column, old and new value; an
empty value is null. What a corrected cell contradicts follows it (`following.py`); a row that is not as the schema says
after that fails the run. A line with column `reject` says that an event row is none: `row` is its event_id, `old` its
evidence_text, and it leaves with its child rows. A line on a happening names table `incidents`, two event_ids
(«A + B»), column `merge` or `split`; `old` tells how many of the two are known (2). Corrected rows carry the rule
`curated.REVIEWER`.
"""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.incidents.build import Judgement
from pipeline.incidents.following import Cells, follow, shared_cells, totals
from pipeline.incidents.rows import texts
from pipeline.run.errors import RuydadError
from pipeline.schema.checks import faults as schema_faults
from pipeline.schema.fields import FIELDS
from pipeline.schema.tables import TABLES, as_table

COLUMNS = ("reviewer", "date", "table", "row", "column", "old", "new", "reason")
CHILDREN = ("casualties", "locations", "sources")
REJECT = "reject"
_FIXED = frozenset({"event_id", "article_id", "incident_id", "rules"})  # identify a row; not to be corrected
_ANCHORED = frozenset({"position", "start", "end", "casualties_text", "location_text", "source_text"})  # in child rows
_FIRST_YEAR = 1900  # a year before it is of another calendar
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
    """Tables with corrected cells, without rejected rows; judgements on pairs of rows; the log: table corrections."""

    events: pd.DataFrame
    judgements: tuple[Judgement, ...]
    log: pd.DataFrame
    children: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    rejected: tuple[str, ...] = ()


def read_corrections(path: Path) -> list[Correction]:
    """The lines of the file; raises CorrectionError for one that names no reviewer, day, reason, or no such cell."""
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    if tuple(frame.columns) != COLUMNS:
        raise CorrectionError(f"{path.name} must have the columns {', '.join(COLUMNS)}.")
    lines = [Correction(n, *row) for n, row in enumerate(frame.itertuples(index=False, name=None), 2)]
    faults = [f"{path.name}, line {each.line}: {fault}" for each in lines if (fault := fault_of(each))]
    cells: dict[tuple[str, str, str], int] = {}
    gone = {each.row: each.line for each in lines if each.column == REJECT}
    for each in lines:
        first = cells.setdefault((each.table, each.row, each.column), each.line)
        if first != each.line:
            faults.append(f"{path.name}, line {each.line}: the same cell is corrected in line {first}.")
        elif each.column not in (REJECT, "merge", "split") and (event := event_of(each.table, each.row)) in gone:
            faults.append(f"{path.name}, line {each.line}: row {event} is rejected in line {gone[event]}.")
    if faults:
        raise CorrectionError("\n".join(faults))
    return lines


def is_open(table: str, column: str) -> bool:
    """Whether a cell of this column can be corrected."""
    if table not in ("events", *CHILDREN) or column not in TABLES[table].columns or column in _FIXED:
        return False
    return table == "events" or column not in _ANCHORED


def event_of(table: str, row: str) -> str:
    """The event_id in the name of a row."""
    return row if table == "events" else row.rsplit(" ", len(TABLES[table].key) - 1)[0]


def row_names(table: str, frame: pd.DataFrame) -> list[str]:
    """The names of a table's rows: the cells of the key, the event_id first."""
    return [" ".join(map(str, cells)) for cells in zip(*(frame[column] for column in TABLES[table].key), strict=True)]


def fault_of(each: Correction) -> str | None:
    """What is wrong with a line in itself, as a sentence."""
    if not _REVIEWER.match(each.reviewer) or not each.reason.strip():
        return "a reviewer (one word of Latin letters) and a reason are needed."
    try:
        day = datetime.date.fromisoformat(each.date)
        if day.year < _FIRST_YEAR:
            raise ValueError(each.date)
    except ValueError:
        return f"{each.date!r} is no Gregorian day like 2024-05-31."
    if each.table == "incidents":
        if each.column not in ("merge", "split") or len(each.row.split(" + ")) != 2:
            return "an incident line needs column merge or split and row «EVENT + EVENT»."
        return None
    if each.column == REJECT:
        is_right = each.table == "events" and each.old and not each.new
        return None if is_right else "a rejection needs table events, old as evidence_text has it, and no new value."
    if not is_open(each.table, each.column):
        return f"column {each.column} of table {each.table} is not open to correction."
    return f"old and new are the same ({each.old!r})." if each.old == each.new else None


def apply_corrections(
    events: pd.DataFrame, corrections: Sequence[Correction], children: Mapping[str, pd.DataFrame] | None = None
) -> Corrected:
    """The corrected tables; `children` are casualties, locations and sources.

    Raises CorrectionError where a row is gone, a cell is no longer what `old` says, or a corrected row is impossible.
    """
    tables = {"events": events, **(children or {})}
    touched = {"events", *(each.table for each in corrections)} & tables.keys()
    at = {name: {row: n for n, row in enumerate(row_names(name, tables[name]))} for name in touched}
    asked = _asked(corrections, tables, at)
    cells_of = _followed(tables, asked.given)
    corrected = {name: _with_cells(name, frame, cells_of) for name, frame in tables.items()}
    corrected["events"] = _signed(corrected["events"], asked.lines, at["events"])
    _refuse_impossible(corrected, cells_of, asked.lines)
    rejected = tuple(sorted(each.row for each in corrections if each.column == REJECT))
    kept = {name: _without(frame, rejected) for name, frame in corrected.items()}
    log = as_table("corrections", [_logged(each) for each in corrections])
    rest = {name: kept[name] for name in tables if name != "events"}
    return Corrected(as_table("events", kept["events"]), tuple(asked.judgements), log, rest, rejected)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What lines ask for: new cells by table and row number, words on pairs of rows; and the lines of each event."""

    given: dict[tuple[str, int], Cells] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    lines: dict[str, list[Correction]] = field(default_factory=dict)


def _asked(
    corrections: Sequence[Correction], tables: Mapping[str, pd.DataFrame], at: Mapping[str, Mapping[str, int]]
) -> _Asked:
    """What the lines ask for; raises CorrectionError with every line that has lost its ground."""
    asked = _Asked()
    faults: list[str] = []
    for each in corrections:
        row = at.get(each.table, {}).get(each.row)
        if each.table == "incidents":
            asked.judgements.extend(_judgement(each, at["events"], faults))
        elif row is None:
            faults.append(f"{_told(each)} row {each.row} is no more: extraction has changed, review it again.")
        elif (now := _now(each, tables[each.table], row)) != each.old:
            faults.append(f"{_told(each)} {each.column} is {now!r} now, not {each.old!r}: review it again.")
        else:
            asked.lines.setdefault(event_of(each.table, each.row), []).append(each)
            if each.column != REJECT:
                asked.given.setdefault((each.table, row), {})[each.column] = _value(each, faults)
    if faults:
        raise CorrectionError("\n".join(faults))
    return asked


def _now(each: Correction, frame: pd.DataFrame, row: int) -> str:
    column = "evidence_text" if each.column == REJECT else each.column
    return cell_text(column, frame[column].iloc[row])


def _logged(each: Correction) -> dict[str, Any]:
    """The row of table corrections."""
    event, _, other = each.row.partition(" + ")
    event = event if each.table == "incidents" else event_of(each.table, each.row)
    return {
        "event_id": event,
        "other_event_id": other or None,
        "corrected_table": each.table,
        "corrected_row": each.row.removeprefix(event).strip() or None if each.table in CHILDREN else None,
        "corrected_column": each.column,
        "old_value": each.old or None,
        "new_value": each.new or None,
        "reviewer": each.reviewer,
        "corrected_on": datetime.date.fromisoformat(each.date),
        "correction_reason": each.reason,
    }


def _told(each: Correction) -> str:
    return f"corrections.csv, line {each.line} ({each.reviewer}, {each.date}):"


def _judgement(each: Correction, at: Mapping[str, int], faults: list[str]) -> list[Judgement]:
    first, second = each.row.split(" + ")
    known = len({first, second} & set(at))
    if str(known) != each.old:
        faults.append(f"{_told(each)} {known} of the two rows are known now, not {each.old}: review it again.")
        return []
    return [Judgement(first, second, is_same=each.column == "merge")]


def _followed(
    tables: Mapping[str, pd.DataFrame], given: Mapping[tuple[str, int], Cells]
) -> dict[tuple[str, int], Cells]:
    """The cells to write by table and row number: those given, and what follows from them."""
    touched = {texts(tables[name]["event_id"].iloc[[n]])[0] for name, n in given}
    by_event: dict[str, dict[tuple[str, int], Cells]] = {}
    for name, frame in tables.items():
        for n, row in _rows_of(frame, touched):
            by_event.setdefault(row["event_id"], {})[name, n] = row
    found: dict[tuple[str, int], Cells] = {}
    for rows in by_event.values():
        mirrored = _mirrored(rows, given)
        mine = {key: follow(key[0], rows[key], cells) for key, cells in mirrored.items()}
        own = next((key for key in rows if key[0] == "events"), None)
        figures = {key: row for key, row in rows.items() if key[0] == "casualties"}
        after = {key: {**row, **mine.get(key, {})} for key, row in figures.items()}
        sums = totals(
            after.values(), {each["kind"] for key in figures if key in mine for each in (figures[key], after[key])}
        )
        if own and sums:
            mine[own] = {**sums, **mine.get(own, {})}
        found |= mine
    return found


def _mirrored(
    rows: Mapping[tuple[str, int], Cells], given: Mapping[tuple[str, int], Cells]
) -> dict[tuple[str, int], Cells]:
    """The given cells of one event's rows, those that the event row shares with a child row in both."""
    found = {key: dict(given[key]) for key in rows if key in given}
    for own in (key for key in rows if key[0] == "events"):
        for key in rows:
            for one, other in ((key, own), (own, key)):
                for column in shared_cells(key[0], rows[own], rows[key]):
                    if column in given.get(one, {}) and column not in given.get(other, {}):
                        found.setdefault(other, {})[column] = given[one][column]
    return found


def _rows_of(frame: pd.DataFrame, events: Iterable[Any]) -> list[tuple[int, Cells]]:
    """The rows of these events with their numbers, cells as plain values."""
    mine = frame["event_id"].isin(list(events)).to_numpy(dtype=bool).nonzero()[0]
    if not len(mine):  # as where nothing is corrected
        return []
    return [
        (int(n), {str(column): _plain(value) for column, value in row.items()})
        for n, row in zip(mine, frame.iloc[mine].astype("object").to_dict("records"), strict=True)
    ]


def _plain(value: Any) -> Any:
    return value if isinstance(value, list | tuple) or not pd.api.types.is_scalar(value) or pd.notna(value) else None


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


def _with_cells(table: str, frame: pd.DataFrame, cells_of: Mapping[tuple[str, int], Cells]) -> pd.DataFrame:
    changed: dict[str, dict[int, Any]] = {}
    for (name, row), cells in cells_of.items():
        for column, value in cells.items():
            if name == table:
                changed.setdefault(column, {})[row] = value
    new: dict[str, pd.Series[Any]] = {}
    for column, by_row in changed.items():
        values = frame[column].astype("object").tolist()
        for row, value in by_row.items():
            values[row] = value
        new[column] = pd.Series(values, index=frame.index, dtype="object")
    return as_table(table, frame.assign(**new)) if new else frame


def _signed(events: pd.DataFrame, lines: Mapping[str, Iterable[Correction]], at: Mapping[str, int]) -> pd.DataFrame:
    """The events with the rule `curated.REVIEWER` in the rows that a reviewer corrected."""
    rules = [list(each) for each in events["rules"]]
    for event, mine in lines.items():
        for each in mine:
            if event in at and (rule := f"curated.{each.reviewer}") not in rules[at[event]]:
                rules[at[event]].append(rule)
    return events.assign(rules=pd.Series(rules, index=events.index, dtype="object"))


def _refuse_impossible(
    tables: Mapping[str, pd.DataFrame], cells_of: Iterable[tuple[str, int]], lines: Mapping[str, Iterable[Correction]]
) -> None:
    """Raise CorrectionError where a corrected row is not as the schema says, naming the lines that touch its event."""
    faults: list[str] = []
    touched = sorted(cells_of)
    for name in dict.fromkeys(name for name, _ in touched):
        numbers = [n for each, n in touched if each == name]
        rows = tables[name].iloc[numbers].reset_index(drop=True)
        for n in range(len(rows)) if schema_faults(name, rows) else ():
            row = rows.iloc[[n]].reset_index(drop=True)
            mine = lines.get(str(row["event_id"].iloc[0]), ())
            told = "; ".join(dict.fromkeys(_told(each).removesuffix(":") for each in mine))
            faults += [f"{told}: {sentence}" for sentence in schema_faults(name, row)]
    if faults:
        raise CorrectionError("\n".join(faults))


def _without(frame: pd.DataFrame, rejected: Sequence[str]) -> pd.DataFrame:
    """The rows of events that were not rejected."""
    return frame[~frame["event_id"].isin(rejected)].reset_index(drop=True) if rejected else frame


def recounted(articles: pd.DataFrame, events: pd.DataFrame, rejected: Sequence[str]) -> pd.DataFrame:
    """The articles, their event_count without the rejected rows of `events`."""
    if not rejected:
        return articles
    lost = events.loc[events["event_id"].isin(rejected), "article_id"].value_counts()
    fewer = articles["article_id"].map(lost).fillna(0).astype("Int64")
    return articles.assign(event_count=articles["event_count"] - fewer)


def _value(each: Correction, faults: list[str]) -> Any:
    """The value that the new text stands for; a sentence in `faults` where it stands for none."""
    kind, text = FIELDS[each.column].type, each.new
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
    except (ValueError, KeyError):
        faults.append(f"{_told(each)} {text!r} is no {kind} for column {each.column}.")
        return None
