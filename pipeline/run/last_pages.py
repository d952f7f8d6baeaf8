"""The articles that the last run marked for the page (pipeline/explorer/known.py), in the folder of the cache.

In: keys of articles. Out: the marked articles; all that are asked for are left to the next run.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from pipeline.explorer.known import Make, Marked
from pipeline.run.fingerprint import digest_of, page_fingerprint
from pipeline.run.kept import Keeping, Kept, taken

FOLDER = "pages"
_PAGES = pa.schema({"key": pa.binary(), "size": pa.int64(), "piece": pa.binary(), "sentences": pa.list_(pa.binary())})
_SCHEMAS = {"pages": _PAGES}


class LastPages(Keeping):
    """What is known of marked articles."""

    def __init__(self, folder: Path) -> None:
        made_with = digest_of(page_fingerprint())
        super().__init__(folder / FOLDER, _SCHEMAS, made_with)
        self._before = Kept(folder / FOLDER, _SCHEMAS, made_with)

    def marked(self, keys: Sequence[bytes], make: Make) -> list[Marked]:
        """As `KnownArticles` has it."""
        at = self._before.find(keys)
        known, unknown = np.flatnonzero(at >= 0), np.flatnonzero(at < 0)
        old = taken(self._before.tables["pages"], at[known])
        found: dict[int, Marked] = dict(zip(known.tolist(), _rows(old), strict=True))
        self.add({"pages": old})
        if len(unknown):
            made = make(unknown.tolist())
            found.update(zip(unknown.tolist(), made, strict=True))
            self.add({"pages": _table([keys[n] for n in unknown.tolist()], made)})
        return [found[n] for n in range(len(keys))]


def _rows(table: pa.Table) -> list[Marked]:
    columns = (table[name].to_pylist() for name in Marked._fields)
    return [Marked(*told) for told in zip(*columns, strict=True)]


def _table(keys: Sequence[bytes], made: Sequence[Marked]) -> pa.Table:
    columns = zip(*((key, *each) for key, each in zip(keys, made, strict=True)), strict=True)
    return pa.Table.from_arrays(
        [pa.array(cells, told.type) for cells, told in zip(columns, _PAGES, strict=True)], schema=_PAGES
    )
