"""Armed groups by name, by the kind of their name and by whom they follow, and the country they are of."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.events.facts import ArticleFacts
from pipeline.mentions.actors.find import ActorMention

Read = Callable[..., ArticleFacts]


def actors(facts: ArticleFacts) -> list[ActorMention]:
    return [actor for sentence in facts.sentences for actor in sentence.actors]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("گروه تاک بیانیه داد", "TUR-REB"),
        ("تاک خشک شد", None),
        ("نیروهای ام‌۲۳ بیانیه دادند", "COD-REB"),
        ("نامه سی‌ام ۲۳ بهمن آمد", None),
        ("شبه‌نظامیان ارتش سفید بیانیه دادند", "SSD-REB"),
        ("خونتای مالی بیانیه داد", "MLI-GOV"),
        ("کودتاگران مالی بیانیه دادند", "MLI-MIL"),
    ],
)
def test_a_common_word_is_a_group_only_with_its_head(facts_of: Read, text: str, code: str | None) -> None:
    assert [actor.code for actor in actors(facts_of(text))] == ([code] if code else [])


@pytest.mark.parametrize(("year", "code"), [(2004, "NPL-REB"), (2010, "IND-REB")])
def test_maoists_are_of_nepal_until_its_peace(facts_of: Read, year: int, code: str) -> None:
    (found,) = actors(facts_of("شورشیان مائوئیست گریختند", dt.datetime(year, 5, 5)))
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ارتش آزادی‌بخش کورالیا بیانیه داد", [("ارتش آزادی‌بخش", "UNK-REB")]),
        ("جبهه آزادی بخش کورالیا بیانیه داد", [("جبهه آزادی بخش", "UNK-REB")]),
        ("جبهه آزادی بیانیه داد", [("جبهه آزادی", "AFG-REB")]),
        ("ارتش آزاد بیانیه داد", [("ارتش آزاد", "SYR-REB")]),
        ("داعش‌گونه سخن گفت", []),
        ("دشمن آمریکایی‌صهیونی گریخت", [("دشمن آمریکایی", "USA-MIL")]),
        ("حمله کار حوثی‌هاست", [("حوثی", "YEM-REB")]),
        ("سخن از ارتش پاکستان‌، بود", [("ارتش پاکستان", "PAK-MIL")]),
    ],
)
def test_a_name_does_not_end_inside_a_word(facts_of: Read, text: str, found: list[tuple[str, str]]) -> None:
    assert [(actor.text, actor.code) for actor in actors(facts_of(text))] == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ارتش رهایی‌بخش زامبیا بیانیه داد", "ZMB-REB"),
        ("جنبش مقاومت ملی پاناما بیانیه داد", "PAN-REB"),
        ("شورشیان بنغازی گریختند", "LBY-REB"),
        ("جدایی‌طلبان استانبول گریختند", "TUR-REB"),
        ("شورشیان منطقه بنغازی گریختند", "LBY-REB"),
        ("ارتش آزادی‌بخش ملی زامبیا بیانیه داد", "ZMB-REB"),
        ("شورشیان در استانبول بودند", "UNK-REB"),
        ("نظامیان استانبول رفتند", "UNK-MIL"),
    ],
)
def test_fighters_told_by_the_kind_of_their_name_are_of_the_place_behind(facts_of: Read, text: str, code: str) -> None:
    assert actors(facts_of(text))[0].code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("نیروهای پوتین پیش رفتند", "RUS-MIL"),
        ("سربازان وفادار به صدام گریختند", "IRQ-MIL"),
        ("مشاور پوتین سخن گفت", "RUS-GOV"),
        ("نیروهای ابوبکر شکائو پیش رفتند", "NGA-REB"),
    ],
)
def test_a_ruler_s_forces_are_his_state_s_army(facts_of: Read, text: str, code: str) -> None:
    assert (
        actors(facts_of(text, dt.datetime(2003, 1, 1) if "صدام" in text else dt.datetime(2018, 1, 1)))[0].code == code
    )
