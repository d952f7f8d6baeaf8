"""Acts that are alike, and names that two sentences share."""

from collections.abc import Callable

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.merging.likeness import likeness, shared

Read = Callable[..., ArticleFacts]


def test_acts_that_are_alike(facts_of: Read) -> None:
    facts = facts_of("انفجار بود.\nانفجار شد.\nبازداشت شدند.\nآرام است.")
    mine = choose_anchor(facts.sentences[0])
    assert [likeness(mine, sentence) for sentence in facts.sentences[1:]] == ["word", "other", "none"]


@pytest.mark.parametrize(
    ("mine", "other", "wanted"),
    [({1}, {1, 2}, "some"), ({1}, {2}, "other"), ({1}, set(), "none"), (set(), {1}, "none")],
)
def test_what_two_sentences_name(mine: set[object], other: set[object], wanted: str) -> None:
    assert shared(mine, other) == wanted
