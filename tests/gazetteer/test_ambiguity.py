"""Counting which forms are ordinary words."""

import pytest

from pipeline.gazetteer.ambiguity import count_contexts, decide
from pipeline.lexicons.load import read_rows
from pipeline.text.letters import fold_word


@pytest.mark.parametrize(
    ("total", "heads", "cues", "is_word", "people", "wanted"),
    [
        (0, 0, 0, False, 0, "free"),
        (0, 0, 0, True, 0, "head"),
        (0, 0, 0, True, 40_000, "cue"),
        (9_000, 3, 3_000, True, 0, "drop"),
        (200, 40, 60, True, 0, "free"),
        (10, 0, 5, False, 0, "free"),
        (10, 0, 2, False, 0, "cue"),
        (10, 0, 0, False, 0, "head"),
    ],
)
def test_decisions(total: int, heads: int, cues: int, is_word: bool, people: int, wanted: str) -> None:
    assert decide("نامجا", total, heads, cues, is_word, people) == wanted


def test_contexts_are_counted_by_whole_words() -> None:
    texts = ["شهر سنگین آرام است. بار سنگین. در سنگین", "سنگینی بار", "ولسوالي  سنگين"]
    assert count_contexts(["سنگین"], texts) == {"سنگین": (4, 2, 1)}


def test_every_decision_is_known_and_made_once() -> None:
    rows = read_rows("place_ambiguity")
    assert {row["needs"] for row in rows} == {"cue", "head", "drop"}
    assert {row["decided_by"] for row in rows} == {"hand", "counts"}
    assert all(row["reason"] and row["source"] for row in rows)
    keys = [fold_word(row["form"]) for row in rows]
    assert len(set(keys)) == len(keys)
