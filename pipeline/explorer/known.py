"""Marked articles that the run before made: an article is marked anew where anything changed that the page shows of it.

In: articles, their event rows and the rows of these, as tables. Out: for each article a key, the digest of all that its
marking depends on but the code; and what is known by such keys.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple, Protocol

import pandas as pd
import pyarrow as pa

from pipeline.explorer.groups import Groups
from pipeline.release.cells import ROWS_AT_ONCE, blocks, told_rows

_SIZE = 20


class Marked(NamedTuple):
    """An article of the page: its characters, its piece of a script, and the packed sentence of each of its event rows."""

    size: int
    piece: bytes
    sentences: list[bytes]


Make = Callable[[list[int]], list[Marked]]


class KnownArticles(Protocol):
    """What the run before left."""

    def marked(self, keys: Sequence[bytes], make: Make) -> list[Marked]:
        """The marked articles of these keys; those that are not known, by their places, are made and kept."""
        ...


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
