"""Sentences, words and finite verbs."""

from itertools import pairwise

import pytest

from pipeline.text import tokens
from pipeline.text.letters import fold
from pipeline.text.tokens import find_sentences, find_texts, find_words, finite_forms, words_from


def sentences(text: str) -> list[str]:
    folded = fold(text)
    return [folded.key[start:end] for start, end in find_sentences(folded)]


SENTENCES = [
    ("full stops", "پل فرو ریخت. راه بسته شد.", ["پل فرو ریخت.", "راه بسته شد."]),
    ("a stop without a space", "پل فرو ریخت.راه بسته شد.", ["پل فرو ریخت.", "راه بسته شد."]),
    ("a stop after a two-letter verb", "پل بسته شد. مردم رفتند", ["پل بسته شد.", "مردم رفتند"]),
    ("the same without a space", "پل بسته شد.مردم رفتند", ["پل بسته شد.", "مردم رفتند"]),
    ("a stop before the next word", "پل فرو ریخت .وی رفت", ["پل فرو ریخت .", "وی رفت"]),
    ("a stop inside quotes", "گفت: «پل فرو ریخت.» سپس رفت", ["گفت: «پل فرو ریخت.»", "سپس رفت"]),
    ("question and exclamation", "چه کسی شلیک کرد؟ هیچ کس!", ["چه کسی شلیک کرد؟", "هیچ کس!"]),
    ("line breaks", "تیتر بی‌نقطه\nمتن خبر", ["تیتر بی نقطه", "متن خبر"]),
    ("semicolons", "نبرد در مرز؛ سه کشته", ["نبرد در مرز؛", "سه کشته"]),
    ("initials", "بی.بی.سی. گزارش داد", ["بی.بی.سی. گزارش داد"]),
    ("a lone initial", "م. بهرامی نوشت", ["م. بهرامی نوشت"]),
    ("initials inside a sentence", "به نوشته ا.ف.پ از مرز", ["به نوشته ا.ف.پ از مرز"]),
    ("decimal points", "بودجه ۳.۵ میلیون شد", ["بودجه 3.5 میلیون شد"]),
    ("a clock", "ساعت ۲۱:۳۰ شلیک شد", ["ساعت 21:30 شلیک شد"]),
    ("blank lines only", "\n \n\t", []),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in SENTENCES], ids=[case[0] for case in SENTENCES])
def test_sentences(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


def test_sentences_are_ordered_disjoint_and_without_outer_spaces() -> None:
    folded = fold("  یک.  دو! سه؟\n\nچهار؛ پنج ")
    spans = find_sentences(folded)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(folded.key[a:b].strip() == folded.key[a:b] != "" for a, b in spans)


def test_words_keep_numbers_whole_and_leave_marks() -> None:
    key = "«12,500 تن»، 21:30 و 1401/06/21_الف."
    assert [w.text for w in find_words(key)] == ["12,500", "تن", "21:30", "و", "1401/06/21", "الف"]
    assert all(key[w.start : w.end] == w.text for w in find_words(key))


def test_texts_and_words_one_by_one_are_those_of_all_words() -> None:
    key = "«12,500 تن»، 21:30 و 1401/06/21_الف."
    words = find_words(key, 3)
    assert find_texts(key, 3, len(key)) == [word.text for word in words]
    found = [(word.start(), word.end(), word.group()) for word in words_from(key, 3, len(key))]
    assert found == [(word.start, word.end, word.text) for word in words]


def test_words_of_a_slice_have_offsets_of_the_whole() -> None:
    assert [(w.start, w.text) for w in find_words("یک دو سه", 3, 5)] == [(3, "دو")]


@pytest.mark.parametrize(
    ("form", "root", "tense", "negative", "plural"),
    [
        ("رفتند", "رفت", "past", False, True),
        ("نرفت", "رفت", "past", True, False),
        ("می‌رود", "رفت", "present", False, False),
        ("نمی‌روند", "رفت", "present", True, True),
        ("میگوید", "گفت", "present", False, False),
        ("می‌آیند", "آمد", "present", False, True),
        ("می‌شود", "شد", "present", False, False),
        ("خواهند", "خواست", "future", False, True),
        ("نخواهد", "خواست", "future", True, False),
        ("است", "بود", "present", False, False),
        ("نبودند", "بود", "past", True, True),
    ],
)
def test_finite_form(form: str, root: str, tense: str, negative: bool, plural: bool) -> None:
    forms = finite_forms()
    key = fold(form).key
    verb = forms[key.replace(" ", "")] if key not in forms else forms[key]
    assert (verb.lemma.partition("#")[0], verb.tense, verb.negative, verb.plural) == (root, tense, negative, plural)


@pytest.mark.parametrize("noun", ["مردم", "شدید", "گشت", "ساخت", "شکست", "نبرد", "ستاد", "هشت", "شب", "رشت", "کشتی"])
def test_nouns_that_look_like_verbs_are_none(noun: str) -> None:
    assert noun not in finite_forms()


def test_the_rule_and_the_lists_are_hazms():
    from hazm import SentenceTokenizer
    from hazm.utils import verbs_list, words_list

    assert SentenceTokenizer().pattern.pattern == tokens._ENDS.removeprefix("(?<![!.?⸮؟])").replace(
        "[!.?⸮؟]++", "([!.?⸮؟]+)"
    )
    assert tokens.read_list("verbs.dat").splitlines() == verbs_list()
    assert len(tokens.read_list("words.dat").splitlines()) == len(words_list())
