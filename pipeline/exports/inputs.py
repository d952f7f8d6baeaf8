"""A release as exports read it: tables as rows of plain values, and which incidents are told as having happened.

In: a release folder. Out: rows with None where a cell is null; incidents with their rows, and why the others are out.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.release.cells import plain_cells
from pipeline.release.parquet import lacking, read_table
from pipeline.run.errors import UsageError

Row = Mapping[str, Any]
REASONS = {
    "denied": "every row of it is a denial",
    "planned": "it is told as planned, threatened or demanded",
    "hypothetical": "it is told under a condition",
    "background": "it is told as history, over 30 days before publication",
    "aggregate": "it is a toll summed over a period or several happenings",
    "no_type": "it has no type in this coding",
    "no_day": "its day is unknown, or known more coarsely than the format can say",
    "no_place": "its place is unknown, or known to a country only",
    "no_country": "its country is unknown",
    "not_fatal": "nobody is told to have been killed",
    "no_death_toll": "no least number of killed is told",
}


@dataclass(frozen=True)
class Release:
    """The tables that exports need."""

    folder: Path

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table."""
        return records(read_table(name, self.folder / f"{name}.parquet"))

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """The rows of table events."""
        return self.rows("events")

    @cached_property
    def articles(self) -> dict[str, dict[str, Any]]:
        """The articles by their ids."""
        return {row["article_id"]: row for row in self.rows("articles")}

    def children(self, name: str) -> dict[str, list[dict[str, Any]]]:
        """The rows of a child table by event_id, in their order."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows(name):
            found.setdefault(row["event_id"], []).append(row)
        return found

    @cached_property
    def version(self) -> str:
        """The version that the release bears in its data package; empty without one."""
        path = self.folder / "datapackage.json"
        return str(json.loads(path.read_text(encoding="utf-8")).get("version", "")) if path.is_file() else ""


def open_release(folder: Path) -> Release:
    """The release in a folder; raises UsageError where there is none."""
    if not (folder / "events.parquet").is_file():
        raise UsageError(lacking(folder, "events.parquet"))
    return Release(folder)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain Python values, None where a cell is null."""
    columns = {str(name): plain_cells(frame[name]) for name in frame.columns}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident's row and those of its event rows that tell it as a happening of its own, by publication."""

    row: Row
    events: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes out and, by reason, how many do not."""

    kept: tuple[Incident, ...]
    left_out: Counter[str] = field(default_factory=Counter)


def happened(release: Release) -> Chosen:
    """The incidents that at least one row tells as having happened, by incident_id.

    An incident whose rows are all denials, plans, suppositions or history is left out under the commonest of these;
    one that is a sum under `aggregate`.
    """
    told: dict[str, list[Row]] = {}
    for event in release.events:
        told.setdefault(event["incident_id"] or "", []).append(event)
    kept: list[Incident] = []
    left_out: Counter[str] = Counter()
    for row in sorted(release.rows("incidents"), key=lambda row: str(row["incident_id"])):
        events = sorted(
            told.get(row["incident_id"], []), key=lambda each: (str(each["published_at"]), each["event_id"])
        )
        reason = _out(events)
        if reason is None:
            mine = tuple(each for each in events if reason_of(each) is None)
            kept.append(Incident(row, mine))
        else:
            left_out[reason] += 1
    return Chosen(tuple(kept), left_out)


def _out(events: list[Row]) -> str | None:
    reasons = [reason_of(event) for event in events]
    if not reasons or None in reasons:
        return None
    return Counter(sorted(filter(None, reasons))).most_common(1)[0][0]


def reason_of(event: Row) -> str | None:
    """Why a row tells no happening of its own; None where it does."""
    if event["status"] != "happened":
        return str(event["status"])
    return "aggregate" if event["is_aggregate"] else None
