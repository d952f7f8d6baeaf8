"""Claims: what each row says of the number of persons harmed, ready for reconciling.

In: event rows with incident_id, and their casualties. Out: `Claim`s. A «دست‌کم» leaves one open above, «حداکثر» below;
the bounds of vague words are the code list vague_quantity. A figure is a total, an addition to a total («پنج نفر دیگر»)
or a part of one («از جمله دو کودک»). Copies of articles make no claims; a denial makes one without a figure.
"""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
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
    source_type: str | None = None


@dataclass(frozen=True, slots=True)
class Teller:
    """Who makes the claims of one row, and when."""

    event_id: str
    voice: str
    minute: int | None
    rank: int
    speaker: str | None
    source_name: str | None
    source_type: str | None

    def claim(
        self,
        kind: str,
        bounds: Bounds,
        victims: str | None,
        *,
        is_vague: bool = False,
        is_denial: bool = False,
        role: Role = "total",
    ) -> Claim:
        """One claim of this row."""
        row = (self.event_id, kind, bounds, self.voice, self.minute, self.rank)
        return Claim(*row, is_vague, is_denial, role, self.speaker, victims, self.source_name, self.source_type)


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


def bounds_of(low: int | None, high: int | None, is_vague: bool, text: str | None) -> Bounds:
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


_TELLER = ("event_id", "source_type", "source_code", "source_name", "outlet", "published_at")
_OWN = ("killed_low", "killed_high", "injured_low", "injured_high")


def read_claims(
    events: pd.DataFrame, casualties: pd.DataFrame, voices: "pd.Series[Any]", skip: set[str]
) -> dict[str, list[Claim]]:
    """Claims by incident_id; `voices` is aligned with `events`; rows in `skip` (copies) make none."""
    figures = _figures(casualties)
    denied = (events["status"] == "denied") | (events["claim"] == "denied")
    kept = _make_claims(events, denied, figures, skip)
    told = events.loc[kept, ["incident_id", *_TELLER, *_OWN, "evidence_text", "evidence_start"]]
    own = list(zip(*(_whole(told[name]) for name in _OWN), strict=True))
    evidence, starts = texts(told["evidence_text"]), told["evidence_start"].fillna(0).astype("int64").tolist()
    is_denied = denied[kept].tolist()
    found: dict[str, list[Claim]] = {}
    for n, (incident, teller) in enumerate(zip(texts(told["incident_id"]), _tellers(told, voices[kept]), strict=True)):
        mine = found.setdefault(str(incident), [])
        if is_denied[n]:
            mine.append(teller.claim("", Bounds(None, None, None), None, is_denial=True))
            continue
        totals = {"killed": own[n][:2], "injured": own[n][2:]}
        mine += _row_claims(teller, figures.get(teller.event_id, []), totals, evidence[n] or "", starts[n])
    return found


def _make_claims(
    events: pd.DataFrame, denied: "pd.Series[Any]", figures: Collection[str], skip: Collection[str]
) -> "pd.Series[Any]":
    """Which rows make claims: a denial or a figure of what is no plan, and no copy."""
    ids = texts(events["event_id"])
    is_told, is_copy = (np.array([event in some for event in ids], dtype=bool) for some in (figures, skip))
    has_own = events[list(_OWN)].notna().any(axis=1)
    return ~events["status"].isin(["planned", "hypothetical"]) & (denied | has_own | is_told) & ~is_copy


def _tellers(told: pd.DataFrame, voices: "pd.Series[Any]") -> Iterator[Teller]:
    """Who makes the claims of each row; `voices` is aligned with `told`."""
    cells = (texts(told[name]) for name in _TELLER[:-1])
    each = zip(*cells, voices.tolist(), minutes(told["published_at"]).tolist(), strict=True)
    for event, kind, code, name, outlet, voice, minute in each:
        source = kind or "media"
        when = None if minute == NO_MINUTE else minute
        yield Teller(str(event), voice, when, reliability().get(source, 4), side(code), name or outlet, source)


def _whole(column: "pd.Series[Any]") -> list[int | None]:
    return [int(value) if told else None for value, told in zip(column.tolist(), column.notna().tolist(), strict=True)]


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
    columns = ("event_id", "kind", "casualties_text", "victim_code")
    event, kind, words, victim = (texts(casualties[column]) for column in columns)
    low, high = _whole(casualties["low"]), _whole(casualties["high"])
    vague = casualties["is_vague"].fillna(False).astype(bool).tolist()
    start, end = _whole(casualties["start"]), _whole(casualties["end"])
    found: dict[str, list[_Figure]] = {}
    for n, each in enumerate(event):
        bounds = bounds_of(low[n], high[n], vague[n], words[n])
        is_vague = vague[n] or (low[n] is None and high[n] is None)
        figure = _Figure(str(kind[n]), bounds, is_vague, side(victim[n]), start[n] or 0, end[n] or 0)
        found.setdefault(str(each), []).append(figure)
    for figures in found.values():
        figures.sort(key=lambda f: (f.start, f.end, f.kind, f.victims or "", f.bounds.low or 0, f.bounds.high or 0))
    return found


def _row_claims(
    teller: Teller, figures: list[_Figure], totals: Mapping[str, Sequence[int | None]], evidence: str, offset: int
) -> list[Claim]:
    """The claims of one row: per kind and camp of victims one, or the row's own total where it tells another."""
    roles = [role_of(evidence, f.start - offset, f.end - offset, n == 0) for n, f in enumerate(figures)]
    made: list[Claim] = []
    for kind in dict.fromkeys([*(f.kind for f in figures), *totals]):
        mine = [(f, role) for f, role in zip(figures, roles, strict=True) if f.kind == kind]
        whole = [f for f, role in mine if role == "total"]
        low, high = totals.get(kind, (None, None))
        if (low, high) != (None, None) and len(whole) == len(mine):
            made += _own_total(teller, kind, whole, bounds_of(low, high, False, None))
            continue
        exact = [f for f in whole if not f.is_vague]
        made += [teller.claim(kind, bounds, camp) for camp, bounds in _by_camp(exact).items()]
        if not exact:
            made += [teller.claim(kind, f.bounds, f.victims, is_vague=True) for f in whole]
        made += [teller.claim(kind, f.bounds, f.victims, role=r, is_vague=f.is_vague) for f, r in mine if r != "total"]
    return made


def _own_total(teller: Teller, kind: str, whole: list[_Figure], total: Bounds) -> list[Claim]:
    """The figures camp by camp where they add up to the row's own total, else that total."""
    camps = _by_camp(whole)
    added = sum_of(camps.values())
    if camps and (added.low, added.high) == (total.low, total.high):
        return [teller.claim(kind, bounds, camp) for camp, bounds in camps.items()]
    return [teller.claim(kind, total, next(iter(camps)) if len(camps) == 1 else None)]


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
