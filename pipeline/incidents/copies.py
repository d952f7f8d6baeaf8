"""Near-duplicate articles: which article copies an earlier one, and so is no source of its own.

In: the tables articles and events. Out: one line per article that resembles an earlier one: copy, revision (the same
text with another numeral, place or date) or excerpt (one text inside another). Only copies fill near_duplicate_of.
MinHash signatures (pipeline/text/shingles.py) name candidates, banded as LSH; the exact Jaccard share of three-word
shingles and the facts decide. Articles are taken in the order of publication and id, so the result does not depend on
input order. Texts are looked at for candidates alone, and never all at once.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.incidents.blocking import distinct
from pipeline.incidents.rows import NO_MINUTE, minutes, texts
from pipeline.text.letters import fold
from pipeline.text.numbers import find_numbers
from pipeline.text.shingles import AT_ONCE, PERMUTATIONS, Hashes, Signatures, shingles_of, signatures_of

Long = npt.NDArray[np.uint64]
Longs = npt.NDArray[np.int64]
_BAND = 3  # of 96 permutations, 32 bands: of pairs with Jaccard 0.5 these meet 986 in a thousand, with 0.05 four
_LONG = 80  # words: shorter texts are flashes, made from templates
_COPY, _LONG_COPY, _INSIDE = 0.7, 0.5, 0.8
_WINDOW, _FLASH_WINDOW = 72 * 60, 12 * 60  # minutes between publications
_NEIGHBOURS = 16
_CHUNK = 2_000  # articles looked at together
_PAIRS = 50_000  # pairs compared at once
_ERROR = 0.2  # four standard errors of a share that 96 permutations estimate
_NEVER = 2**38  # minutes: later than all that is dated
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_KEPT = ("killed_low", "killed_high", "injured_low", "injured_high", "date_start", "date_end")
_RELATIONS = ("copy", "revision", "excerpt")


Written = Callable[[Collection[str] | None], Iterator[tuple[list[str], list[str]]]]
"""Ids and texts of articles, some at a time: of all of them, or of those asked for."""


def written_in(articles: pd.DataFrame) -> Written:
    """The texts of a table in memory."""

    def read(wanted: Collection[str] | None) -> Iterator[tuple[list[str], list[str]]]:
        some = articles if wanted is None else articles[articles["article_id"].isin(wanted)]
        for start in range(0, len(some), _CHUNK):
            block = some.iloc[start : start + _CHUNK]
            yield [str(each) for each in block["article_id"]], [text or "" for text in texts(block["text"])]

    return read


def read_signatures(written: Written) -> Signatures:
    """The signatures of all articles, in their order."""
    parts = [signatures_of(some) for _, some in written(None)] or [signatures_of([])]
    whole = zip(*((part.signature, part.shingles, part.words) for part in parts), strict=True)
    return Signatures(*(np.concatenate(each) for each in whole))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Articles in the order of publication (undated last) and id: ids, publication minutes, what is known of texts."""

    article_id: list[str]
    minute: Longs
    known: Signatures


def _shingles(text: dict[str, str]) -> dict[str, Hashes]:
    """The shingles of the texts that may be compared, by article."""
    ids: list[str] = list(text)
    found: dict[str, Hashes] = {}
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        hashes, counts, _ = shingles_of([text[article] for article in some])
        found.update(zip(some, np.split(hashes, np.cumsum(counts)[:-1]), strict=True))
    return found


