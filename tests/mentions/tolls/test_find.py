"""Casualties: every example of tests/examples/casualties.yaml, and what every mention keeps to."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.lexicons.load import keyed_rows
from pipeline.mentions.actors.find import find_actors, gather_heads
from pipeline.mentions.scan import Scanner
from pipeline.mentions.tolls.find import CasualtyMention, find_casualties
from pipeline.text.letters import Folded, fold
from pipeline.text.numbers import find_numbers
from pipeline.text.tokens import find_words

EXAMPLES = yaml.load(
    (Path(__file__).parents[2] / "examples" / "casualties.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
LAYERS = {"death": "death_words", "role": "role_nouns", "group": "groups", "body": "bodies", "country": "countries"}


@cache
def scanner() -> Scanner:
    layers = {layer: keyed_rows(name) for layer, name in LAYERS.items()}
    return Scanner.of({**layers, "demonym": keyed_rows("countries", "demonyms")})


def casualties(text: str) -> tuple[Folded, list[CasualtyMention]]:
    folded = fold(text)
    hits = scanner().scan(folded)
    words = find_words(folded.key)
    actors = find_actors(folded, gather_heads(folded, hits), len(folded.key))
    return folded, find_casualties(folded, hits.get("death", []), find_numbers(folded), actors, lambda: words)


@pytest.mark.parametrize("case", EXAMPLES, ids=[case["text"][:40] for case in EXAMPLES])
def test_example(case: dict[str, Any]) -> None:
    folded, mentions = casualties(case["text"])
    assert [[m.kind, m.low, m.high, m.text] for m in mentions] == [found[:4] for found in case["found"]]
    for mention, found in zip(mentions, case["found"], strict=True):
        assert mention.text == case["text"][mention.start : mention.end]
        if len(found) > 4:
            assert mention.victims is not None and folded.written(*mention.victims) == found[4]
    if "rule" in case:
        assert case["rule"] in {m.rule for m in mentions}


def test_every_rule_has_an_example() -> None:
    told = {case["rule"] for case in EXAMPLES if "rule" in case}
    names = ("subject", "joined", "object", "count", "of", "one", "life", "loss", "total", "zero", "untold")
    assert told == {f"casualties.{name}" for name in names}


@pytest.mark.parametrize(
    ("text", "term", "framing"),
    [
        ("۵ سرباز به شهادت رسیدند", "به شهادت", "honorific"),
        ("۵ مهاجم به هلاکت رسیدند", "به هلاکت", "derogatory"),
        ("۵ نفر کشته شدند", "کشته", "neutral"),
    ],
)
def test_the_words_chosen_are_kept(text: str, term: str, framing: str) -> None:
    mention = casualties(text)[1][0]
    assert (mention.term, mention.framing) == (term, framing)


@pytest.mark.parametrize(
    ("text", "qualifier", "vague"),
    [
        ("حدود ۳۰ نفر کشته شدند", "about", False),
        ("۳۰ تا ۴۰ نفر کشته شدند", "range", False),
        ("حداکثر ۴۰ نفر کشته شدند", "up_to", False),
        ("ده‌ها نفر کشته شدند", "vague", True),
        ("کسی کشته نشد", "zero", False),
    ],
)
def test_qualifiers_are_those_of_the_number(text: str, qualifier: str, vague: bool) -> None:
    mention = casualties(text)[1][0]
    assert (mention.qualifier, mention.is_vague) == (qualifier, vague)


def test_a_total_is_marked() -> None:
    assert [m.is_total for m in casualties("شمار کشته‌شدگان به ۷۱ نفر رسید")[1]] == [True]
    assert [m.is_total for m in casualties("۷۱ نفر کشته شدند")[1]] == [False]


@pytest.mark.parametrize("text", ["زخمیانی/۱۴۵,0", "0ز۷زخم", "زخمی " * 400, "کشته " * 400])
def test_words_that_hold_figures_and_words_repeated_break_nothing(facts_of, text):
    assert facts_of(text).sentences
