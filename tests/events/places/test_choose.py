"""The places of a row, by a model set by hand."""

from collections.abc import Callable

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.model import Model, Task
from pipeline.events.places.attach import place_candidates
from pipeline.events.places.choose import choose_places

Read = Callable[..., ArticleFacts]
FIVE = "هند آرام است.\nترکیه آرام است.\nعراق آرام است.\nسوریه آرام است.\nدر لیبی درگیری شد.\nایران آرام است."


def chosen(facts: ArticleFacts, place: Task) -> list[str]:
    home = facts.sentences[0]
    return [p.text for p in choose_places(facts, home, choose_anchor(home), Model({"place": place}))]


@pytest.mark.parametrize(("weight", "wanted"), [(1.0, []), (0.4, ["هرات", "قندهار"]), (-1.0, ["هرات", "قندهار"])])
def test_a_place_is_said_where_it_is_likely_beside_none(
    facts_of: Read, decide: Callable[..., Task], weight: float, wanted: list[str]
) -> None:
    choice = decide(0.0, {"nowhere": weight, "after=و.fine": 0.0})
    assert chosen(facts_of("در هرات و قندهار درگیری شد"), choice) == wanted


def test_a_place_counts_over_all_that_tell_it(facts_of: Read, decide: Callable[..., Task]) -> None:
    facts = facts_of("در هرات درگیری شد و هرات پس از قندهار آرام نیست")
    assert chosen(facts, decide(0.0, {"nowhere": 1.0})) == ["هرات"]


def test_a_list_is_taken_whole(facts_of: Read, decide: Callable[..., Task]) -> None:
    one = decide(0.0, {"before=،.fine": 2.0})
    assert chosen(facts_of("در هرات، قندهار و کابل درگیری شد"), one) == ["هرات", "قندهار", "کابل"]
    assert chosen(facts_of("در هرات، قندهار و ایران درگیری شد"), one) == ["هرات", "قندهار"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("درگیری در هرات و در قندهار رخ داد", ["هرات", "قندهار"]),
        ("دو درگیری در هرات، سه درگیری هم در قندهار رخ داد", ["هرات", "قندهار"]),
        ("درگیری در هرات و اطراف در قندهار رخ داد", ["هرات"]),
        ("درگیری در هرات، به گزارش رسانه‌ها در قندهار رخ داد", ["هرات"]),
        ("درگیری در هرات رخ داد و در قندهار آرامش است", ["هرات"]),
        ("درگیری در شهر هرات، در غرب افغانستان رخ داد", ["شهر هرات"]),
    ],
)
def test_a_list_may_say_its_preposition_again(
    facts_of: Read, decide: Callable[..., Task], text: str, wanted: list[str]
) -> None:
    assert chosen(facts_of(text), decide(2.0)) == wanted


def test_what_only_holds_another_place_is_dropped(facts_of: Read, decide: Callable[..., Task]) -> None:
    assert chosen(facts_of("درگیری در میدان آزادی در شهر تهران رخ داد"), decide(2.0)) == ["میدان آزادی"]
    assert chosen(facts_of("درگیری در استان حلب در شهر منبج رخ داد"), decide(2.0)) == ["شهر منبج"]


def told(facts: ArticleFacts, model: Model, index: int = 0) -> list[str]:
    home = facts.sentences[index]
    return [place.text for place in choose_places(facts, home, choose_anchor(home), model)]


def test_candidates_come_from_the_sentence_those_around_it_and_the_head(facts_of: Read) -> None:
    facts = facts_of(FIVE)
    home = facts.sentences[4]
    assert {sentence.index for sentence, _ in place_candidates(facts, home)} == {0, 1, 2, 3, 4, 5}
    far = facts_of(FIVE + "\nچین آرام است." * 3)
    assert {sentence.index for sentence, _ in place_candidates(far, far.sentences[7])} == {0, 1, 2, 3, 4, 5, 6, 7, 8}


def test_the_sentence_s_own_places_come_before_others(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    facts = facts_of("در هرات آرامش است.\nدر کابل درگیری شد.\nدرگیری ادامه دارد.")
    assert told(facts, plain_model, 1) == ["کابل"]
    elsewhere = Model({**plain_model.tasks, "place": decide(0.0, {"away=2.fine": 1.0})})
    assert told(facts, elsewhere, 2) == ["هرات"]


def test_without_a_likely_place_there_is_none(facts_of: Read, plain_model: Model) -> None:
    assert told(facts_of("در هرات آرامش است.\nدرگیری ادامه دارد."), plain_model, 1) == []


def test_a_container_and_a_country_beside_finer_places_are_dropped(facts_of: Read, plain_model: Model) -> None:
    assert told(facts_of("در شهر سراوان در استان سیستان و بلوچستان درگیری شد"), plain_model) == ["شهر سراوان"]
    assert told(facts_of("در هرات افغانستان درگیری شد"), plain_model) == ["هرات"]


def test_two_towns_stay_two(facts_of: Read, plain_model: Model) -> None:
    assert told(facts_of("در هرات و قندهار درگیری شد"), plain_model) == ["هرات", "قندهار"]


def test_a_place_told_twice_is_one(facts_of: Read, plain_model: Model) -> None:
    assert told(facts_of("در هرات درگیری شد و هرات آرام نیست"), plain_model) == ["هرات"]
