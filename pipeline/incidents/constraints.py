"""Pairs of rows that cannot tell of one happening, whatever their score.

In: `Rows`, pairs and their `Scores`. Out: for each pair the number of the first reason in `REASONS` that forbids it,
0 where none does. Figures never forbid: tolls rise, and sources disagree.
"""

import numpy as np
import numpy.typing as npt

from pipeline.incidents.rows import NO_DAY, Rows
from pipeline.incidents.score import GROUPS, Scores, day_gap, number

Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
REASONS = (
    "",
    "date.apart",
    "told.before_it_happened",
    "told.long_after",
    "told.other_span",
    "place.apart",
    "aggregate.with_single",
    "aggregate.other_span",
    "status.unreal_with_real",
    "article.same_source_other_field",
    "article.another_happening",
    "curated.different",
)
_NOT_REAL = frozenset({"planned", "hypothetical"})
_LONG_AFTER = 30  # days: an undated row tells of news, not of what happened a month before its publication
_PLACE = GROUPS.index("place")


def forbidden(rows: Rows, pairs: Longs, scores: Scores, different: Longs | None = None) -> npt.NDArray[np.int8]:
    """Reason numbers, one a pair; `different` holds pairs that a reviewer has kept apart."""
    i, j = pairs[:, 0], pairs[:, 1]
    both, gap = day_gap(rows, i, j)
    place = scores.rules[:, _PLACE]
    unreal = np.isin(rows.status, [n for n, name in enumerate(rows.statuses) if name in _NOT_REAL])
    one_article = rows.article[i] == rows.article[j]
    cases = (
        (both & (gap >= 2)) | (scores.rules[:, GROUPS.index("time")] == number("date.other_day_of_year")),
        _told_before(rows, i, j) | _told_before(rows, j, i),
        _told_long_after(rows, i, j) | _told_long_after(rows, j, i),
        _outside_span(rows, i, j) | _outside_span(rows, j, i),
        (place == number("place.apart")) | (place == number("place.other_country")),
        rows.is_aggregate[i] != rows.is_aggregate[j],
        rows.is_aggregate[i] & ((rows.first_day[i] != rows.first_day[j]) | (rows.last_day[i] != rows.last_day[j])),
        unreal[i] != unreal[j],
        one_article & (rows.source[i] == rows.source[j]) & _conflicts(rows, i, j, scores),
        one_article & (rows.is_another[i] | rows.is_another[j]),
        _is_in(pairs, different, len(rows)),
    )
    return np.select(cases, list(range(1, len(cases) + 1)), 0).astype(np.int8)


def _told_before(rows: Rows, i: Longs, j: Longs) -> Bools:
    """Row i was published, without a told day, more than a day before the day that row j tells."""
    undated = ~rows.has_day[i] & (rows.published[i] != NO_DAY) & rows.has_day[j]
    return np.asarray(undated & (rows.published[i].astype(np.int64) + 1 < rows.first_day[j]))


def _told_long_after(rows: Rows, i: Longs, j: Longs) -> Bools:
    undated = ~rows.has_day[i] & (rows.published[i] != NO_DAY)
    other = np.where(rows.has_day[j], rows.last_day[j], rows.published[j]).astype(np.int64)
    return np.asarray(undated & (other != NO_DAY) & (rows.published[i] > other + _LONG_AFTER))


def _outside_span(rows: Rows, i: Longs, j: Longs) -> Bools:
    """Row i tells a long span («last year»), and row j a day outside it, or was published before it or long after."""
    spans = (rows.first_day != NO_DAY) & (rows.last_day != NO_DAY) & ~rows.has_day
    first, last = rows.first_day[i].astype(np.int64), rows.last_day[i].astype(np.int64)
    told = (rows.first_day[j] > last + 1) | (rows.last_day[j].astype(np.int64) + 1 < first)
    news = rows.published[j].astype(np.int64)
    heard = (news != NO_DAY) & ((news + 1 < first) | (news > last + _LONG_AFTER))
    return np.asarray(spans[i] & np.where(rows.first_day[j] != NO_DAY, told, heard))


def _conflicts(rows: Rows, i: Longs, j: Longs, scores: Scores) -> Bools:
    """Whether two rows differ in a field that both tell: type, place, site, day or hour."""
    _, gap = day_gap(rows, i, j)
    differing = {group: scores.rules[:, GROUPS.index(group)] for group in ("place", "site", "type", "clock")}
    rules = {
        "place": ("near", "around", "far", "other_name", "other_province"),
        "site": ("other",),
        "clock": ("other",),
    }
    rules["type"] = ("family", "other")
    conflict = gap > 0
    for group, names in rules.items():
        conflict |= np.isin(differing[group], [number(f"{group}.{name}") for name in names])
    return np.asarray(conflict)


def _is_in(pairs: Longs, some: Longs | None, count: int) -> Bools:
    if some is None or not len(some):
        return np.zeros(len(pairs), dtype=np.bool_)
    packed = np.minimum(some[:, 0], some[:, 1]) * count + np.maximum(some[:, 0], some[:, 1])
    return np.isin(pairs[:, 0] * count + pairs[:, 1], packed)
