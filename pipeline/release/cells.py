"""Cells of a column as plain Python values, a column at a time: going through pandas cell by cell is many times slower.

In: a typed column of a table. Out: a list with None for what is missing; days and moments as ISO text.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema.faults import plain

ROWS_AT_ONCE = 5_000  # so that the Python objects of few rows are in memory, however long the table


def plain_cells(values: "pd.Series[Any]") -> list[Any]:
    """The values as Python has them, None for a missing one; a list cell is never missing."""
    return values.tolist() if values.dtype == object else plain(values)


def arrow_cells(values: "pd.Series[Any]") -> pa.Array:
    """The values as Arrow has them, null for a missing one; of a column without lists and moments."""
    told = pa.array(values.array, from_pandas=True)
    return told.combine_chunks() if isinstance(told, pa.ChunkedArray) else told


def told_rows(columns: Sequence[pa.Array]) -> list[bytes]:
    """Each row in one piece, that of no other row: to be digested."""
    cells = [pc.cast(each, pa.large_string()) for each in columns]
    sizes = [
        pc.cast(pc.binary_length(each), pa.large_string()) for each in cells
    ]  # null for null, and no two run together
    parts = [pc.fill_null(each, "") for each in (*sizes, *cells)]
    told = pc.binary_join_element_wise(*parts, pa.scalar(" ", pa.large_string()))
    return list(told.cast(pa.large_binary()).to_pylist())


def iso_days(values: "pd.Series[Any]") -> list[str | None]:
    """Days as `2022-09-14`."""
    return _iso(values, "D")


def iso_moments(values: "pd.Series[Any]", unit: str = "s") -> list[str | None]:
    """Moments as `2022-09-14T21:02:00`, or with unit `m` as `2022-09-14T21:02`."""
    return _iso(values, unit)


def _iso(values: "pd.Series[Any]", unit: Any) -> list[str | None]:
    moments = values.to_numpy(dtype="datetime64[us]")
    told: list[str | None] = np.datetime_as_string(moments, unit=unit, casting="unsafe").tolist()
    if np.isnat(moments).any():
        return [None if text == "NaT" else text for text in told]
    return told


def blocks(frame: pd.DataFrame, rows: int = ROWS_AT_ONCE) -> Iterator[pd.DataFrame]:
    """The table in pieces of at most so many rows; none of a table without rows."""
    for start in range(0, len(frame), rows):
        yield frame.iloc[start : start + rows]
