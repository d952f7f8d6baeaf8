"""Texts as sets of three-word shingles, and as MinHash signatures of those sets.

In: texts. Out: hashes of their words, sorted hashes of their shingles, and signatures: of two texts, as many of the 96
numbers are alike as the sets of shingles overlap (Broder 1997). A hash is a polynomial of the letters, the same on
every machine. The permutations are those of datasketch, which is not imported here for the time that this takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.text.letters import fold

Hashes = npt.NDArray[np.uint32]
Long = npt.NDArray[np.uint64]
Longs = npt.NDArray[np.int64]
PERMUTATIONS = 96
_SHINGLE = 3  # words
_BETWEEN = "\ue000"  # private use: folding keeps it and no text has it
_BASE = np.uint64(0x9E3779B97F4A7C15)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_LOW_HALF = np.uint64(0xFFFFFFFF)
AT_ONCE = 64  # texts
_NUMBERS_AT_ONCE = 50_000  # permuted hashes: what a processor keeps at hand


@dataclass(frozen=True, slots=True)
class Signatures:
    """What is known of texts, row by row: signature (all ones without shingles), how many shingles and words."""

    signature: Hashes
    shingles: Longs
    words: Longs


def shingles_of(texts: Sequence[str]) -> tuple[Hashes, Longs, Longs]:
    """Sorted distinct hashes of the shingles of each text, one text after the other; how many; and how many words."""
    hashed, words = _hash_words(texts)
    hashes, counts = _shingles(hashed, words)
    return hashes, counts, words


def signatures_of(texts: Sequence[str]) -> Signatures:
    """The signatures of texts, in their order."""
    parts = [_signatures(texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE)]
    if not parts:
        return Signatures(np.zeros((0, PERMUTATIONS), np.uint32), np.zeros(0, np.int64), np.zeros(0, np.int64))
    return Signatures(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _signatures(texts: Sequence[str]) -> tuple[Hashes, Longs, Longs]:
    hashes, counts, words = shingles_of(texts)
    signatures = np.full((len(texts), PERMUTATIONS), 0xFFFFFFFF, dtype=np.uint32)
    has = counts > 0
    starts = (np.cumsum(counts) - counts)[has]
    if len(starts):
        factor, shift = _permutations()
        step = max(1, _NUMBERS_AT_ONCE // len(hashes))
        for at in range(0, PERMUTATIONS, step):
            some = slice(at, at + step)
            permuted = factor[some, None] * hashes + shift[some, None]
            signatures[has, some] = np.minimum.reduceat(permuted, starts, axis=1).T
    return signatures, counts, words


@cache
def _permutations() -> tuple[Hashes, Hashes]:
    """Factors and shifts of the affine maps, drawn as datasketch draws them."""
    numbers = np.random.RandomState(1)
    odd = numbers.randint(0, 2**31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return odd, numbers.randint(0, 2**32, PERMUTATIONS, dtype=np.uint32)


def _hash_words(texts: Sequence[str]) -> tuple[Long, Longs]:
    """Hashes of all words of the texts, one after the other, and how many words each text has."""
    folded = fold(_BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts))
    letters = np.frombuffer(folded.key.encode("utf-32-le"), dtype=np.uint32)
    between = letters == ord(_BETWEEN)
    inside = np.concatenate([[False], folded.is_word[:-1] & ~between, [False]]).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(inside) == 1), np.flatnonzero(np.diff(inside) == -1)
    sizes = np.bincount(np.cumsum(between)[starts] if len(starts) else starts, minlength=len(texts))
    if not len(starts):
        return np.array([], dtype=np.uint64), sizes
    power = np.full(int((ends - starts).max()), _BASE, dtype=np.uint64).cumprod()
    length = ends - starts
    place = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    terms = letters[np.repeat(starts, length) + place].astype(np.uint64) * power[place]
    hashed = np.add.reduceat(terms, np.cumsum(length) - length)
    return hashed ^ (hashed >> np.uint64(29)), sizes


def _shingles(hashed: Long, sizes: Longs) -> tuple[Hashes, Longs]:
    """Sorted distinct hashes of the three-word shingles of each text (of the words of a shorter one), and how many."""
    text = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    mixed = hashed.copy()
    for step in range(1, _SHINGLE):
        following = np.zeros_like(hashed)
        following[: max(0, len(hashed) - step)] = hashed[step:]
        mixed = (mixed * _FACTOR) ^ following
        mixed ^= mixed >> np.uint64(32)
    size = np.repeat(sizes, sizes)
    left = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(hashed))  # words from here to the end of the text
    whole = left >= np.minimum(_SHINGLE, size)
    mixed = np.where(size < _SHINGLE, hashed, mixed)[whole]
    keys = np.sort((text[whole] << np.uint64(32)) | (mixed & _LOW_HALF))  # numpy.unique hashes, which takes longer
    keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
    owner = (keys >> np.uint64(32)).astype(np.int64)
    return (keys & _LOW_HALF).astype(np.uint32), np.bincount(owner, minlength=len(sizes)).astype(np.int64)
