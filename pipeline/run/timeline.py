"""The timeline of a release, as it is or as it was known on a day.

In: a release folder and a day, Gregorian or Solar Hijri. Out: the tables incidents and revisions as of that day, and
lines for people.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.dates.calendars import from_jalali
from pipeline.incidents.reconcile import Rule
from pipeline.incidents.timeline import as_of
from pipeline.release.parquet import read_table
from pipeline.run.asked import parquet_folder
from pipeline.run.errors import UsageError

_DAY = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?: SH)?")
_LAST_JALALI_YEAR = 1600  # a year up to this one is of the Solar Hijri calendar: 1401-06-23
_SIGNS = "killed, injured: lowest–highest (best, where the rule tells one); ≥ at least, ≤ at most"
_HEAD = f"{'date':10} {'sub_event_type':33} {'location':22} {'killed':>14} {'injured':>14} {'sources':>7} incident_id"


def read_day(text: str) -> datetime.date:
    """`2022-09-14`, or `1401-06-23` or `۱۴۰۱/۰۶/۲۳` of the Solar Hijri calendar; raises UsageError for what is no day."""
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        year, month, day = (int(found[part]) for part in (1, 3, 4))
        return from_jalali(year, month, day) if year <= _LAST_JALALI_YEAR else datetime.date(year, month, day)
    except ValueError as error:
        raise UsageError(f"{text} is no day like 2022-09-14 or 1401-06-23.") from error


def timeline(release: Path, day: datetime.date | None, rule: Rule | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Incidents and revisions known at the end of the day; without a day, with all that is in the release.

    `rule` None keeps the release's own. Raises UsageError where the folder is no release.
    """
    parquet_folder(release)
    incidents = read_table("incidents", release / "incidents.parquet")
    if day is None and rule is None:
        return incidents, read_table("revisions", release / "revisions.parquet")
    used: Any = rule or (incidents["reconciliation_rule"].iloc[0] if len(incidents) else "representative")
    articles, events, casualties = (
        read_table(name, release / f"{name}.parquet") for name in ("articles", "events", "casualties")
    )
    return as_of(articles, events, casualties, day, rule=used)


def lines(incidents: pd.DataFrame) -> Iterator[str]:
    """What the signs mean, and a line an incident, by day, with a mark where sources dispute it."""
    yield _SIGNS
    yield _HEAD
    for row in incidents.sort_values(["date_start", "incident_id"], na_position="last").to_dict("records"):
        day = "" if pd.isna(row["date_start"]) else row["date_start"].date().isoformat()
        kind, place = (_cut(row[name], width) for name, width in (("sub_event_type", 33), ("location_name", 22)))
        figures = " ".join(f"{_range(row, kind_of):>14}" for kind_of in ("killed", "injured"))
        mark = " disputed" if row["is_disputed"] else ""
        yield f"{day:10} {kind} {place} {figures} {row['source_count']:7} {row['incident_id']}{mark}"


def _cut(value: Any, width: int) -> str:
    text = "" if pd.isna(value) else str(value)
    return text[:width].ljust(width)


def _range(row: Mapping[Any, Any], kind: str) -> str:
    bounds = [row[f"{kind}_{bound}"] for bound in ("low", "best", "high")]
    if all(pd.isna(bound) for bound in bounds):
        return ""
    low, best, high = (None if pd.isna(bound) else int(bound) for bound in bounds)
    if low is not None and low == high:
        return str(low)
    told = f"≥{low}" if high is None else f"≤{high}" if low is None else f"{low}–{high}"
    return told if best is None or (best == low and high is None) else f"{told} ({best})"
