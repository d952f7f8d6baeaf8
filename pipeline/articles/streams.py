"""Opening an input file: gzip taken off, growth watched, lines bounded.

In: a path and the limits. Out: `Source`, a buffered stream of decompressed bytes with its first bytes in `head`.
Faults end the file as `InputFault`: `unreadable`, `too_large`, `decompression_limit`.
"""

import gzip
import io
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.articles.limits import Limits
from pipeline.articles.record import InputFault

_HEAD = 4096
_CHUNK = 1 << 18
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


@dataclass(slots=True)
class Source:
    """A file being read: its display name, the name without `.gz`, its stream and the stream's first bytes."""

    path: Path
    name: str
    inner_name: str
    gzipped: bool
    stream: "io.BufferedReader[Any]"
    head: bytes


class _Gunzipped(io.RawIOBase):
    """Decompressed bytes of a gzip stream that may not outgrow its compressed size beyond the limits."""

    def __init__(self, raw: BinaryIO, limits: Limits) -> None:
        self._raw = raw
        self._limits = limits
        self._unzipped = gzip.GzipFile(fileobj=raw, mode="rb")
        self._given = 0
        self._fault: InputFault | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Give what one step unpacks, so that what comes before damage is not lost with it; the first bytes at once.

        Raises InputFault where the stream is broken or grows too much.
        """
        data = self._step(len(buffer))
        while data and self._given < _HEAD and len(data) < len(buffer):
            try:
                more = self._step(len(buffer) - len(data))
            except InputFault:
                break  # the next call meets it again
            if not more:
                break
            data += more
        buffer[: len(data)] = data
        return len(data)

    def _step(self, size: int) -> bytes:
        if self._fault is not None:
            raise self._fault
        try:
            data = self._unzipped.read1(size)
        except (OSError, EOFError, zlib.error) as error:
            self._fault = InputFault("unreadable", f"broken gzip data: {sentence_of(error)}")
            raise self._fault from error
        self._given += len(data)
        if self._given > max(self._limits.expansion_floor, self._limits.expansion * self._raw.tell()):
            raise InputFault("decompression_limit", f"grows to over {self._limits.expansion} times its size")
        return data


@contextmanager
def open_source(path: Path, name: str, limits: Limits) -> Iterator[Source]:
    """Open a regular file, gunzipped where its first bytes say gzip; raises InputFault or OSError."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise InputFault("unreadable", "this is no regular file")
    with path.open("rb") as raw:
        gzipped = raw.peek(2)[:2] == b"\x1f\x8b"
        stream: io.BufferedReader[Any] = io.BufferedReader(_Gunzipped(raw, limits), _CHUNK) if gzipped else raw
        inner = name[:-3] if gzipped and name.lower().endswith(".gz") else name
        yield Source(path, name, inner, gzipped, stream, stream.peek(_HEAD)[:_HEAD])


def read_whole(source: Source, limit: int) -> bytes:
    """All bytes of a source; raises InputFault `too_large` beyond the limit."""
    data = source.stream.read(limit + 1)
    if len(data) > limit:
        raise InputFault("too_large", f"over the limit of {limit} bytes")
    return data


def read_lines(stream: "io.BufferedReader[Any]", limit: int) -> Iterator[bytes | None]:
    """The lines of a stream with their ends; None for one over the limit, which is skipped, never held."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while (line := stream.readline(_CHUNK)) and not line.endswith(b"\n"):
            pass
        yield None


def sentence_of(error: BaseException) -> str:
    """An error as a short sentence without memory addresses, so that the same input gives the same words."""
    if isinstance(error, RecursionError):  # its own words depend on where in the code it was met
        return "RecursionError: nested too deep"
    told = " ".join(_ADDRESS.sub("", str(error)).split())[:200]
    return f"{type(error).__name__}: {told}" if told else type(error).__name__
