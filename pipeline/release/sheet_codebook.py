"""The sheet codebook: every table, column and code in one list that filters.

In: the tables of a release. Out: names of the columns, their widths, and rows of text and counts.
"""

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.release.codebook import code_counts, columns, share
from pipeline.schema.codes import COLUMNS, list_names, read_codes
from pipeline.schema.tables import TABLES

Cell = str | int
WIDTHS = {
    "is": 10, "of": 20, "name": 24, "label_fa": 24, "meaning_fa": 60, "label_en": 24, "meaning_en": 60,
    "type": 20, "null": 10, "codes": 18, "empty": 10, "example": 40, "more": 40, "rows": 10,
}  # fmt: skip
_MORE = frozenset(COLUMNS)


def codebook_rows(tables: Mapping[str, pd.DataFrame]) -> tuple[list[str], list[int], list[list[Cell]]]:
    """The header, the widths, and a row for each table, column and code."""
    rows = [*_table_rows(tables), *_code_rows(tables)]
    return list(WIDTHS), list(WIDTHS.values()), [[row.get(name, "") for name in WIDTHS] for row in rows]


def _table_rows(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Cell]]:
    for table in TABLES.values():
        told: dict[str, Cell] = {
            "is": "table",
            "name": table.name,
            "meaning_fa": table.description_fa,
            "meaning_en": table.description_en,
        }
        yield told | ({"rows": len(tables[table.name])} if table.name in tables else {})
        for each in columns(table, tables):
            yield {
                "is": "column",
                "of": table.name,
                "name": each.field.name,
                "meaning_fa": each.field.description_fa,
                "meaning_en": each.field.description_en,
                "type": each.type,
                "null": "never" if each.required else "allowed",
                "codes": each.field.codes or "",
                "empty": share(each.empty),
                "example": each.example or "",
            }


def _code_rows(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Cell]]:
    for name in list_names():
        counts = code_counts(name, tables) or {}
        for row in read_codes(name):
            more = [f"{key}: {value}" for key, value in row.items() if key not in _MORE and value]
            yield {
                "is": "code",
                "of": name,
                "name": row["code"],
                "label_fa": row["label_fa"],
                "label_en": row["label_en"],
                "meaning_fa": row["meaning_fa"],
                "meaning_en": row["meaning"],
                "more": "; ".join(more),
                "rows": counts[row["code"]],
            }
