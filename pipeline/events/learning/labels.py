"""Labels: what gold rows say about the candidates that rules found, for learning.

In: `ArticleFacts` and an article's gold rows (as in data/gold/README.md). Out: for each sentence
the gold rows it tells, and for each candidate mention whether gold uses it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.dates.mention import TimeMention
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.places.find import PlaceMention
from pipeline.mentions.speech.mention import SpeechMention
from pipeline.text.letters import fold_word

Row = Mapping[str, Any]
_SHORTEST_OVERLAP = 12


def same_words(a: str | None, b: str | None) -> bool:
    """Most words of the shorter text stand in the longer, and a third of all are shared."""
    left, right = set(_words(a)), set(_words(b))
    shared = len(left & right)
    return bool(left and right) and shared / min(len(left), len(right)) >= 0.6 and shared / len(left | right) >= 0.3


def _words(text: str | None) -> list[str]:
    return re.findall(r"[^\W_]+", fold_word(text or "").replace("آ", "ا"))


def spans_of(text: str, quotes: Sequence[str]) -> list[tuple[int, int]]:
    """Source spans of verbatim quotes, every occurrence."""
    found = []
    for quote in filter(None, quotes):
        at = text.find(quote)
        while at >= 0:
            found.append((at, at + len(quote)))
            at = text.find(quote, at + len(quote))
    return found


def rows_told(facts: ArticleFacts, sentence: Sentence, rows: Sequence[Row]) -> list[int]:
    """Indices of the gold rows whose quote or other mention overlaps the sentence."""
    start, end = facts.folded.span(sentence.start, sentence.end)
    told = []
    for index, row in enumerate(rows):
        for a, b in spans_of(facts.article.text, [row["quote"], *row.get("also", [])]):
            if min(b, end) - max(a, start) >= min(_SHORTEST_OVERLAP, b - a):
                told.append(index)
                break
    return told


def quote_home(facts: ArticleFacts, sentence: Sentence, row: Row) -> bool:
    """Whether the row's main quote lies in the sentence."""
    start, end = facts.folded.span(sentence.start, sentence.end)
    return any(a < end and start < b for a, b in spans_of(facts.article.text, [row["quote"]]))


def actor_label(actor: ActorMention, row: Row) -> str:
    """`actor`, `target` or `none`: whose gold text an actor phrase overlaps in words or, failing that, in code."""
    for label in ("actor", "target"):
        gold = row.get(label)
        if gold and same_words(gold.get("text"), actor.text):
            return label
    for label in ("actor", "target"):
        gold = row.get(label)
        if gold and gold.get("code") and not gold["code"].startswith("UNK") and _same_code(actor, gold["code"]):
            other = row.get("target" if label == "actor" else "actor")
            if not (other and other.get("code") == gold["code"]):
                return label
    return "none"


def _same_code(actor: ActorMention, code: str) -> bool:
    iso3, _, role = code.partition("-")
    return actor.iso3 == iso3 and (actor.role == role or (actor.role in ("STATE", "PEOPLE") and role in ("MIL", "GOV")))


def is_place(place: PlaceMention, row: Row) -> bool:
    """Whether gold has the place among the row's locations."""
    return any(
        same_words(gold["text"], place.text) or same_words(gold.get("name_en"), place.location_name)
        for gold in row["locations"]
    )


def is_time(time: TimeMention, row: Row) -> bool:
    """Whether a time expression is the one that dates the gold row."""
    if row.get("date_start") and time.date_start is not None:
        return bool(row["date_start"] == time.date_start.isoformat())
    return same_words(row.get("date_text"), time.text)


def is_source(speech: SpeechMention, row: Row) -> bool:
    """Whether a speaker is the gold row's source."""
    gold = row.get("source") or {}
    if not gold.get("text"):
        return False
    code = gold.get("code")
    return same_words(gold["text"], speech.text) or bool(code and not code.endswith("UNK") and code == speech.code)
