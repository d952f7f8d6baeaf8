"""Parquet files of the tables: zstd, the schema with bilingual field descriptions inside, the same bytes every time.

In: a table name and its rows. Out: a Parquet file that `pandas.read_parquet` loads with the dtypes of the schema.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.files import replacing
from pipeline.run.errors import RuydadError
from pipeline.schema.tables import Row, as_table, schema

ROWS_IN_GROUP = 50_000
LEVEL = 3  # of zstd: at level 9 files are a few per cent smaller and take four times as long


def arrow_table(name: str, rows: pd.DataFrame | Iterable[Row]) -> pa.Table:
    """The rows as a pyarrow table with the schema of the named table and its metadata."""
    frame, wanted = as_table(name, rows), schema(name)
    columns = [pa.array(frame[each.name], type=each.type, from_pandas=True) for each in wanted]
    return pa.Table.from_arrays(columns, schema=wanted)


def write_parquet(name: str, rows: pd.DataFrame | Iterable[Row], path: Path) -> None:
    """Write a table; the bytes depend on the rows and the pyarrow version alone."""
    write_parts(name, [rows], path)


def write_parts(name: str, parts: Iterable[pd.DataFrame | Iterable[Row]], path: Path) -> int:
    """Write a table part by part, holding one part in memory; returns the number of rows."""
    count = 0
    with open_parts(name, path) as write:
        for part in parts:
            count += write(part)
    return count


@contextmanager
def open_parts(name: str, path: Path) -> Iterator[Callable[[pd.DataFrame | pa.Table | Iterable[Row]], int]]:
    """A function that appends rows to a table and says how many; the file takes its name when all is written.

    A pyarrow table is written as it is, and has the schema of the table.
    """
    with (
        replacing(path) as temporary,
        pq.ParquetWriter(
            temporary, schema(name), compression="zstd", compression_level=LEVEL, store_schema=True
        ) as writer,
    ):

        def write(part: pd.DataFrame | pa.Table | Iterable[Row]) -> int:
            table = part if isinstance(part, pa.Table) else arrow_table(name, part)
            writer.write_table(table, row_group_size=ROWS_IN_GROUP)
            return int(table.num_rows)

        yield write


def read_table(name: str, path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    """Read a table with the columns, order and dtypes of the schema; `columns` narrows it, in the order asked for.

    Raises `RuydadError` where the file is missing or is not that table.
    """
    try:
        frame = pd.read_parquet(path, columns=columns)
    except (OSError, pa.ArrowException) as error:
        raise RuydadError(f"{path} cannot be read as table {name}: {error}") from error
    try:
        typed = as_table(name, frame)
    except ValueError as error:
        raise RuydadError(f"{path} is not as the schema says: {error}") from error
    return typed if columns is None else typed[columns]


def lacking(folder: Path, name: str) -> str:
    """The sentence for a folder without a file of a release; one fresh from git has the CSV tables alone."""
    if (folder / "events.csv").is_file() and not (folder / "events.parquet").is_file():
        return (
            f"{folder} holds tables as CSV but no {name}; run make repro first, which writes the Parquet beside them."
        )
    return f"{folder} holds no {name}; name the folder of a release, as data/release."


def read_parts(name: str, path: Path, rows: int = ROWS_IN_GROUP) -> Iterator[pd.DataFrame]:
    """Read a table in parts of at most `rows` rows, with the dtypes of the schema."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=rows):
            yield as_table(name, pa.Table.from_batches([batch]).to_pandas())
