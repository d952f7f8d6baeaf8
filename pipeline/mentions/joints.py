"""Words that a half-space joins: whether a hit is a word of its own or only a part of one («ساری‌یر», «بلاک‌چین»).

In: a `Folded` text and the key span of a hit. Out: whether a half-space joins it to what is no ending.
"""

import re

from pipeline.text.letters import Folded

_JOINT = "\u200c"
# Of the source, where «ی» is written in either letter.
_ENDING = re.compile(
    r"\u200c(?:ها(?:[یي](?:[یي]|ش|شان)?|ست)?|ا?[یي]|[یي][یي]|اش|شان|ام|ات|مان|تان|اند|ان|است|ا[یي]م|تر(?:[یي]ن)?)(?![^\W_])"
)


def is_joined_before(folded: Folded, start: int) -> bool:
    """Whether a half-space joins the word at `start` to the one before."""
    at, _ = folded.span(start, start + 1)
    return at > 1 and folded.source[at - 1] == _JOINT and folded.source[at - 2].isalnum()


def is_joined_behind(folded: Folded, end: int) -> bool:
    """Whether a half-space joins the word that ends at `end` to more than an ending («سوریه‌ای», «ایرانی‌ها»)."""
    _, at = folded.span(end - 1, end)
    following = folded.source[at : at + 2]
    return following[:1] == _JOINT and following[1:].isalnum() and not _ENDING.match(folded.source, at)
