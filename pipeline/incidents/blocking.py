"""Blocking: which pairs of rows are worth comparing.

In: `Rows` and which of them take part. Out: pairs of row numbers (first < second), each once, in order.
Every key holds a time, never a place and a type alone: a told day, or the publication day where none is told. A day
opens two buckets, itself and the next, so that rows a day apart meet; a point opens the four cells of a fifth of a
degree whose corners surround it. Cost stays near-linear because a bucket above its size limit is not compared as a whole: its
rows stand in an order by content, and each meets only its neighbours there.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.incidents.places import PROVINCE
from pipeline.incidents.rows import KINDS, NO_DAY, NONE, Rows

Longs = npt.NDArray[np.int64]
_LARGEST = 48  # rows: a bucket up to this size is compared as a whole
_NEIGHBOURS = 16  # rows: in a larger bucket, how many following rows each row meets
_RARE = 8  # rows: a word in at most this many rows is rare
_TOLL = 3  # persons: from this figure on, a figure on a day is a key
_LARGE_TOLL = 10  # persons: from this figure on, a figure in a week of publications is a key
_WEEK = 7
_CELL = 0.2  # degrees: rows up to half as far apart always meet, and farther ones are seldom one happening
_BORDER = 1  # degree: more than the 100 km within which two countries' places may be one
_MOST = 1_000_000  # pairs made at once: bounds memory


def candidate_pairs(rows: Rows, takes_part: npt.NDArray[np.bool_]) -> Longs:
    """Pairs to score, shape (pairs, 2), sorted; only rows that take part are in them."""
    who = np.flatnonzero(takes_part)
    order = _content_order(rows)
    country = _only_country(rows)
    found = np.zeros(0, dtype=np.int64)
    for keys in (
        *(_day_and_province, _day_and_cell, _day_and_parties, _day_and_toll),
        *(_week_and_toll, _rare_words, _one_article),
    ):
        packed = [found]
        for low, high in _pairs_within(*keys(rows, who), order):
            kept = _are_possible(rows, country, low, high)
            packed.append(distinct(low[kept] * len(rows) + high[kept]))
        found = distinct(np.concatenate(packed))
    return _unpack(found, len(rows))


def _only_country(rows: Rows) -> npt.NDArray[np.int32]:
    """Per row the one country of all its place candidates, NONE where they are of several, or of none."""
    places, has = rows.places, rows.places.counts() > 0
    least, most = (np.full(len(rows), NONE, dtype=np.int32) for _ in range(2))
    if has.any():
        starts = places.start[:-1][has]
        least[has] = np.minimum.reduceat(places.country, starts)
        most[has] = np.maximum.reduceat(places.country, starts)
    return np.where(least == most, least, NONE).astype(np.int32)


def _are_possible(rows: Rows, country: npt.NDArray[np.int32], i: Longs, j: Longs) -> npt.NDArray[np.bool_]:
    """Pairs without those that no score could join (see constraints): days apart, or countries, but at a border."""
    later = np.maximum(rows.first_day[i], rows.first_day[j]).astype(np.int64)
    apart = rows.has_day[i] & rows.has_day[j] & (later - np.minimum(rows.last_day[i], rows.last_day[j]) >= 2)
    abroad = (country[i] != NONE) & (country[j] != NONE) & (country[i] != country[j])
    where = np.flatnonzero(abroad)
    a, b = rows.places.start[i[where]], rows.places.start[j[where]]
    places = rows.places
    near = (np.abs(places.latitude[a] - places.latitude[b]) < _BORDER) & (
        np.abs(places.longitude[a] - places.longitude[b]) < 3 * _BORDER
    )
    several = (rows.places.counts()[i[where]] > 1) | (rows.places.counts()[j[where]] > 1)
    abroad[where] = ~(near | several)
    return np.asarray(~apart & ~abroad)


def all_pairs(groups: Sequence[Longs]) -> Longs:
    """Every pair inside each of the groups of row numbers (sorted), group by group, shape (pairs, 2)."""
    members = np.concatenate(groups)
    size = np.array([len(group) for group in groups], dtype=np.int64)
    first, second = _following(np.repeat(np.cumsum(size), size) - np.arange(len(members)) - 1)
    return np.column_stack([members[first], members[second]])


def _following(many: Longs, start: int = 0) -> tuple[Longs, Longs]:
    """Each position from `start` on with as many of the positions after it as `many` says."""
    first = np.repeat(np.arange(start, start + len(many)), many)
    return first, first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)


def distinct[Number: np.integer](numbers: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """The numbers sorted, each once; sorting is many times faster than `numpy.unique`, which hashes."""
    ordered = np.sort(numbers)
    fresh = np.ones(len(ordered), dtype=bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return ordered[fresh]


def _unpack(packed: Longs, count: int) -> Longs:
    return np.column_stack([packed // count, packed % count]).astype(np.int64)


def _mix(*parts: npt.NDArray[np.integer]) -> Longs:
    """One 64-bit key of several columns (splitmix64 steps); equal columns give equal keys on every machine."""
    key = np.full(len(parts[0]), 0x9E3779B97F4A7C15, dtype=np.uint64)
    for part in parts:
        key = (key ^ part.astype(np.int64).view(np.uint64)) * np.uint64(0xBF58476D1CE4E5B9)
        key ^= key >> np.uint64(31)
        key *= np.uint64(0x94D049BB133111EB)
        key ^= key >> np.uint64(29)
    return key.view(np.int64)


def _content_order(rows: Rows) -> Longs:
    """Rank of each row by what it tells, so that neighbours in a large bucket are alike; ties by event_id."""
    places = rows.places
    has_place = places.counts() > 0
    at = np.minimum(places.start[:-1], max(0, len(places.name) - 1))
    name = np.where(has_place, places.name[at], NONE) if len(places.name) else np.full(len(rows), NONE)
    toll = rows.toll[:, 0]
    order = np.lexsort(
        (np.arange(len(rows)), toll, rows.target, rows.actor, rows.site, rows.sub_type, name, _day(rows))
    )
    rank = np.empty(len(rows), dtype=np.int64)
    rank[order] = np.arange(len(rows))
    return rank


def _day(rows: Rows) -> npt.NDArray[np.int32]:
    """The told day, else the publication day, else NO_DAY."""
    return np.where(rows.has_day, rows.first_day, rows.published)


def _buckets(rows: Rows, who: Longs) -> tuple[Longs, Longs]:
    """Day buckets of rows: (bucket, row), one for each day told and the day after the last."""
    first = _day(rows)[who]
    length = np.where(rows.has_day[who], rows.last_day[who] - rows.first_day[who], 0)
    timed = first != NO_DAY
    first, length, who = first[timed].astype(np.int64), length[timed].astype(np.int64), who[timed]
    times = length + 2
    inside = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    return np.repeat(first, times) + inside, np.repeat(who, times)


def _day_and_province(rows: Rows, who: Longs) -> tuple[Longs, Longs]:
    bucket, row = _buckets(rows, who)
    at, candidate = _candidates(rows, row)
    province = rows.places.admin1[candidate].astype(np.int64)
    kept = province != NONE
    return _mix(np.full(int(kept.sum()), 1), bucket[at][kept], province[kept]), row[at][kept]


def _day_and_cell(rows: Rows, who: Longs) -> tuple[Longs, Longs]:
    bucket, row = _buckets(rows, who)
    at, candidate = _candidates(rows, row)
    kept = (rows.places.level[candidate] < PROVINCE) & ~np.isnan(rows.places.latitude[candidate])
    at, candidate = at[kept], candidate[kept]
    x = np.floor(rows.places.longitude[candidate] / _CELL).astype(np.int64)
    y = np.floor(rows.places.latitude[candidate] / _CELL).astype(np.int64)
    keys = [_mix(np.full(len(at), 2), bucket[at], x + i, y + j) for i in (0, 1) for j in (0, 1)]
    return np.concatenate(keys), np.tile(row[at], 4)


def _candidates(rows: Rows, row: Longs) -> tuple[Longs, Longs]:
    """All place candidates of a list of rows: (index into the list, index into Places)."""
    times = rows.places.counts()[row]
    at = np.repeat(np.arange(len(row)), times)
    inside = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    return at, np.repeat(rows.places.start[row], times) + inside


def _day_and_parties(rows: Rows, who: Longs) -> tuple[Longs, Longs]:
    bucket, row = _buckets(rows, who)
    kept = (rows.family[row] != NONE) & (rows.actor[row] != NONE) & (rows.target[row] != NONE)
    bucket, row = bucket[kept], row[kept]
    low, high = np.minimum(rows.actor[row], rows.target[row]), np.maximum(rows.actor[row], rows.target[row])
    return _mix(np.full(len(row), 3), bucket, rows.family[row], low, high), row


def _day_and_toll(rows: Rows, who: Longs) -> tuple[Longs, Longs]:
    bucket, row = _buckets(rows, who)
    keys, has = [np.array([], dtype=np.int64)], [np.array([], dtype=np.int64)]
    for kind in range(len(KINDS)):
        kept = rows.toll[row, kind] >= _TOLL
        keys.append(_mix(np.full(int(kept.sum()), 4 + kind), bucket[kept], rows.toll[row[kept], kind]))
        has.append(row[kept])
    return np.concatenate(keys), np.concatenate(has)


def _week_and_toll(rows: Rows, who: Longs) -> tuple[Longs, Longs]:
    keys, has = [np.array([], dtype=np.int64)], [np.array([], dtype=np.int64)]
    for kind in range(len(KINDS)):
        row = who[(rows.toll[who, kind] >= _LARGE_TOLL) & (rows.published[who] != NO_DAY)]
        week = rows.published[row].astype(np.int64) // _WEEK
        for bucket in (week, week + 1):
            keys.append(_mix(np.full(len(row), 14 + kind), bucket, rows.toll[row, kind]))
            has.append(row)
    return np.concatenate(keys), np.concatenate(has)


def _rare_words(rows: Rows, who: Longs) -> tuple[Longs, Longs]:
    """Rare words; in a corpus so small that all words are rare this compares most rows, and may."""
    taking = rows.words[who]
    has = np.repeat(who, np.diff(taking.indptr))
    word = taking.indices.astype(np.int64)
    kept = np.bincount(word, minlength=rows.words.shape[1])[word] <= _RARE
    return _mix(np.full(int(kept.sum()), 30), word[kept]), has[kept]


def _one_article(rows: Rows, who: Longs) -> tuple[Longs, Longs]:
    return rows.article[who].astype(np.int64), who


def _pairs_within(key: Longs, row: Longs, rank: Longs) -> Iterator[tuple[Longs, Longs]]:
    """Pairs (low, high) of the rows that share a key, in parts of bounded size."""
    order = np.lexsort((rank[row], key))
    key, row = key[order], row[order]
    fresh = np.ones(len(key), dtype=bool)
    fresh[1:] = (key[1:] != key[:-1]) | (row[1:] != row[:-1])
    key, row = key[fresh], row[fresh]
    if not len(key):
        return
    first = np.ones(len(key), dtype=bool)
    first[1:] = key[1:] != key[:-1]
    group = np.cumsum(first) - 1
    size = np.bincount(group)
    end = np.cumsum(size)[group]
    reach = np.where(size[group] <= _LARGEST, _LARGEST, _NEIGHBOURS)
    last = np.minimum(end, np.arange(len(key)) + 1 + reach)
    times = last - np.arange(len(key)) - 1
    made = np.cumsum(times)
    for start, stop in pairwise([0, *np.searchsorted(made, np.arange(_MOST, int(made[-1]), _MOST)).tolist(), len(key)]):
        one, other = _following(times[start:stop], start)
        yield np.minimum(row[one], row[other]), np.maximum(row[one], row[other])
