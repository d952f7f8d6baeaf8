"""The table of incidents as columns for the script: what the start page filters, draws and lists.

In: the table, and its event rows an incident at a time. Out: plain columns, one value an incident, in the order of the
table. Text columns are numbered words (scripts.column); days are ISO text; a missing number is null, never 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from pipeline.explorer.reading import cells_of
from pipeline.explorer.scripts import column

Row = Mapping[str, Any]
WORDS = (
    "date_start date_end date_jalali date_precision event_type sub_event_type actor_text actor_name actor_code"
    " target_text target_name target_code location_text location_name country admin1 geo_precision"
).split()
NUMBERS = "killed_low killed_best killed_high injured_low injured_best injured_high".split()
COUNTS = "event_count article_count source_count".split()
OTHERS = "incident_id latitude longitude is_disputed denied_by source_types".split()


class Told(NamedTuple):
    """An incident of the page: its record and what is searched of it, as pieces of scripts; what its rows tell together."""

    record: bytes
    words: bytes
    not_after: str | None
    low: int | None
    high: int | None
    is_aggregate: bool


def together(rows: Sequence[Row]) -> tuple[str | None, int | None, int | None, bool]:
    """What the event rows of one incident tell together, as the end of `Told`."""
    not_after = min((row["date_not_after"] for row in rows if row["date_not_after"] is not None), default=None)
    return not_after, *told_figures(rows), bool(rows) and all(row["is_aggregate"] for row in rows)


def incident_columns(incidents: pd.DataFrame, told: Sequence[Told]) -> dict[str, Any]:
    """The columns; `told` is of the event rows of each incident."""
    plain = {name: cells_of(incidents[name]) for name in NUMBERS + COUNTS + OTHERS}
    return {
        "incident_id": plain["incident_id"],
        **{name: column(cells_of(incidents[name])) for name in WORDS},
        "not_after": column([each.not_after for each in told]),
        **{name: plain[name] for name in NUMBERS + COUNTS},
        "latitude": plain["latitude"],
        "longitude": plain["longitude"],
        "told_low": [each.low for each in told],
        "told_high": [each.high for each in told],
        "is_disputed": [int(flag) for flag in plain["is_disputed"]],
        "is_denied": [int(bool(names)) for names in plain["denied_by"]],
        "is_aggregate": [int(each.is_aggregate) for each in told],
        "source_types": column([" ".join(types) or None for types in plain["source_types"]]),
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
