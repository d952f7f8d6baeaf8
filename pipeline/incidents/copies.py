"""Near-duplicate articles: which article copies an earlier one, and so is no source of its own.

In: the tables articles and events. Out: one line per article that resembles an earlier one: copy, revision (the same
text with another numeral, place or date) or excerpt (one text inside another). Only copies fill near_duplicate_of.
MinHash signatures (datasketch) name candidates, banded as LSH; the exact Jaccard share of three-word shingles and the
facts decide. Articles are taken in the order of publication and id, so the result does not depend on input order.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from datasketch import MinHash

from pipeline.incidents.blocking import distinct
from pipeline.incidents.rows import NO_MINUTE, minutes, texts
from pipeline.incidents.words import hash_words
from pipeline.text.letters import fold
from pipeline.text.numbers import find_numbers

Hashes = npt.NDArray[np.uint32]
Long = npt.NDArray[np.uint64]
_PERMUTATIONS, _BAND = 96, 3  # 32 bands of 3: of pairs with Jaccard 0.5 these meet 986 in a thousand, with 0.05 four
_SHINGLE = 3  # words
_LONG = 80  # words: shorter texts are flashes, made from templates
_COPY, _LONG_COPY, _INSIDE = 0.7, 0.5, 0.8
_WINDOW, _FLASH_WINDOW = 72 * 60, 12 * 60  # minutes between publications
_NEIGHBOURS = 16
_CHUNK = 300  # articles read at once
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_LOW_HALF = np.uint64(0xFFFFFFFF)
_RELATIONS = ("copy", "revision", "excerpt")


@dataclass(frozen=True, slots=True)
class Text:
    """One article: id, publication minute, number of words, sorted hashes of its shingles."""

    article_id: str
    minute: int
    words: int
    shingles: Hashes


@dataclass(frozen=True, slots=True)
class Facts:
    """What a copy must not change: numbers in the text, and figures, places and days of the event rows."""

    numbers: frozenset[tuple[int | None, int | None]]
    told: frozenset[str]


class _FactBook:
    """Facts of articles, read when first asked for: most articles are never compared."""

    def __init__(self, articles: pd.DataFrame, events: pd.DataFrame, locations: pd.DataFrame) -> None:
        self._text = dict(zip(texts(articles["article_id"]), texts(articles["text"]), strict=True))
        self._told: dict[str | None, set[str]] = {}
        self._known: dict[str, Facts] = {}
        owner = texts(events["article_id"])
        for column in ("killed_low", "killed_high", "injured_low", "injured_high", "date_start", "date_end"):
            for article, cell in zip(owner, texts(events[column].astype("str")), strict=True):
                self._told.setdefault(article, set()).add(f"{column}={cell}")
        article_of = dict(zip(texts(events["event_id"]), owner, strict=True))
        names = locations["location_name"].where(locations["location_name"].notna(), locations["location_text"])
        for event, name in zip(texts(locations["event_id"]), texts(names), strict=True):
            if event in article_of:
                self._told[article_of[event]].add(f"place={name}")

    def __getitem__(self, article: str) -> Facts:
        if article not in self._known:
            found = find_numbers(fold(self._text.get(article) or ""))
            numbers = frozenset((each.low, each.high) for each in found if not each.is_vague)
            self._known[article] = Facts(numbers, frozenset(self._told.get(article, ())))
        return self._known[article]


def near_duplicates(articles: pd.DataFrame, events: pd.DataFrame, locations: pd.DataFrame) -> pd.DataFrame:
    """Columns article_id, original_id, relation (copy, revision, excerpt), jaccard; sorted by article_id."""
    read = _read(articles)
    near = _candidates(read)
    facts = _FactBook(articles, events, locations)
    found: list[tuple[str, str, str, float]] = []
    copied: dict[int, int] = {}  # position of a copy → position of what it copies
    for at in sorted(near):
        best: tuple[int, float, int, str] | None = None
        for root in sorted({copied.get(other, other) for other in near[at]}):
            relation, share = _relation(read[root], read[at], facts)
            if relation:
                rank = (_RELATIONS.index(relation), -share, root, relation)
                best = rank if best is None else min(best, rank)
        if best:
            found.append((read[at].article_id, read[best[2]].article_id, best[3], -best[1]))
            if best[3] == "copy":
                copied[at] = best[2]
    table = pd.DataFrame(sorted(found), columns=["article_id", "original_id", "relation", "jaccard"])
    return table.astype({"article_id": "str", "original_id": "str", "relation": "str", "jaccard": "float64"})


def originals(duplicates: pd.DataFrame) -> dict[str, str]:
    """Copy → the article it copies."""
    copies = duplicates[duplicates["relation"] == "copy"]
    return dict(zip(copies["article_id"], copies["original_id"], strict=True))


def _relation(earlier: Text, later: Text, facts: _FactBook) -> tuple[str, float]:
    """How the later text stands to the earlier: ("", 0) where they are merely alike, or too far apart in time."""
    is_long = min(earlier.words, later.words) >= _LONG
    if earlier.minute == NO_MINUTE or later.minute == NO_MINUTE:
        in_time, needed = is_long, _COPY
    else:
        in_time = later.minute - earlier.minute <= (_WINDOW if is_long else _FLASH_WINDOW)
        needed = _LONG_COPY if is_long else _COPY
    if not in_time:
        return "", 0.0
    shared = len(np.intersect1d(earlier.shingles, later.shingles, assume_unique=True))
    union = len(earlier.shingles) + len(later.shingles) - shared
    share = shared / union if union else 0.0
    if share >= needed:
        keeps = _keeps_facts(facts[earlier.article_id], facts[later.article_id], is_long)
        return ("copy" if keeps else "revision"), share
    smaller = min(len(earlier.shingles), len(later.shingles))
    return ("excerpt" if smaller and is_long and shared / smaller >= _INSIDE else ""), share


def _keeps_facts(earlier: Facts, later: Facts, is_long: bool) -> bool:
    """A long copy may leave facts out; a flash may not; neither may bring another."""
    if is_long:
        return later.numbers <= earlier.numbers and later.told <= earlier.told
    return later == earlier


def _read(articles: pd.DataFrame) -> list[Text]:
    """Articles in the order of publication (undated last) and id."""
    ids, published = texts(articles["article_id"]), minutes(articles["published_at"]).tolist()
    order = sorted(range(len(ids)), key=lambda n: (published[n] == NO_MINUTE, published[n], str(ids[n])))
    written = texts(articles["text"])
    read = []
    for start in range(0, len(order), _CHUNK):
        chunk = order[start : start + _CHUNK]
        hashes, sizes = hash_words([written[n] or "" for n in chunk])
        for n, size, shingles in zip(chunk, sizes.tolist(), _shingles(hashes, sizes), strict=True):
            read.append(Text(str(ids[n]), published[n], size, shingles))
    return read


def _shingles(hashed: Long, sizes: npt.NDArray[np.int64]) -> list[Hashes]:
    """Sorted distinct hashes of the three-word shingles of each text (of the words of a shorter one)."""
    text = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    mixed = hashed.copy()
    for step in range(1, _SHINGLE):
        following = np.zeros_like(hashed)
        following[: max(0, len(hashed) - step)] = hashed[step:]
        mixed = (mixed * _FACTOR) ^ following
        mixed ^= mixed >> np.uint64(32)
    size = np.repeat(sizes, sizes)
    left = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(hashed))  # words from here to the end of the text
    mixed = np.where(size < _SHINGLE, hashed, mixed)[left >= np.minimum(_SHINGLE, size)]
    keys = distinct((text[left >= np.minimum(_SHINGLE, size)] << np.uint64(32)) | (mixed & _LOW_HALF))
    ends = np.searchsorted(keys >> np.uint64(32), np.arange(len(sizes), dtype=np.uint64), side="right")
    return np.split((keys & _LOW_HALF).astype(np.uint32), ends[:-1])


def _candidates(read: list[Text]) -> dict[int, set[int]]:
    """For each text (by position) the earlier ones that share a band of their signatures."""
    position = np.array([at for at, text in enumerate(read) if len(text.shingles)], dtype=np.int64)
    signatures = _signatures([read[at].shingles for at in position.tolist()])
    near: dict[int, set[int]] = {}
    for band in range(0, _PERMUTATIONS, _BAND):
        key = signatures[:, band].astype(np.uint64)
        for column in range(band + 1, band + _BAND):
            key = key * _FACTOR ^ signatures[:, column].astype(np.uint64)
        order = np.argsort(key, kind="stable")
        same = np.concatenate([[False], key[order][1:] == key[order][:-1], [False]]).astype(np.int8)
        edges = np.diff(same)
        for start, end in zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True):
            _meet(read, position[order[start : end + 1]].tolist(), near)
    return near


def _signatures(shingles: list[Hashes]) -> Hashes:
    """MinHash signatures, one row a text; one MinHash is used over and over, since making one costs most."""
    minhash = MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
    signatures = np.zeros((len(shingles), _PERMUTATIONS), dtype=np.uint32)
    for row, each in zip(signatures, shingles, strict=True):
        minhash.clear()
        minhash.update_batch(each.tolist())
        row[:] = minhash.hashvalues
    return signatures


def _meet(read: list[Text], group: list[int], near: dict[int, set[int]]) -> None:
    """Each text of a band meets the earliest of the last three days there, and its nearest forerunners."""
    earliest = 0
    for n in range(1, len(group)):
        now = read[group[n]].minute
        while now != NO_MINUTE and earliest < n and now - read[group[earliest]].minute > _WINDOW:
            earliest += 1
        if earliest < n:
            near.setdefault(group[n], set()).update({group[earliest], *group[max(earliest, n - _NEIGHBOURS) : n]})
