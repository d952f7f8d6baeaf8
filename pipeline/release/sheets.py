"""`ruydad.xlsx`: the release as one workbook, for those who open a spreadsheet before they open Python.

In: the tables of a release, its version and what is on record of it. Out: a workbook with the sheets readme, incidents,
events, sources and codebook: right to left, header frozen and with filters, days as days, figures as numbers, text as
text that nothing runs, what a column means in a note on its header. A table that is longer than a sheet goes on in
`events-2`; what a cell cannot hold (pipeline/release/sheet_cells.py) is counted. The sheet readme tells both.

The bytes depend on the rows, the version and the xlsxwriter version alone: the workbook says that it was made when the
last of its articles was published. Rows go to disk as they are written, so that memory does not grow with them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.release.datapackage import TITLE
from pipeline.release.files import replacing
from pipeline.release.sheet_cells import Column, Formats, formats, write_rows
from pipeline.release.sheet_codebook import codebook_rows
from pipeline.release.sheet_readme import Told, readme_lines
from pipeline.schema.fields import FIELDS, Field
from pipeline.schema.tables import TABLES, as_table

SHEETS = ("incidents", "events", "sources")
ROWS_IN_SHEET = 1_048_575  # a sheet has 1,048,576, and one is the header
NEVER = datetime(1980, 1, 1)  # stands for the last publication where no article has a day
_BLOCK = 10_000
_NOTE_WIDTH, _NOTE_LINE, _LETTERS_IN_LINE = 340, 18, 48


def write_workbook(
    tables: Mapping[str, pd.DataFrame],
    path: Path,
    version: str,
    *,
    rows_in_sheet: int = ROWS_IN_SHEET,
    described: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Write the workbook of a release; `described` are the tables as the codebook tells of them, if otherwise."""
    frames = {name: as_table(name, tables[name]) for name in SHEETS if name in tables}
    lost: Counter[tuple[str, str]] = Counter()
    with replacing(path) as temporary:
        book = Workbook(temporary, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.use_zip64()  # changes nothing below four gigabytes
        book.set_properties({"title": TITLE, "author": "ruydad", "created": last_publication(tables)})
        made = formats(book)
        readme = _add_sheet(book, "readme")
        rows: dict[str, int] = {}
        for name, frame in frames.items():
            for part, piece in _parts(name, frame, rows_in_sheet):
                rows[part] = len(piece)
                _write_sheet(_add_sheet(book, part), name, piece, made, lost)
        _write_codebook(_add_sheet(book, "codebook"), described or tables, made)
        _write_readme(book, readme, readme_lines(tables, Told(version, rows, lost)))
        book.close()


def last_publication(tables: Mapping[str, pd.DataFrame]) -> datetime:
    """When the last article was published: a moment that the data know, and no clock."""
    last = tables["articles"]["published_at"].max() if "articles" in tables else pd.NaT
    return NEVER if pd.isna(last) else pd.Timestamp(last).floor("s").to_pydatetime()


def note_on(table: str, each: Field) -> str:
    """What the codebook says of a column, for the note on its header."""
    facts = [f"{each.type}, {each.unit}" if each.unit else each.type]
    facts += [f"codes: {each.codes}"] if each.codes else []
    facts += [] if TABLES[table].requires(each.name) else ["empty = not told · خالی = گفته نشده"]
    return "\n".join([each.description_fa, each.description_en, " · ".join(facts)])


def _add_sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.right_to_left()
    return sheet


def _parts(name: str, frame: pd.DataFrame, most: int) -> Iterator[tuple[str, pd.DataFrame]]:
    """The table in pieces that a sheet can hold, each with the name of its sheet."""
    for number, start in enumerate(range(0, max(len(frame), 1), most), start=1):
        yield name if number == 1 else f"{name}-{number}", frame.iloc[start : start + most]


def _write_sheet(
    sheet: Worksheet, name: str, frame: pd.DataFrame, made: Formats, lost: Counter[tuple[str, str]]
) -> None:
    columns = [Column(name, each, made, lost) for each in TABLES[name].fields]
    _write_header(sheet, [column.field.name for column in columns], len(frame), made)
    for index, column in enumerate(columns):
        text = note_on(name, column.field)
        lines = sum(1 + len(line) // _LETTERS_IN_LINE for line in text.split("\n"))
        sheet.write_comment(
            0, index, text, {"width": _NOTE_WIDTH, "height": _NOTE_LINE * (lines + 1), "author": "ruydad"}
        )
    for start in range(0, max(len(frame), 1), _BLOCK):
        block = [frame[column.field.name].iloc[start : start + _BLOCK] for column in columns]
        told = [column.values(values) for column, values in zip(columns, block, strict=True)]
        if start == 0:
            for index, (column, values) in enumerate(zip(columns, told, strict=True)):
                sheet.set_column(index, index, column.width(values))
        cells = [column.cells(*both) for column, *both in zip(columns, block, told, strict=True)]
        write_rows(sheet, start + 1, cells)


def _write_header(sheet: Worksheet, names: list[str], rows: int, made: Formats) -> None:
    """Names of the columns, which stay in sight, with filters over all rows."""
    for index, name in enumerate(names):
        sheet.write_string(0, index, name, made.header)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, rows, len(names) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # no green corner on an id of digits


def _write_codebook(sheet: Worksheet, tables: Mapping[str, pd.DataFrame], made: Formats) -> None:
    names, widths, rows = codebook_rows(tables)
    _write_header(sheet, names, len(rows), made)
    for index, wide in enumerate(widths):
        sheet.set_column(index, index, wide)
    like = {
        name: "event_count" if name == "rows" else "title" if name.endswith("_fa") else "event_id" for name in names
    }
    columns = [Column("codebook", FIELDS[like[name]], made, Counter()) for name in names]
    types = {"integer": pa.int64(), "string": pa.string()}
    write_rows(
        sheet,
        1,
        [
            column.written(pa.array([None if cell == "" else cell for cell in cells], types[column.field.type]))
            for column, cells in zip(columns, zip(*rows, strict=True), strict=True)
        ],
    )


def _write_readme(book: Workbook, sheet: Worksheet, lines: list[tuple[str, str, bool]]) -> None:
    """Persian beside English; a heading is a line of its own."""
    fine: dict[str, Any] = {"text_wrap": True, "valign": "top"}
    sides = ({"reading_order": 2, "align": "right"}, {"reading_order": 1, "align": "left"})
    plain = [book.add_format({**fine, **side}) for side in sides]
    heading = [book.add_format({**fine, **side, "bold": True, "bg_color": "#DDE6F0"}) for side in sides]
    sheet.set_column(0, 1, 80)
    sheet.freeze_panes(1, 0)
    for row, (fa, en, is_heading) in enumerate(lines):
        for column, text in enumerate((fa, en)):
            sheet.write_string(row, column, text, (heading if is_heading else plain)[column])
