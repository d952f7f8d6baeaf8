"""HTML pages: a page is an article.

In: a file, or the body of a web capture. Out: one record; its text is what trafilatura takes for the article, entities
decoded, or, where it finds none, the page's words without menus and footers. trafilatura throws zero-width joiners
away, which glues Persian words («جاده‌ای» → «جادهای»): they pass through it as another letter and come back.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree, html

from pipeline.articles.encodings import decode
from pipeline.articles.limits import Limits
from pipeline.articles.readers.markup import page_text, parse_page, stripped_text
from pipeline.articles.readers.page_metadata import read_metadata
from pipeline.articles.record import Fault, InputFault, Record
from pipeline.articles.streams import Source, read_whole

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.I)
_JOINER = "\u200c"
_STAND_INS = "\ua66e\u2c5d\u01c2\u0298"  # letters that no Persian page holds; the first that is absent is taken
_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # lxml gives them but takes none back
_MOST_ELEMENTS = 20_000
_MOST_DEPTH = 120  # of real pages, 60 is much
_LEAST = 2


def read_page(source: Source, limits: Limits) -> Iterator[Record | Fault]:
    """The one record of an HTML file; raises InputFault where it cannot be read."""
    yield record_of_page(read_whole(source, limits.record_bytes), None, None, None)


def record_of_page(data: bytes, declared: str | None, url: str | None, label: str | None) -> Record:
    """The record of a page's bytes; `declared` is the encoding that the server named. Raises InputFault."""
    meta = _CHARSET.search(data[:8192])
    decoded = decode(data, declared or (meta[1].decode("ascii") if meta else None))
    tree = parse_page(decoded.text)
    if tree is None:
        raise InputFault("empty", "the page holds no elements")
    record = read_metadata(tree, url)
    record.label = label
    if record.outlet is None and isinstance(record.url, str):
        record.outlet = _host(record.url)
    text = _article_text(tree)
    if len(text.split()) < _LEAST:
        record.notes.append("page_without_article_body")
        again = parse_page(decoded.text)  # trafilatura has taken the first tree apart
        text = ("" if again is None else page_text(again)) or stripped_text(decoded.text)
    record.text = text
    if decoded.replaced:
        record.notes.append("broken_bytes_replaced")
    return record


def _article_text(tree: html.HtmlElement) -> str:
    """What trafilatura takes for the article, "" where it finds none or the page is too large for it."""
    from trafilatura.core import bare_extraction

    if not _is_ordinary(tree):
        return ""
    stand_in = _swap_joiners(tree)
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except (RecursionError, ValueError, TypeError, AttributeError, AssertionError):
        return ""  # a tree too odd for it: the caller takes the page's words instead, and notes it
    text = getattr(found, "text", None) or ""
    return text.replace(stand_in, _JOINER) if stand_in else text


def _is_ordinary(tree: html.HtmlElement) -> bool:
    """False for a tree on which trafilatura would take long: its time grows faster than depth and size."""
    count = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > _MOST_DEPTH or count > _MOST_ELEMENTS:
            return False
    return True


def _swap_joiners(tree: html.HtmlElement) -> str | None:
    """Replace zero-width non-joiners in a tree's words by a letter that does not occur in them; returns that letter."""
    words = "".join(tree.itertext())
    stand_in = next((letter for letter in _STAND_INS if letter not in words), None)
    if stand_in is None or _JOINER not in words:
        return None
    for element in tree.iter():
        if element.text and _JOINER in element.text:
            element.text = _NO_XML.sub("", element.text).replace(_JOINER, stand_in)
        if element.tail and _JOINER in element.tail:
            element.tail = _NO_XML.sub("", element.tail).replace(_JOINER, stand_in)
    return stand_in


def _host(url: str) -> str | None:
    """The host of an address without `www.`, as outlet of a page that does not name its site."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
