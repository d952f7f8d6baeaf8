"""Incident rows from linked event rows.

In: event rows that carry incident_id, their claims. Out: the tables incidents and revisions. Of each field the most
precise value counts, then the one most voices tell, then the one told first. Copies have no voice.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
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
    *("incident_id", "event_id", "article_id", "published_at", "outlet", "status", "claim"),
    *("source_name", "source_text", "source_type", "_voice"),
)  # columns that are looked at beside those of _FIELDS
Longs = npt.NDArray[np.int64]
Ranks = Callable[[pd.DataFrame], "pd.Series[Any]"]
Parties = tuple[str | None, str | None]


def assemble(
    events: pd.DataFrame, claims: Mapping[str, Sequence[Claim]], voices: "pd.Series[Any]", copies: set[str], rule: Rule
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables incidents and revisions; `voices` is aligned with `events`, `copies` are event_ids without a voice."""
    used = dict.fromkeys((*_READ, *(column for columns, _, _ in _FIELDS for column in columns)))
    number, names = pd.factorize(events["incident_id"], sort=True)
    told = events.assign(_voice=voices, _incident=number)[[*used, "_incident"]]
    heard = told[_are_heard(told, copies)]
    heard = heard.sort_values(["published_at", "event_id"], kind="stable", na_position="last").reset_index(drop=True)
    copied = [
        heard[[*columns]].iloc[_picks(heard, ranks, same)].reset_index(drop=True) for columns, ranks, same in _FIELDS
    ]
    sides = (map(side, texts(copied[at][code])) for at, code in ((_ACTOR, "actor_code"), (_TARGET, "target_code")))
    parties: list[Parties] = list(zip(*sides, strict=True))
    mine = [claims.get(name, ()) for name in names]
    figures = [_figures(each, sides, rule) for each, sides in zip(mine, parties, strict=True)]
    whole = {"incident_id": names, "reconciliation_rule": rule} | _count(told, heard, len(names))
    incidents = pd.concat([pd.DataFrame(whole), _frame(_BOUNDS, figures), *copied], axis="columns")
    incidents["is_disputed"] = [
        bool(denied) or bool(rival) or _figures_clash(each, sides)
        for denied, rival, each, sides in zip(
            incidents["denied_by"], _are_rival(heard, len(names)), mine, parties, strict=True
        )
    ]
    lines = [
        (name, *_revision(line))
        for name, each, sides in zip(names, mine, parties, strict=True)
        for line in revisions_of(each, sides)
    ]
    return as_table("incidents", incidents), _revisions(lines, events)


def _revisions(lines: Sequence[tuple[Any, ...]], events: pd.DataFrame) -> pd.DataFrame:
    """The table revisions: of each line with cells of `_REVISED` when the row that tells it was published."""
    changes = _frame(("incident_id", *_REVISED), lines)
    at = pd.Index(events["event_id"]).get_indexer(changes["event_id"])
    return as_table("revisions", changes.assign(published_at=events["published_at"].take(at).to_numpy()))


def _are_heard(told: pd.DataFrame, copies: set[str]) -> npt.NDArray[np.bool_]:
    """Rows that are no copies, and all rows of an incident that has none but copies."""
    own = np.array([event not in copies for event in texts(told["event_id"])], dtype=bool)
    number = told["_incident"].to_numpy()
    return np.asarray(own | (np.bincount(number, weights=own)[number] == 0))


