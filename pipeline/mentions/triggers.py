"""Triggers: the words that name an act of conflict, with their ACLED and PLOVER readings.

In: a folded text, trigger hits and one sentence's span. Out: `TriggerMention`s. A trigger is
evidence, never proof: `refused` marks one with its row's `not_when` words in the sentence
(«حمله» with «تیم»), which later decisions weigh.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons.load import keys_of, split_forms
from pipeline.mentions.scan import Hit
from pipeline.text.letters import Folded, fold_word
from pipeline.text.tokens import finite_forms

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class TriggerMention:
    """An act word at key[key_start:key_end]; `strength` strong or weak (weak needs other evidence)."""

    start: int
    end: int
    key_start: int
    key_end: int
    text: str
    lemma: str
    sub_event_type: str | None
    family: str
    plover_type: str | None
    plover_mode: str | None
    strength: str
    pos: str
    refused: bool
    rule: str


@cache
def _refusals(cell: str) -> tuple[str, ...]:
    return tuple(f" {key} " for form in split_forms(cell) for key in keys_of(form))


@cache
def _light_roots(cell: str) -> frozenset[str]:
    """Past roots of the light verbs in a cell of infinitives; of several words the last is the verb."""
    return frozenset(fold_word(form).split()[-1].removesuffix("ن") for form in split_forms(cell))


def _has_light_verb(key: str, hit: Hit, cell: str) -> bool:
    """Whether one of a noun's light verbs stands within three words after it («به قتل رساندند», «رسیدن»)."""
    forms = finite_forms()
    roots = _light_roots(cell)
    if not roots:
        return True
    for count, word in enumerate(_TOKEN.finditer(key, hit.tail, min(len(key), hit.tail + 50))):
        if count > 3:
            return False
        text = word.group()
        verb = forms.get(text)
        past = verb.lemma.partition("#")[0] if verb else text.removesuffix("ه") if text.endswith("ه") else text.removesuffix("ن")
        if past in roots:
            return True
    return False


def find_triggers(folded: Folded, span: tuple[int, int], hits: Sequence[Hit]) -> list[TriggerMention]:
    """Act words of one sentence."""
    found: list[TriggerMention] = []
    sentence = " " + " ".join(folded.key[span[0] : span[1]].replace("،", " ").split()) + " "
    for hit in hits:
        row = hit.rows[0]
        if row["pos"] == "light_verb_noun" and not _has_light_verb(folded.key, hit, row["light_verbs"]):
            continue
        refused = any(word in sentence for word in _refusals(row.get("not_when", "")))
        start, end = folded.span(hit.start, hit.tail)
        found.append(
            TriggerMention(
                start, end, hit.start, hit.tail, folded.source[start:end], row["lemma"], row["sub_event_type"] or None,
                row["family"], row.get("plover_type") or None, row.get("plover_mode") or None, row["strength"],
                row["pos"], refused, f"trigger.{row['lemma'].replace(' ', '_')}",
            )
        )  # fmt: skip
    return found
