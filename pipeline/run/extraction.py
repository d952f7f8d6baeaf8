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

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.parquet import Writer, open_parts, read_parts
from pipeline.run.batch import Batch
from pipeline.run.errors import RuydadError
from pipeline.run.executors import map_parts, open_executor, parts_in_flight
from pipeline.run.extraction_cache import ExtractionCache, split
from pipeline.run.fingerprint import fingerprint
from pipeline.run.jobs import TABLES, Job
from pipeline.run.kept import Keeping
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
    waiting: deque[Batch] = deque()
    parts: deque[dict[str, bytes]] = deque()

    def unknown() -> Iterator[Job]:
        for batch in batches:
            unread = batch.unread()
            starts = range(0, max(1, len(unread)), ROWS_IN_PART)  # one part at least, so that every batch comes out
            batch.waiting = len(starts)
            waiting.append(batch)
            progress(len(batch.ids) - len(unread))
            for start in starts:
                some = unread[start : start + ROWS_IN_PART]
                parts.append({batch.ids[n]: batch.keys[n] for n in some})
                left = batch.articles.take(pa.array(some, type=pa.int64())).to_pylist()
                yield Job(left, str(gazetteer) if gazetteer else None)

    for found in map_parts(executor, read_job, unknown(), in_flight):
        keys, rows, batch = parts.popleft(), split(found), waiting[0]
        if cache is not None:
            cache.put(keys, rows)
        batch.rows |= rows
        batch.rejected += found["rejected"]
        batch.waiting -= 1
        progress(len(keys))
        if not batch.waiting:
            yield waiting.popleft()


def _open_writers(stack: ExitStack, folder: Path) -> dict[str, Writer]:
    """What writes each table part by part, until the stack is left; those rejected stand in the release as they are here."""
    return {
        name: stack.enter_context(open_parts(name, folder / f"{name}.parquet", is_passing=name != "rejected"))
        for name in TABLES
    }


def _pass_on(rejected: Path, write: Writer) -> int:
    """Write again what was rejected before; how many."""
    return sum(write(part.to_dict("records")) for part in read_parts("rejected", rejected))


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
    taken = pq.read_metadata(read / "articles.parquet").num_rows
    counts = dict.fromkeys(TABLES, 0)
    with ExitStack() as stack:
        writers = _open_writers(stack, folder)
        write_signatures = stack.enter_context(open_signatures(folder))
        before = counts["rejected"] = _pass_on(read / "rejected.parquet", writers["rejected"])
        executor = stack.enter_context(open_executor(workers, scheduler, gazetteer))
        store = stack.enter_context(ExtractionCache(cache, fingerprint(gazetteer), say)) if cache else None
        kept_in = cache / FOLDER if cache and store is not None and store.is_used else None
        made_with = "" if store is None else store.digest
        last, keeping = LastRun(kept_in, made_with), Keeping(kept_in, SCHEMAS, made_with)
        batches = _batches(read / "articles.parquet", store, last)
        in_flight = partial(parts_in_flight, executor, workers)
        for batch in _batches_read(executor, batches, gazetteer, in_flight, store, progress):
            articles, tables = batch.tables(last)
            keeping.add(tables)
            write_signatures(articles["article_id"], tables["seen"])
            for name, table in (("articles", articles), *((name, tables[name]) for name in ROWS)):
                counts[name] += writers[name](table) if table.num_rows else 0
            counts["rejected"] += writers["rejected"](batch.rejected) if batch.rejected else 0
    kept, failed = counts["articles"], counts["rejected"] - before
    if taken != kept + failed:
        raise RuydadError(f"{taken} articles were taken in but {kept} read and {failed} rejected.")
    keeping.keep(say)
    return {"in": taken, "kept": kept, "rejected": failed} | {name: counts[name] for name in ROWS}
