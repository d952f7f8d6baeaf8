"""CSV files for spreadsheets: UTF-8 with BOM, CRLF, nothing that a spreadsheet would run.

In: a table. Out: a file in which
- a missing value is an empty cell, true and false are lower case, whole numbers have no decimal point, dates are ISO
  (`2022-09-14`, times `2022-09-14 21:02:00`, the form that spreadsheets know);
- a list is its items joined by `; `, where a semicolon or backslash inside an item has a backslash before it;
- a text cell that a spreadsheet could take for a formula has an apostrophe before it, as OWASP advises: one that
  begins, after spaces, with `=`, `+`, `-`, `@` or their full-width forms, or with a tab, line break or NUL. A text
  that begins with an apostrophe gets one too, so that taking one leading apostrophe away always gives the text back.
Numbers and dates are never touched. `read_csv` is the way back.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.release.cells import arrow_cells, blocks, iso_days, iso_moments, plain_cells
from pipeline.release.files import replacing
from pipeline.run.errors import RuydadError
from pipeline.schema.fields import Field
from pipeline.schema.tables import TABLES, as_table

_RUNS = re.compile(r"[\s\0]*[=+\-@＝＋－＠]|[\t\r\n\0']")
_DOUBTFUL = "^[^0-9A-Za-zء-ۿ]"  # what begins otherwise runs nowhere; all letters of Unicode take long to compile
_LONGEST_CELL = 2**31 - 1  # the module's own limit, 131,072, is less than an article may have
_ITEM = re.compile(r"(?:[^;\\]++|\\.)++", re.DOTALL)


def runs(text: str) -> bool:
    """True where a spreadsheet could take the text for a formula, or would drop how it begins."""
    return _RUNS.match(text) is not None


def inert(text: str) -> str:
    """The text as a cell that no spreadsheet runs; `plain` undoes it."""
    return f"'{text}" if runs(text) else text


def plain(cell: str) -> str:
    """The text of a cell that `inert` made."""
    return cell.removeprefix("'")


def join_list(items: Iterable[str]) -> str:
    """The items of a list as one cell."""
    return "; ".join([item.replace("\\", r"\\").replace(";", r"\;") for item in items])


def split_list(cell: str) -> list[str]:
    """The items of a cell that `join_list` made."""
    items = _ITEM.findall(cell)
    return [
        re.sub(r"\\(.)", r"\1", item if index == 0 else item[1:], flags=re.DOTALL) for index, item in enumerate(items)
    ]


def write_csv(name: str, frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV."""
    write_csv_parts(name, blocks(as_table(name, frame)), path)


def write_csv_parts(name: str, parts: Iterable[pd.DataFrame], path: Path) -> None:
    """Write a table that comes in typed parts, holding the cells of one part in memory."""
    with replacing(path) as temporary, temporary.open("wb") as file:
        file.write(f"\ufeff{','.join(TABLES[name].columns)}\r\n".encode())
        for part in parts:
            cells = [_cells(each, part[each.name]) for each in TABLES[name].fields]
            lines = _joined([_joined(cells, ","), _text("\r\n")])
            file.write(lines.buffers()[2] or b"")


def write_rows(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write cells that are ready in the one CSV dialect of the release."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        file.write("\ufeff")  # the codec utf-8-sig is written in Python and is called at every row
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


def read_csv(name: str, path: Path) -> pd.DataFrame:
    """Read a table back from its CSV, equal to the Parquet; raises `RuydadError` for another header, or a cell of another type."""
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    if tuple(header) != TABLES[name].columns:
        raise RuydadError(f"{path} does not have the columns of table {name}")
    short = next((n for n, row in enumerate(rows) if len(row) != len(header)), None)
    if short is not None:
        raise RuydadError(f"{path}, row {short}: it has {len(rows[short])} cells, not {len(header)}")
    columns = zip(*rows, strict=True) if rows else [()] * len(header)
    return as_table(
        name,
        pd.DataFrame(
            {each.name: _values(each, cells) for each, cells in zip(TABLES[name].fields, columns, strict=True)}
        ),
    )


def has_columns_of(name: str, path: Path) -> bool:
    """Whether a CSV file has the header of a table."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return tuple(next(csv.reader(file), ())) == TABLES[name].columns


def _cells(each: Field, values: "pd.Series[Any]") -> pa.Array:
    """The cells of a column as they stand in the file; a column at a time is many times faster than cell by cell."""
    if each.type == "list":
        return _as_texts(pa.array([join_list(items) for items in plain_cells(values)], pa.large_string()))
    if each.type in _READY:
        return pa.array(_READY[each.type](values), pa.large_string()).fill_null("")
    told = arrow_cells(values)
    return _as_texts(told.fill_null("")) if each.type == "string" else told.cast(pa.large_string()).fill_null("")


def _as_texts(cells: pa.Array) -> pa.Array:
    """Each as `inert` has it, and in quotes where `csv.writer` would put it there."""
    special = pc.match_substring_regex(cells, '[",\r\n]')
    if pc.any(special).as_py():
        quote = pc.if_else(special, _text('"'), _text(""))
        has_quote = pc.match_substring_regex(cells, '"')  # many times faster than match_substring
        doubled = pc.replace_substring(cells.filter(has_quote), '"', '""')
        parts = [quote, pc.replace_with_mask(cells, has_quote, doubled) if len(doubled) else cells, quote]
    else:
        parts = [cells]
    doubtful = np.flatnonzero(pc.match_substring_regex(cells, _DOUBTFUL))
    run = [
        n for n, text in zip(doubtful.tolist(), cells.take(pa.array(doubtful)).to_pylist(), strict=True) if runs(text)
    ]
    if run:
        mask = np.zeros(len(cells), dtype=bool)
        mask[run] = True
        parts.insert(len(parts) // 2, pc.if_else(pa.array(mask), _text("'"), _text("")))
    return _joined(parts) if len(parts) > 1 else cells


def _joined(columns: Sequence[pa.Array], between: str = "") -> pa.Array:
    return pc.binary_join_element_wise(*columns, _text(between))


def _text(text: str) -> pa.Scalar:
    return pa.scalar(text, pa.large_string())


def _values(each: Field, cells: Sequence[str]) -> "pd.Series[Any]":
    if each.type == "list":
        return pd.Series([split_list(plain(cell)) for cell in cells], dtype="object")
    read = _READ[each.type]
    try:
        return pd.Series([read(cell) if cell else None for cell in cells], dtype="object")
    except (ValueError, KeyError) as error:
        row = next(n for n, cell in enumerate(cells) if cell and not _is_read(read, cell))
        raise RuydadError(f"column {each.name}, row {row}: {cells[row]!r} is no {each.type}") from error


def _is_read(read: Callable[[str], Any], cell: str) -> bool:
    try:
        read(cell)
    except (ValueError, KeyError):
        return False
    return True


_READY: dict[str, Callable[["pd.Series[Any]"], list[str | None]]] = {
    "date": iso_days,
    "datetime": lambda values: [told and told.replace("T", " ") for told in iso_moments(values)],
    "number": lambda values: [None if value is None else repr(float(value)) for value in plain_cells(values)],
}
_READ: dict[str, Callable[[str], Any]] = {
    "string": plain,
    "date": pd.Timestamp,
    "datetime": pd.Timestamp,
    "boolean": {"true": True, "false": False}.__getitem__,
    "integer": int,
    "number": float,
}
