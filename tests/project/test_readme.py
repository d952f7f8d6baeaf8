"""README tells the truth: its code runs, its rows and figures are those of the release, its commands exist."""

import contextlib
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.release.csvs import read_csv
from pipeline.release.parquet import write_parquet
from pipeline.run.cli import app
from pipeline.run.readme import written
from pipeline.schema.tables import TABLES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)
ARTICLES = sorted((ROOT / "data" / "raw" / "afghan").glob("k*.txt"))


def blocks(language):
    return [text for name, text in BLOCK.findall(README) if name == language]


COMMANDS = [
    line.removeprefix("$ ").split("#")[0].strip() for block in blocks("console") for line in block.splitlines() if line
]


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder with the release's tables, as `make repro` leaves them, and a few articles."""
    for name in TABLES:
        frame = read_csv(name, ROOT / "data" / "release" / f"{name}.csv")
        write_parquet(name, frame, tmp_path / "data" / "release" / f"{name}.parquet")
        shutil.copy(ROOT / "data" / "release" / f"{name}.csv", tmp_path / "data" / "release")
    (tmp_path / "articles").mkdir()
    for path in ARTICLES:
        shutil.copy(path, tmp_path / "articles")
    shutil.copy(ARTICLES[0], tmp_path / "articles" / "kabul.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_lines_of_pandas_print_the_rows_below_them(clone):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for block in blocks("python"):
            exec(block, {})
    assert printed.getvalue() == blocks("text")[0]


def test_readme_is_up_to_date():
    assert written(README, ROOT) == README, "run make readme"


def test_the_commands_run_in_order(clone):
    ours = [command for command in COMMANDS if command.startswith("ruydad ")]
    assert len(ours) > 3
    for command in ours:
        result = CliRunner().invoke(app, shlex.split(command)[1:])
        assert result.exit_code == 0, f"{command}: {result.output}"


def test_the_other_commands_are_targets_of_make():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    told = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", README + CONTRIBUTING))
    assert told and told <= targets
    assert all(command.split()[0] in ("make", "ruydad") for command in COMMANDS)


def test_links_lead_to_files():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if not link.startswith("https://") and not (ROOT / link).exists()] == []
