"""Readings by grammar, each with examples and counterexamples in `examples/roles.yaml`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.sides.roles import grammar

FILE = Path(__file__).parents[2] / "examples" / "roles.yaml"
EXAMPLES: list[dict[str, Any]] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
READINGS = {
    "actor.agent", "actor.subject", "actor.of", "actor.between", "actor.claim",
    "target.against", "target.to", "target.with", "target.between", "target.fallen", "target.object", "target.of", "target.victim",
    "target.subject", "target.pair", "actor.shared", "target.shared", "actor.along", "target.in",
}  # fmt: skip


def readings(facts: ArticleFacts) -> dict[str, list[str]]:
    """Readings by the words of the phrase, over all sentences."""
    return {
        sentence.actors[at].text: found
        for sentence in facts.sentences
        for at, found in grammar(facts, sentence).items()
    }


def marked(example: dict[str, Any]) -> Any:
    name = f"{example['reading']}: {example['text'][:30]}"
    fails = example.get("fails")
    return pytest.param(example, id=name, marks=[pytest.mark.xfail(reason=fails, strict=True)] if fails else [])


@pytest.mark.parametrize("example", [marked(example) for example in EXAMPLES])
def test_example(facts_of: Callable[..., ArticleFacts], example: dict[str, Any]) -> None:
    found = readings(facts_of(example["text"]))
    for phrase, reading in example.get("reads", {}).items():
        assert reading in found[phrase], found
    for phrase, reading in example.get("not", {}).items():
        assert reading not in found[phrase], found


def test_every_reading_has_an_example_and_a_counterexample() -> None:
    shown = {reading for example in EXAMPLES for reading in example.get("reads", {}).values()}
    refuted = {reading for example in EXAMPLES for reading in example.get("not", {}).values()}
    assert shown == READINGS
    assert refuted == READINGS


def test_readings_are_known_and_given_for_every_phrase(facts_of: Callable[..., ArticleFacts]) -> None:
    for example in EXAMPLES:
        facts = facts_of(example["text"])
        for sentence in facts.sentences:
            found = grammar(facts, sentence)
            assert list(found) == list(range(len(sentence.actors)))
            assert {reading for own in found.values() for reading in own} <= READINGS


def test_a_sentence_without_an_act_has_no_reading_of_one(facts_of: Callable[..., ArticleFacts]) -> None:
    (sentence,) = facts_of("طالبان و پلیس در شهر هستند").sentences
    assert choose_anchor(sentence) is None
    found = grammar(facts_of("طالبان و پلیس در شهر هستند"), sentence)
    assert not any(reading.endswith((".of", ".to", ".with")) for own in found.values() for reading in own)
