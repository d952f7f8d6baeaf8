"""Numbers: every example of tests/examples/numbers.yaml, and the words every reader of numbers relies on."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.text.letters import fold
from pipeline.text.number_words import read_number_words
from pipeline.text.numbers import find_numbers, find_ordinals

EXAMPLES = yaml.safe_load((Path(__file__).parents[1] / "examples" / "numbers.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", EXAMPLES, ids=[case["text"][:40] for case in EXAMPLES])
def test_example(case: dict[str, Any]) -> None:
    folded = fold(case["text"])
    mentions = find_numbers(folded)
    assert [[folded.source[m.start : m.end], m.low, m.high, m.qualifier] for m in mentions] == case["found"]
    assert [folded.span(m.key_start, m.key_end) for m in mentions] == [(m.start, m.end) for m in mentions]
    if mentions and "rule" in case:
        assert {m.rule for m in mentions} == {case["rule"]}
    if "ordinals" in case:
        assert [value for value, _, _ in find_ordinals(folded)] == case["ordinals"]


def test_every_rule_has_an_example() -> None:
    told = {case.get("rule") for case in EXAMPLES if case["found"]}
    assert {"number.words", "number.digits", "number.range", "number.vague", "number.zero", "number.one_of"} <= told


@pytest.mark.parametrize(
    ("words", "value"),
    [("بیست و سه", 23), ("هزار", 1000), ("یک هزار و سیصد و شصت و چهار", 1364), ("دو میلیون و سه", 2_000_003)],
)
def test_words_have_one_value(words: str, value: int) -> None:
    assert read_number_words(words) == value


@pytest.mark.parametrize("words", ["", "دوم", "بیست و", "سه نفر", "بیست و سی"])
def test_what_is_not_one_number_has_no_value(words: str) -> None:
    assert read_number_words(words) is None
