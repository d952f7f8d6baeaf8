"""Claims: what each row says of the number of persons harmed, ready for reconciling.

In: event rows with incident_id, and their casualties. Out: `Claim`s. Bounds follow the qualifiers of TABLES.md; the
bounds of vague words are the code list vague_quantity. A figure is a total, an addition to a total («پنج نفر دیگر»)
or a part of one («از جمله دو کودک»). Copies of articles make no claims; a denial makes one without a figure.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from pipeline.incidents.rows import NO_MINUTE, minutes, texts
from pipeline.incidents.voices import side
from pipeline.lexicons.load import keys_of, split_forms
from pipeline.text.letters import fold

Role = Literal["total", "new", "part"]
_CODES = Path(__file__).parent.parent / "schema" / "codes" / "vague_quantity.csv"
_PART_BEFORE = re.compile(r"(?:از ?جمله|شامل|در میان (?:آنان|آنها|کشته ?شدگان|قربانیان)|که) (?:دست ?کم |حداقل )?$")
_PART_AFTER = re.compile(
    r"(?: نفر| تن| کودک| زن)?(?: از| نفرشان| تن ?شان) ?(?:آنان|آنها|ایشان|این افراد|قربانیان|کشته ?شدگان|مجروحان)"
)
_NEW_AFTER = re.compile(r"(?: نفر| تن| سرباز| غیرنظامی| کشته| زخمی)? ?(?:دیگر|جدید|تازه)(?![^\W_])")
_ADDED = re.compile(r"(?:اضافه|افزوده) شد")
_HINTS = ("دیگر", "جدید", "تازه", "جمله", "شامل", "میان", " از ", "افزوده", "اضافه", "شان")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest and highest number a claim allows and the number it names; `high` None: open, `low` None: untold."""

    low: int | None
    high: int | None
    point: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of one row; `minute` since 1970 or None; `rank` 1 is most reliable; sides as in voices.side."""

    event_id: str
    kind: str
    bounds: Bounds
    voice: str
    minute: int | None = None
    rank: int = 4
    is_vague: bool = False
    is_denial: bool = False
    role: Role = "total"
    speaker: str | None = None
    victims: str | None = None
    source_name: str | None = None


@cache
def reliability() -> dict[str, int]:
    """Source type → rank, 1 the most reliable."""
    with Path(__file__).with_name("reliability.csv").open(encoding="utf-8", newline="") as file:
        return {row["source_type"]: int(row["rank"]) for row in csv.DictReader(file)}


@cache
def _vague_codes() -> dict[str, Bounds]:
    with _CODES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        r["code"]: Bounds(int(r["low"]) if r["low"] else None, int(r["high"]) if r["high"] else None, None)
        for r in rows
    }


@cache
def _vague_words() -> tuple[tuple[str, str], ...]:
    with Path(__file__).with_name("vague_words.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (key, row["code"])
            for row in csv.DictReader(file)
            for form in split_forms(row["forms"])
            for key in keys_of(form)
        )


@cache
def vague_bounds(text: str | None) -> Bounds:
    """The bounds of a vague quantity, by the first vague word in it; those of «untold» where it has none."""
    words = f" {fold(text or '').key} "
    code = next((code for key, code in _vague_words() if f" {key} " in words), "untold")
    return _vague_codes()[code]


def bounds_of(low: int | None, high: int | None, qualifier: str | None, is_vague: bool, text: str | None) -> Bounds:
    """What a figure allows: «at least N» is open above, «up to N» has no number of its own, a range its middle."""
    if is_vague or (low is None and high is None):
        return vague_bounds(text)
    if low is None:
        return Bounds(None, high, None)
    if high is None:
        return Bounds(low, None, low)
    return Bounds(low, max(low, high), (low + high) // 2)


def role_of(evidence: str, start: int, end: int, is_first: bool) -> Role:
    """Whether the figure at evidence[start:end] is a total, an addition to one, or a part of one.

    «۱۲ نفر دیگر زخمی شدند» after another figure of the same row says only «others», so `is_first` is needed for new.
    """
    if not 0 <= start < end <= len(evidence) or not any(hint in evidence for hint in _HINTS):
        return "total"
    before, after = fold(evidence[:start]).key, fold(evidence[end : end + 40]).key
    figure = fold(evidence[start:end]).key.rstrip()
    before = before if before.endswith(" ") else f"{before} "
    if _PART_BEFORE.search(before) or _PART_AFTER.match(f" {after.lstrip()}"):
        return "part"
    if is_first and (
        _NEW_AFTER.match(f" {after.lstrip()}") or figure.endswith((" دیگر", " جدید")) or _ADDED.search(after)
    ):
        return "new"
    return "total"


def read_claims(
    events: pd.DataFrame, casualties: pd.DataFrame, voices: "pd.Series[Any]", skip: set[str]
) -> dict[str, list[Claim]]:
    """Claims by incident_id; `voices` is aligned with `events`; rows in `skip` (copies) make none."""
    figures = _figures(casualties)
    columns = (
        "incident_id",
        "event_id",
        "source_type",
        "source_code",
        "source_name",
        "outlet",
        "status",
        "claim",
        "evidence_text",
    )
    cells = [texts(events[column]) for column in columns]
    starts = events["evidence_start"].fillna(0).to_numpy()
    own = {name: _whole(events[name]) for name in ("killed_low", "killed_high", "injured_low", "injured_high")}
    found: dict[str, list[Claim]] = {}
    at_minutes = minutes(events["published_at"])
    for n, (incident, event, kind, code, name, outlet, status, stance, evidence) in enumerate(zip(*cells, strict=True)):
        if event is None or event in skip or status in ("planned", "hypothetical"):
            continue
        minute = None if at_minutes[n] == NO_MINUTE else int(at_minutes[n])
        rank = reliability().get(kind or "media", 4)
        base = Claim(
            event,
            "",
            Bounds(None, None, None),
            str(voices.iloc[n]),
            minute,
            rank,
            speaker=side(code),
            source_name=name or outlet,
        )
        mine = found.setdefault(str(incident), [])
        if status == "denied" or stance == "denied":
            mine.append(replace(base, is_denial=True))
            continue
        totals = {kind: (own[f"{kind}_low"][n], own[f"{kind}_high"][n]) for kind in ("killed", "injured")}
        mine += _row_claims(base, figures.get(event, []), totals, evidence or "", int(starts[n]))
    return found


def _whole(column: "pd.Series[Any]") -> list[int | None]:
    return [None if pd.isna(value) else int(value) for value in column]


@dataclass(frozen=True, slots=True)
class _Figure:
    kind: str
    bounds: Bounds
    is_vague: bool
    victims: str | None
    start: int
    end: int


def _figures(casualties: pd.DataFrame) -> dict[str, list[_Figure]]:
    """Casualties by event, in the order of the text."""
    columns = ("event_id", "kind", "qualifier", "casualties_text", "victim_code")
    event, kind, qualifier, words, victim = (texts(casualties[column]) for column in columns)
    low, high = _whole(casualties["low"]), _whole(casualties["high"])
    vague = casualties["is_vague"].fillna(False).astype(bool).tolist()
    start, end = _whole(casualties["start"]), _whole(casualties["end"])
    found: dict[str, list[_Figure]] = {}
    for n, each in enumerate(event):
        bounds = bounds_of(low[n], high[n], qualifier[n], vague[n], words[n])
        is_vague = vague[n] or (low[n] is None and high[n] is None)
        figure = _Figure(str(kind[n]), bounds, is_vague, side(victim[n]), start[n] or 0, end[n] or 0)
        found.setdefault(str(each), []).append(figure)
    for figures in found.values():
        figures.sort(key=lambda f: (f.start, f.end, f.kind, f.victims or "", f.bounds.low or 0, f.bounds.high or 0))
    return found


def _row_claims(
    base: Claim, figures: list[_Figure], totals: Mapping[str, tuple[int | None, int | None]], evidence: str, offset: int
) -> list[Claim]:
    """The claims of one row: per kind and camp of victims one, or the row's own total where it tells another."""
    roles = [role_of(evidence, f.start - offset, f.end - offset, n == 0) for n, f in enumerate(figures)]
    made: list[Claim] = []
    for kind in dict.fromkeys([*(f.kind for f in figures), *totals]):
        mine = [(f, role) for f, role in zip(figures, roles, strict=True) if f.kind == kind]
        low, high = totals.get(kind, (None, None))
        whole = [f for f, role in mine if role == "total"]
        if (low, high) != (None, None) and all(role == "total" for _, role in mine):
            by_camp = _by_camp(whole)
            if sum_of(by_camp.values()) == bounds_of(low, high, None, False, None):
                made += [replace(base, kind=kind, bounds=b, victims=camp) for camp, b in by_camp.items()]
            else:
                camps = {f.victims for f in whole}
                camp = camps.pop() if len(camps) == 1 else None
                made.append(replace(base, kind=kind, bounds=bounds_of(low, high, None, False, None), victims=camp))
            continue
        for camp, bounds in _by_camp([f for f in whole if not f.is_vague]).items():
            made.append(replace(base, kind=kind, bounds=bounds, victims=camp))
        if not any(not f.is_vague for f in whole):
            made += [replace(base, kind=kind, bounds=f.bounds, victims=f.victims, is_vague=True) for f in whole]
        made += [
            replace(base, kind=kind, bounds=f.bounds, victims=f.victims, role=r, is_vague=f.is_vague)
            for f, r in mine
            if r != "total"
        ]
    return made


def _by_camp(figures: Iterable[_Figure]) -> dict[str | None, Bounds]:
    """Figures of one kind added up within each camp of victims."""
    camps: dict[str | None, list[Bounds]] = {}
    for figure in figures:
        camps.setdefault(figure.victims, []).append(figure.bounds)
    return {camp: sum_of(bounds) for camp, bounds in camps.items()}


def sum_of(bounds: Iterable[Bounds]) -> Bounds:
    """Bounds of a sum: open or untold as soon as one term is."""
    low: int | None = 0
    high: int | None = 0
    point: int | None = 0
    for each in bounds:
        low = None if low is None or each.low is None else low + each.low
        high = None if high is None or each.high is None else high + each.high
        point = None if point is None or each.point is None else point + each.point
    return Bounds(low, high, point)
