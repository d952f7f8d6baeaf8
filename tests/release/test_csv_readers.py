"""Every CSV of a release, read by the calls that README gives: DuckDB, polars, pyarrow and pandas, digit for digit."""

import ast
import csv
import re
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pytest

from pipeline.release.csvs import plain, read_csv, runs, split_list, write_csv
from pipeline.schema.tables import TABLES, empty

ROOT = Path(__file__).parents[2]
SAMPLE = sorted((ROOT / "data" / "release").rglob("*.csv"))
READERS = ("pandas", "polars", "duckdb", "pyarrow")
FIRST_YEAR = 1800


def documented():
    """The calls of README's block on CSV by library, and what they need besides `path`."""
    blocks = re.findall(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.S | re.M)
    (block,) = [block for block in blocks if "infer_schema" in block]
    imports, _, columns, *calls = ast.parse(block).body
    packages = {alias.asname or alias.name: alias.name.split(".")[0] for alias in imports.names}
    code = [ast.unparse(call) for call in calls]
    return {packages[call.split(".")[0]]: call for call in code}, ast.unparse(columns.value)


CALLS, COLUMNS = documented()


def cells(library, path):
    """Header and rows as text and None, as the documented call reads them."""
    names = {"duckdb": duckdb, "pd": pd, "pl": pl, "pa": pa, "pc": pyarrow.csv, "path": str(path)}
    read = eval(CALLS[library], {**names, "columns": eval(COLUMNS, names)})
    if library == "duckdb":
        return read.columns, [list(row) for row in read.fetchall()]
    if library == "polars":
        return read.columns, [list(row) for row in read.rows()]
    if library == "pyarrow":
        return read.column_names, [list(row.values()) for row in read.to_pylist()]
    return list(read.columns), [[None if pd.isna(cell) else cell for cell in row] for row in read.to_numpy().tolist()]


def written(path):
    """Header and rows as the file has them; an empty cell is None."""
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    return header, [[cell or None for cell in row] for row in rows]


@pytest.fixture(scope="module")
def hostile(hostile_tables, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for name, frame in hostile_tables.items():
        write_csv(name, frame, folder / f"{name}.csv")
    return folder


def test_readme_has_one_call_for_each_library():
    assert sorted(CALLS) == sorted(READERS)


@pytest.mark.parametrize("library", READERS)
def test_every_csv_of_the_sample_is_read_cell_for_cell(library):
    for path in SAMPLE:
        assert cells(library, path) == written(path), path.name


@pytest.mark.parametrize("library", READERS)
def test_hostile_cells_are_read_cell_for_cell(library, hostile, hostile_tables):
    for name in TABLES:
        header, rows = cells(library, hostile / f"{name}.csv")
        assert (header, rows) == written(hostile / f"{name}.csv"), name
    at, wanted = header.index("record"), hostile_tables["rejected"]["record"]
    found = [None if row[at] is None else plain(row[at]) for row in rows]
    assert found == [None if missing else text for text, missing in zip(wanted, wanted.isna(), strict=True)]
    assert {"0012", "12345678901234567890", "1e5", "NA", "null", "1401-06-21"} <= set(found)


@pytest.mark.parametrize("library", READERS)
def test_a_table_without_rows_has_its_columns(library, tmp_path):
    write_csv("redirects", empty("redirects"), tmp_path / "redirects.csv")
    assert cells(library, tmp_path / "redirects.csv") == (list(TABLES["redirects"].columns), [])


def test_duckdb_reads_a_quote_that_comes_late(release_tables, tmp_path):
    rows = release_tables["rejected"].iloc[[0] * 30_000].assign(detail=None)  # its guess looks at the first 20,480
    rows.iloc[-1, 3] = late = '«الف»، "ب",\nپ'
    write_csv("rejected", rows, tmp_path / "rejected.csv")
    assert cells("duckdb", tmp_path / "rejected.csv")[1][-1][3] == late


def test_a_text_longer_than_pythons_csv_reads_by_itself_comes_back(release_tables, tmp_path):
    release_tables["articles"].at[0, "text"] = "خبر " * 60_000
    write_csv("articles", release_tables["articles"], tmp_path / "articles.csv")
    pd.testing.assert_frame_equal(read_csv("articles", tmp_path / "articles.csv"), release_tables["articles"])
    assert all(cells(library, tmp_path / "articles.csv") == written(tmp_path / "articles.csv") for library in READERS)


@pytest.mark.parametrize("name", list(TABLES))
def test_reading_back_gives_the_hostile_table(name, hostile, hostile_tables):
    pd.testing.assert_frame_equal(read_csv(name, hostile / f"{name}.csv"), hostile_tables[name])


def test_only_text_is_neutralised(hostile):
    for name, table in TABLES.items():
        header, rows = written(hostile / f"{name}.csv")
        assert tuple(header) == table.columns
        for each, column in zip(table.fields, zip(*rows, strict=True), strict=True):
            given = [cell for cell in column if cell]
            if each.type in ("string", "list"):
                assert not [cell for cell in given if runs(cell) and not cell.startswith("'")]
                assert "'" not in "".join(cell[0] for cell in given if not runs(plain(cell)))
            else:
                assert not [cell for cell in given if cell.startswith("'")]
    numbers = {cell for row in written(hostile / "locations.csv")[1] for cell in row}
    assert {"-5", "-62.5", "100000000000000001", "0.30000000000000004"} <= numbers


def guessed(path):
    """Every date or time that a library finds when it guesses the types by itself."""
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    quoted = "delim=',', quote='\"', escape='\"'"  # else it may fail to find them, see the test on late quotes
    frames = [
        duckdb.sql(f"FROM read_csv('{path}', {quoted})").fetchall(),
        pl.read_csv(path, try_parse_dates=True, infer_schema_length=None).rows(),
        zip(*(column.to_pylist() for column in pyarrow.csv.read_csv(path, parse_options=options).columns), strict=True),
        pd.read_csv(path).itertuples(index=False),
    ]
    return [cell for rows in frames for row in rows for cell in row if hasattr(cell, "year")]


def test_no_library_that_guesses_finds_a_date_before_1800():
    found = {path.stem: guessed(path) for path in SAMPLE}
    assert len(found["events"]) > 100
    assert [day for days in found.values() for day in days if day.year < FIRST_YEAR] == []


def test_lists_come_back_from_any_reader(hostile, hostile_tables):
    header, rows = cells("polars", hostile / "incidents.csv")
    at = header.index("denied_by")
    assert [split_list(plain(row[at] or "")) for row in rows] == hostile_tables["incidents"]["denied_by"].tolist()
