"""What gold says about candidates."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.events.facts import ArticleFacts
from pipeline.events.learning.labels import (
    actor_label,
    is_place,
    is_source,
    is_time,
    quote_home,
    rows_told,
    same_words,
    spans_of,
)

Read = Callable[..., ArticleFacts]
TEXT = "پلیس عراق گفت دیروز در موصل طالبان به سربازان ترکیه حمله کردند. باران بارید. شمار کشته‌ها به ۹ نفر رسید."
ROW: dict[str, Any] = {
    "quote": "در موصل طالبان به سربازان ترکیه حمله کردند",
    "also": ["شمار کشته‌ها به ۹ نفر"],
    "trigger": "حمله",
    "actor": {"text": "طالبان", "code": "AFG-REB"},
    "target": {"text": "سربازان ترک", "code": "TUR-MIL"},
    "locations": [{"text": "شهر موصل", "name_en": "Mosul"}],
    "date_text": "دیروز",
    "date_start": "2020-05-01",
    "source": {"text": "پلیس عراق", "code": "IRQ-POL"},
}


@pytest.fixture(scope="module")
def facts(facts_of: Read) -> ArticleFacts:
    return facts_of(TEXT, dt.datetime(2020, 5, 2))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("سربازان ترکیه", "سربازان تركيه", True),
        ("وزارت دفاع عراق", "وزارت دفاع", True),
        ("شهر موصل", "موصل", True),
        ("آمل", "امل", True),
        ("سربازان عراق", "پلیس عراق", False),
        ("یکی از فرماندهان ارشد نیروی زمینی ارتش", "ارتش", False),
        ("موصل", None, False),
        ("", "", False),
    ],
)
def test_same_words(a: str, b: str | None, same: bool) -> None:
    assert same_words(a, b) is same
    assert same_words(b, a) is same


def test_spans_of_finds_every_occurrence_and_skips_blanks() -> None:
    assert spans_of("بم و بم", ["بم", "", "قم"]) == [(0, 2), (5, 7)]


def test_rows_are_told_by_quote_and_other_mentions(facts: ArticleFacts) -> None:
    assert [rows_told(facts, sentence, [ROW]) for sentence in facts.sentences] == [[0], [], [0]]
    assert [quote_home(facts, sentence, ROW) for sentence in facts.sentences] == [True, False, False]


def test_a_quote_that_barely_touches_a_sentence_is_not_told_by_it(facts: ArticleFacts) -> None:
    row = {**ROW, "quote": "ترکیه حمله کردند. باران", "also": []}
    assert [rows_told(facts, sentence, [row]) for sentence in facts.sentences] == [[0], [], []]


def test_sides_are_known_by_words_or_code(facts: ArticleFacts) -> None:
    labels = {actor.text: actor_label(actor, ROW) for actor in facts.sentences[0].actors}
    assert labels == {"پلیس عراق": "none", "طالبان": "actor", "سربازان ترکیه": "target"}
    bare = {**ROW, "actor": None, "target": None}
    assert {actor_label(actor, bare) for actor in facts.sentences[0].actors} == {"none"}


def test_a_code_of_both_sides_tells_neither(facts: ArticleFacts) -> None:
    row = {**ROW, "actor": {"text": "گروهی", "code": "TUR-MIL"}, "target": {"text": "گروهی", "code": "TUR-MIL"}}
    assert {actor_label(actor, row) for actor in facts.sentences[0].actors} == {"none"}


def test_places_dates_and_sources(facts: ArticleFacts) -> None:
    sentence = facts.sentences[0]
    assert [place.text for place in sentence.places if is_place(place, ROW)] == ["موصل"]
    assert [is_time(time, ROW) for time in sentence.times] == [True]
    assert [is_time(time, {**ROW, "date_start": "2020-05-02"}) for time in sentence.times] == [False]
    assert [is_time(time, {**ROW, "date_start": None}) for time in sentence.times] == [True]
    assert [is_source(speech, ROW) for speech in sentence.speech] == [True]
    assert [is_source(speech, {**ROW, "source": None}) for speech in sentence.speech] == [False]
