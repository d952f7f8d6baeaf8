"""An article's words around a row, cut into marked pieces, and anchors that find words again.

In: an article's text, a row and its child rows. Out: pairs of words and the kinds of marks that lie on them, whose words
joined are the text; characters are counted here, because JavaScript counts other units. Kinds: sentence (the row's
evidence), act, actor, date, figure, place, source.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

Cells = Mapping[str, Any]
Mark = tuple[int, int, str]  # start, end, kind
Piece = tuple[str, str]  # words, kinds joined by spaces
AROUND = 32  # characters of prefix and suffix
_CONTEXT = 300  # characters shown on either side of the sentence


def anchor(text: str, start: int, end: int) -> dict[str, Any]:
    """Where words stand and what stands around them, as a TextQuoteSelector has it."""
    return {
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }


def pieces(text: str, event: Cells, children: Mapping[str, Sequence[Cells]]) -> list[Piece]:
    """The sentence of a row in its context, with the words that the row rests on marked."""
    first, last = event["evidence_start"], event["evidence_end"]
    low, high = _whole_words(text, first - _CONTEXT, last + _CONTEXT)
    marks = [(first, last, "sentence"), *_marks(text, event, children)]
    inside = [(max(start, low), min(end, high), kind) for start, end, kind in marks if start < high and low < end]
    return _cut(text, low, high, inside)


def _whole_words(text: str, low: int, high: int) -> tuple[int, int]:
    """The span made smaller until it begins and ends between words, or at an end of the text."""
    low, high = max(0, low), min(len(text), high)
    if low:
        low = next((at for at in range(low, min(low + 40, len(text))) if text[at - 1].isspace()), low)
    if high < len(text):
        high = next((at for at in range(high, max(high - 40, 0), -1) if text[at].isspace()), high)
    return low, high


def _marks(text: str, event: Cells, children: Mapping[str, Sequence[Cells]]) -> Iterator[Mark]:
    if event["trigger_start"] is not None:
        yield event["trigger_start"], event["trigger_end"], "act"
    for table, kind in (("casualties", "figure"), ("locations", "place"), ("sources", "source")):
        yield from ((row["start"], row["end"], kind) for row in children[table])
    for name, kind in (("actor", "actor"), ("target", "actor"), ("date", "date"), ("claim", "source")):
        words = event[f"{name}_text"]
        at = text.find(words, event["evidence_start"], event["evidence_end"]) if words else -1
        if words and at >= 0:
            yield at, at + len(words), kind


def _cut(text: str, low: int, high: int, marks: Iterable[Mark]) -> list[Piece]:
    told = sorted(set(marks))
    cuts = sorted({low, high, *(at for start, end, _ in told for at in (start, end))})
    return [
        (text[start:end], " ".join(sorted({kind for first, last, kind in told if first <= start and end <= last})))
        for start, end in pairwise(cuts)
    ]
