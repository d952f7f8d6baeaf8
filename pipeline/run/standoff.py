"""Gold rows that stand apart from their texts: every verbatim field as [start, end] in an article kept elsewhere.

In: an article's text and its gold entry (as in data/gold/README.md), or the line made of them. Out: the other. So rows can
be published where the texts may not; a digest of the text guards that the offsets still mean the same words.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

VERBATIM = frozenset({"quote", "also", "trigger", "date_text", "text", "chain"})
Entry = Mapping[str, Any]


class StaleText(ValueError):
    """The text is not the one that the offsets were made for."""


def digest_of(text: str) -> str:
    """Sixteen hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def to_standoff(text: str, entry: Entry) -> dict[str, Any]:
    """A gold entry with `text_digest` and spans in place of words.

    Raises ValueError for words that the text does not hold.
    """
    events = []
    for row in entry["events"]:
        quote = _find(text, row["quote"], 0)
        events.append(_walk(row, lambda words, at=quote: list(_near(text, words, at))))  # type: ignore[misc]
    return {"id": entry["id"], "text_digest": digest_of(text), "events": events}


def from_standoff(text: str, line: Entry) -> dict[str, Any]:
    """The gold entry of a line.

    Raises StaleText where the text is another than the line was made for.
    """
    if line["text_digest"] != digest_of(text):
        raise StaleText(line["id"])
    return {"id": line["id"], "events": [_walk(row, lambda span: text[span[0] : span[1]]) for row in line["events"]]}


def _walk(value: Entry, change: Callable[[Any], Any]) -> dict[str, Any]:
    """A row with every verbatim field changed, in the same order."""
    return {key: _field(key, field, change) for key, field in value.items()}


def _field(key: str, field: Any, change: Callable[[Any], Any]) -> Any:
    if key in ("also", "chain"):
        return [change(item) for item in field]
    if key in VERBATIM:
        return None if field is None else change(field)
    if isinstance(field, Mapping):
        return _walk(field, change)
    if isinstance(field, list):
        return [_walk(item, change) for item in field]
    return field


def _find(text: str, words: str, start: int) -> int:
    at = text.find(words, start)
    if at < 0:
        raise ValueError(f"The text does not hold «{words}».")
    return at


def _near(text: str, words: str, quote: int) -> tuple[int, int]:
    """Where words stand: in or after the quote, else first in the text."""
    at = text.find(words, quote)
    at = at if at >= 0 else _find(text, words, 0)
    return at, at + len(words)
