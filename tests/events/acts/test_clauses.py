"""Where a sentence may be cut, and the parts."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from pipeline.events.acts.clauses import cut_sentence, find_cuts
from pipeline.events.facts import ArticleFacts, Sentence

Read = Callable[..., ArticleFacts]


def cut(facts: ArticleFacts) -> tuple[Sentence, list[int], list[Sentence]]:
    (sentence,) = facts.sentences
    cuts = find_cuts(facts, sentence)
    return sentence, cuts, cut_sentence(sentence, cuts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "بمبی در کابل منفجر شد و مهاجمان به پاسگاه حمله کردند.",
            ["بمبی در کابل منفجر شد و ", "مهاجمان به پاسگاه حمله کردند."],
        ),
        (
            "مهاجمان به پاسگاه حمله کرده و سه سرباز را به گروگان گرفتند.",
            ["مهاجمان به پاسگاه حمله کرده و ", "سه سرباز را به گروگان گرفتند."],
        ),
        (
            "مهاجمان حمله کردند، بمبی منفجر شد، و سه نفر ربوده شدند.",
            ["مهاجمان حمله کردند، ", "بمبی منفجر شد، و ", "سه نفر ربوده شدند."],
        ),
        (
            "بمبی در کابل منفجر شد، در حالی که مهاجمان به پاسگاه حمله کردند.",
            ["بمبی در کابل منفجر شد، در حالی که ", "مهاجمان به پاسگاه حمله کردند."],
        ),
    ],
)
def test_a_cut_follows_the_verb_where_both_sides_hold_an_act(facts_of: Read, text: str, parts: list[str]) -> None:
    facts = facts_of(text)
    assert [facts.folded.key[part.start : part.end] for part in cut(facts)[2]] == parts


@pytest.mark.parametrize(
    "text",
    [
        "بمبی منفجر شد.",
        "بمبی منفجر شد و وزیر به کابل رفت.",
        "وزیر به کابل رفت و بمبی منفجر شد.",
        "نیروها وارد شهر شده و به پاسگاه حمله کردند.",
        "حمله و درگیری ادامه دارد.",
    ],
)
def test_with_an_act_on_one_side_only_nothing_is_cut(facts_of: Read, text: str) -> None:
    sentence, cuts, parts = cut(facts_of(text))
    assert cuts == []
    assert parts == [sentence]


def test_a_speech_verb_ends_no_clause(facts_of: Read) -> None:
    facts = facts_of("سخنگوی پلیس درباره حمله گفت بمبی منفجر شد.")
    assert cut(facts)[1] == []


def test_parts_share_out_the_sentence_and_its_mentions(facts_of: Read) -> None:
    facts = facts_of(
        "دیروز بمبی در کابل منفجر شد و ۵ نفر کشته شدند و طالبان در هرات به پاسگاه حمله کرده و پلیس را به گروگان گرفتند."
    )
    sentence, cuts, parts = cut(facts)
    assert len(cuts) >= 2
    assert (parts[0].start, parts[-1].end) == (sentence.start, sentence.end)
    assert all(a.end == b.start for a, b in pairwise(parts))
    for name in ("words", "triggers", "casualties", "actors", "places", "times", "speech", "weapons"):
        assert [item for part in parts for item in getattr(part, name)] == getattr(sentence, name), name
    assert {part.index for part in parts} == {sentence.index}


def test_the_parts_have_the_words_of_the_whole(facts_of: Read) -> None:
    sentence, _, parts = cut(facts_of("بمبی در کابل منفجر شد و مهاجمان به پاسگاه حمله کردند."))
    assert [word for part in parts for word in part.words] == sentence.words
    assert [text for part in parts for text in part.texts] == [word.text for word in sentence.words]
