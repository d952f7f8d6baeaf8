"""How well event rows agree with gold rows, field by field.

In: gold articles (the format of data/gold), their texts, and the tables events, casualties and locations. Out: for
each field true positives, gold and predicted counts, with precision, recall and F1. A predicted row may pair with a
gold row when its evidence overlaps a mention of it; rows pair one to one, best agreement first; then every field is
scored end to end: a value on an unpaired row is wrong, a gold value that nobody produced is missed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pandas as pd

from pipeline.schema.codes import column
from pipeline.text.letters import fold_word

Tables = Mapping[str, pd.DataFrame]
Figure = tuple[str, int | None, int | None]  # kind, low, high
Place = tuple[str, str | None, str | None]  # words, English name, country
FIELDS = (
    "event", "event family", "sub_event_type", "date", "actor", "target", "location", "country", "casualties",
    "source", "status", "whole row",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared of a row; `key` is the event_id, or the article and number of a gold row."""

    key: str
    spans: tuple[tuple[int, int], ...]
    type: str | None
    status: str
    days: tuple[str, str] | None
    places: tuple[Place, ...]
    actor: str | None
    target: str | None
    figures: frozenset[Figure]
    source: str | None
    source_code: str | None

    @property
    def family(self) -> str | None:
        """ACLED's event type of the sub-event type."""
        return column("sub_event_type", "event_type").get(self.type) if self.type else None


@dataclass(slots=True)
class Tally:
    """Counts of one field."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, hits: int, gold: int, predicted: int) -> None:
        """Count one article."""
        self.hits, self.gold, self.predicted = self.hits + hits, self.gold + gold, self.predicted + predicted

    def scores(self) -> dict[str, float | int]:
        """Precision, recall and F1 to four digits, 0 where undefined, with the counts behind them."""
        return {
            "precision": round(self.hits / self.predicted, 4) if self.predicted else 0.0,
            "recall": round(self.hits / self.gold, 4) if self.gold else 0.0,
            "f1": round(2 * self.hits / (self.gold + self.predicted), 4) if self.gold + self.predicted else 0.0,
            "gold": self.gold,
            "predicted": self.predicted,
        }


@dataclass(slots=True)
class Result:
    """Scores by field, and which predicted row paired with which gold row (`event_id` → article id and number)."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    pairs: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, dict[str, float | int]]:
        """Plain numbers by field."""
        return {name: tally.scores() for name, tally in self.tallies.items()}


def score(gold: Sequence[Mapping[str, Any]], texts: Mapping[str, str], tables: Tables) -> Result:
    """Score all gold articles; rows of other articles are left out."""
    found = predicted_rows(tables)
    result = Result()
    for article in gold:
        name = article["id"]
        _score_article(gold_rows(article, texts[name]), found.get(name, []), result)
    return result


def gold_rows(article: Mapping[str, Any], text: str) -> list[Row]:
    """The gold rows of an article; vague figures are not compared."""
    rows = []
    for number, row in enumerate(article["events"]):
        source = row.get("source") or {}
        start = row.get("date_start")
        rows.append(
            Row(
                key=f"{article['id']} {number}",
                spans=tuple(_spans(text, [row["quote"], *row.get("also", [])])),
                type=row["sub_event_type"],
                status=row["status"],
                days=(start, row["date_end"]) if start else None,
                places=tuple((p["text"], p.get("name_en"), p.get("country")) for p in row["locations"]),
                actor=(row.get("actor") or {}).get("code"),
                target=(row.get("target") or {}).get("code"),
                figures=_figures((c["kind"], c["min"], c["max"], c.get("vague")) for c in row["casualties"]),
                source=source.get("text"),
                source_code=source.get("code"),
            )
        )
    return rows


def _spans(text: str, quotes: Iterable[str]) -> Iterator[tuple[int, int]]:
    for quote in quotes:
        for found in re.finditer(re.escape(quote), text):
            yield found.span()


