"""A release folder that is replaced as one: a new release is written aside, and takes its place when it is whole.

In: the folder of a release. Out: a folder `.ruydad/new` inside it to write to. When the block ends well, `new` is
renamed to `ready` (from here on the new release holds) and its files take their places by renaming, which needs no room
on the disk: `datapackage.json` goes first and comes last, so that a folder with it is one whole release. Who is
killed before `ready` leaves the old release as it was; who is killed after leaves renames that the next run does first.
A lock, which ends with its process however that ends, keeps a second run out. What else lies in the folder stays.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.run.errors import RuydadError

ROOM, LOCK, NEW, READY, OLD = ".ruydad", "lock", "new", "ready", "old"
WHOLE = "datapackage.json"
SOMETIMES = ("scores.json",)  # what a release may have and the next one may lack


@contextmanager
def replacing_release(out: Path) -> Iterator[Path]:
    """A folder for the new release of `out`; raises RuydadError where another process is writing one."""
    is_new = not out.exists()
    room = out / ROOM
    try:
        with _locked(room):
            try:
                _put_in_place(out)
                _clear(room)
                (room / NEW).mkdir()
                yield room / NEW
                (room / NEW).rename(room / READY)
                _put_in_place(out)
            finally:
                _clear(room)
    finally:
        with suppress(OSError):  # not where another run has begun, or renames are left to do
            room.rmdir()
            if is_new:
                out.rmdir()


def _put_in_place(out: Path) -> None:
    """Rename what is ready over what was there; may be killed at any point and called again."""
    ready, old = out / ROOM / READY, out / ROOM / OLD
    if not ready.is_dir():
        return
    if (out / WHOLE).exists():
        for name in {*SOMETIMES} - {path.name for path in ready.iterdir()}:
            (out / name).unlink(missing_ok=True)
        (out / WHOLE).unlink()
    old.mkdir(exist_ok=True)
    for path in sorted(ready.iterdir(), key=lambda path: (path.name == WHOLE, path.name)):
        target = out / path.name
        if target.is_dir():
            aside = old / path.name
            shutil.rmtree(aside, ignore_errors=True)
            target.rename(aside)
        path.replace(target)
    ready.rmdir()


def _clear(room: Path) -> None:
    """Remove what a run left, but for what is ready to take its place."""
    for path in room.iterdir():
        if path.name not in (LOCK, READY):
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(room: Path) -> Iterator[None]:
    """The lock of a folder. The system takes it back from a process that ends, killed or not."""
    path = room / LOCK
    while True:
        room.mkdir(parents=True, exist_ok=True)
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:  # another run has just ended and cleared the folder away
            continue
        try:
            if not _taken(file):
                process = os.read(file, 20).decode("ascii", "replace").strip()
                who = f"Process {process}" if process else "Another process"
                raise RuydadError(
                    f"{who} is writing a release into {room.parent}; wait until it is done, or name another folder."
                )
            with suppress(FileNotFoundError):  # the run that had it may have removed it since
                if os.path.samestat(os.fstat(file), path.stat()):
                    break
        except BaseException:
            os.close(file)
            raise
        os.close(file)
    os.truncate(file, 0)
    os.write(file, str(os.getpid()).encode())
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(file)


def _taken(file: int) -> bool:
    """Take the lock of an open file, unless another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, 1024, os.SEEK_SET)  # the bytes before say which process it is
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
