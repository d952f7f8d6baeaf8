"""Choices by a model set by hand: candidates, sides, places, date."""

from collections.abc import Callable

import pytest

from pipeline.events.attach import choose_anchor
from pipeline.events.attach_place import place_candidates
from pipeline.events.choose import (
    actor_candidates,
    choose_sides,
    choose_time,
)
from pipeline.events.facts import ArticleFacts
from pipeline.events.model import Model, Task
from pipeline.events.places_of import choose_places

Read = Callable[..., ArticleFacts]
FIVE = "هند آرام است.\nترکیه آرام است.\nعراق آرام است.\nسوریه آرام است.\nدر لیبی درگیری شد.\nایران آرام است."


def sides(facts: ArticleFacts, model: Model, index: int = 0) -> tuple[str | None, str | None]:
    home = facts.sentences[index]
    actor, target = choose_sides(facts, home, choose_anchor(home), model)
    return actor.text if actor else None, target.text if target else None


def places(facts: ArticleFacts, model: Model, index: int = 0) -> list[str]:
    home = facts.sentences[index]
    return [place.text for place in choose_places(facts, home, choose_anchor(home), model)]


def test_candidates_come_from_the_sentence_those_before_it_and_the_head(facts_of: Read) -> None:
    facts = facts_of(FIVE)
    home = facts.sentences[4]
    assert {sentence.index for sentence, _ in place_candidates(facts, home)} == {0, 1, 2, 3, 4}
    assert {sentence.index for sentence, _ in place_candidates(facts, facts.sentences[5])} == {0, 1, 3, 4, 5}
    assert {sentence.index for sentence, _ in actor_candidates(facts, facts.sentences[5])} == {0, 1, 3, 4, 5}


def test_a_side_named_again_is_no_second_candidate(facts_of: Read) -> None:
    facts = facts_of("ارتش ترکیه رسید.\nارتش ترکیه حمله کرد.")
    assert len(actor_candidates(facts, facts.sentences[1])) == 1


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("طالبان به سربازان حمله کردند", "طالبان", "سربازان"),
        ("شهر توسط طالبان تصرف شد", "طالبان", None),
        ("سه سرباز عراقی در انفجار بمب زخمی شدند", None, "سرباز عراقی"),
        ("انفجار بمب در شهر", None, None),
    ],
)
def test_the_likeliest_sides_are_chosen(
    facts_of: Read, plain_model: Model, text: str, actor: str | None, target: str | None
) -> None:
    assert sides(facts_of(text), plain_model) == (actor, target)


def test_who_is_hurt_is_the_target_where_nobody_else_is(facts_of: Read, plain_model: Model) -> None:
    none = Task(("actor", "none", "target"), (0.0, 9.0, 0.0), {})
    model = Model({**plain_model.tasks, "role": none})
    assert sides(facts_of("سه سرباز عراقی در انفجار بمب زخمی شدند"), model) == (None, "سرباز عراقی")


def test_one_phrase_is_not_both_sides(facts_of: Read, plain_model: Model) -> None:
    both = Task(("actor", "none", "target"), (0.1, -9.0, 0.0), {}, 0.3)
    model = Model({**plain_model.tasks, "role": both})
    assert sides(facts_of("طالبان حمله کردند"), model) == ("طالبان", None)


def test_the_sentence_s_own_places_come_before_others(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    model = Model({**plain_model.tasks, "place": decide(2.0, {"where=same": -1.0})})
    facts = facts_of("در هرات آرامش است.\nدر کابل درگیری شد.\nدرگیری ادامه دارد.")
    assert places(facts, model, 1) == ["کابل"]
    assert places(facts, model, 2) in (["هرات"], ["کابل"])


def test_without_a_likely_place_there_is_none(facts_of: Read, plain_model: Model) -> None:
    assert places(facts_of("در هرات آرامش است.\nدرگیری ادامه دارد."), plain_model, 1) == []


def test_a_container_and_a_country_beside_finer_places_are_dropped(facts_of: Read, plain_model: Model) -> None:
    assert places(facts_of("در شهر سراوان در استان سیستان و بلوچستان درگیری شد"), plain_model) == ["شهر سراوان"]
    assert places(facts_of("در هرات افغانستان درگیری شد"), plain_model) == ["هرات"]


def test_two_towns_stay_two(facts_of: Read, plain_model: Model) -> None:
    assert places(facts_of("در هرات و قندهار درگیری شد"), plain_model) == ["هرات", "قندهار"]


def test_a_place_told_twice_is_one(facts_of: Read, plain_model: Model) -> None:
    assert places(facts_of("در هرات درگیری شد و هرات آرام نیست"), plain_model) == ["هرات"]


def test_the_likeliest_date_is_chosen_unless_none_is_likelier(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    facts = facts_of("روز ۳ خرداد در مرز درگیری شد.\nروز ۵ خرداد درگیری ادامه یافت.")
    home = facts.sentences[1]
    chosen = choose_time(facts, home, choose_anchor(home), plain_model)
    assert chosen is not None and chosen in home.times
    never = Model({**plain_model.tasks, "time": decide(0.0, {"undated": 1.0})})
    assert choose_time(facts, home, choose_anchor(home), never) is None
