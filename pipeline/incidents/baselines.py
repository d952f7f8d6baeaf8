"""What simpler ways of linking would give, to measure linking beside them.

In: the tables events, locations and articles. Out: event_id → incident, by four rules: every row alone; one incident a
day, place and type; transitive closure of pairs that score above zero (union-find); one incident a text (transitive
closure of rows that share half of their words), whatever day and place they tell.
"""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.incidents.blocking import candidate_pairs
from pipeline.incidents.cases import Tables
from pipeline.incidents.cluster import connected, score_and_forbid
from pipeline.incidents.rows import Rows, read_rows, sorted_events, texts, voices
from pipeline.incidents.score import bits_of

Pairs = npt.NDArray[np.int64]
_NONE_DIFFERENT = np.zeros((0, 2), dtype=np.int64)


def baselines(tables: Tables) -> dict[str, Mapping[str, str]]:
    """Name of the rule → event_id → incident."""
    events = sorted_events(tables.events)
    ids = [str(event) for event in texts(events["event_id"])]
    rows = read_rows(events, tables.casualties, tables.locations, voices(events, {}))
    pairs = candidate_pairs(rows, np.ones(len(rows), dtype=bool))
    scored = score_and_forbid(rows, pairs, _NONE_DIFFERENT)
    alike = scored.scores.text >= bits_of("text.shared")
    named: dict[str, Callable[[], list[str]]] = {
        "singletons": lambda: ids,
        "one_a_day": lambda: _one_a_day(events),
        "union_find": lambda: _closure(rows, pairs[scored.weight > 0]),
        "text_only": lambda: _closure(rows, pairs[alike]),
    }
    return {name: dict(zip(ids, labels(), strict=True)) for name, labels in named.items()}


def _one_a_day(events: pd.DataFrame) -> list[str]:
    """Rows without day, place or type are alone."""
    columns = ("date_start", "location_name", "sub_event_type")
    keys = zip(*(texts(events[column].astype("str")) for column in columns), strict=True)
    ids = texts(events["event_id"])
    whole = events[list(columns)].notna().all(axis=1).tolist()
    return [" ".join(map(str, key)) if told else str(event) for event, key, told in zip(ids, keys, whole, strict=True)]


def _closure(rows: Rows, edges: Pairs) -> list[str]:
    return [str(label) for label in connected(edges, len(rows)).tolist()]
