"""The texts of articles, some at a time: they are nearly all of a corpus, and no stage needs to hold them together.

In: an `articles.parquet`. Out: the table without its texts, the texts part by part, and a file with the same articles
in another order, sorted through files on disk.
"""

from collections.abc import Collection, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.release.cells import ROWS_AT_ONCE, plain_cells
from pipeline.release.parquet import arrow_table, open_parts, read_table
from pipeline.schema.tables import TABLES, as_table

COLUMNS = [name for name in TABLES["articles"].columns if name != "text"]
_READ_AT_ONCE = 500  # articles: so that the memory of one part serves the next
_HEAD = 64  # characters


def read_without_texts(path: Path) -> pd.DataFrame:
    """The table articles, its texts null."""
    return as_table("articles", read_table("articles", path, COLUMNS))


def read_texts(path: Path, wanted: Collection[str] | None = None) -> Iterator[tuple[list[str], list[str]]]:
    """Ids and texts of all articles in the order of the file, or of those that are wanted."""
    only = None if wanted is None else pa.array(sorted(wanted), type=pa.string())
    for batch in _batches(path):
        some = batch if only is None else batch.filter(pc.is_in(batch["article_id"], only))
        if some.num_rows or only is None:
            yield some["article_id"].to_pylist(), some["text"].fill_null("").to_pylist()


def text_parts(path: Path, rows: int) -> Iterator[pa.Array]:
    """The texts of all articles in the order of the file, of at most so many at a time."""
    with pq.ParquetFile(path, memory_map=True) as file:
        for batch in file.iter_batches(batch_size=rows, columns=["text"]):
            yield batch["text"]


def texts_at(path: Path, rows: npt.NDArray[np.int64]) -> Iterator[str]:
    """The texts of the articles that stand in these rows, which rise."""
    start = 0
    for batch in _batches(path):
        first, last = np.searchsorted(rows, [start, start + batch.num_rows])
        yield from batch["text"].take(pa.array(rows[first:last] - start)).fill_null("").to_pylist()
        start += batch.num_rows


def has_texts(path: Path) -> bool:
    """Whether any article has its text."""
    return any(batch["text"].null_count < batch.num_rows for batch in _batches(path))


def with_heads(articles: pd.DataFrame, path: Path) -> pd.DataFrame:
    """The articles with the first words of their texts, as many as an example shows."""
    heads = [pc.utf8_slice_codeunits(batch["text"], 0, _HEAD) for batch in _batches(path)]
    told = pa.chunked_array(heads, type=pa.string()).to_pandas()
    return articles.assign(text=told.astype("str").set_axis(articles.index))


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path, memory_map=True) as file:
        yield from file.iter_batches(batch_size=_READ_AT_ONCE, columns=["article_id", "text"])


def write_with_texts(articles: pd.DataFrame, source: Path, path: Path) -> None:
    """Write the articles, whose texts are in `source` in any order."""
    count = max(1, -(-len(articles) // ROWS_AT_ONCE))
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="texts-", dir=path.parent) as room, open_parts("articles", path) as write:
        files = [Path(room) / f"{number}.arrow" for number in range(count)]
        _sort_into(files, pd.Index(articles["article_id"]), source)
        for number, file in enumerate(files):
            part = articles.iloc[number * ROWS_AT_ONCE : (number + 1) * ROWS_AT_ONCE]
            with pa.memory_map(str(file)) as stored, pa.ipc.open_stream(stored) as stream:
                texts = stream.read_all()
            at = pd.Index(texts["article_id"].to_pylist()).get_indexer(pd.Index(plain_cells(part["article_id"])))
            table = arrow_table("articles", part)
            column = table.schema.get_field_index("text")
            told = texts["text"].take(pa.array(at)).combine_chunks()
            write(table.set_column(column, table.schema.field(column), told))
            file.unlink()


def _sort_into(files: list[Path], ids: pd.Index, source: Path) -> None:
    """Put each text into the file of its part of the table."""
    schema = pa.schema({"article_id": pa.string(), "text": pa.string()})
    with ExitStack() as stack:
        writers = [stack.enter_context(pa.ipc.new_stream(str(file), schema)) for file in files]
        for batch in _batches(source):
            part = ids.get_indexer(pd.Index(batch["article_id"].to_pylist())) // ROWS_AT_ONCE
            for number in np.unique(part).tolist():
                some = batch.take(pa.array(np.flatnonzero(part == number)))
                writers[number].write_batch(
                    pa.RecordBatch.from_arrays([some["article_id"], some["text"]], schema=schema)
                )
