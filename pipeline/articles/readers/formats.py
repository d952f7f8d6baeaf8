"""Which format a file is in, by its name and its first bytes, and the reader for it.

In: a file's name without `.gz` and its first bytes. Out: a format's name, or None. First bytes that cannot be
anything else (Parquet, WARC) win over the name; a name without a known ending is judged by first bytes alone.
"""

import re
from pathlib import PurePosixPath

_ENDINGS = {
    "plain": ("", ".txt", ".text", ".md"),
    "page": (".html", ".htm", ".xhtml", ".shtml"),
    "json_lines": (".jsonl", ".ndjson", ".jl"),
    "json": (".json", ".geojson"),
    "csv": (".csv", ".tsv"),
    "parquet": (".parquet", ".pq", ".parq"),
    "feed": (".rss", ".atom", ".rdf", ".xml"),
    "warc": (".warc", ".wet"),
}
_BY_ENDING = {ending: name for name, endings in _ENDINGS.items() for ending in endings}
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!doctype html|<html[\s>])", re.I)
_FEED = re.compile(rb"<(?:rss|rdf:RDF|(?:[a-z]+:)?feed)[\s>]")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def detect_format(name: str, head: bytes) -> str | None:
    """The format of a file (`plain`, `page`, `json_lines`, `json`, `csv`, `parquet`, `feed`, `warc`), or None."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    ending = PurePosixPath(name).suffix.lower()
    known = _BY_ENDING.get(ending)
    begin = _ascii_of(head).lstrip()
    if known in ("plain", "feed") and _PAGE.match(_COMMENT.sub(b"", begin)):
        return "page"
    if known is not None and ending:
        return known
    if begin.startswith(b"{") or re.match(rb"\[\s*\{", begin):
        return "json"
    if begin.startswith(b"<?xml") or _FEED.match(begin):
        return "feed"
    return known


def _ascii_of(head: bytes) -> bytes:
    """First bytes without a byte-order mark and without the zero bytes of UTF-16, enough to know a tag."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"") if b"\0" in head[:4] else head
