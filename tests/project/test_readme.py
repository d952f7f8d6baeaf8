"""README and docs tell the truth: their commands run, their figures are those of the release, and nothing is left out."""

import contextlib
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer
import yaml
from typer.testing import CliRunner

from pipeline.release.codebook import markdown
from pipeline.release.csvs import read_csv
from pipeline.release.parquet import write_parquet
from pipeline.run.cli import app
from pipeline.run.readme import PAGES as FIGURES
from pipeline.run.readme import written
from pipeline.schema.codes import list_names, read_codes
from pipeline.schema.tables import TABLES

ROOT = Path(__file__).parents[2]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
}
README = PAGES["README.md"]
TOLD = "\n".join(PAGES.values())
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)
INNER = {"environment", "package"}  # steps of make install
ARTICLES = sorted((ROOT / "data" / "raw" / "afghan").glob("k*.txt"))


def blocks(language, text=README):
    return [text for name, text in BLOCK.findall(text) if name == language]


def commands_in(text):
    lines = [line for block in blocks("console", text) for line in block.splitlines() if line]
    return [line.removeprefix("$ ").split("#")[0].strip() for line in lines]


COMMANDS = [command for text in PAGES.values() for command in commands_in(text)]


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


@pytest.mark.parametrize("page", FIGURES)
def test_figures_are_up_to_date(page):
    assert written(PAGES[page], ROOT) == PAGES[page], "run make readme"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=[] if page == "README.md" else pytest.mark.slow)
        for page, text in PAGES.items()
        if "$ ruydad " in text
    ],
)
def test_the_commands_of_a_page_run_in_order(clone, page):
    ours = [command for command in commands_in(PAGES[page]) if command.startswith("ruydad ")]
    if page == "docs/citing.md":
        ours.insert(0, "ruydad run articles/ --out results --quiet")
    for command in ours:
        result = CliRunner().invoke(app, shlex.split(command)[1:])
        assert result.exit_code == 0, f"{command}: {result.output}"


def test_the_other_commands_are_targets_of_make():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    told = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", README + CONTRIBUTING))
    assert told and told <= targets
    assert all(command.split()[0] in ("make", "ruydad") for command in COMMANDS)


def test_links_lead_to_files():
    dead = [
        f"{page}: {link}"
        for page, text in PAGES.items()
        for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
        if not link.startswith("https://") and not (ROOT / page).parent.joinpath(link).exists()
    ]
    assert dead == []


def told_of(command):
    """What is written of a command: its section in docs/commands.md, and every line that shows a call of it."""
    section = re.findall(rf"^## ruydad {command}\n(.*?)(?=^## |\Z)", PAGES["docs/commands.md"], re.S | re.M)
    lines = [line for line in TOLD.splitlines() if re.search(rf"`ruydad {command}\b|^\$ ruydad {command}\b", line)]
    return "\n".join(section + lines)


def test_every_command_and_option_is_documented():
    missing = []
    for name, command in typer.main.get_command(app).commands.items():
        told = told_of(name)
        if not told:
            missing.append(f"ruydad {name}")
            continue
        options = [each.opts[0] for each in command.params if each.param_type_name == "option" and each.name != "help"]
        missing += [f"ruydad {name} {option}" for option in options if not re.search(rf"{option}(?![\w-])", told)]
    assert missing == [], f"docs/commands.md should tell of {', '.join(missing)}"


def test_every_parameter_is_documented():
    params = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))
    names = [f"{block}.{name}" for block, told in params.items() for name in told]
    assert [name for name in names if f"| `{name}` |" not in README] == []
    told = re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", README, re.M)
    assert [name for name in told if name not in names] == [], "README tells of parameters that are none"


def test_every_table_column_and_code_is_in_the_codebook():
    book = markdown()
    missing = [name for name in TABLES if f"### {name}\n" not in book]
    missing += [column for table in TABLES.values() for column in table.columns if f"| `{column}` |" not in book]
    missing += [row["code"] for name in list_names() for row in read_codes(name) if f"| `{row['code']}` |" not in book]
    assert missing == []
    assert [name for name in TABLES if f"`{name}`" not in README] == []


def test_every_target_of_make_is_documented():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert [name for name in targets - INNER if f"make {name}" not in CONTRIBUTING] == []
