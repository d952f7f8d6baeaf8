"""What LibreOffice makes of the release: the workbook says what Parquet says, and a CSV shows Persian."""

import csv
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.release.csvs import inert, read_csv, write_csv
from pipeline.release.parquet import read_table, write_parquet
from pipeline.release.sheets import SHEETS, write_workbook
from pipeline.schema.tables import TABLES

pytestmark = pytest.mark.slow
AS_UTF8 = "CSV:44,34,76,1"  # comma, quote, UTF-8: what its dialogue proposes for a file with a BOM
SAMPLE = Path(__file__).parents[2] / "data" / "release"


def through(tables, folder, soffice, read_sheet):
    """Table → (what Parquet says, what LibreOffice reads), after it opened and saved the workbook."""
    write_workbook(tables, folder / "ruydad.xlsx", "0.1.0")
    book = openpyxl.load_workbook(soffice(folder / "ruydad.xlsx", "xlsx"))
    for name in SHEETS:
        write_parquet(name, tables[name], folder / f"{name}.parquet")
    return {name: (read_table(name, folder / f"{name}.parquet"), read_sheet(book, name, str)) for name in SHEETS}, book


def test_the_sample_is_the_same_cell_by_cell(tmp_path, soffice, read_sheet):
    tables = {name: read_csv(name, SAMPLE / f"{name}.csv") for name in TABLES}
    found, book = through(tables, tmp_path, soffice, read_sheet)
    for wanted, read in found.values():
        pd.testing.assert_frame_equal(read, wanted, check_exact=True)
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    evidence = TABLES["events"].columns.index("evidence_text") + 1
    assert book["events"].cell(2, evidence).alignment.readingOrder == 2
    assert "شناسهٔ پایدار ردیف رویداد" in book["events"]["A1"].comment.text


def test_hostile_cells_are_the_same_and_inert(printable_tables, tmp_path, soffice, read_sheet):
    found, _ = through(printable_tables, tmp_path, soffice, read_sheet)
    for wanted, read in found.values():
        pd.testing.assert_frame_equal(read, wanted)


def test_a_csv_shows_persian_and_runs_nothing(printable_tables, tmp_path, soffice):
    write_csv("sources", printable_tables["sources"], tmp_path / "sources.csv")
    sheet = openpyxl.load_workbook(soffice(tmp_path / "sources.csv", "xlsx", AS_UTF8)).active
    assert not [cell.value for row in sheet for cell in row if cell.data_type == "f"]
    shown = {cell.value for row in sheet for cell in row}
    assert shown >= {"«درگیری» در ده‌ها روستا", "۱۲ نفر", "سطر\nدیگر", inert("=1+1"), inert("@x"), "event_id"}


def test_the_csv_of_the_sample_shows_persian(tmp_path, soffice):
    with (SAMPLE / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        wanted = [row["evidence_text"] for row in csv.DictReader(file)]
    header, *rows = openpyxl.load_workbook(soffice(SAMPLE / "events.csv", "xlsx", AS_UTF8)).active.iter_rows(
        values_only=True
    )
    assert header == TABLES["events"].columns
    column = header.index("evidence_text")
    assert [row[column].replace("\r\n", "\n") for row in rows] == [text.replace("\r\n", "\n") for text in wanted]
