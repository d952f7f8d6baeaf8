"""A release as a reviewer reads it.

In: a release folder. Out: `Release`: its id, the tables that are reviewed, articles, and which incidents are disputed.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.release.parquet import lacking, read_table
from pipeline.release.published import digests
from pipeline.run.errors import UsageError

_READ = ("events", "casualties", "locations", "sources", "articles", "incidents")
_SHOWN = (*_READ, "revisions", "links", "redirects")  # the tables whose digest makes the id of permalinks


@dataclass(frozen=True, slots=True)
class Release:
    """The release's id (version and digest of its tables) and its tables."""

    id: str
    tables: Mapping[str, pd.DataFrame]


def read_release(folder: Path) -> Release:
    """Read what is reviewed; raises UsageError where the folder is no release."""
    wanted = [*(f"{name}.parquet" for name in _READ), "datapackage.json"]
    missing = [name for name in wanted if not (folder / name).is_file()]
    if missing:
        raise UsageError(lacking(folder, missing[0]))
    version = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["version"]
    told = json.dumps(digests(folder, _SHOWN), sort_keys=True)
    tables = {name: read_table(name, folder / f"{name}.parquet") for name in _READ}
    return Release(f"{version}-{hashlib.sha256(told.encode()).hexdigest()[:8]}", tables)
