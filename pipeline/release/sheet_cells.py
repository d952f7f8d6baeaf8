"""How a column of a table becomes cells of a spreadsheet: kinds of cell, formats, widths, and what a cell cannot hold.

In: the declaration of a column and its values. Out: a `Column` that writes one value into one cell. Text is always
written as text, so that nothing in it is run: no formula, no link. What a spreadsheet cannot hold is counted:
- a text over 32,767 characters (counted as Excel does, in UTF-16 units) is cut;
- a day before 1 March 1900, which Excel and LibreOffice number differently or not at all, is an ISO day as text;
- a whole number of more than 15 digits, of which a spreadsheet keeps only the first 15, is text.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.release.csvs import join_list, runs
from pipeline.schema.fields import Field

LONGEST_TEXT = 32_767
FIRST_DAY = pd.Timestamp("1900-03-01")
LARGEST_WHOLE = 10**15 - 1
CUT, EARLY, LARGE = "cut", "early", "large"
_CUT_BY_LIBRARY = -2
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
    """A column of a sheet; `write` puts a value into a cell and adds to `lost` what the cell could not hold."""

    def __init__(self, table: str, each: Field, made: Formats, lost: Counter[tuple[str, str]]) -> None:
        self.field, self.kind = each, kind_of(each)
        writers: dict[str, Callable[..., None]] = {
            "date": self._write_moment,
            "datetime": self._write_moment,
            "integer": self._write_whole,
            "number": self._write_number,
            "boolean": self._write_boolean,
        }
        self.write: Callable[..., None] = writers.get(each.type, self._write_text)
        self._made, self._format = made, made.plain[self.kind]
        self._text = self.kind if self.kind in made.quoted else "codes"
        self._lost, self._name = lost, f"{table}.{each.name}"

    def values(self, values: "pd.Series[Any]") -> list[Any]:
        """The values as `write` takes them; None for a missing one and for a list without items."""
        if self.field.type == "list":
            return [join_list(items) or None for items in values]
        return [None if missing else value for value, missing in zip(values, values.isna(), strict=True)]

    def width(self, values: list[Any]) -> int:
        """Characters wide enough for the header with its filter button, and for nine in ten of these values."""
        lengths = sorted(len(value) for value in values if isinstance(value, str))
        wide = lengths[len(lengths) * 9 // 10] + 2 if lengths else _WIDTHS.get(self.kind, 0)
        return min(_WIDEST, max(wide, len(self.field.name) + 5))

    def _write_text(self, sheet: Worksheet, row: int, column: int, text: str, lost: str | None = None) -> None:
        if write_text(sheet, row, column, text, self._made, self._text):
            lost = CUT
        if lost:
            self._lost[lost, self._name] += 1

    def _write_moment(self, sheet: Worksheet, row: int, column: int, moment: pd.Timestamp) -> None:
        if moment >= FIRST_DAY:
            sheet.write_datetime(row, column, moment.to_pydatetime(), self._format)
        else:
            text = moment.date().isoformat() if self.field.type == "date" else moment.isoformat(sep=" ")
            self._write_text(sheet, row, column, text, EARLY)

    def _write_whole(self, sheet: Worksheet, row: int, column: int, number: int) -> None:
        if abs(number) <= LARGEST_WHOLE:
            sheet.write_number(row, column, number, self._format)
        else:
            self._write_text(sheet, row, column, str(number), LARGE)

    def _write_number(self, sheet: Worksheet, row: int, column: int, number: float) -> None:
        sheet.write_number(row, column, number, self._format)

    def _write_boolean(self, sheet: Worksheet, row: int, column: int, flag: bool) -> None:
        sheet.write_boolean(row, column, bool(flag), self._format)


def write_text(sheet: Worksheet, row: int, column: int, text: str, made: Formats, kind: str) -> bool:
    """Write text as text, whatever it holds; True where it was cut. All text from articles goes through here.

    xlsxwriter takes a string that begins and ends as its own rich text does for markup and would write it as it is: such
    a one is handed over in two pieces, which it escapes.
    """
    form = (made.quoted if runs(text) else made.plain)[kind]
    if text.startswith("<r>") and text.endswith("</r>"):
        kept = text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
        sheet.write_rich_string(row, column, kept[0], form, kept[1:], form)
        return kept != text
    return bool(sheet.write_string(row, column, text, form) == _CUT_BY_LIBRARY)
