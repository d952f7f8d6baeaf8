"""From decisions to corrections: what is applied, what is refused and why, and where reviewers disagree.

In: decisions of one or more reviewers, the release that they are applied to, and the corrections there are. Out:
`Applied`: the corrections with new lines after the old ones, sentences on what was refused, and on every row where two
reviewers disagree: of such a row nothing is applied. Of one reviewer's decisions on one cell the last counts. Acceptance
says that every cell its reviewer did not change is right. Blind codes and doubts correct nothing.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.incidents.corrections import (
    CHILDREN,
    COLUMNS,
    REJECT,
    Correction,
    CorrectionError,
    apply_corrections,
    cell_text,
    event_of,
    fault_of,
    is_open,
    row_names,
)
from pipeline.release.files import replacing
from pipeline.review.decisions import Decision
from pipeline.review.reading import Release
from pipeline.schema.tables import TABLES

Cell = tuple[str, str, str]
_REASONS = " / "


@dataclass(frozen=True, slots=True)
class Applied:
    """The corrections to write, how many of them are new, and sentences on the rest."""

    corrections: tuple[Correction, ...]
    new: int
    known: int
    refused: tuple[str, ...]
    disagreements: tuple[str, ...]
    passed_over: Mapping[str, int]


def to_corrections(decisions: Sequence[Decision], release: Release, present: Sequence[Correction]) -> Applied:
    """What the decisions make of the corrections that are present."""
    passed = {name: sum(each.decision == name for each in decisions) for name in ("accept", "unsure", "code")}
    verdicts = [each for each in decisions if each.decision in ("accept", "change", "reject")]
    split, disagreements = _disagreements(verdicts)
    asked = [each for each in _last(verdicts) if each.decision != "accept" and _event(each) not in split]
    there = {(each.table, each.row, each.column): each for each in present}
    refused: list[str] = []
    fresh: dict[Cell, list[Decision]] = {}
    known = 0
    ground = _Ground(release, {_event(each) for each in asked})
    for each in asked:
        cell = _cell(each)
        if cell in there:
            if there[cell].new == (each.new or ""):
                known += 1
            else:
                refused.append(
                    f"{_told(each)} {_named(there[cell])} has {there[cell].new!r} there; settle it in the file."
                )
        elif fault := ground.fault(each):
            refused.append(f"{_told(each)} {fault}")
        else:
            fresh.setdefault(cell, []).append(each)
    made = _possible([_correction(mine) for mine in fresh.values()], ground, refused)
    ordered = sorted(made, key=lambda each: (each.date, each.reviewer, each.table, each.row, each.column))
    kept = [*present, *ordered]
    numbered = tuple(replace(each, line=n) for n, each in enumerate(kept, 2))
    return Applied(numbered, len(made), known, tuple(refused), tuple(disagreements), passed)


def write_corrections(corrections: Iterable[Correction], path: Path) -> None:
    """Write data/curated/corrections.csv, whole or not at all."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(each, name) for name in COLUMNS] for each in corrections)


def _event(each: Decision) -> str:
    return event_of(each.table, each.id) if each.table in TABLES else each.id


def _cell(each: Decision) -> Cell:
    return each.table, each.id, REJECT if each.decision == "reject" else str(each.column)


def _last(decisions: Iterable[Decision]) -> list[Decision]:
    """Of each reviewer the last word on each cell, and of a row rejected or accepted again the last verdict."""
    last = {(each.reviewer, *_cell(each)): each for each in decisions if each.decision != "accept"}
    verdict = {(each.reviewer, _event(each)): each for each in decisions if each.decision != "change"}
    kept = []
    for each in last.values():
        final = verdict.get((each.reviewer, _event(each)))
        is_overruled = final is not None and (final.decision == "reject") != (each.decision == "reject")
        if not is_overruled:
            kept.append(each)
    return kept


def _disagreements(verdicts: Sequence[Decision]) -> tuple[set[str], list[str]]:
    """Events on which reviewers disagree, and a sentence for each cell or row of theirs."""
    by_event: dict[str, list[Decision]] = {}
    for each in verdicts:
        by_event.setdefault(_event(each), []).append(each)
    split: set[str] = set()
    told: list[str] = []
    for event, mine in by_event.items():
        reviewers = sorted({each.reviewer for each in mine})
        if len(reviewers) < 2:
            continue
        words = {name: _words([each for each in mine if each.reviewer == name]) for name in reviewers}
        for what in sorted({cell for each in words.values() for cell in each if cell != _REST}):
            said = {name: each.get(what, each.get(_REST)) for name, each in words.items()}
            spoken = {name: word for name, word in said.items() if word is not None}
            if len(set(spoken.values())) > 1:
                split.add(event)
                said_so = ", ".join(f"{name} says {word}" for name, word in spoken.items())
                told.append(f"{event}: on {what}, {said_so}.")
    return split, told


_REST = ""  # what a reviewer says of every cell not named
_KEPT = "it is right"


