"""Incident rows from linked event rows.

In: event rows that carry incident_id, their claims. Out: the tables incidents and revisions. Of each field the most
precise value counts, then the one most voices tell, then the one told first. Copies have no voice.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.incidents.claims import Claim
from pipeline.incidents.places import LEVELS
from pipeline.incidents.reconcile import Rule, agree, last_words, reconcile
from pipeline.incidents.revisions import revisions_of
from pipeline.incidents.rows import texts
from pipeline.incidents.voices import side
from pipeline.schema.tables import as_table

_EPOCH = datetime.datetime(1970, 1, 1)
_PRECISION = {"day": 0, "range": 1, "week": 2, "month": 3, "year": 4, "unknown": 5}
_POINT = ("location_name", "country", "admin1", "latitude", "longitude")
_ALSO = (
    "event_id",
    "article_id",
    "published_at",
    "outlet",
    "status",
    "claim",
    *("source_name", "source_text", "source_type"),
)
Cells = Mapping[str, Sequence[Any]]
Rank = Callable[[Cells, int], int]


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
    used = [*(column for columns, _, _ in _FIELDS for column in columns), *_ALSO, "_voice"]
    cells: dict[str, list[Any]] = {name: texts(ordered[name]) for name in used}
    groups = _groups(texts(ordered["incident_id"]), cells["event_id"], copies)
    chosen: list[list[int]] = [[] for _ in _FIELDS]
    derived: list[dict[str, Any]] = []
    revisions: list[dict[str, Any]] = []
    for name, group in groups.items():
        heard = group.heard or group.everyone
        picks = [_pick(cells, heard, *field) for field in _FIELDS]
        for column, pick in zip(chosen, picks, strict=True):
            column.append(pick)
        actor, target = (cells[f"{which}_code"][picks[n]] for which, n in (("actor", 2), ("target", 3)))
        parties = (side(actor), side(target))
        mine = claims.get(name, ())
        derived.append({"incident_id": name, **_derived(cells, group, mine, parties, rule)})
        revisions += [_revision(name, each) for each in revisions_of(mine, parties)]
    copied = {
        column: [cells[column][n] for n in rows]
        for (columns, _, _), rows in zip(_FIELDS, chosen, strict=True)
        for column in columns
    }
    return _table("incidents", _columns(derived) | copied), _table("revisions", _columns(revisions))


def _groups(incidents: Sequence[str | None], events: Sequence[str], copies: set[str]) -> dict[str, _Incident]:
    groups: dict[str, _Incident] = {}
    for n, (incident, event) in enumerate(zip(incidents, events, strict=True)):
        group = groups.setdefault(str(incident), _Incident([], []))
        group.everyone.append(n)
        if event not in copies:
            group.heard.append(n)
    return {name: groups[name] for name in sorted(groups)}


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Rows of the same keys as columns."""
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}


def _table(name: str, columns: Mapping[str, list[Any]]) -> pd.DataFrame:
    """Columns as a table of the schema; going column by column is much faster than row by row."""
    return as_table(name, pd.DataFrame({key: pd.Series(cells, dtype="object") for key, cells in columns.items()}))


def _pick(cells: Cells, heard: Sequence[int], columns: Sequence[str], rank: Rank, same: Sequence[str]) -> int:
    """The row whose cells in these columns count: of the lowest rank, then told by most voices, then told first."""
    if len(heard) == 1:
        return heard[0]
    ranks = [rank(cells, n) for n in heard]
    best = min(ranks)
    telling = [n for n, each in zip(heard, ranks, strict=True) if each == best]
    if len(telling) == 1:
        return telling[0]
    voices: dict[tuple[Any, ...], set[str]] = {}
    for n in telling:
        voices.setdefault(tuple(cells[column][n] for column in same), set()).add(cells["_voice"][n])
    most = max(len(each) for each in voices.values())
    return next(n for n in telling if len(voices[tuple(cells[column][n] for column in same)]) == most)


def _untold_date(cells: Cells, n: int) -> int:
    return _PRECISION.get(cells["date_precision"][n], 9) + (0 if cells["date_start"][n] is not None else 10)


def _untold_type(cells: Cells, n: int) -> int:
    """Rows that tell the thing itself come before denials and mere words."""
    return int(cells["sub_event_type"][n] is None) + int(cells["status"][n] != "happened")


def _vagueness(which: str) -> Rank:
    """0 for a named party, 1 for a coded one, 2 where country or role is unknown, 3 and 4 without a code."""

    def rank(cells: Cells, n: int) -> int:
        code, name, text = (cells[f"{which}_{part}"][n] for part in ("code", "name", "text"))
        if code is None:
            return 3 if text is not None else 4
        return 2 if "UNK" in code else 0 if name is not None else 1

    return rank


def _coarseness(cells: Cells, n: int) -> int:
    unknown = cells["latitude"][n] is None and cells["admin1"][n] is None
    return LEVELS.get(cells["geo_precision"][n], 9) + (10 if unknown else 0)


_FIELDS: tuple[tuple[tuple[str, ...], Rank, tuple[str, ...]], ...] = (
    (("date_start", "date_end", "date_jalali", "date_precision"), _untold_date, ("date_start", "date_end")),
    (("event_type", "sub_event_type"), _untold_type, ("sub_event_type",)),
    (("actor_text", "actor_name", "actor_code"), _vagueness("actor"), ("actor_name", "actor_code")),
    (("target_text", "target_name", "target_code"), _vagueness("target"), ("target_name", "target_code")),
    (("location_text", *_POINT, "geonames_id", "geo_precision"), _coarseness, _POINT),
)  # columns that are taken from one row together, what puts a row first, and what makes two rows tell the same


def _derived(
    cells: Cells, group: _Incident, claims: Sequence[Claim], parties: tuple[str | None, str | None], rule: Rule
) -> dict[str, Any]:
    """What is counted over an incident's rows: ranges, disputes, sources, times."""
    heard = group.heard or group.everyone
    row: dict[str, Any] = {}
    for kind in ("killed", "injured"):
        found = reconcile([claim for claim in claims if claim.kind == kind or claim.is_denial], rule, parties)
        row |= {f"{kind}_low": found.low, f"{kind}_best": found.best, f"{kind}_high": found.high}
    denied_by = _deniers(cells, heard)
    told = [cells["published_at"][n] for n in group.everyone if cells["published_at"][n] is not None]
    return row | {
        "reconciliation_rule": rule,
        "is_disputed": bool(denied_by) or _names_clash(cells, heard) or _figures_clash(claims, parties),
        "denied_by": denied_by,
        "event_count": len(group.everyone),
        "article_count": len({cells["article_id"][n] for n in group.everyone}),
        "source_count": len({cells["_voice"][n] for n in heard}),
        "source_types": sorted({cells["source_type"][n] for n in heard if cells["source_type"][n] is not None}),
        "first_published": min(told, default=None),
        "last_published": max(told, default=None),
    }


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
        for camp in {claim.victims for claim in claims if claim.kind == kind} if len(claims) > 1 else ():
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


def _names_clash(cells: Cells, heard: Sequence[int]) -> bool:
    """Whether voices name different parties as the one who did it; the two sides of a clash are no such case."""
    if len(heard) == 1:
        return False
    camps: dict[str, set[str]] = {}
    for n in heard:
        camp = side(cells["actor_code"][n])
        if camp is not None:
            camps.setdefault(camp, set()).add(cells["_voice"][n])
    if len(camps) < 2 or len(set().union(*camps.values())) < 2:
        return False
    targets = {side(cells["target_code"][n]) for n in heard if cells["sub_event_type"][n] == "Armed clash"}
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
