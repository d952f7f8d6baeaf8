"""Choices: which of the candidates are an act's sides, date and speaker.

In: `ArticleFacts`, the act's sentence and trigger, a `Model`. Out: the chosen mentions; None or an
empty list where no candidate is likely enough.
"""

from collections.abc import Sequence

from pipeline.dates import TimeMention
from pipeline.events.attach import actor_features
from pipeline.events.attach_source import source_choices
from pipeline.events.attach_time import time_choices
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.model import Model
from pipeline.events.sources import Told
from pipeline.mentions.actors import ActorMention
from pipeline.mentions.triggers import TriggerMention

_ACTOR_REACH = 2


def actor_candidates(facts: ArticleFacts, home: Sentence) -> list[tuple[Sentence, ActorMention]]:
    """Phrases that may be a side of the act: the sentence's own, then new ones of the two before it and the head."""
    found = [(home, actor) for actor in home.actors]
    seen = {(a.code, a.name) for a in home.actors}
    near = [
        s
        for s in facts.sentences
        if s.index != home.index and (s.index < 2 or 0 < home.index - s.index <= _ACTOR_REACH)
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
