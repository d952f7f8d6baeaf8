"""Acts: the words of a sentence that name an act or a death, by what they do with their sides.

In: `ArticleFacts`, a sentence and its anchor. Out: `Act`s in text order. A clash has two sides, an attack a doer and
a goal («حمله … به»), an arrest or a death an object, a blast neither.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.lexicons.load import read_rows
from pipeline.mentions.triggers import TriggerMention

VALENCIES = frozenset({"pact", "clash", "hit", "bombard", "blast", "attack", "protest", "move", "object"})
GOALS = frozenset({"attack", "hit", "bombard", "clash", "blast"})
_TITLE = re.compile(r"شهید|شهدا|شهیدان|شهدای|مقتول")
_DIED = re.compile(r"(?: و [^\W_]+)?\s(?:می\s)?(?:شد|شو|کرد)")


@dataclass(slots=True)  # not frozen, as Hit is not
class Act:
    """An act word at key[start:end]; `valency` is one of `VALENCIES` or death, `is_anchor` that the row rests on it."""

    start: int
    end: int
    valency: str
    lemma: str
    is_anchor: bool


def valency_of(lemma: str) -> str:
    """What an act does with its sides, one of `VALENCIES`; raises KeyError for a lemma that triggers.csv does not have."""
    return _valencies()[lemma]


@cache
def _valencies() -> dict[str, str]:
    return {row["lemma"]: row["valency"] for row in read_rows("triggers")}


def acts_of(facts: ArticleFacts, sentence: Sentence, anchor: TriggerMention | None) -> list[Act]:
    """Act words that are not refused, and death words that none of them holds."""
    found = [
        Act(t.key_start, t.key_end, valency_of(t.lemma), t.lemma, t is anchor)
        for t in sentence.triggers
        if not t.refused or t is anchor
    ]
    named = list(found)
    deaths = facts.hits.get("death", [])
    for at in range(bisect_left(deaths, sentence.start, key=lambda hit: hit.start), len(deaths)):
        hit = deaths[at]
        if hit.start >= sentence.end:
            break
        if _TITLE.fullmatch(hit.form) and not _DIED.match(facts.folded.key, hit.tail):
            continue  # «شهید» before a name is a title
        if not any(act.start < hit.tail and hit.start < act.end for act in named):
            found.append(Act(hit.start, hit.tail, "death", hit.rows[0]["kind"], False))
    return sorted(found, key=lambda act: act.start)
