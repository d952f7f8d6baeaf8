"""Frequent Persian words, from hazm's list: what a name that nobody has listed is unlikely to be.

In: hazm's `words.dat` (word, frequency, parts of speech). Out: keys.
"""

from functools import cache
from importlib.resources import files

from pipeline.text.letters import fold

_FREQUENT = 100  # in hazm's own count; rarer words there are often names


@cache
def common_words() -> frozenset[str]:
    """The keys of the words that hazm gives a frequency of at least 100."""
    lines = (files("hazm") / "data" / "words.dat").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines]
    frequent = [cell[0] for cell in cells if len(cell) > 1 and cell[1].isdecimal() and int(cell[1]) >= _FREQUENT]
    return frozenset(fold("\n".join(frequent)).key.split("\n"))
