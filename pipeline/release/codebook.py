"""The codebook: every table, column and code with its meaning in English and Persian.

In: the schema, and the tables and scores of a release where there are some. Out: `CODEBOOK.md`, and what
`codebook_page.py` shows: for every column meaning, type, the module that fills it, and with tables how often it is
empty, which codes it uses how often, a real example with its sentence, and how it agrees with gold rows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from pipeline.release.cells import plain_cells
from pipeline.release.examples import Example, Examples
from pipeline.release.markdown import as_text, table_row
from pipeline.release.origins import Score, Scores, origins, score_of
from pipeline.schema.codes import COLUMNS, list_names, read_codes
from pipeline.schema.fields import Field
from pipeline.schema.tables import TABLES, Table

Tables = Mapping[str, pd.DataFrame]
TITLE = ("Codebook", "راهنمای داده‌ها")
LEAD = (
    "What every table, column and code of a ruydad release means.",
    "معنای هر جدول، ستون و کد در داده‌های رویداد.",
)
NONE_EN, NONE_FA = "no value in this release", "در این انتشار مقداری ندارد"
MOST_CODES = 12  # a column that uses more shows these; the code list has all


@dataclass(frozen=True, slots=True)
class Used:
    """A code that a column uses, its labels and in how many rows."""

    code: str
    label_en: str
    label_fa: str
    rows: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the codebook tells it; `empty`, `shown` and `used` are None without data or values, `score` where unscored."""

    field: Field
    required: bool
    module: str
    empty: float | None
    shown: Example | None
    used: tuple[Used, ...] | None
    score: Score | None

    @property
    def type(self) -> str:
        """Type and unit, for people."""
        return f"{self.field.type}, {self.field.unit}" if self.field.unit else self.field.type

    @property
    def example(self) -> str | None:
        """The value alone of the example."""
        return None if self.shown is None else self.shown.value


