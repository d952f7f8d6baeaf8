"""CSV and TSV: a row is an article, the first row names the fields.

In: a source. Out: a record per row, labelled with the line where the row ends. The separator is the one of comma,
tab, semicolon and bar that splits the first line into the most known names. A row with more cells than names is
broken: an unquoted separator has cut its text.
"""

import csv
from collections.abc import Iterator

from pipeline.articles.fields import fields_of, to_record
from pipeline.articles.limits import Limits
from pipeline.articles.readers.lines import decoded_lines
from pipeline.articles.record import Fault, InputFault, Record
from pipeline.articles.streams import Source, sentence_of

_SEPARATORS = ",\t;|"


class _RowLines:
    """Lines for `csv.reader` that count what the present row has taken, so that an open quote cannot take all."""

    def __init__(self, lines: Iterator[tuple[int, str | InputFault]], limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self.number = 0
        self.taken = 0

    def __iter__(self) -> "_RowLines":
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        if isinstance(line, InputFault):
            raise line
        self.taken += len(line)
        if self.taken > self._limit:
            raise InputFault("too_large", f"a row over the limit of {self._limit} characters")
        return line


def read_csv(source: Source, limits: Limits) -> Iterator[Record | Fault]:
    """A record per row; raises InputFault `missing_text` where no column is known to hold a text."""
    csv.field_size_limit(limits.record_bytes)
    lines = _RowLines(decoded_lines(source, limits.record_bytes), limits.record_bytes)
    first = next((line for line in lines if not line.isspace()), None)
    if first is None:
        return
    separator = max(_SEPARATORS, key=lambda mark: len(fields_of(tuple(_cells(first, mark)))))
    names = _cells(first, separator)
    if not {"text", "html"} & fields_of(tuple(names)).keys():
        shown = ", ".join(names)[:150]
        raise InputFault("missing_text", f"no column is known to hold a text; the columns are {shown}")
    rows = csv.reader(lines, delimiter=separator)
    while True:
        lines.taken = 0
        try:
            cells = next(rows)
        except StopIteration:
            return
        except (InputFault, csv.Error) as error:
            told = f"this is no row of CSV ({sentence_of(error)})"
            reason, detail = (error.reason, error.detail) if isinstance(error, InputFault) else ("broken_record", told)
            yield Fault(f"line {lines.number}", reason, detail)
            rows = csv.reader(lines, delimiter=separator)
            continue
        if cells:
            yield _record_of(names, cells, f"line {lines.number}")


def _cells(line: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []


def _record_of(names: list[str], cells: list[str], label: str) -> Record | Fault:
    if any(cells[len(names) :]):
        return Fault(label, "broken_record", f"{len(cells)} cells in a row of a table with {len(names)} columns")
    return to_record({name: cell for name, cell in zip(names, cells, strict=False) if cell}, label)
