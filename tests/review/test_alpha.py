"""Agreement: the package's alpha, an interval by the same formula, and a plain word where alpha is not defined."""

from dataclasses import replace

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.review import alpha
from pipeline.review.alpha import agreement
from pipeline.run.errors import RuydadError
from tests.review.test_decisions import ONE

E = [f"e{n}" for n in range(6)]


def coder(column: str, *values: str | None) -> list:
    """One coder's decisions; «?» is cannot tell."""
    made = []
    for event, value in zip(E, values, strict=False):
        verdict = "unsure" if value == "?" else "code"
        new = None if value == "?" else value
        made.append(replace(ONE, id=event, column=column, old=None, new=new, decision=verdict))
    return made


def measured(column: str, *coders: list) -> alpha.Agreement:
    found = agreement({f"{n}.jsonl": each for n, each in enumerate(coders)})
    return next(each for each in found if each.column == column)


def test_codes_are_nominal():
    one, two = ("AFG", "AFG", "IRN", "IRQ", None, "AFG"), ("AFG", "IRN", "IRN", "IRQ", None, "AFG")
    found = measured("country", coder("country", *one), coder("country", *two))
    known = krippendorff.alpha([[str(each) for each in line] for line in (one, two)], level_of_measurement="nominal")
    assert found.alpha == pytest.approx(known)
    assert (found.n, found.agreement, found.level) == (6, pytest.approx(5 / 6), "nominal")
    assert found.low < found.alpha <= found.high


def test_one_huge_toll_does_not_decide():
    one, two = ("1", "2", "3", "4", "5", "5000"), ("3", "1", "2", "5", "4", "5000")
    found = measured("killed_low", coder("killed_low", *one), coder("killed_low", *two))
    figures = np.array([list(map(float, one)), list(map(float, two))])
    assert found.alpha == pytest.approx(krippendorff.alpha(figures, level_of_measurement="ordinal"))
    assert found.alpha < 0.9 < krippendorff.alpha(figures, level_of_measurement="interval")


def test_no_figure_is_a_value_and_cannot_tell_is_none():
    found = measured("killed_low", coder("killed_low", None, "3", "?", "9"), coder("killed_low", None, "3", "7", "4"))
    assert (found.n, found.agreement) == (3, pytest.approx(2 / 3))


def test_no_variation_is_said():
    found = measured("status", coder("status", *["happened"] * 6), coder("status", *["happened"] * 6))
    assert (found.alpha, found.low, found.note, found.agreement) == (None, None, "no variation", 1)


def test_three_coders_and_the_same_twice():
    coders = [
        coder("country", "AFG", "IRN", "IRQ"),
        coder("country", "AFG", "IRN"),
        coder("country", "AFG", "SYR", "IRQ"),
    ]
    assert measured("country", *coders) == measured("country", *coders)
    assert measured("country", *coders).n == 3


def test_whether_there_is_an_event_and_what_reviewers_decide():
    none = replace(ONE, id="e1", column=None, old=None, new=None, decision="code")
    found = measured("is_event", [*coder("status", "happened"), none], coder("status", "happened", "denied"))
    assert (found.n, found.agreement) == (2, 0.5)
    accept, reject = (replace(none, id="e0", decision=each) for each in ("accept", "reject"))
    assert measured("decision", [accept], [replace(accept, reviewer="dara")]).agreement == 1
    changed = replace(ONE, id="e0", decision="change")
    assert measured("decision", [changed, accept], [accept]).agreement == 0
    assert measured("decision", [reject], [accept]).agreement == 0


def test_nothing_in_common_or_another_text_is_told():
    with pytest.raises(RuydadError, match="No row was coded by two"):
        agreement({"a": coder("status", "happened"), "b": [replace(ONE, id="e9", column="status", decision="code")]})
    other = [replace(each, article_digest="0" * 64) for each in coder("status", "happened")]
    with pytest.raises(RuydadError, match="e0 was read in different texts in a and b"):
        agreement({"a": coder("status", "happened"), "b": other})


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 4)] * 2), min_size=2, max_size=12), st.sampled_from(["nominal", "ordinal"]))
def test_the_interval_is_of_the_packages_alpha(rows, level):
    counts = np.zeros((len(rows), 5), dtype=np.int64)
    for n, pair in enumerate(rows):
        for value in pair:
            counts[n, value] += 1
    random = np.random.default_rng(alpha.SEED)
    domain = np.arange(5.0)
    drawn = alpha.resampled(counts, level)
    for each in drawn[:20]:
        sample = counts[random.integers(0, len(rows), len(rows))]
        right = alpha._alpha(sample, domain, level)
        assert np.isnan(each) if right is None else each == pytest.approx(right)
