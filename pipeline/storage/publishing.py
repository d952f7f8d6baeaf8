"""A release at an address, replaced as one: what a reader finds there is the former release or the new one, never both.

In: an address. Out: a local folder to write the release to; when the block ends well, its files go to a folder of
their own below the address, `releases/NUMBER-DIGEST`, and then one write of `datapackage.json` makes it the release that
holds. A failed or killed upload leaves the former one as it was and objects that the next run removes. Of two
runs at once one is refused: S3 takes `datapackage.json` only where it is still the one that the run began with.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.run.errors import RuydadError, UsageError
from pipeline.storage.addresses import Address, code_of, open_address, said_plainly
from pipeline.storage.descriptors import NAME, ROOM, Pointer, is_release_folder, pointing_to, read_pointer

_SMALL = 8_000_000  # files up to here are sent several at a time; larger ones alone, in parts
_SEVERAL = 8
_REFUSED = ("PreconditionFailed", "ConditionalRequestConflict", "412", "409")
_UNKNOWN = ("NotImplemented", "501")  # a server that has no conditional writes


@contextmanager
def publishing(given: str, say: Callable[[str], None]) -> Iterator[Path]:
    """A local folder for the release that is to stand at the address; raises before the work where that cannot be."""
    address = open_address(given)
    if address.protocol in ("http", "https"):
        raise UsageError(f"{address.shown} cannot be written to; --out takes a folder, or an address such as s3://.")
    with said_plainly(address.shown, "written"):
        former = read_pointer(address)
        if former is not None and former.folder is None:
            raise UsageError(f"{address.shown} holds a {NAME} that no run has written there; name another address.")
        _try_to_write(address)
        stale = _folders(address)
    with TemporaryDirectory(prefix="ruydad-") as room:
        folder = Path(room) / "release"
        yield folder
        kept = "The release that was there is as it was." if former else "No release is there."
        with said_plainly(address.shown, "written", kept):
            new = f"{ROOM}/{former.number + 1 if former else 1}-{_digest(folder)}"
            _upload(address, folder, new)
            descriptor = json.loads((folder / NAME).read_text(encoding="utf-8"))
            _put_pointer(address, former, pointing_to(new, descriptor))
    _remove(address, stale - {new}, say)


def _try_to_write(address: Address) -> None:
    """Write and remove an object now, so that a place that is closed is told before the work and not after it."""
    path = address.below(f"{ROOM}/.may-be-written")
    address.files.pipe_file(path, b"")
    address.files.rm_file(path)


def _folders(address: Address) -> set[str]:
    """Folders of releases that were there before: the one that holds, and what killed runs left."""
    address.files.invalidate_cache()
    try:
        names = [path.rstrip("/").rpartition("/")[2] for path in address.files.ls(address.below(ROOM), detail=False)]
    except FileNotFoundError:
        return set()
    return {folder for name in names if is_release_folder(folder := f"{ROOM}/{name}")}


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def _digest(folder: Path) -> str:
    """Of all files, so that runs that make different releases write to different folders."""
    whole = hashlib.sha256()
    for name, path in _files(folder).items():
        with path.open("rb") as file:
            whole.update(f"{name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def _upload(address: Address, folder: Path, new: str) -> None:
    """Send every file, datapackage.json last; raises RuydadError where something of it is not there afterwards."""
    there = {address.below(f"{new}/{name}"): path for name, path in _files(folder).items()}
    small = [path for path in there if there[path].stat().st_size <= _SMALL and there[path].name != NAME]
    for start in range(0, len(small), _SEVERAL):
        several = small[start : start + _SEVERAL]
        address.files.put([str(there[path]) for path in several], several)
    for path in sorted(there.keys() - {*small}, key=lambda path: (there[path].name == NAME, path)):
        address.files.put_file(str(there[path]), path)
    address.files.invalidate_cache()
    found = {path: told["size"] for path, told in address.files.find(address.below(new), detail=True).items()}
    if lost := [path for path, local in there.items() if found.get(path) != local.stat().st_size]:
        raise RuydadError(f"{lost[0]} is not there as it was sent; something else writes to {address.shown}.")


def _put_pointer(address: Address, former: Pointer | None, content: bytes) -> None:
    """Write datapackage.json, unless another run has done so; raises RuydadError where one has."""
    path, files = address.below(NAME), address.files
    now = read_pointer(address)
    if (now and now.content) != (former and former.content):
        raise RuydadError(_overtaken(address))
    if address.protocol not in ("s3", "s3a"):
        files.pipe_file(path, content)
        return
    condition = {"IfMatch": former.etag} if former else {"mode": "create"}
    try:
        files.pipe_file(path, content, **condition)
    except OSError as error:
        if code_of(error) in _REFUSED:
            raise RuydadError(_overtaken(address)) from error
        if code_of(error) not in _UNKNOWN:
            raise
        files.pipe_file(path, content)


def _overtaken(address: Address) -> str:
    return f"Another run has written a release to {address.shown} since this one began, and that one stays; run again."


def _remove(address: Address, folders: set[str], say: Callable[[str], None]) -> None:
    """Remove what holds no more; the new release is in place, so that a failure is told and not raised."""
    try:
        with said_plainly(address.shown, "cleared"):
            for folder in sorted(folders):
                address.files.rm(address.below(folder), recursive=True)
    except RuydadError as error:
        say(f"The new release is in place, but a former one could not be removed; the next run does. {error}")
