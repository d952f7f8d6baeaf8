"""Likeness of two sentences: what an act shares with those of another sentence, and what both name.

In: an act and a sentence, or what two sentences name. Out: one word, a value of the features of dates and of places.
"""

from collections.abc import Set

from pipeline.events.facts import Sentence
from pipeline.mentions.triggers import TriggerMention

# Nouns by which a text goes back to what it told: «این حادثه», for a pattern.
HAPPENINGS = "حادثه|حوادث|رویداد|واقعه|سانحه|اقدام|عملیات|حمله|حملات|انفجار|درگیری"


def likeness(mine: TriggerMention | None, sentence: Sentence) -> str:
    """What an act shares with those of another sentence: its word, its type, its family, nothing."""
    if mine is None or not sentence.triggers:
        return "none"
    if any(t.lemma == mine.lemma for t in sentence.triggers):
        return "word"
    if any(t.sub_event_type == mine.sub_event_type for t in sentence.triggers):
        return "type"
    return "family" if any(t.family == mine.family for t in sentence.triggers) else "other"


def shared(mine: Set[object], other: Set[object]) -> str:
    """Whether two sentences name the same places, bodies or figures, others, or one of them none."""
    return "none" if not mine or not other else "some" if mine & other else "other"
