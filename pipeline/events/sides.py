"""Sides: who does an act and who suffers it, chosen together with the codes they bear.

In: an article read for its `Sides`, the act's sentence and anchor, the row's `Frame`, a `Model`. Out: the chosen
phrases with their country and role, None for nobody. A code is said where its chance outweighs what a wrong one costs.
"""

import math
from collections import defaultdict
from dataclasses import replace

from pipeline.events.attach_actor import Sides
from pipeline.events.facts import Sentence
from pipeline.events.model import Model
from pipeline.events.side_codes import Code, Frame
from pipeline.mentions.actors import ActorMention
from pipeline.mentions.triggers import TriggerMention

SIDES = ("actor", "target")
_BEST = 12  # the right pair is among the likeliest of each side
# Log-odds against a pair of one side's own: a state hardly ever strikes itself (one gold row in three hundred).
_KIN = 3.0
# The chance above which a code serves F1 better than none: half the F1 that is reached.
_LEAST = {"actor": 0.3, "target": 0.3}
_OF_A_STATE = frozenset({"MIL", "POL", "GOV"})

Option = tuple[int, ActorMention | None, Code | None]


def choose_sides(
    sides: Sides, home: Sentence, anchor: TriggerMention | None, frame: Frame, model: Model
) -> tuple[ActorMention | None, ActorMention | None]:
    """Actor and target with their codes: of each side the code likeliest over all pairs; one phrase is not both."""
    choices = sides.choices(home, anchor, frame)
    ranked = []
    for side in SIDES:
        task, options = model.tasks[side], []
        for at, choice in enumerate(choices):
            score = task.scores(choice.features)[0]
            options += [
                (score + sum(task.weights[name][0] for name in code.features if name in task.weights), (at, choice.actor, code))
                for code in choice.codes
            ] or [(score, (at, None, None))]
        options.sort(key=lambda option: -option[0])
        ranked.append(options[:_BEST])
    top = ranked[0][0][0] + ranked[1][0][0]
    actors: dict[Option, float] = defaultdict(float)
    targets: dict[Option, float] = defaultdict(float)
    for a, one in ranked[0]:
        for t, other in ranked[1]:
            if one[1] is not None and one[0] == other[0]:
                continue
            chance = math.exp(a + t - top - _KIN * _are_kin(one, other))
            actors[one] += chance
            targets[other] += chance
    return _say(actors, _LEAST["actor"]), _say(targets, _LEAST["target"])


def _say(chances: dict[Option, float], least: float) -> ActorMention | None:
    """The phrase of the likeliest code with that code; None where even that is too unlikely."""
    total = sum(chances.values())
    by_code: dict[str, float] = defaultdict(float)
    for (_, _, code), chance in chances.items():
        if code is not None:
            by_code[code.text] += chance
    if not by_code or total <= 0:
        return None
    best = max(by_code, key=lambda text: by_code[text])
    if by_code[best] < least * total:
        return None
    _, actor, code = max(
        ((chance, option) for option, chance in chances.items() if option[2] and option[2].text == best),
        key=lambda pair: pair[0],
    )[1]
    assert code is not None
    if actor is None:
        return ActorMention(0, 0, 0, 0, "", None, code.iso3, code.role, None, "implied", "group", "actor.implied")
    return replace(actor, iso3=code.iso3, role=code.role)


def _are_kin(one: Option, other: Option) -> bool:
    """Whether two sides are of one state, or of one country's rebels or people and not of two groups by name."""
    a, b = one[2], other[2]
    if a is None or b is None or a.iso3 != b.iso3 or a.iso3 == "UNK":
        return False
    if a.role in _OF_A_STATE and b.role in _OF_A_STATE:
        return True
    names = [x.name if x else None for x in (one[1], other[1])]
    return a.role == b.role and not (names[0] and names[1] and names[0] != names[1])
