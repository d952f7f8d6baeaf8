"""What the last run made for the page (pipeline/explorer/known.py), in the folder of the cache.

In: keys of articles and of incidents. Out: what was made of them; all that is asked for is left to the next run.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from pipeline.explorer.incidents import Told
from pipeline.explorer.known import Marked
from pipeline.run.fingerprint import digest_of, page_fingerprint
from pipeline.run.kept import Keeping, Kept, taken

FOLDER, INCIDENTS = "pages", "incidents"
_MARKED = {"size": pa.int64(), "piece": pa.binary(), "sentences": pa.list_(pa.binary())}
_TOLD = {
    "record": pa.binary(),
    "words": pa.binary(),
    "not_after": pa.string(),
    "low": pa.int64(),
    "high": pa.int64(),
    "is_aggregate": pa.bool_(),
}


class LastPages:
    """What is known of articles and incidents."""

    def __init__(self, folder: Path) -> None:
        made_with = digest_of(page_fingerprint())
        self.articles = _Last(folder / FOLDER, Marked, _MARKED, made_with)
        self.incidents = _Last(folder / INCIDENTS, Told, _TOLD, made_with)

    def keep(self, say: Callable[[str], None]) -> None:
        """Leave them to the next run; `say` tells a person where that cannot be done."""
        for each in (self.articles, self.incidents):
            each.keep(say)


class _Last[Made: NamedTuple](Keeping):
    """What is known of one kind: a column for each field."""

    def __init__(self, folder: Path, kind: Callable[..., Made], types: dict[str, Any], made_with: str) -> None:
        self._kind, self._schema = kind, pa.schema({"key": pa.binary(), **types})
        self._name = folder.name
        super().__init__(folder, {self._name: self._schema}, made_with)
        self._before = Kept(folder, {self._name: self._schema}, made_with)

    def of(self, keys: Sequence[bytes], make: Callable[[list[int]], list[Made]]) -> list[Made]:
        """As `Known` has it."""
        at = self._before.find(keys)
        known, unknown = np.flatnonzero(at >= 0), np.flatnonzero(at < 0).tolist()
        old = taken(self._before.tables[self._name], at[known])
        found = dict(zip(known.tolist(), self._rows(old), strict=True))
        self.add({self._name: old})
        if unknown:
            made = make(unknown)
            found.update(zip(unknown, made, strict=True))
            self.add({self._name: self._table([keys[n] for n in unknown], made)})
        return [found[n] for n in range(len(keys))]

    def _rows(self, table: pa.Table) -> list[Made]:
        columns = (table[name].to_pylist() for name in self._schema.names[1:])
        return [self._kind(*told) for told in zip(*columns, strict=True)]

    def _table(self, keys: Sequence[bytes], made: Sequence[Made]) -> pa.Table:
        columns = zip(*((key, *each) for key, each in zip(keys, made, strict=True)), strict=True)
        cells = [pa.array(cells, told.type) for cells, told in zip(columns, self._schema, strict=True)]
        return pa.Table.from_arrays(cells, schema=self._schema)
