"""Exports for other tools, and annotations back into corrections: what `ruydad export` and `import-annotations` do.

In: a release folder, a format and a path; or edited annotation files. Out: the export with its README, and lines that
say what went out and what did not; or corrections.csv with a line for each changed cell.
"""

import csv
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.exports import brat, labelstudio
from pipeline.exports.changes import Change, Changes, changes_of
from pipeline.exports.formats import counts, explain, readme, write_export
from pipeline.exports.inputs import open_release
from pipeline.exports.spans import Annotated
from pipeline.incidents.corrections import COLUMNS, read_corrections
from pipeline.release.files import replacing
from pipeline.run.errors import RuydadError, UsageError
from pipeline.run.timeline import read_day

_REVIEWER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Exported:
    """Where an export stands, the line that says how much went out, and those that say what did not and why."""

    path: Path
    told: str
    left_out: list[str]
    numbers: dict[str, object]


def export_release(folder: Path, name: str, out: Path, *, names: bool) -> Exported:
    """Write an export; raises UsageError where the folder is no release or the path cannot hold it, RuydadError
    where it cannot be written.
    """
    release = open_release(folder)
    try:
        made, path = write_export(release, name, out, names=names)
    except OSError as error:
        raise RuydadError(f"{out} cannot be written: {error.strerror}. Name another place with --out.") from error
    told, *left_out = counts(made)
    numbers = {"format": name, "path": str(path), "unit": made.unit, "exported": made.exported}
    return Exported(path, told, left_out, numbers | {"left_out": dict(sorted(made.left_out.items()))})


def explained(name: str) -> tuple[str, list[dict[str, str]]]:
    """What a format carries and what not: as a README, and as rows."""
    rows = [{"column": column, "from": source, "lost": lost} for column, source, lost in explain(name)]
    return readme(name), rows


def import_annotations(
    folder: Path, files: Sequence[Path], reviewer: str, out: Path, *, date: str | None = None, reason: str | None = None
) -> Changes:
    """Write the changed cells to `out`, after the lines that are there already; what was changed, refused, left.

    Raises UsageError for a reviewer or day that corrections.csv would not take, and for a file that is neither.
    """
    if not _REVIEWER.fullmatch(reviewer):
        raise UsageError(f"{reviewer!r} is no reviewer; --reviewer needs one word of Latin letters, as parvin.")
    today = (read_day(date) if date else datetime.date.today()).isoformat()
    release = open_release(folder)
    there = {(line.row, line.column): line.line for line in read_corrections(out)} if out.exists() else {}
    try:
        found = changes_of(_annotations(files), release)
    except labelstudio.LabelStudioError as error:
        raise UsageError(str(error)) from error
    fresh = [line for line in found.lines if (line.event_id, line.column) not in there]
    for line in found.lines:
        if (line.event_id, line.column) in there:
            at = there[line.event_id, line.column]
            found.refused.append(f"{line.where}: {line.column} of {line.event_id} is in line {at} of {out} already.")
    found.lines = fresh
    _write(out, fresh, reviewer, today, reason)
    return found


def _write(out: Path, lines: Sequence[Change], reviewer: str, today: str, reason: str | None) -> None:
    before = out.read_bytes().decode("utf-8") if out.exists() else ",".join(COLUMNS) + "\n"
    with replacing(out) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        file.write(before if before.endswith("\n") else before + "\n")
        writer = csv.writer(file, lineterminator="\n")
        for line in lines:
            why = reason or f"annotated: {line.where}"
            writer.writerow([reviewer, today, "events", line.event_id, line.column, line.old, line.new, why])


def _annotations(files: Sequence[Path]) -> Iterator[Annotated | str]:
    for path in files:
        if path.is_dir():
            documents = sorted(path.glob("*.ann"))
            if not documents:
                raise UsageError(f"{path} holds no .ann; name a brat folder or a JSON export of Label Studio.")
            for document in documents:
                yield from _brat(document)
        elif not path.is_file():
            raise UsageError(f"{path} is no file and no folder.")
        elif path.suffix == ".ann":
            yield from _brat(path)
        elif path.suffix == ".json":
            yield from labelstudio.read(path.name, _text(path))
        else:
            raise UsageError(f"{path} is neither a JSON export of Label Studio nor a brat folder nor an .ann.")


def _brat(path: Path) -> Iterator[Annotated | str]:
    text = path.with_suffix(".txt")
    if not text.is_file():
        yield f"{path.name}: its text {text.name} is not beside it."
        return
    yield from brat.read(path.stem, _text(text), _text(path))


def _text(path: Path) -> str:
    """The file's text with its line ends as they are; raises UsageError where it is no UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8 text.") from error