class _FactBook:
    """What a copy must not change, read when first asked for: most articles are never compared."""

    def __init__(self, text: dict[str, str], events: pd.DataFrame, locations: pd.DataFrame) -> None:
        self._text = text
        self._numbers: dict[str, frozenset[tuple[int | None, int | None]]] = {}
        self._columns = {column: events[column].tolist() for column in _KEPT}
        self._rows = _grouped(texts(events["article_id"]), range(len(events)))
        self._event = texts(events["event_id"])
        names = locations["location_name"].where(locations["location_name"].notna(), locations["location_text"])
        self._places = _grouped(texts(locations["event_id"]), texts(names))

    def told(self, article: str) -> frozenset[str]:
        """Figures, days and places of the article's event rows."""
        rows = self._rows.get(article, [])
        told = {f"{column}={values[row]}" for column, values in self._columns.items() for row in rows}
        return frozenset(told | {f"place={name}" for row in rows for name in self._places.get(self._event[row], ())})

    def numbers(self, article: str) -> frozenset[tuple[int | None, int | None]]:
        """The numbers that stand in the article."""
        if article not in self._numbers:
            found = find_numbers(fold(self._text[article]))
            self._numbers[article] = frozenset((each.low, each.high) for each in found if not each.is_vague)
        return self._numbers[article]

    def keeps(self, earlier: str, later: str, is_long: bool) -> bool:
        """A long copy may leave facts out; a flash may not; neither may bring another."""
        one, other = self.told(earlier), self.told(later)
        if not (other <= one if is_long else other == one):
            return False
        if self._text[earlier] == self._text[later]:
            return True
        mine, theirs = self.numbers(earlier), self.numbers(later)
        return theirs <= mine if is_long else theirs == mine


def _grouped[Value](keys: Iterable[str | None], values: Iterable[Value]) -> dict[str | None, list[Value]]:
    groups: dict[str | None, list[Value]] = {}
    for key, value in zip(keys, values, strict=True):
        groups.setdefault(key, []).append(value)
    return groups


def near_duplicates(
    articles: pd.DataFrame,
    events: pd.DataFrame,
    locations: pd.DataFrame,
    written: Written | None = None,
    known: Signatures | None = None,
) -> pd.DataFrame:
    """Columns article_id, original_id, relation (copy, revision, excerpt), jaccard; sorted by article_id.

    `written` gives the texts where the table has none, `known` their signatures where these were read before.
    """
    written = written or written_in(articles)
    read = _in_order(articles, known or read_signatures(written))
    candidates = _candidates(read)
    wanted = {read.article_id[at] for at in np.unique(candidates).tolist()}
    text = {article: text for some in written(wanted) for article, text in zip(*some, strict=True)} if wanted else {}
    facts, shingles = _FactBook(text, events, locations), _shingles(text)
    found: list[tuple[str, str, str, float]] = []
    copied: dict[int, int] = {}  # position of a copy → position of what it copies
    for at, others in groupby(candidates.tolist(), key=itemgetter(1)):
        best: tuple[int, float, int, str] | None = None
        for root in sorted({copied.get(other, other) for other, _ in others}):
            relation, share = _relation(read, root, at, facts, shingles)
            if relation:
                rank = (_RELATIONS.index(relation), -share, root, relation)
                best = rank if best is None else min(best, rank)
        if best:
            found.append((read.article_id[at], read.article_id[best[2]], best[3], -best[1]))
            if best[3] == "copy":
                copied[at] = best[2]
    table = pd.DataFrame(sorted(found), columns=["article_id", "original_id", "relation", "jaccard"])
    return table.astype({"article_id": "str", "original_id": "str", "relation": "str", "jaccard": "float64"})


def originals(duplicates: pd.DataFrame) -> dict[str, str]:
    """Copy → the article it copies."""
    copies = duplicates[duplicates["relation"] == "copy"]
    return dict(zip(copies["article_id"], copies["original_id"], strict=True))


def _relation(
    read: _Texts, earlier: int, later: int, facts: _FactBook, shingles: dict[str, Hashes]
) -> tuple[str, float]:
    """How the later text stands to the earlier: ("", 0) where they are merely alike, or too far apart in time."""
    is_long = min(read.known.words[earlier], read.known.words[later]) >= _LONG
    if read.minute[earlier] == NO_MINUTE or read.minute[later] == NO_MINUTE:
        in_time, needed = is_long, _COPY
    else:
        in_time = read.minute[later] - read.minute[earlier] <= (_WINDOW if is_long else _FLASH_WINDOW)
        needed = _LONG_COPY if is_long else _COPY
    if not in_time:
        return "", 0.0
    one, other = (shingles[read.article_id[at]] for at in (earlier, later))
    shared = len(np.intersect1d(one, other, assume_unique=True))
    union = len(one) + len(other) - shared
    share = shared / union if union else 0.0
    if share >= needed:
        keeps = facts.keeps(read.article_id[earlier], read.article_id[later], bool(is_long))
        return ("copy" if keeps else "revision"), share
    smaller = min(len(one), len(other))
    return ("excerpt" if smaller and is_long and shared / smaller >= _INSIDE else ""), share


