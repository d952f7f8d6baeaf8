"""The marked sentences of event rows, in a file of their own from the articles, where they are marked, to the claims.

In: the number of an event row and segments. Out: the segments of that row.
"""

import marshal
from array import array
from tempfile import TemporaryFile

from pipeline.explorer.segments import Segment


class Sentences:
    """Segments by the number of the row; a row of which nothing was kept has none."""

    def __init__(self, rows: int) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as this does
        self._starts, self._sizes = array("q", bytes(8 * rows)), array("q", bytes(8 * rows))
        self._end = 0

    def keep(self, row: int, segments: list[Segment]) -> None:
        """Keep the segments of a row."""
        told = marshal.dumps(segments)
        self._file.seek(self._end)
        self._starts[row], self._sizes[row] = self._end, self._file.write(told)
        self._end += len(told)

    def of(self, row: int) -> list[Segment]:
        """The segments of a row."""
        if not self._sizes[row]:
            return []
        self._file.seek(self._starts[row])
        found: list[Segment] = marshal.loads(self._file.read(self._sizes[row]))  # nobody else wrote into this file
        return found
