"""One place name read in its context: which place, at which level, under which English name.

In: a hit, the words before it, the mention before it, the article's countries. Out: `Reading`, or None.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.gazetteer.load import Entry, Gazetteer
from pipeline.mentions.places.choice import choose
from pipeline.mentions.places.context import Before, words_before
from pipeline.mentions.places.missions import host_of
from pipeline.mentions.places.words import NameHit, PlaceWord

_LINKS = frozenset(["و", "،", "، و", ",", "یا", "-", "تا"])
_BORDER_LINKS = _LINKS | {"با"}
_INSIDE = frozenset(
    ["", "در", "واقع در", "، در", "از توابع", "استان", "ولایت", "(", "، استان", "، ولایت", "در استان", "در ولایت", "،"]
)
_OPENING, _CLOSING = ("«", '"'), ("»", '"')
_MOST_BETWEEN = 16
_NEARBY = 60
PLURALS = ("های", "ولایات", "مناطق", "بنادر", "محلات", "قرای", "نواحی", "ایالات")
_COMPASS = {
    "north": "northern", "south": "southern", "east": "eastern", "west": "western", "centre": "central",
    "northwest": "northwestern", "northeast": "northeastern", "southwest": "southwestern", "southeast": "southeastern",
}  # fmt: skip


@dataclass(slots=True)  # not frozen, as `Before`
class Reading:
    """A place as read: key span, English name, level, entry (None where the gazetteer has none), rule and context."""

    start: int
    end: int
    name: str
    precision: str
    rule: str
    entry: Entry | None = None
    country: str | None = None
    admin1: str | None = None
    cue: str = ""
    candidates: int = 1
    is_ambiguous: bool = False
    in_name: bool = False
    head: PlaceWord | None = None
    head_key: str = ""


def read_name(
    key: str, names: list[NameHit], at: int, previous: Reading | None, votes: Mapping[str, float], gazetteer: Gazetteer
) -> Reading | None:
    """Read the name hit `names[at]`; `previous` is the mention before it."""
    start, end, form = names[at]
    if form not in gazetteer.forms:
        return _demonym(start, end, form, votes, gazetteer)
    floor = previous.end if previous else 0
    before = words_before(key, floor, start)
    linked = _is_linked(key, previous, floor, start)
    if linked and previous:
        before = _inherited(before, previous)
    choice = choose(
        gazetteer, form, before, linked, votes, _beside(key, names, at, gazetteer), _nearby(previous, start)
    )
    if choice is None:
        return None
    entry = choice.entry
    if before.is_capital and entry.country in gazetteer.capitals and entry.geo_precision == "country":
        entry = gazetteer.entries[gazetteer.capitals[entry.country]]
    if entry.geo_precision == "country" and before.office is not None and before.office.level:
        return _office(end, entry, before.office, before, votes, host_of(key, names, at, gazetteer))
    name, precision, rule = named(entry, before)
    reading = Reading(
        before.start, _with_quote(key, before.start, start, end), name, precision, rule, entry, entry.country, entry.admin1,
        before.cue or before.head_key or before.direction or ("near" if before.is_near else ""),
        choice.candidates, choice.is_ambiguous, _is_in_name(entry, precision, before), before.head, before.head_key,
    )  # fmt: skip
    if linked and previous and previous.rule == "place.border" and _is_linked(key, previous, floor, start):
        return _border_between(previous, reading)
    return reading


def _with_quote(key: str, first: int, start: int, end: int) -> int:
    """Where a place ends that begins before its name key[start:end]: with the opening quote goes the closing one."""
    return end + 1 if first < start and key[start - 1] in _OPENING and key[end : end + 1] in _CLOSING else end


def _is_in_name(entry: Entry, precision: str, before: Before) -> bool:
    """Whether a name is a body's, or the owner's of what is built («پایگاه آمریکا»), and no place of its own."""
    is_country = entry.geo_precision == "country"
    if before.in_name(precision == "site") and (before.office is None or is_country):
        return True
    head = before.head
    return is_country and head is not None and head.level in ("site", "building") and head.sort != "natural"


def _is_linked(key: str, previous: Reading | None, floor: int, start: int) -> bool:
    """Whether only a comma or «و» stands between the mention before and this name, both in quotes or neither."""
    if previous is None or start - floor > 6:
        return False
    first = floor - (key[floor - 1 : floor] in _CLOSING)
    between = key[first:start].strip()
    if between[:1] in _CLOSING and between[-1:] in _OPENING:
        between = between[1:-1].strip()
    return between in (_BORDER_LINKS if previous.rule == "place.border" else _LINKS)


def _inherited(before: Before, previous: Reading) -> Before:
    """The words before the first name of a list hold for the others."""
    told = replace(
        before,
        cue=before.cue or previous.cue,
        body_distance=1 if previous.in_name else before.body_distance,
    )
    if before.head is None and previous.head_key.endswith(PLURALS):
        told.head, told.head_key = previous.head, previous.head_key
    return told


def _nearby(previous: Reading | None, start: int) -> str | None:
    """The country of the place named shortly before, where that is no country itself."""
    if previous is None or previous.precision == "country" or start - previous.end > _NEARBY:
        return None
    return previous.country


def _demonym(start: int, end: int, form: str, votes: Mapping[str, float], gazetteer: Gazetteer) -> Reading:
    countries = gazetteer.demonyms[form]
    country = max(countries, key=lambda iso3: (votes.get(iso3, 0.0), -countries.index(iso3)))
    entry = gazetteer.entries[gazetteer.country_entries[country]]
    return Reading(
        start, end, entry.name_en, "country", "place.demonym", entry, country, None, "",
        len(countries), len(countries) > 1 and not votes.get(country), True,
    )  # fmt: skip


def _beside(key: str, names: list[NameHit], at: int, gazetteer: Gazetteer) -> Entry | None:
    """The division or country named right after («X در استان Y», «X، Y»), its larger reading."""
    if at + 1 == len(names):
        return None
    end, (start, _, form) = names[at][1], names[at + 1]
    if start - end > _MOST_BETWEEN or key[end:start].strip() not in _INSIDE:
        return None
    places = [gazetteer.entries[i] for i in gazetteer.forms.get(form, ())]
    for level in ("country", "province"):
        found = [place for place in places if place.geo_precision == level]
        if len(found) == 1:
            return found[0]
    return None


def _office(
    end: int, entry: Entry, office: PlaceWord, before: Before, votes: Mapping[str, float], host: str | None
) -> Reading:
    """An embassy or a ministry told as a place («حمله به سفارت X»): an embassy stands in `host`, the country of the
    place told right after it, or in the country told most else."""
    country = entry.country
    if office.level == "host" and host:
        country = host
    elif office.level == "host":
        others = {iso3: vote for iso3, vote in votes.items() if iso3 != entry.country}
        country = max(sorted(others), key=lambda iso3: others[iso3]) if others else None
    return Reading(
        before.office_start, end, office.name_en.format(entry.name_en), "site", "place.office", None, country, None,
        before.cue,
    )  # fmt: skip


def named(entry: Entry, before: Before) -> tuple[str, str, str]:
    """English name, level and rule of an entry after the words before it."""
    name, precision = entry.name_en, entry.geo_precision
    if before.is_border:
        return f"{name} border", "region", "place.border"
    if before.is_capital:
        return name, precision, "place.capital"
    if precision == "country":
        return _named_country(name, before)
    head = before.head
    if head is not None and head.level in ("site", "building"):
        if precision in ("site", "region"):
            return name, precision, "place.head"
        return head.name_en.format(name), "site", "place.site"
    if (
        head is not None
        and head.level in ("province", "district")
        and precision in ("settlement", "district", "province")
    ):
        return name, head.level, "place.head"
    if before.is_offset:
        return name, precision, "place.offset"
    if before.direction or before.is_near:
        return name, precision, "place.direction" if before.direction else "place.near"
    if head is not None:
        is_camp = head.sort == "camp" and "camp" not in name.lower()
        return head.name_en.format(name) if is_camp and precision == "settlement" else name, precision, "place.head"
    return name, precision, "place.name"


def _named_country(name: str, before: Before) -> tuple[str, str, str]:
    """The coast or a side of a country is a region, unless it is a body that has the country in its name."""
    if not before.in_name():
        if before.head is not None and before.head.level == "coast":
            return before.head.name_en.format(name), "region", "place.head"
        if compass := _COMPASS.get(before.direction):
            return f"{compass} {name}", "region", "place.direction"
    return name, "country", "place.country"


def _border_between(first: Reading, second: Reading) -> Reading:
    """«مرز X و Y»: one region, of a country only where both sides are of one."""
    one = first.name.removesuffix(" border")
    country = first.country if first.country == second.country else None
    return replace(first, end=second.end, name=f"{one}-{second.name} border", country=country, entry=None, admin1=None)
