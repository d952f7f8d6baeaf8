"""What is on record of a release stands in the package as long as the tables are the recorded ones."""

import json

import pytest

from pipeline.release.files import write_json, write_text
from pipeline.release.published import digests, latest
from pipeline.release.regrouping import regrouping
from pipeline.release.write import Making, write_release


@pytest.fixture
def releases(release_folder, tmp_path):
    """Records of 0.9.0 and of 0.10.0; the latter of the hand-made release."""
    write_json(tmp_path / "releases" / "0.9.0" / "record.json", {"tables": {}})
    write_json(
        tmp_path / "releases" / "0.10.0" / "record.json", {"code_commit": "c0", "tables": digests(release_folder)}
    )
    write_text(tmp_path / "releases" / "0.10.0" / "CHANGES.md", "What is new.\n")
    return tmp_path / "releases"


def written(folder):
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return told["version"], told.get("code_commit"), (folder / "CHANGES.md").read_text(encoding="utf-8")


def test_the_record_of_the_same_tables_is_told(release_tables, releases, tmp_path):
    write_release(release_tables, tmp_path / "out", Making("0.10.0", releases=releases))
    assert written(tmp_path / "out") == ("0.10.0", "c0", "What is new.\n")


def test_the_record_of_other_tables_is_not(release_tables, releases, tmp_path):
    release_tables["events"].at[0, "killed_low"] = 4
    write_release(release_tables, tmp_path / "out", Making("0.10.0", releases=releases))
    version, commit, changes = written(tmp_path / "out")
    assert (version, commit) == ("0.10.0+changed", None)
    assert "made after 0.10.0" in changes


def test_a_folder_to_compare_with_comes_before_the_lack_of_a_record(release_tables, releases, release_folder, tmp_path):
    release_tables["events"].at[0, "killed_low"] = 4
    making = Making("0.11.0", previous=release_folder, releases=releases)
    write_release(release_tables, tmp_path / "out", making)
    assert "`killed_low` changed in 1 row" in written(tmp_path / "out")[2]


def test_versions_are_ordered_as_numbers(releases, tmp_path):
    assert latest(releases) == "0.10.0"
    assert latest(tmp_path / "nowhere") is None


def test_merged_and_split_incidents_are_told_by_the_rows_of_both(release_tables):
    old = release_tables["events"].iloc[:3].assign(event_id=["a", "b", "c"], incident_id=["i1", "i2", "i2"])
    new = old.assign(incident_id=["i1", "i1", "i3"])
    found = regrouping(old, new)
    assert found.merged == {"i1": ("i1", "i2")}
    assert found.split == {"i2": ("i1", "i3")}
    assert regrouping(old, new.assign(event_id=["x", "y", "z"])).merged == {}
    assert regrouping(None, new).split == {}
