"""Which files the inputs name: files, folders and globs, in one order everywhere.

In: paths as given. Out: `InputFile`s, or a `Fault` for an input that names nothing. Inside a folder, files come in
the order of their names, folders among them; hidden files and linked folders are left out; a `NAME.yaml` beside
`NAME.txt` or `NAME.html` belongs to it. A file named twice is read once.
"""

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.articles.record import Fault

_SINGLES = (".txt", ".text", ".html", ".htm", ".xhtml")
_SIDECARS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: where it is, its name relative to the input that was given, and its sidecar if it has one."""

    path: Path
    name: str
    sidecar: Path | None = None


def find_files(inputs: Sequence[str | Path]) -> Iterator[InputFile | Fault]:
    """The files of all inputs in order, each once; a Fault labelled with an input that is not there."""
    seen: set[Path] = set()
    for given in inputs:
        found = False
        for file in _files_of(Path(given)):
            found = True
            place = (
                file.path.parent.resolve() / file.path.name
            )  # the link, not its target: DVC links equal files to one
            if place not in seen:
                seen.add(place)
                yield file
        if not found:
            yield Fault(_shown(str(given)), "not_found", "no file, and no folder or pattern with files in it")


def _files_of(given: Path) -> Iterator[InputFile]:
    if given.is_dir():
        yield from _files_in(given, "")
    elif given.exists() or given.is_symlink():
        yield InputFile(given, _shown(given.name), _sidecar_of(given))
    elif glob.has_magic(str(given)):
        root = _fixed_part(given)
        for match in sorted(glob.glob(str(given), recursive=True), key=lambda name: Path(name).parts):  # noqa: PTH207
            path = Path(match)
            name = _shown(path.relative_to(root).as_posix())
            if not path.is_dir():
                if not _belongs_to_another(path):
                    yield InputFile(path, name, _sidecar_of(path))
            elif "**" not in given.parts:  # with ** its files are matches of their own
                yield from _files_in(path, name + "/")


def _files_in(folder: Path, prefix: str) -> Iterator[InputFile]:
    """The files below a folder in the order of their names, depth first."""
    pending = [(folder, prefix)]
    while pending:
        path, name = pending.pop()
        if name and not name.endswith("/"):
            if not _belongs_to_another(path):
                yield InputFile(path, _shown(name), _sidecar_of(path))
            continue
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name, reverse=True)
        except OSError:
            yield InputFile(path, _shown(name or path.name))  # opening it will say why
            continue
        for entry in entries:
            if not entry.name.startswith("."):
                deeper = entry.is_dir(follow_symlinks=False)
                if deeper or not entry.is_dir():
                    pending.append((Path(entry.path), f"{name}{entry.name}{'/' if deeper else ''}"))


def _fixed_part(pattern: Path) -> Path:
    """The folder that a pattern's first wildcard is in."""
    parts: list[str] = []
    for part in pattern.parts[:-1]:
        if glob.has_magic(part):
            break
        parts.append(part)
    return Path(*parts)


def _stem(path: Path) -> tuple[str, str]:
    """A file's name without `.gz` and ending, and that ending in lower case."""
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    return Path(name).stem, Path(name).suffix.lower()


def _sidecar_of(path: Path) -> Path | None:
    stem, ending = _stem(path)
    if ending not in _SINGLES:
        return None
    return next((beside for end in _SIDECARS if (beside := path.with_name(stem + end)).is_file()), None)


def _belongs_to_another(path: Path) -> bool:
    """True for a sidecar whose text or page is there."""
    if path.suffix.lower() not in _SIDECARS:
        return False
    names = (path.with_name(path.stem + end + gz) for end in _SINGLES for gz in ("", ".gz"))
    return any(name.is_file() for name in names)


def _shown(name: str) -> str:
    """A file name that UTF-8 can hold: bytes that are none become U+FFFD."""
    return os.fsencode(name).decode("utf-8", errors="replace")
