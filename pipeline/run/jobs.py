"""What a worker process is given and what it gives back; what it does is in pipeline/run/part.py.

In: rows of the table articles. Out: rows of every table.
"""

from dataclasses import dataclass
from typing import Any

CHILDREN = ("casualties", "locations", "sources")
TABLES = ("articles", "events", *CHILDREN, "rejected")
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Job:
    """One part of the articles, and the gazetteer file to read it with (None: the built-in one)."""

    articles: list[dict[str, Any]]
    gazetteer: str | None
