"""Floors rise, fall only with a reason, and fail the run when they are not met."""

import json

import pytest

from pipeline.run.errors import RuydadError
from pipeline.run.judge import judge, main

SCORER = """
import json, sys
rows = json.load(open(sys.argv[3] + "/f1.json"))
json.dump([{"field": field, "f1": f1} for field, f1 in rows.items()], open(sys.argv[5], "w"))
"""


@pytest.fixture
def shared(tmp_path):
    """A stand-in for the shared folder: its scorer repeats what the build left."""
    folder = tmp_path / "shared"
    (folder / "gold" / "dev").mkdir(parents=True)
    (folder / "bench").mkdir()
    (folder / "bench" / "score.py").write_text(SCORER, encoding="utf-8")
    for file in ("gold.json", "articles.jsonl"):
        (folder / "gold" / "dev" / file).write_text("", encoding="utf-8")
    return folder


def building(scores):
    def build(articles, out):
        out.mkdir()
        (out / "f1.json").write_text(json.dumps(scores), encoding="utf-8")

    return build


def floors_in(path):
    return json.loads(path.read_text(encoding="utf-8"))["floors"]


def test_floors_rise_and_never_fall_by_raising(shared, tmp_path, capsys):
    floors = tmp_path / "floors.json"
    assert judge(shared, floors, rise=True, build=building({"event": 0.61239, "date": 0.5})) == 0
    assert floors_in(floors) == {"dev": {"event": 0.612, "date": 0.5}}
    assert judge(shared, floors, rise=True, build=building({"event": 0.7, "date": 0.4})) == 1
    assert floors_in(floors) == {"dev": {"event": 0.7, "date": 0.5}}
    assert "date              0.4000   0.500  under its floor" in capsys.readouterr().out


def test_a_floor_is_lowered_with_a_reason_that_is_kept(shared, tmp_path):
    floors = tmp_path / "floors.json"
    judge(shared, floors, rise=True, build=building({"event": 0.7, "date": 0.5}))
    assert judge(shared, floors, reason="fewer guesses", build=building({"event": 0.6, "date": 0.9})) == 0
    kept = json.loads(floors.read_text(encoding="utf-8"))
    assert kept["floors"] == {"dev": {"event": 0.6, "date": 0.5}}
    assert kept["lowered"] == [{"set": "dev", "field": "event", "from": 0.7, "to": 0.6, "reason": "fewer guesses"}]
    with pytest.raises(RuydadError, match="only with a reason"):
        judge(shared, floors, reason=" ", build=building({"event": 0.1}))


def test_a_field_that_vanishes_is_under_its_floor(shared, tmp_path):
    floors = tmp_path / "floors.json"
    judge(shared, floors, rise=True, build=building({"event": 0.7, "date": 0.5}))
    assert judge(shared, floors, build=building({"event": 0.7})) == 1


def test_nothing_to_judge_without_the_shared_folder(tmp_path, capsys):
    assert main(["--shared", str(tmp_path / "none"), "--floors", str(tmp_path / "floors.json")]) == 0
    assert "nothing to judge" in capsys.readouterr().out
    assert not (tmp_path / "floors.json").exists()


def test_a_scorer_that_fails_is_told(shared, tmp_path):
    (shared / "bench" / "score.py").write_text("raise SystemExit('no such column')", encoding="utf-8")
    with pytest.raises(RuydadError, match="no such column"):
        judge(shared, tmp_path / "floors.json", build=building({}))
