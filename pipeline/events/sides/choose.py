"""Sides: who does an act and who suffers it, chosen together with the codes they bear.

In: an article read for its `Sides`, the act's sentence and anchor, the row's `Frame`, a `Model`. Out: the chosen
phrases with their country and role, None for nobody. A code is said where its chance outweighs what a wrong one costs.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import repeat

from pipeline.events.facts import Sentence
from pipeline.events.model import Model, Task
from pipeline.events.sides.attach import Side, Sides
from pipeline.events.sides.codes import Code, Frame
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.actors.validity import UNKNOWN
from pipeline.mentions.triggers import TriggerMention

SIDES = ("actor", "target")
_BEST = 12  # the right pair is among the likeliest of each side
# Log-odds against a pair of one side's own: a state hardly ever strikes itself (one gold row in three hundred).
_KIN = 3.0
# The chance above which a code serves F1 better than none: half the F1 that is reached. A phrase that is surely the
# side may share its chance among its codes («طالبان» since 2021), and bears the likeliest.
_LEAST, _LEAST_OF_SURE, _SURE = 0.3, 0.15, 0.6
_FIRST_WEIGHS = 4.0  # of 1, 2 and 4; the rest may tell of the act in passing
_OF_A_STATE = frozenset({"MIL", "POL", "GOV"})


@dataclass(slots=True)
class Option:
    """A code that a side may bear, None for nobody; the candidate that bears it, by number and phrase; its log-odds."""

    score: float
    at: int
    actor: ActorMention | None
    code: Code | None


Weighed = list[tuple[Option, float]]


def weigh_sides(
    sides: Sides, home: Sentence, anchor: TriggerMention | None, frame: Frame, model: Model
) -> tuple[Weighed, Weighed]:
    """The codes that actor and target may bear, nobody among them, with their chances over all pairs that may be.

    One phrase is not both sides. The chances of a side sum to one.
    """
    choices = sides.choices(home, anchor, frame)
    actors, targets = (_rank(choices, model.tasks[side]) for side in SIDES)
    top = actors[0].score + targets[0].score
    acting, suffering = [0.0] * len(actors), [0.0] * len(targets)
    for i, one in enumerate(actors):
        for j, other in enumerate(targets):
            if one.at == other.at and one.actor is not None:
                continue
            chance = math.exp(one.score + other.score - top - _KIN * _are_kin(one, other))
            acting[i] += chance
            suffering[j] += chance
    every = sum(acting) or 1.0  # none where all the likeliest codes are of one phrase
    return (
        [(option, chance / every) for option, chance in zip(actors, acting, strict=True)],
        [(option, chance / every) for option, chance in zip(targets, suffering, strict=True)],
    )


def _rank(choices: Sequence[Side], task: Task) -> list[Option]:
    """The likeliest codes of all candidates by their log-odds, the likeliest first."""
    weight_of = task.single.get
    weighed: dict[int, float] = {}  # by the part itself: codes of a phrase share theirs, and hashing one is dear
    scores: list[float] = []
    found: list[tuple[int, ActorMention | None, Code | None]] = []
    for at, choice in enumerate(choices):
        score = task.scores(choice.features)[0]
        if choice is choices[-1]:
            scores.append(score)
            found.append((at, None, None))
        for code in choice.codes:
            mine = score
            for part in code.parts:
                if id(part) not in weighed:
                    weighed[id(part)] = sum(map(weight_of, part, repeat(0.0)))
                mine += weighed[id(part)]
            scores.append(mine)
            found.append((at, choice.actor, code))
    best = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:_BEST]
    return [Option(scores[i], *found[i]) for i in best]


def choose_sides(
    acting: Sequence[Weighed], suffering: Sequence[Weighed]
) -> tuple[ActorMention | None, ActorMention | None]:
    """The likeliest phrase of each side over all tellings of a row; one code is both sides' only by two names."""
    actor, target = choose_side(acting), choose_side(suffering)
    if actor is None or target is None or actor.code != target.code or actor.iso3 == UNKNOWN:
        return actor, target
    if actor.name and target.name and actor.name != target.name:
        return actor, target
    code = f"{actor.iso3}-{actor.role}"
    if _shares(acting)[code] < _shares(suffering)[code]:
        return choose_side(acting, code), target
    return actor, choose_side(suffering, code)


def _shares(tellings: Sequence[Weighed]) -> dict[str, float]:
    """The chance of each code over all tellings; the first weighs `_FIRST_WEIGHS` others: the rest may tell in passing."""
    by_code: dict[str, float] = {}
    every = _FIRST_WEIGHS + len(tellings) - 1
    for number, weighed in enumerate(tellings):
        weight = (1.0 if number else _FIRST_WEIGHS) / every
        for option, chance in weighed:
            if option.code is not None:
                by_code[option.code.text] = by_code.get(option.code.text, 0.0) + weight * chance
    return by_code


def _likeliest_phrase(tellings: Sequence[Weighed]) -> float:
    """The chance of the likeliest phrase of the first telling, whatever its code."""
    by_phrase: dict[int, float] = {}
    for option, chance in tellings[0] if tellings else ():
        if option.actor is not None:
            by_phrase[option.at] = by_phrase.get(option.at, 0.0) + chance
    return max(by_phrase.values(), default=0.0)


def choose_side(tellings: Sequence[Weighed], barred: str = "") -> ActorMention | None:
    """The phrase of the likeliest code but `barred`, with that code; None where even that is too unlikely."""
    by_code = {code: share for code, share in _shares(tellings).items() if code != barred}
    best = max(by_code, key=lambda text: by_code[text], default="")
    least = _LEAST_OF_SURE if not barred and _likeliest_phrase(tellings) >= _SURE else _LEAST
    if not best or by_code[best] < least:
        return None
    bearers = [
        (option, chance)
        for weighed in tellings
        for option, chance in weighed
        if option.code and option.code.text == best
    ]
    option, _ = max(bearers, key=lambda one: (one[0].actor is not None, one[1]))
    iso3, _, role = best.partition("-")
    if option.actor is None:
        return ActorMention(0, 0, 0, 0, "", None, iso3, role, None, "implied", "group", "actor.implied")
    return replace(option.actor, iso3=iso3, role=role, name=_name_as(option.actor, role))


def _name_as(actor: ActorMention, role: str) -> str | None:
    """A phrase's English name where it is of the role that its code says: civilians are no «Government of Iraq».

    A bare country is its forces as well as its government.
    """
    name, own = actor.name, actor.role
    if name is None or name.startswith("Government of "):
        return name if role == "GOV" else None
    return name if role == own or (own == "STATE" and role in ("GOV", "MIL")) else None


def _are_kin(one: Option, other: Option) -> bool:
    """Whether two sides are of one state, or of one country's rebels or people and not of two groups by name."""
    a, b = one.code, other.code
    if a is None or b is None or a.iso3 != b.iso3 or a.iso3 == UNKNOWN:
        return False
    if a.role in _OF_A_STATE and b.role in _OF_A_STATE:
        return True
    names = {option.actor.name for option in (one, other) if option.actor and option.actor.name}
    return a.role == b.role and len(names) < 2
