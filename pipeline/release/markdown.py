"""Text of news inside Markdown: nothing in it becomes a heading, a link, an image or a tag.

Characters that a terminal would obey are shown as codes, because CHANGES.md is read with `cat`, too.
"""

import re
from collections.abc import Iterable

from pipeline.text.controls import visible

_SPECIAL = re.compile(r"([\\`*_\[\]!#~$])")


def as_text(words: str) -> str:
    """Running text, on one line."""
    return _SPECIAL.sub(r"\\\1", visible(" ".join(words.split())).replace("&", "&amp;"))


def as_code(words: str) -> str:
    """What may stand between backquotes."""
    return visible(" ".join(words.split())).replace("`", "'")


def table_row(cells: Iterable[str]) -> str:
    """A line of a table; cells may hold Markdown, but no tags and no end of the cell."""
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '\\|').replace('<', '&lt;') for cell in cells)} |"
