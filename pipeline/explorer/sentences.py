"""The marked sentences of event rows, in a file of their own from the articles, where they are marked, to the claims.

In: the number of an event row and segments. Out: the segments of that row.
"""

import json
from array import array
from tempfile import TemporaryFile

from pipeline.explorer.segments import Segment


def packed(segments: list[Segment]) -> bytes:
    """Segments as they are kept."""
    return json.dumps(segments, ensure_ascii=False).encode()


class Sentences:
    """Segments by the number of the row; a row of which nothing was kept has none."""

    def __init__(self, rows: int) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as this does
        self._starts, self._sizes = array("q", bytes(8 * rows)), array("q", bytes(8 * rows))
        self._end = 0

    def keep(self, row: int, told: bytes) -> None:
        """Keep the segments of a row, packed."""
        self._file.seek(self._end)
        self._starts[row], self._sizes[row] = self._end, self._file.write(told)
        self._end += len(told)

    def of(self, row: int) -> list[Segment]:
        """The segments of a row."""
        return [(words, kinds) for words, kinds in json.loads(self.packed_of(row) or b"[]")]

    def packed_of(self, row: int) -> bytes:
        """The segments of a row, packed; nothing where none were kept."""
        if not self._sizes[row]:
            return b""
        self._file.seek(self._starts[row])
        return self._file.read(self._sizes[row])
