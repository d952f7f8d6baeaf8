"""From scored pairs to clusters: anchored components, average link inside each, weak rows attached last.

In: `Rows`, the rows that take part, and functions that score. Out: a cluster number for each row and how it came
there. Rows enter in the order of event_id, scores are whole numbers and ties go to the smaller event_id, so the result
depends on the set of rows alone. A component is clustered as a function of its own rows, so that adding rows
elsewhere cannot change it, and a batch equals its increments.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.incidents.blocking import all_pairs, distinct
from pipeline.incidents.constraints import forbidden
from pipeline.incidents.rows import Rows
from pipeline.incidents.score import GROUPS, Scores, bits_of, number, score_pairs

Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
FORBIDDEN = -(10**12)  # thousandths of a bit: no mean with one such pair in it is above any threshold
# In thousandths of a bit: what links, what anchors rows without day or place, what attaches weak rows and how clearly.
# `_NEWS` anchors such rows where both were published within hours, or share a sentence: read on real articles, pairs
# above it were one happening, while others needed `_STRONG` to be.
_LINKS, _STRONG, _NEWS, _ATTACHES, _MARGIN = 0, 2_500, 1_000, 1_000, 1_500
_TIME, _PLACE, _WORDS = (GROUPS.index(group) for group in ("time", "place", "words"))
_PAIRS = 50_000  # pairs scored at once
_NEAREST = 2  # rows of a cluster that a weak row is compared with
LARGEST_COMPONENT = 2_000  # rows: larger ones are first cut at higher thresholds


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs with their scores; `weight` is the total, or FORBIDDEN where `reason` (see constraints) is not 0."""

    pairs: Longs
    scores: Scores
    reason: npt.NDArray[np.int8]

    @property
    def weight(self) -> Longs:
        return np.where(self.reason > 0, FORBIDDEN, self.scores.total.astype(np.int64))


@dataclass(slots=True)
class Clusters:
    """`label[r]` is the smallest row number of r's cluster; `how[r]` is alone, linked, attached or ambiguous."""

    label: Longs
    how: npt.NDArray[np.object_]


Memo = dict[bytes, npt.NDArray[np.int32]]


def score_and_forbid(rows: Rows, pairs: Longs, different: Longs | None) -> Scored:
    """Score pairs and find which are forbidden, as many at once as a processor keeps at hand."""
    count = len(pairs)
    scores = Scores(np.zeros((count, len(GROUPS)), np.uint8), np.zeros(count, np.int32), np.zeros(count, np.int32))
    reason = np.zeros(count, dtype=np.int8)
    for at in range(0, count, _PAIRS):
        some = slice(at, at + _PAIRS)
        part = score_pairs(rows, pairs[some])
        scores.rules[some], scores.text[some], scores.total[some] = part.rules, part.text, part.total
        reason[some] = forbidden(rows, pairs[some], part, different)
    return Scored(pairs, scores, reason)


def cluster(rows: Rows, candidates: Scored, different: Longs | None, memo: Memo | None = None) -> Clusters:
    """Clusters of the rows in the candidate pairs; every other row is alone."""
    label = np.arange(len(rows), dtype=np.int64)
    found = Clusters(label, np.full(len(rows), "alone", dtype=object))
    weight = candidates.weight
    anchored = rows.is_anchored
    i, j = candidates.pairs[:, 0], candidates.pairs[:, 1]
    at_one_place = candidates.scores.rules[:, _PLACE] > 0
    needed = np.where(_is_news(candidates.scores), _NEWS, _STRONG)
    edge = np.where(anchored[i] & anchored[j] & at_one_place, weight > _LINKS, weight >= needed)
    components = _components(candidates.pairs[edge], weight[edge])
    _link(rows, components, different, memo, found)
    _attach(rows, candidates, different, found)
    return found


def _is_news(scores: Scores) -> Bools:
    """Pairs of reports that belong together by their hour and place, by words, day and place, or by a sentence."""
    rules = scores.rules
    of_a_day = (rules[:, _TIME] == number("published.same_days")) & (scores.text >= bits_of("text.shared"))
    at_once = (rules[:, _TIME] == number("published.same_hours")) | of_a_day
    return np.asarray((at_once & (rules[:, _PLACE] > 0)) | (rules[:, _WORDS] == number("text.same_sentence")))


