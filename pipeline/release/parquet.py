"""Parquet files of the tables: zstd, the schema with bilingual field descriptions inside, the same bytes every time.

In: a table name and its rows. Out: a Parquet file that `pandas.read_parquet` loads with the dtypes of the schema.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.release.files import replacing
from pipeline.run.errors import RuydadError
from pipeline.schema.tables import TABLES, Row, as_table, schema

ROWS_IN_GROUP = 50_000
LEVEL = 3  # of zstd: at level 9 files are a few per cent smaller and take four times as long


def arrow_table(name: str, rows: pd.DataFrame | Iterable[Row]) -> pa.Table:
    """The rows as a pyarrow table with the schema of the named table and its metadata."""
    wanted = schema(name)
    if not isinstance(rows, pd.DataFrame):
        rows = list(rows)
        with suppress(
            pa.ArrowException, TypeError, ValueError, OverflowError
        ):  # as_table converts, or says what is wrong
            return _of_rows(name, rows, wanted)
    frame = as_table(name, rows)
    columns = [pa.array(frame[each.name], type=each.type, from_pandas=True) for each in wanted]
    return pa.Table.from_arrays(columns, schema=wanted)


def _of_rows(name: str, rows: list[Row], wanted: pa.Schema) -> pa.Table:
    """What as_table makes of rows whose cells have the types of their columns, without its way through pandas."""
    if not set().union(*rows) <= set(TABLES[name].columns):
        raise ValueError
    columns = []
    for told, each in zip(TABLES[name].fields, wanted, strict=True):
        cells = [row.get(told.name) for row in rows]
        if told.type == "list":
            cells = [[] if cell is None else cell for cell in cells]
        if told.type == "date":  # of days pyarrow makes no moments at once
            columns.append(pa.array(cells, type=pa.date32(), from_pandas=True).cast(each.type))
            continue
        column = pa.array(cells, type=each.type, from_pandas=True)
        columns.append(pc.floor_temporal(column, unit="second") if told.type == "datetime" else column)
    return pa.Table.from_arrays(columns, schema=wanted)


def write_parquet(name: str, rows: pd.DataFrame | Iterable[Row], path: Path) -> None:
    """Write a table; the bytes depend on the rows and the pyarrow version alone."""
    write_parts(name, [rows], path)


def write_parts(
    name: str, parts: Iterable[pd.DataFrame | Iterable[Row]], path: Path, *, is_passing: bool = False
) -> int:
    """Write a table part by part, holding one part in memory; returns the number of rows. `is_passing` as for open_parts."""
    count = 0
    with open_parts(name, path, is_passing=is_passing) as write:
        for part in parts:
            count += write(part)
    return count


Writer = Callable[[pd.DataFrame | pa.Table | Iterable[Row]], int]  # appends rows to a table, says how many


@contextmanager
def open_parts(name: str, path: Path, *, is_passing: bool = False) -> Iterator[Writer]:
    """A function that appends rows to a table and says how many; the file takes its name when all is written.

    A pyarrow table is written as it is, and has the schema of the table. A file that only the next stage reads
    (`is_passing`) is not packed: that takes longer than all else of it.
    """
    packing = (
        {"compression": "none", "use_dictionary": False}
        if is_passing
        else {"compression": "zstd", "compression_level": LEVEL}
    )
    with (
        replacing(path) as temporary,
        pq.ParquetWriter(temporary, schema(name), store_schema=True, **packing) as writer,
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
