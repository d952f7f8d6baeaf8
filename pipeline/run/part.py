"""One part of the articles, read: what a worker process does, and all that it imports (pandas would double that).

In: rows of the table articles. Out: rows of every table, and the signatures of the texts (pipeline/text/shingles.py).
"""

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.articles.article import Article
from pipeline.articles.streams import sentence_of
from pipeline.events.extract import extract
from pipeline.events.model import default_model
from pipeline.mentions.resources import Resources, load_resources
from pipeline.run.collector import collect_seldom
from pipeline.run.jobs import CHILDREN, TABLES, Job, Rows
from pipeline.text.shingles import signatures_of

_loaded: dict[str | None, Resources] = {}


def article_of(row: Mapping[str, Any]) -> Article:
    """An `Article` from its table row, as pyarrow tells it."""
    return Article(**{name: row[name] for name in Article.__slots__})


def resources_of(gazetteer: str | None) -> Resources:
    """Resources of this process, built once for each gazetteer file."""
    if gazetteer not in _loaded:
        _loaded[gazetteer] = load_resources(Path(gazetteer) if gazetteer else None)
        default_model()
        collect_seldom()
    return _loaded[gazetteer]


def extract_part(job: Job) -> Rows:
    """Rows of every table for one part, of its articles the counts alone; pure but for the resources of its first call."""
    found: Rows = {name: [] for name in TABLES}
    resources = resources_of(job.gazetteer)
    texts: list[str] = []
    for row in job.articles:
        article = article_of(row)
        try:
            extraction = extract(article, resources)
        except Exception as error:  # a fault of ours in one article of a million: it is told, and the run goes on
            detail = f"article {article.article_id}: {sentence_of(error)}"
            found["rejected"].append(
                {"input_file": article.input_file, "record": None, "reason": "extraction_failed", "detail": detail}
            )
            continue
        counts = {"sentence_count": len(extraction.facts.sentences), "event_count": len(extraction.events)}
        found["articles"].append({"article_id": article.article_id, **counts})
        texts.append(article.text)
        for event in extraction.events:
            children = {name: event.pop(name) for name in CHILDREN}
            found["events"].append(event)
            for name, lines in children.items():
                found[name] += [{**line, "event_id": event["event_id"]} for line in lines]
    known = signatures_of(texts)
    for row, signature, shingles, words in zip(
        found["articles"], known.signature, known.shingles, known.words, strict=True
    ):
        told = b64encode(signature.astype("<u4").tobytes()).decode("ascii")
        row |= {"shingle_count": int(shingles), "word_count": int(words), "signature": told}
    return found
