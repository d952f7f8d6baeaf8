"""Link records: why rows were joined, or narrowly kept apart, for `ruydad explain`.

In: scored pairs and the clusters made of them. Out: the table links, one line per pair. Of each row the strongest pairs
are kept, so that the table grows with the number of rows.
"""

from collections.abc import Mapping
from operator import itemgetter

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.incidents.blocking import distinct
from pipeline.incidents.cluster import Scored
from pipeline.incidents.constraints import REASONS
from pipeline.incidents.rows import Rows
from pipeline.schema.tables import TABLES, as_table

Longs = npt.NDArray[np.int64]
Words = npt.NDArray[np.object_]
_LINKS, _REFUSALS = 3, 1  # lines kept of each row


def link_records(rows: Rows, scored: Scored, how: Words, label: Longs, follows: Mapping[str, Longs]) -> pd.DataFrame:
    """The table links, sorted by the two ids; decision: linked, attached, copy, denial, ambiguous, apart.

    `follows` tells for copies and denials which row each follows, -1 for all others: such links have no score.
    """
    i, j = scored.pairs[:, 0], scored.pairs[:, 1]
    together = label[i] == label[j]
    kept = _strongest(scored, np.flatnonzero(together), _LINKS)
    refused = _strongest(scored, np.flatnonzero(~together & (scored.scores.total > 0)), _REFUSALS)
    shown = distinct(np.concatenate([kept, refused]))
    followed = _followed(label, follows)
    ids = rows.event_id.tolist()
    lines: list[tuple[str, str, str, float | None, list[str]]] = [
        (ids[one], ids[other], decision, None, [f"article.{decision}"]) for (one, other), decision in followed.items()
    ]
    for n, reasons in zip(shown.tolist(), scored.scores.reasons(shown), strict=True):
        one, other = int(i[n]), int(j[n])
        if (one, other) in followed:  # a denial that also scores is told once, as what it is
            continue
        decision = _decision(bool(together[n]), {str(how[one]), str(how[other])})
        if scored.reason[n]:
            reasons = [f"never: {REASONS[scored.reason[n]]}", *reasons]
        lines.append((ids[one], ids[other], decision, int(scored.scores.total[n]) / 1000, reasons))
    lines.sort(key=itemgetter(0, 1))
    told = {
        name: pd.Series([line[at] for line in lines], dtype="object") for at, name in enumerate(TABLES["links"].columns)
    }
    return as_table("links", pd.DataFrame(told))


def _followed(label: Longs, follows: Mapping[str, Longs]) -> dict[tuple[int, int], str]:
    """The pairs of a copy or a denial and the row it follows, where the two are in one cluster."""
    return {
        (min(n, int(leader[n])), max(n, int(leader[n]))): decision
        for decision, leader in follows.items()
        for n in np.flatnonzero(leader >= 0).tolist()
        if label[n] == label[leader[n]]
    }


def _decision(together: bool, ways: set[str]) -> str:
    if together:
        return "attached" if "attached" in ways else "linked"
    return "ambiguous" if "ambiguous" in ways else "apart"


def _strongest(scored: Scored, at: Longs, many: int) -> Longs:
    """Of the given pairs those that are among the `many` strongest of one of their rows; ties by row numbers."""
    order = at[np.lexsort((scored.pairs[at, 1], scored.pairs[at, 0], -scored.scores.total[at]))]
    kept = np.zeros(len(order), dtype=bool)
    for column in (0, 1):
        rank = pd.Series(scored.pairs[order, column]).groupby(scored.pairs[order, column]).cumcount().to_numpy()
        kept |= rank < many
    return order[kept]
