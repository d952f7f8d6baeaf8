"""The places of a row, by a model set by hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.events.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.model import Model, Task
from pipeline.events.places_of import choose_places

Read = Callable[..., ArticleFacts]


def chosen(facts: ArticleFacts, place: Task) -> list[str]:
    home = facts.sentences[0]
    return [p.text for p in choose_places(facts, home, choose_anchor(home), Model({"place": place}))]


@pytest.mark.parametrize(
    ("bias", "wanted"),
    [(-2.0, []), (-0.5, ["هرات"]), (1.0, ["هرات", "قندهار"])],  # 0.12, 0.38, 0.73
)
def test_the_likeliest_place_has_a_lower_bar_than_further_ones(
    facts_of: Read, decide: Callable[..., Task], bias: float, wanted: list[str]
) -> None:
    assert chosen(facts_of("در هرات و قندهار درگیری شد"), decide(bias)) == wanted


def test_a_list_is_taken_whole(facts_of: Read, decide: Callable[..., Task]) -> None:
    one = replace(decide(-0.5), threshold=0.9)
    assert chosen(facts_of("در هرات، قندهار و کابل درگیری شد"), one) == ["هرات", "قندهار", "کابل"]


def test_what_only_holds_another_place_is_dropped(facts_of: Read, decide: Callable[..., Task]) -> None:
    assert chosen(facts_of("درگیری در میدان آزادی در شهر تهران رخ داد"), decide(2.0)) == ["میدان آزادی"]
    assert chosen(facts_of("درگیری در استان حلب در شهر منبج رخ داد"), decide(2.0)) == ["شهر منبج"]
