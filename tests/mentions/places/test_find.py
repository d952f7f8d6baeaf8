"""Places in texts: every rule's examples, and what holds for every mention."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mentions.places.find import PlaceMention, country_votes, find_places
from pipeline.mentions.places.words import PLACE_LAYERS, place_words
from pipeline.mentions.resources import default_resources
from pipeline.text.letters import fold

EXAMPLES = yaml.load(
    (Path(__file__).parents[2] / "examples" / "places.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
RULES = {
    "place.name", "place.head", "place.site", "place.country", "place.demonym", "place.office", "place.direction",
    "place.near", "place.offset", "place.border", "place.capital", "place.anaphor", "place.home", "place.head_noun",
}  # fmt: skip
NAMES = {"name": "location_name", "precision": "geo_precision"}


def places_in(text: str, home: str | None = "IRN") -> list[PlaceMention]:
    resources, folded = default_resources(), fold(text)
    hits = resources.scanner.scan(folded)
    spots = [(hit.start, hit.end, hit.form) for layer in PLACE_LAYERS for hit in hits.get(layer, ())]
    bodies = [(hit.start, hit.end) for layer in ("body", "group") for hit in hits.get(layer, ())]
    return find_places(folded, spots, resources.gazetteer, bodies, home)


def differences(mentions: list[PlaceMention], wanted: list[dict[str, Any]]) -> list[str]:
    if [m.text for m in mentions] != [w["text"] for w in wanted]:
        return [f"found {[m.text for m in mentions]}, wanted {[w['text'] for w in wanted]}"]
    return [
        f"{mention.text}: {key} is {getattr(mention, NAMES.get(key, key))!r}, wanted {value!r}"
        for mention, expected in zip(mentions, wanted, strict=True)
        for key, value in expected.items()
        if getattr(mention, NAMES.get(key, key)) != value
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:40])
def test_example(example: dict[str, Any]) -> None:
    mentions = places_in(example["text"], example.get("home", "IRN") or None)
    assert differences([m for m in mentions if not m.in_name], example["found"]) == []
    assert differences([m for m in mentions if m.in_name], example.get("named", [])) == []


def test_every_rule_has_an_example() -> None:
    seen = {m.rule for example in EXAMPLES for m in places_in(example["text"])}
    assert seen == RULES
    assert {example["rule"] for example in EXAMPLES} == RULES


def test_coordinates_come_with_the_name() -> None:
    [mention] = places_in("بمبی در فلوجه منفجر شد")
    assert (mention.country, mention.admin1, mention.geonames_id is not None) == ("IRQ", "Anbar", True)
    assert mention.latitude == pytest.approx(33.35, abs=0.1)
    assert mention.longitude == pytest.approx(43.78, abs=0.1)


def test_more_than_one_reading_is_told() -> None:
    [mention] = places_in("در طرابلس درگیری شد")
    assert mention.candidates > 1
    assert mention.is_ambiguous


def test_votes_count_countries_and_leave_ordinary_words_out() -> None:
    gazetteer = default_resources().gazetteer
    votes = country_votes(["عراق", "عراقی", "سنگین"], gazetteer)
    assert set(votes) == {"IRQ"}
    assert votes["IRQ"] > country_votes(["عراق"], gazetteer)["IRQ"]


def test_words_beside_places_are_no_places() -> None:
    gazetteer = default_resources().gazetteer
    beside = {key for key, word in place_words().items() if word.role in ("head", "preposition")}
    assert beside & gazetteer.forms.keys() == set()


PIECES = ["بغداد", "شهر", "در", "استان", "،", " و ", "عراق", "مرز", "شمال", "پایتخت", "این کشور", "«", "»", "روستای",
          "تیشا", "۳۰ کیلومتری", "آمریکایی", "\n", "\u200c", "ـ", "مسجد", "&zwnj;", "x"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_mentions_are_ordered_disjoint_and_point_into_the_text(text: str) -> None:
    mentions = places_in(text)
    for mention in mentions:
        assert mention.text == text[mention.start : mention.end]
        assert mention.text.strip()
        assert mention.location_name
        assert (mention.latitude is None) == (mention.longitude is None)
    for before, after in pairwise(mentions):
        assert before.end <= after.start
        assert before.key_end <= after.key_start


def test_heads_of_one_level_are_told_apart_by_the_lexicon() -> None:
    words = place_words()
    assert {word.sort for word in words.values()} == {"", "natural", "camp", "command", "shared", "sided"}
    assert [words[key].sort for key in ("رودخانه", "سد", "کمپ", "مرز مشترک", "مرز", "کشور", "کشورهای")] == [
        "natural", "", "camp", "shared", "", "sided", "",
    ]  # fmt: skip
