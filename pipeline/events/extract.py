"""Extraction of one article: a pure function from an `Article` to mentions and event rows.

In: an `Article`, `Resources`, a `Model`. Out: `Extraction`: the facts found and the rows made. No
state: the same output on any worker. Without resources or a model it reads those shipped, once a process.
"""

from dataclasses import dataclass
from typing import Any

from pipeline.articles.article import Article
from pipeline.events.drafts import make_drafts
from pipeline.events.facts import ArticleFacts, read_facts, stretches
from pipeline.events.merging.merge import group_drafts
from pipeline.events.model import Model, default_model
from pipeline.events.rows import make_row
from pipeline.mentions.resources import Resources, default_resources


@dataclass(slots=True)
class Extraction:
    """What one article gave: its facts and its event rows, in text order."""

    facts: ArticleFacts
    events: list[dict[str, Any]]


def extract(article: Article, resources: Resources | None = None, model: Model | None = None) -> Extraction:
    """Event rows of an article, each with its child rows under `casualties`, `locations` and `sources`."""
    resources = resources or default_resources()
    model = model or default_model()
    facts = read_facts(article, resources)
    if not facts.has_acts:
        return Extraction(facts, [])
    rows = [
        make_row(part, group, model)
        for part in stretches(facts)
        for group in group_drafts(part, make_drafts(part, model), model)
    ]
    rows.sort(key=lambda row: (row["evidence_start"], row["event_id"]))
    return Extraction(facts, _distinct(rows))


def _distinct(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with distinct identifiers; one that repeats another to the letter is dropped."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        if row["event_id"] not in seen:
            seen.add(row["event_id"])
            kept.append(row)
    return kept
