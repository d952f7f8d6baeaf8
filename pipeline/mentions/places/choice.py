"""Which place a name means: the gazetteer's candidates weighed by the article's other places.

In: candidates of a form, the words before it, the countries the article speaks of, the division named beside it.
Out: a `Choice`, or None where nothing supports reading the words as a place. The weights are set
by hand: gold holds too few names with several readings to learn them from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10

from pipeline.gazetteer.load import Entry, Gazetteer
from pipeline.mentions.places.context import Before
from pipeline.mentions.places.words import place_words

_LEVEL_WEIGHT = {"country": 5.0, "region": 3.5, "site": 3.0, "settlement": 3.0, "province": 2.6, "district": 2.2}
_WANTED = {
    "province": ("province", "region", "district", "settlement"),
    "settlement": ("settlement", "site", "district", "region", "province"),
    "district": ("district", "settlement", "province"),
    "part": ("district", "settlement", "province"),
    "country": ("country",),
    "site": ("site", "region", "settlement"),
    "building": ("site", "settlement"),
    "coast": ("region", "country", "province", "settlement"),
}
_LOOSE_HEADS = frozenset({"country", "region", "part", "building"})  # they stand before ordinary words too
_KNOWN_EVERYWHERE = 300_000  # a town this large needs no support
_KNOWN_WITH_A_CUE = 60_000
_CLOSE = 1.0  # a second reading within this weight makes a mention ambiguous
_VOTE = 3.0
_BESIDE = 4.0
_CURATED = 2.4
_MISFIT = 6.0
_NEARBY = 1.5


@dataclass(slots=True)  # not frozen, as `Before`
class Choice:
    """The chosen entry, how many readings there were, whether another came close."""

    entry: Entry
    candidates: int
    is_ambiguous: bool


def choose(
    gazetteer: Gazetteer,
    form: str,
    before: Before,
    is_linked: bool,
    votes: Mapping[str, float],
    beside: Entry | None = None,
    nearby: str | None = None,
) -> Choice | None:
    """Choose among the places of a form.

    `beside` is the division or country told right after («X در استان Y»), `nearby` the country of the place told
    just before.
    """
    need = gazetteer.needs.get(form, "")
    if need == "head" and (before.head is None or before.head.level in _LOOSE_HEADS):
        return None
    has_head = before.head is not None or (need == "cue" and _tells_its_kind(form))
    has_cue = has_head or bool(before.cue or before.direction or before.is_near) or is_linked
    in_name = before.in_name()
    level = before.head.level if before.head else ""
    found = [gazetteer.entries[i] for i in gazetteer.forms[form]]
    found = [
        entry
        for entry in found
        if _is_supported(entry, need, has_head, has_cue, votes, beside, in_name)
        and (level != "building" or _may_hold_building(entry, votes))
    ]
    if len(found) < 2:
        return Choice(found[0], 1, False) if found else None
    return _heaviest(found, level, votes, beside, nearby)


def _heaviest(
    found: Sequence[Entry], level: str, votes: Mapping[str, float], beside: Entry | None, nearby: str | None
) -> Choice:
    """The place of the greatest weight; it is ambiguous where one of another country comes close."""
    total = sum(votes.values()) or 1.0
    weighed = sorted(
        (
            (_weight(entry, level, votes, total, beside) + _NEARBY * (entry.country == nearby), -i, entry)
            for i, entry in enumerate(found)
        ),
        reverse=True,
    )
    best = weighed[0]
    rival = next((w for w in weighed[1:] if w[2].country != best[2].country), None)
    return Choice(best[2], len(found), rival is not None and best[0] - rival[0] < _CLOSE)


def _may_hold_building(entry: Entry, votes: Mapping[str, float]) -> bool:
    """Whether «مسجد X» can be of this place: one the lexicon lists, or a town of a country the article speaks of."""
    return entry.is_curated or (entry.population >= _KNOWN_WITH_A_CUE and bool(votes.get(entry.country or "")))


def _tells_its_kind(form: str) -> bool:
    """Whether a name begins with a head word («بندر چابهار»), so that it is hardly an ordinary word."""
    first, space, _ = form.partition(" ")
    word = place_words().get(first) if space else None
    return word is not None and word.role == "head" and word.level not in _LOOSE_HEADS


def _is_supported(
    entry: Entry,
    need: str,
    has_head: bool,
    has_cue: bool,
    votes: Mapping[str, float],
    beside: Entry | None,
    in_name: bool,
) -> bool:
    """Whether the article gives reason enough to read a word as this place."""
    if entry.geo_precision == "country" and not need:
        return True
    here = votes.get(entry.country or "", 0.0) > 0 or (beside is not None and beside.country == entry.country)
    if need == "cue":
        return has_head or (has_cue and (here or entry.country is None)) or (in_name and here)
    if entry.is_curated or has_head:
        return True
    if entry.population >= _KNOWN_EVERYWHERE:
        return True
    if entry.population >= _KNOWN_WITH_A_CUE:
        return here or has_cue
    return here and (has_cue or entry.geo_precision == "province")


def _weight(entry: Entry, level: str, votes: Mapping[str, float], total: float, beside: Entry | None) -> float:
    weight = _LEVEL_WEIGHT[entry.geo_precision] + 0.35 * log10(entry.population + 1)
    if entry.is_curated:
        weight += _CURATED
    weight += _VOTE * votes.get(entry.country or "", 0.0) / total
    if wanted := _WANTED.get(level):
        weight += _MISFIT - wanted.index(entry.geo_precision) if entry.geo_precision in wanted else -_MISFIT
    if beside is not None and beside.country == entry.country:
        same_division = beside.geo_precision == "province" and entry.admin1 in (beside.admin1, beside.name_en)
        weight += _BESIDE if same_division else _BESIDE / 2
    return weight
