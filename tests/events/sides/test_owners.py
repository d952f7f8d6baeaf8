"""Owners: whose a phrase is that names no country, from what the text told before it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.articles.article import Article
from pipeline.events.facts import ArticleFacts, read_facts
from pipeline.events.sides.owners import country_of_story, foe_of, owned, parties_of
from pipeline.mentions.resources import Resources

Read = Callable[..., ArticleFacts]


def code(facts: ArticleFacts, phrase: str) -> str | None:
    """The code of the last phrase that reads so."""
    return [actor.code for actor in owned(facts).values() if actor.text == phrase][-1]


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("پهپاد آمریکایی آمد. این پهپاد ساقط شد.", "پهپاد", "USA-MIL"),
        ("رزمندگان رسیدند.", "رزمندگان", "IRN-MIL"),
        ("ترکیه رزمندگان خود را فرستاد.", "رزمندگان", "TUR-MIL"),
        ("حزب‌الله لبنان از مرگ دو تن از رزمندگان خود خبر داد.", "رزمندگان", "LBN-REB"),
        ("پهپاد حوثی‌ها آمد. این پهپاد ساقط شد.", "پهپاد", "YEM-REB"),
        ("ترکیه از مرگ دو تن از سربازان خود خبر داد.", "سربازان", "TUR-MIL"),
        ("ارتش تروریستی آمریکا آمد. دشمن گریخت.", "دشمن", "USA-MIL"),
        ("دشمن گریخت.", "دشمن", "UNK-MIL"),
        ("ارتش هند خبر داد. دو سرباز کشته شدند.", "سرباز", "IND-MIL"),
        ("نفتکش در دریا سوخت.", "نفتکش", "UNK-OBJ"),
        ("فرودگاه ترکیه باز شد. این فرودگاه بسته شد.", "فرودگاه", "TUR-OBJ"),
        ("یک پهپاد آمریکایی آمد. پهپاد ساقط شد.", "پهپاد", "USA-MIL"),
        ("ترکیه گفت سربازان مرزی خود را فرستاد.", "سربازان", "TUR-MIL"),
        ("سربازان ما رسیدند.", "سربازان", "IRN-MIL"),
        ("وزیر دفاع ترکیه گفت: سربازان ما رسیدند.", "سربازان", "TUR-MIL"),
        ("وزیر دفاع ترکیه گفت هوا خوب است. وی افزود: سربازان ما رسیدند.", "سربازان", "TUR-MIL"),
        ("وزیر دفاع ترکیه گفت: مردم ما رسیدند.", "مردم", "IRN-CIV"),
        ("وزیر دفاع ترکیه گفت: سربازان کشورمان رسیدند.", "سربازان", "IRN-MIL"),
        ("خبرگزاری ترکیه گفت: سربازان ما رسیدند.", "سربازان", "IRN-MIL"),
        ("سربازان هندی و دیگر نیروها رسیدند.", "نیروها", "IND-MIL"),
        ("نفتکش با پرچم هند سوخت.", "نفتکش", "IND-OBJ"),
        ("نفتکش با هند رفت.", "نفتکش", "UNK-OBJ"),
        ("نفتکش هند رفت. یک نفتکش سوخت.", "نفتکش", "IND-OBJ"),
        ("رادارها و بالگرد ارتش هند سوخت.", "رادارها", "IND-MIL"),
        ("رادارهای ساحلی و بالگرد ارتش هند سوخت.", "رادارهای", "IND-MIL"),
        ("رادارها شهر را دید و بالگرد ارتش هند سوخت.", "رادارها", "UNK-MIL"),
        ("انبارهای گندم و بالگرد ارتش هند سوخت.", "انبارهای", "UNK-OBJ"),
        ("رادارها در بالگرد ارتش هند بود.", "رادارها", "UNK-MIL"),
        ("سوله در پایگاه العدید سوخت.", "سوله", "USA-MIL"),
        ("پهپاد هندی توسط پدافند زده شد.", "پدافند", "UNK-MIL"),
    ],
)
def test_the_text_tells_the_owner(facts_of: Read, text: str, phrase: str, expected: str) -> None:
    assert code(facts_of(text), phrase) == expected


@pytest.mark.parametrize("phrase", ["پلیس", "غیرنظامیان", "شبه‌نظامیان", "پادگان", "ساختمان"])
def test_who_belongs_to_the_place_is_left_to_it(facts_of: Read, phrase: str) -> None:
    assert (code(facts_of(f"ارتش هند خبر داد. {phrase} در شهر بود."), phrase) or "").startswith("UNK-")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("فرودگاه ترکیه باز شد. فرودگاه شلوغ بود.", "فرودگاه"),
        ("پادگان ترکیه باز شد. پادگان شلوغ بود.", "پادگان"),
        ("ترکیه گفت ارتش به شهر رفت.", "ارتش"),
    ],
)
def test_a_thing_of_a_place_without_this_has_no_owner(facts_of: Read, text: str, phrase: str) -> None:
    assert (code(facts_of(text), phrase) or "").startswith("UNK-")


def test_ours_are_the_forces_of_the_article_s_own_country(
    article_of: Callable[..., Article], resources: Resources
) -> None:
    article = replace(article_of("سربازان ما رسیدند."), variety="fa-AF")
    assert code(read_facts(article, resources, everything=True), "سربازان") == "AFG-MIL"


def test_a_told_country_stays(facts_of: Read) -> None:
    assert code(facts_of("پهپاد آمریکایی آمد. این پهپاد ایرانی ساقط شد."), "پهپاد ایرانی") == "IRN-MIL"


def test_the_story_s_country_is_where_most_of_its_places_lie(facts_of: Read) -> None:
    assert country_of_story(facts_of("در هرات و قندهار درگیری شد. در آنکارا آرامش است.")) == "AFG"
    assert country_of_story(facts_of("درگیری شد.")) is None


def test_the_foe_is_the_party_that_fights(facts_of: Read) -> None:
    facts = facts_of("ارتش ترکیه رسید. ارتش ترکیه و ارتش هند درگیر شدند. شورشیان رفتند و پایگاه سوخت.")
    first, rebels, base = (facts.sentences[i].actors[j] for i, j in ((0, 0), (2, 0), (2, 1)))
    parties = parties_of(facts)
    assert parties == ["TUR", "IND"]
    assert foe_of(rebels, [first], parties) == "TUR" and foe_of(base, [first], parties) == "IND"
    assert foe_of(rebels, [], []) is None
