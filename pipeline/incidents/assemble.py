"""Incident rows from linked event rows.

In: event rows that carry incident_id, their claims. Out: the tables incidents and revisions. Of each field the most
precise value counts, then the one most voices tell, then the one told first. Copies have no voice.
"""

import datetime
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.incidents.claims import Claim
from pipeline.incidents.places import LEVELS
from pipeline.incidents.reconcile import Rule, agree, last_words, reconcile
from pipeline.incidents.revisions import revisions_of
from pipeline.incidents.voices import side
from pipeline.schema.tables import as_table

_EPOCH = datetime.datetime(1970, 1, 1)
_PRECISION = {"day": 0, "range": 1, "week": 2, "month": 3, "year": 4, "unknown": 5}
_DATE = ("date_start", "date_end", "date_jalali", "date_precision")
_TYPE = ("event_type", "sub_event_type")
_ACTOR = ("actor_text", "actor_name", "actor_code")
_TARGET = ("target_text", "target_name", "target_code")
_POINT = ("location_name", "country", "admin1", "latitude", "longitude")
_PLACE = ("location_text", *_POINT, "geonames_id", "geo_precision")
_USED = (*_DATE, *_TYPE, *_ACTOR, *_TARGET, *_PLACE)
_ALSO = ("event_id", "article_id", "published_at", "outlet", "status", "claim")
_SOURCE = ("source_name", "source_text", "source_type")
Cells = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class _Incident:
    """One incident's rows: numbers of all rows and of those with a voice, in the order of publication."""

    everyone: list[int]
    heard: list[int]


