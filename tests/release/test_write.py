"""A whole release: what is in the folder, what is refused, and that others' tools accept it."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from pipeline.release.changes import compare
from pipeline.release.changes import markdown as changes_text
from pipeline.release.metrics import conservation, faults_of_conservation, metrics
from pipeline.release.validate import validate_release
from pipeline.release.write import Making, write_release, write_tables
from pipeline.run.errors import RuydadError
from pipeline.schema.codes import list_names
from pipeline.schema.tables import TABLES, empty


@pytest.fixture
def folder(release_folder):
    return release_folder


def test_the_folder_holds_what_the_contract_names(folder):
    names = {path.name for path in folder.iterdir()}
    assert names == {f"{name}.{ending}" for name in TABLES for ending in ("parquet", "csv")} | {
        "CODEBOOK.md", "codebook.html", "datapackage.json", "metrics.json", "CHANGES.md", "codes", "ruydad.xlsx", "sbom.json",
    }  # fmt: skip
    assert {path.stem for path in (folder / "codes").iterdir()} == set(list_names())


@pytest.mark.slow
def test_two_releases_of_the_same_rows_are_the_same_files(release_tables, folder, tmp_path):
    write_release(release_tables, tmp_path / "again", Making("0.1.0"))
    for path in sorted(folder.rglob("*.*")):
        assert path.read_bytes() == (tmp_path / "again" / path.relative_to(folder)).read_bytes(), path


def test_frictionless_accepts_the_package_and_every_row(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "rowNumber", "message"])
    assert report.stats["tasks"] == 2 * len(TABLES) + len(list_names()) + 2  # the workbook, sbom.json


@pytest.mark.slow  # after make repro, for git has no Parquet
def test_the_command_of_frictionless_accepts_the_release_of_the_sample():
    descriptor = Path(__file__).parents[2] / "data" / "release" / "datapackage.json"
    command = [sys.executable, "-m", "frictionless", "validate", str(descriptor)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("status", "certain", "constraint-error"),
        ("event_id", "e1", "primary-key"),
        ("article_id", "nowhere", "foreign-key"),
    ],
)
def test_frictionless_finds_a_fault_by_the_descriptor(folder, column, value, kind):
    events = pd.read_csv(folder / "events.csv", dtype=str, keep_default_na=False)
    events.loc[2, column] = value
    events.to_csv(folder / "events.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        if resource["name"] == "events":
            del resource["bytes"], resource["hash"]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    found = {row[0] for row in frictionless.validate(str(folder / "datapackage.json")).flatten(["type"])}
    assert found == {kind}


def test_the_descriptor_tells_fields_keys_licence_sources_and_digests(folder):
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    assert any("GeoNames" in source["title"] for source in told["sources"])
    resources = {resource["name"]: resource for resource in told["resources"]}
    for name, table in TABLES.items():
        fields = resources[name]["schema"]["fields"]
        assert [field["name"] for field in fields] == list(table.columns)
        assert all(field["description"] and field["description_fa"] for field in fields)
        assert resources[name]["schema"].get("primaryKey", []) == list(table.key)
        digest = hashlib.sha256((folder / f"{name}.csv").read_bytes()).hexdigest()
        assert resources[name]["hash"] == f"sha256:{digest}"


def test_the_workbook_is_in_the_package_as_a_file(folder):
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (workbook,) = [each for each in told["resources"] if each["format"] == "xlsx"]
    digest = hashlib.sha256((folder / "ruydad.xlsx").read_bytes()).hexdigest()
    assert (workbook["path"], workbook["type"], workbook["hash"]) == ("ruydad.xlsx", "file", f"sha256:{digest}")


def test_what_else_is_to_be_recorded_is_in_the_descriptor(release_tables, tmp_path):
    write_release(release_tables, tmp_path, Making("0.2.0", record={"code_commit": "abc"}))
    told = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert (told["version"], told["code_commit"]) == ("0.2.0", "abc")


def test_a_fault_is_refused_before_anything_is_written(release_tables, tmp_path):
    release_tables["events"].at[0, "killed_high"] = 1
    with pytest.raises(RuydadError, match=r"Table events, column killed_high, row 0 \(event_id e1\): 1 is below"):
        write_tables(release_tables, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_calendars_that_disagree_are_refused(release_tables, tmp_path):
    release_tables["events"].at[0, "date_jalali"] = "1401-06-22 SH"
    release_tables["events"].at[0, "jalali_day"] = 22
    with pytest.raises(RuydadError, match=r"column date_jalali.*which are 1401-06-21 SH"):
        write_tables(release_tables, tmp_path)


def test_a_publication_day_that_disagrees_is_refused(release_tables, tmp_path):
    release_tables["articles"].at[0, "published_jalali"] = "1401-06-24 SH"
    with pytest.raises(RuydadError, match=r"column published_jalali.*which are 1401-06-23 SH"):
        write_tables(release_tables, tmp_path)


def test_csv_can_be_left_out_and_empty_tables_are_written(tmp_path):
    write_tables({name: empty(name) for name in TABLES}, tmp_path, csv=False)
    assert {path.suffix for path in tmp_path.iterdir()} == {".parquet"}
    assert validate_release(tmp_path) == []


def test_an_empty_release_is_a_valid_one(tmp_path):
    write_release({name: empty(name) for name in TABLES}, tmp_path, Making("0.1.0"))
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_validate_tells_missing_strange_and_differing_files(folder):
    assert validate_release(folder) == []
    cells = (folder / "sources.csv").read_text(encoding="utf-8-sig").replace("police", "medical")
    (folder / "sources.csv").write_text(cells, encoding="utf-8-sig", newline="")
    (folder / "revisions.parquet").unlink()
    (folder / "rejected.parquet").write_bytes(b"no")
    told = validate_release(folder)
    assert told[0] == "Table revisions: revisions.parquet is missing."
    assert "cannot be read as table rejected" in told[1]
    where = "Table sources, column source_type, row 0 (event_id e1, position 0)"
    assert told[2] == f"{where}: sources.csv has medical and sources.parquet has police."
    (folder / "sources.csv").write_text(cells.replace("e1,0,", "e1,first,"), encoding="utf-8-sig", newline="")
    assert "sources.csv cannot be read as this table" in validate_release(folder)[2]
    assert "column position, row 0: 'first' is no integer" in validate_release(folder)[2]
    assert validate_release(folder / "nowhere") == [f"{folder / 'nowhere'} is no folder."]


def test_changes_count_rows_and_cells_by_column(release_tables, folder, tmp_path):
    release_tables["events"].at[0, "killed_low"] = 4
    release_tables["events"].at[1, "weapons"] = ["bomb"]
    release_tables["casualties"] = release_tables["casualties"].iloc[1:]
    write_release(release_tables, tmp_path / "next", Making("0.2.0", previous=folder))
    found = {table.name: table for table in compare(folder, tmp_path / "next").tables}
    assert {column: count for column, (count, _) in found["events"].columns.items()} == {"weapons": 1, "killed_low": 1}
    assert found["events"].columns["killed_low"][1][0].old == "5"
    assert len(found["casualties"].removed) == 1
    assert not found["articles"].any
    told = (tmp_path / "next" / "CHANGES.md").read_text(encoding="utf-8")
    assert "`killed_low` changed in 1 row\n  - `e1`: `5` → `4`" in told
    assert "- Removed 1: " in told


def test_a_release_that_git_kept_as_csv_alone_compares_the_same(release_tables, folder, tmp_path):
    for path in folder.glob("*.parquet"):
        path.unlink()
    write_tables(release_tables, tmp_path / "next")
    found = compare(folder, tmp_path / "next")
    assert not found.any
    assert "Nothing changed." in changes_text(found)


def test_the_first_release_says_so(folder):
    assert "First release" in (folder / "CHANGES.md").read_text(encoding="utf-8")


def test_metrics_add_up(release_tables):
    told = metrics(release_tables, {"articles": {"in": 4, "kept": 2, "rejected": 2}})
    assert told["stages"]["articles"] == {"in": 4, "kept": 2, "rejected": 2}
    assert told["rows"]["events"] == 3
    assert told["null_share"]["events"]["date_start"] == 0.6667
    assert faults_of_conservation(told["stages"]) == []


def test_a_record_that_disappears_is_a_sentence(release_tables, tmp_path):
    counted = {"articles": {"in": 5, "kept": 2, "rejected": 2}}
    said = "Stage articles: 5 rows went in but 2 were kept and 2 rejected."
    assert faults_of_conservation(conservation(release_tables, counted)) == [said]
    with pytest.raises(RuydadError, match=said):
        write_release(release_tables, tmp_path, Making("0.1.0", counted=counted))
