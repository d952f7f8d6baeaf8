"""What ties an act's sentence to those that tell places, by articles in which each must and must not be seen."""

from collections.abc import Callable

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.places.links import Links, state_of

Read = Callable[..., ArticleFacts]


def features(facts: ArticleFacts, text: str, home: int) -> set[str]:
    own = facts.sentences[home]
    sentence, place = next((s, p) for s in facts.sentences for p in s.places if p.text == text)
    return set(Links(facts, own, choose_anchor(own)).of(sentence, place))


def test_a_sentence_that_goes_on_about_the_same(facts_of: Read) -> None:
    facts = facts_of("انفجاری در حلب رخ داد.\nدر این انفجار دو نفر کشته شدند.\nدر همین شهر سه نفر بازداشت شدند.")
    seen = features(facts, "حلب", 1)
    assert {"back.crossed=0.none", "back.again=act.word.fine"} <= seen
    assert "spot=شهر.settlement" in features(facts, "حلب", 2)
    assert "spot=-.settlement" in seen


def test_what_came_between(facts_of: Read) -> None:
    facts = facts_of("انفجاری در حلب رخ داد.\nدمشق آرام است.\nدو نفر کشته شدند.")
    assert "back.crossed=1.none" in features(facts, "حلب", 2)
    assert "back.crossed=0.none" in features(facts, "دمشق", 2)


def test_a_place_told_after_the_act(facts_of: Read) -> None:
    facts = facts_of("انفجاری رخ داد.\nانفجار در حلب بود.")
    assert any(name.startswith("ahead.like=word") for name in features(facts, "حلب", 0))


@pytest.mark.parametrize(("text", "wanted"), [("در حلب", "fine"), ("در سوریه", "coarse"), ("سرباز سوری", "none")])
def test_the_finest_place_of_a_sentence(facts_of: Read, text: str, wanted: str) -> None:
    assert state_of(facts_of(text).sentences[0].places) == wanted
