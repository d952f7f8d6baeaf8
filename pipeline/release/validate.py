"""Is a release what it says it is?

In: tables, or a folder that holds a release. Out: sentences on what is wrong; none when all is well.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from pipeline.release.calendar_checks import calendar_faults
from pipeline.release.cells import plain_cells
from pipeline.release.csvs import read_csv
from pipeline.release.parquet import read_table
from pipeline.run.errors import RuydadError
from pipeline.schema.checks import faults_in
from pipeline.schema.cross_checks import Texts
from pipeline.schema.faults import Faults
from pipeline.schema.tables import TABLES, as_table


def faults_of_release(tables: Mapping[str, pd.DataFrame], texts: Texts | None = None) -> list[str]:
    """Sentences on the tables of a release: the schema's checks, and the calendars where those found nothing.

    `texts` gives texts of table articles, where they are not in the table itself.
    """
    sentences = faults_in(tables, texts)
    if sentences:
        return sentences
    return [
        sentence
        for name in TABLES
        if name in tables
        for sentence in calendar_faults(name, as_table(name, tables[name]))
    ]


def validate_release(folder: Path) -> list[str]:
    """Sentences on the files of a release folder: missing tables, faults in them, CSV that differs from Parquet."""
    if not folder.is_dir():
        return [f"{folder} is no folder."]
    sentences: list[str] = []
    tables: dict[str, pd.DataFrame] = {}
    for name in TABLES:
        path = folder / f"{name}.parquet"
        if not path.exists():
            sentences.append(f"Table {name}: {path.name} is missing.")
            continue
        try:
            tables[name] = read_table(name, path)
        except RuydadError as error:
            sentences.append(f"Table {name}: {error}")
    sentences += faults_of_release(tables)
    for name, frame in tables.items():
        sentences += _csv_faults(name, frame, folder / f"{name}.csv")
    return sentences


def _csv_faults(name: str, frame: pd.DataFrame, path: Path) -> list[str]:
    """Sentences where the CSV is there and does not tell what the Parquet tells."""
    if not path.exists():
        return []
    try:
        read = read_csv(name, path)
    except (RuydadError, ValueError, csv.Error) as error:
        return [f"Table {name}: {path.name} cannot be read as this table: {' '.join(str(error).split())}."]
    if len(read) != len(frame):
        return [f"Table {name}: {path.name} has {len(read)} rows and {name}.parquet {len(frame)}."]
    found = Faults(TABLES[name], frame)
    for column in frame.columns:
        told, right = plain_cells(read[column]), plain_cells(frame[column])
        wrong = [one != other for one, other in zip(told, right, strict=True)]
        if any(wrong):
            shown = pd.Series(["empty" if cell in (None, []) else cell for cell in told], dtype="object")
            found.add(str(column), wrong, f"{path.name} has {{right}} and {name}.parquet has {{{column}}}", shown)
    return found.sentences
