"""Articles with their event rows as a brat folder, and such a folder back as annotations.

In: a release, or the files of a folder. Out: NAME.txt, NAME.ann and annotation.conf, or annotations. Offsets are code
points. brat's .ann is a file of lines and its spans cannot cross a line break, so a span over one is written as
fragments; on the way back fragments with only line breaks between them are one span again.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.exports.inputs import Release, Row
from pipeline.exports.made import Made
from pipeline.exports.spans import (
    BREAKS,
    COLUMN_OF,
    MANY,
    NO_TYPE,
    Annotated,
    Span,
    children_of,
    digest_of,
    spaced,
    spans_of,
)
from pipeline.schema.codes import read_codes

CONF = "annotation.conf"
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_PIECE = re.compile(f"[^{re.escape(BREAKS)}]+")
_NOTE = re.compile(r"ruydad event_id=(\S+) text_digest=([0-9a-f]{16})")
Fragments = tuple[tuple[int, int], ...]


class BratError(ValueError):
    """An annotation that cannot be taken; the message says where and why."""


def type_names() -> dict[str, str]:
    """brat's name of each sub-event type, and of none: letters, digits and underscores."""
    codes = [row["code"] for row in read_codes("sub_event_type")]
    return {code: re.sub(r"[^A-Za-z0-9]+", "_", code).strip("_") for code in codes} | {NO_TYPE: "Verbal_act"}


def export(release: Release, *, names: bool = True) -> Made:
    """A folder's files; `names` changes nothing: the texts are the matter."""
    children = children_of(release)
    told: dict[str, list[Row]] = {}
    for event in sorted(release.events, key=lambda each: (each["evidence_start"], each["event_id"])):
        told.setdefault(event["article_id"], []).append(event)
    texts = {CONF: conf()}
    for article, events in sorted(told.items()):
        text = release.articles[article]["text"]
        texts[f"{file_name(article)}.txt"] = text
        texts[f"{file_name(article)}.ann"] = annotations(
            text, [(each, spans_of(each, text, children)) for each in events]
        )
    return Made("event rows", len(release.events), texts=texts)


def file_name(article_id: str) -> str:
    """A file name for an article: its id where that is one on every system, else a digest of it."""
    return article_id if _SAFE.fullmatch(article_id) else "a" + hashlib.sha256(article_id.encode()).hexdigest()[:16]


def conf() -> str:
    """annotation.conf: entities, events with their arguments, the attribute Status."""
    entities = [label for label in COLUMN_OF if label != "Trigger"]
    arguments = ", ".join(f"{label}{'*' if label == MANY else '?'}:{label}" for label in entities)
    status = "|".join(row["code"] for row in read_codes("status"))
    return "\n".join(
        [
            *("[entities]", *entities, "", "[relations]", "", "[events]"),
            *(f"{name}\t{arguments}" for name in type_names().values()),
            *("", "[attributes]", f"Status\tArg:<EVENT>, Value:{status}", ""),
        ]
    )


def fragments(text: str, start: int, end: int) -> Fragments:
    """A span without its line breaks."""
    return tuple((start + piece.start(), start + piece.end()) for piece in _PIECE.finditer(text[start:end]))


def annotations(text: str, events: Sequence[tuple[Row, frozenset[Span]]]) -> str:
    """The .ann of one article; a row without a trigger of its own has its evidence for one, with a note that says so."""
    bound: dict[tuple[str, Fragments], str] = {}
    lines: list[str] = []

    def mark(label: str, start: int, end: int) -> str:
        pieces = fragments(text, start, end)
        if (label, pieces) not in bound:
            bound[label, pieces] = f"T{len(bound) + 1}"
            where = ";".join(f"{first} {last}" for first, last in pieces)
            words = " ".join(text[first:last] for first, last in pieces)
            lines.append(f"{bound[label, pieces]}\t{label} {where}\t{words}")
        return bound[label, pieces]

    for number, (event, spans) in enumerate(events, 1):
        kind = type_names()[event["sub_event_type"] or NO_TYPE]
        ordered = sorted(spans, key=lambda span: (span[1], span[2], span[0]))
        triggers = [span for span in ordered if span[0] == "Trigger"]
        _, start, end = triggers[0] if triggers else ("", event["evidence_start"], event["evidence_end"])
        arguments = [f"{kind}:{mark(kind, start, end)}"]
        seen: dict[str, int] = {}
        for label, first, last in ordered:
            if label != "Trigger":
                seen[label] = seen.get(label, 0) + 1
                suffix = "" if seen[label] == 1 else str(seen[label])
                arguments.append(f"{label}{suffix}:{mark(label, first, last)}")
        without = "" if triggers else " without_trigger"
        lines += [
            f"E{number}\t{' '.join(arguments)}",
            f"A{number}\tStatus E{number} {event['status']}",
            f"#{number}\tAnnotatorNotes E{number}\truydad event_id={event['event_id']}"
            f" text_digest={digest_of(text)}{without}",
        ]
    return "".join(f"{line}\n" for line in lines)


