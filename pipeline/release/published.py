"""What is on record of a published release, for as long as the tables are the published ones.

In: data/releases/VERSION (`record.json`, `CHANGES.md`) and the folder with the tables as CSV. Out: `Published`, or None.
Commit, package versions and the comparison with the release before are facts of the moment of publishing; a stage
that read them from the clock or from git would not give the same bytes again, so it reads them from here.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.schema.tables import TABLES

RECORD, CHANGES = "record.json", "CHANGES.md"
UNPUBLISHED = """# Changes · تغییرات

These tables are not a published release: they were made after {version}, or of other articles.
`ruydad diff v{version} data/release` tells what is different.

این جدول‌ها انتشاری رسمی نیستند؛ پس از {version} یا از خبرهای دیگری ساخته شده‌اند.
"""


@dataclass(frozen=True, slots=True)
class Published:
    """The record for datapackage.json and the text of CHANGES.md."""

    record: Mapping[str, Any]
    changes: str


def digests(folder: Path, names: Iterable[str] = tuple(TABLES)) -> dict[str, str]:
    """Table → digest of its CSV file, of those that the folder has."""
    files = {name: folder / f"{name}.csv" for name in names}
    return {
        name: f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" for name, path in files.items() if path.exists()
    }


def published(releases: Path | None, version: str, tables: Path) -> Published | None:
    """What was recorded of this version, if the folder `tables` holds just what was published; else None."""
    if releases is None or not (releases / version / RECORD).exists():
        return None
    told = json.loads((releases / version / RECORD).read_text(encoding="utf-8"))
    if told.pop("tables") != digests(tables):
        return None
    return Published(told, (releases / version / CHANGES).read_text(encoding="utf-8"))


def latest(releases: Path | None) -> str | None:
    """The highest version on record, or None before the first release."""
    found = [] if releases is None else [path.parent.name for path in releases.glob(f"*/{RECORD}")]
    return max(found, key=lambda version: tuple(map(int, version.split("."))), default=None)
