"""Places of an act: which of the candidates become locations of its row.

In: `ArticleFacts`, the act's sentence and trigger, a `Model`. Out: the chosen places in text order; an empty list
where none is likely enough.
"""

import math
import re
from collections.abc import Sequence

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.model import Model
from pipeline.events.places.attach import place_choices
from pipeline.events.places.chains import holds_after, holds_before
from pipeline.events.places.links import COARSE
from pipeline.mentions.places.find import PlaceMention
from pipeline.mentions.triggers import TriggerMention

# A place is said where it is so likely beside none: most acts have one, and a wrong one costs what a missed one does.
_BESIDE_NONE = 0.6
_COMMA_OR_AND = re.compile(r"[\s»«\"]*(?:[،,]|و|[،,] و)[\s»«\"]*")
# «دو انفجار در X، سه انفجار هم در Y»: the preposition again
_AGAIN = re.compile(
    r"[\s»«\"]*(?:[،,]|و|[،,] و)"
    r"(?: (?:\d+|یک|دو|سه|چهار|پنج|شش|چند) [^\W_]+)?(?: (?:هم|نیز|همچنین))? (در|به) [«\"]?"
)


def choose_places(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, model: Model
) -> list[PlaceMention]:
    """The likeliest place over all that tell it, where likely enough, and those told together with it."""
    task = model.tasks["place"]
    scored = [(s, place, task.scores(traits)[0]) for s, place, traits in place_choices(facts, home, trigger)]
    top = max(score for _, _, score in scored)
    likely = [(sentence, place, math.exp(score - top)) for sentence, place, score in scored]
    named: dict[str, float] = {}
    none = 0.0
    for _, place, chance in likely:
        if place is None:
            none = chance
        else:
            named[place.location_name] = named.get(place.location_name, 0.0) + chance
    best = max(named, key=lambda name: named[name], default=None)
    if best is None or named[best] < _BESIDE_NONE * none:
        return []
    told = [(s, p, chance) for s, p, chance in likely if p is not None and p.location_name == best]
    where, place, _ = max(told, key=lambda one: one[2])
    return _told_together(facts.folded.key, where, _finest(facts.folded.key, where, place))


def _finest(key: str, where: Sentence, place: PlaceMention) -> PlaceMention:
    """What a chosen place only says the whereabouts of («البوکمال در شرق دیرالزور»), else the place itself."""
    at = where.places.index(place)
    while at and not where.places[at - 1].in_name and holds_before(key, where.places[at - 1], where.places[at]):
        at -= 1
    while at + 1 < len(where.places) and holds_after(key, where.places[at], where.places[at + 1]):
        at += 1
    return where.places[at]


def _told_together(key: str, where: Sentence, place: PlaceMention) -> list[PlaceMention]:
    """A place and the others of its list: «کوتلی، میرپور و مظفرآباد» are hit together."""
    at = where.places.index(place)
    chosen = [place]
    for run in (where.places[at + 1 :], where.places[:at][::-1]):
        last = place
        for other in run:
            first, second = (last, other) if last.key_start < other.key_start else (other, last)
            if (
                not _are_joined(key, first, second)
                or other.in_name
                or (other.geo_precision == "country") != (place.geo_precision == "country")
            ):
                break
            if not any(p.location_name == other.location_name or p.text == other.text for p in chosen):
                chosen.append(other)
            last = other
    return _without_containers(key, sorted(chosen, key=lambda p: p.key_start))


def _are_joined(key: str, first: PlaceMention, second: PlaceMention) -> bool:
    """Whether two neighbours are of one list: a comma or «و» between them, or after it the preposition of the first."""
    gap = (first.key_end, second.key_start)
    if _COMMA_OR_AND.fullmatch(key, *gap):
        return True
    again = _AGAIN.fullmatch(key, *gap)
    if again is None or not again.group(1) == first.cue == second.cue:
        return False
    return (first.geo_precision in COARSE) == (second.geo_precision in COARSE)  # not «در X، در جنوب ایران»


def _without_containers(key: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Drop what only says where another place lies («هرات، افغانستان»), and countries beside finer places."""
    finer = any(p.geo_precision not in COARSE for p in places)
    kept: list[PlaceMention] = []
    for place in places:
        if finer and place.geo_precision == "country":
            continue
        if kept and holds_before(key, kept[-1], place):
            continue
        if kept and holds_after(key, kept[-1], place):
            kept.pop()
        kept.append(place)
    return kept
