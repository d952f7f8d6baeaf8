"""Places of an act: which of the candidates become locations of its row.

In: `ArticleFacts`, the act's sentence and trigger, a `Model`. Out: the chosen places in text order; an empty list
where none is likely enough.
"""

import re
from collections.abc import Sequence

from pipeline.events.attach_place import place_choices
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.model import Model
from pipeline.events.place_chains import holds_after, holds_before
from pipeline.mentions.places import PlaceMention
from pipeline.mentions.triggers import TriggerMention

_FIRST = 0.3


def choose_places(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, model: Model
) -> list[PlaceMention]:
    """The sentence's own places where it has any; else those of the one other sentence that fits best.

    Nearly every act has a place: the likeliest is taken from `_FIRST` on, further ones from the task's threshold.
    """
    task = model.tasks["place"]
    likely: list[tuple[float, Sentence, PlaceMention]] = []
    for sentence, place, traits in place_choices(facts, home, trigger):
        chance = task.probability(traits)
        if chance >= _FIRST:
            likely.append((chance, sentence, place))
    if not likely:
        return []
    own = [one for one in likely if one[1] is home]
    best = max(own or likely, key=lambda one: one[0])
    where = best[1]
    ranked = sorted(
        (one for one in likely if one[1] is where and (one is best or one[0] >= task.threshold)),
        key=lambda one: -one[0],
    )
    chosen: list[PlaceMention] = []
    for _, _, place in ranked:
        if not any(p.location_name == place.location_name or p.text == place.text for p in chosen):
            chosen.append(place)
    chosen += _listed_with(facts, where, chosen)
    return _without_containers(facts, where, sorted(chosen, key=lambda p: p.key_start))


_COMMA_OR_AND = re.compile(r"[\s»«\"]*(?:[،,]|و|[،,] و)[\s»«\"]*")


def _listed_with(facts: ArticleFacts, where: Sentence, chosen: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The other members of a list one of whose places was chosen: «کوتلی، میرپور و مظفرآباد» are hit together."""
    lists: list[list[PlaceMention]] = []
    for place in where.places:
        joined = lists and _COMMA_OR_AND.fullmatch(facts.folded.key, lists[-1][-1].key_end, place.key_start)
        if joined and not place.in_name and place.geo_precision == lists[-1][-1].geo_precision:
            lists[-1].append(place)
        else:
            lists.append([place])
    taken = {place.location_name for place in chosen}
    found = []
    for one in lists:
        if len(one) > 2 and any(place in chosen for place in one):
            for place in one:
                if place.location_name not in taken:
                    taken.add(place.location_name)
                    found.append(place)
    return found


def _without_containers(facts: ArticleFacts, where: Sentence, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Drop what only says where another place lies («البوکمال در شرق دیرالزور»), and countries beside finer places."""
    finer = any(p.geo_precision not in ("country", "region") for p in places)
    key = facts.folded.key
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
