"""Choices: which of the candidates are an act's sides, places, date and speaker.

In: `ArticleFacts`, the act's sentence and trigger, a `Model`. Out: the chosen mentions; None or an
empty list where no candidate is likely enough.
"""

import re
from collections.abc import Sequence

from pipeline.dates import TimeMention
from pipeline.events.attach import actor_features, place_features
from pipeline.events.attach_source import source_choices
from pipeline.events.attach_time import time_choices
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.model import Model
from pipeline.events.sources import Told
from pipeline.mentions.actors import ActorMention
from pipeline.mentions.places import PlaceMention
from pipeline.mentions.triggers import TriggerMention

_PLACE_REACH = 2
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


def actor_candidates(facts: ArticleFacts, home: Sentence) -> list[tuple[Sentence, ActorMention]]:
    """Phrases that may be a side of the act: the sentence's own, then new ones of the two before it and the head."""
    found = [(home, actor) for actor in home.actors]
    seen = {(a.code, a.name) for a in home.actors}
    near = [
        s
        for s in facts.sentences
        if s.index != home.index and (s.index < 2 or 0 < home.index - s.index <= _PLACE_REACH)
    ]
    for sentence in reversed(near):
        for actor in sentence.actors:
            if actor.iso3 and (actor.code, actor.name) not in seen:
                seen.add((actor.code, actor.name))
                found.append((sentence, actor))
    return found


def choose_sides(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, model: Model
) -> tuple[ActorMention | None, ActorMention | None]:
    """The likeliest actor and target; one phrase is not both."""
    task = model.tasks["role"]
    best: dict[str, tuple[float, ActorMention]] = {}
    for sentence, actor in actor_candidates(facts, home):
        chances = task.distribution(actor_features(facts, home, trigger, sentence, actor))
        for label in ("actor", "target"):
            if chances[label] >= task.threshold and (label not in best or chances[label] > best[label][0]):
                best[label] = (chances[label], actor)
    if "target" not in best:
        victim = _victim(home)
        if victim is not None and ("actor" not in best or best["actor"][1] is not victim):
            best["target"] = (0.0, victim)
    if "actor" in best and "target" in best and best["actor"][1] is best["target"][1]:
        best.pop(min(("actor", "target"), key=lambda label: best[label][0]))
    return (best["actor"][1] if "actor" in best else None), (best["target"][1] if "target" in best else None)


def _victim(home: Sentence) -> ActorMention | None:
    """Who the sentence counts as hurt, where nobody else was judged the target."""
    for figure in home.casualties:
        for actor in home.actors:
            if figure.victims and actor.key_start < figure.victims[1] and figure.victims[0] < actor.key_end:
                return actor
    return None


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
    """The likeliest date of the act; None where no date at all is the likeliest."""
    task = model.tasks["time"]
    return max(time_choices(facts, home, trigger), key=lambda choice: task.scores(choice[1])[0])[0]


def choose_source(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, model: Model, told: Sequence[Told]
) -> Told | None:
    """The likeliest innermost speaker; None where the article itself is the likeliest teller."""
    task = model.tasks["source"]
    choices = source_choices(facts, told, home, trigger)
    return max(choices, key=lambda choice: task.scores(choice[1])[0])[0]
