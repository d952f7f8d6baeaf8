"""From annotations to lines of corrections.csv: only what changed, each guarded by what the release says.

In: annotations of event rows and the release they were made from. Out: changed cells with their old values, sentences
for what is refused, and for what is left to be reviewed by hand.

A cell that is one with others changes with them: the trigger with its offsets, the sub-event type with the levels above
it, the source with the end of its chain. Words that are taken away take along what names or codes them; words that are
replaced leave it, and a sentence says so, because a span does not tell a code or a day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.exports.inputs import Release, Row
from pipeline.exports.spans import COLUMN_OF, MANY, NO_TYPE, Annotated, Children, children_of, digest_of, spans_of
from pipeline.incidents.corrections import cell_text
from pipeline.schema.codes import codes, column

_PLACE = ("location_name", "country", "admin1", "latitude", "longitude", "geonames_id", "geo_precision")
_RESTS = {
    "Actor": ("actor_name", "actor_code"),
    "Target": ("target_name", "target_code"),
    "Place": _PLACE,
    "Source": ("source_name", "source_code", "source_type"),
}  # label → columns that name or code its words and go with them
_LEFT = _RESTS | {
    "Date": ("date_start", "date_end", "date_precision"),
    "Casualties": ("killed_low", "killed_high", "injured_low", "injured_high"),
}  # label → columns that rest on its words and are left when they are replaced
_LEVELS = ("disorder_type", "event_type")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell: its row and column, what it says now and what it shall say, both as corrections.csv writes them."""

    event_id: str
    column: str
    old: str
    new: str
    where: str


@dataclass
class Changes:
    """What annotations come to."""

    lines: list[Change] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    read: int = 0


class _Refused(ValueError):
    """An annotation that no correction can express."""


def changes_of(found: Iterable[Annotated | str], release: Release) -> Changes:
    """All changes; a sentence among the annotations is passed on as refused."""
    told = Changes()
    events = {event["event_id"]: event for event in release.events}
    children = children_of(release)
    held = {
        (row["event_id"], row["corrected_column"]): f"{row['reviewer']} on {row['corrected_on'].date()}"
        for row in (release.rows("corrections") if (release.folder / "corrections.parquet").is_file() else [])
    }
    cells: dict[tuple[str, str], Change] = {}
    seen: dict[str, set[str]] = {}
    for each in found:
        told.read += 1
        if isinstance(each, str):
            told.refused.append(each)
            continue
        if each.document:
            seen.setdefault(each.document, set()).add(each.event_id)
        try:
            changed, notices = _changes(each, events, release, children)
            for line in changed:
                _check(line, held, cells)
        except _Refused as error:
            told.refused.append(f"{each.where}: {error}")
            continue
        told.lines += [line for line in changed if (line.event_id, line.column) not in cells]
        told.notices += notices
        cells |= {(line.event_id, line.column): line for line in changed}
    told.refused += _gone(seen, events)
    return told


def _gone(seen: dict[str, set[str]], events: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Sentences on rows that an edited document no longer holds."""
    told: dict[str, set[str]] = {}
    for event in events.values():
        told.setdefault(event["article_id"], set()).add(event["event_id"])
    for document, rows in seen.items():
        articles = {events[row]["article_id"] for row in rows if row in events}
        for row in sorted(set().union(*(told[article] for article in articles)) - rows):
            yield f"{document}: row {row} is gone; a correction cannot take a row away, only change its Status."


def _check(line: Change, held: dict[tuple[str, str], str], cells: dict[tuple[str, str], Change]) -> None:
    cell = line.event_id, line.column
    if cell in held:
        raise _Refused(f"{line.column} of {line.event_id} was corrected by {held[cell]}; change that line by hand.")
    if cell in cells and cells[cell].new != line.new:
        raise _Refused(f"{line.column} of {line.event_id} is changed to something else in {cells[cell].where}.")


def _changes(
    each: Annotated, events: dict[str, dict[str, Any]], release: Release, children: Children
) -> tuple[list[Change], list[str]]:
    event = events.get(each.event_id)
    if event is None:
        raise _Refused(f"the release has no row {each.event_id}; was it exported from this one?")
    text = release.articles[event["article_id"]]["text"]
    if digest_of(text) != each.text_digest:
        raise _Refused(f"the text of article {event['article_id']} has changed since the export.")
    cells: dict[str, Any] = {}
    notices: list[str] = []
    before = spans_of(event, text, children)
    for label in COLUMN_OF:
        old = {(start, end) for name, start, end in before if name == label}
        new = {(start, end) for name, start, end in each.spans if name == label}
        if old != new:
            found = dict(_span_cells(label, sorted(new), event, text, children))
            cells |= found
            left = [name for name in _LEFT.get(label, ()) if name not in found and event[name] is not None]
            if left and COLUMN_OF[label] in found and event[COLUMN_OF[label]] != found[COLUMN_OF[label]]:
                notices.append(f"{each.where}: {label} has new words; review {', '.join(left)} of {each.event_id}.")
    cells |= dict(_code_cells(each))
    lines = []
    for name, value in cells.items():
        old_cell, new_cell = cell_text(name, _cell(event[name])), cell_text(name, _cell(value))
        if old_cell != new_cell:
            lines.append(Change(each.event_id, name, old_cell, new_cell, each.where))
    return lines, notices


def _cell(value: Any) -> Any:
    return float("nan") if value is None else value


def _span_cells(
    label: str, spans: list[tuple[int, int]], event: Row, text: str, children: Children
) -> Iterator[tuple[str, Any]]:
    """The cells that the spans of a label make."""
    if len(spans) > 1 and label != MANY:
        raise _Refused(f"there are {len(spans)} spans {label}; a row has one.")
    words = "; ".join(dict.fromkeys(text[start:end] for start, end in spans)) or None
    yield COLUMN_OF[label], words
    if label == "Trigger":
        yield from zip(("trigger_start", "trigger_end"), spans[0] if spans else (None, None), strict=True)
    if label == "Source":
        outer = event["source_chain"][:-1] if event["source_text"] is not None else event["source_chain"]
        yield "source_chain", [*outer, *([words] if words else [])]
    if not spans:
        yield from ((name, None) for name in _RESTS.get(label, ()))
    elif label == "Place":
        places = children["locations"].get(event["event_id"], ())
        same = next((place for place in places if (place["start"], place["end"]) == spans[0]), None)
        if same is not None:
            yield from ((name, same[name]) for name in _PLACE)


def _code_cells(each: Annotated) -> Iterator[tuple[str, Any]]:
    """The cells of type and status."""
    if each.sub_event_type is not None:
        kind = None if each.sub_event_type == NO_TYPE else each.sub_event_type
        if kind is not None and kind not in codes("sub_event_type"):
            raise _Refused(f"there is no sub-event type «{kind}».")
        yield "sub_event_type", kind
        yield from ((level, column("sub_event_type", level)[kind] if kind else None) for level in _LEVELS)
    if each.status is not None:
        if each.status not in codes("status"):
            raise _Refused(f"there is no status «{each.status}».")
        yield "status", each.status
