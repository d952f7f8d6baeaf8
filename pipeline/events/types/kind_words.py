"""Named groups of words that the rules of type, status and anchors look for.

In: `lexicons/kind_words.csv`. Out: one pattern per group, which matches whole words of a
folded key, and for the plain question whether one stands there, the forms themselves, which is many times faster.
"""

import re
from functools import cache

from pipeline.lexicons.load import keys_by


@cache
def forms_of(name: str) -> tuple[str, ...]:
    """The keys of a group's forms, the longer first. Raises KeyError for a group that is not in the list."""
    return tuple(sorted(keys_by("kind_words", "name")[name], key=lambda key: (-len(key), key)))


@cache
def form_set(name: str) -> frozenset[str]:
    """The keys of a group's forms as a set."""
    return keys_by("kind_words", "name")[name]


@cache
def words_of(name: str) -> tuple[frozenset[str], dict[str, list[str]]]:
    """A group's forms of one word, and those of several, with a space at either end, by their first word."""
    forms = forms_of(name)
    several: dict[str, list[str]] = {}
    for form in forms:
        if " " in form:
            several.setdefault(form.split(" ", 1)[0], []).append(f" {form} ")
    return frozenset(form for form in forms if " " not in form), several


@cache
def said(name: str) -> re.Pattern[str]:
    """A pattern of the group's words, each whole; a number may be written to it («۶موشک»)."""
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, forms_of(name)))})(?![^\W_])")
