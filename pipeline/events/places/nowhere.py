"""Features of the choice that an act has no place among the candidates.

In: the act's sentence and trigger, the sentences of its candidates. Out: named features: what places are told at all,
and what acts are often told without one (sums, threats, history).
"""

from collections.abc import Sequence

from pipeline.events.facts import Sentence
from pipeline.events.places.links import state_of
from pipeline.mentions.places.find import PlaceMention
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import finite_forms

NOWHERE = "nowhere"  # the feature that only «no place» has


def nowhere(
    home: Sentence, trigger: TriggerMention | None, candidates: Sequence[tuple[Sentence, PlaceMention]]
) -> dict[str, float]:
    """Features of no place."""
    state = _told([place for sentence, place in candidates if sentence is home])
    others = _told([place for sentence, place in candidates if sentence is not home])
    forms = finite_forms()
    verbs = [word.text for word in home.words if word.text in forms]
    names = [
        NOWHERE, f"none.state={state}", f"none.states={state}.{others}",
        f"none.places={min(sum(not place.in_name for place in home.places), 4)}",
        f"none.at={home.index if home.index < 3 else 'body'}", f"none.headline={home.headline}",
        f"none.verb={verbs[-1] if verbs else '-'}", f"none.tense={forms[verbs[-1]].tense if verbs else '-'}.{state}",
        f"none.speaks={bool(home.speech)}.{state}", f"none.dated={bool(home.times)}.{state}",
        f"none.figures={bool(home.casualties)}.{state}",
    ]  # fmt: skip
    if trigger is not None:
        names += [
            f"none.part={trigger.part}.{state}", f"none.type={trigger.sub_event_type}",
            f"none.type={trigger.sub_event_type}.{state}", f"none.lemma={trigger.lemma}",
        ]  # fmt: skip
    return dict.fromkeys(names, 1.0)


def _told(places: list[PlaceMention]) -> str:
    state = state_of(places)
    return "name" if state == "none" and places else state
