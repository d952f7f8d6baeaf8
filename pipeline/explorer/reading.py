"""A release as the explorer reads it, whoever made it.

In: the folder of a release: its Parquet tables, their CSV forms and datapackage.json. Out: `Release`, with the id that
permalinks carry: the version and a digest of the tables, so that the same tables have the same id.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.explorer.csv_rows import Lines
from pipeline.release.cells import iso_moments, plain_cells
from pipeline.release.parquet import lacking, read_table
from pipeline.release.published import digests
from pipeline.release.texts import read_without_texts
from pipeline.run.errors import RuydadError, UsageError

TABLES = ("events", "casualties", "locations", "sources", "articles", "incidents", "revisions", "links", "redirects")
LINES = ("incidents", "events")
PACKAGE = "datapackage.json"
HERE = Path(__file__).parent
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Release:
    """The tables that the page shows, articles without their texts, and what is to be said of the whole."""

    folder: Path
    id: str
    package: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    lines: Mapping[str, Lines]  # of the CSV files that are handed out in parts


def read_release(folder: Path, given: Mapping[str, pd.DataFrame] | None = None) -> Release:
    """Read a release; raises UsageError where the folder is none, RuydadError where its forms differ.

    `given` are its tables, articles without their texts, where they are still in memory.
    """
    wanted = [f"{name}.{form}" for name in TABLES for form in ("parquet", "csv")] + [PACKAGE]
    missing = [name for name in wanted if not (folder / name).is_file()]
    if missing:
        raise UsageError(lacking(folder, missing[0]))
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    if given is None:
        tables = {name: read_table(name, folder / f"{name}.parquet") for name in TABLES if name != "articles"}
        tables["articles"] = read_without_texts(folder / "articles.parquet")
    else:
        tables = {name: given[name] for name in TABLES}
    lines = {name: Lines(folder / f"{name}.csv") for name in LINES}
    for name, rows in lines.items():
        if len(rows) != len(tables[name]):
            raise RuydadError(
                f"{folder}: {name}.csv has {len(rows)} rows and {name}.parquet {len(tables[name])}; make the release anew."
            )
    return Release(folder, release_id(folder, package), package, tables, lines)


def release_id(folder: Path, package: Mapping[str, Any]) -> str:
    """Version and digest of the tables, for instance `1.1.0-3f2a91bc`."""
    told = json.dumps(digests(folder, TABLES), sort_keys=True)
    return f"{package['version']}-{hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]}"


def page_id() -> str:
    """A digest of the files of this room: another one makes another page of the same tables."""
    files = sorted(path for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    told = "".join(f"{path.relative_to(HERE)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values, None where a cell is missing; days and moments as ISO text."""
    columns = [cells_of(frame[name]) for name in frame.columns]
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def cells_of(values: "pd.Series[Any]") -> list[Any]:
    """A column as plain values."""
    if values.dtype.kind != "M":
        return plain_cells(values)
    return [text and text.removesuffix("T00:00") for text in iso_moments(values, "m")]


def grouped(rows: list[dict[str, Any]], key: str) -> dict[str, list[dict[str, Any]]]:
    """Rows by a column, each group in the order given; rows without it are left out."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row[key] is not None:
            groups.setdefault(row[key], []).append(row)
    return groups
