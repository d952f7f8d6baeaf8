"""`ruydad run` and what reads a release: validate, explain."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.run.cli import app
from pipeline.run.explain import explain_event
from pipeline.schema.tables import TABLES

TEXT = (
    "وزارت دفاع جمهوری آذربایجان اعلام کرد در درگیری‌های شامگاه ۲۱ شهریور در نزدیکی کلبجر ۵۰ سرباز این کشور کشته شدند.\n"
    "نخست‌وزیر ارمنستان گفت ۴۹ نظامی ارمنی جان باختند.\n"
)


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two articles, one record that is none, and the release made of them."""
    found = tmp_path_factory.mktemp("run")
    records = [
        {"id": "baku", "published": "2022-09-14 10:00", "outlet": "Sepidar", "text": TEXT},
        {
            "id": "calm",
            "published": "2022-09-14",
            "text": "نمایشگاه کتاب تهران امروز با حضور ناشران کشور آغاز به کار کرد.",
        },
        {"id": "none", "text": ""},
    ]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (found / "in.jsonl").write_text(lines, encoding="utf-8")
    result = call("run", found / "in.jsonl", "--out", found / "out", "--no-cache", "--json")
    assert result.exit_code == 0, result.output
    (found / "metrics.json").write_text(result.stdout, encoding="utf-8")
    return found


def test_every_table_is_there_and_counts_add_up(folder):
    told = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    assert told == json.loads((folder / "out" / "metrics.json").read_text(encoding="utf-8"))
    assert told["stages"]["articles"] == {"in": 3, "kept": 2, "rejected": 1}
    tables = {name: pd.read_parquet(folder / "out" / f"{name}.parquet") for name in TABLES}
    assert {name: len(table) for name, table in tables.items()} == told["rows"]
    assert set(tables["events"]["article_id"]) == {"baku"}
    assert tables["articles"].set_index("article_id")["event_count"].to_dict() == {
        "baku": told["rows"]["events"],
        "calm": 0,
    }
    assert {"CODEBOOK.md", "codebook.html", "datapackage.json", "CHANGES.md", "codes", "events.csv"} <= {
        path.name for path in (folder / "out").iterdir()
    }
    assert not [path for path in (folder / "out").iterdir() if path.name.startswith(".")]


def test_a_figure_stands_with_its_source(folder):
    events = pd.read_parquet(folder / "out" / "events.parquet")
    casualties = pd.read_parquet(folder / "out" / "casualties.parquet").merge(events[["event_id", "source_code"]])
    assert (50, "AZE-MIL") in set(zip(casualties["low"], casualties["source_code"], strict=True))


@pytest.mark.slow
def test_a_second_run_gives_the_same_bytes_with_other_workers_and_hash_seed(folder, tmp_path):
    command = [
        Path(sys.executable).with_name("ruydad"),
        "run",
        folder / "in.jsonl",
        "--out",
        tmp_path / "out",
        "--workers",
        "2",
        "--no-cache",
    ]
    odd = os.environ | {"PYTHONHASHSEED": "99", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=odd)
    assert "2 articles" in done.stdout and "1 input rejected" in done.stdout
    assert done.stderr == ""  # no bars where there is no terminal
    for path in sorted((folder / "out").rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "out" / path.relative_to(folder / "out")).read_bytes(), path.name


def test_validate_accepts_the_release_and_names_what_is_wrong_with_a_damaged_one(folder, tmp_path):
    good = call("validate", folder / "out")
    assert (good.exit_code, good.stdout) == (0, f"{folder / 'out'} is as the schema says.\n")
    assert json.loads(call("validate", folder / "out", "--json").stdout) == {"faults": []}
    (tmp_path / "events.parquet").write_bytes((folder / "out" / "events.parquet").read_bytes()[:-100])
    bad = call("validate", tmp_path)
    assert bad.exit_code == 1
    assert (
        "events.parquet cannot be read" in bad.stdout and "Table articles: articles.parquet is missing." in bad.stdout
    )


def test_explain_marks_the_parts_of_the_sentence(folder):
    events = pd.read_parquet(folder / "out" / "events.parquet")
    event = events.loc[events["killed_low"] == 50, "event_id"].item()
    shown = call("explain", event, "--in", folder / "out")
    assert shown.exit_code == 0
    assert "[" in shown.stdout.splitlines()[0] and "۵۰ سرباز" in shown.stdout
    assert "killed 50 to 50, exact" in shown.stdout
    assert "rules: " in shown.stdout.splitlines()[-1]
    brief = call("explain", event, "--in", folder / "out", "--quiet")
    assert len(brief.stdout.splitlines()) == 2
    told = json.loads(call("explain", event, "--in", folder / "out", "--json").stdout)
    assert told == explain_event(event, folder / "out")
    assert told["event"]["killed_low"] == 50
    for mark in told["marks"]:
        assert TEXT[mark["start"] : mark["end"]] == mark["text"]
    assert {"casualty", "place", "source"} <= {mark["kind"] for mark in told["marks"]}


def test_explain_of_an_unknown_event_is_bad_usage(folder):
    result = call("explain", "e0", "--in", folder / "out")
    wanted = f"ruydad: There is no event e0 in {folder / 'out'}. The column event_id of table events has them all.\n"
    assert (result.exit_code, result.stderr) == (2, wanted)


def test_changes_are_told_against_an_earlier_release(folder, tmp_path):
    result = call("run", folder / "in.jsonl", "--out", tmp_path / "out", "--previous", folder / "out", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    first = (folder / "out" / "CHANGES.md").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "CHANGES.md").read_text(encoding="utf-8") != first


def test_a_run_without_a_happening_is_an_empty_release(tmp_path):
    text = "نمایشگاه کتاب تهران امروز با حضور ناشران کشور آغاز به کار کرد."
    (tmp_path / "calm.txt").write_text(text, encoding="utf-8")
    result = call("run", tmp_path / "calm.txt", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("1 article, 0 event rows, 0 incidents, 0 inputs rejected")
    assert call("validate", tmp_path / "out").exit_code == 0


def test_a_folder_that_cannot_be_written_is_one_sentence(folder, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = call("run", folder / "in.jsonl", "--out", tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert result.stderr.startswith("ruydad: ") and result.stderr.count("\n") == 1
    assert "cannot be written to" in result.stderr


def test_codebook_tells_every_column_in_each_form():
    for form in ([], ["--html"], ["--json"]):
        result = call("codebook", *form)
        assert result.exit_code == 0
        assert all(column in result.stdout for table in TABLES.values() for column in table.columns)
    assert set(json.loads(result.stdout)) == set(TABLES)


def test_diff_tells_two_folders_apart(folder, tmp_path):
    shutil.copytree(folder / "out", tmp_path / "next")
    rows = pd.read_csv(tmp_path / "next" / "events.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    rows.loc[0, "killed_low"] = "7"
    rows.to_csv(tmp_path / "next" / "events.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    (tmp_path / "next" / "events.parquet").unlink()
    told = call("diff", folder / "out", tmp_path / "next")
    assert told.exit_code == 0
    assert "`killed_low` changed in 1 row" in told.stdout
    assert call("diff", folder / "out", folder / "out", "--quiet").exit_code == 0
    assert call("diff", folder / "out", tmp_path / "next", "--quiet").exit_code == 1


def test_diff_of_what_is_no_release_is_bad_usage(folder, tmp_path):
    assert "holds no table events" in call("diff", tmp_path, folder / "out").stderr
    result = call("diff", "v99.0.0", folder / "out")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
