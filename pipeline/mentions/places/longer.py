"""Names of the gazetteer that are only a word of a longer name nobody lists («منطقه دیر میماس», «پاسگاه شهید X»).

In: the name hits of a text. Out: those without such words, and without places of another country than the one told
right after («روستای X در لبنان»), so that the longer name, or the one elsewhere, is read after its head word.
"""

import re

from pipeline.gazetteer.load import Entry, Gazetteer
from pipeline.mentions.places.context import Before, words_before
from pipeline.mentions.places.extent import LEVELS, is_lead, is_title, led_word
from pipeline.mentions.places.words import NameHit, place_words

_QUOTES = ("«", '"')
_QUOTED_REST = re.compile(r' ([^\W\d_]{2,})[»"]')
_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+) $")
_INSIDE = re.compile(
    r"[»\"]? (?:(?:واقع )?در|از توابع)(?: (?:شهر|استان|ولایت|ولسوالی|شهرستان|شمال|جنوب|شرق|غرب|کشور))* "
)
_LONGEST = 20
_KNOWN, _LARGE = 60_000, 300_000  # people of a town: it may stand by itself, everybody knows it


def without_parts(key: str, names: list[NameHit], gazetteer: Gazetteer) -> list[NameHit]:
    """The names but for those that are words of a longer one."""
    return [
        name
        for at, name in enumerate(names)
        if not (
            _opens_quoted(key, name, gazetteer)
            or _leads_longer(key, names, at)
            or _is_titled(key, name, gazetteer)
            or _is_elsewhere(key, names, at, gazetteer)
        )
    ]


def _opens_quoted(key: str, name: NameHit, gazetteer: Gazetteer) -> bool:
    """Whether a name is only the first word of one in quotes that a head word introduces («شهرک «دیر بلوط»»)."""
    start, end, _ = name
    if key[start - 1 : start] not in _QUOTES or key[end : end + 1] != " ":
        return False
    rest = _QUOTED_REST.match(key, end)
    if rest is None or rest.group(1) in gazetteer.forms or rest.group(1) in gazetteer.demonyms:
        return False
    before = words_before(key, 0, start - 1)
    return before.head is not None and before.head.level in ("settlement", "area")


def _leads_longer(key: str, names: list[NameHit], at: int) -> bool:
    """Whether a name is a word that leads names, after a head word and before a word that can be the rest."""
    start, end, form = names[at]
    first, _, lead = form.rpartition(" ")
    if not is_lead(lead):
        return False
    limit = names[at + 1][0] if at + 1 < len(names) and not is_title(lead) else len(key)
    if led_word(key, end, limit, lead) is None:
        return False
    if first:  # a form that holds its head word: «منطقه دیر»
        return first in place_words() and place_words()[first].level in LEVELS
    return _has_head(words_before(key, _floor(names, at), start))


def _is_titled(key: str, name: NameHit, gazetteer: Gazetteer) -> bool:
    """Whether a title stands between a head word and the name of a small place («پادگان شهید X»)."""
    if any(place.is_curated or place.population >= _KNOWN for place in _places(name[2], gazetteer)):
        return False
    title = _LAST_WORD.search(key, max(0, name[0] - _LONGEST), name[0])
    return title is not None and is_title(title.group(1)) and _has_head(words_before(key, 0, title.start()))


def _is_elsewhere(key: str, names: list[NameHit], at: int, gazetteer: Gazetteer) -> bool:
    """Whether a small place is of none of the countries of the place that it is told to lie in."""
    start, end, form = names[at]
    if at + 1 == len(names) or not _INSIDE.fullmatch(key, end, names[at + 1][0]):
        return False
    places, around = _places(form, gazetteer), _places(names[at + 1][2], gazetteer)
    if not places or not around or any(place.is_curated or place.population >= _LARGE for place in places):
        return False
    if {place.country for place in places} & {place.country for place in around}:
        return False
    return _has_head(words_before(key, _floor(names, at), start))


def _has_head(before: Before) -> bool:
    return before.head is not None and before.head.level in LEVELS


def _floor(names: list[NameHit], at: int) -> int:
    return names[at - 1][1] if at else 0


def _places(form: str, gazetteer: Gazetteer) -> list[Entry]:
    return [gazetteer.entries[i] for i in gazetteer.forms.get(form, ())]
