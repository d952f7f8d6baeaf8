"""Sentences: whether two times stand in one.

In: a key and the stretch between them. Out: True where no mark ends a sentence in it, and it is no longer than one.
"""

import re

SENTENCE_ENDS = r".!?؟؛\n"  # the marks, for a class of a pattern
_LONGEST = 120
_ENDS = re.compile(f"[{SENTENCE_ENDS}:]")


def in_one_sentence(key: str, start: int, end: int) -> bool:
    """Whether the stretch lies within a sentence."""
    return end - start <= _LONGEST and _ENDS.search(key, start, end) is None
