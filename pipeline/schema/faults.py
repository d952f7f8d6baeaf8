"""Faults as sentences: table, column, row, and what is wrong there.

In: a mask of the rows at fault. Out: a sentence for each of the first few rows and one that counts the rest, so that a
fault in every row of a large table stays readable.
"""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from pipeline.schema.tables import Table

SHOWN = 3


def given(values: "pd.Series[Any]") -> np.ndarray:
    """True where a cell has a value."""
    return values.notna().to_numpy(dtype=bool)


def plain(values: "pd.Series[Any]") -> list[Any]:
    """The cells as Python has them, None for a missing one."""
    if not isinstance(values.dtype, np.dtype):
        told: list[Any] = pa.array(values.array).to_pylist()  # twice as fast as pandas' own way
        return told
    return values.astype("object").where(values.notna(), None).tolist()


def distinct(values: "pd.Series[Any]") -> set[str | None]:
    """The different cells of a text column, None for missing ones."""
    return set(pa.array(values.array).unique().to_pylist())


class _Cells(dict[str, str]):
    """The cells of a row by column, looked up as a template asks for them; `right` is what should stand there."""

    def __init__(self, frame: pd.DataFrame, position: int, right: "pd.Series[Any] | None") -> None:
        super().__init__()
        self.frame, self.position, self.right = frame, position, right

    def __missing__(self, column: str) -> str:
        values = self.right if column == "right" and self.right is not None else self.frame[column]
        return _shown(values.iloc[self.position])


def _shown(cell: object) -> str:
    """A cell as a sentence shows it: days as ISO dates, long text cut."""
    if isinstance(cell, pd.Timestamp):
        return str(cell.date()) if cell == cell.normalize() else str(cell)
    shown = str(cell)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


class Faults:
    """The sentences on one table, in the order in which they were found."""

    def __init__(self, table: Table, frame: pd.DataFrame) -> None:
        self.table = table
        self.frame = frame
        self.sentences: list[str] = []

    def add(self, column: str, wrong: Any, says: str, right: "pd.Series[Any] | None" = None) -> None:
        """Tell of the rows where `wrong` holds; `says` may name cells of the row as `{column}`, and `{right}`."""
        rows = np.flatnonzero(np.asarray(wrong, dtype=bool))
        for row in rows[:SHOWN]:
            what = says.format_map(_Cells(self.frame, int(row), right))
            self.sentences.append(f"Table {self.table.name}, column {column}, {self._row(int(row))}: {what}.")
        if len(rows) > SHOWN:
            more = len(rows) - SHOWN
            self.sentences.append(f"Table {self.table.name}, column {column}: {more} more rows have the same fault.")

    def _row(self, position: int) -> str:
        """How a sentence names a row: its position from 0, with its primary key."""
        if not self.table.key:
            return f"row {position}"
        key = ", ".join(f"{column} {self.frame[column].iloc[position]}" for column in self.table.key)
        return f"row {position} ({key})"
