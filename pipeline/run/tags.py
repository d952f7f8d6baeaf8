"""Releases by their git tags: which there are, and the tables that one of them holds.

In: a repository and a tag such as `v1.0.0`. Out: a folder with the release as that tag has it (CSV; Parquet is DVC's).
"""

import io
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.run.asked import refuse_other_table
from pipeline.run.console import did_you_mean
from pipeline.run.errors import RuydadError, UsageError
from pipeline.run.releases_at import release_at

RELEASE = "data/release"
_TAG = re.compile(r"v(\d+)\.(\d+)\.(\d+)")


def git(root: Path, *arguments: str) -> str:
    """What git prints; raises RuydadError with its own words where it fails."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
        )
    except FileNotFoundError as error:
        raise RuydadError("git is not installed, or not on the PATH.") from error
    if done.returncode:
        raise RuydadError(f"git {arguments[0]}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def number_of(version: str) -> tuple[int, ...] | None:
    """`1.2.3` as numbers that can be compared; None where it is no such version."""
    found = _TAG.fullmatch(f"v{version}")
    return tuple(map(int, found.groups())) if found else None


def last_release(root: Path) -> str | None:
    """The highest released version of the repository, by its tags; None where there is none."""
    versions = [tag.removeprefix("v") for tag in git(root, "tag", "--list", "v*").split() if _TAG.fullmatch(tag)]
    return max(versions, key=lambda version: number_of(version) or (), default=None)


def _folders_beside(name: str) -> list[str]:
    """Folders where the named one would lie, as they would be named."""
    parent = Path(name).parent
    return [(each.as_posix()) for each in sorted(parent.iterdir()) if each.is_dir()] if parent.is_dir() else []


def _tags(root: Path) -> list[str]:
    try:
        return git(root, "tag", "--list", "v*").split()
    except RuydadError:
        return []


@contextmanager
def release_folder(name: str, root: Path = Path()) -> Iterator[Path]:
    """The release that a name stands for: a folder, an address, or a tag or commit of the repository, for a while.

    Raises UsageError where it is neither.
    """
    folder = release_at(name)
    if folder.is_dir():
        if not any((folder / f"events.{ending}").exists() for ending in ("parquet", "csv")):
            raise UsageError(f"{name} holds no table events; name the folder of a release.")
        refuse_other_table(folder)
        yield folder
        return
    with TemporaryDirectory(prefix="ruydad-") as work:
        command = ["git", "archive", "--format=tar", name, "--", RELEASE]
        done = subprocess.run(command, cwd=root, capture_output=True, check=False) if shutil.which("git") else None
        if done is None or done.returncode:
            near = did_you_mean(name, [*_folders_beside(name), *_tags(root)])
            raise UsageError(
                f"{name} is neither a folder nor a tag of this repository that holds {RELEASE}. {near}".rstrip()
            )
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(work, filter="data")
        yield Path(work) / RELEASE
