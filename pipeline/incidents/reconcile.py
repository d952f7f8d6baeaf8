"""Reconciling: from claims to low, best and high, by a named rule.

In: the claims of one incident and kind. Out: `Range`. Rules, after MAVERICK: conservative takes the
lowest figure an independent voice tells, informative the highest, representative the most frequent (else the lower
median) and leaves out a party's claim on its enemy's losses unless another voice tells nearly the same, or nobody else
tells a figure.
Laws, tested on random claims: low ≤ best ≤ high; conservative ≤ representative ≤ informative, where an open bound is
the highest; the order of claims and repeated claims of one voice change nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.incidents.claims import Bounds, Claim, sum_of

Rule = Literal["conservative", "representative", "informative"]
RULES: tuple[Rule, ...] = ("conservative", "representative", "informative")
_LATER = 12 * 60  # minutes after which a higher figure makes an earlier one a lower bound
_TOLERANCE = 0.1  # share by which figures may differ and still agree


@dataclass(frozen=True, slots=True)
class Range:
    """Persons: low, best, high; None where no voice bounds it."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """The last word of one voice; a floor is an earlier figure that a later one has overtaken."""

    claim: Claim
    is_floor: bool = False
    is_partisan: bool = False

    @property
    def bounds(self) -> Bounds:
        told = self.claim.bounds
        return Bounds(told.low, None, None) if self.is_floor else told


def reconcile(claims: Sequence[Claim], rule: Rule, parties: tuple[str | None, str | None] = (None, None)) -> Range:
    """The range of one kind of harm; `parties` are the camps (voices.side) of the incident's actor and target."""
    if not claims:
        return Range()
    groups = [range_of(last_words(group, parties), rule) for group in groups_of(claims)]
    if not groups:
        return Range()
    lows = [g.low for g in groups if g.low is not None]
    bests, highs = [g.best for g in groups], [g.high for g in groups]
    return Range(
        low=sum(lows) if lows else None,
        best=None if None in bests else sum(b for b in bests if b is not None),
        high=None if None in highs else sum(h for h in highs if h is not None),
    )


