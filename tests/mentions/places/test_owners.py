"""Places inside the names of bodies, and those told right after."""

from collections.abc import Callable

import pytest

from pipeline.events.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ارتش سوریه ادلب را بمباران کرد", [("سوریه", True), ("ادلب", False)]),
        ("پلیس بنگلادش دو نفر را در داکا بازداشت کرد", [("بنگلادش", True), ("داکا", False)]),
        ("وزارت بهداشت غزه از ده کشته خبر داد", [("غزه", True)]),
    ],
)
def test_a_place_inside_a_body_s_name_is_the_body_s(facts_of: Read, text: str, places: list[tuple[str, bool]]) -> None:
    assert [(place.text, place.in_name) for place in facts_of(text).sentences[0].places] == places


def test_this_country_is_that_of_a_body(facts_of: Read) -> None:
    places = facts_of("پلیس بنگلادش گفت در این کشور دو نفر بازداشت شدند").sentences[0].places
    assert [(place.text, place.location_name) for place in places][-1] == ("این کشور", "Bangladesh")


def test_this_country_is_one_as_a_side_and_as_a_place(facts_of: Read) -> None:
    (told,) = facts_of("وزارت دفاع هند گفت توپ‌های پاکستانی سربازان این کشور را در شمال این کشور کشتند").sentences
    assert [actor.iso3 for actor in told.actors if actor.text.endswith("این کشور")] == ["IND", "IND"]
    assert [place.country for place in told.places if not place.in_name][-1] == "IND"


def test_a_base_that_is_a_body_is_a_place_too(facts_of: Read) -> None:
    (told,) = facts_of("پایگاه نظامی علی‌السالم هدف حمله پهپادی قرار گرفت").sentences
    assert [(place.text, place.country, place.in_name) for place in told.places] == [
        ("پایگاه نظامی علی‌السالم", "KWT", False)
    ]
    (told,) = facts_of("پایگاه نظامی آمریکا هدف حمله پهپادی قرار گرفت").sentences
    assert not [place for place in told.places if not place.in_name]
