"""What reading needs besides the text: the gazetteer and one scanner over every lexicon.

In: a `Gazetteer`. Out: `Resources`, shared by every article of a worker. What they are compiled from is read once and
kept in the user's cache folder as marshalled plain data, under a digest of gazetteer, lexicons, code and Python: a
process that finds it there is ready in half the time.
"""

import hashlib
import marshal
import sys
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.gazetteer.load import Entry, Gazetteer, cache_folder, digest_of_sources, load_gazetteer, write_whole
from pipeline.lexicons import load
from pipeline.lexicons.load import keyed_rows, uncollected
from pipeline.mentions import scan
from pipeline.mentions.places import words as place_words
from pipeline.mentions.places.words import scanned_words
from pipeline.mentions.scan import Scanner
from pipeline.text import letters

_MOST_KEPT = 8
_CODE = (Path(__file__), *(Path(str(module.__file__)) for module in (load, letters, place_words, scan)))


@dataclass(frozen=True)
class Resources:
    """The gazetteer and the automaton over all lexicons."""

    gazetteer: Gazetteer
    scanner: Scanner


def _layers(gazetteer: Gazetteer) -> dict[str, dict[str, list[Any]]]:
    return {
        "trigger": keyed_rows("triggers"),
        "death": keyed_rows("death_words"),
        "speech": keyed_rows("speech_verbs"),
        "weapon": keyed_rows("weapons"),
        "role": keyed_rows("role_nouns"),
        "source_noun": keyed_rows("source_nouns"),
        "media": keyed_rows("media"),
        "group": keyed_rows("groups", "weak_forms") | keyed_rows("groups"),  # a form of one's own goes before
        "body": keyed_rows("bodies"),
        "person": keyed_rows("persons"),
        "country": keyed_rows("countries"),
        "demonym": keyed_rows("countries", "demonyms"),
        "capital": keyed_rows("countries", "capital_forms"),
        "government": keyed_rows("countries", "government_forms"),
        "place": {form: [form] for form in gazetteer.forms},
        "place_word": scanned_words(),
    }


@uncollected()
def load_resources(path: Path | None = None) -> Resources:
    """Resources over a gazetteer file, the built-in one where none is given."""
    kept = cache_folder() / f"resources-{_digest(path)}.marshal"
    try:
        entries, columns, table = marshal.loads(kept.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        gazetteer = load_gazetteer(path)
        scanner = Scanner.of(_layers(gazetteer))
        columns = {field.name: getattr(gazetteer, field.name) for field in fields(gazetteer)[1:]}
        with suppress(OSError):  # a cache folder nobody can write to: do without
            write_whole(kept, marshal.dumps(([*map(tuple, gazetteer.entries)], columns, scanner.table)))
            every = sorted(kept.parent.glob("resources-*.marshal"), key=lambda file: file.stat().st_mtime)
            for old in every[:-_MOST_KEPT]:
                old.unlink(missing_ok=True)
        return Resources(gazetteer, scanner)
    return Resources(Gazetteer(tuple(map(Entry._make, entries)), **columns), Scanner(*table))


def _digest(path: Path | None) -> str:
    """A digest of all that resources are made from."""
    digest = hashlib.sha256(f"{sys.version} {digest_of_sources()}".encode())
    for file in (*sorted(load.FOLDER.glob("*.csv")), *_CODE, *([path] if path else [])):
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


@cache
def default_resources() -> Resources:
    """Resources over the default gazetteer, loaded at first use in each process."""
    return load_resources()
