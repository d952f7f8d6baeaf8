"""Places inside the names of bodies, which the scan hides: «ارتش سوریه» names Syria, and ends where Syria ends.

In: the names found in a text and the spans of the bodies. Out: the names with those hidden ones, and where these start.
They are places of a body and no free ones; without them a place told right after («ارتش سوریه ادلب را …») would seem
part of the body's name.
"""

from collections.abc import Sequence

from pipeline.gazetteer.load import Gazetteer
from pipeline.mentions.places.words import NameHit, place_words

_MOST_WORDS = 3


def with_owners(
    key: str, names: list[NameHit], bodies: Sequence[tuple[int, int]], gazetteer: Gazetteer
) -> tuple[list[NameHit], frozenset[int]]:
    """The names and the hidden ones, in text order; the starts of the hidden."""
    seen = {end for _, end, _ in names}
    found = []
    for start, end in bodies:
        if end not in seen and (hidden := _last_name(key, start, end, gazetteer)):
            seen.add(end)
            found.append(hidden)
    return (sorted([*names, *found]), frozenset(start for start, _, _ in found)) if found else (names, frozenset())


def _last_name(key: str, start: int, end: int, gazetteer: Gazetteer) -> NameHit | None:
    """The longest name of a place with which a body's name ends; a site («پایگاه آمریکا») or a bare name has none."""
    words = key[start:end].split(" ")
    head = place_words().get(words[0])
    if head is not None and head.role == "head":
        return None
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        form = " ".join(words[-count:])
        if form in gazetteer.forms and gazetteer.needs.get(form) is None:
            return end - len(form), end, form
    return None
