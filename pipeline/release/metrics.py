"""metrics.json: how much went in, came out and was set aside at each stage, and how full the key columns are.

In: the tables of a release, and what each stage counted while it ran. Out: plain numbers, and sentences on what does
not add up.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.schema.tables import TABLES

KEY_COLUMNS = {
    "events": [
        "incident_id",
        "date_start",
        "sub_event_type",
        "plover_type",
        "actor_code",
        "target_code",
        "location_text",
        "latitude",
        "country",
        "killed_low",
        "injured_low",
        "source_text",
    ],
    "articles": ["published_at", "outlet", "title", "url"],
    "casualties": ["low", "high", "victim_code"],
    "locations": ["location_name", "country", "latitude", "geonames_id"],
    "incidents": ["date_start", "country", "latitude", "killed_best"],
}
STAGE_COLUMNS = ("in", "kept", "rejected")


def conservation(
    tables: Mapping[str, pd.DataFrame], counted: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, dict[str, int]]:
    """Rows in, kept and rejected by stage.

    Event rows that a reviewer rejected count as rejected by stage incidents, which applies corrections.
    `counted` has what a stage counted while it ran; of a stage whose tables are here it gives only what went in.
    """
    articles, events = tables["articles"], tables["events"]
    rejected = len(tables["rejected"])
    dropped = int((tables["corrections"]["corrected_column"] == "reject").sum()) if "corrections" in tables else 0
    told = int(articles["event_count"].sum()) + dropped
    linked = int(events["incident_id"].notna().sum())
    found = {
        "articles": {"in": len(articles) + rejected, "kept": len(articles), "rejected": rejected},
        "events": {"in": told, "kept": len(events) + dropped, "rejected": 0},
        "incidents": {"in": len(events) + dropped, "kept": linked, "rejected": len(events) + dropped - linked},
    }
    for stage, numbers in (counted or {}).items():
        found[stage] = {column: numbers[column] for column in STAGE_COLUMNS} | {
            column: count for column, count in found.get(stage, {}).items() if column != "in"
        }
    return found


def faults_of_conservation(stages: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Sentences on stages where rows in are not rows kept and rows rejected."""
    return [
        f"Stage {stage}: {each['in']} rows went in but {each['kept']} were kept and {each['rejected']} rejected."
        for stage, each in stages.items()
        if each["in"] != each["kept"] + each["rejected"]
    ]


def metrics(
    tables: Mapping[str, pd.DataFrame], counted: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """What `metrics.json` holds, in a fixed order; `notes` only where reading had something to note."""
    notes = (counted or {}).get("articles", {}).get("notes")
    return {
        "stages": conservation(tables, counted),
        "rows": {name: len(tables[name]) for name in TABLES if name in tables},
        "rejected": _counts(tables["rejected"]["reason"]),
        **({"notes": notes} if notes else {}),
        "status": _counts(tables["events"]["status"]),
        "event_type": _counts(tables["events"]["event_type"]),
        "null_share": {
            name: {column: _null_share(tables[name][column]) for column in columns}
            for name, columns in KEY_COLUMNS.items()
            if name in tables
        },
    }


def _counts(values: "pd.Series[str]") -> dict[str, int]:
    return {str(code): int(count) for code, count in sorted(values.value_counts().items())}


def _null_share(values: "pd.Series[Any]") -> float | None:
    """The share of missing values, None for a table without rows."""
    return round(float(values.isna().mean()), 4) if len(values) else None
