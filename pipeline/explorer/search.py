"""What the search field looks through: for each incident its places, parties, sources, kinds, headlines and sentences.

In: incident and event rows. Out: one folded text an incident, and the folding itself as a table of characters, so that
the script folds what is typed as pipeline/text does. The words by which a sentence names an unarmed victim are left out:
whoever looks for a private person's name finds nobody here. Named groups and offices are found.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.incidents.words import fold_all
from pipeline.schema.codes import column
from pipeline.text.letters import fold

Row = Mapping[str, Any]
_RANGES = ((0x21, 0x180), (0x300, 0x370), (0x590, 0x780), (0x2000, 0x2070), (0xFB50, 0xFF00))
_INCIDENT = "incident_id location_text location_name admin1 actor_name".split()
_EVENT = "outlet source_name source_text location_text location_name actor_text actor_name target_name".split()
_UNARMED = "CIV"


def search_texts(incidents: Sequence[Row], events: Mapping[str, Sequence[Row]]) -> list[str]:
    """One folded text an incident, in order."""
    return fold_all([_words(row, events.get(row["incident_id"], ())) for row in incidents])


def folds() -> dict[str, str]:
    """Character → what folding makes of it between two letters, of those that it changes."""
    found: dict[str, str] = {}
    for first, last in _RANGES:
        for code in range(first, last):
            key = fold(f"ا{chr(code)}ا").key[1:-1]
            if key != chr(code):
                found[chr(code)] = key
    return found


def _words(incident: Row, rows: Sequence[Row]) -> str:
    told: dict[str, None] = {}
    for name in _INCIDENT:
        told.setdefault(incident[name] or "")
    for label in ("label_fa", "label_en"):
        told.setdefault(column("sub_event_type", label).get(incident["sub_event_type"] or "", ""))
        told.setdefault(column("country", label).get(incident["country"] or "", ""))
    for row in rows:
        for name in _EVENT:
            told.setdefault(row[name] or "")
        hidden = [each["target_text"] for each in rows if is_private(each)]
        for name in ("title", "evidence_text"):
            told.setdefault(_without(row[name] or "", hidden))
    return " | ".join(words for words in told if words)


def is_private(row: Row) -> bool:
    """Whether the row's target may be a private person: unarmed, and no body or group that the lexicon names."""
    code = row["target_code"] or ""
    return bool(row["target_text"]) and not row["target_name"] and code.rpartition("-")[2] in (_UNARMED, "UNK", "")


def _without(text: str, words: Sequence[str]) -> str:
    for each in words:
        text = text.replace(each, " … ")
    return text
