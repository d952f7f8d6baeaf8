"""The table of incidents as columns for the script: what the start page filters, draws and lists.

In: rows of a release. Out: plain columns, one value an incident, in the order of the table. Text columns are numbered
words (scripts.column); days are ISO text; a missing number is null, never 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.explorer.scripts import column

Row = Mapping[str, Any]
WORDS = (
    "date_start date_end date_jalali date_precision event_type sub_event_type actor_text actor_name actor_code"
    " target_text target_name target_code location_text location_name country admin1 geo_precision"
).split()
NUMBERS = "killed_low killed_best killed_high injured_low injured_best injured_high".split()
COUNTS = "event_count article_count source_count".split()


def incident_columns(incidents: Sequence[Row], events: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """The columns; `events` are the event rows by incident."""
    mine = [events.get(row["incident_id"], ()) for row in incidents]
    spans = [told_figures(rows) for rows in mine]
    return {
        "incident_id": [row["incident_id"] for row in incidents],
        **{name: column([row[name] for row in incidents]) for name in WORDS},
        "not_after": column([_first(each["date_not_after"] for each in rows) for rows in mine]),
        **{name: [row[name] for row in incidents] for name in NUMBERS + COUNTS},
        "latitude": [row["latitude"] for row in incidents],
        "longitude": [row["longitude"] for row in incidents],
        "told_low": [low for low, _ in spans],
        "told_high": [high for _, high in spans],
        "is_disputed": [int(row["is_disputed"]) for row in incidents],
        "is_denied": [int(bool(row["denied_by"])) for row in incidents],
        "is_aggregate": [int(bool(rows) and all(each["is_aggregate"] for each in rows)) for rows in mine],
        "source_types": column([" ".join(row["source_types"]) or None for row in incidents]),
    }


def told_figures(rows: Iterable[Row]) -> tuple[int | None, int | None]:
    """The lowest and highest number of killed that any row tells of the happening itself; sums and denials left out."""
    told = [
        (row["killed_low"], row["killed_high"])
        for row in rows
        if not row["is_aggregate"] and row["status"] == "happened" and row["claim"] != "denied"
    ]
    figures = [figure for pair in told for figure in pair if figure is not None]
    return min(figures, default=None), max(figures, default=None)


def _first(days: Iterable[str | None]) -> str | None:
    return min((day for day in days if day is not None), default=None)
