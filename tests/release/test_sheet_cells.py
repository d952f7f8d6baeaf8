"""Rows written as ready XML are the bytes that the library's own calls write."""

from collections import Counter
from zipfile import ZipFile

import pandas as pd
from xlsxwriter.workbook import Workbook

from pipeline.release.csvs import runs
from pipeline.release.sheet_cells import Column, formats, write_rows
from pipeline.schema.fields import FIELDS

TEXTS = [
    "متن", "=1+1", "a < b & c > d", " پیش", "پس\n", "\x07 زنگ", "_x0041_", None, "ی" * 20_000, "😀" * 16_383, "'", "\ufffe",
]  # fmt: skip
DAYS = pd.to_datetime(["2022-09-14", None, "1900-03-01", "1999-12-31", *["2024-02-29"] * 8])
MOMENTS = pd.to_datetime(["2022-09-14 21:02:07", None, "1900-03-01 23:59:59", *["2001-01-01 00:00:00"] * 9])
COLUMNS = {
    "evidence_text": pd.Series(TEXTS, dtype="str"),
    "event_id": pd.Series([None, *TEXTS[1:]], dtype="str"),
    "date_start": pd.Series(DAYS, dtype="datetime64[us]"),
    "published_at": pd.Series(MOMENTS, dtype="datetime64[us]"),
    "killed_low": pd.Series([0, None, 10**15 - 1, *range(9)], dtype="Int64"),
    "latitude": pd.Series([33.333333333333336, None, -0.1, 1e-7, *[36.0] * 8], dtype="float64"),
    "is_aggregate": pd.Series([True, None, *[False] * 10], dtype="boolean"),
}


def _cells(column: Column, values: pd.Series) -> list[str]:
    return column.cells(values, column.values(values))


def test_ready_rows_are_what_the_library_writes(tmp_path) -> None:
    for way in ("ready", "library"):
        book = Workbook(tmp_path / f"{way}.xlsx", {"constant_memory": True, "strings_to_formulas": False})
        made, sheet = formats(book), book.add_worksheet("events")
        columns = [Column("events", FIELDS[name], made, Counter()) for name in COLUMNS]
        sheet.write_string(0, 0, "header", made.header)
        if way == "ready":
            write_rows(sheet, 1, [_cells(each, COLUMNS[each.field.name].iloc[:5]) for each in columns])
            write_rows(sheet, 6, [_cells(each, COLUMNS[each.field.name].iloc[5:]) for each in columns])
        else:
            for row in range(len(TEXTS)):
                for index, column in enumerate(columns):
                    _write(sheet, row + 1, index, column, COLUMNS[column.field.name].iloc[row], made)
        book.close()
    ready, library = (
        ZipFile(tmp_path / f"{way}.xlsx").read("xl/worksheets/sheet1.xml") for way in ("ready", "library")
    )
    assert ready == library
    assert b'<dimension ref="A1:G13"/>' in ready


def _write(sheet, row, index, column, value, made) -> None:
    plain = made.plain[column.kind]
    if pd.isna(value):
        return
    if isinstance(value, str):
        sheet.write_string(row, index, value, (made.quoted if runs(value) else made.plain)[column.kind])
    elif isinstance(value, pd.Timestamp):
        sheet.write_datetime(row, index, value.to_pydatetime(), plain)
    elif column.kind == "boolean":
        sheet.write_boolean(row, index, bool(value), plain)
    else:
        sheet.write_number(row, index, value, plain)


def test_what_a_cell_cannot_hold_is_counted() -> None:
    lost: Counter[tuple[str, str]] = Counter()
    made = formats(Workbook("unused.xlsx", {"in_memory": True}))
    column = Column("events", FIELDS["evidence_text"], made, lost)
    _cells(column, pd.Series(["ی" * 40_000, "😀" * 16_384, "ی"], dtype="str"))
    _cells(Column("events", FIELDS["date_start"], made, lost), pd.Series(pd.to_datetime(["1899-01-01"])))
    _cells(Column("events", FIELDS["killed_low"], made, lost), pd.Series([10**15], dtype="Int64"))
    assert lost == {
        ("cut", "events.evidence_text"): 2,
        ("early", "events.date_start"): 1,
        ("large", "events.killed_low"): 1,
    }
