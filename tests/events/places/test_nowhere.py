"""What is seen of an act that may have no place."""

from collections.abc import Callable

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.places.attach import place_candidates
from pipeline.events.places.nowhere import NOWHERE, nowhere

Read = Callable[..., ArticleFacts]


def features(facts: ArticleFacts, index: int) -> set[str]:
    home = facts.sentences[index]
    return set(nowhere(home, choose_anchor(home), place_candidates(facts, home)))


def test_what_places_are_told_at_all(facts_of: Read) -> None:
    facts = facts_of("در هرات انفجاری رخ داد.\nدو سرباز عراقی کشته شدند.")
    assert {NOWHERE, "none.states=fine.name", "none.places=1"} <= features(facts, 0)
    assert {"none.states=name.fine", "none.places=0", "none.figures=True.name"} <= features(facts, 1)
