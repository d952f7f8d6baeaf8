"""Releases and inputs as a call names them: paths of this machine, or addresses such as `s3://bucket/release`.

In: words of a call. Out: folders. A release at an address is copied for as long as the command runs, and one that is
written to an address is made in a folder of this machine first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from pipeline.run.errors import UsageError
from pipeline.storage.addresses import as_path, is_address, shown

_rooms: list[TemporaryDirectory[str]] = []  # copies, which go when the process ends


class _Copied(Path):
    """The folder of a copy; a sentence that tells of it names the address where it is from."""

    address = ""

    def __format__(self, how: str) -> str:
        return format(self.address, how)

    def with_segments(self, *parts: str) -> Path:  # type: ignore[override]  # what lies below it is a plain path
        return Path(*parts)


def release_at(given: str | Path, *, csv: bool = False) -> Path:
    """The folder of a release; a copy of one at an address, with CSV beside Parquet only where asked for."""
    if not is_address(given):
        return Path(as_path(str(given)))
    from pipeline.storage.copies import copy_release

    room = TemporaryDirectory(prefix="ruydad-")
    copy_release(str(given), Path(room.name), csv=csv)
    _rooms.append(room)
    copied = _Copied(room.name)
    copied.address = shown(str(given))
    return copied


def whole_release_at(given: str | Path) -> Path:
    """The same, with all its tables in both forms."""
    return release_at(given, csv=True)


ReleaseIn = Annotated[
    Path,
    typer.Option(
        "--in", metavar="DIR", parser=release_at, help="The release: a folder, or an address as s3://bucket/release."
    ),
]
ReleaseArgument = Annotated[
    Path, typer.Argument(metavar="DIR", parser=release_at, help="A release: a folder, or an address.")
]
WholeReleaseArgument = Annotated[
    Path, typer.Argument(metavar="DIR", parser=whole_release_at, help="A release: a folder, or an address.")
]


@contextmanager
def release_to(out: str, say: Callable[[str], None]) -> Iterator[Path]:
    """The folder to write a release to; what is to stand at an address is sent there when the block ends well."""
    if is_address(out):
        from pipeline.storage.publishing import publishing

        with publishing(out, say) as folder:
            yield folder
        return
    folder = Path(as_path(out))
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{out} is a file; --out needs a folder.")
    yield folder
