"""Extraction over a table of articles, part by part.

In: a folder with `articles.parquet` and `rejected.parquet`. Out: the tables articles (with sentence and event
counts), events, casualties, locations, sources, and rejected with what was rejected before and the articles at which
extraction broke, and the signatures of the articles' texts; written as they come, so
that memory is bounded by the parts in flight.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.articles.article import Article
from pipeline.release.parquet import open_parts, read_parts
from pipeline.run.errors import RuydadError
from pipeline.run.executors import map_parts, open_executor, parts_in_flight
from pipeline.run.extraction_cache import COUNTS, ExtractionCache, joined
from pipeline.run.fingerprint import fingerprint
from pipeline.run.part import TABLES, Job, Rows, extract_part
from pipeline.run.signatures import open_signatures

ROWS_IN_PART = 64
ROWS_IN_WRITE = 2_000
_KNOWN_BY = [name for name in Article.__slots__ if name != "text"]


def _parts(articles: Path, batches: deque[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The articles in parts; the batches that they are cut from are left in `batches`."""
    with pq.ParquetFile(articles) as file:
        for batch in file.iter_batches(batch_size=ROWS_IN_WRITE):
            batches.append(batch)
            for start in range(0, batch.num_rows, ROWS_IN_PART):
                yield batch.slice(start, ROWS_IN_PART)


def _parts_read(
    executor: Executor | None,
    parts: Iterable[pa.RecordBatch],
    gazetteer: Path | None,
    in_flight: Callable[[], int],
    cache: ExtractionCache | None,
) -> Iterator[tuple[int, Rows]]:
    """Articles in the part and its rows, in order; with a cache, only articles that it does not know are read."""
    waiting: deque[tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Rows]]] = deque()

    def unknown() -> Iterator[Job]:
        for part in parts:
            articles = part.select(_KNOWN_BY).to_pylist()
            known = {} if cache is None else cache.get(articles)
            new = [at for at, row in enumerate(articles) if row["article_id"] not in known]
            left = part.take(pa.array(new, type=pa.int64())).to_pylist()
            waiting.append((articles, left, known))
            yield Job(left, str(gazetteer) if gazetteer else None)

    for rows in map_parts(executor, extract_part, unknown(), in_flight):
        articles, left, known = waiting.popleft()
        if cache is not None:
            cache.put(left, rows)
        yield len(articles), joined(articles, known, rows) if known else rows


def with_counts(articles: pa.RecordBatch, seen: Iterable[Mapping[str, Any]]) -> pa.Table:
    """The articles that have counts, with them; those at which extraction broke have none."""
    by_article = {row["article_id"]: row for row in seen}
    told = [by_article.get(article) for article in articles["article_id"].to_pylist()]
    table = pa.Table.from_batches([articles])
    for name in COUNTS:
        values = pa.array([row and row[name] for row in told], type=pa.int64())
        at = table.schema.get_field_index(name)
        table = table.set_column(at, table.schema.field(at), values)
    return table if len(by_article) == len(told) else table.filter(pa.array([row is not None for row in told]))


class _Tables:
    """The tables being written: rows wait until there are enough of them for a row group."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._writers = {
            name: stack.enter_context(open_parts(name, folder / f"{name}.parquet", is_passing=name != "rejected"))
            for name in TABLES  # those rejected stand in the release as they are here
        }
        self._signatures = stack.enter_context(open_signatures(folder))
        self._waiting: Rows = {name: [] for name in TABLES}
        self._batches: deque[pa.RecordBatch] = deque()
        self._taken = 0
        self._seen: list[dict[str, Any]] = []
        self.counts = dict.fromkeys(TABLES, 0)

    @property
    def batches(self) -> deque[pa.RecordBatch]:
        """Articles as they were taken in, which wait for their counts."""
        return self._batches

    def add_part(self, taken: int, rows: Rows) -> None:
        """The rows of a part of so many articles; parts come in the order of `batches`, and end where those do."""
        for name in TABLES[1:]:
            self.add(name, rows[name])
        self._taken += taken
        self._seen += rows["articles"]
        if self._batches and self._taken == self._batches[0].num_rows:
            self.counts["articles"] += self._writers["articles"](with_counts(self._batches.popleft(), self._seen))
            self._signatures(self._seen)
            self._taken, self._seen = 0, []

    def add(self, name: str, rows: list[dict[str, Any]]) -> None:
        self._waiting[name] += rows
        if len(self._waiting[name]) >= ROWS_IN_WRITE:
            self.flush(name)

    def flush(self, name: str) -> None:
        self.counts[name] += self._writers[name](self._waiting[name])
        self._waiting[name] = []


def extract_tables(
    read: Path,
    folder: Path,
    gazetteer: Path | None = None,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    cache: Path | None = None,
    say: Callable[[str], None] = lambda sentence: None,
    progress: Callable[[int], None] = lambda count: None,
) -> dict[str, int]:
    """Extract every article of `read` into the tables under `folder`; row counts by table, and `in` for articles.

    `cache` is a folder with the rows of articles that were read before, which are not read again; `say` tells a person
    what was changed since. Raises RuydadError where an article is unaccounted for.
    """
    taken, before = pq.read_metadata(read / "articles.parquet").num_rows, 0
    with ExitStack() as stack:
        tables = _Tables(folder, stack)
        for part in read_parts("rejected", read / "rejected.parquet"):
            before += len(part)
            earlier: list[Any] = part.to_dict("records")
            tables.add("rejected", earlier)
        executor = stack.enter_context(open_executor(workers, scheduler, gazetteer))
        store = stack.enter_context(ExtractionCache(cache, fingerprint(gazetteer), say)) if cache else None
        parts = _parts(read / "articles.parquet", tables.batches)
        in_flight = partial(parts_in_flight, executor, workers)
        for count, rows in _parts_read(executor, parts, gazetteer, in_flight, store):
            tables.add_part(count, rows)
            progress(len(rows["articles"]) + len(rows["rejected"]))
        for name in TABLES[1:]:
            tables.flush(name)
    kept, failed = tables.counts["articles"], tables.counts["rejected"] - before
    if taken != kept + failed:
        raise RuydadError(f"{taken} articles were taken in but {kept} read and {failed} rejected.")
    return {"in": taken, "kept": kept, "rejected": failed} | {name: tables.counts[name] for name in TABLES[1:-1]}
