"""Which files the inputs name: files, folders and globs, in one order everywhere.

In: paths and addresses as given (for addresses see remote_files.py). Out: `InputFile`s, or a `Fault` for an input that
names nothing. Inside a folder, files come in the order of their names, folders among them; hidden files and linked
folders are left out; a `NAME.yaml` beside `NAME.txt` or `NAME.html` belongs to it. A file named twice is read once.
"""

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.articles.input_file import InputFile, owners_of, sidecars_of
from pipeline.articles.record import NOTHING_FOUND, Fault
from pipeline.storage.addresses import as_path, is_address


def find_files(inputs: Sequence[str | Path]) -> Iterator[InputFile | Fault]:
    """The files of all inputs in order, each once; a Fault labelled with an input that is not there.

    A file at an address is a copy that is there until the next one is asked for. Raises RuydadError where an address
    cannot be reached.
    """
    seen: set[Path] = set()
    seen_remote: set[str] = set()
    for given in inputs:
        if isinstance(given, str) and is_address(given):
            from pipeline.articles.remote_files import remote_files

            yield from remote_files(given, seen_remote)
            continue
        found = False
        for file in _files_of(Path(as_path(str(given)))):
            found = True
            place = (
                file.path.parent.resolve() / file.path.name
            )  # the link, not its target: DVC links equal files to one
            if place not in seen:
                seen.add(place)
                yield file
        if not found:
            yield Fault(_shown(str(given)), "not_found", NOTHING_FOUND)


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


def _sidecar_of(path: Path) -> Path | None:
    return next((beside for name in sidecars_of(path.name) if (beside := path.with_name(name)).is_file()), None)


def _belongs_to_another(path: Path) -> bool:
    """True for a sidecar whose text or page is there."""
    return any(path.with_name(name).is_file() for name in owners_of(path.name))


def _shown(name: str) -> str:
    """A file name that UTF-8 can hold: bytes that are none become U+FFFD."""
    return os.fsencode(name).decode("utf-8", errors="replace")