def connected(edges: Longs, count: int) -> Longs:
    """For each of `count` nodes the least one that edges lead to from it."""
    label = np.arange(count)
    one, other = edges[:, 0], edges[:, 1]
    while (differ := label[one] != label[other]).any():
        one, other = one[differ], other[differ]
        ends = label[one], label[other]
        for end in ends:
            np.minimum.at(label, end, np.minimum(*ends))
        while (label != label[label]).any():
            label = label[label]
    return label


def _components(edges: Longs, weight: Longs) -> list[Longs]:
    """Connected sets of two or more rows; one above the size limit is cut by raising the threshold bit by bit."""
    done: list[Longs] = []
    waiting = [(edges, weight)]
    while waiting:
        edges, weight = waiting.pop()
        used = distinct(edges.ravel())
        at = np.searchsorted(used, edges)
        _, label, sizes = np.unique(connected(at, len(used)), return_inverse=True, return_counts=True)
        order = np.argsort(label, kind="stable")
        for which, members in enumerate(np.split(used[order], np.cumsum(sizes)[:-1]) if len(used) else []):
            if len(members) <= LARGEST_COMPONENT:
                done.append(members)
            else:
                inside = label[at[:, 0]] == which
                kept = inside & (weight > max(int(weight[inside].min()), 0) + 1_000)
                if kept.any():
                    waiting.append((edges[kept], weight[kept]))
    return sorted(done, key=lambda members: int(members[0]))


