"""Frequent Persian words, from hazm's list: what a name that nobody has listed is unlikely to be.

In: hazm's `words.dat` (word, frequency, parts of speech). Out: keys.
"""

import re
from functools import cache

from pipeline.text.letters import fold
from pipeline.text.tokens import read_list

_WORD = r"^([^\t\n]+)\t"
_RARE_NOUN = re.compile(_WORD + r"[1-9][0-9]{4}\tN(?:,NUM)?$", re.MULTILINE)


@cache
def common_words(digits: int = 3) -> frozenset[str]:
    """The keys of the words that hazm gives a frequency of so many digits: of 100 at least, as rarer ones there are
    often names."""
    return _keys(re.compile(_WORD + rf"[1-9][0-9]{{{digits - 1},}}\t", re.MULTILINE))


@cache
def rare_nouns() -> frozenset[str]:
    """The keys of the nouns among them that are rare and no adjectives: more often names than not."""
    return _keys(_RARE_NOUN)


def _keys(wanted: re.Pattern[str]) -> frozenset[str]:
    return frozenset(fold("\n".join(wanted.findall(read_list("words.dat")))).key.split("\n"))
