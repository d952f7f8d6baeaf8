"""The lines of a release's CSV file as they stand in it, so that what the page hands out is what the command wrote.

In: a CSV file in the release's dialect. Out: its first line and its records, line ends included; joined they are the file
(after its byte order mark).
"""

from collections.abc import Iterator
from pathlib import Path

_QUOTE, _END = '"', "\r\n"


def records(path: Path) -> tuple[str, list[str]]:
    """The header and the records of the file."""
    text = path.read_bytes().decode("utf-8-sig")
    header, *rest = _records(text)
    return header, rest


def _records(text: str) -> Iterator[str]:
    """A record ends at the first line end before which quotes are even in number."""
    start = at = 0
    while start < len(text):
        end = text.find(_END, at)
        end = len(text) if end < 0 else end + len(_END)
        if text.count(_QUOTE, start, end) % 2 == 0:
            yield text[start:end]
            start = end
        at = end
