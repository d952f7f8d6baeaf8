"""Review on the command line: a script in a pipe in place of keys, then corrections, then agreement."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.incidents.corrections import read_corrections
from pipeline.run.cli import app


@pytest.fixture
def call(tmp_path: Path, monkeypatch, release_folder: Path):
    """Call the command beside the hand-made release, with lines for keys."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, keys: str = ""):
        return CliRunner().invoke(app, list(arguments), input="".join(f"{key}\n" for key in keys.split("|")))

    return run


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines()]


def test_keys_become_decisions_and_the_same_call_goes_on(call):
    first = call("review", "release", "-r", "parvin", keys="a|c|sub_event_type|attack|seen|x|q")
    assert first.exit_code == 0, first.output
    assert "There is no key 'x'." in first.output
    assert "2 decisions written, 2 rows left. The same call goes on." in first.output
    told = [(each["id"], each["decision"], each["new"]) for each in lines("decisions-parvin.jsonl")]
    assert told == [("e3", "accept", None), ("e2", "change", "Attack")]
    second = call("review", "release", "-r", "parvin", keys="z|r||s")
    assert "3 rows, 1 of them decided" in second.output
    assert "Taken back: change of e2, sub_event_type." in second.output
    assert [each["decision"] for each in lines("decisions-parvin.jsonl")] == ["accept", "reject"]
    assert second.output.endswith("0 decisions written, 1 row left. The same call goes on.\n")


def test_without_a_terminal_marks_are_brackets_and_no_colour(call):
    shown = call("review", "release", "-r", "parvin", "--where", "country=AFG", keys="q").output
    assert "{[سخنگوی پلیس ولایت] [گفت] که در [انفجار] [روز دوشنبه] در [بازار] [مهرآباد]، [۵ نفر] کشته" in shown
    assert "=1+1 در «مهران»" in shown and "\x1b" not in shown and "\u2067" not in shown
    assert "1 sub_event_type             Remote explosive/landmine/IED  «انفجار»" in shown


def test_a_refusal_says_what_is_right_and_asks_no_reason(call):
    told = call("review", "release", "-r", "parvin", keys="c|countri|c|status|hapened|c|status|denied|why|q")
    assert "There is no field countri. Did you mean country?" in told.output
    assert "hapened is not in the code list status. Did you mean happened?" in told.output
    assert [(each["new"], each["reason"]) for each in lines("decisions-parvin.jsonl")] == [("denied", "why")]


def test_blind_coding_shows_no_prediction_and_is_measured(call):
    keys = "attack|hapened|happened|1401-06-21|1401-06-21|?|-|AFG|5|z|5|5|12|-|police|reported|q"
    told = call("review", "release", "-r", "parvin", "--blind", "--where", "country=AFG", keys=keys)
    assert told.exit_code == 0, told.output
    assert "0 rows left" in told.output and "Remote explosive/landmine/IED  «" not in told.output
    assert "{سخنگوی پلیس ولایت گفت که" in told.output and "confidence" not in told.output
    made = lines("decisions-parvin.jsonl")
    assert {each["old"] for each in made} == {None} and len(made) == 13
    call("review", "release", "-r", "dara", "--blind", "--where", "country=AFG", keys=keys.replace("12", "11"))
    table = call("alpha", "decisions-parvin.jsonl", "decisions-dara.jsonl")
    assert table.exit_code == 0, table.output
    assert "no variation" in table.output and table.output.startswith("column")
    found = json.loads(call("alpha", "decisions-parvin.jsonl", "decisions-dara.jsonl", "--json").output)
    alike = {each["column"]: (each["level"], each["n"], each["agreement"]) for each in found}
    assert alike["injured_low"] == ("ordinal", 1, 0.0) and alike["status"] == ("nominal", 1, 1.0)
    assert "actor_code" not in alike  # neither could tell


def test_decisions_become_corrections(call):
    call("review", "release", "-r", "parvin", "--where", "country=AFG", keys="c|country|IRN||a")
    done = call("review-apply", "decisions-parvin.jsonl", "--release", "release", "-o", "c.csv")
    assert done.exit_code == 0 and "1 correction added to c.csv, 0 there already, 0 refused" in done.output
    assert [(each.row, each.new) for each in read_corrections(Path("c.csv"))] == [("e1", "IRN")]
    call("review", "release", "-r", "dara", "--where", "country=AFG", keys="a")
    both = call(
        "review-apply",
        "decisions-parvin.jsonl",
        "decisions-dara.jsonl",
        "--release",
        "release",
        "-o",
        "d.csv",
        "--json",
    )
    assert both.exit_code == 1 and not Path("d.csv").exists()
    told = json.loads(both.output)
    assert told["disagreements"] == ["e1: on events country, dara says it is right, parvin says 'IRN'."]


def test_a_file_cut_by_a_crash_is_mended(call):
    call("review", "release", "-r", "parvin", keys="a|q")
    path = Path("decisions-parvin.jsonl")
    path.write_bytes(path.read_bytes() + path.read_bytes()[:50])
    told = call("review", "release", "-r", "parvin", "--json", keys="a|q")
    assert "half a line at its end was cut off" in told.stderr
    assert json.loads(told.stdout)["decided"] == 2
