"""How a column of a table becomes cells of a spreadsheet: kinds of cell, formats, widths, and what a cell cannot hold.

In: the declaration of a column and its values. Out: a `Column` that makes values into cells. Text is always
written as text, so that nothing in it is run: no formula, no link. What a spreadsheet cannot hold is counted:
- a text over 32,767 characters (counted as Excel does, in UTF-16 units) is cut;
- a day before 1 March 1900, which Excel and LibreOffice number differently or not at all, is an ISO day as text;
- a whole number of more than 15 digits, of which a spreadsheet keeps only the first 15, is text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.release.cells import arrow_cells, plain_cells
from pipeline.release.csvs import join_list, runs
from pipeline.schema.fields import Field

LONGEST_TEXT = 32_767
_TEXT = pa.large_string()
FIRST_DAY = pd.Timestamp("1900-03-01")
LARGEST_WHOLE = 10**15 - 1
_DAY_ZERO = np.datetime64("1899-12-30", "us")  # for days from FIRST_DAY on
_SPECIAL = re.compile(r"[&<>\x00-\x1f\x7f-\x9f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|\A\s|\s\Z")
CUT, EARLY, LARGE = "cut", "early", "large"
_COUNTED = frozenset({"persons", "rows", "sentences", "articles", "sources"})
_WORDS = frozenset({"text", "term", "title", "outlet", "source_chain", "denied_by"})  # as the article has them
_WIDEST = 50
_WIDTHS = {"date": 12, "datetime": 20}


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of a workbook; `quoted` stay text even when somebody edits the cell."""

    header: Format
    plain: dict[str, Format]
    quoted: dict[str, Format]


def formats(book: Workbook) -> Formats:
    """Add the formats to a workbook."""
    left, right = {"reading_order": 1}, {"reading_order": 2}
    header = {"bold": True, "bg_color": "#DDE6F0", "bottom": 1, "valign": "top", **left}
    kinds: dict[str, dict[str, Any]] = {
        "words": right,
        "codes": left,
        "date": {"num_format": "yyyy-mm-dd"},
        "datetime": {"num_format": "yyyy-mm-dd hh:mm:ss"},
        "count": {"num_format": "#,##0"},
        "whole": {"num_format": "0"},
        "number": {},
        "boolean": {},
    }
    return Formats(
        header=book.add_format(header),
        plain={kind: book.add_format(told) for kind, told in kinds.items()},
        quoted={kind: book.add_format({**kinds[kind], "quote_prefix": True}) for kind in ("words", "codes")},
    )


def kind_of(each: Field) -> str:
    """Which format a column has: the article's words run right to left, identifiers and codes left to right."""
    if each.type in ("string", "list"):
        return "words" if each.name.endswith("_text") or each.name in _WORDS else "codes"
    if each.type == "integer":
        return "count" if each.unit in _COUNTED else "whole"
    return each.type


