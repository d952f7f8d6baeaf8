"""A road between two places is one site: «جاده بغداد - بلد», «مسیر خارطوم به مدنی».

In: a key and two mentions that follow each other. Out: one `Reading` without coordinates, or None.
"""

from dataclasses import replace
from functools import cache

from pipeline.lexicons.load import cell_keys, read_rows
from pipeline.mentions.places.reading import Reading

_ROAD = "{} road"
_AXIS = "محور"  # also a part of a town or a front: a road only between two places
_LINKS = frozenset(["-", "به", "تا"])


def road_between(key: str, first: Reading, second: Reading) -> Reading | None:
    """The road that leads from one place to another, where a word of roads stands before the first."""
    if key[first.end : second.start].strip() not in _LINKS or None in (first.entry, second.entry):
        return None
    way = _way(key, first)
    if way is None or "country" in (first.precision, second.precision):
        return None
    start, told = way
    ends = [place.entry.name_en for place in (first, second) if place.entry]
    country = first.country if first.country == second.country else None
    return replace(
        first, start=start, end=second.end, name=told.format("-".join(ends)), precision="site", rule="place.site",
        entry=None, country=country, admin1=first.admin1 if first.admin1 == second.admin1 else None,
        candidates=1, is_ambiguous=False, in_name=False,
    )  # fmt: skip


def _way(key: str, first: Reading) -> tuple[int, str] | None:
    """Where the word of roads before a place begins, and how the road is told in English; None where there is none."""
    if first.head is not None and (first.head.name_en == _ROAD or first.head_key == _AXIS):
        return first.start, _ROAD
    for word, told in _ways():
        start = first.start - len(word) - 1
        if start >= 0 and key.startswith(f"{word} ", start) and (not start or key[start - 1] in " \n«(،"):
            return start, told
    return None


@cache
def _ways() -> tuple[tuple[str, str], ...]:
    """Words of ways that are no head words, the longest first, and how each is told."""
    found = [
        (key, row["name_en"])
        for row in read_rows("place_words")
        if row["role"] == "way"
        for key in cell_keys(row["forms"])
    ]
    return tuple(sorted(found, key=lambda way: -len(way[0])))