def _frame(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows as a frame of Python values; going column by column is much faster than row by row."""
    return pd.DataFrame({name: pd.Series([row[n] for row in rows], dtype="object") for n, name in enumerate(columns)})


def _picks(heard: pd.DataFrame, ranks: Ranks, same: Sequence[str]) -> Longs:
    """Of each incident the row whose cells count: of the lowest rank, then told by most voices, then told first."""
    rank = ranks(heard)
    lowest = rank.groupby(heard["_incident"]).transform("min")
    best = heard.loc[rank == lowest, ["_incident", "_voice", *same]]
    rivals = best[best["_incident"].duplicated(keep=False)]
    voices = rivals.groupby(["_incident", *same], dropna=False, sort=False)["_voice"].transform("nunique")
    fewer = -voices.reindex(best.index, fill_value=1).to_numpy()
    order = np.lexsort((best.index, fewer, best["_incident"]))
    return best.index.to_numpy()[order][~best["_incident"].iloc[order].duplicated().to_numpy()]


def _untold_date(told: pd.DataFrame) -> "pd.Series[Any]":
    return _step(told["date_precision"], _PRECISION) + 10 * told["date_start"].isna()


def _untold_type(told: pd.DataFrame) -> "pd.Series[Any]":
    """Rows that tell the thing itself come before denials and mere words."""
    return told["sub_event_type"].isna().astype(int) + (told["status"] != "happened")


def _vagueness(which: str) -> Ranks:
    """0 for a named party, 1 for a coded one, 2 where country or role is unknown, 3 and 4 without a code."""

    def ranks(told: pd.DataFrame) -> "pd.Series[Any]":
        code, name, text = (told[f"{which}_{part}"] for part in ("code", "name", "text"))
        cases = (code.isna() & text.isna(), code.isna(), code.str.contains("UNK", na=False), name.notna())
        return pd.Series(np.select(cases, (4, 3, 2, 0), 1), index=told.index)

    return ranks


def _coarseness(told: pd.DataFrame) -> "pd.Series[Any]":
    return _step(told["geo_precision"], LEVELS) + 10 * (told["latitude"].isna() & told["admin1"].isna())


def _step(column: "pd.Series[Any]", steps: Mapping[str, int]) -> "pd.Series[Any]":
    """The step of each code, behind all others where it is none of them."""
    return column.map(steps).astype("float64").fillna(9)


_FIELDS: tuple[tuple[tuple[str, ...], Ranks, tuple[str, ...]], ...] = (
    (("date_start", "date_end", "date_jalali", "date_precision"), _untold_date, ("date_start", "date_end")),
    (("event_type", "sub_event_type"), _untold_type, ("sub_event_type",)),
    (("actor_text", "actor_name", "actor_code"), _vagueness("actor"), ("actor_name", "actor_code")),
    (("target_text", "target_name", "target_code"), _vagueness("target"), ("target_name", "target_code")),
    (("location_text", *_POINT, "geonames_id", "geo_precision"), _coarseness, _POINT),
)  # columns that are taken from one row together, what puts a row first, and what makes two rows tell the same


_ACTOR, _TARGET = 2, 3
_BOUNDS = tuple(
    f"{kind}_{bound}" for kind in ("killed", "injured") for bound in ("low", "best", "high", "low_by", "high_by")
)
_REVISED = ("source_name", "kind", "low", "high", "change", "event_id")


def _figures(claims: Sequence[Claim], parties: Parties, rule: Rule) -> tuple[Any, ...]:
    """The cells of `_BOUNDS`."""
    cells: list[Any] = []
    for kind in ("killed", "injured"):
        found = reconcile([claim for claim in claims if claim.kind == kind or claim.is_denial], rule, parties)
        cells += (found.low, found.best, found.high, *_sides(kind, claims, parties))
    return tuple(cells)


def _count(told: pd.DataFrame, heard: pd.DataFrame, incidents: int) -> dict[str, Any]:
    """What is counted over all rows of each of so many incidents, and over those that have a voice."""
    everyone = told.groupby("_incident")
    denied = heard[(heard["status"] == "denied") | (heard["claim"] == "denied")]
    denier = denied["source_name"].fillna(denied["source_text"]).fillna(denied["outlet"])
    return {
        "denied_by": _names(denied["_incident"], denier, incidents),
        "event_count": everyone.size(),
        "article_count": everyone["article_id"].nunique(dropna=False),
        "source_count": heard.groupby("_incident")["_voice"].nunique(),
        "source_types": _names(heard["_incident"], heard["source_type"], incidents),
        "first_published": everyone["published_at"].min(),
        "last_published": everyone["published_at"].max(),
    }


def _names(number: "pd.Series[Any]", words: "pd.Series[Any]", incidents: int) -> list[list[str]]:
    """The words told of each incident, sorted, each once."""
    found: list[list[str]] = [[] for _ in range(incidents)]
    told = zip(number.tolist(), texts(words), strict=True)
    for n, word in sorted({(n, word) for n, word in told if word is not None}):
        found[n].append(word)
    return found


def _sides(kind: str, claims: Sequence[Claim], parties: Parties) -> tuple[list[str], list[str]]:
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


def _figures_clash(claims: Sequence[Claim], parties: Parties) -> bool:
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


def _are_rival(heard: pd.DataFrame, incidents: int) -> npt.NDArray[np.bool_]:
    """Whether voices name different parties as the one who did it; the two sides of a clash are no such case."""
    number, voice = heard["_incident"].tolist(), heard["_voice"].tolist()
    actor, target = ([side(code) for code in texts(heard[f"{which}_code"])] for which in ("actor", "target"))
    is_clash = (heard["sub_event_type"] == "Armed clash").tolist()
    camps = {(n, camp) for n, camp in zip(number, actor, strict=True) if camp is not None}
    voices = {(n, who) for n, camp, who in zip(number, actor, voice, strict=True) if camp is not None}
    fought = {(n, camp) for n, camp, clash in zip(number, target, is_clash, strict=True) if clash}
    several, heard_twice, unfought = (
        np.bincount([n for n, _ in pairs], minlength=incidents) for pairs in (camps, voices, camps - fought)
    )
    return np.asarray((several > 1) & (heard_twice > 1) & (unfought > 0))


def _revision(each: Revision) -> tuple[Any, ...]:
    """The cells of `_REVISED`."""
    return each.claim.source_name, each.claim.kind, each.low, each.high, each.change, each.claim.event_id
