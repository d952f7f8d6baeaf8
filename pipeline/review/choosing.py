"""Which rows are reviewed, and in what order.

In: a release and what the reviewer asked for. Out: event_ids. Without a wish: rows of low confidence, and rows of
disputed incidents. A sample goes by digests of the ids: the same N of the same rows for every coder.
"""

import difflib
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import pandas as pd

from pipeline.review.reading import Release
from pipeline.run.errors import UsageError
from pipeline.schema.codes import codes
from pipeline.schema.fields import FIELDS
from pipeline.schema.tables import TABLES

ORDERS = ("confidence", "date", "dispute")
LOW = 0.7  # a row below is of low confidence
_FILTER = re.compile(r"\s*([a-z_0-9]+)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*", re.S)
_SIGNS: dict[str, Callable[[Any, Any], Any]] = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_COLUMNS = "ruydad codebook events lists its columns."
_DISPUTED = "is_disputed"  # of the row's incident


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reviewer asked for; nothing asked for is low confidence or dispute."""

    where: Sequence[str] = ()
    incident: str | None = None
    sample: int | None = None
    order: str = "confidence"
    below: float = LOW


def choose(release: Release, wish: Wish) -> list[str]:
    """The event_ids to review; raises UsageError for a filter or an incident that does not exist."""
    incidents = release.tables["incidents"]
    disputed = set(incidents.loc[incidents[_DISPUTED].fillna(False).astype(bool), "incident_id"])
    events = release.tables["events"]
    events = events.assign(**{_DISPUTED: events["incident_id"].isin(disputed)})
    if wish.incident is not None:
        if wish.incident not in set(events["incident_id"].dropna()):
            raise UsageError(f"There is no incident {wish.incident} in this release.")
        events = events[events["incident_id"] == wish.incident]
    for told in wish.where:
        events = events[_filter(events, told)]
    if wish.incident is None and not wish.where and wish.sample is None:
        events = events[(events["confidence"] < wish.below) | events[_DISPUTED]]
    if wish.sample is not None:
        digests = events["event_id"].map(lambda event: hashlib.sha256(str(event).encode()).hexdigest())
        events = events.loc[digests.sort_values(kind="stable").index[: wish.sample]]
    return [str(event) for event in _ordered(events, wish.order)["event_id"]]


def _ordered(events: pd.DataFrame, order: str) -> pd.DataFrame:
    if order not in ORDERS:
        raise UsageError(f"There is no order {order}. {_near(order, ORDERS)}")
    by = {
        "confidence": ["confidence", "event_id"],
        "date": ["date_start", "published_at", "event_id"],
        "dispute": ["_calm", "incident_id", "published_at", "event_id"],
    }[order]
    return events.assign(_calm=~events[_DISPUTED]).sort_values(by, kind="stable", na_position="last")


def _filter(events: pd.DataFrame, told: str) -> "pd.Series[bool]":
    """True where a row is as «COLUMN=VALUE» says; an empty value is a missing cell."""
    found = _FILTER.fullmatch(told)
    if found is None:
        signs = " ".join(_SIGNS)
        raise UsageError(f"{told!r} is no filter; write COLUMN=VALUE, with one of {signs}, like confidence<0.6.")
    name, sign, wanted = found.groups()
    known = [*TABLES["events"].columns, _DISPUTED]
    if name not in known:
        raise UsageError(f"Table events has no column {name}. {_near(name, known) or _COLUMNS}")
    values, kind = events[name], FIELDS[name].type
    if not wanted or kind == "list":
        if sign not in ("=", "!="):
            raise UsageError(f"{told!r}: {name} can only be asked for with = or !=.")
        same = values.map(lambda items: wanted in items) if kind == "list" and wanted else values.map(_is_empty)
        return (same if sign == "=" else ~same).astype(bool)
    _check_code(name, wanted)
    try:
        right = _typed(kind, wanted)
    except (ValueError, KeyError) as error:
        raise UsageError(f"{told!r}: {wanted} is no {kind}, as column {name} is.") from error
    return _SIGNS[sign](values, right).fillna(False).astype(bool)  # type: ignore[no-any-return]


def _typed(kind: str, text: str) -> Any:
    if kind in ("date", "datetime"):
        return pd.Timestamp(text)
    if kind == "boolean":
        return {"true": True, "false": False}[text.lower()]
    return float(text) if kind in ("integer", "number") else text


def _is_empty(value: Any) -> bool:
    return not value if isinstance(value, list) else bool(pd.isna(value))


def _check_code(name: str, wanted: str) -> None:
    listed = FIELDS[name].codes
    if listed and wanted not in codes(listed):
        raise UsageError(f"{wanted} is not in the code list {listed}. {_near(wanted, sorted(codes(listed)))}".rstrip())


def _near(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, 1)
    return f"Did you mean {near[0]}?" if near else f"Choose one of {', '.join(known)}." if len(known) < 40 else ""
