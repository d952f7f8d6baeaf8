"""Denials that stand alone: which row of its own article a denial answers.

In: rows, the event table they were read from, and clusters. Out: for each row the number of the row it denies, or -1.
A denial seldom names place and day again («وزارت دفاع این اتهام را رد کرد»), so its score is low. It follows the act
told last before it, or where there is none the next one, if that is of its kind and neither day nor place speaks
against it, and unless it has found its incident by its score.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.incidents.cluster import Clusters, score_and_forbid
from pipeline.incidents.rows import Rows
from pipeline.incidents.score import GROUPS, number, weights

Longs = npt.NDArray[np.int64]
_NEAR = 1_000  # characters between the triggers of an act and of its denial
_AGAINST = ("time", "clock", "place", "site")


def denied_rows(rows: Rows, events: pd.DataFrame, clusters: Clusters, different: Longs | None) -> Longs:
    """For each row the row it denies, -1 for all others; `events` is sorted as `rows` are."""
    found = np.full(len(rows), -1, dtype=np.int64)
    denies = ((events["status"] == "denied") | (events["claim"] == "denied")).to_numpy(dtype=bool)
    alone = denies & np.isin(clusters.how, ("alone", "ambiguous"))
    start = events["trigger_start"].astype("float64").fillna(0).to_numpy().astype(np.int64)
    pairs = np.array(list(_neighbours(rows, alone, denies, start)), dtype=np.int64).reshape(-1, 2)
    if not len(pairs):
        return found
    scored = score_and_forbid(rows, np.sort(pairs, axis=1), different)
    bits = np.array([0, *(bits for bits, _ in weights().values())])[scored.scores.rules]
    against = (bits[:, [GROUPS.index(group) for group in _AGAINST]] < 0).any(axis=1)
    same_kind = np.isin(scored.scores.rules[:, GROUPS.index("type")], [number("type.same"), number("type.family")])
    fits = (scored.reason == 0) & ~against & same_kind
    found[pairs[fits, 0]] = pairs[fits, 1]
    return found


def _neighbours(
    rows: Rows, alone: npt.NDArray[np.bool_], denies: npt.NDArray[np.bool_], start: Longs
) -> Sequence[tuple[int, int]]:
    """Each denial with the act of its article that stands last before it, or else first after it, if that is near."""
    order = np.lexsort((np.arange(len(rows)), start, rows.article))
    article = rows.article[order]
    pairs: list[tuple[int, int]] = []
    for at in np.flatnonzero(alone[order]).tolist():
        first, last = np.searchsorted(article, article[at]), np.searchsorted(article, article[at], side="right")
        near = [n for n in (*range(at - 1, first - 1, -1), *range(at + 1, last)) if not denies[order[n]]]
        denial = int(order[at])
        pairs += [(denial, int(order[n])) for n in near[:1] if abs(start[order[n]] - start[denial]) <= _NEAR]
    return pairs
