"""Incident rows from linked event rows.

In: event rows that carry incident_id, their claims. Out: the tables incidents and revisions. Of each field the most
precise value counts, then the one most voices tell, then the one told first. Copies have no voice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.incidents.claims import Claim
from pipeline.incidents.places import LEVELS
from pipeline.incidents.reconcile import Rule, agree, last_words, reconcile
from pipeline.incidents.revisions import Revision, revisions_of
from pipeline.incidents.rows import texts
from pipeline.incidents.voices import side
from pipeline.schema.tables import as_table

_PRECISION = {"day": 0, "range": 1, "week": 2, "month": 3, "year": 4, "unknown": 5}
_POINT = ("location_name", "country", "admin1", "latitude", "longitude")
_READ = (
    *(
        "event_id",
        "article_id",
        "published_at",
        "outlet",
        "status",
        "claim",
        "source_name",
        "source_text",
        "source_type",
    ),
    *("date_start", "date_end", "date_precision", "sub_event_type", *_POINT, "geo_precision", "_voice"),
    *("actor_text", "actor_name", "actor_code", "target_text", "target_name", "target_code"),
)  # columns that are looked at row by row
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
    used = dict.fromkeys((*_READ, *(column for columns, _, _ in _FIELDS for column in columns), "incident_id"))
    told = events.assign(_voice=voices)[list(used)]
    told = told.sort_values(["published_at", "event_id"], kind="stable", na_position="last").reset_index(drop=True)
    cells: dict[str, list[Any]] = {name: texts(told[name]) for name in _READ}
    groups = _groups(texts(told["incident_id"]), cells["event_id"], copies)
    chosen: list[list[int]] = [[] for _ in _FIELDS]
    counted: list[tuple[Any, ...]] = []
    revisions: list[tuple[Any, ...]] = []
    for name, group in groups.items():
        heard = group.heard or group.everyone
        picks = [_pick(cells, heard, *field) for field in _FIELDS] if len(heard) > 1 else heard * len(_FIELDS)
        for column, pick in zip(chosen, picks, strict=True):
            column.append(pick)
        parties = (side(cells["actor_code"][picks[_ACTOR]]), side(cells["target_code"][picks[_TARGET]]))
        mine = claims.get(name, ())
        counted.append((name, *_count(cells, group, mine, parties, rule)))
        revisions += [(name, *_revision(each)) for each in revisions_of(mine, parties)]
    del cells, groups  # Python objects for every cell of very many rows
    copied = [
        told[[*columns]].iloc[at].reset_index(drop=True) for (columns, _, _), at in zip(_FIELDS, chosen, strict=True)
    ]
    incidents = pd.concat([_frame(("incident_id", *_COUNTED), counted), *copied], axis="columns")
    changes = _frame(("incident_id", *_REVISED), revisions)
    at = pd.Index(told["event_id"]).get_indexer(changes["event_id"])
    changes = changes.assign(published_at=told["published_at"].take(at).to_numpy())
    return as_table("incidents", incidents), as_table("revisions", changes)


def _groups(incidents: Sequence[str | None], events: Sequence[str], copies: set[str]) -> dict[str, _Incident]:
    groups: dict[str, _Incident] = {}
    for n, (incident, event) in enumerate(zip(incidents, events, strict=True)):
        group = groups.setdefault(str(incident), _Incident([], []))
        group.everyone.append(n)
        if event not in copies:
            group.heard.append(n)
    return {name: groups[name] for name in sorted(groups)}


def _frame(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows as a frame of Python values; going column by column is much faster than row by row."""
    return pd.DataFrame({name: pd.Series([row[n] for row in rows], dtype="object") for n, name in enumerate(columns)})


def _pick(cells: Cells, heard: Sequence[int], columns: Sequence[str], rank: Rank, same: Sequence[str]) -> int:
    """The row whose cells in these columns count: of the lowest rank, then told by most voices, then told first."""
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


_ACTOR, _TARGET = 2, 3
_BOUNDS = ("low", "best", "high", "low_by", "high_by")
_COUNTED = (
    *(f"{kind}_{bound}" for kind in ("killed", "injured") for bound in _BOUNDS),
    *("reconciliation_rule", "is_disputed", "denied_by", "event_count", "article_count", "source_count"),
    *("source_types", "first_published", "last_published"),
)
_REVISED = ("source_name", "kind", "low", "high", "change", "event_id")


def _count(
    cells: Cells, group: _Incident, claims: Sequence[Claim], parties: tuple[str | None, str | None], rule: Rule
) -> Iterator[Any]:
    """The cells of `_COUNTED`: what is derived from all rows of an incident."""
    heard = group.heard or group.everyone
    for kind in ("killed", "injured"):
        found = reconcile([claim for claim in claims if claim.kind == kind or claim.is_denial], rule, parties)
        yield from (found.low, found.best, found.high)
        yield from _sides(kind, claims, parties)
    denied_by = _deniers(cells, heard)
    yield rule
    yield bool(denied_by) or _names_clash(cells, heard) or _figures_clash(claims, parties)
    yield denied_by
    yield len(group.everyone)
    yield len({cells["article_id"][n] for n in group.everyone})
    yield len({cells["_voice"][n] for n in heard})
    yield sorted({cells["source_type"][n] for n in heard if cells["source_type"][n] is not None})
    told = [cells["published_at"][n] for n in group.everyone if cells["published_at"][n] is not None]
    yield min(told, default=None)
    yield max(told, default=None)


def _sides(kind: str, claims: Sequence[Claim], parties: tuple[str | None, str | None]) -> tuple[list[str], list[str]]:
    """Which kinds of source tell the lowest figure and which the highest; none where all that count alike agree."""
    lowest: set[str] = set()
    highest: set[str] = set()
    mine = [c for c in claims if c.kind == kind and c.role == "total" and not c.is_denial] if len(claims) > 1 else []
    for camp in {claim.victims for claim in mine}:
        voices = last_words([claim for claim in mine if claim.victims == camp], parties)
        told = [(v.bounds.point, v.claim.source_type) for v in voices if v.bounds.point is not None]
        figures = {figure for figure, _ in told}
        if len(figures) > 1:
            lowest |= {name for figure, name in told if figure == min(figures) and name}
            highest |= {name for figure, name in told if figure == max(figures) and name}
    return sorted(lowest), sorted(highest)


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


def _revision(each: Revision) -> tuple[Any, ...]:
    """The cells of `_REVISED`."""
    return each.claim.source_name, each.claim.kind, each.low, each.high, each.change, each.claim.event_id