def _words(mine: Sequence[Decision]) -> dict[str, str]:
    """What one reviewer says of the row and of its cells, as words to compare and to show."""
    last = _last(mine)
    if any(each.decision == "reject" for each in last):
        return {"the row": "it is no event"}
    found = {f"{each.table} {each.column}": repr(each.new or "") for each in last}
    if any(each.decision == "accept" for each in mine):
        found |= {_REST: _KEPT}
    return {**found, "the row": "it is an event"}


class _Ground:
    """The rows of a release that decisions stand on."""

    def __init__(self, release: Release, events: set[str]) -> None:
        frames = {name: release.tables[name] for name in ("events", *CHILDREN)}
        self.tables = {name: frame[frame["event_id"].isin(events)] for name, frame in frames.items()}
        self.rows = {
            name: dict(zip(row_names(name, frame), range(len(frame)), strict=True))
            for name, frame in self.tables.items()
        }
        articles = release.tables["articles"]
        wanted = articles[articles["article_id"].isin(set(self.tables["events"]["article_id"]))]
        self.articles = wanted.set_index("article_id")[["text", "sha256"]]

    def fault(self, each: Decision) -> str | None:
        """Why a decision has no ground in this release, as a sentence; None where it has."""
        if each.table not in self.rows or (each.decision == "change" and not is_open(each.table, str(each.column))):
            return f"column {each.column} of table {each.table} is not open to correction."
        if each.id not in self.rows[each.table]:
            return f"row {each.id} is not in this release: review it again."
        frame, n = self.tables[each.table], self.rows[each.table][each.id]
        article = self._article(_event(each))
        if article is None or article["sha256"] != each.article_digest:
            return f"article {each.article} is not the text that was reviewed (its digest differs): review it again."
        if article["text"][each.start : each.end] != each.exact:
            return f"the article does not have the words reviewed from {each.start} to {each.end}: review it again."
        if each.decision == "reject":
            words = str(frame["evidence_text"].iloc[n])
            return None if words == each.exact else "the row rests on another sentence now: review it again."
        now = cell_text(str(each.column), frame[str(each.column)].iloc[n])
        return (
            None
            if now == (each.old or "")
            else f"{each.column} is {now!r} now, not {each.old or ''!r}: review it again."
        )

    def of(self, events: Sequence[str]) -> dict[str, pd.DataFrame]:
        """The rows of some events by table."""
        return {
            name: frame[frame["event_id"].isin(events)].reset_index(drop=True) for name, frame in self.tables.items()
        }

    def _article(self, event: str) -> Mapping[str, Any] | None:
        row = self.rows["events"].get(event)
        if row is None:
            return None
        found: Mapping[str, Any] = self.articles.loc[self.tables["events"]["article_id"].iloc[row]].to_dict()
        return found


def _correction(mine: Sequence[Decision]) -> Correction:
    """The line of one cell; where several reviewers say the same, the first by name signs it."""
    ordered = sorted(mine, key=lambda each: each.reviewer)
    first = ordered[0]
    reasons = list(dict.fromkeys(each.reason or "" for each in ordered))
    others = [each.reviewer for each in ordered[1:]]
    reason = _REASONS.join(filter(None, reasons)) + (f" (so also {', '.join(others)})" if others else "")
    is_reject = first.decision == "reject"
    old, new = (first.exact, "") if is_reject else (first.old or "", first.new or "")
    return Correction(0, first.reviewer, first.time[:10], first.table, first.id, _cell(first)[2], old, new, reason)


def _possible(made: Sequence[Correction], ground: _Ground, refused: list[str]) -> list[Correction]:
    """The corrections of every event whose row is as the schema says with all of them."""
    by_event: dict[str, list[Correction]] = {}
    for each in made:
        by_event.setdefault(event_of(each.table, each.row), []).append(each)
    return _tried(list(by_event.items()), ground, refused)


def _tried(events: Sequence[tuple[str, list[Correction]]], ground: _Ground, refused: list[str]) -> list[Correction]:
    """Try all at once; where something is impossible try each half, until the event at fault is alone."""
    asked = [each for _, mine in events for each in mine]
    faults = [fault for each in asked if (fault := fault_of(each))]
    tables = ground.of([event for event, _ in events])
    try:
        apply_corrections(tables["events"], asked, {name: tables[name] for name in CHILDREN})
    except CorrectionError as error:
        faults += [line.partition("): ")[2] or line for line in str(error).splitlines()]
    if not faults:
        return asked
    if len(events) == 1:
        refused.append(f"{events[0][0]}: {' '.join(dict.fromkeys(faults))}")
        return []
    half = len(events) // 2
    return [*_tried(events[:half], ground, refused), *_tried(events[half:], ground, refused)]


def _told(each: Decision) -> str:
    return f"{each.reviewer}, {each.decision} of {each.id}{f', {each.column}' if each.column else ''}:"


def _named(each: Correction) -> str:
    return f"corrections.csv, line {each.line} ({each.reviewer})"
