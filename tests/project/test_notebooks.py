"""The notebooks run on any release, are kept without outputs, and their charts tell Persian days in order.

Here without running them: how they are kept. Marked slow: each is run, on the sample, on one article, on none.
"""

import base64
import datetime
import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from pipeline.release.csvs import read_csv
from pipeline.release.parquet import write_parquet
from pipeline.run.release_of import build_release
from pipeline.schema.tables import TABLES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
RLM = "\u200f"
CHARTS = {
    "01-load": 1,
    "02-toll-through-time": 1,
    "03-row-to-sentence": 0,
    "04-who-says-what": 3,
    "05-join-acled-ucdp": 1,
}
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind="code"):
    book = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in book["cells"] if cell["cell_type"] == kind]


@each_notebook
def test_a_notebook_is_kept_without_what_running_it_leaves(path):
    text = path.read_text(encoding="utf-8")
    book = json.loads(text)
    assert [cell["id"] for cell in cells(path) if cell["outputs"] or cell["execution_count"] is not None] == []
    assert [cell["id"] for cell in book["cells"] if cell["metadata"]] == []
    assert book["metadata"] == METADATA
    assert text == json.dumps(book, ensure_ascii=False, indent=1) + "\n"


@each_notebook
def test_a_notebook_is_short_and_names_no_row(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    assert len(book["cells"]) <= 12
    code = "".join("".join(cell["source"]) for cell in cells(path))
    assert 'RELEASE = Path(os.environ.get("RUYDAD_RELEASE", "../data/release"))' in code
    assert re.findall(r"inc-[0-9a-f]{6,}|\be[0-9a-f]{16}\b", code) == []


def test_the_code_of_notebooks_is_clean():
    plain = ["--config", "pyproject.toml", "--config", "extend-exclude = []"]
    for job in (["check", "--quiet"], ["format", "--check", "--quiet"]):
        call = [sys.executable, "-m", "ruff", *job, *plain, "notebooks"]
        done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_readme_lists_every_notebook():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in NOTEBOOKS if f"(notebooks/{path.name})" not in readme] == []


def test_tables_of_other_datasets_say_that_they_are_made_up():
    for name, column in (("acled_made_up", "notes"), ("ucdp_ged_made_up", "source_article")):
        told = pd.read_csv(FOLDER / f"{name}.csv")[column]
        assert told.str.startswith("Made up").all(), name


@pytest.fixture
def charts(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    import charts

    return charts


def test_a_label_keeps_the_day_before_the_month(charts):
    assert charts.jalali_label(datetime.date(2018, 5, 2)) == f"{RLM}۱۲ اردیبهشت ۱۳۹۷{RLM}"
    assert charts.jalali_label(datetime.date(2021, 3, 21), "month") == f"{RLM}فروردین ۱۴۰۰{RLM}"


@pytest.mark.parametrize(
    ("last", "first_tick", "label"),
    [
        ("2018-05-06", "2018-05-02", "۱۲ اردیبهشت ۱۳۹۷"),
        ("2019-02-01", "2018-04-21", "اردیبهشت ۱۳۹۷"),
        ("2030-02-01", "2018-03-21", "۱۳۹۷"),
    ],
)
def test_ticks_of_an_axis_are_days_months_or_years_of_the_solar_hijri_calendar(charts, last, first_tick, label):
    axis = charts.jalali_axis([pd.Timestamp("2018-05-02 10:00"), None, pd.Timestamp(last)]).to_dict()
    labels = json.loads(axis["labelExpr"].partition("[utcFormat")[0])
    assert next(iter(labels.items())) == (first_tick, f"{RLM}{label}{RLM}")
    assert len(labels) == len(axis["values"]) <= 12


def test_a_machine_without_persian_letters_is_told(charts, monkeypatch):
    monkeypatch.setattr(charts, "FONTS", ("no such font", "nor this", "nor that"))
    assert charts.set_up() == (
        "No font with Persian letters was found: install one of no such font, nor this, nor that, or labels may stay empty."
    )


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    """The sample's release from its CSV files, one of a single article, one without a row."""
    folder = tmp_path_factory.mktemp("releases")
    source = ROOT / "data" / "release"
    for name in TABLES:
        write_parquet(name, read_csv(name, source / f"{name}.csv"), folder / "sample" / f"{name}.parquet")
        (folder / "sample" / f"{name}.csv").write_bytes((source / f"{name}.csv").read_bytes())
    (folder / "sample" / "codes").symlink_to(source / "codes")
    article = folder / "article.txt"
    article.write_text("دو نفر در انفجار مین در قندهار کشته شدند. پلیس گفت یک نفر زخمی شد.", encoding="utf-8")
    calm = folder / "calm.txt"
    calm.write_text("نمایشگاه کتاب تهران امروز با حضور ناشران کشور آغاز به کار کرد.", encoding="utf-8")
    build_release([str(article)], folder / "one")
    build_release([str(calm)], folder / "none")
    return folder


def run(path, release, monkeypatch, tmp_path):
    """The outputs of each code cell by its id, run in a kernel of this environment and no other."""
    import nbformat
    from nbclient import NotebookClient

    for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("JUPYTER_PATH", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("RUYDAD_RELEASE", str(release))
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    return {cell.id: cell.outputs for cell in book.cells if cell.cell_type == "code"}


def pictures(outputs):
    drawn = [
        out["data"]["image/png"] for each in outputs.values() for out in each if "image/png" in out.get("data", {})
    ]
    return [base64.b64decode(picture) for picture in drawn]


def html(outputs):
    return [out["data"]["text/html"] for out in outputs if "text/html" in out.get("data", {})]


@pytest.mark.slow
@each_notebook
def test_a_notebook_runs_on_the_sample(path, releases, monkeypatch, tmp_path):
    outputs = run(path, releases / "sample", monkeypatch, tmp_path)
    drawn = pictures(outputs)
    assert len(drawn) == CHARTS[path.stem]
    assert all(len(picture) > 5000 for picture in drawn)
    assert not any(out.get("name") == "stderr" for each in outputs.values() for out in each)
    if path.stem == "03-row-to-sentence":
        events = pd.read_parquet(releases / "sample" / "events.parquet")
        shown = unescape(re.sub(r"<[^>]+>", "", html(outputs["marks"])[-1]))
        assert shown in set(events.evidence_text)
        slices = outputs["offsets"][0]["data"]["text/plain"]
        counts = [line.split()[-2:] for line in slices.splitlines()[1:]]
        assert len(counts) == 5 and all(one == other and int(one) > 100 for one, other in counts)
    if path.stem == "05-join-acled-ucdp":
        assert len(re.findall("MADEUP", html(outputs["match"])[0])) > 5


@pytest.mark.slow
@pytest.mark.parametrize("release", ["one", "none"])
@each_notebook
def test_a_notebook_runs_on_a_release_of_next_to_nothing(path, release, releases, monkeypatch, tmp_path):
    run(path, releases / release, monkeypatch, tmp_path)
