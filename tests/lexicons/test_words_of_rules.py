"""Words that rules hold a text against are written as its key writes them, else they never match."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import pipeline.events
import pipeline.mentions
import pipeline.text
from pipeline.lexicons.load import read_rows
from pipeline.text.letters import fold_word

_PERSIAN = re.compile("[\u0621-\u06cc]")
LEMMAS = {row["lemma"] for row in (*read_rows("triggers"), *read_rows("speech_verbs"))}  # no words of a text
MODULES = [
    module.name
    for room in (pipeline.text, pipeline.mentions, pipeline.events)
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    if not module.ispkg and module.name != "pipeline.text.letters"  # the folding itself
]


def test_modules_in_folders_are_held_too() -> None:
    assert {"pipeline.events.sides.owners", "pipeline.mentions.tolls.find"} <= set(MODULES)


def words_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | frozenset | tuple | list):
        for each in value:
            yield from words_of(each)


@pytest.mark.parametrize("name", MODULES)
def test_words_are_as_in_a_key(name: str) -> None:
    held = {
        word.strip()
        for each, value in vars(importlib.import_module(name)).items()
        if not isinstance(value, str) and not each.startswith("__")
        for word in words_of(value)
        if _PERSIAN.search(word)
    }
    assert sorted(word for word in held if fold_word(word) != word and word not in LEMMAS) == []
