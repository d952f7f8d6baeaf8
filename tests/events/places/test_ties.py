"""What a place stands with, by sentences in which each must and must not be seen."""

from collections.abc import Callable

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.places.ties import ties

Read = Callable[..., ArticleFacts]


def features(facts: ArticleFacts, text: str) -> set[str]:
    home = facts.sentences[0]
    act = choose_anchor(home)
    place = next(place for place in home.places if place.text == text)
    return set(ties(home, place, act, act.sub_event_type if act else None, "own"))


def test_the_act_word_before_a_place(facts_of: Read) -> None:
    facts = facts_of("انفجار در حلب دو کشته داشت و وزیر به دمشق سفر کرد")
    assert "own.left=act.0" in features(facts, "حلب")
    assert not any(name.startswith("own.left=act") for name in features(facts, "دمشق"))


def test_the_verb_a_place_hangs_on(facts_of: Read) -> None:
    facts = facts_of("وزیر در بغداد گفت که دو سرباز در موصل کشته شدند")
    assert any(name.startswith("own.verb.of=saying") for name in features(facts, "بغداد"))
    assert any(name.startswith("own.verb.of=act") for name in features(facts, "موصل"))


def test_clauses_between_a_place_and_the_act(facts_of: Read) -> None:
    facts = facts_of("انفجاری در حلب رخ داد که نخستین انفجار پس از آرامش در دمشق بود")
    assert "own.clauses=after.1.True" in features(facts, "دمشق")
    assert "own.clauses=after.0.False" in features(facts, "حلب")
