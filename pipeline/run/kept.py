"""Tables that one run leaves to the next, found by keys: Arrow files in a folder of the cache, with a digest of each.

In: the folder, the schemas of its tables, and a digest of all that they depend on. Out: the tables as they were left.
Where they depend on something else, or a file is not what was written, there are none. One of the tables is the first:
it has a line for each key, and tells the key as `key`.
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

from pipeline.release.files import clear_leftovers, replacing, write_json

LIMIT = 2**28  # bytes of the tables of one folder: they are in memory together
_LIST = "files.json"
_LONG_RUN = 20  # rows that follow one another: fewer are sooner taken one by one
Longs = npt.NDArray[np.int64]
Tables = Mapping[str, pa.Table]
Schemas = Mapping[str, pa.Schema]


class Kept:
    """The tables that the last run left; without rows where there are none."""

    def __init__(self, folder: Path | None, schemas: Schemas, made_with: str) -> None:
        read = None if folder is None else _read(folder, schemas, made_with)
        self.tables: Tables = read or {name: told.empty_table() for name, told in schemas.items()}
        first = self.tables[next(iter(schemas))]
        self._at = pd.Index(np.array(first["key"].to_pylist(), dtype="object"))

    def find(self, keys: Sequence[bytes]) -> Longs:
        """Which lines of the first table have these keys, -1 for those that are not known."""
        return np.asarray(self._at.get_indexer(pd.Index(np.array(keys, dtype="object"))), dtype=np.int64)


class Keeping:
    """The tables of this run on their way into the folder: as many parts as fit, none where there is no folder."""

    def __init__(self, folder: Path | None, schemas: Schemas, made_with: str) -> None:
        self._folder, self._schemas, self._made_with = folder, schemas, made_with
        self._tables: list[Tables] = []
        self._size = 0

    def add(self, tables: Tables) -> None:
        """Take in a part of them, whole in itself, where it still fits."""
        size = sum(table.nbytes for table in tables.values())
        if self._folder is not None and self._size + size <= LIMIT:
            self._size += size
            self._tables.append(tables)

    def keep(self, say: Callable[[str], None]) -> None:
        """Leave them to the next run; `say` tells a person where that cannot be done."""
        if self._folder is None:
            return
        try:
            self._write(self._folder)
        except OSError as error:
            say(f"{self._folder} cannot be written to ({error}); the next run takes longer.")

    def _write(self, folder: Path) -> None:
        digests = {}
        clear_leftovers(folder)
        for name, told in self._schemas.items():
            with replacing(folder / name) as temporary:
                with pa.ipc.new_stream(str(temporary), told) as file:
                    for each in self._tables:
                        file.write_table(each[name])
                with temporary.open("rb") as written:
                    digests[name] = hashlib.file_digest(written, "sha256").hexdigest()
        write_json(folder / _LIST, {"made_with": self._made_with, "files": digests})


def _read(folder: Path, schemas: Schemas, made_with: str) -> dict[str, pa.Table] | None:
    """The tables, each in one piece; None where they are not all what was written."""
    with suppress(OSError, ValueError, LookupError, TypeError, pa.ArrowException):
        told = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        if told["made_with"] != made_with:  # nothing would be found in them
            return None
        found = {}
        for name, wanted in schemas.items():
            content = (folder / name).read_bytes()
            if told["files"][name] != hashlib.sha256(content).hexdigest():
                return None
            table = pa.ipc.open_stream(content).read_all()
            if not table.schema.equals(wanted, check_metadata=True):
                return None
            found[name] = table.combine_chunks()
        return found
    return None


def taken(table: pa.Table, at: Longs) -> pa.Table:
    """These rows, in this order; pieces of the table where they mostly follow one another."""
    starts = np.flatnonzero(np.diff(at, prepend=-2) != 1)
    if len(starts) * _LONG_RUN > len(at):
        return table.take(pa.array(at))
    sizes = np.diff(starts, append=len(at)).tolist()
    pieces = [table.slice(first, size) for first, size in zip(at[starts].tolist(), sizes, strict=True)]
    return pa.concat_tables(pieces or [table.slice(0, 0)])
