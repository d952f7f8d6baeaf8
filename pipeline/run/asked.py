"""What a person asked for, looked up: a release folder, an id, a word of the codebook.

In: words of a call. Out: what they stand for; or UsageError with the nearest that would be right.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.csvs import has_columns_of
from pipeline.release.parquet import lacking
from pipeline.run.console import did_you_mean
from pipeline.run.errors import RuydadError, UsageError
from pipeline.schema.codes import list_names, read_codes
from pipeline.schema.tables import TABLES

if TYPE_CHECKING:
    from pipeline.release.codebook import Column

Tables = Mapping[str, pd.DataFrame]
_SHOWN = 3
_LONG_LIST = 100
_ID_LETTERS = 5  # an id that is typed wrong is mostly right at its beginning


def release_folder(path: Path) -> Path:
    """A folder that holds tables; raises UsageError with the nearest one that does."""
    if any((path / f"{name}.{ending}").exists() for name in ("events", "incidents") for ending in ("parquet", "csv")):
        refuse_other_table(path)
        return path
    near = [each.as_posix() for each in _folders(path) if (each / "events.parquet").exists()]
    if path.is_dir():
        hint = f"Did you mean {near[0]}?" if near else "Name the folder of a release."
        raise UsageError(f"{path} holds no table events. {hint}")
    siblings = [each.name for each in path.parent.iterdir() if each.is_dir()] if path.parent.is_dir() else []
    raise UsageError(f"{path} is no folder. {did_you_mean(path.name, siblings, 'Name the folder of a release.')}")


def refuse_other_table(path: Path) -> None:
    """Raise UsageError where a folder has a file events.csv that is no table of a release."""
    alone = path / "events.csv"
    if alone.exists() and not (path / "events.parquet").exists() and not has_columns_of("events", alone):
        raise UsageError(f"{path} is no release: its events.csv has other columns. Name the folder of a release.")


def whole_folder(path: Path) -> Path:
    """A release folder that has Parquet; raises UsageError where it has only CSV."""
    if not any(release_folder(path).glob("*.parquet")):
        raise UsageError(lacking(path, "Parquet"))
    return path


def parquet_folder(path: Path) -> Path:
    """A release folder whose tables are there as Parquet and have no columns that are not of the schema.

    Raises UsageError where it has none, RuydadError for the first table that has others.
    """
    if not (release_folder(path) / "events.parquet").is_file():
        raise UsageError(lacking(path, "events.parquet"))
    for name, table in TABLES.items():
        file = path / f"{name}.parquet"
        if not file.is_file():
            continue
        try:
            unknown = [column for column in pq.read_schema(file).names if column not in table.columns]
        except (OSError, pa.ArrowException):  # whoever reads the table says so
            continue
        if unknown:
            raise RuydadError(f"{file} is not as the schema says: table {name} has no column {', '.join(unknown)}")
    return path


def _folders(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(each for each in path.iterdir() if each.is_dir())


def tables_and_scores(path: Path) -> tuple[dict[str, pd.DataFrame], dict[str, Any] | None]:
    """The tables of a release, and what scores.json says of it, if it is there."""
    from pipeline.release.changes import read_release_table

    found = {name: read_release_table(name, release_folder(path)) for name in TABLES}
    scored = path / "scores.json"
    scores = json.loads(scored.read_text(encoding="utf-8")) if scored.exists() else None
    return {name: frame for name, frame in found.items() if frame is not None}, scores


def no_event(wanted: str, events: pd.DataFrame, release: Path) -> UsageError:
    """The error for an event_id that is not there: the rows of an incident or an article, or the nearest ids."""
    for column, what in (("incident_id", "an incident"), ("article_id", "an article")):
        rows = events.loc[events[column] == wanted, "event_id"].tolist()
        if rows:
            more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
            return UsageError(f"{wanted} is {what}; its rows are {', '.join(rows[:_SHOWN])}{more}.")
    alike = events.loc[
        events["event_id"].str.startswith(wanted[: min(_ID_LETTERS, len(wanted) - 1)]), "event_id"
    ].tolist()
    hint = did_you_mean(wanted, alike, "The column event_id of table events has them all.")
    return UsageError(f"There is no event {wanted} in {release}. {hint}")


def codebook_text(word: str | None, release: Path | None, *, as_html: bool, as_json: bool) -> str:
    """What `ruydad codebook` prints; raises UsageError for a call that asks for two things."""
    from pipeline.release import codebook, codebook_page

    if as_html and as_json:
        raise UsageError("--html and --json exclude each other.")
    if word is not None:
        if as_html:
            raise UsageError("The page shows the whole codebook: give a word, or --html.")
        if as_json:
            raise UsageError("JSON has the whole codebook: give a word, or --json.")
        told = in_codebook(word, *((None, None) if release is None else tables_and_scores(release)))
        return "\n".join(told).rstrip() + "\n"
    tables, scores = (None, None) if release is None else tables_and_scores(release)
    if as_json:
        return json.dumps(codebook.as_dict(tables, scores), ensure_ascii=False, indent=1) + "\n"
    return codebook_page.page(tables, scores) if as_html else codebook.markdown(tables, scores)


def in_codebook(word: str, tables: Tables | None = None, scores: dict[str, Any] | None = None) -> list[str]:
    """The Markdown headings and lines of the codebook that a word names: a table, a column, a code list or a code.

    A code is found by its label, too. With `tables` they have examples, shares and counts of a release. Raises
    UsageError with the nearest word that names one.
    """
    from pipeline.release.codebook import code_lines, column_lines, columns, key_sentence

    if word in TABLES:
        table = TABLES[word]
        head = [f"## {word}", "", table.description_en, table.description_fa, "", key_sentence(table), ""]
        return [*head, *column_lines(table, tables, scores)]
    if word in list_names():
        return [f"## {word}", "", *code_lines(word, tables)]
    wanted_table, _, wanted = word.rpartition(".")
    told: list[str] = []
    for name, table in TABLES.items():
        if wanted in table.columns and wanted_table in ("", name):
            each = next(column for column in columns(table, tables, scores) if column.field.name == wanted)
            null = "never null" if each.required else "may be null"
            told += [f"## {name}.{wanted}", "", each.field.description_en, each.field.description_fa, ""]
            told += [f"{each.type}; {null}; filled by {each.module}", *_of_release(each)]
            told += ["", *_codes(each.field.code_lists), ""]
    told = told or list(_code(word))
    if told:
        return told
    known = [
        *TABLES,
        *list_names(),
        *(f"{name}.{column}" for name, table in TABLES.items() for column in table.columns),
    ]
    known += [column for table in TABLES.values() for column in table.columns]
    known += [row["code"] for name in list_names() for row in read_codes(name)]
    raise UsageError(
        f"The codebook has no {word}. {did_you_mean(word, known, 'Name a table, a column, a code list or a code.')}"
    )


def _of_release(each: "Column") -> Iterator[str]:
    """What a release tells of a column, where one was read."""
    from pipeline.release.codebook import share

    if each.empty is not None:
        yield f"empty in {share(each.empty)} of rows" + (f"; for example {each.example}" if each.example else "")
    if each.score is not None:
        yield f"F1 on gold rows {each.score.f1:.2f} ({each.score.name})"


def _code(word: str) -> Iterator[str]:
    """The codes that are the word, or whose label it is, with the lists they stand in."""
    wanted = word.casefold()
    for name in list_names():
        for row in read_codes(name):
            if wanted in (row["code"].casefold(), row["label_en"].casefold(), row["label_fa"]):
                yield from (f"## {row['code']}, a code of {name}", "", f"{row['label_en']}: {row['meaning']}", "")
                yield from (f"{row['label_fa']}: {row['meaning_fa']}", "")


def _codes(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        rows = read_codes(name)
        if len(rows) > _LONG_LIST:
            yield f"codes of {name}: see ruydad codebook {name}"
            continue
        yield f"codes of {name}:"
        yield from (f"  {row['code']}: {row['label_en']} · {row['label_fa']}" for row in rows)
