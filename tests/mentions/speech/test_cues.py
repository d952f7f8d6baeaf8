"""Traits of words of saying: what the lexicon gives, the code asks for, and nothing else."""

import re
from pathlib import Path

import pytest

from pipeline.lexicons.load import read_rows, split_forms
from pipeline.mentions.speech.cues import cues_by_lemma, lemmas_with

ROOMS = [Path(__file__).parents[3] / "pipeline" / room for room in ("mentions", "events")]
_ASKED = re.compile(r'(?:\.has|lemmas_with)\("(\w+)"\)')


def test_every_trait_is_asked_for_and_every_one_asked_for_is_given() -> None:
    given = {trait for row in read_rows("speech_verbs") for trait in split_forms(row["traits"])}
    asked = {
        trait for room in ROOMS for path in room.rglob("*.py") for trait in _ASKED.findall(path.read_text("utf-8"))
    }
    assert asked == given


def test_no_rule_of_speech_knows_a_lemma_by_its_spelling() -> None:
    lemmas = {row["lemma"] for row in read_rows("speech_verbs")}
    paths = [path for room in ROOMS for path in (*room.glob("speech/*.py"), *room.glob("sources/*.py"))]
    typed = {each for path in paths for each in re.findall(r'lemma (?:==|!=|in) \(?"([^"]+)"', path.read_text("utf-8"))}
    assert typed & lemmas == set()


def test_a_trait_is_of_its_lemmas() -> None:
    cues = cues_by_lemma()
    assert cues["خواستار شدن"].has("demands") and not cues["گفتن"].has("demands")
    with pytest.raises(KeyError):
        lemmas_with("demandz")
