"""A run writes over no file of the user's, and one that read nothing leaves the release that was there."""

import json

import pytest
from typer.testing import CliRunner

from pipeline.run.cli import app
from pipeline.run.refusals import WRITTEN, refuse_to_overwrite

TEXT = "در انفجار یک مین در حومهٔ قندهار دو نفر کشته شدند."


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A folder of the user's own, with an input."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles.csv").write_text(f"id,text\na,{TEXT}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("inputs", ["articles.csv", "."])
def test_an_input_is_never_written_over(mine, inputs):
    before = (mine / "articles.csv").read_bytes()
    result = call("run", inputs, "--out", ".", "--no-cache")
    assert result.exit_code == 2 and "articles.csv" in result.stderr and "another folder" in result.stderr
    assert {path.name: path.read_bytes() for path in mine.iterdir()} == {"articles.csv": before}


@pytest.mark.parametrize("name", ["events.csv", "metrics.json", "datapackage.json", "codes"])
def test_files_that_no_run_wrote_are_not_written_over(mine, name):
    (mine / "out").mkdir()
    (mine / "out" / name).write_text("{}", encoding="utf-8")
    result = call("run", "articles.csv", "--out", "out", "--no-cache")
    assert result.exit_code == 2 and f"out holds {name} but no release" in result.stderr
    assert {path.name: path.read_text(encoding="utf-8") for path in (mine / "out").iterdir()} == {name: "{}"}


def test_a_release_is_replaced_unless_an_input_is_one_of_its_tables(mine):
    (mine / "out").mkdir()
    (mine / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    assert call("run", "articles.csv", "--out", "out", "--no-cache", "--quiet").exit_code == 0
    assert {path.name for path in (mine / "out").iterdir()} <= {*WRITTEN, "notes.txt"}
    refuse_to_overwrite(mine / "out", ["articles.csv", "s3://bucket/articles.csv"])
    table = call("run", "out/articles.csv", "--out", "out", "--no-cache")
    assert table.exit_code == 2 and "out/articles.csv is an input" in table.stderr


def test_a_run_without_an_article_fails_says_why_and_leaves_the_release(mine):
    assert call("run", "articles.csv", "--out", "out", "--no-cache", "--quiet").exit_code == 0
    before = (mine / "out" / "metrics.json").read_bytes()
    (mine / "english.txt").write_text("The army shelled the village.", encoding="utf-8")
    result = call("run", "english.txt", "--out", "out", "--no-cache")
    assert result.exit_code == 1
    assert "nothing was written: 1 not_persian. The first is english.txt: script, letters" in result.stderr
    assert (mine / "out" / "metrics.json").read_bytes() == before
    assert call("run", "english.txt", "--out", "new", "--no-cache").exit_code == 1
    assert not (mine / "new").exists()


def test_times_that_cannot_be_read_and_ids_that_are_taken_are_told(mine):
    records = [
        {"id": "a", "published": "banana", "text": TEXT},
        {"id": "a", "published": "1401-06-23", "text": TEXT * 2},
    ]
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in records)
    (mine / "in.jsonl").write_text(lines, encoding="utf-8")
    result = call("run", "in.jsonl", "--out", "out", "--no-cache")
    assert result.exit_code == 0
    assert "1 time of publication could not be read, the first is banana of in.jsonl, line 1:" in result.stderr
    assert "1 record had the id of another record" in result.stderr and "a of in.jsonl, line 2 is a-" in result.stderr
    told = json.loads((mine / "out" / "metrics.json").read_text(encoding="utf-8"))
    assert told["notes"] == {"id_repeated_with_other_content": 1, "published_unreadable": 1}
