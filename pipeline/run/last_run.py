"""The tables that the last run read, as they were: what most articles of the next run have is copied out of them.

In: the cache folder. Out: rows of every table for the articles that are known by their keys, many at once. What the
cache file (pipeline/run/extraction_cache.py) has of them too would be unpacked article by article. The tables lie in
Arrow files with a digest of each; where one is not what was written, nothing is known.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from pipeline.release.files import replacing, write_json
from pipeline.run.part import CHILDREN
from pipeline.run.signatures import SCHEMA
from pipeline.schema.tables import schema

ROWS = ("events", *CHILDREN)
LIMIT = 2**28  # bytes of all tables: they are in memory together while articles are read
SEEN = pa.schema(
    {
        "key": pa.binary(),
        "sentence_count": pa.int64(),
        "event_count": pa.int64(),
        **{name: SCHEMA.field(name).type for name in SCHEMA.names[1:]},
        **{f"rows_of_{name}": pa.int64() for name in ROWS},
    }
)
_SCHEMAS = {"seen": SEEN, **{name: schema(name) for name in ROWS}}
_FOLDER, _LIST = "last", "files.json"
Longs = npt.NDArray[np.int64]
Tables = Mapping[str, pa.Table]


class LastRun:
    """The tables of the last run; none where there was none, or where a file of it is damaged."""

    def __init__(self, folder: Path | None) -> None:
        read = None if folder is None else _read(folder / _FOLDER)
        self._tables = read or {name: told.empty_table() for name, told in _SCHEMAS.items()}
        seen = self._tables["seen"]
        self._at = pd.Index(np.array(seen["key"].to_pylist(), dtype="object"))
        ends = {name: np.cumsum(seen[f"rows_of_{name}"].to_numpy()) for name in ROWS}
        self._starts = {name: np.append(0, end).astype(np.int64) for name, end in ends.items()}

    def find(self, keys: Sequence[bytes]) -> Longs:
        """Where the articles with these keys stand, -1 for those that are not known."""
        return np.asarray(self._at.get_indexer(pd.Index(np.array(keys, dtype="object"))), dtype=np.int64)

    def rows(self, at: Longs) -> Tables:
        """What was seen of the articles that stand there, and their rows of every table, in that order."""
        found = {"seen": _taken(self._tables["seen"], at)}
        for name in ROWS:
            start, count = self._starts[name][at], self._starts[name][at + 1] - self._starts[name][at]
            first = np.repeat(start - (np.cumsum(count) - count), count)
            found[name] = _taken(self._tables[name], first + np.arange(len(first)))
        return found


class Keeping:
    """The tables of this run on their way into the cache; none where they are too large, or nowhere to be kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._tables: list[Tables] = []
        self._size = 0

    def add(self, tables: Tables) -> None:
        """Take in what was read of some articles."""
        if self._folder is not None:
            self._size += sum(table.nbytes for table in tables.values())
            if self._size <= LIMIT:
                self._tables.append(tables)
            else:
                self._folder, self._tables = None, []

    def keep(self, say: Callable[[str], None]) -> None:
        """Make them those of the last run; `say` tells a person where that cannot be done."""
        if self._folder is None:
            return
        try:
            _write(self._folder / _FOLDER, self._tables)
        except OSError as error:
            say(f"{self._folder} cannot be written to ({error}); the next run takes longer.")


def _write(folder: Path, tables: Sequence[Tables]) -> None:
    digests = {}
    folder.mkdir(parents=True, exist_ok=True)
    for name, told in _SCHEMAS.items():
        with replacing(folder / name) as temporary:
            with pa.ipc.new_stream(str(temporary), told) as file:
                for each in tables:
                    file.write_table(each[name])
            digests[name] = hashlib.sha256(temporary.read_bytes()).hexdigest()
    write_json(folder / _LIST, digests)


def _read(folder: Path) -> dict[str, pa.Table] | None:
    """The tables, each in one piece; None where they are not all what was written."""
    with suppress(OSError, ValueError, pa.ArrowException):
        digests = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        found = {}
        for name, told in _SCHEMAS.items():
            content = (folder / name).read_bytes()
            if not isinstance(digests, dict) or digests.get(name) != hashlib.sha256(content).hexdigest():
                return None
            table = pa.ipc.open_stream(content).read_all()
            if not table.schema.equals(told, check_metadata=True):
                return None
            found[name] = table.combine_chunks()
        return found
    return None


def _taken(table: pa.Table, at: Longs) -> pa.Table:
    """These rows, in this order; a piece of the table where they follow one another."""
    if len(at) and at[-1] - at[0] == len(at) - 1 and (np.diff(at) == 1).all():
        return table.slice(int(at[0]), len(at))
    return table.take(pa.array(at))
