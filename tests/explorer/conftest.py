"""What the tests of the explorer share: built pages, and a browser that must not reach out."""

import contextlib
import csv
import shutil
import sys
from pathlib import Path

import pytest

from pipeline.explorer.build import build_explorer
from pipeline.explorer.reading import TABLES
from pipeline.release.csvs import read_csv
from pipeline.release.parquet import write_parquet

ROOT = Path(__file__).parents[2]
RELEASE = ROOT / "data" / "release"
sys.path.insert(0, str(Path(__file__).parent))

csv.field_size_limit(10**9)


@pytest.fixture(scope="session")
def _made_explorer(_made_release, tmp_path_factory):
    return build_explorer(_made_release, tmp_path_factory.mktemp("made") / "explorer").parent


@pytest.fixture
def page(release_folder, _made_explorer):
    """The hand-made release with its explorer; the folder of the release, a copy that a test may change."""
    shutil.copytree(_made_explorer, release_folder / "explorer")
    return release_folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The sample's release, from the CSV files in git, with its explorer; the folder of the release."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(RELEASE / "datapackage.json", folder)
    for name in TABLES:
        shutil.copy(RELEASE / f"{name}.csv", folder)
        write_parquet(name, read_csv(name, folder / f"{name}.csv"), folder / f"{name}.parquet")
    build_explorer(folder)
    return folder


@pytest.fixture
def visit(chromium):
    """Opens a page from disk: `visit(folder, "#/…")`. At the end no request may have left and nothing be on the console."""
    contexts, told = [], []

    def open_page(release, where="#/", **options):
        context = chromium.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "timezone_id": "America/Lima", "locale": "fa-IR"} | options
        )
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: told.append(message.text))
        tab.on("pageerror", lambda error: told.append(str(error)))
        tab.on(
            "request",
            lambda asked: None if asked.url.startswith(("file:", "data:", "blob:")) else told.append(asked.url),
        )
        tab.goto(f"{(release / 'explorer' / 'index.html').as_uri()}{where}")
        tab.wait_for_selector("h1")
        return tab

    open_page.told = told
    yield open_page
    for context in contexts:
        with contextlib.suppress(Exception):
            context.close()
    assert told == []
