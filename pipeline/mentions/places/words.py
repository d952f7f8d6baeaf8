"""The words that stand beside place names: heads (شهر), directions (شمال), prepositions (در), bodies (دولت) …

In: `lexicons/place_words.csv`. Out: look-ups by key, and the words that the scanner needs so that `find_places` gets
every hit it reads.
"""

from dataclasses import dataclass
from functools import cache

from pipeline.lexicons.load import cell_keys, keys_by, read_rows

_ENDINGS = ("", "های", "هایی", "ها", "ان", "یان")
_SCANNED = ("head", "border", "capital", "anaphor", "home")


NameHit = tuple[int, int, str]  # a name of the gazetteer at key[start:end] and its form


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """What a word says of the name after it: its role, a head's level, and how a head is told in English.

    `sort` tells apart heads of one level: what is natural, a camp, a command, a shared border, «کشور» (a place with a
    side alone).
    """

    role: str
    level: str
    name_en: str
    sort: str = ""


@cache
def place_words() -> dict[str, PlaceWord]:
    """Words beside names by key; where a word has several roles the first row of the lexicon holds."""
    found: dict[str, PlaceWord] = {}
    for row in read_rows("place_words"):
        if row["role"] not in ("body", "not_name", "adjective", "way"):
            level, _, sort = row["level"].partition(".")
            word = PlaceWord(row["role"], level, row["name_en"], sort)
            for key in cell_keys(row["forms"]):
                found.setdefault(key, word)
    return found


@cache
def phrases_by_last_word() -> dict[str, tuple[tuple[int, str, PlaceWord], ...]]:
    """For the last word of each phrase of `place_words`: number of words, key and meaning, the longest first."""
    found: dict[str, list[tuple[int, str, PlaceWord]]] = {}
    for key, word in place_words().items():
        parts = key.split()
        found.setdefault(parts[-1], []).append((len(parts), key, word))
    return {last: tuple(sorted(phrases, key=lambda phrase: -phrase[0])) for last, phrases in found.items()}


@cache
def body_words() -> frozenset[str]:
    """Words of bodies and owners (دولت، سفیر) with the endings that are written onto them."""
    return frozenset(
        word + ending
        for word in words_of_role("body")
        for ending in (*_ENDINGS, *(("ی",) if word.endswith(("ا", "و")) else ()))
    )


@cache
def words_of_role(role: str) -> frozenset[str]:
    """Keys of the words of one role."""
    return keys_by("place_words", "role")[role]


PLACE_LAYERS = ("place", "demonym", "place_word")  # the layers whose hits `find_places` reads


def scanned_words() -> dict[str, list[str]]:
    """The words beside names that the scanner must look for, since `find_places` reads their hits."""
    return {key: [key] for key, word in place_words().items() if word.role in _SCANNED or word.level == "host"}
