"""Features of places, by sentences in which each must and must not be seen."""

from collections.abc import Callable

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.acts.clauses import cut_sentence
from pipeline.events.facts import ArticleFacts
from pipeline.events.places.attach import is_dateline, place_candidates, place_choices
from pipeline.events.places.nowhere import NOWHERE

Read = Callable[..., ArticleFacts]


def features(facts: ArticleFacts, text: str, index: int = 0) -> set[str]:
    home = facts.sentences[index]
    return next(
        set(traits)
        for _, place, traits in place_choices(facts, home, choose_anchor(home))
        if place and place.text == text
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("به گزارش خبرگزاری فرانسه از بغداد، دو سرباز در موصل کشته شدند", True),
        ("بغداد - ایرنا: دو سرباز در موصل کشته شدند", True),
        ("سربازان پس از خروج از بغداد، در موصل کشته شدند", False),
        ("به گزارش ایرنا دو سرباز در بغداد کشته شدند", False),
    ],
)
def test_datelines(facts_of: Read, text: str, told: bool) -> None:
    facts = facts_of(text)
    sentence = facts.sentences[0]
    place = next(place for place in sentence.places if place.text == "بغداد")
    assert is_dateline(facts.folded.key, sentence, place) is told
    assert ("dateline" in features(facts, "بغداد")) is told


def test_a_container_is_seen(facts_of: Read) -> None:
    assert "container" in features(facts_of("درگیری در البوکمال در شرق دیرالزور رخ داد"), "شرق دیرالزور")


def test_the_other_parts_of_a_cut_sentence_offer_their_places(facts_of: Read) -> None:
    facts = facts_of("در هرات دو نفر کشته شدند و سه نفر بازداشت شدند")
    sentence = facts.sentences[0]
    part = cut_sentence(sentence, [facts.folded.key.index("و سه")])[1]
    assert [(s is sentence, p.text) for s, p in place_candidates(facts, part)] == [(True, "هرات")]
    assert any(name.startswith("part.left=") for name in place_choices(facts, part, choose_anchor(part))[0][2])


def test_no_place_comes_last(facts_of: Read) -> None:
    facts = facts_of("در هرات آرامش است.\nدرگیری ادامه دارد.")
    home = facts.sentences[1]
    _, place, traits = place_choices(facts, home, choose_anchor(home))[-1]
    assert place is None
    assert {NOWHERE, "none.states=none.fine"} <= set(traits)


def test_a_country_inside_a_body_s_name_makes_no_new_place(facts_of: Read) -> None:
    facts = facts_of("به پایگاه آمریکا در اردن حمله شد")
    assert [place.text for place in facts.sentences[0].places] == ["اردن"]
