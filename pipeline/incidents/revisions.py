"""Revisions: how an incident's toll changed from report to report.

In: the claims of an incident. Out: one line per claim with a figure, in the order of publication, with how it stands
to what was told before: first, raised, lowered, repeated, contradicted, retracted (code list revision_change).
A figure is compared with its own voice's last figure where there is one, else with the last figure of any voice that
counts the same persons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.incidents.claims import Bounds, Claim, sum_of
from pipeline.incidents.reconcile import are_rivals, running_totals, when


@dataclass(frozen=True, slots=True)
class Revision:
    """One line of the table revisions, without the incident."""

    claim: Claim
    change: str
    low: int | None
    high: int | None


def revisions_of(claims: Sequence[Claim], parties: tuple[str | None, str | None]) -> list[Revision]:
    """Revisions of all kinds of one incident, by kind, then time, then event_id; one a row and kind."""
    denials = [claim for claim in claims if claim.is_denial]
    lines: list[Revision] = []
    for kind in sorted({claim.kind for claim in claims if not claim.is_denial}):
        told = running_totals([claim for claim in claims if claim.kind == kind and not claim.is_denial])
        lines += _of_kind(kind, _one_a_row(told), denials, parties)
    return lines


def _one_a_row(told: Sequence[Claim]) -> list[Claim]:
    """A row's figures for several camps of victims added up, since a revision tells the row's whole toll."""
    rows: dict[str, list[Claim]] = {}
    for claim in told:
        rows.setdefault(claim.event_id, []).append(claim)
    return [
        mine[0] if len(mine) == 1 else replace(mine[0], bounds=sum_of(c.bounds for c in mine), victims=None)
        for mine in rows.values()
    ]


def _of_kind(
    kind: str, told: Sequence[Claim], denials: Sequence[Claim], parties: tuple[str | None, str | None]
) -> list[Revision]:
    last: dict[str | None, Claim] = {}
    own: dict[tuple[str, str | None], Claim] = {}
    lines: list[Revision] = []
    for claim in sorted([*told, *denials], key=when):
        key = (claim.voice, claim.victims)
        if claim.is_denial:
            taken_back = [each for each in own if each[0] == claim.voice]
            if taken_back:
                lines.append(Revision(replace(claim, kind=kind), "retracted", None, None))
            own = {each: told_before for each, told_before in own.items() if each not in taken_back}
            continue
        change = _change(own.get(key) or last.get(claim.victims), claim, parties)
        shown = Bounds(None, None, None) if claim.is_vague else claim.bounds
        lines.append(Revision(claim, change, shown.low, shown.high))
        own[key] = last[claim.victims] = claim
    return lines


def _change(before: Claim | None, now: Claim, parties: tuple[str | None, str | None]) -> str:
    if before is None:
        return "first"
    higher, lower = _is_above(now.bounds, before.bounds), _is_above(before.bounds, now.bounds)
    if before.voice == now.voice:
        return "raised" if higher else "lowered" if lower else "repeated"
    if not higher and not lower:
        return "repeated"
    if are_rivals(before, now, parties):
        return "contradicted"
    is_later = before.minute is not None and now.minute is not None and now.minute > before.minute
    corrects = is_later and now.rank <= before.rank
    if higher:
        return "raised" if is_later else "contradicted"
    return "lowered" if corrects else "contradicted"


def _is_above(one: Bounds, other: Bounds) -> bool:
    """Whether the first figure is higher: wholly above a closed one, or an open one from a higher number."""
    if one.low is None:
        return False
    told = other.low if other.high is None else other.high
    return told is not None and one.low > told
