"""What the how-tos say of lexicons and of rows of the sample release is so."""

import csv
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from pipeline.incidents.corrections import CHILDREN, apply_corrections, read_corrections
from pipeline.release.csvs import read_csv

ROOT = Path(__file__).parents[2]
RELEASE = ROOT / "data" / "release"
LEXICONS = ROOT / "pipeline" / "lexicons"
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ID = re.compile(r"\b(?:inc-[0-9a-f]{12}|e[0-9a-f]{16})\b")


def words(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def columns_in_files() -> set[str]:
    found = set()
    for path in LEXICONS.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            found |= {f"{path.name}: {column}" for column in next(csv.reader(lines))}
    return found


def columns_in_guide() -> set[str]:
    """Of lines «| `file.csv` | what | `column` meaning; … |»; what `any list` has is explained for all that have it."""
    rows = re.findall(r"^\| (any list|`\w+\.csv`) \|[^|]*\|(.*)\|$", words(ROOT / "docs" / "lexicon.md"), re.MULTILINE)
    told = [(file.strip("`"), column) for file, cell in rows for column in re.findall(r"`(\w+)`", cell)]
    found = {f"{file}: {column}" for file, column in told if file != "any list"}
    common = {column for file, column in told if file == "any list"}
    return found | {each for each in columns_in_files() if each.split(": ")[1] in common}


def test_the_guide_explains_every_column_of_every_lexicon() -> None:
    untold = sorted(columns_in_files() - columns_in_guide())
    assert not untold, f"docs/lexicon.md: add to the table what these columns of pipeline/lexicons hold: {untold}"


def test_the_guide_explains_no_column_that_no_lexicon_has() -> None:
    gone = sorted(columns_in_guide() - columns_in_files())
    assert not gone, f"docs/lexicon.md: no file of pipeline/lexicons has these columns; take them out: {gone}"


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    return read_csv("events", RELEASE / "events.csv")


def test_rows_and_incidents_named_in_guides_are_in_the_release() -> None:
    known = set(ID.findall(words(RELEASE / "events.csv") + words(RELEASE / "incidents.csv")))
    named = {(path.name, each) for path in GUIDES for each in ID.findall(words(path))}
    assert named
    gone = sorted((name, each) for name, each in named if each not in known)
    assert not gone, f"data/release has these no more; name others in the guide: {gone}"


def test_the_corrections_shown_can_be_made(events: pd.DataFrame, tmp_path: Path) -> None:
    shown = re.findall(r"```csv\n(.*?)```", words(ROOT / "docs" / "reviewing.md"), re.DOTALL)
    assert len(shown) == 1
    (tmp_path / "corrections.csv").write_text(shown[0], encoding="utf-8")
    lines = read_corrections(tmp_path / "corrections.csv")
    incident_of = dict(zip(events["event_id"], events["incident_id"], strict=True))
    (merged,) = (line.row.split(" + ") for line in lines if line.column == "merge")
    assert len({incident_of[event] for event in merged}) == 2, (
        "docs/reviewing.md: linking puts these rows together by now"
    )
    children = {name: read_csv(name, RELEASE / f"{name}.csv") for name in CHILDREN}
    made = apply_corrections(events, lines, children)
    assert len(made.log) == len(lines)


def test_the_figure_that_the_guide_cites_is_in_the_release() -> None:
    cited = re.search(r"«(inc-\w+), killed (\d+) \((\w+)\)", words(ROOT / "docs" / "citing.md"))
    assert cited
    incidents = read_csv("incidents", RELEASE / "incidents.csv").set_index("incident_id")
    row = incidents.loc[cited[1]]
    assert (str(row["killed_best"]), row["reconciliation_rule"]) == (cited[2], cited[3]), json.dumps(cited.groups())


def test_no_module_points_at_a_page_that_a_clone_lacks() -> None:
    pages = {path.name for folder in ("docs", "data") for path in (ROOT / folder).rglob("*.md")}
    pages |= {path.name for path in ROOT.glob("*.md")}
    told = {
        (str(path.relative_to(ROOT)), page)
        for path in ROOT.glob("pipeline/**/*.py")
        for page in re.findall(r"\b[\w-]+\.md\b", words(path))
    }
    assert told
    assert sorted((module, page) for module, page in told if page not in pages) == []
