"""What is marked in an article, by the tables of a release alone.

In: an event row with its casualties, places and sources, and the article's text. Out: marks of the kinds in KINDS. Figures,
places, sources and acts stand where the tables say; words without offsets (actor, target, date, attribution) are marked
inside the row's evidence, or elsewhere only where the text has them once, so that no mark rests on a guess.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.explorer.segments import Mark
from pipeline.schema.withheld import agrees

KINDS = ("actor", "place", "date", "figure", "source", "act")
Row = Mapping[str, Any]


def marks_of(event: Row, children: Mapping[str, Sequence[Row]], text: str) -> list[Mark]:
    """The marks of one event row, sorted; a span whose words are not those of the table is left out."""
    return sorted({mark for mark in _marks(event, children, text) if mark.start < mark.end})


def _marks(event: Row, children: Mapping[str, Sequence[Row]], text: str) -> Iterator[Mark]:
    for row in children["casualties"]:
        yield from _told("figure", row["start"], row["casualties_text"], text)
    for row in children["locations"]:
        yield from _told("place", row["start"], row["location_text"], text)
    for row in children["sources"]:
        yield from _told("source", row["start"], row["source_text"], text)
    yield from _told("act", event["trigger_start"], event["trigger_text"], text)
    for kind, words in (
        ("actor", event["actor_text"]),
        ("actor", event["target_text"]),
        ("date", event["date_text"]),
        ("date", event["time_text"]),
        ("source", event["claim_text"]),
        ("place", None if children["locations"] else event["location_text"]),
    ):
        yield from _found(kind, words, event, text)


def _told(kind: str, start: int | None, words: str | None, text: str) -> Iterator[Mark]:
    if start is not None and words and agrees(words, text[start : start + len(words)]):
        yield Mark(start, start + len(words), kind)


def _found(kind: str, words: str | None, event: Row, text: str) -> Iterator[Mark]:
    if not words:
        return
    inside = (event["evidence_text"] or "").find(words)  # names may be withheld in both
    at = event["evidence_start"] + inside if inside >= 0 else text.find(words) if text.count(words) == 1 else -1
    if at >= 0 and at + len(words) <= len(text) and _is_whole(text, at, at + len(words)):
        yield Mark(at, at + len(words), kind)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the span begins and ends between words: «آن» inside «آنان» is another word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())
