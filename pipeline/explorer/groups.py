"""Rows of a table by a column, made into plain values where they are asked for: dictionaries take ten times the memory.

In: a table and the name of a column of text. Out: rows by the values that are asked for, in the order of the table.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.explorer.reading import grouped, rows_of

ROW = "row"  # the key under which a row tells its number in the table


class Groups:
    """The rows of a table by a column; rows without it are in no group."""

    def __init__(self, frame: pd.DataFrame, key: str) -> None:
        self._frame, self._key = frame, key
        codes, names = pd.factorize(frame[key])
        self._order = np.argsort(codes, kind="stable")
        self._bounds = np.searchsorted(codes[self._order], np.arange(len(names) + 1)).tolist()
        self._number = {name: number for number, name in enumerate(names.tolist())}

    def positions(self, values: Iterable[str]) -> npt.NDArray[np.int64]:
        """Numbers of the rows that have one of the values, group after group."""
        numbers = [self._number[value] for value in values if value in self._number]
        groups = [self._order[self._bounds[number] : self._bounds[number + 1]] for number in numbers]
        return np.concatenate(groups) if groups else np.empty(0, dtype=np.int64)

    def each(self, values: Iterable[str]) -> list[list[int]]:
        """For each of the values the numbers of its rows."""
        order, bounds, numbers = self._order, self._bounds, (self._number.get(value) for value in values)
        return [[] if n is None else order[bounds[n] : bounds[n + 1]].tolist() for n in numbers]

    def of(self, values: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Value → its rows, which tell their numbers as `row`; a value without rows is left out."""
        at = self.positions(values)
        rows = rows_of(self._frame.iloc[at])
        for row, number in zip(rows, at.tolist(), strict=True):
            row[ROW] = number
        return grouped(rows, self._key)
