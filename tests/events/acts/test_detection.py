"""What a sentence adds to its article, how it ends and how concrete it is."""

from collections.abc import Callable

import pytest

from pipeline.events.acts.detection import Detection
from pipeline.events.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def names(facts: ArticleFacts, at: int = 0) -> set[str]:
    return set(Detection(facts).features(facts.sentences[at], {}))


def test_what_was_told_before_is_old(facts_of: Read) -> None:
    facts = facts_of("بمبی در کابل منفجر شد و ۵ نفر کشته شدند.\nاین انفجار ۵ کشته داشت.\nدر هرات ۷ نفر کشته شدند.")
    assert {"fresh.act=new", "fresh.place=new", "fresh.figure=new", "fresh.time=none"} <= names(facts)
    assert {"fresh.figure=old", "fresh.place=none"} <= names(facts, 1)
    assert {"fresh.figure=new", "fresh.place=new"} <= names(facts, 2)


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("مهاجمان حمله کردند.", "past"),
        ("مهاجمان حمله کرده بودند.", "pluperfect"),
        ("مهاجمان حمله کرده اند.", "perfect"),
        ("مهاجمان حمله می کردند.", "habit"),
        ("مهاجمان حمله می‌کنند.", "present"),
        ("مهاجمان شاید حمله بکنند.", "subjunctive"),
        ("حمله به پاسگاه", "none"),
    ],
)
def test_the_last_verb_shows_how_the_act_is_told(facts_of: Read, text: str, ending: str) -> None:
    assert f"end={ending}" in names(facts_of(text))


def test_a_concrete_sentence_tells_who_when_where_and_how_many(facts_of: Read) -> None:
    full = facts_of("مهاجمان طالبان روز ۳ مرداد ۱۴۰۰ در کابل ۵ سرباز را کشتند.")
    bare = facts_of("حمله محکوم است.")
    assert "concrete=4" in names(full)
    assert "concrete=0" in names(bare)


def test_the_manner_of_an_article_is_shared_by_its_sentences(facts_of: Read) -> None:
    facts = facts_of("ما باید در برابر حمله بایستیم.\nآنها حمله کردند.")
    first, second = (Detection(facts).features(sentence, {}) for sentence in facts.sentences)
    shared = {name for name in first if name.startswith("manner.")}
    assert shared == {name for name in second if name.startswith("manner.")}
    assert first["manner.ours"] == 1.0
    assert first["manner.past"] == 0.5


def test_an_act_that_no_other_sentence_tells_stands_alone(facts_of: Read) -> None:
    facts = facts_of("بمبی در کابل منفجر شد.\nدر هرات ۷ نفر بازداشت شدند.\nبمبی دیگر نیز منفجر شد.")
    assert {"tellers=3", "teller=0", "act.told=0.1", "act.elsewhere=True"} <= names(facts)
    assert {"teller=1", "act.told=0.0", "act.elsewhere=False"} <= names(facts, 1)
    assert {"act.told=1.0", "teller.last"} <= names(facts, 2)


def test_the_first_line_and_the_words_before_the_last_verb_weigh_too(facts_of: Read) -> None:
    facts = facts_of("گزارش کابل.\nوزیر حمله را محکوم کرد.")
    assert {"lead=گزارش", "end=محکوم_کرد#کن", "end=را_محکوم_کرد#کن"} <= names(facts, 1)
