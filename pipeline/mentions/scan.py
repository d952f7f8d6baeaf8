"""One multi-pattern pass over a text for every lexicon.

In: a `Folded` text. Out: hits by layer: which words of which lexicon stand where, at word
boundaries, with Persian inflection after them allowed, the longest reading of each place kept.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick_rs
import numpy as np

from pipeline.lexicons.load import keys_of, split_forms
from pipeline.text.letters import Folded

# Inflection written onto a noun: plural, indefinite and ezafe ی, possessives, copula.
_NOUN_ENDING = re.compile(
    r"(?:ها|های|هایی|هایش|هایشان|هایم|هایمان|ی|یی|ای|یان|یانی|ش|شان|اش|اند|م|مان|ان|انی|انش|انشان|ند|ست|یش|ات)?(?![^\W_])"
)
_EXACT = re.compile(r"(?![^\W_])")
_INFLECTED = frozenset({"trigger", "death", "role", "group", "body", "media", "source_noun", "weapon", "demonym"})
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
    """An Aho-Corasick automaton over `layers`: layer → form key → lexicon rows."""

    def __init__(self, layers: Mapping[str, Mapping[str, Iterable[Any]]]) -> None:
        entries: dict[str, list[tuple[str, tuple[Any, ...]]]] = {}
        for layer in sorted(layers):
            for form, rows in layers[layer].items():
                if form:
                    entries.setdefault(form, []).append((layer, tuple(rows)))
        self._forms = sorted(entries)
        self._entries = [entries[form] for form in self._forms]
        self._whole = [frozenset(at for at, rows in entries[form] if _is_exact(form, rows)) for form in self._forms]
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._forms, matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    def scan(self, folded: Folded) -> dict[str, list[Hit]]:
        """Hits by layer, each list ordered and without overlaps; a name inside a longer name is dropped."""
        matches = self._automaton.find_matches_as_indexes(folded.key, overlapping=True)
        if not matches:
            return {}
        spans = np.array(matches, dtype=np.int64)
        word = folded.is_word
        starts, ends = spans[:, 1], spans[:, 2]
        codes = np.frombuffer(folded.key.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32)
        digit = (codes >= ord("0")) & (codes <= ord("9"))
        glued = digit[starts - 1] & ~digit[starts]  # «۱۲۰شهید»
        good = ~(word[starts - 1] & (starts > 0)) | glued
        tails_free = ~word[ends] if len(word) else good
        by_layer: dict[str, list[Hit]] = {}
        for index in np.flatnonzero(good):
            form_id, start, end = matches[index]
            for layer, rows in self._entries[form_id]:
                tail = end
                if not tails_free[index]:
                    if layer not in _INFLECTED or layer in self._whole[form_id]:
                        continue
                    if not (ending := _NOUN_ENDING.match(folded.key, end)):
                        continue
                    tail = ending.end()
                by_layer.setdefault(layer, []).append(Hit(start, end, tail, layer, self._forms[form_id], rows))
        longest = {layer: _longest(hits) for layer, hits in by_layer.items()}
        return _drop_inner_names(longest)


@cache
def _exact_keys(cell: str) -> frozenset[str]:
    return frozenset(key for form in split_forms(cell) for key in keys_of(form))


def _is_exact(form: str, rows: Iterable[Any]) -> bool:
    """Whether a row keeps the form to whole words: an ending makes another word («تروریست», «تروریستی»)."""
    return any(isinstance(row, Mapping) and form in _exact_keys(row.get("exact_forms", "")) for row in rows)


def _longest(hits: list[Hit]) -> list[Hit]:
    """The leftmost-longest choice of hits without overlaps."""
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    reached = -1
    for hit in hits:
        if hit.start >= reached:
            kept.append(hit)
            reached = hit.end
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
