"""Embassies and consulates: bodies when they speak, places when they are attacked.

In: the hits of a text. Out: the countries that own missions, which the scan leaves inside the names of bodies; and the
country that a mission stands in, where a place is told right after it («سفارت X در Y»).
"""

import re
from collections.abc import Sequence

from pipeline.gazetteer.load import Gazetteer
from pipeline.mentions.places.words import NameHit, place_words

_OWNER = re.compile(r"ی? ([^\W_]+)(?: ([^\W_]+))?(?: ([^\W_]+))?")
_IN = re.compile(r"[»\"]? (?:واقع )?در (?:شهر |پایتخت )?")


def with_missions(key: str, names: list[NameHit], words: Sequence[NameHit], gazetteer: Gazetteer) -> list[NameHit]:
    """The names and, after «سفارت», the country that a longer name of a body hid."""
    starts = {start for start, _, _ in names}
    found = []
    for _, end, form in words:
        if place_words()[form].level == "host" and (owner := _OWNER.match(key, end)):
            start = owner.start(1)
            ends = [owner.end(i) for i in (3, 2, 1) if owner.group(i)]
            country = next((e for e in ends if key[start:e] in gazetteer.forms), None)
            if country and start not in starts:
                found.append((start, country, key[start:country]))
    return sorted([*names, *found]) if found else names


def host_of(key: str, names: Sequence[NameHit], at: int, gazetteer: Gazetteer) -> str | None:
    """The country (ISO3) of the largest place of the name after `names[at]`, where it is told to lie there."""
    if at + 1 == len(names) or not _IN.fullmatch(key, names[at][1], names[at + 1][0]):
        return None
    entries = [gazetteer.entries[i] for i in gazetteer.forms.get(names[at + 1][2], ())]
    return max(entries, key=lambda entry: entry.population).country if entries else None
