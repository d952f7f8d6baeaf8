"""Fixtures that rooms share."""

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from pipeline.articles.article import Article
from pipeline.events.facts import ArticleFacts, read_facts
from pipeline.mentions.resources import Resources, default_resources
from pipeline.release.write import Making, write_release
from pipeline.schema.tables import TABLES, as_table

OFFSETS = {
    "events": [("trigger_text", "trigger_start", "trigger_end"), ("evidence_text", "evidence_start", "evidence_end")],
    "casualties": [("casualties_text", "start", "end")],
    "locations": [("location_text", "start", "end")],
    "sources": [("source_text", "start", "end")],
}


@pytest.fixture(scope="session")
def resources() -> Resources:
    """The gazetteer and the scanner over every lexicon, built once."""
    return default_resources()


@pytest.fixture(scope="session")
def article_of() -> Callable[..., Article]:
    """Makes an `Article` of a text and, where it is known, the day and hour of publication."""

    def make(text: str, published: dt.datetime | None = None, article_id: str = "made") -> Article:
        basis: Any = "given" if published else "none"
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return Article(article_id, None, text, None, None, published, basis, "fa-IR", "made.txt", digest)

    return make


@pytest.fixture(scope="session")
def facts_of(resources: Resources, article_of: Callable[..., Article]) -> Callable[..., ArticleFacts]:
    """Reads every mention of a text, act words or not."""

    def read(text: str, published: dt.datetime | None = None) -> ArticleFacts:
        return read_facts(article_of(text, published), resources, everything=True)

    return read


@pytest.fixture
def release_tables() -> dict[str, pd.DataFrame]:
    """The hand-made release of `examples/release_tables.yaml`, offsets filled in; a test may change it."""
    return {name: frame.copy() for name, frame in _release_tables().items()}


@pytest.fixture(scope="session")
def _made_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "release"
    write_release(_release_tables(), folder, Making("0.1.0"))
    return folder


@pytest.fixture
def release_folder(_made_release: Path, tmp_path: Path) -> Path:
    """The hand-made release, written; a copy that a test may change."""
    return shutil.copytree(_made_release, tmp_path / "release")


@cache
def _release_tables() -> dict[str, pd.DataFrame]:
    rows: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        (Path(__file__).parent / "examples" / "release_tables.yaml").read_text(encoding="utf-8")
    )
    texts = {row["article_id"]: row["text"] for row in rows["articles"]}
    owner = {row["event_id"]: row["article_id"] for row in rows["events"]}
    for table, columns in OFFSETS.items():
        for row in rows[table]:
            for words, start, end in columns:
                if words in row:
                    row[start] = texts[row.get("article_id") or owner[row["event_id"]]].index(row[words])
                    row[end] = row[start] + len(row[words])
    return {name: as_table(name, rows[name]) for name in TABLES}


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium; fails where there is none, because a page that nobody opened is not tested."""
    from playwright.sync_api import sync_playwright

    where = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=where, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()
