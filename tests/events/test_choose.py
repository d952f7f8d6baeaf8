"""Choices by a model set by hand: candidates, sides, places, date."""

from collections.abc import Callable

from pipeline.events.anchors import choose_anchor
from pipeline.events.choose import (
    choose_places,
    choose_time,
    place_candidates,
    time_candidates,
)
from pipeline.events.facts import ArticleFacts
from pipeline.events.model import Model, Task

Read = Callable[..., ArticleFacts]
FIVE = "هند آرام است.\nترکیه آرام است.\nعراق آرام است.\nسوریه آرام است.\nدر لیبی درگیری شد.\nایران آرام است."


def places(facts: ArticleFacts, model: Model, index: int = 0) -> list[str]:
    home = facts.sentences[index]
    return [place.text for place in choose_places(facts, home, choose_anchor(home), model)]


def test_candidates_come_from_the_sentence_those_before_it_and_the_head(facts_of: Read) -> None:
    facts = facts_of(FIVE)
    home = facts.sentences[4]
    assert {sentence.index for sentence, _ in place_candidates(facts, home)} == {0, 1, 2, 3, 4}
    assert {sentence.index for sentence, _ in place_candidates(facts, facts.sentences[5])} == {0, 1, 3, 4, 5}


def test_dates_reach_less_far_than_places(facts_of: Read) -> None:
    facts = facts_of("\n".join(f"در {day} خرداد درگیری شد." for day in range(1, 7)))
    assert {sentence.index for sentence, _ in time_candidates(facts, facts.sentences[5])} == {0, 1, 4, 5}


def test_repeated_times_of_a_week_are_no_candidates(facts_of: Read) -> None:
    facts = facts_of("هر روز در مرز درگیری می‌شود. درگیری دیروز رخ داد.")
    kinds = {time.kind for sentence in facts.sentences for _, time in time_candidates(facts, sentence)}
    assert kinds <= {"DATE", "TIME", "DURATION"}


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


def test_the_likeliest_date_over_the_threshold_is_chosen(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    facts = facts_of("روز ۳ خرداد در مرز درگیری شد.\nروز ۵ خرداد درگیری ادامه یافت.")
    home = facts.sentences[1]
    chosen = choose_time(facts, home, choose_anchor(home), plain_model)
    assert chosen is not None and chosen in home.times
    never = Model({**plain_model.tasks, "time": decide(-9.0)})
    assert choose_time(facts, home, choose_anchor(home), never) is None
