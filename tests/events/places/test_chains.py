"""Which place of a chain only says where another one lies."""

from collections.abc import Callable

import pytest

from pipeline.events.facts import ArticleFacts
from pipeline.events.places.chains import holds_after, holds_before

Read = Callable[..., ArticleFacts]


def two(facts: ArticleFacts) -> tuple:
    first, second = facts.sentences[0].places
    return facts.folded.key, first, second


@pytest.mark.parametrize(
    "text",
    [
        "انفجار در میدان آزادی شهر تهران رخ داد",
        "انفجار در میدان آزادی در شهر تهران رخ داد",
        "درگیری در سراوان در استان سیستان و بلوچستان رخ داد",
        "درگیری در البوکمال در شرق دیرالزور رخ داد",
        "درگیری در هرات، افغانستان رخ داد",
        "درگیری در روستای گلدشتک پنجوین رخ داد",
        "درگیری در منطقه الخیاریه در منطقه موزع رخ داد",
        "درگیری در هرات در توابع افغانستان رخ داد",
    ],
)
def test_a_larger_place_told_after_holds_the_first(facts_of: Read, text: str) -> None:
    assert holds_before(*two(facts_of(text)))


@pytest.mark.parametrize(
    "text",
    [
        "درگیری در هرات و قندهار رخ داد",
        "درگیری در هرات و استان غور رخ داد",
        "درگیری در حلب، لیبی رخ داد",
        "نیروها از حلب به سوریه رسیدند و درگیری شد",
    ],
)
def test_places_of_one_level_of_two_countries_or_parted_by_a_verb_are_no_chain(facts_of: Read, text: str) -> None:
    key, first, second = two(facts_of(text))
    assert not holds_before(key, first, second)
    assert not holds_after(key, first, second)


def test_a_larger_place_may_be_told_first(facts_of: Read) -> None:
    assert holds_after(*two(facts_of("درگیری در استان حلب در شهر منبج رخ داد")))
    assert not holds_after(*two(facts_of("درگیری در شهر منبج در استان حلب رخ داد")))
