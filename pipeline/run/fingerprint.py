"""What the rows of an article depend on besides the article: code, lexicons, model, gazetteer, packages.

In: the gazetteer file, or None for the built-in one. Out: name → digest or version, and what differs between two such.
"""

import hashlib
import json
import platform
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

PIPELINE = Path(__file__).parents[1]
ROOMS = ("articles", "dates", "events", "gazetteer", "lexicons", "mentions", "schema", "text")
FILES = (".csv", ".json", ".py")
# Beside the rooms: how rows are made into the cells that are kept.
KEEPING = (
    "run/jobs.py",
    "run/part.py",
    "run/batch.py",
    "run/last_run.py",
    "run/kept.py",
    "run/extraction_cache.py",
    "release/parquet.py",
    "release/cells.py",
)
PAGE_ROOMS = ("explorer", "incidents", "release", "review", "schema", "text")
PAGE_KEEPING = ("run/kept.py", "run/last_pages.py")
_NAME = re.compile(r"[\w.-]+")
_TOLD = 3


@cache
def fingerprint(gazetteer: Path | None) -> dict[str, str]:
    """Digest of every file and version of every package that extraction may depend on."""
    told = _made_with(ROOMS, KEEPING)
    told["the gazetteer"] = "built in" if gazetteer is None else _digest(gazetteer)
    return dict(sorted(told.items()))


def page_fingerprint() -> dict[str, str]:
    """The same for the articles of the page."""
    return _made_with(PAGE_ROOMS, PAGE_KEEPING)


def digest_of(fingerprint: Mapping[str, str]) -> str:
    """A fingerprint in short."""
    return hashlib.sha256(json.dumps(fingerprint, sort_keys=True).encode()).hexdigest()


@cache
def _packages() -> dict[str, str]:
    """The versions of what is needed, and of Python."""
    told = {}
    for line in requires("ruydad") or ():
        name, found = _NAME.match(line), "extra ==" not in line
        if name and found:
            told[name.group()] = version(name.group())
    return {**told, "Python": platform.python_version()}


def _made_with(rooms: Sequence[str], files: Sequence[str]) -> dict[str, str]:
    paths = [path for room in rooms for path in (PIPELINE / room).rglob("*") if path.suffix in FILES]
    paths += [PIPELINE / name for name in files]
    return {path.relative_to(PIPELINE).as_posix(): _digest(path) for path in paths} | _packages()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """The names that differ between two fingerprints, for a person: `lexicons/triggers.csv and hazm`."""
    names = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    shown, more = names[:_TOLD], len(names) - _TOLD
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
