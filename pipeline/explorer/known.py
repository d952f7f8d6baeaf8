"""What the run before made for the page: an article is marked anew where anything changed that the page shows of it.

Incidents, which are told in pipeline/explorer/told.py, likewise.

In: articles, their event rows and the rows of these, as tables. Out: for each article a key, the digest of all that its
marking depends on but the code; and what is known by such keys.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple, Protocol

import pandas as pd
import pyarrow as pa

from pipeline.explorer.groups import Groups
from pipeline.explorer.incidents import Told
from pipeline.release.cells import ROWS_AT_ONCE, blocks, told_rows

_SIZE = 20


class Marked(NamedTuple):
    """An article of the page: its characters, its piece of a script, and the packed sentence of each of its event rows."""

    size: int
    piece: bytes
    sentences: list[bytes]


class Known[Made](Protocol):
    """What the run before left of one kind."""

    def of(self, keys: Sequence[bytes], make: Callable[[list[int]], list[Made]]) -> list[Made]:
        """What was made of these keys; what is not known is made, by its places, and kept."""
        ...


class KnownPages(Protocol):
    """What the run before left."""

    @property
    def articles(self) -> Known[Marked]: ...

    @property
    def incidents(self) -> Known[Told]: ...


class Keys:
    """The keys of articles; a table is read once, into a digest a row."""

    def __init__(
        self, events: pd.DataFrame, by_article: Groups, children: Mapping[str, tuple[pd.DataFrame, Groups]]
    ) -> None:
        self._by_article, self._digests = by_article, _digests(events)
        event_ids: list[str] = events["event_id"].tolist()
        for name, (frame, by_event) in children.items():
            told = _digests(frame)
            for n, numbers in enumerate(by_event.each(event_ids)):
                self._digests[n] += name.encode() + b"".join([told[number] for number in numbers])

    def of(self, articles: pd.DataFrame, texts: pa.Array, copies: Iterable[Sequence[str]]) -> list[bytes]:
        """The keys of articles, of which `copies` are copies.

        Their column sha256 tells one text from another; `texts` are null where they are withheld.
        """
        rows = self._by_article.each(articles["article_id"].tolist())
        told = zip(_digests(articles), texts.is_valid().to_pylist(), copies, rows, strict=True)
        return [
            blake2b(
                b"".join([own, repr((shown, *mine)).encode(), *(self._digests[n] for n in numbers)]), digest_size=_SIZE
            ).digest()
            for own, shown, mine, numbers in told
        ]


def _digests(frame: pd.DataFrame) -> list[bytes]:
    """A digest of each row."""
    found: list[bytes] = []
    for block in blocks(frame, ROWS_AT_ONCE):
        columns = [pa.array(block[name], from_pandas=True) for name in block.columns]
        found += [blake2b(told, digest_size=_SIZE).digest() for told in told_rows(columns)]
    return found
