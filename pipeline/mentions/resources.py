"""What reading needs besides the text: the gazetteer and one scanner over every lexicon.

In: a `Gazetteer`. Out: `Resources`, built once per worker and shared by every article.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.gazetteer.load import Gazetteer, load_gazetteer
from pipeline.lexicons.load import keyed_rows, uncollected
from pipeline.mentions.place_words import place_layers
from pipeline.mentions.scan import Scanner


@dataclass(frozen=True)
class Resources:
    """The gazetteer and the automaton over all lexicons."""

    gazetteer: Gazetteer
    scanner: Scanner


def _layers(gazetteer: Gazetteer) -> dict[str, dict[str, list[Any]]]:
    groups = keyed_rows("groups")
    for key, rows in keyed_rows("groups", "weak_forms").items():
        groups.setdefault(key, []).extend(rows)
    return {
        "trigger": keyed_rows("triggers"),
        "death": keyed_rows("death_words"),
        "speech": keyed_rows("speech_verbs"),
        "weapon": keyed_rows("weapons"),
        "role": keyed_rows("role_nouns"),
        "source_noun": keyed_rows("source_nouns"),
        "media": keyed_rows("media"),
        "group": groups,
        "body": keyed_rows("bodies"),
        "person": keyed_rows("persons"),
        "country": keyed_rows("countries"),
        "demonym": keyed_rows("countries", "demonyms"),
        "capital": keyed_rows("countries", "capital_forms"),
        "government": keyed_rows("countries", "government_forms"),
        "place": {form: [form] for form in gazetteer.forms},
        "place_word": {form: list(rows) for form, rows in place_layers(gazetteer)["place_word"].items()},
    }


@uncollected()
def build_resources(gazetteer: Gazetteer) -> Resources:
    """Compile the scanner for a gazetteer."""
    return Resources(gazetteer, Scanner(_layers(gazetteer)))


@cache
def default_resources() -> Resources:
    """Resources over the default gazetteer, built at first use in each process."""
    return build_resources(load_gazetteer())
