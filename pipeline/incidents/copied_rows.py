"""Rows of articles that copy earlier ones: who speaks in them, and which row of the original each repeats.

In: event rows and copy → original, by article_id. Out: rows with the outlet of the original; event_id of a row that
repeats → event_id of the row it repeats. A repeated row makes no claim and takes no part in linking; a row of a copy
that the original does not have does both, in the voice of the original's outlet.
"""

from collections.abc import Mapping

import pandas as pd

from pipeline.incidents.rows import texts
from pipeline.incidents.words import fold_all

_SAID = ("sub_event_type", "status", "killed_low", "killed_high", "injured_low", "injured_high", "location_name")


def spoken_events(events: pd.DataFrame, articles: pd.DataFrame, original: Mapping[str, str]) -> pd.DataFrame:
    """Events of copies with the outlet of the original: that is who speaks in them."""
    outlet = dict(zip(texts(articles["article_id"]), texts(articles["outlet"]), strict=True))
    told = [
        outlet.get(original[str(article)], own) if article in original else own
        for article, own in zip(texts(events["article_id"]), texts(events["outlet"]), strict=True)
    ]
    return events.assign(outlet=pd.Series(told, index=events.index, dtype="object"))


def copied_events(events: pd.DataFrame, original: Mapping[str, str]) -> dict[str, str]:
    """For each row of a copied article that the original has too, the original's row: same act, source, place, toll."""
    told = events[events["article_id"].isin({*original, *original.values()})]
    told = told.sort_values(["article_id", "trigger_start", "event_id"], kind="stable")
    keys = fold_all([f"{a} {b}" for a, b in zip(texts(told["trigger_text"]), texts(told["source_text"]), strict=True)])
    cells = (told[name].astype("str").tolist() for name in _SAID)
    said = [tuple(each) for each in zip(keys, *cells, strict=True)] if len(told) else []
    rows = list(zip(texts(told["article_id"]), texts(told["event_id"]), said, strict=True))
    waiting: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for article, event, content in rows:
        if article not in original:
            waiting.setdefault((str(article), content), []).append(str(event))
    turn: dict[tuple[str, tuple[str, ...]], int] = {}
    copied: dict[str, str] = {}
    for article, event, content in rows:
        same = waiting.get((original[str(article)], content)) if article in original else None
        if same:
            at = turn.get((str(article), content), 0)
            turn[(str(article), content)] = at + 1
            copied[str(event)] = same[min(at, len(same) - 1)]
    return copied