def _link(rows: Rows, components: list[Longs], different: Longs | None, memo: Memo | None, found: Clusters) -> None:
    """Average link inside each component; pairs of many components are scored together, for speed."""
    for group in _in_groups(components):
        weight = score_and_forbid(rows, all_pairs(group), different).weight
        ends = np.cumsum([len(members) * (len(members) - 1) // 2 for members in group])
        parts = [
            _parts(rows, members, mine, memo) for members, mine in zip(group, np.split(weight, ends[:-1]), strict=True)
        ]
        members = np.concatenate(group)
        component = np.repeat(np.arange(len(group)), [len(each) for each in group])
        key = component * (LARGEST_COMPONENT + 1) + np.concatenate(parts)
        _, first, part, many = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
        found.label[members] = members[first][part]
        found.how[members[many[part] > 1]] = "linked"


def _in_groups(components: list[Longs], most: int = 2_500_000) -> list[list[Longs]]:
    groups: list[list[Longs]] = []
    pairs = most
    for members in components:
        size = len(members) * (len(members) - 1) // 2
        if pairs + size > most:
            groups.append([])
            pairs = 0
        groups[-1].append(members)
        pairs += size
    return groups


def _parts(rows: Rows, members: Longs, weight: Longs, memo: Memo | None) -> npt.NDArray[np.int32]:
    """Part numbers of a component's members, from the memo where the very same component was clustered before."""
    if len(members) == 2:
        return np.array([0, int(weight[0] <= _LINKS)], dtype=np.int32)
    if memo is None:
        return _average_link(weight, len(members))
    key = repr((rows.event_id[members].tolist(), weight.tolist())).encode()
    if key not in memo:
        memo[key] = _average_link(weight, len(members))
    return memo[key]


def _average_link(weight: Longs, size: int) -> npt.NDArray[np.int32]:
    """Part numbers after merging while the mean weight between two parts is above `_LINKS`.

    `weight` is in the order of `all_pairs`. A forbidden pair weighs so much that no mean with it is above `_LINKS`.
    """
    most = int(weight.max())
    if most <= _LINKS:
        return np.arange(size, dtype=np.int32)
    if int(weight.min()) > _LINKS:
        return np.zeros(size, dtype=np.int32)
    from scipy.cluster.hierarchy import fcluster, linkage  # few runs come here, and it takes long to import

    distance = (most - weight).astype(np.float64)
    tree = linkage(distance, method="average")
    # At exactly `_LINKS` nothing merges: weights are whole, and means of up to size² / 4 of them differ by 4 / size².
    return np.asarray(fcluster(tree, most - _LINKS - 1 / size**2, criterion="distance"), dtype=np.int32)


def _attach(rows: Rows, candidates: Scored, different: Longs | None, found: Clusters) -> None:
    """Each weak row joins the one cluster it fits, or stays alone; weak rows never meet each other."""
    alone = found.how == "alone"
    target = ~alone | rows.is_anchored
    weak = alone & ~rows.is_anchored
    i, j = candidates.pairs[:, 0], candidates.pairs[:, 1]
    usable = candidates.weight > _LINKS
    row = np.concatenate([i[usable & weak[i] & target[j]], j[usable & weak[j] & target[i]]])
    into = found.label[np.concatenate([j[usable & weak[i] & target[j]], i[usable & weak[j] & target[i]]])]
    if not len(row):
        return
    offers = np.unique(np.column_stack([row, into]), axis=0)
    mean = _mean_weights(rows, offers, found.label, different)
    order = np.lexsort((offers[:, 1], -mean, offers[:, 0]))
    offers, mean = offers[order], mean[order]
    first = np.ones(len(offers), dtype=bool)
    first[1:] = offers[1:, 0] != offers[:-1, 0]
    best = np.flatnonzero(first)
    has_second = np.append(~first[1:], False)[best]
    second = np.where(has_second, mean[np.minimum(best + 1, len(mean) - 1)], FORBIDDEN)
    fits = mean[best] > _ATTACHES
    clear = mean[best] - second >= _MARGIN
    found.how[offers[best[fits & ~clear], 0]] = "ambiguous"
    taken = best[fits & clear]
    _settle(rows, offers[taken], mean[taken], different, found)


def _members(label: Longs) -> tuple[Longs, Longs]:
    """Rows sorted by cluster, and where each label's rows begin in that order (index by label)."""
    order = np.argsort(label, kind="stable")
    return order, np.searchsorted(label[order], np.arange(len(label) + 1))


def _mean_weights(rows: Rows, offers: Longs, label: Longs, different: Longs | None) -> Longs:
    """The mean weight between each offered row and the `_NEAREST` rows of the cluster, FORBIDDEN if any pair is.

    The whole cluster would be the wrong measure: of ten reports most tell another side or an earlier toll.
    """
    order, begin = _members(label)
    size = begin[offers[:, 1] + 1] - begin[offers[:, 1]]
    at = np.repeat(np.arange(len(offers)), size)
    inside = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    member = order[begin[offers[at, 1]] + inside]
    row = offers[at, 0]
    pairs = np.column_stack([np.minimum(row, member), np.maximum(row, member)])
    weight = score_and_forbid(rows, pairs, different).weight
    worst = np.full(len(offers), 0, dtype=np.int64)
    np.minimum.at(worst, at, weight)
    order = np.lexsort((-weight, at))
    near = order[inside < _NEAREST]  # `at` is sorted, so that `inside` counts the rows of each offer from the nearest
    total = np.bincount(at[near], weights=weight[near].astype(np.float64), minlength=len(offers))
    mean = np.floor(total / np.minimum(size, _NEAREST))
    return np.where(worst <= FORBIDDEN, FORBIDDEN, mean).astype(np.int64)


def _settle(rows: Rows, offers: Longs, mean: Longs, different: Longs | None, found: Clusters) -> None:
    """Attach, except where two rows that cannot be one happening ask for one cluster: the better fit joins."""
    order = np.lexsort((offers[:, 0], -mean, offers[:, 1]))
    offers = offers[order]
    clashes = _clashes(rows, offers, different)
    joined: dict[int, set[int]] = {}
    for row, into in offers.tolist():
        inside = joined.setdefault(into, set())
        if clashes.get(row, set()) & inside:
            found.how[row] = "ambiguous"
            continue
        inside.add(row)
        found.label[row] = into
        found.how[row] = "attached"
        if found.how[into] == "alone":
            found.how[into] = "linked"


def _clashes(rows: Rows, offers: Longs, different: Longs | None) -> dict[int, set[int]]:
    """Which rows that ask for one cluster (offers are sorted by cluster) cannot be in it together."""
    _, size = np.unique(offers[:, 1], return_counts=True)
    ends = np.cumsum(size)
    groups = [np.sort(offers[end - many : end, 0]) for end, many in zip(ends, size, strict=True) if many > 1]
    if not groups:
        return {}
    pairs = all_pairs(groups)
    scored = score_and_forbid(rows, pairs, different)
    clashes: dict[int, set[int]] = {}
    for one, other in pairs[scored.reason > 0].tolist():
        clashes.setdefault(one, set()).add(other)
        clashes.setdefault(other, set()).add(one)
    return clashes
