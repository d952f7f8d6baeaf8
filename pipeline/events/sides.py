"""Sides: who does an act and who suffers it, chosen together; and whose code a row bears where nobody is named.

In: an article read for its `Sides`, the act's sentence and anchor, a `Model`. Out: the chosen phrases, None for
nobody. A crowd that is not described is of the civilians of the place: every protest has one.
"""

from collections.abc import Sequence

from pipeline.events.attach_actor import Sides
from pipeline.events.facts import Sentence
from pipeline.events.model import Model
from pipeline.mentions.actors import ActorMention
from pipeline.mentions.places import PlaceMention
from pipeline.mentions.triggers import TriggerMention

SIDES = ("actor", "target")
_BEST = 6  # the right pair is among the likeliest of each side
# Log-odds against a pair of one side's own: a state hardly ever strikes itself (one gold row in three hundred).
_KIN = 3.0
_OF_A_STATE = frozenset({"MIL", "POL", "GOV", "STATE", "PEOPLE"})
_CROWD_ACTS = frozenset({"Peaceful protest", "Violent demonstration", "Mob violence"})
_CROWD_SUFFERS = frozenset({"Protest with intervention", "Excessive force against protesters"})
_OF_A_CROWD = frozenset({"CIV", "PEOPLE", "REB"})


def choose_sides(
    sides: Sides, home: Sentence, anchor: TriggerMention | None, model: Model
) -> tuple[ActorMention | None, ActorMention | None]:
    """The likeliest pair of actor and target; one phrase is not both."""
    choices = sides.choices(home, anchor)
    ranked = []
    for side in SIDES:
        scores = [model.tasks[side].scores(choice.features)[0] for choice in choices]
        ranked.append(sorted(((score, -at) for at, score in enumerate(scores)), reverse=True)[:_BEST])
    nobody = 1 - len(choices)
    _, actor, target = max(
        (a + t - _KIN * _are_kin(choices[-i].actor, choices[-j].actor), i, j)
        for a, i in ranked[0]
        for t, j in ranked[1]
        if i != j or i == nobody  # nobody may be both
    )
    return choices[-actor].actor, choices[-target].actor


def _are_kin(one: ActorMention | None, other: ActorMention | None) -> bool:
    """Whether two phrases are of one state, or of one country's rebels or people and not of two groups by name."""
    if one is None or other is None or one.iso3 != other.iso3:
        return False
    if one.role in _OF_A_STATE and other.role in _OF_A_STATE:
        return True
    return one.role == other.role and not (one.name and other.name and one.name != other.name)


def crowd(
    side: str, kind: str, actor: ActorMention | None, places: Sequence[PlaceMention], country: str | None
) -> str | None:
    """The code of a crowd that the row's type implies on a side, where no civilians were chosen for it."""
    implied = kind in _CROWD_ACTS if side == "actor" else kind in _CROWD_SUFFERS
    if not implied or (actor is not None and actor.role in _OF_A_CROWD):
        return None
    lands = {place.country for place in places if place.country}
    return f"{'INT' if len(lands) > 1 else country}-CIV" if country else None
