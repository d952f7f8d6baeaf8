"""The tables that the last run read, as they were: what most articles of the next run have is copied out of them.

In: the cache folder. Out: rows of every table for the articles that are known by their keys, many at once. What the
cache file (pipeline/run/extraction_cache.py) has of them too would be unpacked article by article. How
tables are kept is told in pipeline/run/kept.py.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa

from pipeline.run.jobs import CHILDREN
from pipeline.run.kept import Kept, Longs, Tables, taken
from pipeline.run.signatures import SCHEMA
from pipeline.schema.tables import schema

ROWS = ("events", *CHILDREN)
FOLDER = "last"
SEEN = pa.schema(
    {
        "key": pa.binary(),
        "sentence_count": pa.int64(),
        "event_count": pa.int64(),
        **{name: SCHEMA.field(name).type for name in SCHEMA.names[1:]},
        **{f"rows_of_{name}": pa.int64() for name in ROWS},
    }
)
SCHEMAS = {"seen": SEEN, **{name: schema(name) for name in ROWS}}


class LastRun(Kept):
    """The tables of the last run; none where there was none, or where a file of it is damaged."""

    def __init__(self, folder: Path | None, made_with: str) -> None:
        super().__init__(folder, SCHEMAS, made_with)
        seen = self.tables["seen"]
        ends = {name: np.cumsum(seen[f"rows_of_{name}"].to_numpy()) for name in ROWS}
        self._starts = {name: np.append(0, end).astype(np.int64) for name, end in ends.items()}

    def rows(self, at: Longs) -> Tables:
        """What was seen of the articles that stand there, and their rows of every table, in that order."""
        found = {"seen": taken(self.tables["seen"], at)}
        for name in ROWS:
            start, count = self._starts[name][at], self._starts[name][at + 1] - self._starts[name][at]
            first = np.repeat(start - (np.cumsum(count) - count), count)
            found[name] = taken(self.tables[name], first + np.arange(len(first)))
        return found
