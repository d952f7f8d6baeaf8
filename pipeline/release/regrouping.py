"""Which incidents were merged and split between two releases.

In: the events tables of both. Out: `Regrouping`. Only rows that both releases have can tell: an incident of today that
holds rows of two incidents of the old release merges them; one of the old release whose rows are in two of today was
split. A row that moves from one incident to another counts as both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

Groups = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Regrouping:
    """`merged`: incident of the new release → those of the old one; `split`: the other way round. In order of id."""

    merged: Groups
    split: Groups


def regrouping(old: pd.DataFrame | None, new: pd.DataFrame | None) -> Regrouping:
    """Merged and split incidents; none where a release has no events."""
    if old is None or new is None:
        return Regrouping({}, {})
    pairs = old[["event_id", "incident_id"]].merge(new[["event_id", "incident_id"]], on="event_id", how="inner")
    known = pairs.dropna().astype("object")
    both = set(zip(known["incident_id_x"], known["incident_id_y"], strict=True))
    return Regrouping(
        merged=dict(_several((now, before) for before, now in both)),
        split=dict(_several(both)),
    )


def _several(pairs: "set[tuple[str, str]] | Iterator[tuple[str, str]]") -> Iterator[tuple[str, tuple[str, ...]]]:
    """First members that stand with more than one second, each with its seconds."""
    groups: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        groups.setdefault(one, []).append(other)
    yield from ((one, tuple(others)) for one, others in groups.items() if len(others) > 1)
