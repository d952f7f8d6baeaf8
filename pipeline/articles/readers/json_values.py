"""JSON Lines, and JSON documents: a list of records, one record, records behind each other, or a list inside an object.

In: a source. Out: a record per object, labelled `line 12` or `item 12`. A broken line costs that line alone; a
broken place in a document ends it, since nobody can tell where the next record would begin.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.articles.encodings import decode
from pipeline.articles.fields import fields_of, to_record
from pipeline.articles.limits import Limits
from pipeline.articles.readers.lines import decoded_lines
from pipeline.articles.record import Fault, InputFault, Record
from pipeline.articles.streams import Source, sentence_of

_CHUNK = 1 << 18
_BETWEEN = re.compile(r"[\s,\x1e\ufeff]*")
_LISTS = ("articles", "items", "data", "results", "news", "docs", "documents", "records", "rows", "messages", "posts")
_DECODER = json.JSONDecoder()


def read_json_lines(source: Source, limits: Limits) -> Iterator[Record | Fault]:
    """A record per line that is not blank."""
    for number, line in decoded_lines(source, limits.record_bytes):
        label = f"line {number}"
        if isinstance(line, InputFault):
            yield Fault(label, line.reason, line.detail)
        elif line and not line.isspace():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Fault(label, "broken_record", f"this is no JSON ({sentence_of(error)})")
            else:
                yield _record_of(value, label)


def read_json(source: Source, limits: Limits) -> Iterator[Record | Fault]:
    """A record per object of a JSON document, one value in memory at a time."""
    number = 0
    for value in _values(source, limits.document_bytes):
        inner = value if isinstance(value, Fault) else _list_inside(value)
        for each in inner if isinstance(inner, list) else [inner]:
            number += 1
            if isinstance(each, Fault):
                yield Fault(f"item {number}", each.reason, each.detail)
            else:
                yield _record_of(each, f"item {number}")


def _record_of(value: Any, label: str) -> Record | Fault:
    if isinstance(value, dict):
        return to_record(value, label)
    return Fault(label, "broken_record", f"a JSON object was expected, not {type(value).__name__}")


def _list_inside(value: Any) -> Any:
    """The list of records that an object wraps ({"articles": […]}), else the value itself."""
    if isinstance(value, dict) and "text" not in fields_of(tuple(value)):
        for name in _LISTS:
            if isinstance(inner := value.get(name), list):
                return inner
    return value


def _values(source: Source, limit: int) -> Iterator[Any]:
    """The values of a JSON document in order; the items of an outer list one by one; a Fault ends it."""
    pieces = _text_pieces(source, limit)
    text = next(pieces, "")
    at = 0
    inside = False
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty string
        if at == len(text):
            text, at = next(pieces, ""), 0
            if not text:
                return
        elif text[at] in "[]" and inside == (text[at] == "]"):
            inside = not inside
            at += 1
        else:
            try:
                value, at = _DECODER.raw_decode(text, at)
            except RecursionError as error:
                yield Fault(None, "broken_record", f"this is no JSON ({sentence_of(error)})")
                return
            except ValueError as error:
                more = _more(pieces, len(text) - at)
                if more and len(text) - at + len(more) <= limit:
                    text, at = text[at:] + more, 0
                    continue
                reason = "too_large" if more else "broken_record"
                yield Fault(
                    None, reason, f"over {limit} characters" if more else f"this is no JSON ({sentence_of(error)})"
                )
                return
            yield value


def _more(pieces: Iterator[str], least: int) -> str:
    """At least so many further characters, so that a long value is tried a few times only."""
    gathered: list[str] = []
    count = 0
    for piece in pieces:
        gathered.append(piece)
        count += len(piece)
        if count >= least:
            break
    return "".join(gathered)


def _text_pieces(source: Source, limit: int) -> Iterator[str]:
    """The text of a document piece by piece; one that is no UTF-8 is decoded whole within the limit."""
    head = source.head.removeprefix(codecs.BOM_UTF8)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        wide = b"\0" in head[:4]
    except UnicodeDecodeError:
        wide = True
    if wide:
        data = source.stream.read(limit + 1)
        if len(data) > limit:
            raise InputFault("too_large", f"not in UTF-8 and over the limit of {limit} bytes")
        yield decode(data).text
        return
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    while data := source.stream.read(_CHUNK):
        if piece := decoder.decode(data):
            yield piece
