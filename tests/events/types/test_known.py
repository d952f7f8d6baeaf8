"""Happenings known by name: read from the lexicon, the unit's own act or another's, history only once they have ended."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.events.facts import ArticleFacts
from pipeline.events.types.features import Story
from pipeline.events.types.kind_words import forms_of
from pipeline.events.types.known import famous_in
from pipeline.events.types.scenes import read_scene
from pipeline.lexicons.load import read_rows

Read = Callable[..., ArticleFacts]
HARIRI = dt.date(2005, 2, 14)


def named(facts: ArticleFacts) -> list[tuple[bool, dt.date]]:
    """What is known by name in an article of one sentence."""
    (sentence,) = facts.sentences
    return sorted(set(famous_in(read_scene(facts, sentence))))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("کمیته‌ای درباره ترور رفیق حریری گزارش داد", [(True, HARIRI)]),
        ("رفیق حریری در انفجار بیروت کشته شد", [(True, HARIRI)]),
        ("سه کارمند به ظن دست داشتن در ترور رفیق حریری دستگیر شدند", [(False, HARIRI)]),
        ("دولت رفیق حریری با معترضان گفتگو کرد", []),
        ("پل شهر در جنگ ۳۳ روزه بمباران شد", [(False, dt.date(2006, 8, 14))]),
        ("پل شهر دیروز بمباران شد", []),
    ],
)
def test_named(facts_of: Read, text: str, found: list[tuple[bool, dt.date]]) -> None:
    assert named(facts_of(text)) == found


@pytest.mark.parametrize(
    ("published", "text", "told"),
    [
        (dt.datetime(2005, 2, 20, 9), "ترور رفیق حریری محکوم شد", False),
        (dt.datetime(2005, 6, 20, 9), "ترور رفیق حریری محکوم شد", True),
        (None, "ترور رفیق حریری محکوم شد", True),
        (None, "پس از ترور رفیق حریری در ۱۴ فوریه ۲۰۰۵ راهپیمایی شد", False),
        (None, "ترور رفیق حریری بار دیگر در ۳ مارس ۲۰۰۹ محکوم شد", True),
    ],
)
def test_history_only_once_it_has_ended(facts_of: Read, published: dt.datetime | None, text: str, told: bool) -> None:
    facts = facts_of(text, published)
    standings = [name for name, _ in Story(facts).standings(facts.sentences[0])]
    assert (not {"known", "known_told"}.isdisjoint(standings)) is told


def test_rows_of_the_lexicon_are_whole() -> None:
    rows = read_rows("famous_events")
    assert len(rows) >= 150
    for row in rows:
        first, last = dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(row["end"])
        assert first <= last and dt.date(1941, 1, 1) <= last <= dt.date(2025, 12, 31), row["forms"]
        assert row["source"].startswith("Wikipedia: "), row["forms"]
        assert all(forms_of(act) for act in row["acts"].split("|") if act.startswith("known.")), row["forms"]
    assert len({(row["forms"], row["acts"]) for row in rows}) == len(rows)
