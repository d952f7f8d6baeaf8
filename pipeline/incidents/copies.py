"""Near-duplicate articles: which article copies an earlier one, and so is no source of its own.

In: the tables articles and events. Out: one line per article that resembles an earlier one: copy, revision (the same
text with another numeral, place or date) or excerpt (one text inside another). Only copies fill near_duplicate_of.
MinHash signatures (datasketch) name candidates, banded as LSH; the exact Jaccard share of three-word shingles and the
facts decide. Articles are taken in the order of publication and id, so the result does not depend on input order.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from datasketch import MinHash

from pipeline.incidents.rows import NO_MINUTE, days, minutes, texts
from pipeline.incidents.words import fold_all
from pipeline.lexicons.load import keys_of, split_forms
from pipeline.lexicons.load import read_rows as lexicon

Hashes = npt.NDArray[np.uint32]
_PERMUTATIONS, _BAND = 126, 3  # 42 bands of 3: a pair of Jaccard 0.5 is met with probability 0.996, one of 0.05 never
_SHINGLE = 3  # words
_LONG = 80  # words: shorter texts are flashes, made from templates
_COPY, _LONG_COPY, _INSIDE = 0.7, 0.5, 0.8
_WINDOW, _FLASH_WINDOW = 72 * 60, 12 * 60  # minutes between publications
_NEIGHBOURS = 16
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a copy must not change: numerals in the text, and figures, places and days of the event rows."""

    numerals: frozenset[str]
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """One article: id, publication minute, number of words, sorted hashes of its shingles."""

    article_id: str
    minute: int
    words: int
    shingles: Hashes
    facts: Facts


def near_duplicates(articles: pd.DataFrame, events: pd.DataFrame, locations: pd.DataFrame) -> pd.DataFrame:
    """Columns article_id, original_id, relation (copy, revision, excerpt), jaccard; sorted by article_id."""
    read = _read(articles, _told_facts(events, locations))
    near = _candidates(read)
    found: dict[str, tuple[str, str, float]] = {}
    for at, text in enumerate(read):
        best: tuple[int, float, int, str] | None = None
        roots = {_root(read, found, other) for other in near.get(at, ())}
        for root in sorted(roots):
            relation, share = _relation(read[root], text)
            rank = ("copy", "revision", "excerpt").index(relation) if relation else 3
            if relation and (best is None or (rank, -share, root) < best[:3]):
                best = (rank, -share, root, relation)
        if best:
            found[text.article_id] = (read[best[2]].article_id, best[3], -best[1])
    lines = [(article, *found[article]) for article in sorted(found)]
    return pd.DataFrame(lines, columns=["article_id", "original_id", "relation", "jaccard"]).astype(
        {"article_id": "str", "original_id": "str", "relation": "str", "jaccard": "float64"}
    )


def originals(duplicates: pd.DataFrame) -> dict[str, str]:
    """Copy → the article it copies."""
    copies = duplicates[duplicates["relation"] == "copy"]
    return dict(zip(copies["article_id"], copies["original_id"], strict=True))


def _root(read: list[Text], found: Mapping[str, tuple[str, str, float]], other: int) -> int:
    """The original behind a candidate: itself, or what it copies (which is earlier, and no copy)."""
    entry = found.get(read[other].article_id)
    if entry is None or entry[1] != "copy":
        return other
    return next(at for at in range(other) if read[at].article_id == entry[0])


def _relation(earlier: Text, later: Text) -> tuple[str, float]:
    """How the later text stands to the earlier: ("", share) where they are merely alike."""
    shared = len(np.intersect1d(earlier.shingles, later.shingles, assume_unique=True))
    union = len(earlier.shingles) + len(later.shingles) - shared
    share = shared / union if union else 0.0
    is_long = min(earlier.words, later.words) >= _LONG
    if earlier.minute == NO_MINUTE or later.minute == NO_MINUTE:
        in_time = is_long
        needed = _COPY
    else:
        in_time = later.minute - earlier.minute <= (_WINDOW if is_long else _FLASH_WINDOW)
        needed = _LONG_COPY if is_long else _COPY
    if not in_time:
        return "", share
    if share >= needed:
        return ("copy" if _keeps_facts(earlier.facts, later.facts, is_long) else "revision"), share
    smaller = min(len(earlier.shingles), len(later.shingles))
    return ("excerpt" if smaller and is_long and shared / smaller >= _INSIDE else ""), share


def _keeps_facts(earlier: Facts, later: Facts, is_long: bool) -> bool:
    """A long copy may leave facts out; a flash may not; neither may bring another."""
    if is_long:
        return later.numerals <= earlier.numerals and later.told <= earlier.told
    return later == earlier


