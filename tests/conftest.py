"""Fixtures that rooms share."""

import datetime as dt
import functools
import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd
import pytest
import yaml
from hypothesis import HealthCheck, settings

from pipeline.articles.article import Article
from pipeline.events.facts import ArticleFacts, read_facts
from pipeline.mentions.resources import Resources, default_resources
from pipeline.release.write import Making, write_release
from pipeline.schema.tables import TABLES, as_table

# How many inputs a law is tried with that does not say so itself: every day, and by `make test-slow`.
for profile, examples in (("everyday", 60), ("whole", 400)):
    settings.register_profile(
        profile, max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile("everyday")

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
    rows: dict[str, list[dict[str, Any]]] = yaml.load(
        (Path(__file__).parent / "examples" / "release_tables.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
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


@pytest.fixture
def memory() -> Iterator[Any]:
    """The memory file system, empty before and after."""
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], str]]:
    """A web server for a folder: call it with the folder, get the address."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    servers = []

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *told: Any) -> None:
            pass

    def serve(folder: Path) -> str:
        handler = functools.partial(Silent, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def _s3_server() -> Iterator[str]:
    """An S3-compatible server on a free port."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def s3(_s3_server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """The S3 file system with an empty bucket `archive`, by the environment alone."""
    for name, value in {"ACCESS_KEY_ID": "anyone", "SECRET_ACCESS_KEY": "anything", "ENDPOINT_URL": _s3_server}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    files = fsspec.filesystem("s3", max_concurrency=4)
    if files.exists("archive"):
        files.rm("archive", recursive=True)
    files.mkdir("archive")
    yield files
    fsspec.get_filesystem_class("s3").clear_instance_cache()
