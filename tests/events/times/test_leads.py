"""What a date hangs on: what leads it, whose clause it stands in, the day of a collection."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.times.leads import clause_of, governing_verb, is_of_a_bulletin, lead_of

Read = Callable[..., ArticleFacts]
PUBLISHED = dt.datetime(2022, 9, 14, 8, 30)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("سه نفر به اتهام دست داشتن در انفجار دیروز دستگیر شدند", "cause"),
        ("حادثه‌ای نظیر انفجار دیروز رخ داد", "like"),
        ("پس از انفجار دیروز سه نفر دستگیر شدند", "after"),
        ("قبل از نشست دیروز بمبی منفجر شد", "report"),
        ("سه نفر متهم شدند که دیروز بمبی منفجر کردند", "-"),
        ("به گفته متهمان، دیروز بمبی منفجر شد", "-"),
        ("دیروز بمبی منفجر شد", "-"),
    ],
)
def test_what_leads_a_date(facts_of: Read, text: str, lead: str) -> None:
    (sentence,) = facts_of(text, PUBLISHED).sentences
    assert lead_of(sentence, sentence.times[0]) == lead


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("سربازان که دیروز به مرز رسیدند در انفجار بمب کشته شدند", "body"),
        ("درگیری که دیروز آغاز شد با کشته شدن یک نفر همراه بود", "happening"),
        ("بسته‌ای که دیروز رسید در انفجار بمب سوخت", "noun"),
        ("سخنگو گفت که دیروز بمبی منفجر شد", "-"),
        ("دیروز بمبی منفجر شد", "-"),
    ],
)
def test_whose_clause_a_date_stands_in(facts_of: Read, text: str, clause: str) -> None:
    (sentence,) = facts_of(text, PUBLISHED).sentences
    trigger = next((t for t in sentence.triggers if "انفجار" in t.text or "کشته" in t.text), choose_anchor(sentence))
    assert clause_of(sentence, sentence.times[0], trigger) == clause


@pytest.mark.parametrize(
    ("text", "is_bulletin"),
    [("گزیده اخبار سیاسی در روز ۵ شهریور به این شرح است", True), ("در روز ۵ شهریور اخبار تازه رسید", False)],
)
def test_the_day_of_a_collection(facts_of: Read, text: str, is_bulletin: bool) -> None:
    (sentence,) = facts_of(text, PUBLISHED).sentences
    assert is_of_a_bulletin(sentence, sentence.times[0]) is is_bulletin


def test_a_bare_participle_ends_a_clause(facts_of: Read) -> None:
    facts = facts_of("دیروز پهپادها را رهگیری کرده و شهردار سخن گفت")
    span = governing_verb(facts.sentences[0], len("دیروز"))
    assert span is not None and facts.folded.key[slice(*span)] == "کرده"
