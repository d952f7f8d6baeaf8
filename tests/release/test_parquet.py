"""Parquet: dtypes that plain pandas loads, bytes that depend on the rows alone, whole files or none."""

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.release import parquet
from pipeline.release.files import replacing
from pipeline.release.parquet import read_parts, read_table, write_parquet, write_parts
from pipeline.run.errors import RuydadError
from pipeline.schema.tables import TABLES, as_table, empty

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("name", list(TABLES))
def test_plain_pandas_loads_the_dtypes_of_the_schema(name, release_tables, tmp_path):
    path = tmp_path / f"{name}.parquet"
    write_parquet(name, release_tables[name], path)
    assert pd.read_parquet(path).dtypes.equals(release_tables[name].dtypes)
    pd.testing.assert_frame_equal(read_table(name, path), release_tables[name])
    write_parquet(name, empty(name), path)
    assert pd.read_parquet(path).dtypes.equals(release_tables[name].dtypes)


@pytest.mark.parametrize("name", list(TABLES))
def test_field_descriptions_and_compression_are_in_the_file(name, release_tables, tmp_path):
    path = tmp_path / f"{name}.parquet"
    write_parquet(name, release_tables[name], path)
    file = pq.ParquetFile(path)
    for field in file.schema_arrow:
        assert {b"description_en", b"description_fa"} <= set(field.metadata)
    assert file.schema_arrow.metadata[b"table"] == name.encode()
    assert {file.metadata.row_group(0).column(i).compression for i in range(file.metadata.num_columns)} == {"ZSTD"}


def test_rows_as_extraction_gives_them_take_the_short_way_to_the_same_table(release_tables, monkeypatch):
    rows = [{k: _python(v) for k, v in row.items()} for row in release_tables["events"].to_dict("records")]
    assert any(type(row["date_start"]) is dt.date for row in rows)
    by_way_of_pandas = parquet.arrow_table("events", as_table("events", rows))
    monkeypatch.delattr(parquet, "as_table")
    assert parquet.arrow_table("events", rows).equals(by_way_of_pandas)


def _python(value):
    if isinstance(value, pd.Timestamp):
        return value.date() if value == value.normalize() else value.to_pydatetime()
    return value if isinstance(value, list) or not pd.isna(value) else None


def test_missing_text_compares_as_false(release_tables, tmp_path):
    """A verbal act has no ACLED type; rows taken as plain dicts must still compare."""
    write_parquet("events", release_tables["events"], tmp_path / "events.parquet")
    row = pd.read_parquet(tmp_path / "events.parquet").to_dict("records")[2]
    assert (row["sub_event_type"] == "Attack") is False


def test_two_writes_have_the_same_bytes_and_parts_the_same_rows(release_tables, tmp_path):
    events = release_tables["events"]
    for name in ("a", "b"):
        write_parquet("events", events, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert write_parts("events", [events.iloc[:1], events.iloc[1:]], tmp_path / "parts") == 3
    pd.testing.assert_frame_equal(read_table("events", tmp_path / "parts"), events)
    assert [len(part) for part in read_parts("events", tmp_path / "a", rows=2)] == [2, 1]


MAKE = """
import sys, yaml
from pathlib import Path
from pipeline.schema.tables import as_table
from pipeline.release.parquet import write_parquet
from pipeline.release.csvs import write_csv
rows = yaml.safe_load(Path("tests/examples/release_tables.yaml").read_text(encoding="utf-8"))
for name in ("events", "articles"):
    write_parquet(name, as_table(name, rows[name]), Path(sys.argv[1]) / f"{name}.parquet")
    write_csv(name, as_table(name, rows[name]), Path(sys.argv[1]) / f"{name}.csv")
"""


def test_bytes_do_not_depend_on_hash_seed_zone_or_locale(tmp_path):
    digests = set()
    for place in ({"PYTHONHASHSEED": "1", "TZ": "Asia/Kabul"}, {"PYTHONHASHSEED": "2", "TZ": "UTC", "LC_ALL": "C"}):
        folder = tmp_path / place["PYTHONHASHSEED"]
        subprocess.run([sys.executable, "-c", MAKE, str(folder)], check=True, cwd=REPOSITORY, env=os.environ | place)
        whole = b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
        digests.add(hashlib.sha256(whole).hexdigest())
    assert len(digests) == 1


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "kept.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(OSError, match="full"), replacing(path) as temporary:
        temporary.write_text("half", encoding="utf-8")
        raise OSError("disk full")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_no_such_table_is_told_in_a_sentence(release_tables, tmp_path):
    path = tmp_path / "events.parquet"
    with pytest.raises(RuydadError, match="cannot be read as table events"):
        read_table("events", path)
    path.write_bytes(b"no parquet")
    with pytest.raises(RuydadError, match="cannot be read as table events"):
        read_table("events", path)
    release_tables["events"].assign(colour="red").to_parquet(path)
    with pytest.raises(RuydadError, match="no column colour"):
        read_table("events", path)


@pytest.mark.parametrize("name", list(TABLES))
def test_rows_are_written_as_the_table_made_of_them(name, release_tables, tmp_path):
    frame = release_tables[name]
    rows = frame.astype("object").where(frame.notna(), None).to_dict("records")
    write_parquet(name, frame, tmp_path / "frame")
    write_parquet(name, rows, tmp_path / "rows")
    assert (tmp_path / "frame").read_bytes() == (tmp_path / "rows").read_bytes()
