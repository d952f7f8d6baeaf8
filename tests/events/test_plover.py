"""The second coding: by type, by act word, by craft, and by the verbal act where an act is only meant."""

from collections.abc import Callable

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.plover import read_plover
from pipeline.schema.codes import codes, read_codes

Read = Callable[..., ArticleFacts]


@pytest.mark.parametrize(
    ("text", "kind", "status", "code"),
    [
        ("در حمله پهپادی دو نفر کشته شدند", "Air/drone strike", "happened", ("ASSAULT", "drone")),
        ("جنگنده‌ها به شهر حمله کردند", "Air/drone strike", "happened", ("ASSAULT", "aerial")),
        ("شورشیان به بندر حمله کردند", "Shelling/artillery/missile attack", "happened", ("ASSAULT", "heavy-weapons")),
        ("شورشیان به بندر حمله کردند", "Armed clash", "happened", ("ASSAULT", None)),
        ("فرماندار ترور شد", "Attack", "happened", ("ASSAULT", "targeted")),
        ("دو نفر کشته شدند", "Attack", "happened", ("ASSAULT", None)),
        ("دو نفر بازداشت شدند", "Arrests", "happened", ("COERCE", "arrest")),
        ("دو طرف بر سر آتش‌بس توافق کردند", "Agreement", "happened", ("RETREAT", "ceasefire")),
        ("هزاران نفر تظاهرات کردند", "Protest with intervention", "happened", ("PROTEST", "demo")),
        ("شورشیان تهدید به حمله کردند", "Armed clash", "planned", ("THREATEN", None)),
        ("سازمان ملل خواستار آتش‌بس شد", "Agreement", "planned", ("REQUEST", "yield")),
        ("شورشیان تهدید کردند و سپس به شهر حمله کردند", "Armed clash", "happened", ("ASSAULT", None)),
        ("ارتش آماده حمله است", "Armed clash", "planned", ("ASSAULT", None)),
    ],
)
def test_coding(facts_of: Read, text: str, kind: str, status: str, code: tuple[str | None, str | None]) -> None:
    facts = facts_of(text)
    (sentence,) = facts.sentences
    assert read_plover(facts.folded.key, choose_anchor(sentence), kind, status) == code


def test_every_type_has_a_coding_that_the_code_lists_know() -> None:
    modes = {row["code"]: row["plover_type"].split() for row in read_codes("plover_mode")}
    for kind in codes("sub_event_type"):
        found, mode = read_plover("", None, kind, "happened")
        assert found is None or found in codes("plover_type")
        assert mode is None or found in modes[mode]
