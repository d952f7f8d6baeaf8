"""What `ruydad run` refuses before a release takes its place: files that are not its own, and a run that read nothing.

In: the folder of the release, the inputs, what became of them. Out: nothing, or the error that says what to do.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from pipeline.explorer.build import FOLDER as EXPLORER
from pipeline.explorer.build import refuse_other_files
from pipeline.release.datapackage import WORKBOOK
from pipeline.release.parquet import read_table
from pipeline.release.sbom import SBOM
from pipeline.run.errors import RuydadError, UsageError
from pipeline.run.replacement import WHOLE
from pipeline.schema.tables import TABLES
from pipeline.storage.addresses import as_path, is_address

_TABLES = tuple(f"{name}.{ending}" for name in TABLES for ending in ("csv", "parquet"))
_TOLD = ("CHANGES.md", "CODEBOOK.md", "codebook.html", "metrics.json", "scores.json")
WRITTEN = frozenset({*_TABLES, *_TOLD, WORKBOOK, SBOM, WHOLE, "codes", EXPLORER})  # what a release has in its folder


def refuse_to_overwrite(out: Path, inputs: Iterable[str | Path]) -> None:
    """Raise UsageError where a release in `out` would take the place of an input or of files that no run wrote."""
    for given in inputs:
        if is_address(given):
            continue
        path = Path(as_path(str(given))).resolve()
        if path.is_file() and _first_part(path, out.resolve()) in WRITTEN:
            raise UsageError(f"{given} is an input and would be written over; name another folder with --out.")
    refuse_other_files(out / EXPLORER)
    if _is_release(out / WHOLE):
        return
    foreign = sorted(name for name in WRITTEN - {EXPLORER} if (out / name).exists())
    if foreign:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise UsageError(
            f"{out} holds {foreign[0]}{more} but no release, and a run would write over that; "
            "name another folder with --out, or move it away."
        )


def _first_part(path: Path, folder: Path) -> str:
    """The name in the folder that leads to a path; empty where none does."""
    return path.relative_to(folder).parts[0] if path.is_relative_to(folder) else ""


def _is_release(descriptor: Path) -> bool:
    try:
        return bool(json.loads(descriptor.read_text(encoding="utf-8"))["name"] == "ruydad")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def refuse_nothing(kept: int, rejected: Path) -> None:
    """Raise RuydadError with the reasons where no article was kept; `rejected` is the table of what was not."""
    if kept:
        return
    rows = read_table("rejected", rejected)
    reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(rows["reason"].value_counts().items()))
    first = rows.to_dict("records")[0]
    where = ", ".join(str(first[name]) for name in ("input_file", "record") if isinstance(first[name], str))
    raise RuydadError(
        f"No input became an article, so nothing was written: {reasons}. The first is {where}: {first['detail']}."
    )