class Column:
    """A column of a sheet; `cells` makes its values into cells and adds to `lost` what these cannot hold."""

    def __init__(self, table: str, each: Field, made: Formats, lost: Counter[tuple[str, str]]) -> None:
        self.field, self.kind = each, kind_of(each)
        self._plain = f'" s="{made.plain[self.kind]._get_xf_index()}"'
        text = self.kind if self.kind in made.quoted else "codes"
        self._text, self._quoted = (f'" s="{form[text]._get_xf_index()}"' for form in (made.plain, made.quoted))
        self._lost, self._name = lost, f"{table}.{each.name}"
        self._rows = 1  # that have the value now written

    def values(self, values: "pd.Series[Any]") -> pa.Array:
        """The values as Arrow has them; null for a missing one and for a list without items."""
        if self.field.type == "list":
            return pa.array([join_list(items) or None for items in plain_cells(values)], pa.string())
        return pa.array(values) if self.field.type in ("date", "datetime") else arrow_cells(values)

    def width(self, values: pa.Array) -> int:
        """Characters wide enough for the header with its filter button, and for nine in ten of these values."""
        is_text = self.field.type in ("string", "list")
        lengths = np.sort(pc.utf8_length(values.drop_null())) if is_text else ()
        wide = int(lengths[len(lengths) * 9 // 10]) + 2 if len(lengths) else _WIDTHS.get(self.kind, 0)
        return min(_WIDEST, max(wide, len(self.field.name) + 5))

    def cells(self, values: "pd.Series[Any]", told: pa.Array) -> pa.Array:
        """Each value (`told` as `values` gives it) as what follows the address in a cell's XML: `" s="2"><v>7</v></c>`.

        Null for a missing one.
        """
        if self.field.type in ("date", "datetime"):
            return pa.array(self._moments(values), _TEXT)
        return self.written(told)

    def written(self, told: pa.Array) -> pa.Array:
        """The cells of a column without days, of its values."""
        kind = self.field.type
        write = {"integer": self._whole, "number": self._number, "boolean": self._flag}.get(kind, self._words)
        coded = told.dictionary_encode()  # most columns have few values
        words = coded.dictionary.to_pylist()
        rows = np.bincount(coded.indices.drop_null(), minlength=len(words)).tolist()
        cells = []
        for value, self._rows in zip(words, rows, strict=True):
            cells.append(write(value))
        return pa.array(cells, _TEXT).take(coded.indices)

    def _words(self, text: str) -> str:
        form = self._quoted if runs(text) else self._text
        if len(text) > LONGEST_TEXT // 2 and len(cut := first_units(text)) < len(text):
            self._lost[CUT, self._name] += self._rows
            text = cut
        if _SPECIAL.search(text):
            return f'{form} t="inlineStr"><is><t{_kept(text)}>{_escaped(text)}</t></is></c>'
        return f'{form} t="inlineStr"><is><t>{text}</t></is></c>'

    def _moments(self, values: "pd.Series[Any]") -> list[str | None]:
        moments = values.to_numpy(dtype="datetime64[us]")
        numbers = (moments - _DAY_ZERO) / np.timedelta64(1, "D")
        cells: list[str | None] = [f"{self._plain}><v>{number:.16G}</v></c>" for number in numbers.tolist()]
        for row in np.flatnonzero(np.isnat(moments)).tolist():
            cells[row] = None
        for row in np.flatnonzero(moments < FIRST_DAY.to_datetime64()).tolist():
            self._lost[EARLY, self._name] += 1
            moment = values.iloc[row]
            cells[row] = self._words(
                moment.date().isoformat() if self.field.type == "date" else moment.isoformat(sep=" ")
            )
        return cells

    def _whole(self, number: int) -> str:
        if abs(number) <= LARGEST_WHOLE:
            return f"{self._plain}><v>{number}</v></c>"
        self._lost[LARGE, self._name] += self._rows
        return self._words(str(number))

    def _number(self, number: float) -> str:
        return f"{self._plain}><v>{number:.16G}</v></c>"

    def _flag(self, flag: bool) -> str:
        return f'{self._plain} t="b"><v>{int(flag)}</v></c>'


def write_rows(sheet: Worksheet, first: int, columns: Sequence[pa.Array]) -> None:
    """Write rows of cells that are ready, as the next rows of a sheet: by the library's own calls it takes ten times as long.

    The sheet is one of a workbook in constant memory, of which everything before row `first` (from 0) is written.
    """
    count = len(columns[0])
    if not count:
        return
    sheet._check_dimensions(first + count - 1, len(columns) - 1)
    sheet._write_single_row(first + count)
    row = pc.cast(pa.array(range(first + 1, first + count + 1)), _TEXT)
    cells = [_joined(f'<c r="{xl_col_to_name(n)}', row, cell).fill_null("") for n, cell in enumerate(columns)]
    rows = _joined('<row r="', row, '">', *cells, "</row>")
    sheet.fh.write(rows.buffers()[2].to_pybytes().decode())


def _joined(*parts: pa.Array | str) -> pa.Array:
    """The parts of each row put together, null where one is."""
    between = pa.scalar("", _TEXT)
    return pc.binary_join_element_wise(*(pa.scalar(p, _TEXT) if isinstance(p, str) else p for p in parts), between)


def first_units(text: str) -> str:
    """As much of a text as a cell holds, counted in UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")


def _kept(text: str) -> str:
    return ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""


def _escaped(text: str) -> str:
    told: str = Worksheet._escape_control_characters(text)
    return told.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
