"""Happenings known by name: «ترور رفیق حریری», «جنگ ۳۳ روزه» tell no day, and yet are history once they have ended.

In: a `Scene`. Out: for each happening of `lexicons/famous_events.csv` named in it, whether it is the act of the unit,
and the day it ended.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.events.types.kind_words import forms_of
from pipeline.events.types.scenes import Scene
from pipeline.lexicons.load import cell_keys, keys_of, read_rows, split_forms

_WORD = re.compile(r"[^\W_]+")
_BEFORE, _BEHIND = 5, 6  # words between a name and its act


@dataclass(frozen=True, slots=True)
class _Famous:
    """A name, the act words of which one must stand by it (none: the name is enough), and the last day."""

    name: tuple[str, ...]
    acts: tuple[str, ...]
    end: date


@cache
def _by_first_word() -> dict[str, tuple[_Famous, ...]]:
    found: dict[str, list[_Famous]] = {}
    for row in read_rows("famous_events"):
        acts = tuple(f" {act} " for told in split_forms(row["acts"]) for act in _acts(told))
        for key in set(cell_keys(row["forms"])):
            name = tuple(_WORD.findall(key))
            found.setdefault(name[0], []).append(_Famous(name, acts, date.fromisoformat(row["end"])))
    return {word: tuple(events) for word, events in found.items()}


def _acts(told: str) -> tuple[str, ...]:
    return forms_of(told) if told.startswith("known.") else keys_of(told)


def famous_in(scene: Scene) -> Iterator[tuple[bool, date]]:
    """Of each happening named, whether it is the unit's own act, and the last day."""
    names = _by_first_word()
    if scene.words.isdisjoint(names):
        return
    words = scene.spaced.split()
    own, anchor = _own_words(scene)
    for at, word in enumerate(words):
        for event in names.get(word, ()):
            past = at + len(event.name)
            if tuple(words[at:past]) != event.name:
                continue
            first, last = max(0, at - _BEFORE), past + _BEHIND
            around = f" {' '.join(words[first:at])} | {' '.join(words[past:last])} "
            told = [act for act in event.acts if act in around]
            if told or not event.acts:
                near = at <= anchor < past or (first <= anchor < last and any(w in act for w in own for act in told))
                yield near, event.end


def _own_words(scene: Scene) -> tuple[tuple[str, ...], int]:
    """The unit's act word with a space at either end of each word of it, and how many words stand before it."""
    if scene.anchor is None:
        return (), -1
    first, last = scene.anchor.key_start - scene.start, scene.anchor.key_end - scene.start
    own = tuple(f" {word} " for word in _WORD.findall(scene.key[first:last]) if len(word) > len("به"))
    return own, len(_WORD.findall(scene.key[:first]))
