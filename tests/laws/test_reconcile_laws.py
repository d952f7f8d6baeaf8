"""Laws of reconciling, over random claims: bounds are ordered, rules are ordered, order and copies change nothing."""

import random
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.incidents.claims import Bounds, Claim, bounds_of
from pipeline.incidents.reconcile import RULES, Range, reconcile

SIDES = ("AZE-state", "ARM-state", "ARM-CIV", None)
PARTIES = ("AZE-state", "ARM-state")


@st.composite
def figures(draw: st.DrawFn) -> tuple[Bounds, bool]:
    low = draw(st.integers(0, 60))
    form = draw(st.sampled_from(("exact", "exact", "at_least", "at_least", "up_to", "range", "vague")))
    if form == "vague":
        return bounds_of(None, None, True, draw(st.sampled_from(("ده‌ها", "چند", "بسیاری", "")))), True
    high = {"exact": low, "at_least": None, "up_to": low, "range": low + draw(st.integers(0, 30))}[form]
    return bounds_of(None if form == "up_to" else low, high, False, None), False


@st.composite
def claim_sets(draw: st.DrawFn) -> list[Claim]:
    claims = []
    one_camp = draw(st.booleans())  # half of the sets count one camp's dead, where partisans matter
    for row in range(draw(st.integers(1, 7))):
        base = Claim(
            event_id=f"e{row}",
            kind="killed",
            bounds=Bounds(None, None, None),
            voice=draw(st.sampled_from("abcde")),
            minute=draw(st.one_of(st.none(), st.integers(0, 6).map(lambda n: n * 500))),
            rank=draw(st.integers(1, 4)),
            is_denial=draw(st.integers(0, 9)) == 0,
            role=draw(st.sampled_from(("total", "total", "total", "new", "part"))),
            speaker=draw(st.sampled_from(SIDES)),
        )
        for victims in draw(st.lists(st.sampled_from(SIDES), min_size=1, max_size=2, unique=True)):
            bounds, is_vague = draw(figures())
            camp = "ARM-state" if one_camp else victims
            claims.append(replace(base, bounds=bounds, is_vague=is_vague, victims=camp))
            if one_camp:
                break
    return claims


# A party's claim that is dropped still closes what the other voice leaves open.
OPEN_AND_PARTISAN = [
    Claim("e0", "killed", Bounds(12, None, 12), "a", 0, 2, speaker="ARM-state", victims="ARM-state"),
    Claim("e1", "killed", Bounds(20, 20, 20), "b", 0, 2, speaker="AZE-state", victims="ARM-state"),
]


# At one minute a voice adds one and gives a total: the total holds what was added.
ADDED_AND_TOTAL = [
    Claim("e0", "killed", Bounds(1, 1, 1), "a", 0, 1, role="new", speaker="AZE-state", victims="AZE-state"),
    Claim("e1", "killed", Bounds(1, 1, 1), "a", 0, 1, speaker="AZE-state", victims="AZE-state"),
]


def as_bound(value: int | None) -> float:
    return float("inf") if value is None else value


@given(claim_sets(), st.sampled_from((PARTIES, PARTIES, (None, None))))
def test_low_is_at_most_best_is_at_most_high(claims: list[Claim], parties: tuple[str | None, str | None]) -> None:
    for rule in RULES:
        found = reconcile(claims, rule, parties)
        if found.low is not None and found.high is not None:
            assert found.low <= found.high
        if found.best is not None:
            assert found.low is not None
            assert found.low <= found.best <= as_bound(found.high)


@example(OPEN_AND_PARTISAN, PARTIES)
@given(claim_sets(), st.sampled_from((PARTIES, PARTIES, (None, None))))
def test_conservative_is_at_most_representative_is_at_most_informative(
    claims: list[Claim], parties: tuple[str | None, str | None]
) -> None:
    lower, middle, upper = (reconcile(claims, rule, parties) for rule in RULES)
    for one, other in ((lower, middle), (middle, upper)):
        assert (one.best is None) == (other.best is None)
        assert (one.low is None) == (other.low is None)
        assert (one.best or 0) <= (other.best or 0)
        assert (one.low or 0) <= (other.low or 0)
        assert as_bound(one.high) <= as_bound(other.high)


@given(claim_sets(), st.integers(0, 2**32))
def test_the_order_of_claims_changes_nothing(claims: list[Claim], seed: int) -> None:
    shuffled = random.Random(seed).sample(claims, len(claims))
    for rule in RULES:
        assert reconcile(shuffled, rule, PARTIES) == reconcile(claims, rule, PARTIES)


@example(ADDED_AND_TOTAL, 1)
@given(claim_sets(), st.integers(0, 8))
def test_a_row_told_again_at_once_by_its_voice_changes_nothing(claims: list[Claim], which: int) -> None:
    row = claims[which % len(claims)]
    if row.role == "new":
        return  # told again it would be added again; copies never get here, because they make no claims
    again = [replace(claim, event_id="again") for claim in claims if claim.event_id == row.event_id]
    for rule in RULES:
        assert reconcile([*claims, *again], rule, PARTIES) == reconcile(claims, rule, PARTIES)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=9))
def test_without_qualifiers_the_rules_are_least_median_and_greatest(told: list[int]) -> None:
    claims = [Claim(f"e{n}", "killed", Bounds(f, f, f), f"voice {n}") for n, f in enumerate(told)]
    assert reconcile(claims, "conservative").best == min(told)
    assert reconcile(claims, "informative") == Range(max(told), max(told), max(told))
    if len(set(told)) == len(told):
        assert reconcile(claims, "representative").best == sorted(told)[(len(told) - 1) // 2]
