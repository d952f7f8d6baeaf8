"""Places inside the names of bodies, which the scan hides: «ارتش سوریه» names Syria, and ends where Syria ends.

In: the names found in a text and the spans of the bodies. Out: the names with those hidden ones, and where those start
that are places of a body and no free ones; without them a place told right after («ارتش سوریه ادلب را …») would seem
part of the body's name. A base known by name is a body and a place as well («پایگاه هوایی X»).
"""

from collections.abc import Sequence

from pipeline.gazetteer.load import Gazetteer
from pipeline.mentions.places.words import NameHit, place_words

_MOST_WORDS = 3


def with_owners(
    key: str, names: list[NameHit], bodies: Sequence[tuple[int, int]], gazetteer: Gazetteer
) -> tuple[list[NameHit], frozenset[int]]:
    """The names and the hidden ones, in text order; the starts of the hidden that are a body's."""
    seen = {end for _, end, _ in names}
    found = []
    owned = []
    for start, end in bodies:
        if end not in seen and (hidden := _last_name(key, start, end, gazetteer)):
            seen.add(end)
            found.append(hidden)
            if not _begins_with_head(key, start):
                owned.append(hidden[0])
    return (sorted([*names, *found]), frozenset(owned)) if found else (names, frozenset())


def _begins_with_head(key: str, start: int) -> bool:
    head = place_words().get(key[start : key.find(" ", start)])
    return head is not None and head.role == "head"


def _last_name(key: str, start: int, end: int, gazetteer: Gazetteer) -> NameHit | None:
    """The longest name of a place with which a body's name ends; after a head word that of a known site alone, which
    no country is («پایگاه آمریکا»). A bare name has none."""
    words = key[start:end].split(" ")
    is_site = _begins_with_head(key, start)
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        form = " ".join(words[-count:])
        places = [gazetteer.entries[i] for i in gazetteer.forms.get(form, ())]
        if is_site and any(place.geo_precision == "site" for place in places):
            return end - len(form), end, form
        if not is_site and places and gazetteer.needs.get(form) is None:
            return end - len(form), end, form
    return None
