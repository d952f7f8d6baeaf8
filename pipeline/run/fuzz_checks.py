"""What must hold for any input: of a file that is read, and of a text that is extracted.

In: one input. Out: sentences on what does not hold; none when all is well. What an input makes our code raise is let
through: the caller tells it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.articles.article import Article, Counts, Rejected
from pipeline.articles.inputs import read_inputs
from pipeline.articles.limits import Limits
from pipeline.events.extract import Extraction, extract
from pipeline.mentions.resources import default_resources
from pipeline.run.jobs import CHILDREN
from pipeline.schema.checks import faults_in
from pipeline.schema.codes import codes
from pipeline.schema.tables import as_table

SMALL = Limits(
    record_bytes=60_000, document_bytes=60_000, text_characters=20_000, sidecar_bytes=8_000, expansion=20,
    expansion_floor=400_000,
)  # fmt: skip
WORDS = {"casualties": "casualties_text", "locations": "location_text", "sources": "source_text"}
TOLD = "در پی انفجار یک بمب کنار جاده‌ای در بازار شهر، دست‌کم ۱۲ نفر کشته شدند و پلیس از آغاز تحقیقات خبر داد."


def read_faults(path: Path, twice: bool) -> list[str]:
    """What is wrong with the reading of one file; `twice` reads it again and compares."""
    found: list[str] = []
    runs: list[list[Article | Rejected]] = []
    for _ in range(1 + twice):
        counts = Counts()
        runs.append(list(read_inputs([path], SMALL, counts)))
        found += counts.faults()
    outcomes = runs[0]
    if not outcomes:
        found.append("neither an article nor a rejection came of it")
    if runs[-1] != outcomes:
        found.append("read again, it gave something else")
    for each in outcomes:
        if isinstance(each, Article):
            found += _article_faults(each)
        elif each.reason not in codes("reject_reason") or not each.detail:
            found.append(f"{each.reason!r} is no reason to reject it, or nothing says more")
        for value in (each.input_file, *((each.record, each.detail) if isinstance(each, Rejected) else ())):
            found += [] if _can_be_written(value) else ["a rejection that UTF-8 cannot hold"]
    return found


def _article_faults(article: Article) -> list[str]:
    told = (article.article_id, article.title, article.text, article.outlet, article.url)
    if not all(map(_can_be_written, told)):
        return ["an article that UTF-8 cannot hold"]
    found = [] if 0 < len(article.text) <= SMALL.text_characters else ["a text that is empty or over the limit"]
    if sha256(article.text.encode()).hexdigest() != article.sha256:
        found.append("sha256 is not that of the text")
    return found


def _can_be_written(value: str | None) -> bool:
    try:
        return value is None or value.encode() is not None
    except UnicodeEncodeError:
        return False


def article_of(number: int, text: str, published: dt.datetime | None) -> Article:
    """An article as reading would make it."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    basis: Any = "none" if published is None else "given"
    return Article(f"fuzz-{number}", None, text, None, None, published, basis, "fa-IR", "input", digest)


def extraction_faults(article: Article, twice: bool) -> tuple[Extraction, list[str]]:
    """The extraction of an article, and what is wrong with it; `twice` extracts again and compares."""
    made = extract(article, default_resources())
    found: list[str] = []
    if twice and extract(article, default_resources()).events != made.events:
        found.append("extracted again, it gave other rows")
    spans = [(s.start, s.end) for s in made.facts.sentences]
    if any(not 0 <= start < end <= len(made.facts.folded.key) for start, end in spans) or spans != sorted(spans):
        found.append("sentences outside the text or out of order")
    text = article.text
    for row in made.events:
        told = [(row["evidence_text"], row["evidence_start"], row["evidence_end"])]
        if row["trigger_text"] is not None:
            told.append((row["trigger_text"], row["trigger_start"], row["trigger_end"]))
        told += [(line[words], line["start"], line["end"]) for child, words in WORDS.items() for line in row[child]]
        for words, start, end in told:
            if not 0 <= start < end <= len(text) or text[start:end] != words:
                found.append(f"{words!r} is not what stands from {start} to {end}")
    return made, found


def table_faults(made: Sequence[Extraction]) -> list[str]:
    """What the checks of the release say of the rows of many extractions together.

    Texts with a lone surrogate are left out: reading lets none through to a table.
    """
    rows: dict[str, list[Mapping[str, Any]]] = {name: [] for name in ("articles", "events", *CHILDREN)}
    for each in made:
        if not _can_be_written(each.facts.article.text):
            continue
        article = {name: getattr(each.facts.article, name) for name in Article.__slots__}
        counts = {"sentence_count": len(each.facts.sentences), "event_count": len(each.events)}
        rows["articles"].append({**article, **counts})
        for event in each.events:
            rows["events"].append({key: value for key, value in event.items() if key not in CHILDREN})
            for name in CHILDREN:
                rows[name] += [{**line, "event_id": event["event_id"]} for line in event[name]]
    return faults_in({name: as_table(name, lines) for name, lines in rows.items()})
