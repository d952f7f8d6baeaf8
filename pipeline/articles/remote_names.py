"""Which files an address names: one, a folder of them, or a pattern, named and ordered as on a disk.

In: an address. Out: `RemoteFile`s, listed folder by folder, so that memory holds the names of one folder and of those
above it. What an address of http(s) names is one file: a web server has no folders.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pipeline.articles.input_file import owners_of, sidecars_of
from pipeline.articles.record import Fault
from pipeline.run.errors import UsageError
from pipeline.storage.addresses import Address, is_absent

_MAGIC = re.compile(r"[*?[]")
_NAMELESS = "a key with an empty part between slashes, which no file name can have"


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file at an address: its path there, its name relative to the input given, its bytes, its sidecar's path."""

    path: str
    name: str
    size: int
    sidecar: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a folder holds: a file, or a folder, which has no size."""

    name: str
    path: str
    size: int | None


def files_at(address: Address) -> Iterator[RemoteFile | Fault]:
    """The files in the order of their names; a Fault for a key that is no file name. Raises what the driver raises."""
    if address.protocol in ("http", "https"):
        yield _page(address)
        return
    address.files.invalidate_cache()
    path = address.path.rstrip("/")
    kind = _kind(address, path)
    if kind is not None and kind.size is not None and not address.is_folder:
        beside = (f"{path.rpartition('/')[0]}/{name}" for name in sidecars_of(kind.name))
        sidecar = next((each for each in beside if (told := _kind(address, each)) and told.size is not None), None)
        yield RemoteFile(path, kind.name, kind.size, sidecar)
    elif kind is None and _MAGIC.search(path):
        yield from _matching(address)
    else:
        yield from _below(address, path, "")


def _page(address: Address) -> RemoteFile:
    """The file of a web address; raises FileNotFoundError or what else the server answers."""
    told = address.files.info(address.path)
    name = unquote(urlsplit(address.path).path).rstrip("/").rpartition("/")[2]
    return RemoteFile(address.path, name or urlsplit(address.path).netloc.rpartition("@")[2], told.get("size") or 0)


def _kind(address: Address, path: str) -> _Entry | None:
    try:
        told = address.files.info(path)
    except FileNotFoundError as error:
        if is_absent(error):
            return None
        raise
    return _Entry(path.rpartition("/")[2], path, told["size"] or 0 if told["type"] == "file" else None)


def _entries(address: Address, folder: str, prefix: str) -> Iterator[_Entry | Fault]:
    """What a folder holds, in the order of names, hidden names left out."""
    try:
        listed = address.files.ls(folder, detail=True)
    except FileNotFoundError as error:
        if is_absent(error):
            return
        raise
    finally:
        address.files.invalidate_cache(folder)  # a driver would keep every listing of the run
    found = []
    for told in listed:
        name = told["name"].rstrip("/")[len(folder) + 1 :]
        if name and "/" not in name and (told["type"] != "file" or not told["name"].endswith("/")):
            found.append(_Entry(name, told["name"], told["size"] or 0 if told["type"] == "file" else None))
        elif told["type"] != "file" or told["size"]:  # a file of no bytes named as its folder stands for the folder
            yield Fault(f"{prefix}/", "unreadable", _NAMELESS)
    del listed
    found.sort(key=lambda entry: (entry.name, entry.size is None))
    yield from (entry for entry in found if not entry.name.startswith("."))


def _below(address: Address, folder: str, prefix: str) -> Iterator[RemoteFile | Fault]:
    """All files below a folder, depth first."""
    return _walk(address, folder, prefix, wanted=lambda name: True, opened=lambda name: "walk")


def _walk(
    address: Address, folder: str, prefix: str, wanted: Callable[[str], bool], opened: Callable[[str], str]
) -> Iterator[RemoteFile | Fault]:
    """Files whose names are wanted; `opened` says of a folder whether to `walk` it, take it `whole`, or `pass` it."""
    entries = list(_entries(address, folder, prefix))
    names = {entry.name: entry.path for entry in entries if isinstance(entry, _Entry) and entry.size is not None}
    for entry in entries:
        if isinstance(entry, Fault):
            yield entry
            continue
        name = prefix + entry.name
        if entry.size is None:
            how = opened(name)
            if how == "whole":
                yield from _below(address, entry.path, name + "/")
            elif how == "walk":
                yield from _walk(address, entry.path, name + "/", wanted, opened)
        elif wanted(name) and not any(owner in names for owner in owners_of(entry.name)):
            sidecar = next((names[each] for each in sidecars_of(entry.name) if each in names), None)
            yield RemoteFile(entry.path, name, entry.size, sidecar)


def _matching(address: Address) -> Iterator[RemoteFile | Fault]:
    """The files that a pattern matches, and those below a folder that it matches; `**` stands for any folders."""
    from fsspec.utils import glob_translate

    parts = address.path.rstrip("/").split("/")
    fixed = next(number for number, part in enumerate(parts) if _MAGIC.search(part))
    pattern = parts[fixed:]
    any_depth = pattern.index("**") if "**" in pattern else len(pattern)
    try:
        matches = [re.compile(glob_translate("/".join(pattern[: number + 1]))) for number in range(len(pattern))]
    except ValueError as error:
        raise UsageError(f"{address.shown} is no pattern: ** stands for whole folders, as in a/**/*.txt.") from error

    def opened(name: str) -> str:
        level = name.count("/")
        if level >= any_depth:
            return "walk"
        if not matches[level].match(name):
            return "pass"
        return "whole" if level == len(pattern) - 1 else "walk"

    yield from _walk(address, "/".join(parts[:fixed]), "", lambda name: bool(matches[-1].match(name)), opened)
