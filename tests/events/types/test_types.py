"""The rules of kinds, standing and sums, each with examples and counterexamples in `examples/`."""

import ast
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.events.acts.features import sentence_features
from pipeline.events.facts import ArticleFacts
from pipeline.events.types.features import Story, status_features, sum_features, type_features
from pipeline.events.types.kind_words import forms_of, said
from pipeline.events.types.kinds import FORCE_RULES, RULES, kind_of
from pipeline.events.types.scenes import read_scene
from pipeline.events.types.standing import RULES as STANDING_RULES
from pipeline.events.types.standing import standings_of
from pipeline.events.types.sums import RULES as SUM_RULES
from pipeline.events.types.sums import sums_in
from pipeline.lexicons.load import read_rows
from pipeline.schema.codes import codes

Read = Callable[..., ArticleFacts]
FOLDER = Path(__file__).parents[2] / "examples"
CODE = Path(__file__).parents[3] / "pipeline" / "events"
WAYS = {"says", "said", "used", "_any", "form_set", "words_of", "forms_of"}  # to ask for a group of words
STANDINGS: list[dict[str, Any]] = yaml.load((FOLDER / "standings.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
TYPES: list[dict[str, Any]] = yaml.load((FOLDER / "types.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def answer(facts: ArticleFacts) -> tuple[str, str] | None:
    """What the rules say of an article of one sentence."""
    (sentence,) = facts.sentences
    return kind_of(read_scene(facts, sentence))


@pytest.mark.parametrize("example", TYPES, ids=lambda example: f"{example['kind']}: {example['text'][:30]}")
def test_type(facts_of: Read, example: dict[str, Any]) -> None:
    assert answer(facts_of(example["text"])) == (example["rule"], example["kind"])
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
    assert answer(facts_of(text)) is None


@pytest.mark.parametrize("example", STANDINGS, ids=lambda example: f"{example['rule']}: {example['text'][:30]}")
def test_standing_or_sum(facts_of: Read, example: dict[str, Any]) -> None:
    facts = facts_of(example["text"])
    (sentence,) = facts.sentences
    scene = read_scene(facts, sentence)
    found = [name for name, _ in standings_of(scene)] + sums_in(facts, sentence, scene)
    assert (example["rule"] in found) is not example.get("silent", False), found


def test_every_rule_of_standing_and_sums_has_an_example_and_a_counterexample() -> None:
    names = {name for name, _, _ in STANDING_RULES} | {name for name, _ in SUM_RULES}
    assert {status for _, status, _ in STANDING_RULES} <= codes("status")
    assert {example["rule"] for example in STANDINGS if "silent" not in example} == names
    assert {example["rule"] for example in STANDINGS if example.get("silent")} == names


def _words_asked_for() -> set[str]:
    """Every string that the code hands to one of the ways to ask for a group of words."""
    calls = (
        node
        for path in sorted(CODE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )
    return {
        argument.value
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in WAYS
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def test_words_of_kinds_are_used_and_stand_once() -> None:
    rows = read_rows("kind_words")
    names = [row["name"] for row in rows]
    acts = {act for row in read_rows("famous_events") for act in row["acts"].split("|")}
    assert set(names) == _words_asked_for() | acts.intersection(names)
    assert len(set(names)) == len(names)
    for row in rows:
        assert row["meaning"] and row["source"], row["name"]
        forms = row["forms"].split("|")
        assert len(set(forms)) == len(forms), row["name"]


def test_a_word_of_a_kind_is_matched_whole() -> None:
    assert said("shell").search("شلیک موشک به بندر")
    assert not said("shell").search("موشکافی")
    with pytest.raises(KeyError):
        forms_of("no such group")


def test_this_explosion_is_the_suicide_bomb_told_before(facts_of: Read) -> None:
    def rule_of(text: str) -> set[str]:
        facts = facts_of(text)
        story, last = Story(facts), facts.sentences[-1]
        return {name for name in type_features(story, last, {}) if name.startswith("rule=")}

    first = "مهاجم انتحاری خود را در بازار منفجر کرد. "
    assert rule_of(first + "در این انفجار ده نفر زخمی شدند.") == {"rule=same_bomb.Suicide bomb"}
    assert rule_of(first + "انفجار دوم در کنار جاده رخ داد.") == {"rule=explosive.Remote explosive/landmine/IED"}
    assert rule_of("در این انفجار ده نفر زخمی شدند.") == {"rule=explosive.Remote explosive/landmine/IED"}


def test_later_rules_and_weak_signs_are_hints(facts_of: Read) -> None:
    def hints(text: str) -> set[str]:
        facts = facts_of(text)
        told = type_features(Story(facts), facts.sentences[0], {})
        return {name for name in told if name.startswith("hint=")}

    assert "hint=by_victim.Attack" in hints("در حمله پهپادی به بازار دو زن کشته شدند.")
    assert "hint=civil.object" in hints("حمله به پل شهر محکوم شد.")
    assert "hint=at.country" in hints("حمله به خاک ایران محکوم شد.")
    assert not hints("تیم ملی به نیمه نهایی رسید.")


def test_a_sum_weighs_what_a_status_weighs_and_its_own_rules(facts_of: Read) -> None:
    facts = facts_of("از ابتدای جنگ تاکنون ۴۰۰ سرباز کشته شدند.")
    story, sentence = Story(facts), facts.sentences[0]
    words = sentence_features(facts, sentence, {})
    standing = status_features(story, sentence, words, None)
    assert {"age=none", "w=تاکنون"} <= standing.keys()
    assert not any(name.startswith(("prev", "next")) for name in standing)
    assert {"sum=since", "sum=large"} == sum_features(story, sentence, standing).keys() - standing.keys() - {"sums=2"}
    assert "w=تاکنون" in type_features(story, sentence, words)


def test_lemmas_that_rules_ask_for_are_in_the_lexicon() -> None:
    lemmas = {row["lemma"] for row in read_rows("triggers")}
    sets = {
        f"{path.stem}.{name}": value
        for path in sorted((CODE / "types").glob("*.py"))
        for name, value in vars(importlib.import_module(f"pipeline.events.types.{path.stem}")).items()
        if isinstance(value, frozenset) and 2 * len(value & lemmas) >= len(value) > 0
    }
    assert len(sets) > 5, "sets of lemmas are found by what they hold"
    assert {name: sorted(value - lemmas) for name, value in sets.items() if value - lemmas} == {}
