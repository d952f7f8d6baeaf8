"""The rows of a release as a reviewer sees them: plain values, for the terminal and for the page alike.

In: a release and the event_ids that were chosen. Out: for each a dictionary that JSON can hold: the article's title,
the sentence in its context as marked pieces, anchors, and the fields with the words each rests on and the codes it
allows. `page_data` is all that the page needs to walk them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from pipeline.incidents.corrections import CHILDREN, cell_text, row_names
from pipeline.incidents.following import shared_cells
from pipeline.release.cells import plain_cells
from pipeline.review.columns import Column, allowed, coded, columns
from pipeline.review.marks import anchor, pieces
from pipeline.review.reading import Release
from pipeline.schema.codes import read_codes

Row = dict[str, Any]


def review_rows(release: Release, events: Sequence[str]) -> list[Row]:
    """The chosen rows, in the order asked for; an unknown id has none."""
    told = _by_event(release, events)
    incidents = release.tables["incidents"]
    disputed = set(incidents.loc[incidents["is_disputed"].fillna(False).astype(bool), "incident_id"])
    articles = release.tables["articles"]
    wanted = {told[event]["events"][0][1]["article_id"] for event in told}
    mine = articles[articles["article_id"].isin(wanted)][["article_id", "text", "sha256"]]
    texts = {row["article_id"]: row for row in plain_rows(mine)}
    return [_row(told[event], texts, disputed) for event in events if event in told]


def subset(release: Release, event: str) -> dict[str, pd.DataFrame]:
    """One event row and its child rows, as tables: what a correction of it is tried on."""
    frames = ((name, release.tables[name]) for name in ("events", *CHILDREN))
    return {name: frame[frame["event_id"] == event].reset_index(drop=True) for name, frame in frames}


def _by_event(release: Release, events: Sequence[str]) -> dict[str, dict[str, list[tuple[str, Row]]]]:
    """Event → table → its rows with their names, of the events that the release has."""
    wanted = set(events)
    found: dict[str, dict[str, list[tuple[str, Row]]]] = {}
    for name in ("events", *CHILDREN):
        frame = release.tables[name]
        frame = frame[frame["event_id"].isin(wanted)]
        for row_name, row in zip(row_names(name, frame), plain_rows(frame), strict=True):
            tables: dict[str, list[tuple[str, Row]]] = {"events": [], **{each: [] for each in CHILDREN}}
            found.setdefault(row["event_id"], tables)[name].append((row_name, row))
    return found


def _row(tables: Mapping[str, list[tuple[str, Row]]], articles: Mapping[str, Row], disputed: set[str]) -> Row:
    event = tables["events"][0][1]
    article = articles[event["article_id"]]
    text = article["text"]
    children = {name: [row for _, row in tables[name]] for name in CHILDREN}
    return {
        "event_id": event["event_id"],
        "article_id": event["article_id"],
        "digest": article["sha256"],
        "incident_id": event["incident_id"],
        "is_disputed": event["incident_id"] in disputed,
        "confidence": event["confidence"],
        "title": event["title"],
        "outlet": event["outlet"],
        "published": cell_text("published_at", event["published_at"]) or None,
        "anchor": anchor(text, event["evidence_start"], event["evidence_end"]),
        "segments": pieces(text, event, children),
        "fields": fields_of(tables, text),
    }


def fields_of(tables: Mapping[str, list[tuple[str, Row]]], text: str) -> list[Row]:
    """The fields of a row, in the order of `columns.csv`, those of child rows after those of the event row.

    What an event row only repeats is left out: totals where it has figures, and the child rows of its own place and
    source. A field of a child row has an anchor of its own.
    """
    event_id, event = tables["events"][0]
    figures = {row["kind"] for _, row in tables["casualties"]}
    found = []
    for column in columns():
        kind = column.name.partition("_")[0]
        if column.table == "events" and not (kind in ("killed", "injured") and kind in figures):
            found.append(_field(column, event_id, event, None))
    for table in CHILDREN:
        for name, row in tables[table]:
            if shared_cells(table, event, row):
                continue
            own = anchor(text, row["start"], row["end"])
            found += [_field(column, name, row, own) for column in columns() if column.table == table]
    return found


def _field(column: Column, name: str, row: Mapping[str, Any], own: Row | None) -> Row:
    return {
        "table": column.table,
        "id": name,
        "column": column.name,
        "value": cell_text(column.name, row[column.name]) or None,
        "words": row[column.words],
        "anchor": own,
    }


def plain_rows(frame: pd.DataFrame) -> list[Row]:
    """Rows as dictionaries of plain values, None where a cell is missing."""
    cells = [plain_cells(frame[name]) for name in frame.columns]
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def page_data(release: Release, events: Sequence[str]) -> Row:
    """What `RuydadReview.create` needs, beside what the page itself knows: release, rows, columns and codes."""
    told = [
        {
            "table": column.table,
            "column": column.name,
            "type": column.field.type,
            "required": column.field.required,
            "codes": column.field.codes,
            "label": {"en": column.label_en, "fa": column.label_fa},
            "coded": column in coded(),
        }
        for column in columns()
    ]
    lists = sorted({part for column in columns() for part in column.field.code_lists})
    return {
        "release": release.id,
        "rows": [{**row, "fields": [_compact(each) for each in row["fields"]]} for row in review_rows(release, events)],
        "columns": told,
        "codes": {
            name: [
                {"code": row["code"], "en": row["label_en"], "fa": row["label_fa"]}
                for row in read_codes(name)
                if name == "country" or row["code"] in allowed(name)
            ]
            for name in lists
        },
    }


@cache
def _numbers() -> dict[tuple[str, str], int]:
    return {(each.table, each.name): number for number, each in enumerate(columns())}


def _compact(field: Row) -> Row:
    """A field for the page: the number of its column, and what is not null; the row is named where it is a child's."""
    told = {"value": field["value"], "words": field["words"]}
    child = {} if field["table"] == "events" else {"id": field["id"], "anchor": field["anchor"]}
    return (
        {"column": _numbers()[field["table"], field["column"]]}
        | {name: value for name, value in told.items() if value is not None}
        | child
    )
