"""Lexicons: the words, as data.

In: the CSV files beside this module (`forms` separated by `|`, a ZWNJ at a joint inside a word).
Out: rows as dictionaries, and for each form the keys under which a folded text may hold it.
"""

import csv
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice, product
from pathlib import Path

from pipeline.text.letters import fold, fold_word

FOLDER = Path(__file__).parent
_JOINT = "\u200c"
_MOST_JOINTS = 4


@contextmanager
def uncollected() -> Iterator[None]:
    """While tables are built that live as long as the process: the collector would walk them over and over in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name.csv`, in file order, every cell stripped."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple({k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(file))


def split_forms(cell: str) -> list[str]:
    """The spellings in a `forms` cell."""
    return [form.strip() for form in cell.split("|") if form.strip()]


def spellings_of(form: str) -> list[str]:
    """How a form may be written: at a ZWNJ joint a space or nothing."""
    pieces = [piece for piece in form.split(_JOINT) if piece]
    joints = len(pieces) - 1
    if joints <= 0:
        return [form]
    if joints > _MOST_JOINTS:
        return [" ".join(pieces), "".join(pieces)]
    return [
        pieces[0] + "".join(mark + piece for mark, piece in zip(marks, pieces[1:], strict=True))
        for marks in product((" ", ""), repeat=joints)
    ]


@cache
def keys_of(form: str) -> tuple[str, ...]:
    """Every key of a form: at a ZWNJ joint a space or nothing, at a space a space."""
    return tuple(dict.fromkeys(fold_word(word) for word in spellings_of(form)))


def cell_keys(cell: str) -> tuple[str, ...]:
    """Every key of the forms in a cell."""
    return tuple(key for form in split_forms(cell) for key in keys_of(form))


@cache
def keys_by(name: str, column: str) -> dict[str, frozenset[str]]:
    """Keys of a lexicon's forms by what their rows have in a column; a class that no row has is a KeyError, no empty set."""
    found: dict[str, set[str]] = {}
    for row in read_rows(name):
        found.setdefault(row[column], set()).update(cell_keys(row["forms"]))
    return {cell: frozenset(keys) for cell, keys in found.items()}


def fold_words(words: Sequence[str]) -> list[str]:
    """`fold_word` of many words, none of which holds a line break, in one pass."""
    return [key.strip() for key in fold("\n".join(words)).key.split("\n")] if words else []


def keyed_rows(name: str, column: str = "forms") -> dict[str, list[dict[str, str]]]:
    """Rows of a lexicon by each key of each of their forms."""
    forms = [(spellings_of(form), row) for row in read_rows(name) for form in split_forms(row.get(column, ""))]
    keys = iter(fold_words([word for words, _ in forms for word in words]))
    found: dict[str, list[dict[str, str]]] = {}
    for words, row in forms:
        for key in dict.fromkeys(islice(keys, len(words))):
            found.setdefault(key, []).append(row)
    return found
