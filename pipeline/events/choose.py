"""Choices: which of the candidates are an act's places, date and speaker.

In: `ArticleFacts`, the act's sentence and trigger, a `Model`. Out: the chosen mentions; None or an
empty list where no candidate is likely enough.
"""

import re
from collections.abc import Sequence

from pipeline.dates import TimeMention
from pipeline.events.attach import place_features, time_features
from pipeline.events.attach_source import source_choices
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.model import Model
from pipeline.events.sources import Told
from pipeline.mentions.places import PlaceMention
from pipeline.mentions.triggers import TriggerMention

_PLACE_REACH = 2
_TIME_REACH = 1
_COARSE = ("country", "region", "province")
_CONTAINED = re.compile(
    r"[\s«»\"'،]*(?:واقع\s)?(?:در|از توابع|از|مرکز|و در)?\s?(?:نزدیکی|شمال|جنوب|شرق|غرب|مرکز|اطراف|حومه|مقابل|\d+ کیلومتری)?[\s«»\"'،]*"
)


def place_candidates(facts: ArticleFacts, home: Sentence) -> list[tuple[Sentence, PlaceMention]]:
    """Places that may be the act's: of the sentence, of the two before it, of the article's head."""
    near = [
        s
        for s in facts.sentences
        if s.index != home.index and (s.index < 2 or 0 < home.index - s.index <= _PLACE_REACH)
    ]
    return [(home, p) for p in home.places] + [(s, p) for s in near for p in s.places]


def time_candidates(facts: ArticleFacts, home: Sentence) -> list[tuple[Sentence, TimeMention]]:
    """Dates that may be the act's: of the sentence, of the one before it, of the article's head."""
    near = [
        s for s in facts.sentences if s.index != home.index and (s.index < 2 or 0 < home.index - s.index <= _TIME_REACH)
    ]
    return [(s, t) for s in [home, *near] for t in s.times if t.kind in ("DATE", "TIME", "DURATION")]


def choose_places(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, model: Model
) -> list[PlaceMention]:
    """The sentence's own places where it has any; else those of the one other sentence that fits best."""
    task = model.tasks["place"]
    likely: list[tuple[float, Sentence, PlaceMention]] = []
    for sentence, place in place_candidates(facts, home):
        chance = task.probability(place_features(facts, home, trigger, sentence, place))
        if chance >= task.threshold:
            likely.append((chance, sentence, place))
    if not likely:
        return []
    own = [one for one in likely if one[1] is home]
    where = home if own else max(likely, key=lambda one: one[0])[1]
    ranked = sorted((one for one in likely if one[1] is where), key=lambda one: -one[0])
    chosen: list[PlaceMention] = []
    for _, _, place in ranked:
        if not any(p.location_name == place.location_name or p.text == place.text for p in chosen):
            chosen.append(place)
    chosen += _listed_with(facts, where, chosen)
    return _without_containers(facts, sorted(chosen, key=lambda p: p.key_start))


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


def _without_containers(facts: ArticleFacts, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Drop what only says where another place lies («البوکمال در شرق دیرالزور»), and countries beside finer places."""
    finer = any(p.geo_precision not in ("country", "region") for p in places)
    kept: list[PlaceMention] = []
    for place in places:
        if finer and place.geo_precision == "country":
            continue
        if kept:
            between = facts.folded.key[kept[-1].key_end : place.key_start]
            coarser = place.geo_precision in _COARSE and kept[-1].geo_precision not in _COARSE
            offset = "offset" in place.rule or "direction" in place.rule
            if (coarser or offset) and between.strip() and _CONTAINED.fullmatch(between):
                continue
        kept.append(place)
    return kept


def choose_time(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, model: Model
) -> TimeMention | None:
    """The likeliest date of the act."""
    task = model.tasks["time"]
    best, chosen = task.threshold, None
    for sentence, time in time_candidates(facts, home):
        chance = task.probability(time_features(facts, home, trigger, sentence, time))
        if chance >= best:
            best, chosen = chance, time
    return chosen


def choose_source(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, model: Model, told: Sequence[Told]
) -> Told | None:
    """The likeliest innermost speaker; None where the article itself is the likeliest teller."""
    task = model.tasks["source"]
    choices = source_choices(facts, told, home, trigger)
    return max(choices, key=lambda choice: task.scores(choice[1])[0])[0]
