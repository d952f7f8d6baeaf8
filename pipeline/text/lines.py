"""Lines: texts that are broken into lines of one width, as newspapers of 2003 stored theirs, read as running text.

In: a `Folded` text. Out: the same with a space for each break inside a sentence; offsets stay as they are.
"""

from dataclasses import replace
from itertools import pairwise

from pipeline.text.letters import Folded

_FEWEST_LINES = 7
_NARROWEST, _WIDEST = 55, 110  # characters of a line that goes on in the next
_MOST_AMID, _FEW_WIDE = 0.4, 0.05
_ENDS = frozenset('.!?؟:؛»…")')


def joined_lines(folded: Folded) -> Folded:
    """The text, its lines joined where so many end amid a sentence that they are no sentences or items."""
    key = folded.key
    breaks = key.count("\n")
    if breaks < _FEWEST_LINES or len(key) > _WIDEST * (breaks + 1):
        return folded  # as most are
    lines = key.split("\n")
    told = [line for line in lines if line]
    wide = sum(len(line) > _WIDEST for line in told)
    if wide > _FEW_WIDE * len(told) or sum(map(_ends_amid, told)) < _MOST_AMID * len(told):
        return folded
    joints = [" " if _ends_amid(line) and after[:1].isalnum() else "\n" for line, after in pairwise(lines)]
    return replace(folded, key="".join(line + joint for line, joint in zip(lines, [*joints, ""], strict=True)))


def _ends_amid(line: str) -> bool:
    return _NARROWEST <= len(line) <= _WIDEST and line[-1] not in _ENDS
