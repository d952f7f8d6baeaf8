"""Clauses: where one sentence tells two happenings, it becomes two units.

In: a `Sentence` with its mentions. Out: the places where it may be cut (after a finite verb or a
conjoined participle, where both sides hold an act), the features of each cut, and the parts.
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
_CAUSE = re.compile(
    r"(?<![^\W_])(?:در پی|بر اثر|در اثر|در نتیجه|به دلیل|منجر|انجامید|باعث|موجب|که طی آن|که در آن|در جریان"
    r"|بر جای|برجای)(?![^\W_])"
)
_ALSO = re.compile(r"(?<![^\W_])(?:نیز|هم|همچنین|دیگر|دیگری|سپس|در همین حال)(?![^\W_])")
_OTHER = re.compile(
    r"(?<![^\W_])(?:نیز|هم|همچنین|دیگر|دیگری|سپس|پیش از این|پیشتر|دیروز|دیشب|امروز|روز|همزمان|در همین حال|دومین|نخستین)"
    r"(?![^\W_])"
)


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


def cut_features(facts: ArticleFacts, sentence: Sentence, parts: Sequence[Sentence], at: int) -> dict[str, float]:
    """Whether the parts before and after the cut tell different happenings."""
    left, right = parts[at], parts[at + 1]
    key = facts.folded.key
    joint = re.findall(r"[^\W_]+|[،؛]", key[max(left.start, right.start - 14) : right.start])
    opening = re.findall(r"[^\W_]+", key[right.start : right.start + 20])
    names = ["bias", f"joint={joint[-1] if joint else ''}", f"opens={opening[0] if opening else ''}"]
    a, b = {t.sub_event_type for t in left.triggers}, {t.sub_event_type for t in right.triggers}
    names.append(f"types={'same' if a & b else 'one' if not a or not b else 'other'}")
    fa, fb = {t.family for t in left.triggers}, {t.family for t in right.triggers}
    names.append(f"families={'same' if fa & fb else 'one' if not fa or not fb else 'other'}")
    la, lb = {t.lemma for t in left.triggers}, {t.lemma for t in right.triggers}
    names.append(f"lemma={bool(la & lb)}")
    names += [f"pair={x}|{y}" for x in sorted(map(str, a)) for y in sorted(map(str, b))]
    figures = len(left.casualties), len(right.casualties)
    names.append(f"figures={min(figures[0], 1)}{min(figures[1], 1)}")
    kinds = {c.kind for c in left.casualties} & {c.kind for c in right.casualties}
    names.append(f"kinds={bool(kinds)}")
    places = len([p for p in left.places if not p.in_name]), len([p for p in right.places if not p.in_name])
    names.append(f"places={min(places[0], 1)}{min(places[1], 1)}")
    names.append(f"times={min(len(left.times), 1)}{min(len(right.times), 1)}")
    names.append(f"triggers={min(len(left.triggers), 2)}{min(len(right.triggers), 2)}")
    names.append(f"cause={bool(_CAUSE.search(key, right.start, right.end))}")
    names.append(f"cause.left={bool(_CAUSE.search(key, left.start, left.end))}")
    names += [f"other={m.group()}" for m in _OTHER.finditer(key, right.start, min(right.end, right.start + 40))]
    names.append(f"speech={bool(right.speech)}")
    strong = [any(t.strength == "strong" for t in part.triggers) for part in (left, right)]
    names.append(f"strong={strong[0]}{strong[1]}")
    return dict.fromkeys(names, 1.0)


def tells_another(facts: ArticleFacts, left: Sentence, right: Sentence) -> bool:
    """«… و دوشنبه شب نیز …»: both parts name an act, and the second says «also» with a time of its own."""
    if not left.triggers or not right.triggers or not right.times:
        return False
    return bool(_ALSO.search(facts.folded.key, right.start, min(right.end, right.start + 45)))


def cut_sentence(sentence: Sentence, cuts: Sequence[int]) -> list[Sentence]:
    """The sentence's parts between cuts, each with its own mentions."""
    edges = [sentence.start, *cuts, sentence.end]
    return [_part(sentence, start, end) for start, end in pairwise(edges)] if cuts else [sentence]


def _part(sentence: Sentence, start: int, end: int) -> Sentence:
    return replace(
        sentence,
        start=start,
        end=end,
        words=[w for w in sentence.words if start <= w.start < end],
        triggers=[t for t in sentence.triggers if start <= t.key_start < end],
        casualties=[c for c in sentence.casualties if start <= c.key_start < end],
        actors=[a for a in sentence.actors if start <= a.key_start < end],
        places=[p for p in sentence.places if start <= p.key_start < end],
        times=[t for t in sentence.times if start <= t.key_start < end],
        numbers=[n for n in sentence.numbers if start <= n.key_start < end],
        speech=[s for s in sentence.speech if start <= s.key_start < end],
        weapons=[w for w in sentence.weapons if start <= w.start < end],
    )
