"""Which field of a record is which: names in use for id, title, text, outlet, url and published.

In: a record as a mapping (JSON object, CSV row, Parquet row, sidecar). Out: a `Record`. The names are data in
`fields.csv`, in order of preference; case, hyphens and spaces do not matter, Arabic letters count as Persian ones.
"""

import csv
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.articles.record import Record
from pipeline.text.letters import fold_word

_FILE = Path(__file__).with_name("fields.csv")
_CACHED_CHARACTERS = 4_000  # of all names together: what a hostile file could make the cache hold
_MOST_NAMES = 1_000
_INNER = ("name", "title", "value", "#text", "$oid", "$date", "$t", "text")


@cache
def field_names() -> dict[str, tuple[str, int]]:
    """Each known name in its plain form → the field it is for and its rank there (0 = preferred)."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {plain_name(n): (row["field"], rank) for row in rows for rank, n in enumerate(row["names"].split("|"))}


def plain_name(name: str) -> str:
    """A field's name without case, hyphens, spaces and odd letters (`Publish-Date` → `publish_date`)."""
    return fold_word(name[:100]).replace("-", "_").replace(" ", "_")


@lru_cache(maxsize=512)
def fields_of(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """For a record's field names: field → the names that hold it, preferred first; the first 1,000 names count."""
    known = field_names()
    found: dict[str, list[tuple[int, str]]] = {}
    for name in names[:_MOST_NAMES]:
        if (meaning := known.get(plain_name(name))) is not None:
            found.setdefault(meaning[0], []).append((meaning[1], name))
    return {field: tuple(name for _, name in sorted(ranked)) for field, ranked in found.items()}


def to_record(values: Mapping[str, Any], label: str | None) -> Record:
    """The record that a mapping of field names to values holds; `text` is None where no field is for text."""
    names = tuple(values)
    fields = fields_of(names) if sum(map(len, names)) < _CACHED_CHARACTERS else fields_of.__wrapped__(names)
    record = Record(label)
    record.own_id = _first(values, fields.get("id"))
    record.title = _first(values, fields.get("title"))
    record.outlet = _first(values, fields.get("outlet"))
    record.url = _first(values, fields.get("url"))
    record.published = _first(values, fields.get("published"))
    for name in fields.get("text", ()):
        if (text := as_text(values[name])) is not None:
            record.text = text
            if text and not text.isspace():
                return record
    for name in fields.get("html", ()):
        if (page := as_text(values[name])) and not page.isspace():
            from pipeline.articles.readers.markup import fragment_text

            record.text = fragment_text(page)
            return record
    return record


def as_text(value: Any) -> str | None:
    """A text field's value: a string, a list of paragraphs or pieces, a one-field object; None for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, list) and value:
        pieces = [each.get("text") if isinstance(each, Mapping) else each for each in value]
        strings = [piece for piece in pieces if isinstance(piece, str)]
        joint = "\n" if all(isinstance(each, str) for each in value) else ""  # else pieces of a Telegram message
        return joint.join(strings) if len(strings) == len(value) else None
    if isinstance(value, Mapping):
        inner = _named(value)
        return inner if isinstance(inner, str) else None
    return None


def _named(value: Mapping[str, Any]) -> Any:
    """What an object with one meaning holds: {"name": …}, {"$date": …}, WordPress's {"rendered": markup}."""
    if isinstance(markup := value.get("rendered"), str):
        from pipeline.articles.readers.markup import fragment_text

        return fragment_text(markup)
    return next((value[inner] for inner in _INNER if value.get(inner)), None)


def _first(values: Mapping[str, Any], names: tuple[str, ...] | None) -> Any:
    """The first filled value, an object such as {"name": …} by what it names."""
    for name in names or ():
        value = values[name]
        if type(value) is str and value:  # as nearly all are
            return value
        if isinstance(value, Mapping):
            value = _named(value)
        if value is not None and value != "" and not isinstance(value, (list, Mapping)):
            return value
    return None
