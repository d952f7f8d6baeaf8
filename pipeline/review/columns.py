"""The columns that a reviewer is asked about.

In: `columns.csv`, in the order of asking: the words of the article that a column rests on, its label in two languages,
whether it is coded blind, and its level of measurement (a toll is ordinal, never interval: one huge toll would carry
an interval alpha alone). Out: `Column`s, and the codes that a column allows.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.schema.codes import ACTOR_ONLY, codes, read_codes
from pipeline.schema.fields import FIELDS, Field


@dataclass(frozen=True, slots=True)
class Column:
    """One line of the file."""

    table: str
    name: str
    words: str
    label_en: str
    label_fa: str
    is_coded: bool
    level: str

    @property
    def field(self) -> Field:
        """The declaration of the column."""
        return FIELDS[self.name]


@cache
def columns() -> tuple[Column, ...]:
    """All columns that are reviewed, in order."""
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Column(
                row["table"],
                row["column"],
                row["words"],
                row["label_en"],
                row["label_fa"],
                row["coded"] == "yes",
                row["level"],
            )
            for row in csv.DictReader(file, strict=True)
        )


@cache
def coded() -> tuple[Column, ...]:
    """The columns that a blind coder fills, in order."""
    return tuple(column for column in columns() if column.is_coded)


@cache
def column_of(table: str, name: str) -> Column | None:
    """The column of that name, None where it is not reviewed."""
    return next((each for each in columns() if (each.table, each.name) == (table, name)), None)


@cache
def allowed(code_list: str) -> tuple[str, ...]:
    """The codes of a list, in its own order; those of a joined list (country+role) are too many to order but by name."""
    if "+" in code_list:
        return tuple(sorted(codes(code_list)))
    left_out = ACTOR_ONLY if code_list == "country" else frozenset()
    return tuple(row["code"] for row in read_codes(code_list) if row["code"] not in left_out)
