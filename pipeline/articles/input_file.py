"""A file to read, and which sidecar belongs to which file, by their names.

In: names of files. Out: names that would lie beside them.
"""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_SINGLES = (".txt", ".text", ".html", ".htm", ".xhtml")
_SIDECARS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: where it is, its name relative to the input that was given, and its sidecar if it has one."""

    path: Path
    name: str
    sidecar: Path | None = None


def sidecars_of(name: str) -> list[str]:
    """The names that a sidecar of this file may have, the first that is there counts; none for a file of many articles."""
    inner = name[:-3] if name.lower().endswith(".gz") else name
    path = PurePosixPath(inner)
    return [path.stem + end for end in _SIDECARS] if path.suffix.lower() in _SINGLES else []


def owners_of(name: str) -> list[str]:
    """The names of texts and pages that a sidecar of this name would belong to; none where it is no sidecar."""
    path = PurePosixPath(name)
    if path.suffix.lower() not in _SIDECARS:
        return []
    return [path.stem + end + gz for end in _SINGLES for gz in ("", ".gz")]