def _in_order(articles: pd.DataFrame, known: Signatures) -> _Texts:
    ids, published = texts(articles["article_id"]), minutes(articles["published_at"])
    order = sorted(range(len(ids)), key=lambda n: (published[n] == NO_MINUTE, published[n], str(ids[n])))
    at = np.array(order, dtype=np.int64)
    ordered = Signatures(known.signature[at], known.shingles[at], known.words[at])
    return _Texts([str(ids[n]) for n in order], published[at], ordered)


def _candidates(read: _Texts) -> Longs:
    """Pairs (earlier, later) of positions that may be copies, in the order of the later one: they share a band of
    their signatures, lie near in time, and their signatures agree nearly as often as copies' do.
    """
    has = np.flatnonzero(read.known.shingles > 0)
    signatures = read.known.signature if len(has) == len(read.minute) else read.known.signature[has]
    minute = np.where(read.minute == NO_MINUTE, _NEVER, read.minute - _first_minute(read.minute))[has]
    packed = [np.zeros(0, dtype=np.int64)]
    for band in range(0, PERMUTATIONS, _BAND):
        key = signatures[:, band].astype(np.uint64)
        for column in range(band + 1, band + _BAND):
            key = key * _FACTOR ^ signatures[:, column].astype(np.uint64)
        packed.append(_meetings(key, minute))
    later, earlier = np.divmod(distinct(np.concatenate(packed)), max(1, len(has)))
    kept = _may_copy(read, signatures, has, earlier, later)
    return np.column_stack([has[earlier[kept]], has[later[kept]]])


def _first_minute(minute: Longs) -> int:
    told = minute[minute != NO_MINUTE]
    return int(told.min()) if len(told) else 0


def _meetings(key: Long, minute: Longs) -> Longs:
    """Packed pairs (later × texts + earlier) of the texts of one key.

    Each meets the earliest of the last three days there, and its nearest forerunners; undated ones come last.
    """
    order = np.argsort(key, kind="stable")
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = key[order][1:] != key[order][:-1]
    group = (np.cumsum(fresh) - 1) * (2 * _NEVER)
    when = minute[order]
    since = np.where(when == _NEVER, 0, np.maximum(0, when - _WINDOW))
    earliest = np.searchsorted(group + when, group + since)
    here = np.arange(len(order))
    nearest = np.maximum(earliest, here - _NEIGHBOURS)
    times = here - nearest
    later = np.repeat(here, times)
    earlier = np.repeat(nearest, times) + np.arange(len(later)) - np.repeat(np.cumsum(times) - times, times)
    far = np.flatnonzero(earliest < nearest)
    later, earlier = np.concatenate([later, far]), np.concatenate([earlier, earliest[far]])
    return order[later] * len(order) + order[earlier]


def _may_copy(read: _Texts, signatures: Hashes, has: Longs, earlier: Longs, later: Longs) -> npt.NDArray[np.bool_]:
    """Which pairs are worth an exact comparison: in time, and alike by their signatures, with room for their error."""
    kept = np.zeros(len(earlier), dtype=bool)
    size, words, minute = read.known.shingles[has], read.known.words[has], read.minute[has]
    for at in range(0, len(earlier), _PAIRS):
        one, other = earlier[at : at + _PAIRS], later[at : at + _PAIRS]
        share = (signatures[one] == signatures[other]).mean(axis=1)
        both, fewer = size[one] + size[other], np.minimum(size[one], size[other])
        inside = share * both / (1 + share) / fewer
        is_long = np.minimum(words[one], words[other]) >= _LONG
        undated = (minute[one] == NO_MINUTE) | (minute[other] == NO_MINUTE)
        in_time = is_long | (~undated & (minute[other] - minute[one] <= _FLASH_WINDOW))
        needed = np.where(is_long & ~undated, _LONG_COPY, _COPY)
        kept[at : at + _PAIRS] = in_time & ((share >= needed - _ERROR) | (is_long & (inside >= _INSIDE - _ERROR)))
    return kept
