"""Parquet: a row is an article.

In: a source (one that was gzipped is unpacked to a temporary file first, as Parquet is read from its end). Out: a
record per row, labelled `row 12` from 1. Only columns whose names are known are read, a few rows at a time.
"""

import io
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.articles.fields import fields_of, to_record
from pipeline.articles.limits import Limits
from pipeline.articles.record import Fault, InputFault, Record
from pipeline.articles.streams import Source

_MOST_ROWS = 64
_BYTES = 16_000_000
_CHUNK = 1 << 20
_GROWS = "it unpacks to far more than the size of the file"


def read_parquet(source: Source, limits: Limits) -> Iterator[Record | Fault]:
    """A record per row; raises InputFault `missing_text` where no column is known to hold a text."""
    if not source.gzipped:
        yield from _rows(source.stream, limits)
        return
    with tempfile.TemporaryFile() as unpacked:
        while data := source.stream.read(_CHUNK):
            unpacked.write(data)
        unpacked.seek(0)
        yield from _rows(unpacked, limits)


def _rows(file: "BinaryIO", limits: Limits) -> Iterator[Record | Fault]:
    names = tuple(dict.fromkeys(pq.read_schema(file).names))
    file.seek(0)
    with pq.ParquetFile(file, read_dictionary=list(names), page_checksum_verification=True) as table:
        known = fields_of(names)
        if not {"text", "html"} & known.keys():
            shown = ", ".join(names)[:150]
            raise InputFault("missing_text", f"no column is known to hold a text; the columns are {shown}")
        most = max(limits.expansion_floor, limits.expansion * file.seek(0, io.SEEK_END))
        _check_growth(table, most)
        columns = [name for names_of_field in known.values() for name in names_of_field]
        number = unpacked = 0
        for batch in table.iter_batches(batch_size=_rows_at_once(table), columns=columns, use_threads=False):
            size = sum(map(_unpacked, batch.columns))
            unpacked += size
            if unpacked > most:
                raise InputFault("decompression_limit", _GROWS)
            rows = batch.num_rows if size <= _BYTES else 1
            for first in range(0, batch.num_rows, max(rows, 1)):
                for values in _values(batch.slice(first, rows)):
                    number += 1
                    record = {name: value for name, value in values.items() if value is not None}
                    yield to_record(record, f"row {number}")


def _unpacked(column: Any) -> int:
    """The bytes of a column's values, in which a dictionary of few values may stand for any number of rows."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    try:
        lengths = pc.binary_length(column.dictionary)
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):  # no text: values of a few bytes
        return 8 * len(column)
    return int(pc.sum(lengths.take(column.indices)).as_py() or 0)


def _check_growth(table: pq.ParquetFile, most: int) -> None:
    """Refuse a row group that says it unpacks to far more than the file.

    Its columns are not asked one by one: pyarrow ends the process at some damaged ones in place of raising an error.
    """
    for group in range(table.metadata.num_row_groups):
        if table.metadata.row_group(group).total_byte_size > most:
            raise InputFault("decompression_limit", _GROWS)


def _rows_at_once(table: pq.ParquetFile) -> int:
    """How many rows to hold: a few, fewer where rows are long."""
    meta = table.metadata
    total = sum(meta.row_group(group).total_byte_size for group in range(meta.num_row_groups))
    average = max(total, 1) // max(meta.num_rows, 1)
    return max(1, min(_MOST_ROWS, _BYTES // max(int(average), 1)))


def _values(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """A batch as dicts; strings that are no UTF-8 come as bytes, so that one bad row costs no other."""
    batch = _plain(batch)
    values: list[dict[str, Any]]
    try:
        values = batch.to_pylist()
    except UnicodeDecodeError:
        columns = [column.cast(pa.large_binary()) if _is_text(column) else column for column in batch.columns]
        values = pa.RecordBatch.from_arrays(columns, names=batch.schema.names).to_pylist()
    return values


def _is_text(column: Any) -> bool:
    return bool(pa.types.is_string(column.type) or pa.types.is_large_string(column.type))


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch without dictionaries, whose times are in microseconds, which Python's own can hold."""
    columns: list[Any] = [
        column.dictionary_decode() if pa.types.is_dictionary(column.type) else column for column in batch.columns
    ]
    columns = [
        pc.cast(column, pa.timestamp("us", column.type.tz), safe=False)
        if pa.types.is_timestamp(column.type)
        else column
        for column in columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
