"""Casualties: how many were killed, injured, captured, in whose words.

In: a folded text and, of one sentence, its death-word hits, numbers, actors and how to read its words.
Out: `CasualtyMention`s. Each counted phrase belongs to one death word; a part («از جمله دو کودک») is no
figure of its own; «شمار قربانیان به ۷۱ نفر رسید» is a total; a singular verb without a figure tells of one.
"""

from collections.abc import Callable, Sequence

from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.scan import Hit
from pipeline.mentions.tolls.clause_words import read_clause
from pipeline.mentions.tolls.company import drop_wounds
from pipeline.mentions.tolls.death_acts import read_acts, without_people, worth_reading
from pipeline.mentions.tolls.figures import find_counts, find_lives, find_named, find_totals
from pipeline.mentions.tolls.losses import find_losses
from pipeline.mentions.tolls.none import find_none, find_untold
from pipeline.mentions.tolls.ones import find_ones
from pipeline.mentions.tolls.reading import CasualtyMention, Reading
from pipeline.mentions.tolls.verbs import find_verbs
from pipeline.mentions.tolls.victims import apart, find_counted
from pipeline.text.letters import Folded
from pipeline.text.numbers import NumberMention
from pipeline.text.tokens import Word

__all__ = ["CasualtyMention", "find_casualties"]

_STEPS = (find_totals, find_none, find_lives, find_losses, find_counts, find_named, find_verbs, find_ones, find_untold)


def _is_countable(hit: Hit) -> bool:
    """Whether a number may stand right before the word: «۵ کشته», «۳ گروگان», not «۵ به شهادت»."""
    row = hit.rows[0]
    return row["pos"] in ("participle", "victim_noun", "body") or row["needs"] == "verb"


def find_casualties(
    folded: Folded,
    deaths: Sequence[Hit],
    numbers: Sequence[NumberMention],
    actors: Sequence[ActorMention],
    words: Callable[[], Sequence[Word]],
) -> list[CasualtyMention]:
    """Figures of one sentence, in the order of the text."""
    if not deaths or not (telling := worth_reading(folded.key, deaths, numbers, actors)):
        return []
    clause = read_clause(folded.key, words())
    deaths, telling = without_people(clause, deaths), without_people(clause, telling)
    people = apart(actors, [hit.start for hit in deaths])
    countable = {hit.start: _is_countable(hit) for hit in telling}
    counted = find_counted(clause, numbers, people, countable)
    starts = frozenset(number.core_start for number in numbers)
    reading = Reading(folded, clause, read_acts(clause, telling), counted, people, starts)
    for find in _STEPS:
        find(reading)
    drop_wounds(reading)
    return sorted(reading.found, key=lambda mention: (mention.key_start, mention.kind))