def assemble(
    events: pd.DataFrame, claims: Mapping[str, Sequence[Claim]], voices: "pd.Series[Any]", copies: set[str], rule: Rule
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables incidents and revisions; `voices` is aligned with `events`, `copies` are event_ids without a voice."""
    ordered = events.assign(_voice=voices).sort_values(["published_at", "event_id"], kind="stable", na_position="last")
    cells: dict[str, list[Any]] = {name: _plain(ordered[name]) for name in (*_USED, *_ALSO, *_SOURCE, "_voice")}
    groups: dict[str, _Incident] = {}
    for n, (incident, event) in enumerate(zip(ordered["incident_id"], cells["event_id"], strict=True)):
        group = groups.setdefault(incident, _Incident([], []))
        group.everyone.append(n)
        if event not in copies:
            group.heard.append(n)
    incidents: list[dict[str, Any]] = []
    revisions: list[dict[str, Any]] = []
    for name in sorted(groups):
        group = groups[name]
        row = _row(cells, group, claims.get(name, ()), rule)
        incidents.append({"incident_id": name, **row})
        parties = (side(row["actor_code"]), side(row["target_code"]))
        revisions += [_revision(name, each) for each in revisions_of(claims.get(name, ()), parties)]
    return as_table("incidents", incidents), as_table("revisions", revisions)


def _plain(column: "pd.Series[Any]") -> list[Any]:
    return column.astype("object").where(column.notna(), None).tolist()


def _row(cells: Cells, group: _Incident, claims: Sequence[Claim], rule: Rule) -> dict[str, Any]:
    heard = group.heard or group.everyone
    row: dict[str, Any] = {}
    row |= _pick(cells, heard, _DATE, "date_start", lambda n: _PRECISION.get(cells["date_precision"][n], 9), _DATE[:2])
    row.setdefault("date_precision", "unknown")
    row["date_precision"] = row["date_precision"] or "unknown"
    row |= _pick(cells, heard, _TYPE, "sub_event_type", lambda n: 0, _TYPE)
    row |= _pick(cells, heard, _ACTOR, "actor_code", lambda n: _vagueness(cells, n, _ACTOR), _ACTOR[1:])
    row |= _pick(cells, heard, _TARGET, "target_code", lambda n: _vagueness(cells, n, _TARGET), _TARGET[1:])
    row |= _pick(cells, heard, _PLACE, "geo_precision", lambda n: _coarseness(cells, n), _POINT)
    parties = (side(row["actor_code"]), side(row["target_code"]))
    for kind in ("killed", "injured"):
        found = reconcile([claim for claim in claims if claim.kind == kind or claim.is_denial], rule, parties)
        row |= {f"{kind}_low": found.low, f"{kind}_best": found.best, f"{kind}_high": found.high}
    denied_by = _deniers(cells, heard)
    names_clash = _names_clash(cells, heard, row["sub_event_type"])
    told = [cells["published_at"][n] for n in group.everyone if cells["published_at"][n] is not None]
    return row | {
        "reconciliation_rule": rule,
        "is_disputed": bool(denied_by) or names_clash or _figures_clash(claims, parties),
        "denied_by": denied_by,
        "event_count": len(group.everyone),
        "article_count": len({cells["article_id"][n] for n in group.everyone}),
        "source_count": len({cells["_voice"][n] for n in heard}),
        "source_types": sorted({cells["source_type"][n] for n in heard if cells["source_type"][n] is not None}),
        "first_published": min(told, default=None),
        "last_published": max(told, default=None),
    }


def _pick(
    cells: Cells,
    heard: Sequence[int],
    columns: Sequence[str],
    needed: str,
    rank: Callable[[int], Hashable],
    same: Sequence[str],
) -> dict[str, Any]:
    """The columns of one row: of the lowest rank, told by most voices, told first; all null where none tells them."""
    telling = [n for n in heard if cells[needed][n] is not None]
    if not telling:
        return dict.fromkeys(columns)
    if len(telling) > 1:
        best = min(rank(n) for n in telling)  # type: ignore[type-var]
        telling = [n for n in telling if rank(n) == best]
    voices: dict[tuple[Any, ...], set[str]] = {}
    for n in telling:
        voices.setdefault(tuple(cells[column][n] for column in same), set()).add(cells["_voice"][n])
    most = max(len(each) for each in voices.values())
    chosen = next(n for n in telling if len(voices[tuple(cells[column][n] for column in same)]) == most)
    return {column: cells[column][chosen] for column in columns}


def _vagueness(cells: Cells, n: int, columns: Sequence[str]) -> int:
    """0 for a named party, 1 for a coded one, 2 for one whose country or role is unknown."""
    if "UNK" in str(cells[columns[2]][n]):
        return 2
    return 0 if cells[columns[1]][n] is not None else 1


def _coarseness(cells: Cells, n: int) -> tuple[bool, int]:
    return cells["latitude"][n] is None and cells["admin1"][n] is None, LEVELS.get(cells["geo_precision"][n], 9)


def _deniers(cells: Cells, heard: Sequence[int]) -> list[str]:
    names = (
        cells["source_name"][n] or cells["source_text"][n] or cells["outlet"][n]
        for n in heard
        if cells["status"][n] == "denied" or cells["claim"][n] == "denied"
    )
    return sorted({name for name in names if name is not None})


def _figures_clash(claims: Sequence[Claim], parties: tuple[str | None, str | None]) -> bool:
    """Whether two voices tell figures of the same persons that miss each other by more than the tolerance."""
    for kind in ("killed", "injured", "killed_or_injured"):
        for camp in {claim.victims for claim in claims if claim.kind == kind}:
            mine = [c for c in claims if c.kind == kind and c.victims == camp and c.role == "total" and not c.is_denial]
            voices = [v for v in last_words(mine, parties) if not v.is_floor and not v.claim.is_vague]
            for n, one in enumerate(voices):
                if any(_miss(one.claim, other.claim) for other in voices[n + 1 :]):
                    return True
    return False


def _miss(one: Claim, other: Claim) -> bool:
    for below, above in ((one.bounds, other.bounds), (other.bounds, one.bounds)):
        if below.high is not None and above.low is not None and below.high < above.low:
            return not agree(below.high, above.low)
    return False


def _names_clash(cells: Cells, heard: Sequence[int], sub_type: str | None) -> bool:
    """Whether voices name different parties as the one who did it; the two sides of a clash are no such case."""
    camps: dict[str, set[str]] = {}
    for n in heard:
        camp = side(cells["actor_code"][n])
        if camp is not None:
            camps.setdefault(camp, set()).add(cells["_voice"][n])
    if len(camps) < 2 or len(set().union(*camps.values())) < 2:
        return False
    if sub_type != "Armed clash":
        return True
    targets = {side(cells["target_code"][n]) for n in heard}
    return not all(camp in targets for camp in camps)


def _revision(incident: str, each: Any) -> dict[str, Any]:
    claim: Claim = each.claim
    return {
        "incident_id": incident,
        "published_at": None if claim.minute is None else _EPOCH + datetime.timedelta(minutes=claim.minute),
        "source_name": claim.source_name,
        "kind": claim.kind,
        "low": each.low,
        "high": each.high,
        "change": each.change,
        "event_id": claim.event_id,
    }
