"""The words of an event row as spans of its article's text, and an annotation as a tool gives it back.

In: an event row, its child rows, the text. Out: spans in code points, line breaks at their ends cut off. The table
events has offsets for the trigger only: places, sources and casualties take theirs from the child tables, the other
words stand where they are nearest to the evidence. Words that the text does not hold, as a corrected cell may, have
no span.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.exports.inputs import Release, Row

COLUMN_OF = {
    "Trigger": "trigger_text",
    "Actor": "actor_text",
    "Target": "target_text",
    "Place": "location_text",
    "Date": "date_text",
    "Casualties": "casualties_text",
    "Source": "source_text",
    "Claim": "claim_text",
}  # label → column of events
MANY = "Casualties"  # the label that a row may have several of
NO_TYPE = "No ACLED type"
BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # where Python, and with it brat, ends a line
Children = Mapping[str, Mapping[str, Sequence[Row]]]
Span = tuple[str, int, int]  # label, first code point, code point after the last


@dataclass(frozen=True, slots=True)
class Annotated:
    """One event row as an annotation tool gives it back; `sub_event_type` and `status` None: nothing is said.

    `document` names the file that holds all rows of its article; empty where each row stands for itself.
    """

    where: str
    event_id: str
    text_digest: str
    spans: frozenset[Span]
    sub_event_type: str | None
    status: str | None
    document: str = ""


def digest_of(text: str) -> str:
    """Sixteen hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def children_of(release: Release) -> Children:
    """The child tables that spans need, by event_id."""
    return {name: release.children(name) for name in ("casualties", "locations", "sources")}


def spans_of(event: Row, text: str, children: Children) -> frozenset[Span]:
    """All spans of an event row."""
    return frozenset(_trimmed(text, span) for span in _spans(event, text, children))


def _spans(event: Row, text: str, children: Children) -> Iterator[Span]:
    if event["trigger_text"] is not None:
        yield "Trigger", event["trigger_start"], event["trigger_end"]
    mine = {name: table.get(event["event_id"], ()) for name, table in children.items()}
    for figure in mine["casualties"]:
        yield "Casualties", figure["start"], figure["end"]
    places = [row for row in mine["locations"] if row["location_text"] == event["location_text"]]
    links = [row for row in mine["sources"] if row["source_text"] == event["source_text"]]
    for label, rows in (("Place", places[:1]), ("Source", links[-1:])):
        for row in rows:
            yield label, row["start"], row["end"]
        if not rows:
            yield from _nearest(label, event, text)
    for label in ("Actor", "Target", "Date", "Claim"):
        yield from _nearest(label, event, text)


def _nearest(label: str, event: Row, text: str) -> Iterator[Span]:
    """Where the words stand: in the evidence, else where they are nearest to its beginning."""
    words = event[COLUMN_OF[label]]
    if not words:
        return
    start, end = event["evidence_start"], event["evidence_end"]
    at = text.find(words, start, end)
    if at < 0:
        found = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
        at = min(found, key=lambda each: (abs(each - start), each), default=-1)
    if at >= 0:
        yield label, at, at + len(words)


def _trimmed(text: str, span: Span) -> Span:
    label, start, end = span
    words = text[start:end]
    left = len(words) - len(words.lstrip(BREAKS))
    right = len(words.rstrip(BREAKS))
    return (label, start + left, start + right) if right > left else span


def spaced(words: str) -> str:
    """Words with one space between them, since tools wrap and trim what they give back."""
    return " ".join(words.split())