@dataclass
class _Document:
    """What the lines of a .ann say."""

    spans: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    events: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def read(name: str, text: str, ann: str) -> Iterator[Annotated | str]:
    """The annotations of one document, or a sentence for each that cannot be taken."""
    if any(digest != digest_of(text) for _, digest in _NOTE.findall(ann)):
        yield f"{name}.txt: the text is not the one that was exported (its digest differs; did line ends change?)."
        return
    try:
        document = _document(name, text, ann)
    except BratError as error:
        yield str(error)
        return
    for event, arguments in document.events.items():
        note = _NOTE.search(document.notes.get(event, ""))
        if note is None:
            yield f"{name}.ann, {event}: it has no note with an event_id; a row cannot be added, only changed."
            continue
        try:
            yield _annotated(f"{name}.ann, {event}", document, event, arguments, note)
        except BratError as error:
            yield str(error)


def _document(name: str, text: str, ann: str) -> _Document:
    found = _Document()
    for number, line in enumerate(ann.split("\n"), 1):
        mark, _, rest = line.rstrip("\r").partition("\t")
        where = f"{name}.ann, line {number}"
        if mark.startswith("T"):
            found.spans[mark] = _bound(where, text, rest)
        elif mark.startswith("E"):
            pairs = [each.partition(":") for each in rest.split()]
            found.events[mark] = [(role, target) for role, _, target in pairs]
        elif mark.startswith(("A", "M")):
            attribute, *values = rest.split()
            if attribute == "Status" and len(values) == 2:
                found.status[values[0]] = values[1]
        elif mark.startswith("#"):
            about, _, words = rest.partition("\t")
            found.notes[about.split()[-1] if about else ""] = words
    return found


def _bound(where: str, text: str, rest: str) -> tuple[str, int, int]:
    """Type, start and end of a text-bound annotation."""
    head, _, told = rest.partition("\t")
    kind, _, places = head.partition(" ")
    try:
        pieces = [(int(first), int(last)) for first, last in (piece.split() for piece in places.split(";"))]
    except ValueError as error:
        raise BratError(f"{where}: «{places}» is no list of offsets.") from error
    if spaced(" ".join(text[first:last] for first, last in pieces)) != spaced(told):
        raise BratError(f"{where}: at {places} the text does not read «{told}».")
    for (_, before), (after, _) in pairwise(pieces):
        if text[before:after].strip(BREAKS + " "):
            raise BratError(f"{where}: the words of a row are one piece; words stand between its fragments.")
    return kind, pieces[0][0], pieces[-1][1]


def _annotated(
    where: str, document: _Document, event: str, arguments: list[tuple[str, str]], note: re.Match[str]
) -> Annotated:
    (kind, trigger), *others = arguments
    codes = {name: code for code, name in type_names().items()}
    if kind not in codes:
        raise BratError(f"{where}: there is no event type {kind}; those of annotation.conf are known.")
    missing = [target for _, target in arguments if target not in document.spans]
    if missing:
        raise BratError(f"{where}: {missing[0]} is no text-bound annotation of this file.")
    spans = {(re.sub(r"\d+$", "", role), *document.spans[target][1:]) for role, target in others}
    unknown = sorted({label for label, _, _ in spans} - set(COLUMN_OF))
    if unknown:
        raise BratError(f"{where}: there is no argument {unknown[0]}; those of annotation.conf are known.")
    if "without_trigger" not in document.notes[event]:
        spans.add(("Trigger", *document.spans[trigger][1:]))
    status: Mapping[str, str] = document.status
    return Annotated(where, note[1], note[2], frozenset(spans), codes[kind], status.get(event), where.partition(",")[0])
