"""The rules of kinds, standing and sums, each with examples and counterexamples in `examples/`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.events.facts import ArticleFacts
from pipeline.events.kinds import FORCE_RULES, RULES, kinds_of
from pipeline.events.scenes import read_scene
from pipeline.schema.codes import codes

Read = Callable[..., ArticleFacts]
FOLDER = Path(__file__).parents[1] / "examples"
TYPES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "types.yaml").read_text(encoding="utf-8"))


def answers(facts: ArticleFacts) -> list[tuple[str, str]]:
    """What the rules say of an article of one sentence."""
    (sentence,) = facts.sentences
    return kinds_of(read_scene(facts, sentence))


@pytest.mark.parametrize("example", TYPES, ids=lambda example: f"{example['kind']}: {example['text'][:30]}")
def test_type(facts_of: Read, example: dict[str, Any]) -> None:
    found = answers(facts_of(example["text"]))
    assert found[:1] == [(example["rule"], example["kind"])]
    assert example.get("not") != example["kind"]


def test_every_type_has_two_examples_and_a_counterexample() -> None:
    told = [example["kind"] for example in TYPES if "not" not in example]
    refuted = {example["not"] for example in TYPES if "not" in example}
    assert set(told) == refuted == codes("sub_event_type")
    assert all(told.count(kind) >= 2 for kind in codes("sub_event_type"))


def test_every_rule_speaks_first_in_an_example() -> None:
    names = [name for name, _ in RULES]
    assert len(set(names)) == len(names)
    assert {example["rule"] for example in TYPES} == set(names)
    assert set(names) >= FORCE_RULES


@pytest.mark.parametrize("text", ["هوا در شمال کشور سرد شد", "تیم ملی به نیمه نهایی رسید"])
def test_no_rule_speaks_where_no_act_is_told(facts_of: Read, text: str) -> None:
    assert answers(facts_of(text)) == []
