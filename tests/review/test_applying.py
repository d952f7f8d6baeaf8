"""Decisions become corrections where they have ground, and the corrections survive what comes after."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.incidents.corrections import read_corrections
from pipeline.release.changes import compare, markdown
from pipeline.release.parquet import read_table, write_parquet
from pipeline.release.write import Making
from pipeline.review.applying import to_corrections, write_corrections
from pipeline.review.decisions import DecisionFile
from pipeline.review.reading import read_release
from pipeline.review.walk import Walk
from pipeline.schema.tables import empty
from pipeline.stages import incidents
from pipeline.stages import release as release_stage

_REVIEWED: list = []  # made once: trying a change checks the row against the schema


@pytest.fixture
def reviewed(walk_of, change):
    """Parvin changes e1 and rejects e2."""
    if _REVIEWED:
        return list(_REVIEWED)
    walk = walk_of()
    change(walk, "low", "6", "the second sentence", table="casualties")
    change(walk, "sub_event_type", "attack")
    walk.decide("accept", None)
    walk.decide("reject", "a summary, no event")
    walk.decide("unsure", None)
    _REVIEWED.extend(walk.file.decisions)
    return list(_REVIEWED)


def test_changes_and_rejections_become_corrections(reviewed, release, tmp_path):
    found = to_corrections(reviewed, release, [])
    assert (found.new, found.known, found.refused, found.disagreements) == (3, 0, (), ())
    assert found.passed_over == {"accept": 1, "unsure": 1, "code": 0}
    write_corrections(found.corrections, tmp_path / "corrections.csv")
    lines = read_corrections(tmp_path / "corrections.csv")
    assert [(each.table, each.column, each.new) for each in lines] == [
        ("casualties", "low", "6"),
        ("events", "sub_event_type", "Attack"),
        ("events", "reject", ""),
    ]
    assert lines[0].reason == "the second sentence" and lines[0].date == "2024-05-31"
    again = to_corrections(reviewed, release, lines)
    assert (again.new, again.known, again.corrections) == (0, 3, tuple(lines))


def test_another_text_is_refused(reviewed, release):
    stale = [replace(each, article_digest="0" * 64) for each in reviewed]
    found = to_corrections(stale, release, [])
    assert found.new == 0 and len(found.refused) == 3
    assert "article demo-1 is not the text that was reviewed (its digest differs)" in found.refused[0]


def test_words_that_are_not_there_are_refused(reviewed, release):
    found = to_corrections([replace(reviewed[0], start=0, end=4)], release, [])
    assert found.new == 0 and "does not have the words reviewed from 0 to 4" in found.refused[0]


def test_another_value_or_no_row_is_refused(reviewed, release):
    events = release.tables["events"]
    moved = events.assign(sub_event_type=events["sub_event_type"].where(events["event_id"] != "e1", "Grenade"))
    found = to_corrections(reviewed, type(release)("2", {**release.tables, "events": moved}), [])
    assert [each.column for each in found.corrections] == ["low", "reject"]
    assert "sub_event_type is 'Grenade' now, not 'Remote explosive/landmine/IED'" in found.refused[0]
    gone = type(release)("2", {**release.tables, "events": events[events["event_id"] != "e2"]})
    assert "row e2 is not in this release" in to_corrections(reviewed, gone, []).refused[0]


def test_an_impossible_row_is_refused_whole(reviewed, release):
    wild = replace(reviewed[1], column="latitude", old="34.0", new="95")
    found = to_corrections([reviewed[0], wild], release, [])
    assert found.new == 0 and "95.0 is above 90" in found.refused[0]


@pytest.mark.parametrize("second", ["accept", "other", "reject"])
def test_reviewers_who_disagree_are_listed_and_nothing_is_applied(reviewed, release, walk_of, change, second):
    other = walk_of("dara", events=["e1"])
    if second == "other":
        change(other, "sub_event_type", "Suicide bomb")
    other.decide("reject" if second == "reject" else "accept", None)
    found = to_corrections([*reviewed, *other.file.decisions], release, [])
    assert [each.column for each in found.corrections] == ["reject"]  # e2, which dara did not see
    told = "\n".join(found.disagreements)
    assert "e1: on " in told and "dara says" in told and "parvin says" in told
    assert ("'Suicide bomb'" in told) == (second == "other")


def test_reviewers_who_agree_are_one_line_and_doubt_is_no_disagreement(reviewed, release, walk_of, change):
    other = walk_of("dara", events=["e1", "e2"])
    change(other, "low", "6", "so it says", table="casualties")
    change(other, "sub_event_type", "Attack")
    other.decide("accept", None)
    other.decide("unsure", None)
    found = to_corrections([*reviewed, *other.file.decisions], release, [])
    assert found.disagreements == () and found.new == 3
    assert found.corrections[0].reviewer == "dara"
    assert found.corrections[0].reason == "so it says / the second sentence (so also parvin)"


def test_the_last_word_of_one_reviewer_counts(reviewed, release, walk_of, change):
    again = replace(reviewed[1], new="Grenade", time="2024-06-01T00:00:00Z")
    found = to_corrections([*reviewed, again], release, [])
    assert [each.new for each in found.corrections if each.column == "sub_event_type"] == ["Grenade"]
    kept = replace(reviewed[3], decision="accept", time="2024-06-01T00:00:00Z")
    assert [each.column for each in to_corrections([*reviewed, kept], release, []).corrections] == [
        "low",
        "sub_event_type",
    ]


def test_a_correction_of_another_is_not_overwritten(reviewed, release):
    lines = to_corrections(reviewed, release, []).corrections
    other = replace(reviewed[1], reviewer="dara", new="Grenade")
    found = to_corrections([other], release, lines)
    assert found.new == 0
    assert "corrections.csv, line 3 (parvin) has 'Attack' there; settle it in the file" in found.refused[0]


def test_blind_codes_correct_nothing(walk_of, release):
    walk = walk_of(blind=True)
    walk.no_event()
    found = to_corrections(walk.file.decisions, release, [])
    assert found.new == 0 and found.passed_over["code"] == 1


@pytest.mark.slow
def test_corrections_survive_a_rebuild_and_the_changes_tell(tmp_path: Path, release_tables):
    """Review a release, apply, build again twice: the row is gone, its incident too, and nothing is to be done again."""
    for name in incidents.READ:
        write_parquet(name, release_tables[name], tmp_path / "interim" / "extracted" / f"{name}.parquet")
    write_parquet("rejected", empty("rejected"), tmp_path / "interim" / "extracted" / "rejected.parquet")
    counted = {"in": 2, "kept": 2, "rejected": 0}
    (tmp_path / "interim" / "articles.json").write_text(json.dumps(counted), encoding="utf-8")

    def build(out: str, previous: Path | None = None) -> Path:
        interim = tmp_path / "interim"
        incidents.build(interim / "extracted", interim / "linked", curated=tmp_path / "curated")
        release_stage.build(interim, tmp_path / out, Making("0.1.0", previous=previous))
        return tmp_path / out

    first = build("first")
    event = "e3"
    alone = read_table("events", first / "events.parquet").set_index("event_id")["incident_id"]["e3"]
    release = read_release(first)
    walk = Walk(release, [event], DecisionFile(tmp_path / "d.jsonl"), "parvin", lambda: "2024-05-31T12:00:00Z")
    walk.decide("reject", "an exercise")
    curated = tmp_path / "curated" / "corrections.csv"
    write_corrections(to_corrections(walk.file.decisions, release, []).corrections, curated)

    second = build("second", first)
    assert event not in set(read_table("events", second / "events.parquet")["event_id"])
    assert alone not in set(read_table("incidents", second / "incidents.parquet")["incident_id"])
    told = markdown(compare(first, second))
    assert f"- Removed 1: `{event}`" in told and f"- Removed 1: `{alone}`" in told
    stages = json.loads((second / "metrics.json").read_text(encoding="utf-8"))["stages"]
    assert stages["incidents"]["in"] == stages["incidents"]["kept"] + 1

    found = to_corrections(walk.file.decisions, read_release(second), read_corrections(curated))
    assert (found.new, found.known, found.refused) == (0, 1, ())
    third = build("third")
    pd.testing.assert_frame_equal(*(read_table("events", each / "events.parquet") for each in (second, third)))
