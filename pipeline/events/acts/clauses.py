"""Clauses: where one sentence tells two happenings, it becomes two units.

In: a `Sentence` with its mentions. Out: the places where it may be cut (after a finite verb or a
conjoined participle, where both sides hold an act), and the parts.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.text.tokens import finite_forms

_JOINT = re.compile(
    r"\s*(?:[،,؛]\s*)?(?:(?:و|اما|ولی|سپس|همچنین|در حالی که|درحالی که|در حالیکه|درحالیکه|با این حال|گرچه|اگرچه|که)\s)?"
)
_PARTICIPLE = re.compile(r"(?:کرده|شده|بوده|داده|زده|گرفته|رسانده|گذاشته|ساخته)$")


def find_cuts(facts: ArticleFacts, sentence: Sentence) -> list[int]:
    """Key positions where the sentence may be cut, ordered; acts or figures stand on both sides of each."""
    acts = sorted([t.key_start for t in sentence.triggers] + [c.key_start for c in sentence.casualties])
    if len(acts) < 2:
        return []
    forms = finite_forms()
    key = facts.folded.key
    speech = [(s.cue_start, s.cue_end) for s in sentence.speech]
    cuts: list[int] = []
    for word, following in zip(sentence.words, sentence.words[1:], strict=False):
        if any(a <= word.start < b for a, b in speech):
            continue
        finite = word.text in forms and following.text not in forms
        joined = _PARTICIPLE.search(word.text) and key[word.end : following.end] == " و"
        if not finite and not joined:
            continue
        joint = _JOINT.match(key, word.end)
        at = joint.end() if joint else word.end
        if acts[0] < word.end and acts[-1] >= at and (not cuts or any(cuts[-1] <= a < word.end for a in acts)):
            cuts.append(at)
    return [cut for cut in cuts if any(a >= cut for a in acts)]


def cut_sentence(sentence: Sentence, cuts: Sequence[int]) -> list[Sentence]:
    """The sentence's parts between cuts, each with its own mentions."""
    edges = [sentence.start, *cuts, sentence.end]
    return [_part(sentence, start, end) for start, end in pairwise(edges)] if cuts else [sentence]


def _part(sentence: Sentence, start: int, end: int) -> Sentence:
    return replace(
        sentence,
        start=start,
        end=end,
        triggers=[t for t in sentence.triggers if start <= t.key_start < end],
        casualties=[c for c in sentence.casualties if start <= c.key_start < end],
        actors=[a for a in sentence.actors if start <= a.key_start < end],
        places=[p for p in sentence.places if start <= p.key_start < end],
        times=[t for t in sentence.times if start <= t.key_start < end],
        speech=[s for s in sentence.speech if start <= s.key_start < end],
        weapons=[w for w in sentence.weapons if start <= w.start < end],
    )
