"""Places in a text: names of the gazetteer resolved by their context, and names it lacks after a head word.

In: a `Folded` text, the scanner's hits of the layers `words.PLACE_LAYERS` as (key start, key end, form key),
and the gazetteer. Out: `PlaceMention`s, ordered and disjoint; `in_name` marks what belongs to a body (دولت عراق),
a people (عراقی) or an owner and is no place of an event.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.gazetteer.load import Gazetteer
from pipeline.mentions.joints import is_joined_before, is_joined_behind
from pipeline.mentions.places.context import words_before
from pipeline.mentions.places.longer import without_parts
from pipeline.mentions.places.missions import with_missions
from pipeline.mentions.places.owners import with_owners
from pipeline.mentions.places.reading import Reading, named, read_name
from pipeline.mentions.places.roads import road_between
from pipeline.mentions.places.unnamed import majority, read_after_head, read_listed
from pipeline.mentions.places.words import NameHit, PlaceWord, body_words, place_words
from pipeline.text.letters import Folded

_BEFORE = frozenset({"مقابل", "روبروی", "جلوی", "پشت", "کنار", "مقابل درب"})
_BLOWS = "حمله|حملات|یورش|هجوم|شلیک|اصابت|تعرض|تاخت|انفجار|بمب|آتش|تیراندازی"
_ATTACK_BEFORE = re.compile(rf"(?:{_BLOWS})\w*(?: \w+){{0,2}} (?:به|بر|علیه|در|به سوی|به سمت) $")
_OF_PEOPLE = re.compile(r" (?:نشین|الاصل|تبار|زبان)")  # «ازبک‌نشین» tells of people all the same
_ATTACK = re.compile(rf"(?: \w+){{0,1}} (?:{_BLOWS})")


@dataclass(slots=True)  # not frozen, as Hit is not
class PlaceMention:
    """A place in a text: source and key offsets, who it is in English and where, and by which rule it was found.

    `cue` is the preposition or head word before it ("" for none), `candidates` how many places the name could mean.
    """

    start: int
    end: int
    key_start: int
    key_end: int
    location_name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    geo_precision: str
    text: str
    rule: str
    cue: str
    candidates: int
    is_ambiguous: bool
    in_name: bool


def find_places(
    folded: Folded,
    hits: Sequence[tuple[int, int, str]],
    gazetteer: Gazetteer,
    bodies: Sequence[tuple[int, int]] = (),
    home: str | None = None,
    lands: Mapping[int, str] | None = None,
) -> list[PlaceMention]:
    """Find and resolve every place of a text.

    `bodies` are the key spans of names that may hide one, `home` is the country that «کشورمان» means, `lands` those
    that «این کشور» does, by where it starts.
    """
    names, words = _sorted_hits(hits, gazetteer)
    names = _whole(folded, names)
    names = without_parts(folded.key, names, gazetteer)
    names = with_missions(folded.key, names, words, gazetteer)
    words = [word for word in words if not _opens_body(word, bodies)]
    names, owned = with_owners(folded.key, names, bodies, gazetteer)
    votes = country_votes([form for _, _, form in names], gazetteer)
    readings: list[Reading] = []
    for at in range(len(names)):
        previous = readings[-1] if readings else None
        if reading := read_name(folded.key, names, at, previous, votes, gazetteer):
            if previous and reading.start == previous.start:
                readings.pop()  # the second side of a border widened it
            if names[at][0] in owned and not _is_struck_office(folded.key, reading):
                reading.in_name = True
            if previous and (road := road_between(folded.key, previous, reading)):
                reading = road
                readings.pop()
            readings.append(reading)
    if words:
        readings = _disjoint(
            [*readings, *_from_words(folded.key, words, readings, votes, gazetteer, home, lands or {})]
        )
        readings = sorted([*readings, *read_listed(folded.key, readings, gazetteer)], key=lambda reading: reading.start)
    _free_after_sites(folded.key, readings)
    return [_mention(folded, reading) for reading in readings]


def _whole(folded: Folded, names: list[NameHit]) -> list[NameHit]:
    """The names that are no part of a word with a half-space in it («ساری‌یر», «مالتی‌مدیا», «بلاک‌چین»)."""
    starts = {start for start, _, _ in names}
    return [
        (start, end, form)
        for start, end, form in names
        if not (is_joined_behind(folded, end) and end + 1 not in starts and not _OF_PEOPLE.match(folded.key, end))
        and not (is_joined_before(folded, start) and " " not in form and not _is_behind_body(folded.key, start))
    ]


def _is_behind_body(key: str, start: int) -> bool:
    """Whether the word joined before is one that a name follows («سفارت‌آمریکا», «نظامی‌ایران»)."""
    return key[:start].rstrip().rpartition(" ")[2] in body_words()


def _is_struck_office(key: str, reading: Reading) -> bool:
    """Whether the building of a body is told as a place: one stands before it, or it is attacked («حمله به پارلمان X»);
    who is in it («فراکسیون Y در پارلمان X») or turns to it tells the body."""
    if reading.rule != "place.office":
        return False
    near = _ATTACK_BEFORE.search(key, max(0, reading.start - 40), reading.start) or _ATTACK.match(key, reading.end)
    return reading.cue in _BEFORE or near is not None


def _free_after_sites(key: str, readings: Sequence[Reading]) -> None:
    """The town told right after a site that a name tells («بازار شورجه بغداد») is where it stands; a country may own it."""
    for site, town in pairwise(readings):
        told = site.rule == "place.head_noun" and site.precision == "site" and not site.in_name
        if told and town.precision != "country" and key[site.end : town.start] == " ":
            town.in_name = False


def _opens_body(word: NameHit, bodies: Sequence[tuple[int, int]]) -> bool:
    """Whether a command («قرارگاه X») is a body by name, which is not where something happens."""
    start, end, form = word
    return place_words()[form].sort == "command" and any(start == first and last > end for first, last in bodies)


def country_votes(forms: Sequence[str], gazetteer: Gazetteer) -> dict[str, float]:
    """How much a text speaks of each country (ISO3): forms of one country only, countries and their people most."""
    votes: dict[str, float] = {}
    for form in forms:
        voice = gazetteer.voices[form]
        if voice is not None:
            votes[voice[0]] = votes.get(voice[0], 0.0) + voice[1]
    return votes


def _sorted_hits(hits: Sequence[tuple[int, int, str]], gazetteer: Gazetteer) -> tuple[list[NameHit], list[NameHit]]:
    """Names and demonyms without overlaps, longest first from the left; and the words that are neither."""
    names: list[NameHit] = []
    words: list[NameHit] = []
    reached = -1
    for start, end, form in sorted(set(hits), key=lambda hit: (hit[0], -hit[1], hit[2])):
        if form in gazetteer.forms or form in gazetteer.demonyms:
            if start >= reached:
                names.append((start, end, form))
                reached = end
        elif form in place_words():
            words.append((start, end, form))
    return names, words


def _from_words(
    key: str,
    words: Sequence[NameHit],
    readings: Sequence[Reading],
    votes: Mapping[str, float],
    gazetteer: Gazetteer,
    home: str | None,
    lands: Mapping[int, str],
) -> list[Reading]:
    """What words without a gazetteer name after them tell: «این کشور», and head words before a name nobody lists."""
    found: list[Reading | None] = []
    starts = [reading.start for reading in readings]
    for hit in words:
        start, end, form = hit
        word = place_words()[form]
        at = bisect_left(starts, start)
        if at and readings[at - 1].end > start:
            continue
        if word.role == "anaphor":
            found.append(_anaphor(key, start, end, lands.get(start), readings[:at], gazetteer))
        elif word.role == "home" or word.sort == "sided":
            most = majority(votes) if word.level == "told" else None
            land = most if most in gazetteer.country_entries else home
            found.append(_home(key, (start, end), word, readings, at, land, gazetteer))
        elif word.sort == "shared":
            found.append(_shared_border(start, end, readings[:at], gazetteer))
        elif word.role == "head":
            found.append(read_after_head(key, hit, word, readings, at, votes, gazetteer))
    return [reading for reading in found if reading]


def _anaphor(
    key: str, start: int, end: int, land: str | None, before: Sequence[Reading], gazetteer: Gazetteer
) -> Reading | None:
    """«این کشور» is `land`, where no name of a country tells it that of the last place; «پایتخت این کشور» its capital."""
    told = gazetteer.country_entries
    country = land if land in told else next((r.country for r in reversed(before) if r.country in told), None)
    if country is None:
        return None
    context = words_before(key, before[-1].end if before else 0, start)
    entry = gazetteer.entries[told[country]]
    rule = "place.anaphor"
    if context.is_capital:
        if country not in gazetteer.capitals:
            return None
        entry, rule = gazetteer.entries[gazetteer.capitals[country]], "place.capital"
    return Reading(
        context.start, end, entry.name_en, entry.geo_precision, rule, entry, entry.country, entry.admin1,
        context.cue, 1, False, context.in_name(),
    )  # fmt: skip


def _home(
    key: str,
    span: tuple[int, int],
    word: PlaceWord,
    readings: Sequence[Reading],
    at: int,
    country: str | None,
    gazetteer: Gazetteer,
) -> Reading | None:
    """«کشورمان» is the press's own country, «سراسر کشور» first the one told most; neither without a `country`.

    «کشور» alone is a place only with a side of it before: «جنوب شرق کشور». `readings[at]` is the next mention.
    """
    start, end = span
    if country is None or (at < len(readings) and readings[at].start <= end + 1):
        return None  # «سراسر کشور عراق»
    context = words_before(key, readings[at - 1].end if at else 0, start)
    entry = gazetteer.entries[gazetteer.country_entries[country]]
    name, precision, _ = named(entry, context)
    if word.role == "head" and precision == "country":
        return None
    return Reading(
        context.start, end, name, precision, "place.home", entry, country, None,
        context.cue, 1, False, context.in_name(),
    )  # fmt: skip


def _shared_border(start: int, end: int, before: Sequence[Reading], gazetteer: Gazetteer) -> Reading | None:
    """«مرز مشترک» lies between the two countries named last."""
    countries: list[str] = []
    for reading in reversed(before):
        if reading.country in gazetteer.country_entries and reading.country not in countries:
            countries.append(str(reading.country))
        if len(countries) == 2:
            names = sorted(gazetteer.entries[gazetteer.country_entries[country]].name_en for country in countries)
            return Reading(start, end, f"{names[0]}-{names[1]} border", "region", "place.border")
    return None


def _disjoint(readings: Sequence[Reading]) -> list[Reading]:
    """Ordered readings without overlaps; of two that overlap the one that starts first, then the longer."""
    kept: list[Reading] = []
    for reading in sorted(readings, key=lambda reading: (reading.start, -reading.end)):
        if not kept or reading.start >= kept[-1].end:
            kept.append(reading)
    return kept


def _mention(folded: Folded, reading: Reading) -> PlaceMention:
    start, end = folded.span(reading.start, reading.end)
    entry = reading.entry
    return PlaceMention(
        start, end, reading.start, reading.end, reading.name, reading.country, reading.admin1,
        entry.latitude if entry else None, entry.longitude if entry else None, entry.geonames_id if entry else None,
        reading.precision, folded.source[start:end], reading.rule, reading.cue, reading.candidates,
        reading.is_ambiguous, reading.in_name,
    )  # fmt: skip
