"""Which article is which: ids, and what came before.

In: a record's own id, its content. Out: an article id that is unique in the run and the same in every run, or the
verdict that the same record was read before. The input's own id is kept as it is; a record without one gets a hash
of its title and text. Where an id comes again with other content, a hash of that content is added to it.
"""

from array import array
from hashlib import blake2b
from typing import Any

_MOST_CHARACTERS = 200
_FIRST_SIZE = 1 << 12


def clean_id(own_id: Any) -> str | None:
    """An input's own id as text, or None where it is none: no number or text, over 200 characters, or unprintable."""
    if isinstance(own_id, float) and own_id.is_integer():
        own_id = int(own_id)
    if isinstance(own_id, bool) or not isinstance(own_id, (str, int, float)):
        return None
    if isinstance(own_id, int) and abs(own_id) >= 10**_MOST_CHARACTERS:  # Python refuses to write long numbers out
        return None
    text = str(own_id).strip()
    return text if 0 < len(text) <= _MOST_CHARACTERS and text.isprintable() else None


def hashed_id(title: str | None, text: str) -> str:
    """The id of a record that brings none: 16 hexadecimal digits of a hash of title and text, after a word."""
    return "text-" + _digest(title or "", text).to_bytes(8).hex()


class SeenRecords:
    """Ids given so far with a hash of their content, 16 bytes each and half as much again of room."""

    def __init__(self) -> None:
        self._ids = array("Q", bytes(8 * _FIRST_SIZE))
        self._contents = array("Q", bytes(8 * _FIRST_SIZE))
        self._count = 0

    def claim(self, article_id: str, *content: str) -> str | None:
        """A unique id for this content, the given one if it is free; None where id and content both came before."""
        digest = _digest(*content)
        wanted = article_id
        while True:
            hashed = _digest(wanted)
            slot = self._slot(hashed)
            if not self._ids[slot]:
                self._ids[slot] = hashed
                self._contents[slot] = digest
                self._count += 1
                if self._count * 3 > len(self._ids) * 2:
                    self._grow()
                return wanted
            if self._contents[slot] == digest:
                return None
            wanted = f"{wanted}-{digest:016x}"

    def _slot(self, hashed: int) -> int:
        size = len(self._ids)
        slot = hashed % size
        while self._ids[slot] and self._ids[slot] != hashed:
            slot = (slot + 1) % size
        return slot

    def _grow(self) -> None:
        ids, contents = self._ids, self._contents
        self._ids = array("Q", bytes(16 * len(ids)))
        self._contents = array("Q", bytes(16 * len(ids)))
        for hashed, digest in zip(ids, contents, strict=True):
            if hashed:
                slot = self._slot(hashed)
                self._ids[slot], self._contents[slot] = hashed, digest


def _digest(*parts: str) -> int:
    """A 64-bit hash of strings, never 0 (an empty slot)."""
    joined = "\0".join(parts).encode("utf-8", errors="surrogatepass")
    return int.from_bytes(blake2b(joined, digest_size=8).digest()) or 1
