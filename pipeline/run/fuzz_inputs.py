"""Input number n of a seed: which kind it is, and what it is made of.

In: a seed, the texts of articles, a number. Out: an `Input`, always the same one.
"""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.run.fuzz_files import Files
from pipeline.run.fuzz_texts import Texts

EXTRACTION = "extraction"
# How often each kind comes: what reads fast, often; pages and tables cost a millisecond or two.
SHARES = {
    "plain": 14, "sidecar": 3, "page": 2, "json_lines": 20, "json": 18, "csv": 18, "feed": 4, "warc": 6, "parquet": 3,
    "gzip": 5, "unnamed": 2, EXTRACTION: 9,
}  # fmt: skip
KINDS = [kind for kind, share in SHARES.items() for _ in range(share)]
VARIATIONS = 8  # inputs in a row that are made of one text or file
PUBLISHED = tuple(  # none, the first and the last that reading lets through, and some between
    dt.datetime.fromisoformat(told) if told else None
    for told in ("", "1800-01-01", "1979-02-11 23:59", "2022-09-12 10:00", "2022-09-12 10:00", "2200-12-31 23:59")
)


@dataclass(frozen=True, slots=True)
class Input:
    """One input: a file's name and bytes, or a text (as UTF-8 with surrogates) with its publication."""

    number: int
    kind: str
    name: str
    data: bytes
    published: dt.datetime | None = None


class Maker:
    """Makes input number n of a seed; so many in a row are variations of one text or file."""

    def __init__(self, seed: int, articles: Sequence[str]) -> None:
        self._seed = seed
        self._texts = Texts(articles)
        self._files = Files(self._texts)
        self._base: tuple[tuple[int, tuple[str, ...]], str, Any] = ((-1, ()), "", None)

    def make(self, number: int, only: tuple[str, ...] = ()) -> Input:
        """The input of a number, of any kind or of one."""
        kind, base = self._base_of(number // VARIATIONS, only)
        chance = random.Random(f"{self._seed}/{number}")
        if kind == EXTRACTION:
            text = self._texts.vary(base, chance).encode("utf-8", "surrogatepass")
            return Input(number, kind, "text", text, chance.choice(PUBLISHED))
        return Input(number, kind, *self._files.vary(kind, base, chance))

    def _base_of(self, index: int, only: tuple[str, ...]) -> tuple[str, Any]:
        key = index, only
        if self._base[0] != key:
            chance = random.Random(f"{self._seed}/base {index}")
            kind = chance.choice(only or KINDS)
            made = self._texts.base(chance) if kind == EXTRACTION else self._files.base(kind, chance)
            self._base = key, kind, made
        return self._base[1], self._base[2]
