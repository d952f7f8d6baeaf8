"""Speakers through an article: whom words that point back mean, countries, chains, how surely a quoted one tells."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.events.facts import ArticleFacts
from pipeline.events.sources.attach import NOBODY, pool_sources, source_choices
from pipeline.events.sources.speakers import candidates, chain_of, claim_of, is_dateline, resolve_speakers

Read = Callable[..., ArticleFacts]
EXAMPLES = yaml.load(
    (Path(__file__).parents[2] / "examples" / "sources.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"][-40:])
def test_speakers_of_an_article(facts_of: Read, example: Mapping[str, Any]) -> None:
    told = resolve_speakers(facts_of(example["text"]))
    means = {one.cue.text: one.speaker.text for one in told}
    for words, speaker in example.get("means", {}).items():
        assert means.get(words) == speaker
    codes = {one.speaker.text: one.speaker.code for one in told}
    for words, code in example.get("code", {}).items():
        assert codes[words] == code
    if "chain" in example:
        wanted = example.get("speaker", example["chain"][-1])
        chosen = [one for one in told if one.speaker.text == wanted][-1]
        assert [link.text for link in chain_of(told, chosen)] == example["chain"]


def test_whom_nobody_named_before_is_left_out(facts_of: Read) -> None:
    assert resolve_speakers(facts_of("وی افزود که دو نفر در حمله کشته شدند.")) == []


@pytest.mark.parametrize(
    ("text", "speaker", "claim"),
    [
        ("رویترز به نقل از پلیس عراق مدعی شد که بمبی منفجر شده است.", "پلیس عراق", "alleged"),
        ("رویترز به نقل از پلیس عراق گزارش داد که بمبی منفجر شده است.", "پلیس عراق", "reported"),
        ("پلیس عراق حمله به بندر را تکذیب کرد.", "پلیس عراق", "denied"),
        ("پلیس عراق تایید کرد که بمبی منفجر شده است.", "پلیس عراق", "confirmed"),
    ],
)
def test_how_surely_it_is_told(facts_of: Read, text: str, speaker: str, claim: str) -> None:
    told = resolve_speakers(facts_of(text))
    assert claim_of(told, next(one for one in told if one.speaker.text == speaker)) == claim


def test_an_act_may_be_told_by_those_around_it_or_by_nobody(facts_of: Read) -> None:
    facts = facts_of("به گزارش ایسنا، در مرز درگیری شد.\nدو نفر کشته شدند.\nبه گفته پلیس عراق، بمبی منفجر شد.")
    told = resolve_speakers(facts)
    home = facts.sentences[1]
    assert [one.speaker.text for _, one in candidates(told, home)] == ["ایسنا", "پلیس عراق"]
    choices = source_choices(facts, home, None)
    assert choices[-1][0] is None
    assert [NOBODY in traits for _, traits in choices] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("دو نفر کشته شدند. پلیس عراق گفت بمبی منفجر شد.", []),
        ("دو نفر کشته شدند. پلیس عراق این خبر را تایید کرد و گفت بمبی منفجر شد.", ["پلیس عراق"]),
        ("دو نفر کشته شدند. پلیس عراق: بمبی منفجر شد.", []),
        ("دو نفر کشته شدند. به گفته پلیس عراق، بمبی منفجر شد.", ["پلیس عراق"]),
        ("دو نفر کشته شدند. بمبی هم منفجر شد./ ایسنا", ["ایسنا"]),
        ("کشته شدن دو نفر\nپلیس عراق گفت بمبی منفجر شد.", ["پلیس عراق"]),
        ("کشته شدن دو نفر\nرویترز: بمبی منفجر شد.\nپلیس عراق: انفجار دیگری نبود.", []),
        ("ایسنا: دو نفر کشته شدند. پلیس عراق گفت بمبی منفجر شد.", ["ایسنا", "پلیس عراق"]),
    ],
)
def test_who_speaks_later_told_what_is_before_by_no_verb(facts_of: Read, text: str, wanted: list[str]) -> None:
    facts = facts_of(text)
    assert [one.speaker.text for _, one in candidates(resolve_speakers(facts), facts.sentences[0])] == wanted


def test_a_speaker_is_one_candidate_however_often_it_speaks(facts_of: Read) -> None:
    facts = facts_of("پلیس عراق گفت که بمبی منفجر شد.\nپلیس عراق افزود که دو نفر کشته شدند.\nدرگیری ادامه دارد.")
    assert len(candidates(resolve_speakers(facts), facts.sentences[2])) == 1


def test_a_dateline_is_a_medium_at_the_head(facts_of: Read) -> None:
    told = resolve_speakers(facts_of("به گزارش ایسنا، پلیس عراق گفت که بمبی منفجر شد."))
    assert [one.speaker.text for one in told if is_dateline(one)] == ["ایسنا"]


def marked(facts: ArticleFacts, index: int, name: str) -> list[bool]:
    choices = source_choices(facts, facts.sentences[index], None)
    return [any(trait.startswith(name) for trait in traits) for _, traits in choices]


def test_a_heading_parts_an_act_from_those_who_spoke_before_it(facts_of: Read) -> None:
    lead = "پلیس عراق گفت که بمبی منفجر شد.\nاین انفجار در بصره بود.\n"
    item = "در هرات نیز دو نفر در حمله‌ای جداگانه کشته شدند.\nدرگیری ادامه دارد."
    assert marked(facts_of(lead + item), 2, "back.headed=True") == [False, False]
    assert marked(facts_of(lead + "خبرهای دیگر\n" + item), 3, "back.headed=True") == [True, False]


def test_a_bullet_is_no_sentence(facts_of: Read) -> None:
    facts = facts_of("پلیس عراق گفت که بمبی منفجر شد.\n🔹\nدو نفر در انفجار کشته شدند.")
    assert marked(facts, 2, "back.near=1.") == [True, False]


def test_a_later_agency_beats_the_one_at_the_head(facts_of: Read) -> None:
    facts = facts_of(
        "به گزارش ایسنا، در مرز درگیری شد.\nراه بسته ماند.\nبه گزارش رویترز، بمبی منفجر شد.\nدو نفر در حمله کشته شدند."
    )
    assert marked(facts, 3, "back.latest=True") == [True, False, False]
    assert marked(facts, 1, "back.latest=True")[0]


def test_a_colon_at_the_end_of_a_line_holds(facts_of: Read) -> None:
    lead = "در مرز درگیری شد.\nسخنگوی پلیس عراق نوشت:\n"
    assert marked(facts_of(lead + "دو نفر در حمله کشته شدند.\nبمبی هم منفجر شد."), 3, "back.held=True")[0]
    inline = "در مرز درگیری شد.\nسخنگوی پلیس عراق نوشت: دو نفر در حمله کشته شدند.\nبمبی هم منفجر شد."
    assert not any(marked(facts_of(inline), 2, "back.held"))


def test_one_who_alone_speaks_tells_what_follows(facts_of: Read) -> None:
    lead = "پلیس عراق اعلام کرد که بمبی منفجر شد.\nدو نفر در حمله کشته شدند."
    assert marked(facts_of(lead), 1, "nobody.sole=True") == [False, True]
    assert marked(facts_of(lead + "\nرویترز گزارش داد که درگیری ادامه دارد."), 1, "nobody.sole=True")[-1] is False


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("پلیس عراق به شورشیان درباره حمله هشدار داد.", False),
        ("دولت عراق گروه شورشیان را پس از حمله غیرقانونی اعلام کرد.", True),
        ("دولت عراق پس از حمله گروه شورشیان را غیرقانونی اعلام کرد.", False),
        ("ادعای شورشیان درباره حمله به بندر صحت ندارد.", False),
        ("به ادعای شورشیان حمله به بندر ادامه دارد.", True),
        ("پلیس عراق اعلام کرد که حمله‌ای رخ داد.", True),
    ],
)
def test_what_tells_no_act(facts_of: Read, text: str, tells: bool) -> None:
    assert marked(facts_of(text), 0, "own.tells=no")[0] is not tells


def test_a_credit_may_tell_all_that_stands_before_it(facts_of: Read) -> None:
    facts = facts_of(
        "در مرز درگیری شد.\nراه بسته ماند.\nشهر آرام است.\nبازار باز است.\nدو نفر در انفجار زخمی شدند./ ایسنا"
    )
    told = resolve_speakers(facts)
    assert [one.speaker.text for _, one in candidates(told, facts.sentences[0])] == ["ایسنا"]


def test_a_pronoun_means_no_one_who_is_quoted_nor_several(facts_of: Read) -> None:
    told = resolve_speakers(
        facts_of(
            "سخنگوی وزارت دفاع عراق گفت: وزیر خارجه آمریکا گفت که حمله ادامه دارد.\n"
            "کارشناسان آمریکایی گفتند که اوضاع آرام است.\n"
            "وی افزود: سه نفر در انفجار بمب کشته شدند."
        )
    )
    assert told[-1].cue.anaphor
    assert told[-1].speaker.text == "سخنگوی وزارت دفاع عراق"


def test_who_tells_a_row_is_the_likeliest_of_all_its_tellings(facts_of: Read) -> None:
    assert pool_sources([]) is None
    told = resolve_speakers(facts_of("پلیس عراق گفت بمبی منفجر شد. ارتش عراق گفت دو نفر کشته شدند."))
    police, army = told[0], told[1]
    assert pool_sources([[(None, 0.6), (police, 0.4)], [(police, 0.9), (None, 0.1)]]) is police
    assert pool_sources([[(police, 0.6), (army, 0.4)], [(army, 0.7), (police, 0.3)]]) is police


def test_who_speaks_thrice_is_whose_an_interview_is(facts_of: Read) -> None:
    often = "وزیر کشور عراق گفت: راه باز است.\nوزیر کشور عراق افزود: شهر آرام است.\n"
    other = "پلیس ترکیه گفت: مرز بسته است.\n"
    act = "دو نفر در حمله کشته شدند."
    assert marked(facts_of(often + other + act), 3, "back.main=True") == [False, False, False]
    thrice = often + "وزیر کشور عراق گفت: مرز باز است.\n" + other + act
    assert marked(facts_of(thrice), 4, "back.main=True") == [False, True, False]
