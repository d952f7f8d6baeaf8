"""The lexer weighs each token once; what stands around a word changes neither its symbol nor its offsets."""

import pytest

from pipeline.dates.words import NAMES, lex_times, time_lexer
from pipeline.text.letters import fold
from pipeline.text.number_words import number_lexer
from pipeline.text.numbers import find_numbers


def _symbols(text):
    return [
        (symbol, lexed.word(at)) for lexed in [lex_times(fold(text).key)] for at, symbol in enumerate(lexed.symbols)
    ]


@pytest.mark.parametrize("around", ["{}", "«{}»", "{}،", "({})", "او رفت.\n{}", "{}\n\nاو رفت."])
def test_marks_and_line_breaks_beside_a_time_word(around):
    assert (NAMES["WEEKDAY"], "جمعه") in _symbols(around.format("جمعه"))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("آبانماه", ["آبان", "ماه"]),
        ("درژوئن", ["در", "ژوئن"]),
        ("امروزدوشنبه", ["امروز", "دوشنبه"]),
        ("سالجاری", ["سال", "جاری"]),
    ],
)
def test_two_time_words_written_as_one(word, parts):
    assert [said for _, said in _symbols(word)] == parts


@pytest.mark.parametrize("word", ["مجاری", "پیروز", "کتاب", "درگیری", "و", ""])
def test_other_words_are_unknown(word):
    assert {symbol for symbol, _ in _symbols(word)} <= {"x"}


def test_a_text_read_twice_is_lexed_alike():
    key = fold("وی گفت: «روز جمعه ۲۱ شهریور.»\nهزارونهصد نفر، صبح‌شنبه").key
    for lexer in (time_lexer(), number_lexer()):
        assert lexer.lex(key) == lexer.lex(key)


def test_figures_of_a_form_stay_figures_elsewhere():
    assert [number.low for number in find_numbers(fold("سی ۱۳۰ سقوط کرد و ۱۳۰ نفر کشته شدند"))] == [130]


@pytest.mark.parametrize("word", ["در", "این", "به", "از", "های"])
def test_words_of_every_sentence_are_looked_up_beside_others_only(word):
    assert time_lexer()[word] == "g"
