"""A release at an address, copied to a folder of this machine, for the commands that read one.

In: an address, of what `ruydad run` wrote there or of a release folder that was copied there. Out: its tables and code
lists, each checked against the digest in datapackage.json; the CSV of a table only where it is asked for or is all there is.
A release that is replaced meanwhile is begun anew.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.run.errors import RuydadError, UsageError
from pipeline.storage.addresses import Address, open_address, said_plainly
from pipeline.storage.descriptors import NAME, Pointer, read_pointer

_BESIDE = ("scores.json", "metrics.json")  # files that a descriptor does not name
_PATH = re.compile(r"(?:codes/)?[\w-]+\.\w+")
_TRIES = 3
_SMALL, _SEVERAL = 8_000_000, 16  # files below so many bytes are fetched so many at a time


def copy_release(given: str, folder: Path, *, csv: bool) -> None:
    """Copy the release at an address into a folder; raises UsageError where none is."""
    address = open_address(given)
    with said_plainly(address.shown):
        pointer = _pointer(address)
        for last in (False,) * (_TRIES - 1) + (True,):
            try:
                return _copy(address, pointer, folder, csv)
            except (FileNotFoundError, _Changed) as error:
                if (now := _pointer(address)).content == pointer.content or last:
                    raise RuydadError(f"The release at {address.shown} is not whole: {error}.") from error
                pointer = now


class _Changed(Exception):
    """A file is not the one that the descriptor names."""


def _pointer(address: Address) -> Pointer:
    found = read_pointer(address)
    if found is None:
        raise UsageError(f"{address.shown} holds no {NAME}; name the address of a release.")
    return found


def _copy(address: Address, pointer: Pointer, folder: Path, csv: bool) -> None:
    base = address
    if pointer.folder is not None:
        base = replace(address, path=address.below(pointer.folder))
        within = read_pointer(base)
        if within is None:
            raise FileNotFoundError(f"{pointer.folder}/{NAME} is gone")
        pointer = within
    wanted = {each["path"]: each for each in _wanted(pointer.told["resources"], csv)}
    (folder / "codes").mkdir(exist_ok=True)
    small = [name for name in wanted if wanted[name].get("bytes", _SMALL) < _SMALL]
    for start in range(0, len(small), _SEVERAL):
        several = small[start : start + _SEVERAL]
        base.files.get([base.below(name) for name in several], [str(folder / name) for name in several])
    for name in sorted(wanted.keys() - {*small}):
        base.files.get_file(base.below(name), str(folder / name))
    for name, resource in wanted.items():
        with (folder / name).open("rb") as file:
            if f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}" != resource.get("hash"):
                raise _Changed(f"{name} has another digest than {NAME} says")
    for name in _BESIDE:
        try:
            (folder / name).write_bytes(base.files.cat_file(base.below(name)))
        except FileNotFoundError:
            continue
    (folder / NAME).write_bytes(pointer.content)


def _wanted(resources: Iterable[dict[str, Any]], csv: bool) -> list[dict[str, Any]]:
    """The resources that commands read; one whose path leads elsewhere is none."""
    found = [each for each in resources if isinstance(each, dict) and _PATH.fullmatch(str(each.get("path")))]
    parquet = {str(each["path"]).removesuffix(".parquet") for each in found if each["path"].endswith(".parquet")}
    return [
        each
        for each in found
        if each["path"].endswith(".parquet")
        or (each["path"].endswith(".csv") and (csv or each["path"].removesuffix(".csv") not in parquet))
    ]
