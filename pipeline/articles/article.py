"""What every later room reads: an article, or the reason an input became none.

In: nothing. Out: `Article`, `Rejected` and `Counts`, plain values without behaviour that reads files.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

PublishedBasis = Literal["given", "read_from_text", "none"]
Variety = Literal["fa-IR", "fa-AF"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as given; offsets of everything found later count characters of `text`.

    `published_at` is naive, in the local time that was written; `sha256` is of the text in UTF-8.
    """

    article_id: str
    title: str | None
    text: str
    outlet: str | None
    url: str | None
    published_at: dt.datetime | None
    published_basis: PublishedBasis
    variety: Variety
    input_file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that became no article: which record of which file, a code of `reasons.csv`, and a sentence."""

    input_file: str
    record: str | None
    reason: str
    detail: str


@dataclass(slots=True)
class Counts:
    """Conservation: every record read is an article or a rejection, or `faults` says that one is missing.

    `reasons` counts rejections by code; `notes` counts what was not as it should be in records that were kept,
    `examples` has the first record of each note.
    """

    files: int = 0
    records: int = 0
    articles: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, outcome: Article | Rejected) -> None:
        """Count what became of one record."""
        if isinstance(outcome, Article):
            self.articles += 1
        else:
            self.rejected += 1
            self.reasons[outcome.reason] += 1

    def faults(self) -> list[str]:
        """Sentences on what does not add up; empty when all is well."""
        if self.records != self.articles + self.rejected:
            made = f"{self.articles} articles + {self.rejected} rejected"
            return [f"{self.records} records were read but {made} came out of them"]
        return []
