"""The codes that a phrase may bear, and those of sides that no phrase names."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.sides.attach import Sides
from pipeline.events.sides.codes import Code, Frame, frame_of, implied_codes, nobody_features

Read = Callable[..., ArticleFacts]
BLAST = Frame("Remote explosive/landmine/IED", "happened", ("IND",), "PAK", "IRN")


def codes(facts: ArticleFacts, text: str, frame: Frame) -> list[Code]:
    home = facts.sentences[-1]
    found = Sides(facts).choices(home, choose_anchor(home), frame)
    return next(choice.codes for choice in found if choice.actor and choice.actor.text == text)


@pytest.mark.parametrize(
    ("sentence", "text", "found"),
    [
        ("ترکیه به شهر حمله کرد", "ترکیه", ["TUR-MIL", "TUR-GOV", "TUR-CIV"]),
        ("ارتش ترکیه به شهر حمله کرد", "ارتش ترکیه", ["TUR-MIL", "TUR-GOV"]),
        ("شورشیان به ترکیه حمله کردند", "ترکیه", ["TUR-GOV"]),
        ("یمن به شهر حمله کرد", "یمن", ["YEM-MIL", "YEM-GOV", "YEM-CIV", "YEM-REB"]),
        ("طالبان به شهر حمله کردند", "طالبان", ["AFG-UNK", "AFG-REB", "AFG-CIV"]),
        ("متهم دستگیر شد", "متهم", [f"{iso3}-{role}" for iso3 in ("IND", "PAK", "IRN", "UNK") for role in ("UNK", "REB", "CIV")]),
        ("نپال از مرگ ۴ سرباز خود خبر داد", "سرباز", ["NPL-MIL", "NPL-GOV"]),
        ("پلیس به شهر حمله کرد", "پلیس", ["IND-POL", "IND-MIL", "PAK-POL", "PAK-MIL", "IRN-POL", "IRN-MIL", "UNK-POL", "UNK-MIL"]),
    ],
)  # fmt: skip
def test_a_phrase_may_be_of_several_codes(facts_of: Read, sentence: str, text: str, found: list[str]) -> None:
    assert [code.text for code in codes(facts_of(sentence), text, BLAST)] == found


def test_a_country_says_why_it_is_thought_of_and_whether_the_row_lies_in_it(facts_of: Read) -> None:
    facts = facts_of("پلیس به شهر حمله کرد")
    here, abroad = (next(c for c in codes(facts, "پلیس", BLAST) if c.text == text) for text in ("IND-POL", "PAK-POL"))
    assert {"why=place", "lie=here.POL", "as.first=True"} <= set(here.features)
    assert {"why=story", "lie=abroad.POL"} <= set(abroad.features)


def test_sides_that_no_phrase_names_are_of_the_place_or_unknown(facts_of: Read) -> None:
    home = facts_of("انفجار بمب ۱۲ کشته بر جا گذاشت").sentences[0]
    texts = [code.text for code in implied_codes(BLAST, home, 0, 0)]
    assert "IND-CIV" in texts and "UNK-UNK" in texts and "INT-CIV" not in texts
    many = Frame("Peaceful protest", "happened", ("DNK", "FIN"), None)
    assert "INT-CIV" in [code.text for code in implied_codes(many, home, 0, 0)]
    nowhere = Frame("Peaceful protest", "happened", press="AFG")
    assert {code.iso3 for code in implied_codes(nowhere, home, 0, 0)} == {"AFG", "UNK"}


def test_a_frame_holds_each_country_once_and_tells_nobody_s_type(facts_of: Read) -> None:
    facts = facts_of("انفجار در کابل و قندهار")
    home = facts.sentences[0]
    frame = frame_of(facts, "Suicide bomb", "planned", home.places)
    assert (frame.lands, frame.story, frame.country) == (("AFG",), "AFG", "AFG")
    assert "none.kind.status=Suicide bomb.planned" in nobody_features(frame, home)


def test_a_foe_may_be_anybody(facts_of: Read) -> None:
    for text, may in (("متجاوزان", True), ("سربازان", False)):
        found = codes(facts_of(f"{text} به شهر حمله کردند"), text, BLAST)
        assert ("UNK-UNK" in [code.text for code in found]) is may
        assert "IND-UNK" not in [code.text for code in found]


def test_a_group_s_name_means_its_namesake_in_that_one_s_country(facts_of: Read) -> None:
    facts = facts_of("طالبان به شهر حمله کردند", dt.datetime(2023, 5, 1))
    there = Frame("Armed clash", "happened", ("PAK",), "PAK")
    assert [code.text for code in codes(facts, "طالبان", there)][-1] == "PAK-REB"


def test_a_country_brings_what_it_does_and_suffers_in_the_article(facts_of: Read) -> None:
    facts = facts_of("ارتش هند به ترکیه حمله کرد. ارتش هند به ترکیه حمله کرد. نیروها به شهر حمله کردند.")
    code = next(c for c in codes(facts, "نیروها", Frame("Armed clash", "happened", ("TUR",))) if c.text == "TUR-MIL")
    assert "deeds=0.2*" in code.features


@pytest.mark.parametrize(
    ("before", "found"),
    [("شورشیان نفت‌کش را هدف قرار دادند.", True), ("نفت‌کش از بندر رفت.", False)],
)
def test_what_the_sentence_before_tells_was_struck_is_thought_of(facts_of: Read, before: str, found: bool) -> None:
    facts = facts_of(f"{before} این حمله سه کشته بر جا گذاشت.")
    home = facts.sentences[-1]
    choices = Sides(facts).choices(home, choose_anchor(home), BLAST)
    assert any(choice.actor and choice.actor.text == "نفت‌کش" for choice in choices) == found


@pytest.mark.parametrize(
    ("sentence", "few"),
    [("در انفجار ۱ نفر کشته شد", "killed.1"), ("در انفجار ۱۲ نفر کشته شدند", "killed.10"), ("انفجاری رخ داد", "-")],
)
def test_an_untold_side_knows_how_many_fell(facts_of: Read, sentence: str, few: str) -> None:
    home = facts_of(sentence).sentences[0]
    assert f"none.few={few}.{BLAST.kind}" in nobody_features(BLAST, home)
