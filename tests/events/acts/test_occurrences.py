"""A sentence behind an act that only says when or where it occurred gives the act's row its day and place."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.articles.article import Article
from pipeline.events.acts.occurrences import adds_to, places_in
from pipeline.events.extract import extract
from pipeline.events.facts import ArticleFacts
from pipeline.mentions.resources import Resources

PUBLISHED = dt.datetime(2020, 9, 18, 10)
BLAST = "انفجار مین در ولایت قندهار پنج کودک را کشت."


@pytest.mark.parametrize(
    ("sentence", "adds"),
    [
        ("این رویداد عصر دیروز در ولسوالی میوند رخ داد.", True),
        ("گفتنی است این انفجار روز دوشنبه به وقوع پیوست.", True),
        ("این حادثه ساعت نه شب روی داده است.", True),
        ("این تظاهرات دیروز برگزار شد.", False),  # another act's
        ("این انفجار دو روز پس از حمله غزنی رخ داد.", False),
        ("این انفجار در حالی رخ داد که دیروز نیز حمله دیگری به هرات شد.", False),
        ("این حادثه دیروز رخ داد و سه نفر زخمی شدند.", False),  # tells a toll of its own
        ("این حادثه دیروز رسانه‌ای شد.", False),
    ],
)
def test_what_adds(facts_of: Callable[..., ArticleFacts], sentence: str, adds: bool) -> None:
    facts = facts_of(f"{BLAST}\n{sentence}", PUBLISHED)
    assert adds_to(facts, facts.sentences[1], facts.sentences[0]) is adds


def test_row_takes_day_and_finer_place(article_of: Callable[..., Article], resources: Resources) -> None:
    text = f"{BLAST}\nاین انفجار عصر دیروز در ولسوالی میوند رخ داد."
    (row,) = extract(article_of(text, PUBLISHED), resources).events
    assert row["date_start"] == dt.date(2020, 9, 17)
    assert row["date_basis"] == "inherited"
    assert [place["location_name"] for place in row["locations"]] == ["Maywand"]


def test_places_of_what_is_answered_are_none_of_it(facts_of: Callable[..., ArticleFacts]) -> None:
    plain = facts_of("این انفجار دیروز در ولسوالی میوند رخ داد.", PUBLISHED)
    answer = facts_of("این انفجار دیروز در پاسخ به حمله‌ای در ولسوالی میوند رخ داد.", PUBLISHED)
    assert [place.location_name for place in places_in(plain, plain.sentences[0], [])] == ["Maywand"]
    assert places_in(answer, answer.sentences[0], []) == []
