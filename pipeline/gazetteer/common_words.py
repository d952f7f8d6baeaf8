"""Frequent Persian words, from hazm's list: what a name that nobody has listed is unlikely to be.

In: hazm's `words.dat` (word, frequency, parts of speech). Out: keys.
"""

import re
from functools import cache

from pipeline.text.letters import fold
from pipeline.text.tokens import read_list

_FREQUENT = re.compile(r"^([^\t\n]+)\t[1-9][0-9]{2,}\t", re.MULTILINE)  # rarer words there are often names


@cache
def common_words() -> frozenset[str]:
    """The keys of the words that hazm gives a frequency of at least 100."""
    text = read_list("words.dat")
    return frozenset(fold("\n".join(_FREQUENT.findall(text))).key.split("\n"))