def groups_of(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims that count the same persons: one group, or one for each camp of victims where no voice tells a total."""
    counted = running_totals(claims)
    camps = {claim.victims for claim in counted} - {None}
    if len(camps) < 2:
        return [counted] if counted else []
    rows: dict[str, list[Claim]] = {}
    for claim in counted:
        rows.setdefault(claim.event_id, []).append(claim)
    totals = [claim for claim in counted if claim.victims is None and not claim.is_vague]
    for row in rows.values():
        told = [claim for claim in row if claim.victims is not None and not claim.is_vague]
        if len({claim.victims for claim in told}) > 1 and not any(c.victims is None for c in row):
            totals.append(replace(told[0], bounds=sum_of(claim.bounds for claim in told), victims=None))
    if totals:
        return [totals]
    return [[claim for claim in counted if claim.victims == camp] for camp in sorted(c for c in camps if c)]


def running_totals(claims: Sequence[Claim]) -> list[Claim]:
    """Figures in the order of time: additions counted onto the same voice's total before them, parts left out.

    A denial takes back what its own voice told before it.
    """
    totals: dict[tuple[str, str | None], Claim] = {}
    kept: list[Claim] = []
    for claim in sorted(claims, key=when):
        if claim.is_denial:
            kept = [before for before in kept if before.voice != claim.voice]
            totals = {key: before for key, before in totals.items() if key[0] != claim.voice}
            continue
        if claim.role == "part":
            continue
        before = totals.get((claim.voice, claim.victims))
        if claim.role == "new":
            if before is None:
                continue
            claim = replace(claim, bounds=sum_of((before.bounds, claim.bounds)), role="total")
        if not claim.is_vague:
            totals[(claim.voice, claim.victims)] = claim
        kept.append(claim)
    return kept


def when(claim: Claim) -> tuple[int, bool, bool, int, str, str, str, int, int]:
    """Order of claims: time (untimed first); in one minute denials, then additions, which a total told at once holds."""
    bounds = claim.bounds
    minute = -(2**62) if claim.minute is None else claim.minute
    content = (claim.event_id, claim.victims or "", claim.role, bounds.high or -1, bounds.point or -1)
    return minute, not claim.is_denial, claim.role != "new", bounds.low or 0, *content


def last_words(claims: Iterable[Claim], parties: tuple[str | None, str | None] = (None, None)) -> list[Voice]:
    """One entry a voice: its last claim, a figure before a vague word; floors and partisans marked."""
    last: dict[str, Claim] = {}
    for claim in sorted(claims, key=when):
        before = last.get(claim.voice)
        if before is None or before.is_vague or not claim.is_vague:
            last[claim.voice] = claim
    voices = [last[name] for name in sorted(last)]
    return [
        Voice(claim, any(_overtakes(other, claim, parties) for other in voices), _is_partisan(claim, parties))
        for claim in voices
    ]


def _overtakes(later: Claim, claim: Claim, parties: tuple[str | None, str | None]) -> bool:
    if later.is_vague or later.minute is None or claim.minute is None or later.minute - claim.minute < _LATER:
        return False
    if later.rank > claim.rank or are_rivals(later, claim, parties) or later.bounds.low is None:
        return False
    told = claim.bounds.low if claim.bounds.high is None else claim.bounds.high
    return told is not None and later.bounds.low > told


def are_rivals(one: Claim, other: Claim, parties: tuple[str | None, str | None]) -> bool:
    """Whether two voices speak for the two parties of the happening."""
    return None not in parties and parties[0] != parties[1] and {one.speaker, other.speaker} == set(parties)


def _is_partisan(claim: Claim, parties: tuple[str | None, str | None]) -> bool:
    """Whether a party speaks of its enemy's losses."""
    if None in parties or parties[0] == parties[1]:
        return False
    return {claim.speaker, claim.victims} == set(parties)


def agree(one: int, other: int) -> bool:
    """Whether two figures differ by no more than one person or a tenth of the larger."""
    return abs(one - other) <= max(1, _TOLERANCE * max(one, other))


def range_of(voices: Sequence[Voice], rule: Rule) -> Range:
    """Low, best and high of voices that count the same persons."""
    told = [voice for voice in voices if not voice.claim.is_vague]
    everyone = told or list(voices)
    if not everyone:
        return Range()
    heard = _without_partisans(everyone) if rule == "representative" else everyone
    points = [voice for voice in heard if voice.bounds.point is not None]
    lows = [
        v.bounds.low
        for v in (everyone if rule == "informative" else heard)
        if v.bounds.low is not None and (rule == "informative" or not v.is_floor)
    ]
    least = (max(lows) if rule == "informative" else min(lows)) if lows else None
    if not points:
        return Range(least, None, _high(least, everyone, heard, rule))
    best = _best(points, rule)
    return Range(best if least is None else min(best, least), best, _high(best, everyone, heard, rule))


def _best(points: Sequence[Voice], rule: Rule) -> int:
    figures = [voice.bounds.point for voice in points if voice.bounds.point is not None]
    if rule == "conservative":
        return min(figures)
    if rule == "informative":
        return max(figures)
    votes = Counter(figures)
    most = max(votes.values())
    if most < 2:
        return sorted(figures)[(len(figures) - 1) // 2]
    rank: Callable[[int], tuple[int, int, int]] = lambda figure: _standing(points, figure)  # noqa: E731
    return min((figure for figure, many in votes.items() if many == most), key=rank)


def _standing(points: Sequence[Voice], figure: int) -> tuple[int, int, int]:
    """Ties go to the more reliable, then the later, then the smaller figure."""
    claims = [voice.claim for voice in points if voice.bounds.point == figure]
    latest = max(-(2**62) if claim.minute is None else claim.minute for claim in claims)
    return min(claim.rank for claim in claims), -latest, figure


def _without_partisans(voices: Sequence[Voice]) -> Sequence[Voice]:
    """Voices without a party's claims on its enemy's losses that no other voice tells nearly the same.

    Where only such claims bear a figure, they are kept: leaving them out would leave nothing.
    """
    others = [v.bounds.point for v in voices if not v.is_partisan and v.bounds.point is not None]
    kept = [
        voice
        for voice in voices
        if not voice.is_partisan
        or (voice.bounds.point is not None and any(agree(voice.bounds.point, other) for other in others))
    ]
    if any(voice.bounds.point is not None for voice in voices):
        return kept if any(voice.bounds.point is not None for voice in kept) else voices
    return voices


def _high(at_least: int | None, everyone: Sequence[Voice], heard: Sequence[Voice], rule: Rule) -> int | None:
    """The least (conservative) or greatest finite upper bound at or above the best figure; None where it is open."""
    floor = -1 if at_least is None else at_least
    bounds = [v.bounds.high for v in heard if v.bounds.high is not None and v.bounds.high >= floor]
    if bounds:
        return min(bounds) if rule == "conservative" else max(bounds)
    if any(v.bounds.high is None and not v.is_floor for v in heard):
        return _high(at_least, everyone, everyone, rule) if heard is not everyone else None
    return at_least