def _told_facts(events: pd.DataFrame, locations: pd.DataFrame) -> dict[str, set[str]]:
    """Per article the figures, places and days of its rows, as words that compare."""
    told: dict[str, set[str]] = {}
    article_of = dict(zip(texts(events["event_id"]), texts(events["article_id"]), strict=True))
    for column in ("killed_low", "killed_high", "injured_low", "injured_high"):
        for article, figure in zip(texts(events["article_id"]), events[column], strict=True):
            if not pd.isna(figure):
                told.setdefault(str(article), set()).add(f"{column}={int(figure)}")
    for article, first, last in zip(
        texts(events["article_id"]), days(events["date_start"]), days(events["date_end"]), strict=True
    ):
        told.setdefault(str(article), set()).add(f"day={first}..{last}")
    names = zip(
        texts(locations["event_id"]), texts(locations["location_name"]), texts(locations["location_text"]), strict=True
    )
    for event, name, text in names:
        article = article_of.get(event)
        if article is not None:
            told.setdefault(article, set()).add(f"place={name or text}")
    return told


@cache
def _numerals() -> dict[str, str]:
    return {
        key: row["value"]
        for row in lexicon("numbers")
        if row["value"].isdigit()
        for form in split_forms(row["forms"])
        for key in keys_of(form)
    }


def _read(articles: pd.DataFrame, told: dict[str, set[str]]) -> list[Text]:
    """Articles in the order of publication (undated last) and id."""
    ids, published = texts(articles["article_id"]), minutes(articles["published_at"])
    order = sorted(range(len(ids)), key=lambda n: (published[n] == NO_MINUTE, int(published[n]), str(ids[n])))
    written = [text or "" for text in texts(articles["text"])]
    numerals = _numerals()
    read = []
    for start in range(0, len(order), 500):
        chunk = order[start : start + 500]
        words = [_WORD.findall(key) for key in fold_all([written[n] for n in chunk])]
        for n, each, shingles in zip(chunk, words, _shingles(words), strict=True):
            figures = frozenset(numerals.get(word, word) for word in set(each) if word.isdigit() or word in numerals)
            facts = Facts(figures, frozenset(told.get(str(ids[n]), set())))
            read.append(Text(str(ids[n]), int(published[n]), len(each), shingles, facts))
    return read


def _shingles(words: list[list[str]]) -> Iterator[Hashes]:
    """Sorted distinct hashes of the three-word shingles of each text (of the whole text where it is shorter)."""
    numbers, vocabulary = pd.factorize(np.array([word for each in words for word in each], dtype=object))
    hashed = (
        pd.util.hash_array(vocabulary.astype(object), hash_key="ruydad-shingles0")[numbers]
        if len(numbers)
        else np.array([], dtype=np.uint64)
    )
    at = 0
    for each in words:
        mine = hashed[at : at + len(each)]
        at += len(each)
        width = min(_SHINGLE, len(mine))
        mixed = np.zeros(max(0, len(mine) - width + 1) if width else 0, dtype=np.uint64)
        for n in range(width):
            mixed = (mixed * np.uint64(0x9E3779B97F4A7C15)) ^ mine[n : n + len(mixed)]
            mixed ^= mixed >> np.uint64(32)
        yield np.unique((mixed & np.uint64(0xFFFFFFFF)).astype(np.uint32))


def _candidates(read: list[Text]) -> dict[int, set[int]]:
    """For each text (by position) the earlier ones that share a band of their signatures."""
    with_words = [at for at, text in enumerate(read) if len(text.shingles)]
    if not with_words:
        return {}
    signatures = np.stack(
        [
            each.hashvalues
            for each in MinHash.generator(
                (read[at].shingles.tolist() for at in with_words), num_perm=_PERMUTATIONS, hashfunc=int
            )
        ]
    ).astype(np.uint64)
    position = np.array(with_words)
    near: dict[int, set[int]] = {}
    for band in range(0, _PERMUTATIONS, _BAND):
        key = signatures[:, band]
        for column in range(band + 1, band + _BAND):
            key = key * np.uint64(0x9E3779B97F4A7C15) ^ signatures[:, column]
        order = np.argsort(key, kind="stable")
        for group in np.split(position[order], np.flatnonzero(np.diff(key[order].view(np.int64)) != 0) + 1):
            if len(group) > 1:
                _meet(read, group.tolist(), near)
    return near


def _meet(read: list[Text], group: list[int], near: dict[int, set[int]]) -> None:
    """Each text of a band meets the earliest of the last three days there, and its nearest forerunners."""
    earliest = 0
    for n in range(1, len(group)):
        now = read[group[n]].minute
        while now != NO_MINUTE and earliest < n and now - read[group[earliest]].minute > _WINDOW:
            earliest += 1
        if earliest < n:
            near.setdefault(group[n], set()).update({group[earliest], *group[max(earliest, n - _NEIGHBOURS) : n]})