class Described(dict[str, pd.DataFrame]):
    """Tables whose columns and codes are described once for all forms of the codebook, and with the scores first given."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self.columns: dict[str, tuple[Column, ...]] = {}
        self.counts: dict[str, dict[str, int]] = {}
        self.used: dict[tuple[str, str], Counter[str]] = {}


@cache
def notes() -> tuple[dict[str, str], ...]:
    """What is to be known beside columns and codes: `title_en`, `title_fa`, `en`, `fa`."""
    return tuple(yaml.safe_load(Path(__file__).with_name("notes.yaml").read_text(encoding="utf-8")))


def columns(table: Table, tables: Tables | None, scores: Scores | None = None) -> Iterator[Column]:
    """The columns of a table in order."""
    if not isinstance(tables, Described):
        yield from _columns(table, tables, scores)
        return
    if table.name not in tables.columns:
        tables.columns[table.name] = tuple(_columns(table, tables, scores))
    yield from tables.columns[table.name]


def _columns(table: Table, tables: Tables | None, scores: Scores | None) -> Iterator[Column]:
    frame = None if tables is None else tables.get(table.name)
    found = None if tables is None or frame is None or frame.empty else Examples(table, tables)
    for each in table.fields:
        told = None if found is None else found.told[each.name]
        origin = origins().get((table.name, each.name))
        yield Column(
            field=each,
            required=table.requires(each.name),
            module=origin.module if origin else "",
            empty=None if told is None else float((~told).mean()),
            shown=None if found is None else found.of(each),
            used=None if tables is None or told is None or not each.codes else _used(table.name, each, tables),
            score=score_of(origin, scores),
        )


def _used(table: str, each: Field, tables: Tables) -> tuple[Used, ...]:
    """The codes of a column, the most frequent first, then as they stand in their list."""
    order = {row["code"]: place for place, row in enumerate(read_codes(each.code_lists[0]))}
    counts = _counted(table, each, tables).items()
    ranked = sorted(counts, key=lambda item: (-item[1], order.get(item[0], len(order)), item[0]))
    return tuple(Used(code, *labels(each, code), count) for code, count in ranked)


def _counted(table: str, each: Field, tables: Tables) -> Counter[str]:
    """How often a column has each code, counted once."""
    known = tables.used if isinstance(tables, Described) else {}
    if (table, each.name) not in known:
        cells = plain_cells(tables[table][each.name]) if table in tables else []
        codes = chain.from_iterable(cells) if each.type == "list" else (code for code in cells if code is not None)
        known[table, each.name] = Counter(codes)
    return known[table, each.name]


def labels(each: Field, code: str) -> tuple[str, str]:
    """The labels of a code of a column in English and Persian; those of both parts for ISO3-ROLE."""
    parts = code.split("-") if len(each.code_lists) > 1 else [code]
    rows = [_labels(name).get(part, ("", "")) for name, part in zip(each.code_lists, parts, strict=False)]
    return ", ".join(en for en, _ in rows), "، ".join(fa for _, fa in rows)


@cache
def _labels(name: str) -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["label_en"], row["label_fa"]) for row in read_codes(name)}


def faults_of_codebook() -> list[str]:
    """Sentences on tables, columns, codes and notes that the codebook could not tell whole; a release is refused then."""
    found = []
    for table in TABLES.values():
        if not (table.description_en and table.description_fa):
            found.append(f"Codebook, table {table.name}: say what it holds in English and Persian (schema/tables.py).")
        for each in table.fields:
            where = f"Codebook, {table.name}.{each.name}"
            if not (each.description_en.strip() and each.description_fa.strip()):
                found.append(f"{where}: say what it means in English and Persian (schema/fields.csv).")
            if (table.name, each.name) not in origins():
                found.append(f"{where}: say which module fills it (release/origins.csv).")
    known = {(table.name, column) for table in TABLES.values() for column in table.columns}
    found += [
        f"Codebook, {'.'.join(one)}: origins.csv tells of it, and it is no column."
        for one in origins()
        if one not in known
    ]
    for name in list_names():
        for row in read_codes(name):
            if not all(row.get(column, "").strip() for column in COLUMNS):
                found.append(f"Codebook, code {row['code']} of {name}: label and meaning are wanted in both languages.")
    for note in notes():
        if not all(note.get(part, "").strip() for part in ("title_en", "title_fa", "en", "fa")):
            found.append(f"Codebook, note {note.get('title_en')}: title and text are wanted in both languages.")
    return found


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
    if not isinstance(tables, Described):
        return _code_counts(name, tables)
    if name not in tables.counts:
        tables.counts[name] = _code_counts(name, tables)
    return tables.counts[name]


def _code_counts(name: str, tables: Tables) -> dict[str, int]:
    counts = {row["code"]: 0 for row in read_codes(name)}
    for user in users(name):
        table, column = user.split(".")
        field = next(each for each in TABLES[table].fields if each.name == column)
        part = field.code_lists.index(name)
        for code, count in _counted(table, field, tables).items():
            parts = code.split("-") if len(field.code_lists) > 1 else [code]
            for own in parts[part : part + 1]:
                counts[own] = counts.get(own, 0) + count
    return counts


def as_dict(tables: Tables | None = None, scores: Scores | None = None) -> dict[str, Any]:
    """The tables and columns as plain values, for programs."""
    return {
        name: {
            "key": list(table.key),
            "columns": [
                {**asdict(each.field), **{key: value for key, value in asdict(each).items() if key != "field"}}
                for each in columns(table, tables, scores)
            ],
        }
        for name, table in TABLES.items()
    }


def markdown(tables: Tables | None = None, scores: Scores | None = None) -> str:
    """The codebook as Markdown."""
    parts = [f"# {TITLE[0]} · {TITLE[1]}", LEAD[0], LEAD[1], "## How to read the tables · چگونه بخوانیم"]
    for note in notes():
        parts += [f"### {note['title_en']} · {note['title_fa']}", note["en"], note["fa"]]
    parts.append("## Tables · جدول‌ها")
    for table in TABLES.values():
        parts += [f"### {table.name}", table.description_en, table.description_fa, f"`{key_sentence(table)}`"]
        parts.append("\n".join(column_lines(table, tables, scores)))
    parts.append("## Code lists · فهرست کدها")
    for name in list_names():
        used = ", ".join(f"`{user}`" for user in users(name))
        parts += [f"### {name}", f"Used by {used}." if used else "Used in documentation only."]
        parts.append("\n".join(code_lines(name, tables)))
    return "\n\n".join(parts) + "\n"


def column_lines(table: Table, tables: Tables | None, scores: Scores | None) -> Iterator[str]:
    """The columns of a table as lines of a Markdown table."""
    head = ["column", "type", "null", "codes", "meaning", "معنا", "filled by"]
    head += ["F1 on gold", "empty", "codes used (rows)", "example", "in its sentence"] if tables else []
    yield table_row(head)
    yield table_row(["---"] * len(head))
    for each in columns(table, tables, scores):
        told, shown = each.field, each.shown
        cells = [f"`{told.name}`", each.type, "never" if each.required else "allowed", told.codes or ""]
        cells += [told.description_en, told.description_fa, f"`{each.module}`"]
        if tables:
            cells.append("" if each.score is None else f"{each.score.f1:.2f} ({each.score.name})")
            cells += [share(each.empty), _used_text(each.used)]
            cells += [NONE_EN, ""] if shown is None else [as_text(shown.value), as_text(shown.sentence or "")]
        yield table_row(cells)


def _used_text(used: tuple[Used, ...] | None) -> str:
    """`Battles` 56, `Riots` 3 … the most frequent codes."""
    told = [f"{each.code} {each.rows}" for each in (used or ())[:MOST_CODES]]
    rest = len(used or ()) - MOST_CODES
    return ", ".join(told) + (f" and {rest} more" if rest > 0 else "")


def code_lines(name: str, tables: Tables | None) -> Iterator[str]:
    """A code list as lines of a Markdown table."""
    rows, counts = read_codes(name), code_counts(name, tables)
    head = [*rows[0], *(["rows"] if counts is not None else [])]
    yield table_row(head)
    yield table_row(["---"] * len(head))
    for row in rows:
        cells = [f"`{row['code']}`", *list(row.values())[1:]]
        yield table_row(cells + ([str(counts[row["code"]])] if counts is not None else []))


def share(part: float | None) -> str:
    """A share as whole per cent, with the ends kept apart from nearly."""
    if part is None:
        return ""
    if 0 < part < 0.01:
        return "< 1 %"
    return "> 99 %" if 0.99 < part < 1 else f"{part:.0%}".replace("%", " %")
