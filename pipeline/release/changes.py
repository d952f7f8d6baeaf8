"""What changed between two releases: rows added, removed, and changed by column, with counts and examples.

In: two release folders (Parquet, or CSV where git kept only that). Out: `Changes`, with the incidents that were merged
and split, and `CHANGES.md` as text.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.release.cells import iso_moments, plain_cells
from pipeline.release.csvs import read_csv
from pipeline.release.markdown import as_code
from pipeline.release.parquet import read_table
from pipeline.release.regrouping import Groups, Regrouping, regrouping
from pipeline.schema.tables import TABLES, Table

_EXAMPLES = 3
_LONGEST = 80  # characters shown of a value
_BEFORE = 20  # of them before the first difference of two long values


@dataclass(frozen=True, slots=True)
class Cell:
    """One changed cell: the row's key and the value before and after, as text (None for a missing value)."""

    key: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Row keys added and removed, and for each changed column the count of cells and the first few."""

    name: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int
    columns: dict[str, tuple[int, tuple[Cell, ...]]]

    @property
    def any(self) -> bool:
        """True where the table is not what it was."""
        return bool(self.added or self.removed or self.columns)


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of every table that either release has; `first` where there is nothing to compare with."""

    first: bool
    tables: tuple[TableChanges, ...]
    incidents: Regrouping

    @property
    def any(self) -> bool:
        """True where a table changed."""
        return any(table.any for table in self.tables)


def compare(old: Path | None, new: Path) -> Changes:
    """The changes from one release folder to another; with `old` None, every row is added."""
    tables = []
    incidents = Regrouping({}, {})
    for table in TABLES.values():
        before = None if old is None else read_release_table(table.name, old)
        after = read_release_table(table.name, new)
        if before is not None or after is not None:
            tables.append(_compare_table(table, before, after))
        if table.name == "events":
            incidents = regrouping(before, after)
    return Changes(first=old is None, tables=tuple(tables), incidents=incidents)


def read_release_table(name: str, folder: Path) -> pd.DataFrame | None:
    """A table of a release folder, from Parquet or else CSV; None where it has neither."""
    if (folder / f"{name}.parquet").exists():
        return read_table(name, folder / f"{name}.parquet")
    if (folder / f"{name}.csv").exists():
        return read_csv(name, folder / f"{name}.csv")
    return None


def _compare_table(table: Table, before: pd.DataFrame | None, after: pd.DataFrame | None) -> TableChanges:
    old, new = _keyed(table, before), _keyed(table, after)
    both = [key for key in new if key in old]
    counts: Counter[str] = Counter()
    examples: dict[str, list[Cell]] = {}
    for key in both:
        if old[key] == new[key]:
            continue
        for column, was, now in zip(table.columns, old[key], new[key], strict=True):
            if was != now:
                counts[column] += 1
                if counts[column] <= _EXAMPLES:
                    examples.setdefault(column, []).append(Cell(key, was, now))
    return TableChanges(
        name=table.name,
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        kept=len(both),
        columns={column: (counts[column], tuple(examples[column])) for column in table.columns if counts[column]},
    )


def _keyed(table: Table, frame: pd.DataFrame | None) -> dict[str, tuple[str | None, ...]]:
    """Rows as text cells by their key, sorted; a table without a key has its whole row, numbered, for one."""
    if frame is None:
        return {}
    rows = list(zip(*(_texts(frame[column]) for column in table.columns), strict=True))
    places = [table.columns.index(column) for column in table.key]
    if places:
        return dict(sorted((" ".join(str(row[place]) for place in places), row) for row in rows))
    seen: Counter[str] = Counter()
    keyed = {}
    for text, row in sorted((" ".join(str(cell) for cell in row), row) for row in rows):
        seen[text] += 1
        keyed[f"{text} ({seen[text]})" if seen[text] > 1 else text] = row
    return keyed


def _texts(values: "pd.Series[Any]") -> list[str | None]:
    if pd.api.types.is_datetime64_dtype(values):
        return [text and text.replace("T", " ").removesuffix(" 00:00:00") for text in iso_moments(values)]
    return [
        "; ".join(value) if isinstance(value, list) else None if value is None else str(value)
        for value in plain_cells(values)
    ]


def markdown(changes: Changes, heading: str = "Changes · تغییرات", note: str | None = None) -> str:
    """CHANGES.md; `note` is what people say of the release."""
    lines = [f"# {heading}", ""]
    if note:
        lines += [note.strip(), ""]
    if changes.first:
        return "\n".join([*lines, *_of_first({table.name: len(table.added) for table in changes.tables})]) + "\n"
    lines += [
        "| table | added | removed | changed cells | unchanged or changed rows |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for table in changes.tables:
        cells = sum(count for count, _ in table.columns.values())
        lines.append(f"| {table.name} | {len(table.added)} | {len(table.removed)} | {cells} | {table.kept} |")
    for word, groups in (("merged", changes.incidents.merged), ("split", changes.incidents.split)):
        lines += ["", f"## Incidents {word}", "", *_moves(word, groups)] if groups else []
    for table in changes.tables:
        if table.any:
            lines += ["", f"## {table.name}", "", *_details(table)]
    if not changes.any:
        lines += ["", "Nothing changed. · چیزی تغییر نکرده است."]
    return "\n".join(lines) + "\n"


def first_release(rows: Mapping[str, int]) -> str:
    """CHANGES.md of a release that has none before it: rows by table, in the order of `TABLES`."""
    return "\n".join(["# Changes · تغییرات", "", *_of_first(rows)]) + "\n"


def _of_first(rows: Mapping[str, int]) -> list[str]:
    return [
        "First release: there is no earlier one to compare with.",
        "",
        "نخستین انتشار است و انتشار پیشینی برای مقایسه نیست.",
        "",
        "| table | rows |",
        "| --- | ---: |",
        *(f"| {name} | {count} |" for name, count in rows.items()),
    ]


def _moves(word: str, groups: Groups) -> Iterator[str]:
    """Lines on incidents that were put together or taken apart; ids of old releases come first."""
    yield f"- {len(groups)} in all" + (f", of which {_EXAMPLES} are shown" if len(groups) > _EXAMPLES else "")
    for one, others in list(groups.items())[:_EXAMPLES]:
        many = " + ".join(f"`{other}`" for other in others)
        yield f"  - {many} → `{one}`" if word == "merged" else f"  - `{one}` → {many}"


def _details(table: TableChanges) -> Iterator[str]:
    for word, keys in (("Added", table.added), ("Removed", table.removed)):
        if keys:
            shown = ", ".join(f"`{_short(key)}`" for key in keys[:_EXAMPLES])
            more = f" and {len(keys) - _EXAMPLES} more" if len(keys) > _EXAMPLES else ""
            yield f"- {word} {len(keys)}: {shown}{more}"
    for column, (count, examples) in table.columns.items():
        yield f"- `{column}` changed in {count} {'row' if count == 1 else 'rows'}"
        for cell in examples:
            old, new = _from_difference(cell.old, cell.new)
            yield f"  - `{_short(cell.key)}`: {_quoted(old)} → {_quoted(new)}"


def _from_difference(old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """Both values, without a beginning that they share where it would fill what is shown of them."""
    if old is None or new is None:
        return old, new
    shared = next(
        (n for n, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), min(len(old), len(new))
    )
    start = shared - _BEFORE if shared > _LONGEST // 2 else 0
    return (f"…{old[start:]}", f"…{new[start:]}") if start else (old, new)


def _short(text: str) -> str:
    text = as_code(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _quoted(value: str | None) -> str:
    return "missing" if value is None else f"`{_short(value)}`"
