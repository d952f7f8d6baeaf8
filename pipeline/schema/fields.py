"""Every column of the release, declared once.

In: `fields.csv`, one line a column: its name, type, whether it may be null, unit, code list and meaning in English
and Persian. Out: `FIELDS`, from which the Parquet schema, pandas dtypes, CSV header, checks, codebook and
`datapackage.json` are derived. Which table has which columns is in `tables.py`.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

ARROW_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "date": pa.timestamp("us"),  # date32 would load in pandas as Python objects, not as datetime64
    "datetime": pa.timestamp("us"),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
}
PANDAS_DTYPES: dict[str, Any] = {
    "string": "str",  # pandas' own text type (it answers to "string" too): a missing cell compares as plain False
    "date": "datetime64[us]",
    "datetime": "datetime64[us]",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "list": "object",  # Python lists of text; an empty list where there is nothing to list, never null
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `type` is a key of `ARROW_TYPES`, `codes` a code list (`country+role`: both, joined by a hyphen)."""

    name: str
    type: str
    required: bool
    unit: str | None
    codes: str | None
    description_en: str
    description_fa: str

    @property
    def code_lists(self) -> tuple[str, ...]:
        """The code lists whose codes, joined by a hyphen, make a value; none for a free column."""
        return tuple(self.codes.split("+")) if self.codes else ()

    def arrow(self, required: bool) -> pa.Field:
        """The Parquet field, with its meaning in both languages, unit and code list as metadata."""
        told = {
            "type": self.type,
            "required": "yes" if required else "no",
            "description_en": self.description_en,
            "description_fa": self.description_fa,
            "unit": self.unit,
            "codes": self.codes,
        }
        return pa.field(self.name, ARROW_TYPES[self.type], metadata={k: v for k, v in told.items() if v is not None})


def read_fields(path: Path) -> dict[str, Field]:
    """Column name → `Field`, in the order of the file; raises `ValueError` for a line that is not a column."""
    fields: dict[str, Field] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, strict=True):
            name = row["name"]
            if name in fields:
                raise ValueError(f"{path.name}: column {name} is declared twice")
            if row["type"] not in ARROW_TYPES:
                raise ValueError(f"{path.name}, column {name}: {row['type']} is no type ({', '.join(ARROW_TYPES)})")
            if row["required"] not in ("yes", "no"):
                raise ValueError(f"{path.name}, column {name}: required is {row['required']!r}, not yes or no")
            fields[name] = Field(
                name=name,
                type=row["type"],
                required=row["required"] == "yes",
                unit=row["unit"] or None,
                codes=row["codes"] or None,
                description_en=row["description_en"],
                description_fa=row["description_fa"],
            )
    return fields


FIELDS = read_fields(Path(__file__).with_name("fields.csv"))
