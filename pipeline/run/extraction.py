"""Extraction over a table of articles, part by part.

In: a folder with `articles.parquet` and `rejected.parquet`. Out: the tables articles (with sentence and event
counts), events, casualties, locations, sources, and rejected with what was rejected before and the articles at which
extraction broke, and the signatures of the articles' texts; written as they come, so
that memory is bounded by the parts in flight, their batches, and twice the tables that a run keeps for the next
(pipeline/run/last_run.py).
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.parquet import open_parts, read_parts
from pipeline.run.batch import Batch, Part
from pipeline.run.errors import RuydadError
from pipeline.run.executors import map_parts, open_executor, parts_in_flight
from pipeline.run.extraction_cache import ExtractionCache, split
from pipeline.run.fingerprint import fingerprint
from pipeline.run.jobs import TABLES, Job
from pipeline.run.kept import Keeping, Tables
from pipeline.run.last_run import FOLDER, ROWS, SCHEMAS, LastRun
from pipeline.run.reader import read_job
from pipeline.run.signatures import open_signatures

ROWS_IN_PART = 64
ROWS_AT_ONCE = 500  # as many batches as there are parts in flight wait in memory
Progress = Callable[[int], None]


def _batches(articles: Path, cache: ExtractionCache | None, last: LastRun) -> Iterator[Batch]:
    """The articles some at a time, with what is known of them."""
    with pq.ParquetFile(articles) as file:
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE):
            ids = batch["article_id"].to_pylist()
            keys = [b""] * len(ids) if cache is None else cache.keys(batch)
            made = Batch(batch, ids, keys, last.find(keys), {})
            if cache is not None:
                unread = made.unread()
                made.rows = cache.get({keys[n]: ids[n] for n in unread})
                cache.mark_used(set(keys) - {keys[n] for n in unread})
            yield made


def _batches_read(
    executor: Executor | None,
    batches: Iterator[Batch],
    gazetteer: Path | None,
    in_flight: Callable[[], int],
    cache: ExtractionCache | None,
    progress: Progress,
) -> Iterator[Batch]:
    """The batches in order, as soon as what was unknown of them is read."""
    reading: deque[Part] = deque()

    def jobs() -> Iterator[Job]:
        for batch in batches:
            parts = batch.parts(ROWS_IN_PART)
            progress(len(batch.ids) - sum(len(part.places) for part in parts))
            for part in parts:
                reading.append(part)
                yield part.job(gazetteer)

    for found in map_parts(executor, read_job, jobs(), in_flight, lambda job: not job.articles):
        part, rows = reading.popleft(), split(found)
        if cache is not None:
            cache.put(part.keys(), rows)
        part.batch.rows |= rows
        part.batch.rejected += found["rejected"]
        progress(len(part.places))
        if part.is_last:
            yield part.batch


class _Written:
    """The tables of a run, written part by part until the stack is left, and how many rows each has."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.counts, self.before = dict.fromkeys(TABLES, 0), 0
        self._writers = {  # those rejected stand in the release as they are here
            name: stack.enter_context(open_parts(name, folder / f"{name}.parquet", is_passing=name != "rejected"))
            for name in TABLES
        }
        self._signatures = stack.enter_context(open_signatures(folder))

    def pass_on(self, rejected: Path) -> None:
        """Write again what was rejected before."""
        for part in read_parts("rejected", rejected):
            self.before += self._writers["rejected"](part.to_dict("records"))
        self.counts["rejected"] += self.before

    def add(self, articles: pa.Table, tables: Tables, rejected: list[dict[str, Any]]) -> None:
        """Write articles that were read, what was found in them, and those at which extraction broke."""
        self._signatures(articles["article_id"], tables["seen"])
        for name, table in (("articles", articles), *((name, tables[name]) for name in ROWS)):
            self.counts[name] += self._writers[name](table) if table.num_rows else 0
        self.counts["rejected"] += self._writers["rejected"](rejected) if rejected else 0

    def accounted(self, taken: int) -> dict[str, int]:
        """The counts of so many articles; raises RuydadError where one of them is neither read nor rejected."""
        kept, failed = self.counts["articles"], self.counts["rejected"] - self.before
        if taken != kept + failed:
            raise RuydadError(f"{taken} articles were taken in but {kept} read and {failed} rejected.")
        return {"in": taken, "kept": kept, "rejected": failed} | {name: self.counts[name] for name in ROWS}


def _known(
    stack: ExitStack, cache: Path | None, gazetteer: Path | None, say: Callable[[str], None]
) -> tuple[ExtractionCache | None, LastRun, Keeping]:
    """What is known of articles that were read before, and what keeps this run's tables for the next."""
    store = stack.enter_context(ExtractionCache(cache, fingerprint(gazetteer), say)) if cache else None
    folder = cache / FOLDER if cache and store is not None and store.is_used else None
    made_with = "" if store is None else store.digest
    return store, LastRun(folder, made_with), Keeping(folder, SCHEMAS, made_with)


def extract_tables(
    read: Path,
    folder: Path,
    gazetteer: Path | None = None,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    cache: Path | None = None,
    say: Callable[[str], None] = lambda sentence: None,
    progress: Progress = lambda count: None,
) -> dict[str, int]:
    """Extract every article of `read` into the tables under `folder`; row counts by table, and `in` for articles.

    `cache` is a folder with the rows of articles that were read before, which are not read again; `say` tells a person
    what was changed since. Raises RuydadError where an article is unaccounted for.
    """
    with ExitStack() as stack:
        written = _Written(stack, folder)
        written.pass_on(read / "rejected.parquet")
        executor = stack.enter_context(open_executor(workers, scheduler, gazetteer))
        store, last, keeping = _known(stack, cache, gazetteer, say)
        batches = _batches(read / "articles.parquet", store, last)
        in_flight = partial(parts_in_flight, executor, workers)
        for batch in _batches_read(executor, batches, gazetteer, in_flight, store, progress):
            articles, tables = batch.tables(last)
            keeping.add(tables)
            written.add(articles, tables, batch.rejected)
    counts = written.accounted(pq.read_metadata(read / "articles.parquet").num_rows)
    keeping.keep(say)
    return counts
