"""Bad usage is one clear sentence and exit code 2; help tells how it is done."""

import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.run.cli import LAYERS, app
from pipeline.run.console import progress
from pipeline.run.layers import LAYERS as READ_LAYERS

COMMANDS = (
    "run",
    "mentions",
    "explain",
    "timeline",
    "diff",
    "codebook",
    "explore",
    "validate",
    "train",
    "export",
    "import-annotations",
    "review",
    "review-apply",
    "alpha",
)


@pytest.fixture
def call(tmp_path, monkeypatch, release_folder):
    """Call the command in a folder that holds `articles.txt` and the hand-made `release`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fresh").mkdir()  # as git has it
    (tmp_path / "fresh" / "events.csv").write_bytes((release_folder / "events.csv").read_bytes())
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "events.csv").write_text("id,what\n1,a wedding\n", encoding="utf-8")
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
        (
            ["run", "articles.txt", "-o", "x", "--workers", "none"],
            "Invalid value for '--workers': it needs a whole number. See",
        ),
        (["run", "articles.txt", "-o", "x", "--workers", "0"], "'--workers': it must be greater than or equal to 1."),
        (["run", "articles.txt", "-o", "x", "--previous", "y"], "y is no folder; --previous needs"),
        (["mentions", "articles.txt"], "Missing option '--layer' / '-l'. See"),
        (["mentions", "articles.txt", "--layer", "date"], "There is no layer date. Did you mean dates?"),
        (["mentions", "articles.txt", "--layer", "qqq"], f"Choose one of {', '.join(LAYERS)}."),
        (["mentions", "none.txt", "--layer", "dates"], "none.txt is no file"),
        (["explain"], "Missing argument 'EVENT_ID'. See"),
        (["explain", "e1"], "data/release is no folder. Name the folder of a release."),
        (["explain", "e1", "--in", "realese"], "realese is no folder. Did you mean release?"),
        (["explain", "e1x", "--in", "release"], "There is no event e1x in release. Did you mean e1?"),
        (["explain", "i1", "--in", "release"], "i1 is an incident; its rows are e1, e2."),
        (["explain", "demo-2", "--in", "release"], "demo-2 is an article; its rows are e3."),
        (["timeline"], "data/release is no folder."),
        (["timeline", "--in", "."], ". holds no table events. Did you mean release?"),
        (["timeline", "--in", "release", "--as-of", "yesterday"], "yesterday is no day like 2022-09-14 or 1401-06-23."),
        (["timeline", "--in", "release", "--rule", "informtive"], "Did you mean informative?"),
        (["diff"], "Missing argument 'OLD'. See"),
        (["diff", "relaese"], "relaese is neither a folder nor a tag"),
        (["diff", "relaese", "release"], "Did you mean release?"),
        (["diff", ".", "release"], ". holds no table events; name the folder of a release."),
        (["codebook", "date_strat"], "The codebook has no date_strat. Did you mean date_start?"),
        (["codebook", "event"], "The codebook has no event. Did you mean events?"),
        (["codebook", "events.stats"], "Did you mean events.status?"),
        (["codebook", "date_start", "--json"], "JSON has the whole codebook: give a word, or --json."),
        (["codebook", "date_start", "--html"], "The page shows the whole codebook: give a word, or --html."),
        (["codebook", "hapened"], "Did you mean happened?"),
        (["timeline", "--in", "fresh"], "fresh holds tables as CSV but no events.parquet; run make repro first"),
        (["explain", "e1", "--in", "fresh"], "run make repro first, which writes the Parquet beside them."),
        (["explore", "fresh"], "run make repro first"),
        (["validate", "fresh"], "run make repro first"),
        (["review", "fresh", "-r", "parvin"], "run make repro first"),
        (["export", "fresh", "--to", "acled", "--out", "x"], "run make repro first"),
        (["diff", "foreign", "release"], "foreign is no release: its events.csv has other columns."),
        (
            ["run", "articles.txt", "-o", "x", "--previous", "foreign"],
            "foreign is no release: its events.csv has other",
        ),
        (["review", "release", "-r", "parvin", "--where", "foo=1"], "no column foo. ruydad codebook events lists"),
        (["codebook", "--in", "releas"], "releas is no folder. Did you mean release?"),
        (["validate"], "Missing argument 'DIR'. See"),
        (["validate", "."], ". holds no table events. Did you mean release?"),
        (["validate", "release", "--jsn"], "There is no option --jsn. Did you mean --json?"),
        (["--verison"], "There is no option --verison. Did you mean --version?"),
        (["run", "articles.txt", "-o", "x", "--scheduler", "here"], "here is no address of a scheduler"),
        (["train"], "Missing argument 'GOLD...'. See"),
        (["codebook", "--html", "--json"], "--html and --json exclude each other."),
        (["codebook", "--htm"], "There is no option --htm. Did you mean --html?"),
        (["validate", "x"], "x is no folder. Name the folder of a release."),
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
    assert "Usage: ruydad" in result.output and "mentions" in result.output and "ruydad: " not in result.output


def test_the_installed_command_answers_like_the_module(tmp_path):
    command = Path(sys.executable).with_name("ruydad")
    done = subprocess.run([command, "validate", "x"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "ruydad: x is no folder. Name the folder of a release.\n",
    )
    done = subprocess.run([command, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("ruydad 0.")


PRINTING = {  # every command that prints a result, on the hand-made release
    "run": ["articles.txt", "--out", "made"],
    "mentions": ["articles.txt", "--layer", "dates"],
    "explain": ["e1", "--in", "release"],
    "timeline": ["--in", "release"],
    "diff": ["release", "release"],
    "codebook": [],
    "validate": ["release"],
}


@pytest.mark.parametrize("command", PRINTING)
def test_json_is_json_and_nothing_else(call, command):
    result = call(command, *PRINTING[command], "--json")
    assert result.exit_code == 0, result.stderr
    assert isinstance(json.loads(result.stdout), dict)
    assert "\x1b" not in result.stdout


def test_a_foreign_column_fails_every_command_alike(call, tmp_path):
    path = tmp_path / "release" / "events.parquet"
    pd.read_parquet(path).assign(mine=1).to_parquet(path)
    told = {call(*each).stderr for each in (["timeline", "--in", "release"], ["explain", "e1", "--in", "release"])}
    told.add(call("export", "release", "--to", "acled", "--out", "x.csv").stderr)
    assert told == {"ruydad: release/events.parquet is not as the schema says: table events has no column mine\n"}


@pytest.mark.parametrize("arguments", [["run", "articles.txt", "--out", "/proc/foo"],
                                       ["export", "release", "--to", "acled", "--out", "/proc/x.csv"]])  # fmt: skip
def test_a_place_that_cannot_be_written_is_named_as_it_was_given(call, arguments):
    result = call(*arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"ruydad: {arguments[-1]} cannot be written") and "Name another" in result.stderr


def test_exit_codes_are_0_1_and_2(call, tmp_path):
    assert call("validate", "release").exit_code == 0
    (tmp_path / "release" / "rejected.parquet").write_bytes(b"no")
    assert call("validate", "release").exit_code == 1
    assert call("validate", "nothing").exit_code == 2
    (tmp_path / "release" / "incidents.parquet").write_bytes(b"no")
    broken = call("timeline", "--in", "release")
    assert broken.exit_code == 1 and "cannot be read as table" in broken.stderr


def test_a_word_of_the_codebook_is_looked_up(call):
    told = call("codebook", "status").stdout
    assert "## status" in told
    told = call("codebook", "events.date_basis").stdout
    assert "filled by pipeline/dates/resolve.py" in told and "weekday: Weekday · روز هفته" in told
    assert "| `killed_low` |" in call("codebook", "incidents").stdout
    assert "شاید" in call("codebook", "--in", "release", "--html").stdout
    assert "## REB, a code of role" in call("codebook", "REB").stdout
    assert "## Armed clash, a code of sub_event_type" in call("codebook", "Armed clash").stdout
    assert "for example" in call("codebook", "events.date_start", "--in", "release").stdout
    assert "this row" not in call("codebook", "incidents").stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_a_completion_script(tmp_path, shell):
    command = Path(sys.executable).with_name("ruydad")
    asked = {**os.environ, "_RUYDAD_COMPLETE": f"source_{shell}"}
    done = subprocess.run([command], cwd=tmp_path, env=asked, capture_output=True, text=True, check=False)
    assert "_RUYDAD_COMPLETE=complete_" in done.stdout


@pytest.mark.parametrize(
    ("words", "completed"),
    [("ruydad ti", "timeline"), ("ruydad run x --ru", "--rule"), ("ruydad run x --rule con", "conservative"),
     ("ruydad mentions x --layer ca", "casualties")],
)  # fmt: skip
def test_words_are_completed(tmp_path, words, completed):
    command = Path(sys.executable).with_name("ruydad")
    count = str(words.count(" "))
    asked = {**os.environ, "_RUYDAD_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": count}
    done = subprocess.run([command], cwd=tmp_path, env=asked, capture_output=True, text=True, check=False)
    assert completed in done.stdout.split()


def shown_on(terminal, monkeypatch, **environment):
    """What progress writes to standard error that is, or is not, a terminal."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", **environment}.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    stream.isatty = lambda: terminal
    monkeypatch.setattr(sys, "stderr", stream)
    with progress(quiet=False) as show:
        show("events", 0, 40)
        for _ in range(20):
            show("events", 1, 40)
            time.sleep(0.02)
    return stream.getvalue()


def test_progress_has_rate_and_remaining_time_on_a_terminal_alone(monkeypatch):
    assert shown_on(False, monkeypatch) == ""
    told = shown_on(True, monkeypatch)
    assert "events" in told and "/40" in told and "left" in told and "/s" in told
    assert re.search(r"\x1b\[[0-9;]*3[0-9]m|\x1b\[38;", told)


def test_no_color_is_respected(monkeypatch):
    told = shown_on(True, monkeypatch, NO_COLOR="1")
    assert "/40" in told and not re.search(r"\x1b\[[0-9;]*3[0-9]m|\x1b\[38;", told)