def predicted_rows(tables: Tables) -> dict[str, list[Row]]:
    """The rows of table events by article, with their figures and places."""
    figures = _grouped(tables["casualties"], ["kind", "low", "high", "is_vague"])
    places = _grouped(tables["locations"], ["location_text", "location_name", "country"])
    found: dict[str, list[Row]] = {}
    for row in _plain(tables["events"]):
        start, end = (None if day is None else str(day.date()) for day in (row["date_start"], row["date_end"]))
        made = Row(
            key=row["event_id"],
            spans=((row["evidence_start"], row["evidence_end"]),),
            type=row["sub_event_type"],
            status=row["status"],
            days=(start, end or start) if start else None,
            places=tuple(places.get(row["event_id"], ())),
            actor=row["actor_code"],
            target=row["target_code"],
            figures=_figures(figures.get(row["event_id"], ())),
            source=row["source_text"],
            source_code=row["source_code"],
        )
        found.setdefault(row["article_id"], []).append(made)
    return found


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries with None for what is missing."""
    values = frame.astype("object").where(frame.notna(), None)
    return [dict(zip(frame.columns, row, strict=True)) for row in values.itertuples(index=False, name=None)]


def _grouped(frame: pd.DataFrame, columns: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in _plain(frame[["event_id", *columns]]):
        found.setdefault(row["event_id"], []).append(tuple(row[name] for name in columns))
    return found


def _figures(told: Iterable[tuple[Any, ...]]) -> frozenset[Figure]:
    return frozenset(
        (kind, low, high) for kind, low, high, vague in told if not vague and (low is not None or high is not None)
    )


def _score_article(golds: list[Row], found: list[Row], result: Result) -> None:
    pairs = pair(golds, found)
    result.pairs |= {row.key: gold.key for gold, row in pairs}
    add = {name: result.tallies[name].add for name in FIELDS}
    add["event"](len(pairs), len(golds), len(found))
    add["event family"](sum(g.family == p.family for g, p in pairs), len(golds), len(found))
    add["sub_event_type"](sum(g.type == p.type for g, p in pairs), len(golds), len(found))
    add["status"](sum(g.status == p.status for g, p in pairs), len(golds), len(found))
    for name, attribute in (("date", "days"), ("actor", "actor"), ("target", "target")):
        told = [(getattr(g, attribute), getattr(p, attribute)) for g, p in pairs]
        hits = sum(g is not None and g == p for g, p in told)
        add[name](hits, _told(golds, attribute), _told(found, attribute))
    add["source"](sum(same_source(g, p) for g, p in pairs), _told(golds, "source"), _told(found, "source"))
    for name, values in (("casualties", lambda row: row.figures), ("country", _countries)):
        hits = sum(len(values(g) & values(p)) for g, p in pairs)
        add[name](hits, sum(len(values(g)) for g in golds), sum(len(values(p)) for p in found))
    hits = sum(place_hits(g.places, p.places) for g, p in pairs)
    add["location"](hits, sum(len(g.places) for g in golds), sum(len(p.places) for p in found))
    add["whole row"](sum(_whole(g, p) for g, p in pairs), len(golds), len(found))


def _told(rows: Iterable[Row], attribute: str) -> int:
    return sum(getattr(row, attribute) is not None for row in rows)


def _countries(row: Row) -> frozenset[str]:
    return frozenset(country for *_, country in row.places if country)


def pair(golds: Sequence[Row], found: Sequence[Row]) -> list[tuple[Row, Row]]:
    """One-to-one pairs of overlapping rows, best agreement first, then by position in the article."""
    options = [
        (-agreement(gold, row), i, j)
        for (i, gold), (j, row) in product(enumerate(golds), enumerate(found))
        if any(a < d and c < b for (a, b), (c, d) in product(gold.spans, row.spans))
    ]
    taken_gold: set[int] = set()
    taken: set[int] = set()
    pairs = []
    for _, i, j in sorted(options):
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            pairs.append((golds[i], found[j]))
    return pairs


def agreement(gold: Row, row: Row) -> int:
    """How much two rows have in common; the sub-event type counts twice, each shared figure once more."""
    return (
        2 * (gold.type == row.type)
        + (gold.family == row.family)
        + (gold.days == row.days)
        + (gold.figures == row.figures)
        + len(gold.figures & row.figures)
        + same_source(gold, row)
        + bool(place_hits(gold.places, row.places))
    )


def same_words(a: str, b: str) -> bool:
    """Six tenths of the shorter text's words are in the longer, and three tenths of all words are shared.

    Kept apart from the labels that training uses, so that a change there cannot move the measure.
    """
    left, right = _words(a), _words(b)
    shared = len(left & right)
    return bool(shared) and shared / min(len(left), len(right)) >= 0.6 and shared / len(left | right) >= 0.3


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", fold_word(text).replace("آ", "ا")))


def same_source(gold: Row, row: Row) -> bool:
    """The same words, or the same code of a known role."""
    if gold.source is None or row.source is None:
        return False
    coded = gold.source_code is not None and not gold.source_code.endswith("UNK")
    return same_words(gold.source, row.source) or (coded and gold.source_code == row.source_code)


def place_hits(gold: Iterable[Place], found: Iterable[Place]) -> int:
    """Places that agree by the words written or by English name, each used once."""
    left, hits = list(found), 0
    for words, name, _ in gold:
        same = next((p for p in left if same_words(words, p[0]) or (name and p[1] and same_words(name, p[1]))), None)
        if same is not None:
            left.remove(same)
            hits += 1
    return hits


def _whole(gold: Row, row: Row) -> bool:
    """Family, days, figures, source and a place all right."""
    source = same_source(gold, row) or (gold.source is None and row.source is None)
    places = place_hits(gold.places, row.places) > 0 or not (gold.places or row.places)
    return gold.family == row.family and gold.days == row.days and gold.figures == row.figures and source and places
