"""The commands export and import-annotations: what they say, write and refuse."""

import json

import pytest
from typer.testing import CliRunner

from pipeline.exports import formats
from pipeline.run import export_commands
from pipeline.run.cli import app


@pytest.fixture
def call(release_folder, tmp_path, monkeypatch):
    """Call the command beside a release named `release`."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_the_formats_offered_are_those_that_are_made():
    assert tuple(formats.FORMATS) == export_commands.FORMATS


@pytest.mark.parametrize("name", export_commands.FORMATS)
def test_an_export_tells_how_many_went_out_and_why_others_did_not(call, tmp_path, name):
    done = call("export", "release", "--to", name, "--out", "out")
    assert done.exit_code == 0
    assert " exported → out" in done.stdout
    assert "left out" not in done.stdout
    assert (name in ("polecat",)) == ("left out" in done.stderr)
    told = json.loads(call("export", "release", "--to", name, "--out", "again", "--json").stdout)
    assert told["exported"] == int(done.stdout.split()[0]) and told["path"] == "again"


def test_explain_prints_the_table_and_needs_no_release(call):
    done = call("export", "nowhere", "--to", "acled", "--explain")
    assert done.exit_code == 0 and "| column | from | what is lost |" in done.stdout
    rows = json.loads(call("export", "--to", "acled", "--explain", "--json").stdout)
    assert {"column": "timestamp", "from": "–"}.items() <= rows[-1].items() and rows[-1]["lost"]


def test_help_lists_every_format(call):
    told = call("export", "--help").stdout
    assert all(name in told for name in export_commands.FORMATS)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "release", "--out", "x"], "Say which format with --to: acled, ucdp-ged"),
        (["export", "release", "--to", "geojsn", "--out", "x"], "There is no format geojsn. Did you mean geojson?"),
        (["export", "release", "--to", "acled"], "Say where to with --out PATH"),
        (["export", "nowhere", "--to", "acled", "--out", "x"], "nowhere holds no events.parquet"),
        (["export", "release", "--to", "brat", "--out", "release"], "release is not empty"),
        (["import-annotations", "release", "x.json", "--reviewer", "پروین", "--out", "c"], "is no reviewer"),
        (["import-annotations", "release", "x.json", "--reviewer", "p", "--out", "c"], "x.json is no file"),
        (["import-annotations", "release", "release", "--reviewer", "p", "--out", "c"], "release holds no .ann"),
        (
            ["import-annotations", "release", "release/CODEBOOK.md", "--reviewer", "p", "--out", "c"],
            "is neither a JSON export of Label Studio nor a brat folder",
        ),
        (
            ["import-annotations", "release", "release/metrics.json", "--reviewer", "p", "--out", "c"],
            "is no list of tasks with data",
        ),
        (
            ["import-annotations", "release", "x.json", "--reviewer", "p", "--out", "c", "--date", "soon"],
            "soon is no day like 2022-09-14 or 1401-06-23.",
        ),
    ],
)
def test_bad_use_is_told_in_a_sentence(call, tmp_path, arguments, told):
    done = call(*arguments)
    assert done.exit_code == 2 and told in done.stderr
    assert not (tmp_path / "c").exists()


def test_a_changed_status_comes_back_and_what_is_refused_makes_exit_code_1(call, tmp_path):
    call("export", "release", "--to", "labelstudio", "--out", "tasks.json")
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    for task in tasks:
        task["annotations"] = task.pop("predictions")
    status = next(r for r in tasks[0]["annotations"][0]["result"] if r["from_name"] == "status")
    status["value"]["choices"] = ["background"]
    path = tmp_path / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    command = ("import-annotations", "release", "export.json", "--reviewer", "parvin", "--out")
    done = call(*command, "c.csv", "--date", "1403-03-11", "--reason", "read again")
    assert (done.exit_code, done.stdout.strip()) == (0, f"{len(tasks)} annotated rows, 1 changed cell → c.csv")
    (_, line) = (tmp_path / "c.csv").read_text(encoding="utf-8").splitlines()
    event = tasks[0]["data"]["event_id"]
    assert line == f"parvin,2024-05-31,events,{event},status,happened,background,read again"
    tasks[1]["data"]["text"] += "."
    path.write_text(json.dumps(tasks), encoding="utf-8")
    done = call(*command, "d.csv")
    assert done.exit_code == 1 and "digest differs" in done.stderr and "1 refused" in done.stdout
