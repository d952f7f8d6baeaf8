"""Extraction over a table of articles, part by part.

In: `articles.parquet`. Out: the tables articles (with sentence and event counts), events,
casualties, locations and sources, written as they come; memory is bounded by the parts in flight.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.articles.article import Article
from pipeline.events.extract import extract
from pipeline.gazetteer.load import load_gazetteer
from pipeline.mentions.resources import Resources, build_resources
from pipeline.release.parquet import open_parts, read_parts
from pipeline.run.executors import map_parts, open_executor

TABLES = ("articles", "events", "casualties", "locations", "sources")
CHILDREN = ("casualties", "locations", "sources")
ROWS_IN_PART = 64
ROWS_IN_WRITE = 2_000
Rows = dict[str, list[dict[str, Any]]]
_loaded: dict[str | None, Resources] = {}


@dataclass(frozen=True, slots=True)
class Job:
    """One part of the articles, and the gazetteer file to read it with (None: the built-in one)."""

    articles: list[dict[str, Any]]
    gazetteer: str | None


def article_of(row: Mapping[str, Any]) -> Article:
    """An `Article` from its table row."""
    told = {name: (None if pd.isna(row[name]) else row[name]) for name in Article.__slots__}
    if told["published_at"] is not None:
        told["published_at"] = pd.Timestamp(told["published_at"]).to_pydatetime()
    return Article(**told)


def resources_of(gazetteer: str | None) -> Resources:
    """Resources of this process, built once for each gazetteer file."""
    if gazetteer not in _loaded:
        _loaded[gazetteer] = build_resources(load_gazetteer(Path(gazetteer) if gazetteer else None))
    return _loaded[gazetteer]


def extract_part(job: Job) -> Rows:
    """Rows of every table for one part; pure but for the resources it loads at its first call."""
    resources = resources_of(job.gazetteer)
    found: Rows = {name: [] for name in TABLES}
    for row in job.articles:
        extraction = extract(article_of(row), resources)
        found["articles"].append({**row, "sentence_count": len(extraction.facts.sentences), "event_count": len(extraction.events)})
        for event in extraction.events:
            children = {name: event.pop(name) for name in CHILDREN}
            found["events"].append(event)
            for name, lines in children.items():
                found[name] += [{**line, "event_id": event["event_id"]} for line in lines]
    return found


def _jobs(articles: Path, gazetteer: Path | None) -> Iterator[Job]:
    for part in read_parts("articles", articles, ROWS_IN_PART):
        yield Job(part.to_dict("records"), str(gazetteer) if gazetteer else None)


def extract_table(
    articles: Path,
    folder: Path,
    gazetteer: Path | None = None,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    progress: Callable[[int], None] = lambda count: None,
) -> dict[str, int]:
    """Extract every article of a table into the tables under `folder`; row counts by table."""
    counts = dict.fromkeys(TABLES, 0)
    pending: Rows = {name: [] for name in TABLES}
    with ExitStack() as stack:
        writers = {name: stack.enter_context(open_parts(name, folder / f"{name}.parquet")) for name in TABLES}
        executor = stack.enter_context(open_executor(workers, scheduler))
        for rows in map_parts(executor, extract_part, _jobs(articles, gazetteer), 2 * max(1, workers)):
            for name in TABLES:
                pending[name] += rows[name]
                if len(pending[name]) >= ROWS_IN_WRITE:
                    counts[name] += writers[name](pending[name])
                    pending[name] = []
            progress(len(rows["articles"]))
        for name in TABLES:
            counts[name] += writers[name](pending[name])
    return counts
