"""Articles that are read and written together: what the last run knew of them and what is read now, as tables.

In: a batch of articles, where the last run has them, and rows of the others. Out: the articles with their counts, and
their rows of every table in the order of the articles.
"""

from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.release.parquet import arrow_table
from pipeline.run.extraction_cache import COUNTS
from pipeline.run.jobs import Job
from pipeline.run.kept import Longs, Tables
from pipeline.run.last_run import ROWS, SEEN, LastRun


@dataclass(slots=True)
class Batch:
    """The articles with their keys; `at` is where the last run has each, -1 where it has not; `rows` by article_id has
    what else is known or read.
    """

    articles: pa.RecordBatch
    ids: list[str]
    keys: list[bytes]
    at: Longs
    rows: dict[str, Any]
    rejected: list[dict[str, Any]] = field(default_factory=list)

    def unread(self) -> list[int]:
        """The places of the articles of which nothing is known."""
        return [n for n in np.flatnonzero(self.at < 0).tolist() if self.ids[n] not in self.rows]

    def parts(self, most: int) -> "list[Part]":
        """What is unread, so many articles a part at most; one part at least, so that every batch has a last."""
        unread = self.unread()
        starts = range(0, max(1, len(unread)), most)
        return [Part(self, unread[start : start + most], start == starts[-1]) for start in starts]

    def tables(self, last: LastRun) -> tuple[pa.Table, Tables]:
        """The articles that were read, and `seen` and their rows of every table; an article that broke has none."""
        known = np.flatnonzero(self.at >= 0)
        fresh = [n for n in np.flatnonzero(self.at < 0).tolist() if self.ids[n] in self.rows]
        old, new = last.rows(self.at[known]), self._fresh(fresh)
        places = (known, np.array(fresh, dtype=np.int64))
        found = {"seen": _merged(old["seen"], new["seen"], *places)}
        for name in ROWS:
            counts = (each["seen"][f"rows_of_{name}"].to_numpy() for each in (old, new))
            owners = (np.repeat(place, count) for place, count in zip(places, counts, strict=True))
            found[name] = _merged(old[name], new[name], *owners)
        articles = pa.Table.from_batches([self.articles])
        if len(known) + len(fresh) < len(self.ids):
            articles = articles.take(pa.array(np.sort(np.concatenate(places))))
        for name in COUNTS:
            column = articles.schema.get_field_index(name)
            articles = articles.set_column(column, articles.schema.field(column), found["seen"][name])
        return articles, found

    def _fresh(self, places: list[int]) -> dict[str, pa.Table]:
        mine = [self.rows[self.ids[n]] for n in places]
        seen = [
            {
                **rows["counts"],
                "key": self.keys[n],
                "signature": b64decode(rows["counts"]["signature"]),
                **{f"rows_of_{name}": len(rows[name]) for name in ROWS},
            }
            for n, rows in zip(places, mine, strict=True)
        ]
        told = {name: arrow_table(name, [row for rows in mine for row in rows[name]]) for name in ROWS}
        return {"seen": pa.Table.from_pylist(seen, schema=SEEN), **told}


@dataclass(frozen=True, slots=True)
class Part:
    """Articles of a batch that are read together, by their places in it; when the last part is read the batch is."""

    batch: Batch
    places: list[int]
    is_last: bool

    def job(self, gazetteer: Path | None) -> Job:
        """What a worker is given to read them."""
        articles = self.batch.articles.take(pa.array(self.places, type=pa.int64())).to_pylist()
        return Job(articles, str(gazetteer) if gazetteer else None)

    def keys(self) -> dict[str, bytes]:
        """Their keys by article_id."""
        return {self.batch.ids[n]: self.batch.keys[n] for n in self.places}


def _merged(known: pa.Table, fresh: pa.Table, of_known: Longs, of_fresh: Longs) -> pa.Table:
    """The rows of both in the order of the articles that they are of, in one piece."""
    if not fresh.num_rows:
        return known.combine_chunks()
    if not known.num_rows:
        return fresh.combine_chunks()
    order = np.argsort(np.concatenate([of_known, of_fresh]), kind="stable")
    return pa.concat_tables([known, fresh]).take(pa.array(order)).combine_chunks()
