"""RSS and Atom: an item is an article.

In: a feed file, read whole within its limit. Out: a record per item, labelled `item 3`; its text is the item's
content, else its summary, markup off and entities decoded. Entities of a DTD are never fetched or nested: feedparser
reads from memory, drops them, and has external entities off.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax import SAXParseException

from pipeline.articles.encodings import decode
from pipeline.articles.limits import Limits
from pipeline.articles.readers.markup import fragment_text
from pipeline.articles.record import Fault, InputFault, Record
from pipeline.articles.streams import Source, read_whole, sentence_of

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ITEM = re.compile(r"<(?:[A-Za-z]{1,10}:)?(?:item|entry)[\s>]")
_MOST_TAGS = 500_000  # of real feeds, a thousand items have some 20,000; each costs some 25 µs and 500 bytes
_MARKUP = re.compile(r"<[A-Za-z/!]|&[#A-Za-z]")


def read_feed(source: Source, limits: Limits) -> Iterator[Record | Fault]:
    """A record per item; raises InputFault `unsupported_format` for XML that is no feed."""
    import feedparser

    data = read_whole(source, limits.document_bytes)
    declared = _DECLARED.search(data[:1024])
    text = decode(data, declared[1].decode("ascii") if declared else None).text
    text = _DECLARATION.sub("", text, count=1)
    if text.count("<") > _MOST_TAGS:
        raise InputFault("too_large", f"over {_MOST_TAGS} tags")
    feed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", errors="replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    entries, about = feed.get("entries", []), feed.get("feed", {})
    if not entries and not feed.get("version"):
        raise InputFault("unsupported_format", "this XML is neither RSS nor Atom")
    for number, entry in enumerate(entries, start=1):
        yield _record_of(entry, about, f"item {number}")
    fault = feed.get("bozo_exception")
    if isinstance(fault, SAXParseException) and len(_ITEM.findall(text)) > len(entries):
        yield Fault(None, "broken_record", f"not well formed, and items are lost: {sentence_of(fault)}")


def _record_of(entry: Mapping[str, Any], feed: Mapping[str, Any], label: str) -> Record:
    source = entry.get("source")
    record = Record(label)
    record.own_id = entry.get("id")
    record.title = _words(entry.get("title"))
    record.outlet = _words((source.get("title") if isinstance(source, Mapping) else None) or feed.get("title"))
    record.url = entry.get("link")
    record.published = entry.get("published") or entry.get("created") or entry.get("updated")
    contents = [each.get("value") for each in entry.get("content", ())]
    for text in (*contents, entry.get("summary")):
        if record.text is None or not record.text.strip():
            record.text = _words(text) if isinstance(text, str) else record.text
    return record


def _words(text: Any) -> str | None:
    """A feed's text without markup; one that has none stays as it is."""
    if not isinstance(text, str):
        return None
    return fragment_text(text) if _MARKUP.search(text) else text
