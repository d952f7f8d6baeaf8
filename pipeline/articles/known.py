"""What depends on an article's text alone: found once, and from then on known by the digest of the text.

In: a text, its SHA-256, and what is known of texts. Out: whether it is Persian, its variety and its dateline.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol

from pipeline.articles.article import Variety
from pipeline.articles.dateline import find_dateline
from pipeline.articles.persian import is_persian
from pipeline.articles.variety import variety_of


class KnownTexts(Protocol):
    """What earlier runs found out about texts: values that JSON can hold, by name."""

    def get(self, sha256: str) -> dict[str, Any]:
        """What is known of a text, nothing where it is new; what is added to it is known to the next run."""
        ...


class TextFacts:
    """The facts of one text, each found when first asked for."""

    def __init__(self, text: str, sha256: str, known: KnownTexts | None) -> None:
        self.sha256 = sha256
        self._text = text
        self._told: dict[str, Any] = {} if known is None else known.get(sha256)

    @property
    def is_persian(self) -> bool:
        """Whether the text is in Persian."""
        return bool(self._of("is_persian", is_persian))

    @property
    def variety(self) -> Variety:
        """Iranian or Afghan Persian."""
        told: Variety = self._of("variety", variety_of)
        return told

    @property
    def dateline(self) -> dt.datetime | None:
        """The publication time that the text's own stamp tells."""
        told = self._of("dateline", _dateline)
        return None if told is None else dt.datetime.fromisoformat(told)

    def _of(self, name: str, find: Callable[[str], Any]) -> Any:
        if name not in self._told:
            self._told[name] = find(self._text)
        return self._told[name]


def _dateline(text: str) -> str | None:
    moment = find_dateline(text)
    return None if moment is None else moment.isoformat()
