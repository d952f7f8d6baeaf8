"""Explaining a row: its sentence with the parts marked, its child rows, the rules that found its parts, and its links.

In: an event_id and a release folder. Out: a dictionary, and its picture on a terminal or in a pipe.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.release.parquet import read_table
from pipeline.run.asked import no_event, parquet_folder
from pipeline.run.errors import UsageError
from pipeline.text.controls import visible

Mark = dict[str, Any]
CHILDREN = {"casualties": "casualty", "locations": "place", "sources": "source"}
_STYLES = {
    "trigger": "bold red",
    "casualty": "bold yellow",
    "place": "bold green",
    "actor": "bold cyan",
    "target": "bold cyan",
    "date": "bold magenta",
    "source": "bold blue",
}
_SHOWN = (
    "sub_event_type plover_type plover_mode status is_aggregate date_jalali date_start date_end date_text date_flags"
    " time_text actor_text actor_code target_text target_code location_text location_name country geo_precision"
    " killed_low killed_high injured_low injured_high source_text source_code source_type source_chain claim claim_text"
    " confidence incident_id article_id published_at outlet url"
)


def explain_event(event_id: str, release: Path) -> dict[str, Any]:
    """All that a release says of one event row: `event`, `casualties`, `locations`, `sources`, `links` and `marks`.

    `links` are pairs with other rows that were joined or narrowly kept apart, `corrections` what reviewers changed; a
    release of before these tables has none. A mark is `kind`, `start`, `end` (characters of the article's text) and
    `text`. Raises UsageError where the folder is no release or has no such row.
    """
    parquet_folder(release)
    events = read_table("events", release / "events.parquet")
    mine = events[events["event_id"] == event_id]
    if mine.empty:
        raise no_event(event_id, events, release)
    row = _told(mine)[0]
    if "evidence_text" not in row:
        raise UsageError(
            f"{release} was made without texts, so that no sentence can be shown; explain it where they are."
        )
    told: dict[str, Any] = {"event": row}
    marks = _marks_of_row(row)
    for name, kind in CHILDREN.items():
        frame = read_table(name, release / f"{name}.parquet")
        told[name] = _told(frame[frame["event_id"] == event_id])
        words = f"{kind if kind == 'source' else 'location' if kind == 'place' else 'casualties'}_text"
        marks += [_mark(kind, line["start"], line[words]) for line in told[name] if "start" in line]
    told["links"] = [_from(event_id, line) for line in _lines("links", event_id, release)]
    told["corrections"] = _lines("corrections", event_id, release)
    told["marks"] = sorted(marks, key=lambda mark: (mark["start"], -mark["end"], mark["kind"]))
    return told


def _lines(name: str, event_id: str, release: Path) -> list[dict[str, Any]]:
    """The rows of a table of pairs in which the event is either."""
    if not (release / f"{name}.parquet").is_file():
        return []
    frame = read_table(name, release / f"{name}.parquet")
    either = (frame["event_id"] == event_id) | (frame["other_event_id"] == event_id).fillna(False)
    return _told(frame[either])


def _from(event_id: str, line: dict[str, Any]) -> dict[str, Any]:
    """A link as this row sees it: the other row first."""
    other = line["other_event_id"] if line["event_id"] == event_id else line["event_id"]
    return {"with": other} | {name: line[name] for name in ("decision", "bits", "reasons") if name in line}


def _told(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values, without the columns that are null in them; days and moments as ISO text."""
    return [
        {str(name): _plain(value) for name, value in line.items() if isinstance(value, list) or not pd.isna(value)}
        for line in frame.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat(sep=" ")
    return value.item() if hasattr(value, "item") else value


def _mark(kind: str, start: int, text: str) -> Mark:
    return {"kind": kind, "start": start, "end": start + len(text), "text": text}


def _marks_of_row(row: dict[str, Any]) -> list[Mark]:
    """Marks of the columns: the trigger by its offsets, the others by their words in the evidence."""
    marks = [_mark("trigger", row["trigger_start"], row["trigger_text"])] if "trigger_start" in row else []
    for kind in ("date", "actor", "target"):
        words = row.get(f"{kind}_text")
        at = row["evidence_text"].find(words) if words else -1
        if words and at >= 0:
            marks.append(_mark(kind, row["evidence_start"] + at, words))
    return marks


def show_event(told: dict[str, Any], console: Console, *, brief: bool = False) -> None:
    """Print an explanation: the sentence, its parts in brackets and in a list, the row, its figures and its rules.

    `brief` leaves the sentence and the rules.
    """
    row = told["event"]
    console.print(marked_sentence(row, told["marks"]))
    if not brief:
        console.print()
        for mark in told["marks"]:
            inside = row["evidence_start"] <= mark["start"] < row["evidence_end"]
            place = f"{mark['start']}–{mark['end']}" + ("" if inside else ", outside the sentence")
            console.print(
                Text(f"{mark['kind']:9}", _STYLES[mark["kind"]]) + Text(f"«{visible(mark['text'])}» ({place})", "")
            )
        console.print()
        console.print(_row_table(told))
        for line in _link_lines(told):
            console.print(Text(visible(line)))
    console.print(Text("rules: " + ", ".join(row["rules"])))


def _link_lines(told: dict[str, Any]) -> Iterator[str]:
    """A line for each link and correction; links in the order of their scores."""
    for link in sorted(told["links"], key=lambda link: (-link.get("bits", 99), link["with"])):
        score = f" {link['bits']:+.1f} bits" if "bits" in link else ""
        yield f"{link['decision']:9} {link['with']}{score}: {', '.join(link['reasons'])}"
    for line in told["corrections"]:
        where = f"{line['corrected_table']} {line['corrected_row']} " if "corrected_row" in line else ""
        what = f"{where}{line['corrected_column']}: {line.get('old_value', 'missing')} → {line.get('new_value', 'missing')}"
        yield f"corrected {what}, {line['reviewer']}, {line['corrected_on']}: {line['correction_reason']}"


def marked_sentence(row: dict[str, Any], marks: list[Mark]) -> Text:
    """The evidence with each part in its colour and in brackets, so that it shows without colours too."""
    start, words = row["evidence_start"], row["evidence_text"]
    inside = [mark for mark in marks if start <= mark["start"] and mark["end"] <= start + len(words)]
    opens = [mark["start"] - start for mark in inside]
    closes = [mark["end"] - start for mark in inside]
    text = Text()
    for at, letter in enumerate(words):
        styles = [_STYLES[mark["kind"]] for mark in inside if mark["start"] - start <= at < mark["end"] - start]
        text.append("[" * opens.count(at) + visible(letter) + "]" * closes.count(at + 1), styles[0] if styles else None)
    return text


def _row_table(told: dict[str, Any]) -> Table:
    row = told["event"]
    grid = Table(show_header=False, box=None, pad_edge=False)
    for name in _SHOWN.split():
        if row.get(name) not in ([], None):
            grid.add_row(name, Text(visible(" › ".join(row[name]) if isinstance(row[name], list) else str(row[name]))))
    for line in told["casualties"]:
        bounds = f"{line.get('low', 'untold')} to {line.get('high', 'untold')}"
        figure = f"{line['kind']} {bounds}, {line['qualifier']}" + (
            f", {line['victim_code']}" if "victim_code" in line else ""
        )
        grid.add_row("casualties", Text(f"{figure}: «{visible(line['casualties_text'])}»"))
    return grid
