"""Marked text as segments, so that the page counts no characters: JavaScript counts UTF-16 units, the tables code points.

In: a text and marks (spans with a kind, which may overlap). Out: pairs of words and kinds; the words joined are the text,
character by character, whatever the marks.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

Segment = tuple[str, str]  # words, and the kinds that lie on them, joined by spaces


class Mark(NamedTuple):
    """A span of characters of a text and what it is."""

    start: int
    end: int
    kind: str


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """The text cut wherever a mark begins or ends; a mark outside of the text, or empty, marks nothing."""
    marks = set(marks)
    if not marks:  # as most articles are
        return [(text, "")] if text else []
    begins: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for mark in marks:
        start, end = max(0, mark.start), min(len(text), mark.end)
        if start < end:
            begins.setdefault(start, []).append(mark.kind)
            ends.setdefault(end, []).append(mark.kind)
    cuts = sorted({0, len(text), *begins, *ends})
    open_kinds: dict[str, int] = {}
    found: list[Segment] = []
    for start, end in pairwise(cuts):
        for kind in ends.get(start, ()):
            open_kinds[kind] -= 1
            if not open_kinds[kind]:
                del open_kinds[kind]
        for kind in begins.get(start, ()):
            open_kinds[kind] = open_kinds.get(kind, 0) + 1
        kinds = " ".join(sorted(open_kinds))
        if found and found[-1][1] == kinds:
            found[-1] = (found[-1][0] + text[start:end], kinds)
        else:
            found.append((text[start:end], kinds))
    return found


def within(marks: Iterable[Mark], start: int, end: int) -> list[Mark]:
    """The marks that lie in a part of the text, as offsets in that part."""
    return [
        Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.kind)
        for mark in marks
        if mark.start < end and start < mark.end
    ]
