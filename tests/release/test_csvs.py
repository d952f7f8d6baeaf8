"""CSV: the same values in every reader, and nothing that a spreadsheet runs."""

import csv

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv
import pytest

from pipeline.release.csvs import inert, join_list, plain, read_csv, split_list, write_csv, write_rows
from pipeline.run.errors import RuydadError
from pipeline.schema.tables import TABLES, empty


@pytest.fixture
def folder(release_tables, tmp_path):
    for name, frame in release_tables.items():
        write_csv(name, frame, tmp_path / f"{name}.csv")
    return tmp_path


@pytest.mark.parametrize("name", list(TABLES))
def test_the_bytes_are_those_of_the_standard_writer(name, release_tables, tmp_path):
    odd = [
        "",
        "a,b",
        'say "so"',
        '"',
        "line\nend",
        "\r",
        "\r\n=1",
        "'",
        " =1",
        "«=1",
        "\0=1",
        "متن ساده",
        "-5",
        "1,5",
        "؟",
        "\u2028",
    ]
    frame = (
        release_tables[name].iloc[[0] * len(odd)].reset_index(drop=True) if len(release_tables[name]) else empty(name)
    )
    texts = [field.name for field in TABLES[name].fields if field.type == "string"]
    frame = frame.assign(**{each: pd.Series(odd, dtype="str")[: len(frame)] for each in texts})
    frame = pd.concat([frame, release_tables[name]], ignore_index=True)
    write_csv(name, frame, tmp_path / "made.csv")
    with (tmp_path / "made.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    write_rows(tmp_path / "standard.csv", rows[0], rows[1:])
    assert (tmp_path / "made.csv").read_bytes() == (tmp_path / "standard.csv").read_bytes()
    assert [row[TABLES[name].columns.index(texts[0])] for row in rows[1 : len(odd) + 1]] == list(map(inert, odd))[
        : len(frame)
    ]


@pytest.mark.parametrize("name", list(TABLES))
def test_reading_back_gives_the_table(name, release_tables, folder):
    pd.testing.assert_frame_equal(read_csv(name, folder / f"{name}.csv"), release_tables[name])


def test_the_dialect_of_the_contract(folder):
    raw = (folder / "articles.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfarticle_id,")
    assert raw.count(b"\r\n") == 3  # header and two rows; the line break inside a text stays a line feed
    assert b"12.0" not in (folder / "casualties.csv").read_bytes()
    events = (folder / "events.csv").read_text(encoding="utf-8-sig")
    assert "2022-09-12,2022-09-12,1401-06-21 SH" in events
    assert "2022-09-14 21:02:00" in events


@pytest.mark.parametrize("name", list(TABLES))
def test_pandas_and_pyarrow_read_what_parquet_holds(name, release_tables, folder):
    path, frame = folder / f"{name}.csv", release_tables[name]
    by_pandas = pd.read_csv(path, keep_default_na=False, na_values=[""])
    by_arrow = pacsv.read_csv(path, parse_options=pacsv.ParseOptions(newlines_in_values=True)).to_pandas()
    for read in (by_pandas, by_arrow):
        assert list(read.columns) == list(frame.columns)
        assert len(read) == len(frame)
        for field in TABLES[name].fields:
            if field.type in ("integer", "number"):
                assert pd.to_numeric(read[field.name]).dropna().tolist() == frame[field.name].dropna().tolist()
            if field.type in ("date", "datetime"):
                assert pd.to_datetime(read[field.name]).dropna().tolist() == frame[field.name].dropna().tolist()
            if field.type == "string" and field.name != "record":
                told = [cell for cell in read[field.name] if isinstance(cell, str) and cell]
                assert [plain(cell) for cell in told] == frame[field.name].dropna().tolist()


def test_no_reader_takes_a_jalali_day_for_a_gregorian_one(folder):
    for name in ("events", "incidents", "articles"):
        read = pacsv.read_csv(folder / f"{name}.csv", parse_options=pacsv.ParseOptions(newlines_in_values=True))
        for column in read.columns:
            if pa.types.is_temporal(column.type):
                assert all(value is None or value.year >= 1800 for value in column.to_pylist())
    jalali = pacsv.read_csv(folder / "incidents.csv")["date_jalali"]
    assert jalali.to_pylist() == ["1401-06-21 SH"]


def test_no_text_cell_begins_like_a_formula_and_no_number_is_touched(folder, release_tables):
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for field in TABLES[name].fields:
                    if field.type in ("string", "list"):
                        assert not row[field.name].lstrip().startswith(("=", "+", "-", "@"))
                    else:
                        assert not row[field.name].startswith("'")
    west = release_tables["locations"].assign(longitude=-62.5)
    write_csv("locations", west, folder / "locations.csv")
    assert ",-62.5," in (folder / "locations.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    "text", ["=1+1", "+98 21", "-5", "@name", "\t=1", "\r=1", "\n", " =1", "＝1", "'quoted", "''", "\0=1", "\u00a0=1"]
)
def test_a_text_that_could_run_gets_one_apostrophe_and_gives_it_back(text):
    assert inert(text) == f"'{text}"
    assert plain(inert(text)) == text


@pytest.mark.parametrize("text", ["متن", "a=b", "5-6", "1401-06-21 SH", "نقل‌قول 'درون'", "x@y"])
def test_other_text_stays_as_it_is(text):
    assert inert(text) == text
    assert plain(inert(text)) == text


@pytest.mark.parametrize("items", [[], ["a"], ["a", "b; c", "d\\"], ["الف؛ ب", " پیش"], ["a\\;", ";", "\\"]])
def test_lists_come_back_from_their_cell(items):
    assert split_list(join_list(items)) == items


def test_plain_lists_are_joined_as_the_contract_says():
    assert join_list(["bomb", "ied"]) == "bomb; ied"


def test_another_header_is_refused(folder):
    with pytest.raises(RuydadError, match="columns of table events"):
        read_csv("events", folder / "sources.csv")
