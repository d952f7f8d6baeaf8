"""Bad usage is one clear sentence and exit code 2; help tells how it is done."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.run.cli import LAYERS, app
from pipeline.run.layers import LAYERS as READ_LAYERS

COMMANDS = (
    "run",
    "mentions",
    "explain",
    "timeline",
    "diff",
    "codebook",
    "validate",
    "train",
    "review",
    "review-apply",
    "alpha",
)


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call the command in an empty folder that holds `articles.txt`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles.txt").write_text("ارتش دیروز روستا را گلوله‌باران کرد.", encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rnu"], "No such command 'rnu'. Did you mean 'run'?"),
        (["run"], "Missing argument 'INPUT...'. See"),
        (["run", "articles.txt"], "Missing option '--out' / '-o'. See"),
        (["run", "articles.txt", "--uot", "x"], "There is no option --uot. Did you mean --out?"),
        (["run", "artikles.txt", "-o", "x"], "artikles.txt is no file, no folder and no pattern that matches one."),
        (["run", "artikles.txt", "-o", "x"], "Did you mean articles.txt?"),
        (["run", "*.html", "-o", "x"], "*.html is no file, no folder and no pattern that matches one."),
        (["run", "articles.txt", "-o", "articles.txt"], "articles.txt is a file; --out needs a folder."),
        (["run", "articles.txt", "-o", "x", "--rule", "representativ"], "Did you mean representative?"),
        (["run", "articles.txt", "-o", "x", "--workers", "none"], "Invalid value for '--workers'"),
        (["run", "articles.txt", "-o", "x", "--workers", "0"], "Invalid value for '--workers'"),
        (["run", "articles.txt", "-o", "x", "--previous", "y"], "y is no folder; --previous needs"),
        (["mentions", "articles.txt"], "Missing option '--layer' / '-l'. See"),
        (["mentions", "articles.txt", "--layer", "date"], "There is no layer date. Did you mean dates?"),
        (["mentions", "articles.txt", "--layer", "qqq"], f"Choose one of {', '.join(LAYERS)}."),
        (["mentions", "none.txt", "--layer", "dates"], "none.txt is no file"),
        (["explain"], "Missing argument 'EVENT_ID'. See"),
        (["explain", "e1"], "data/release holds no events.parquet; name a release folder with --in."),
        (["codebook", "--html", "--json"], "--html and --json exclude each other."),
        (["codebook", "--htm"], "There is no option --htm. Did you mean --html?"),
        (["validate", "x"], "x is no folder."),
        (["review", "x"], "Missing option '--reviewer' / '-r'. See"),
        (["review", "x", "-r", "Parvin M"], "A reviewer is one word of Latin letters"),
        (["review", "x", "-r", "parvin"], "x holds no events.parquet; name the folder of a release"),
        (["review-apply", "x.jsonl"], "x.jsonl is no file of decisions."),
        (["alpha", "articles.txt"], "Agreement needs the files of two coders or more."),
        (["train", "x"], "x is no folder."),
        (["train", ".", "--articles", "y"], "y is no file and no folder; --articles needs the texts of the rows."),
        (["train", "."], "has no articles.jsonl; a gold folder holds articles.jsonl and gold.json, or *.spans.jsonl."),
    ],
)
def test_bad_usage(call, arguments, told):
    result = call(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.startswith("ruydad: ") and result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_layers_are_those_that_are_read():
    assert set(LAYERS) == set(READ_LAYERS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_of_each_command(call, command):
    result = call(command, "--help")
    assert result.exit_code == 0
    assert f"ruydad {command}" in result.stdout.split("Example", 1)[1]


def test_help_names_every_command_and_nothing_else_is_one(call):
    assert {each.name or each.callback.__name__ for each in app.registered_commands} == set(COMMANDS)
    told = call("--help").stdout
    assert all(command in told for command in COMMANDS)


def test_without_arguments_the_help_is_printed(call):
    result = call()
    assert result.exit_code == 2
    assert "Usage: ruydad" in result.output and "mentions" in result.output


def test_the_installed_command_answers_like_the_module(tmp_path):
    command = Path(sys.executable).with_name("ruydad")
    done = subprocess.run([command, "validate", "x"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "ruydad: x is no folder.\n")
    done = subprocess.run([command, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("ruydad 0.")
