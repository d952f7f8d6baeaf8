"""Numbers: every example of tests/examples/numbers.yaml, and the words every reader of numbers relies on."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.text.letters import fold
from pipeline.text.numbers import find_numbers

EXAMPLES = yaml.load(
    (Path(__file__).parents[1] / "examples" / "numbers.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


@pytest.mark.parametrize("case", EXAMPLES, ids=[case["text"][:40] for case in EXAMPLES])
def test_example(case: dict[str, Any]) -> None:
    folded = fold(case["text"])
    mentions = find_numbers(folded)
    assert [[folded.source[m.start : m.end], m.low, m.high, m.qualifier] for m in mentions] == case["found"]
    assert [folded.span(m.key_start, m.key_end) for m in mentions] == [(m.start, m.end) for m in mentions]
    if mentions and "rule" in case:
        assert {m.rule for m in mentions} == {case["rule"]}


def test_every_rule_has_an_example() -> None:
    told = {case.get("rule") for case in EXAMPLES if case["found"]}
    assert {"number.words", "number.digits", "number.range", "number.vague", "number.zero", "number.one_of"} <= told
