"""Folding: one spelling for one word, and where each letter stood."""

import pytest

from pipeline.text.letters import fold, fold_word

ONE_KEY = [
    ("Arabic ye and kaf", "علي و كابل", "علی و کابل"),
    ("alef maksura and te marbuta", "موسى در حلة", "موسی در حله"),
    ("hamza carriers", "مسؤول أمن إدلب", "مسوول امن ادلب"),
    ("he with ye above", "خانۀ ويران", "خانه ویران"),
    ("vowel marks", "مُحَمَّد", "محمد"),
    ("kashida inside a word", "بــغــداد", "بغداد"),
    ("ZWNJ and space", "آتش‌بس", "آتش بس"),
    ("no-break space", "دیر\u00a0الزور", "دیر الزور"),
    ("runs of spaces", "سه \u200c  تن", "سه تن"),
    ("Arabic and Persian digits", "١٢ یا ۱۲", "12 یا 12"),
    ("presentation forms", "\ufe91\ufee4\ufe90", "بمب"),
    ("direction marks", "\u200fتهران\u200e", "تهران"),
    ("Latin capitals", "DHKP-C", "dhkp-c"),
    ("thousands and decimal marks", "۱٬۲۰۰ و ۳٫۵٪", "1,200 و 3.5%"),
    ("Pashto and Kurdish letters", "ګردېز و ھەولێر", "گردیز و ههولیر"),
    ("entities", "قره&zwnj;باغ &laquo;آرام&raquo; &#1740;", "قره باغ «آرام» ی"),
]


@pytest.mark.parametrize(("written", "key"), [case[1:] for case in ONE_KEY], ids=[case[0] for case in ONE_KEY])
def test_key(written: str, key: str) -> None:
    assert fold(written).key == key


@pytest.mark.parametrize("letter", ["آ", "ئ", "پ", "چ", "ژ", "گ"])
def test_letters_that_tell_words_apart_stay(letter: str) -> None:
    assert fold(letter).key == letter


@pytest.mark.xfail(reason="a ligature that stands for two letters keeps its own code", strict=True)
def test_a_ligature_is_its_two_letters() -> None:
    assert fold("س\ufefcح").key == "سلاح"


def test_spaces_around_a_line_break_vanish_and_each_break_stays() -> None:
    assert fold("سنندج  \n  آرام\n\n است").key == "سنندج\nآرام\n\nاست"
    assert fold("سنندج\u2028آرام\rاست").key == "سنندج\nآرام\nاست"


def test_a_kashida_between_words_is_a_dash() -> None:
    assert fold("ساعت ۲۱ ـ ۲۷ تیر").key == "ساعت 21 - 27 تیر"


def test_span_leads_back_over_dropped_and_joined_characters() -> None:
    written = "در  «خانِ‌يونس» ١٢ تن"
    folded = fold(written)
    at = folded.key.index("خان یونس")
    assert folded.written(at, at + len("خان یونس")) == "خانِ‌يونس"
    assert written[slice(*folded.span(at, at + 3))] == "خان"


def test_span_of_an_entity_is_the_whole_entity() -> None:
    folded = fold("قره&zwnj;باغ")
    assert folded.written(3, 4) == "&zwnj;"
    assert folded.written(0, len(folded.key)) == "قره&zwnj;باغ"


def test_what_is_no_entity_stays() -> None:
    assert fold("ب & پ; &nosuchname; &amp").key == "ب & پ; &nosuchname; &amp"


def test_an_empty_span_stays_empty() -> None:
    folded = fold("  بم")
    assert folded.span(1, 1) == (2, 2)
    assert folded.span(9, 9) == (4, 4)
    assert folded.written(2, 1) == ""


def test_is_word_has_one_false_more_than_the_key() -> None:
    folded = fold("«مین»2")
    assert folded.is_word.tolist() == [False, True, True, True, False, True, False]


def test_a_form_is_folded_without_outer_spaces() -> None:
    assert fold_word(" ‌كمين ") == "کمین"
    assert fold_word("") == ""


def test_an_empty_text_has_an_empty_key() -> None:
    folded = fold("")
    assert (folded.key, folded.span(0, 0), folded.is_word.tolist()) == ("", (0, 0), [False])
