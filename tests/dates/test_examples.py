"""Dates: every case of tests/examples/dates.yaml and date_sentences.yaml; every rule has an example and a counterexample."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.dates.find import find_times
from pipeline.dates.mention import TimeMention
from pipeline.dates.registry import RULES
from pipeline.text.letters import fold

CASES: list[dict[str, Any]] = [
    case
    for name in ("dates.yaml", "date_sentences.yaml")
    for case in yaml.load((Path(__file__).parents[1] / "examples" / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
]
VALUES: list[dict[str, dict[str, tuple[str, Any]]]] = [
    yaml.load((Path(__file__).parents[1] / "examples" / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    for name in ("date_values.yaml", "date_wide.yaml", "date_talk.yaml", "date_classes.yaml", "date_words.yaml")
]
VALUE_CASES = [(str(text), told) for file in VALUES for family in file.values() for text, told in family.items()]
PUBLISHED = datetime.datetime(2022, 9, 14, 10, 30)


def mentions_of(case: dict[str, Any]) -> list[TimeMention]:
    return find_times(fold(case["text"]), case.get("published", PUBLISHED))


def told(mention: TimeMention, key: str) -> Any:
    if key == "date":
        assert mention.date_start == mention.date_end
        return mention.date_start
    values: dict[str, Any] = {
        "text": mention.text, "core": mention.core_text, "days": [mention.date_start or "", mention.date_end or ""],
        "kind": mention.kind, "precision": mention.date_precision, "basis": mention.date_basis,
        "calendar": mention.calendar, "flags": list(mention.date_flags), "jalali": mention.date_jalali,
        "time": mention.time_text, "reference": mention.reference, "value": mention.value,
        "relation": mention.relation,
    }  # fmt: skip
    return values[key]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['rule']}: {case['text'][:30]}" for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    mentions = mentions_of(case)
    assert len(mentions) == len(case["found"]), [(m.text, m.rules) for m in mentions]
    for mention, expected in zip(mentions, case["found"], strict=True):
        assert {key: told(mention, key) for key in expected} == expected, mention


def test_every_rule_has_an_example_and_a_counterexample() -> None:
    made = {name: {name in m.rules for m in mentions_of(case)} for name in RULES for case in ()}
    for case in CASES:
        found = any(case["rule"] in mention.rules for mention in mentions_of(case))
        made.setdefault(case["rule"], set()).add(found)
    assert {name for name in RULES if made.get(name) != {True, False}} == set()
    assert set(made) == set(RULES)


@pytest.mark.parametrize(("text", "expected"), VALUE_CASES, ids=[text for text, _ in VALUE_CASES])
def test_expression_has_its_kind_and_timex_value(text: str, expected: tuple[str, Any] | None) -> None:
    mentions = find_times(fold(text), PUBLISHED)
    if expected is None:
        assert mentions == []
        return
    kind, value = expected
    assert [(m.text, m.kind) for m in mentions] == [(text, kind)]
    assert value is None or mentions[0].value == str(value)
