"""Rows of articles that were read before: an article that did not change is not read again.

In: rows of articles, and the fingerprint of all that reads them. Out: rows of the other tables by article. One SQLite
file, shared by runs and bounded in size; an entry's key is the digest of fingerprint, text and metadata, and an entry
that is not what was written is made again. Nothing depends on it but time: where it cannot be used, a run goes without.
"""

import contextlib
import datetime as dt
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.articles.article import Article
from pipeline.release.cells import told_rows
from pipeline.run.fingerprint import differences, digest_of
from pipeline.run.jobs import CHILDREN, Rows
from pipeline.schema.tables import TABLES

FILE = "extraction.sqlite"
LIMIT = (
    5 * 2**28
)  # bytes of the file, with all that the last run leaves beside it under two gigabytes: a million articles
COUNTS = ("sentence_count", "event_count")
SEEN = (*COUNTS, "shingle_count", "word_count", "signature")  # what is known of an article besides its rows
_TOLD = tuple(name for name in Article.__slots__ if name not in ("text", "input_file"))
_MOMENTS = tuple(each.name for each in TABLES["events"].fields if each.type in ("date", "datetime"))
_PATIENCE = 30  # seconds that one run waits for the writes of another
_TABLES = """
CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, run INTEGER NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fingerprints (digest TEXT PRIMARY KEY, run INTEGER NOT NULL, told TEXT NOT NULL);
"""


