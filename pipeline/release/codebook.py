"""The codebook: every table, column and code with its meaning in English and Persian.

In: the schema, and the tables of a release where there are some. Out: `CODEBOOK.md` and `codebook.html`. With tables
it also tells how often a column is empty, what a value looks like and how often a code is used.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from pipeline.release.csvs import join_list
from pipeline.schema.codes import list_names, read_codes
from pipeline.schema.fields import Field
from pipeline.schema.tables import TABLES, Table

Tables = Mapping[str, pd.DataFrame]
TITLE = ("Codebook", "راهنمای داده‌ها")
LEAD = (
    "What every table, column and code of a ruydad release means.",
    "معنای هر جدول، ستون و کد در داده‌های رویداد.",
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the codebook tells it; `empty` and `example` are None without data."""

    field: Field
    required: bool
    empty: float | None
    example: str | None

    @property
    def type(self) -> str:
        """Type and unit, for people."""
        return f"{self.field.type}, {self.field.unit}" if self.field.unit else self.field.type


@cache
def notes() -> tuple[dict[str, str], ...]:
    """What is to be known beside columns and codes: `title_en`, `title_fa`, `en`, `fa`."""
    return tuple(yaml.safe_load(Path(__file__).with_name("notes.yaml").read_text(encoding="utf-8")))


def columns(table: Table, tables: Tables | None) -> Iterator[Column]:
    """The columns of a table in order."""
    frame = None if tables is None else tables.get(table.name)
    for each in table.fields:
        values = None if frame is None or frame.empty else _values(each, frame[each.name])
        yield Column(
            field=each,
            required=table.requires(each.name),
            empty=None if values is None else float(values.isna().mean()),
            example=None if values is None else _example(values),
        )


def key_sentence(table: Table) -> str:
    """Primary and foreign keys in one line."""
    key = f"Key: {', '.join(table.key)}." if table.key else "No key."
    foreign = [f"{column} → {other}.{key}" for column, (other, key) in table.foreign.items()]
    return f"{key} {'; '.join(foreign)}." if foreign else key


def users(name: str) -> list[str]:
    """The `table.column`s that draw their codes from a list."""
    return [
        f"{table.name}.{each.name}" for table in TABLES.values() for each in table.fields if name in each.code_lists
    ]


def code_counts(name: str, tables: Tables | None) -> dict[str, int] | None:
    """How often each code of a list is used in all its columns together; None without data."""
    if tables is None:
        return None
    counts = {row["code"]: 0 for row in read_codes(name)}
    for user in users(name):
        table, column = user.split(".")
        field = next(each for each in TABLES[table].fields if each.name == column)
        values = tables[table][column].explode().dropna() if table in tables else pd.Series([], dtype="object")
        if len(field.code_lists) > 1:
            values = values.str.split("-").str[field.code_lists.index(name)]
        for code, count in values.value_counts().items():
            counts[str(code)] = counts.get(str(code), 0) + int(count)
    return counts


def markdown(tables: Tables | None = None) -> str:
    """The codebook as Markdown."""
    parts = [f"# {TITLE[0]} · {TITLE[1]}", LEAD[0], LEAD[1], "## How to read the tables · چگونه بخوانیم"]
    for note in notes():
        parts += [f"### {note['title_en']} · {note['title_fa']}", note["en"], note["fa"]]
    parts.append("## Tables · جدول‌ها")
    for table in TABLES.values():
        parts += [f"### {table.name}", table.description_en, table.description_fa, f"`{key_sentence(table)}`"]
        parts.append("\n".join(_column_lines(table, tables)))
    parts.append("## Code lists · فهرست کدها")
    for name in list_names():
        used = ", ".join(f"`{user}`" for user in users(name))
        parts += [f"### {name}", f"Used by {used}." if used else "Used in documentation only."]
        parts.append("\n".join(_code_lines(name, tables)))
    return "\n\n".join(parts) + "\n"


def _column_lines(table: Table, tables: Tables | None) -> Iterator[str]:
    head = ["column", "type", "null", "codes", "meaning", "معنا"] + (["empty", "example"] if tables else [])
    yield _line(head)
    yield _line(["---"] * len(head))
    for each in columns(table, tables):
        told = each.field
        cells = [f"`{told.name}`", each.type, "never" if each.required else "allowed", told.codes or ""]
        cells += [told.description_en, told.description_fa]
        if tables:
            cells += [share(each.empty), each.example or ""]
        yield _line(cells)


def _code_lines(name: str, tables: Tables | None) -> Iterator[str]:
    rows, counts = read_codes(name), code_counts(name, tables)
    head = [*rows[0], *(["rows"] if counts is not None else [])]
    yield _line(head)
    yield _line(["---"] * len(head))
    for row in rows:
        cells = [f"`{row['code']}`", *list(row.values())[1:]]
        yield _line(cells + ([str(counts[row["code"]])] if counts is not None else []))


def share(part: float | None) -> str:
    """A share as whole per cent, with the ends kept apart from nearly."""
    if part is None:
        return ""
    if 0 < part < 0.01:
        return "< 1 %"
    return "> 99 %" if 0.99 < part < 1 else f"{part:.0%}".replace("%", " %")


def _line(cells: list[str]) -> str:
    plain = (" ".join(cell.split()).replace("|", "\\|").replace("<", "&lt;") for cell in cells)
    return f"| {' | '.join(plain)} |"


def _values(each: Field, values: "pd.Series[Any]") -> "pd.Series[Any]":
    """The column with empty lists as nulls."""
    return values.where(values.str.len() > 0) if each.type == "list" else values


def _example(values: "pd.Series[Any]") -> str | None:
    first = next(iter(values.dropna()), None)
    if first is None:
        return None
    text = str(first)
    if isinstance(first, list):
        text = join_list(first)
    elif isinstance(first, pd.Timestamp):
        text = str(first.date()) if first == first.normalize() else str(first)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
