"""A glance at a release: what `make repro` prints when it is done, and what README shows.

In: a release folder. Out: one line of counts and the first dated rows as plain text.
"""

import sys
from pathlib import Path

import pandas as pd

from pipeline.release.parquet import read_table

RELEASE = Path("data/release")
SHOWN = ["date_start", "sub_event_type", "location_name", "killed_low", "source_code", "claim"]
ROWS = 8


def first_rows(events: pd.DataFrame) -> str:
    """The first event rows by date, a few columns of each; what README's lines of pandas print."""
    return events.sort_values(["date_start", "event_id"])[SHOWN].head(ROWS).to_string(index=False)


def glance(release: Path) -> str:
    """Counts and first rows of a release; raises RuydadError where a table cannot be read."""
    counts = {
        name: len(read_table(name, release / f"{name}.parquet")) for name in ("articles", "incidents", "rejected")
    }
    events = read_table("events", release / "events.parquet")
    told = (
        f"{release}: {len(events)} event rows from {counts['articles']} articles, {counts['incidents']} incidents, "
        f"{counts['rejected']} inputs rejected. The first rows by date:"
    )
    return f"{told}\n\n{first_rows(events)}"


if __name__ == "__main__":
    sys.stdout.write(glance(RELEASE) + "\n")
