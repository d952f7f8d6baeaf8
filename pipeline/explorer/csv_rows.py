"""The lines of a release's CSV file as they stand in it, so that what the page hands out is what the command wrote.

In: a CSV file in the release's dialect. Out: its first line and its records, line ends included, read from the file as
they are asked for; joined they are the file (after its byte order mark).
"""

import mmap
from array import array
from codecs import BOM_UTF8
from pathlib import Path

_QUOTE, _END = b'"', b"\r\n"


class Lines:
    """The records of a file; `header` is its first line, empty where the file is."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            is_empty = not file.read(1)  # no memory can be mapped of such a file
            self._bytes = b"" if is_empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._starts = _starts(self._bytes)
        self.header = "" if is_empty else self[-1]

    def __len__(self) -> int:
        return max(0, len(self._starts) - 2)

    def __getitem__(self, number: int) -> str:
        return self.record(number).decode("utf-8")

    def record(self, number: int) -> bytes:
        """A record as its bytes."""
        return self._bytes[self._starts[number + 1] : self._starts[number + 2]]


def _starts(data: mmap.mmap | bytes) -> "array[int]":
    """Where each record begins, and the end of the file: a record ends at the first line end with quotes even before it."""
    at = len(BOM_UTF8) if data[: len(BOM_UTF8)] == BOM_UTF8 else 0
    starts, quotes = array("q", [at]), 0
    while at < len(data):
        end = data.find(_END, at)
        end = len(data) if end < 0 else end + len(_END)
        quotes += data[at:end].count(_QUOTE)
        if quotes % 2 == 0:
            starts.append(end)
        at = end
    return starts
