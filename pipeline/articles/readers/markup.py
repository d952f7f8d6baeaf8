"""HTML to text without judgement: the visible words of a fragment or page, blocks on lines of their own.

In: markup as text. Out: its text with entities decoded, spaces inside a line as one, no empty lines. For feed
items, fields that hold HTML, and pages in which trafilatura finds no article.
"""

import re
from html import unescape

from lxml import etree, html

_HIDDEN = frozenset(("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "form", "button"))
_FRAME = frozenset(("nav", "header", "footer", "aside", "menu"))
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "label",
    ]
)
_SPACES = re.compile(r"[ \t\r\f\v]+")


def parse_page(page: str) -> html.HtmlElement | None:
    """The tree of a page or fragment, None where there is none; entities of a DTD are not fetched or expanded.

    `huge_tree` lets unclosed tags nest deeper than 256, as old pages do; what is deeper than 2048 is lost here and
    found by `stripped_text`. The page itself is bounded before it comes here.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree, html.HtmlElement) else None


def fragment_text(fragment: str) -> str:
    """The words of an HTML fragment; a text without markup comes back with its entities decoded."""
    tree = parse_page(fragment)
    return "" if tree is None else tree_text(tree, _HIDDEN - {"form", "head"})


def page_text(tree: html.HtmlElement) -> str:
    """The words of a page's body without menus, headers and footers."""
    return tree_text(tree, _HIDDEN | _FRAME)


def tree_text(tree: html.HtmlElement, left_out: frozenset[str]) -> str:
    """The words of a tree but for the elements left out; walks without recursion, however deep the tree."""
    pieces: list[str] = []
    skipping = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        hidden = name in left_out
        if event == "start":
            skipping += hidden
            if not skipping:
                if name not in _INLINE:
                    pieces.append("\n")
                pieces.append(_line(element.text))
        else:
            skipping -= hidden
            if not skipping:
                if name not in _INLINE:
                    pieces.append("\n")
                pieces.append(_line(element.tail) if element is not tree else "")
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def stripped_text(page: str) -> str:
    """The words between the tags of a page that no parser makes sense of, scripts and styles left out."""
    lines: list[str] = []
    skipping = ""
    for piece in page.split("<"):
        tag, _, words = piece.partition(">")
        name = tag[:8].lower()
        if skipping:
            if not name.startswith(skipping):
                continue
            skipping = ""
        elif name.startswith(("script", "style")):
            skipping = "/" + name[:5]
            continue
        if not words.isspace():
            lines.append(_SPACES.sub(" ", _line(unescape(words))).strip())
    return "\n".join(line for line in lines if line)


def _line(text: str | None) -> str:
    """A text node, in which a line break of the source is a space."""
    return text.replace("\n", " ").replace("\r", " ") if text else ""