class ExtractionCache:
    """What is known of articles; closed by `with`. `say` tells a person what changed and what went wrong."""

    def __init__(
        self, folder: Path, fingerprint: Mapping[str, str], say: Callable[[str], None], limit: int = LIMIT
    ) -> None:
        self._path, self._say, self._limit = folder / FILE, say, limit
        self._told = json.dumps(fingerprint, sort_keys=True)
        self._digest = digest_of(fingerprint)
        self._run, self._is_full = 0, False
        self._file: sqlite3.Connection | None = None
        with self._going_without():
            self._open()

    def __enter__(self) -> "ExtractionCache":
        return self

    def __exit__(self, *raised: object) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def digest(self) -> str:
        """The digest of the fingerprint."""
        return self._digest

    @property
    def is_used(self) -> bool:
        """Whether the file could be opened."""
        return self._file is not None

    def keys(self, articles: pa.RecordBatch) -> list[bytes]:
        """The keys of articles: the text counts by its digest, the file that it came in not at all."""
        start = hashlib.blake2b(self._digest.encode(), digest_size=20)
        found = []
        for each in told_rows([articles[name] for name in _TOLD]):
            made = start.copy()
            made.update(each)
            found.append(made.digest())
        return found

    def get(self, keys: Mapping[bytes, str]) -> dict[str, Rows]:
        """article_id → its rows of every table, as `split` gives them, for the articles that are known."""
        known: dict[str, Rows] = {}
        with self._going_without() as file:
            if file is not None and keys:
                marks = ",".join("?" * len(keys))
                lines = file.execute(f"SELECT key, run, value FROM entries WHERE key IN ({marks})", list(keys))
                used = []
                for key, run, value in lines.fetchall():
                    if (found := _unpacked(key, value)) is not None:
                        known[keys[key]] = found
                        used += [key] if run != self._run else []
                self.mark_used(used)
        return known

    def mark_used(self, keys: Collection[bytes]) -> None:
        """Say that this run used what is known of these articles, wherever it had it from."""
        with self._going_without() as file:
            if (
                file is not None and keys and 2 * _size(file) > self._limit
            ):  # else it does not matter what was used last
                marks = ",".join("?" * len(keys))
                file.execute(f"UPDATE entries SET run = {self._run} WHERE key IN ({marks})", list(keys))

    def put(self, keys: Mapping[str, bytes], rows: Mapping[str, Any]) -> None:
        """Keep what was read of articles; those at which extraction broke have no rows and are not kept."""
        with self._going_without() as file:
            if file is not None and rows and self._has_room(file):
                lines = [(keys[article], self._run, _packed(keys[article], mine)) for article, mine in rows.items()]
                _in_one_go(file, "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", lines)

    def _open(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._begin()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # no SQLite file, or a damaged one: it is only a cache
            self._path.unlink()
            self._begin()

    def _begin(self) -> None:
        file = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            file.execute("PRAGMA synchronous = OFF")  # a killed process loses nothing by it; every entry is checked
            file.executescript(_TABLES)
            last = file.execute("SELECT run, digest, told FROM fingerprints ORDER BY run DESC, digest").fetchall()
            self._run = last[0][0] + 1 if last else 1
            earlier = [(digest, json.loads(told)) for _, digest, told in last if _is_like(told, self._told)]
            if earlier and earlier[0][0] != self._digest:
                what = differences(earlier[0][1], json.loads(self._told))
                self._say(f"Other than at the last run: {what}. Articles not yet read with this are read anew.")
            file.execute("INSERT OR REPLACE INTO fingerprints VALUES (?, ?, ?)", (self._digest, self._run, self._told))
        except sqlite3.Error:
            file.close()
            raise
        self._file = file

    def _has_room(self, file: sqlite3.Connection) -> bool:
        """Whether the file may grow; what was used longest ago goes first, what this run used does not go."""
        while not self._is_full and _size(file) > self._limit:
            oldest = file.execute("SELECT MIN(run) FROM entries WHERE run < ?", (self._run,)).fetchone()[0]
            if oldest is None:
                self._is_full = True
            else:
                file.execute("DELETE FROM entries WHERE run = ?", (oldest,))
        return not self._is_full

    @contextlib.contextmanager
    def _going_without(self) -> Any:
        """The open file or None; a fault of the cache closes it for this run, which goes on."""
        try:
            yield self._file
        except (sqlite3.Error, OSError) as error:
            if self._file is not None:
                self._file.close()
                self._file = None
            damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
            if damaged:
                self._path.unlink(missing_ok=True)
            self._say(f"{self._path} cannot be used ({error}); this run reads every article that is left.")


def split(rows: Rows) -> dict[str, Rows]:
    """Rows of many articles by article_id, with `counts` in place of the article's own row."""
    found: dict[str, Any] = {
        row["article_id"]: {"counts": {name: row[name] for name in SEEN}, "events": [], **{n: [] for n in CHILDREN}}
        for row in rows["articles"]
    }
    article_of = {}
    for row in rows["events"]:
        article_of[row["event_id"]] = row["article_id"]
        found[row["article_id"]]["events"].append(row)
    for name in CHILDREN:
        for row in rows[name]:
            found[article_of[row["event_id"]]][name].append(row)
    return found


def _is_like(told: str, other: str) -> bool:
    """Whether two fingerprints are of the same kind of run: with the built-in gazetteer, or with a file."""
    return ('"the gazetteer": "built in"' in told) == ('"the gazetteer": "built in"' in other)


def _size(file: sqlite3.Connection) -> int:
    pages, free, page = (
        file.execute(f"PRAGMA {n}").fetchone()[0] for n in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * page)


def _in_one_go(file: sqlite3.Connection, statement: str, lines: Sequence[tuple[Any, ...]]) -> None:
    file.execute("BEGIN IMMEDIATE")
    with file:
        file.executemany(statement, lines)


def _packed(key: bytes, rows: Any) -> bytes:
    value = zlib.compress(json.dumps(rows, default=_written).encode("ascii"), 6)
    return hashlib.blake2b(key + value, digest_size=16).digest() + value


def _unpacked(key: bytes, value: bytes) -> dict[str, Any] | None:
    """What was packed under this key, or None where the entry is damaged."""
    if hashlib.blake2b(key + value[16:], digest_size=16).digest() != value[:16]:
        return None
    rows: dict[str, Any] = json.loads(zlib.decompress(value[16:]))
    for row in rows["events"]:
        for name in _MOMENTS:
            if row.get(name) is not None:
                row[name] = _read(row[name])
    return rows


def _written(value: Any) -> dict[str, str]:
    """A day or a time as JSON has it; raises TypeError for what rows do not hold."""
    if isinstance(value, dt.datetime):
        return {"time": value.isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    raise TypeError(f"A row of the cache may not hold {value!r}.")


def _read(told: dict[str, str]) -> dt.date:
    return dt.datetime.fromisoformat(told["time"]) if "time" in told else dt.date.fromisoformat(told["day"])
