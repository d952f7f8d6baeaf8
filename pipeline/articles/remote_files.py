"""The files of an address, copied here one after the other, so that every reader meets a file of this machine.

In: an address. Out: `InputFile`s whose path is a copy with its sidecar, gone when the next one is asked for. A few small
files are fetched ahead; what is on the disk at a time is bounded, unless one file alone is larger.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from pipeline.articles.input_file import InputFile
from pipeline.articles.record import NOTHING_FOUND, Fault
from pipeline.articles.remote_names import RemoteFile, files_at
from pipeline.articles.streams import sentence_of
from pipeline.storage.addresses import Address, code_of, open_address, said_plainly

_AHEAD = 16
_BYTES_AHEAD = 64_000_000
_LONGEST_NAME = 255
_OF_THIS_OBJECT = ("AccessDenied", "403", "InvalidObjectState")  # not of the keys, which would refuse all the others
_Waiting = tuple[RemoteFile, Path, "Future[Fault | None]"]


def names_something(given: str) -> bool:
    """Whether an address names a file; raises UsageError or RuydadError where it cannot be asked."""
    address = open_address(given)
    with said_plainly(address.shown):
        return next(files_at(address), None) is not None


def remote_files(given: str, seen: set[str]) -> Iterator[InputFile | Fault]:
    """The files of an address, those in `seen` left out; raises RuydadError where it cannot be read."""
    address = open_address(given)
    found = 0
    with TemporaryDirectory(prefix="ruydad-") as room, said_plainly(address.shown):
        pool = ThreadPoolExecutor(_AHEAD)
        waiting: deque[_Waiting | Fault] = deque()
        bytes_waiting = 0
        try:
            for file in files_at(address):
                found += 1
                if isinstance(file, Fault):
                    waiting.append(file)
                    continue
                if (key := f"{address.protocol}:{file.path}") in seen:
                    continue
                seen.add(key)
                while waiting and (len(waiting) >= _AHEAD or bytes_waiting + file.size > _BYTES_AHEAD):
                    bytes_waiting -= _size(waiting[0])
                    yield from _next(waiting)
                folder = Path(room) / str(found)
                waiting.append((file, folder, pool.submit(_copy, address, file, folder)))
                bytes_waiting += file.size
            while waiting:
                yield from _next(waiting)
        finally:
            pool.shutdown(cancel_futures=True)
    if not found:
        yield Fault(address.shown, "not_found", NOTHING_FOUND)


def _size(waiting: _Waiting | Fault) -> int:
    return 0 if isinstance(waiting, Fault) else waiting[0].size


def _next(waiting: deque[_Waiting | Fault]) -> Iterator[InputFile | Fault]:
    """The file that has waited longest, for as long as nobody asks for another."""
    first = waiting.popleft()
    if isinstance(first, Fault):
        yield first
        return
    file, folder, fetched = first
    fault = fetched.result()
    sidecar = None if file.sidecar is None else folder / _local_name(file.sidecar)
    yield fault if fault is not None else InputFile(folder / "article", file.name, sidecar)
    rmtree(folder, ignore_errors=True)


def _copy(address: Address, file: RemoteFile, folder: Path) -> Fault | None:
    """Fetch a file and its sidecar; a Fault where this file is refused, and only it."""
    folder.mkdir()
    try:
        address.files.get_file(file.path, str(folder / "article"))
        if file.sidecar is not None:
            with suppress(FileNotFoundError):
                address.files.get_file(file.sidecar, str(folder / _local_name(file.sidecar)))
    except FileNotFoundError:
        return Fault(file.name, "unreadable", "it is gone since it was listed")
    except PermissionError as error:
        if code_of(error) not in _OF_THIS_OBJECT:
            raise
        return Fault(file.name, "unreadable", sentence_of(error))
    return None


def _local_name(path: str) -> str:
    """The last part of a path, which is told where a sidecar is broken; its end where no file name may be so long."""
    name = path.rpartition("/")[2]
    return name if len(name.encode()) <= _LONGEST_NAME else name[-_LONGEST_NAME // 4 :]
