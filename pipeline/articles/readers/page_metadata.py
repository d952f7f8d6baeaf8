"""What a page says about itself: title, outlet, address, publication date.

In: the tree of a page. Out: a `Record` without text. A date in meta tags, JSON-LD, a `time` element of the article or
the address is given; one in visible words (پنجشنبه ۳۰ مرداد ۱۴۰۴ - ۱۵:۰۱) is read from the text. trafilatura's own date
is not used: it takes the day of the visit that many Iranian pages print on top, and guesses the month of 05/06/2020.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from pipeline.articles.dateline import Stamp, read_stamp
from pipeline.articles.record import Record

_META = {
    "published": (
        "article:published_time", "datepublished", "nastooh:publishdate", "og:published_time", "publish-date",
        "publishdate", "pubdate", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
        "parsely-pub-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime", "date",
    ),
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "url": ("og:url",),
}  # fmt: skip
_TYPES = re.compile(r"article|posting|report|webpage|creativework", re.I)
_FRAME = frozenset(("header", "nav", "footer", "aside", "menu"))
_FRAME_CLASS = re.compile(
    r"header|menu|sidebar|footer|related|most-?(?:view|visit|read)|top-?bar|breaking|archive", re.I
)
_DATED_CLASS = re.compile(r"date|time|publish|tarikh|meta|info|stamp", re.I)
_ADDRESS_DATE = re.compile(r"/(\d{4}/\d{1,2}/\d{1,2})(?=/)")
_MOST_JSON = 400_000
_MOST_NODES = 20_000
_MOST_STAMPS = 100


def read_metadata(tree: html.HtmlElement, url: str | None) -> Record:
    """A page's metadata as a record whose text is still to come."""
    told = _meta_tags(tree)
    linked = next((each for each in _linked_data(tree) if isinstance(each.get("datePublished"), str)), {})
    record = Record()
    record.title = told.get("title") or linked.get("headline") or _heading(tree)
    publisher = linked.get("publisher")
    record.outlet = told.get("outlet") or (publisher.get("name") if isinstance(publisher, dict) else None)
    record.url = url or _canonical(tree) or told.get("url")
    record.published = told.get("published") or linked.get("datePublished") or _time_element(tree)
    if record.published is None and isinstance(record.url, str):
        record.published = next(iter(_ADDRESS_DATE.findall(record.url)), None)
    if record.published is None:
        record.read_date = _visible_date(tree)
    return record


def _meta_tags(tree: html.HtmlElement) -> dict[str, str]:
    """The filled meta tags that matter, by field, in the order of preference of `_META`."""
    given: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            if content and (name := element.get(attribute)):
                given.setdefault(name.strip().lower(), content)
    found = ((field, next((given[name] for name in names if name in given), None)) for field, names in _META.items())
    return {field: content for field, content in found if content is not None}


def _linked_data(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page that are articles or the like, also inside lists and graphs."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _MOST_JSON:
            continue
        try:
            pending = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue  # a page with a broken script is still a page
        for _ in range(_MOST_NODES):
            if not pending:
                break
            each = pending.pop()
            if isinstance(each, list):
                pending.extend(reversed(each))
            elif isinstance(each, dict):
                if _TYPES.search(str(each.get("@type", ""))[:200]):
                    yield each
                pending.extend(value for key, value in each.items() if key in ("@graph", "mainEntity", "hasPart"))


def _heading(tree: html.HtmlElement) -> str | None:
    """The one first-level heading of a page, or its title tag."""
    headings = [" ".join(each.itertext()) for each in tree.iter("h1")]
    chosen = headings if len(headings) == 1 else [" ".join(each.itertext()) for each in tree.iter("title")][:1]
    return next((text for each in chosen if (text := " ".join(each.split()))), None)


def _canonical(tree: html.HtmlElement) -> str | None:
    return next((each.get("href") for each in tree.iter("link") if each.get("rel") == "canonical"), None)


def _time_element(tree: html.HtmlElement) -> str | None:
    """The date of `<time>`: one that says it is the publication, else the only one there is."""
    times = [each for each in tree.iter("time") if each.get("datetime")]
    said = [each for each in times if each.get("itemprop") == "datePublished" or each.get("pubdate") is not None]
    values = {each.get("datetime") for each in said or times}
    return values.pop() if len(values) == 1 else None


def _visible_date(tree: html.HtmlElement) -> str | None:
    """The words of the stamp nearest to the headline, outside menus and lists of other news; None where unclear."""
    stamps: list[tuple[int, str, Stamp]] = []
    heading = None
    tried = 0
    for place, element in enumerate(tree.iter()):
        if element.tag == "h1" and heading is None:
            heading = place
        words = _dated_words(element) if tried < _MOST_STAMPS else ""
        if words:
            tried += 1
            if (stamp := read_stamp(words)) is not None and not _in_frame(element):
                stamps.append((place, words, stamp))
    plain = [each for each in stamps if each[2].clock or each[2].labelled] or stamps
    if not plain or (heading is None and len({each[2].day for each in plain}) > 1):
        return None
    return min(plain, key=lambda each: abs(each[0] - (heading or 0)))[1]


def _dated_words(element: html.HtmlElement) -> str:
    """The words of a small element that is marked as holding a date, else ""."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}" if isinstance(element.tag, str) else ""
    if (element.tag != "time" and not _DATED_CLASS.search(named[:200])) or len(element) > 8:
        return ""
    words = " ".join("".join(element.itertext()).split())
    return words if 8 <= len(words) <= 140 and any(letter.isdigit() for letter in words) else ""


def _in_frame(element: html.HtmlElement) -> bool:
    above = (element, *element.iterancestors())
    names = ((each.tag, f"{each.get('class') or ''} {each.get('id') or ''}"[:200]) for each in above[:40])
    return any(tag in _FRAME or (tag not in ("body", "html") and _FRAME_CLASS.search(named)) for tag, named in names)
