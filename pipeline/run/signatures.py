"""The signatures of articles' texts between stages: found where texts are read, used where copies are looked for.

In: what extraction has seen of articles. Out: `signatures.parquet`, one row an article in the order of the table.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.cells import plain_cells
from pipeline.release.files import replacing
from pipeline.text.shingles import PERMUTATIONS, Signatures

FILE = "signatures.parquet"
_BYTES = 4 * PERMUTATIONS
SCHEMA = pa.schema(
    {
        "article_id": pa.string(),
        "shingle_count": pa.int32(),
        "word_count": pa.int32(),
        "signature": pa.binary(_BYTES),
    }
)


@contextmanager
def open_signatures(folder: Path) -> Iterator[Callable[[pa.ChunkedArray, pa.Table], None]]:
    """A function that appends what was seen of articles, with their ids; the file takes its name when all is written."""
    with (
        replacing(folder / FILE) as temporary,
        pq.ParquetWriter(temporary, SCHEMA, compression="none", use_dictionary=False) as writer,
    ):

        def write(ids: pa.ChunkedArray, seen: pa.Table) -> None:
            writer.write_table(pa.Table.from_arrays([ids, *(seen[name] for name in SCHEMA.names[1:])], schema=SCHEMA))

        yield write


def read_signatures(folder: Path, articles: pd.DataFrame) -> Signatures | None:
    """The signatures of these articles, or None where the file does not hold just theirs."""
    if not (folder / FILE).exists():
        return None
    found = pq.read_table(folder / FILE)
    if found.schema != SCHEMA or found["article_id"].to_pylist() != plain_cells(articles["article_id"]):
        return None
    parts = [np.zeros(0, dtype=np.uint32)]
    for chunk in found["signature"].chunks:
        numbers = np.frombuffer(chunk.buffers()[1], dtype="<u4") if len(chunk) else parts[0]
        parts.append(numbers[chunk.offset * PERMUTATIONS : (chunk.offset + len(chunk)) * PERMUTATIONS])
    signature = np.concatenate(parts).reshape(-1, PERMUTATIONS)
    counts = (found[name].to_numpy().astype(np.int64) for name in ("shingle_count", "word_count"))
    return Signatures(signature.astype(np.uint32, copy=False), *counts)
