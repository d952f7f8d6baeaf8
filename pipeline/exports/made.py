"""What an export is made of, and the table of its columns.

In: a format's name. Out: its columns, what each is made from and what it cannot carry, from `columns/FORMAT.csv`; and
`Made`, the files of an export with the counts that add up.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("columns")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export: what it is made from (empty: nothing) and what gets lost on the way."""

    column: str
    source: str
    lost: str


@dataclass(frozen=True, slots=True)
class Made:
    """An export in memory: a table (`rows` under the columns of the format) or texts by file name."""

    unit: str
    exported: int
    rows: Sequence[Mapping[str, object]] | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of a format in their order."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Column(**line) for line in csv.DictReader(lines, strict=True))
