"""One multi-pattern pass over a text for every lexicon.

In: a `Folded` text. Out: hits by layer: which words of which lexicon stand where, at word
boundaries, with Persian inflection after them allowed, the longest reading of each place kept.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

import ahocorasick_rs

from pipeline.lexicons.load import cell_keys
from pipeline.text.letters import Folded

# Inflection written onto a noun: plural, indefinite and ezafe ی, possessives, copula.
_NOUN_ENDING = re.compile(
    r"(?:ها|های|هایی|هایش|هایشان|هایم|هایمان|ی|یی|ای|یان|یانی|ش|شان|اش|اند|م|مان|ان|انی|انش|انشان|ند|ست|یش|ات)?(?![^\W_])"
)
_INFLECTED = frozenset({"trigger", "death", "role", "group", "body", "media", "source_noun", "weapon", "demonym"})
_DIGITS = frozenset("0123456789")
_Entry = tuple[str, tuple[Any, ...]]  # layer, rows
_Found = tuple[int, int, int, int, tuple[Any, ...]]  # start, end below zero, tail, number of the form, rows
_place = itemgetter(0, 1)
_DOUBTED = "trigger"  # whose longest reading may prove wrong: «به گلوله» of «به گلوله‌باران شهر پرداختند»
SPARE = "trigger_spare"  # the layer of its other readings, which may overlap
NAMES = frozenset({"place", "country", "group", "body", "media", "person"})


@dataclass(slots=True)  # not frozen: thousands are made, and frozen ones take thrice as long
class Hit:
    """A lexicon form at `key[start:end]`; `tail` is where its written inflection ends; `rows` its lexicon rows."""

    start: int
    end: int
    tail: int
    layer: str
    form: str
    rows: tuple[Any, ...]


class Scanner:
    """An Aho-Corasick automaton over the forms of a table."""

    def __init__(self, forms: list[str], entries: list[list[_Entry]], bending: list[list[_Entry]]) -> None:
        """For each form key what it is, and which of that an ending may be written to."""
        self.table = forms, entries, bending
        self._automaton = ahocorasick_rs.AhoCorasick(
            forms,
            matchkind=ahocorasick_rs.MatchKind.Standard,
            store_patterns=False,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,  # an eighth faster than what it would choose
        )

    @classmethod
    def of(cls, layers: Mapping[str, Mapping[str, Iterable[Any]]]) -> "Scanner":
        """The scanner of `layers`: layer → form key → lexicon rows."""
        entries: dict[str, list[_Entry]] = {}
        bending: dict[str, list[_Entry]] = {}
        for layer in sorted(layers):
            bends = layer in _INFLECTED
            for form, rows in layers[layer].items():
                if form:
                    entry = (layer, tuple(rows))
                    entries.setdefault(form, []).append(entry)
                    if bends and not _is_exact(form, rows):
                        bending.setdefault(form, []).append(entry)
        return cls(list(entries), list(entries.values()), [bending.get(form, []) for form in entries])

    def matches(self, key: str) -> list[tuple[int, int, int]]:
        """One pass over a text: number of the form, start and end of every place where one stands, in a word or whole."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(key, overlapping=True)
        return found

    def scan(self, folded: Folded) -> dict[str, list[Hit]]:
        """Hits by layer, each list ordered and, but for `SPARE`, without overlaps; a name inside a longer one is dropped."""
        matches = self.matches(folded.key)
        if not matches:
            return {}
        key, (forms, entries, bending) = folded.key, self.table
        word = folded.is_word.tobytes()
        by_layer: defaultdict[str, list[_Found]] = defaultdict(list)
        for form, start, end in matches:
            if start and word[start - 1] and (key[start - 1] not in _DIGITS or key[start] in _DIGITS):  # not «۱۲۰شهید»
                continue
            tail, told = end, entries[form]
            if word[end]:
                told = bending[form]
                ending = _NOUN_ENDING.match(key, end) if told else None
                if ending is None:
                    continue
                tail = ending.end()
            for layer, rows in told:
                by_layer[layer].append((start, -end, tail, form, rows))
        chosen = {layer: _longest(hits) for layer, hits in by_layer.items()}
        if _DOUBTED in chosen:
            kept = set(map(_place, chosen[_DOUBTED]))
            chosen[SPARE] = [hit for hit in by_layer[_DOUBTED] if _place(hit) not in kept]
        found = {
            layer: [Hit(start, -end, tail, layer, forms[form], rows) for start, end, tail, form, rows in hits]
            for layer, hits in chosen.items()
        }
        return _drop_inner_names(found)


@cache
def _exact_keys(cell: str) -> frozenset[str]:
    return frozenset(cell_keys(cell))


def _is_exact(form: str, rows: Iterable[Any]) -> bool:
    """Whether a row keeps the form to whole words: an ending makes another word («تروریست», «تروریستی»)."""
    cells = [row["exact_forms"] for row in rows if isinstance(row, dict) and row.get("exact_forms")]
    return bool(cells) and any(form in _exact_keys(cell) for cell in cells)


def _longest(hits: list[_Found]) -> list[_Found]:
    """The leftmost-longest choice of hits without overlaps."""
    hits.sort(key=_place)
    kept: list[_Found] = []
    reached = -1
    for hit in hits:
        if hit[0] >= reached:
            kept.append(hit)
            reached = -hit[1]
    return kept


def _drop_inner_names(layers: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """A name strictly inside a longer name of another layer is part of that name («صدای بغداد»)."""
    names = sorted((hit for layer in NAMES for hit in layers.get(layer, ())), key=lambda hit: (hit.start, -hit.end))
    outer: list[tuple[int, int]] = []
    for hit in names:
        if not outer or hit.end > outer[-1][1]:
            outer.append((hit.start, hit.end))
    begins = [start for start, _ in outer]
    result: dict[str, list[Hit]] = {}
    for layer, hits in layers.items():
        if layer in NAMES or layer == "demonym":
            hits = [hit for hit in hits if not _inside(hit, outer, begins)]
        result[layer] = hits
    return result


def _inside(hit: Hit, outer: list[tuple[int, int]], begins: list[int]) -> bool:
    at = bisect_left(begins, hit.start + 1) - 1
    if at < 0:
        return False
    start, end = outer[at]
    return start <= hit.start and hit.end <= end and (end - start) > (hit.end - hit.start)
