"""The words of the page in both languages: its own sentences, the code lists, why rows were linked.

In: strings.csv, reasons.csv and pipeline/schema/codes. Out: key → [Persian, English], code → [label, label, meaning,
meaning] in that order.
"""

import csv
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.schema.codes import read_codes

HERE = Path(__file__).parent
LISTS = (
    "event_type sub_event_type role source_type claim status casualty_kind qualifier framing geo_precision"
    " date_precision date_basis date_flag revision_change link_decision reconciliation_rule weapon published_basis variety"
).split()


@cache
def pairs(name: str) -> dict[str, tuple[str, str]]:
    """Key → Persian, English, from a file of this room; raises `ValueError` for a key told twice or a word missing."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))
    found = {row["key"]: (row["fa"], row["en"]) for row in rows}
    if len(found) < len(rows) or not all(fa and en for fa, en in found.values()):
        raise ValueError(f"{name} has a key twice, or without a word in one language")
    return found


def code_labels(countries: Collection[str]) -> dict[str, dict[str, list[str]]]:
    """List → code → labels and meanings in Persian and English; of countries those that are used."""
    wanted = {name: read_codes(name) for name in LISTS}
    wanted["country"] = tuple(row for row in read_codes("country") if row["code"] in countries)
    return {name: {row["code"]: _told(row) for row in rows} for name, rows in wanted.items()}


def _told(row: Mapping[str, Any]) -> list[str]:
    return [row["label_fa"], row["label_en"], row["meaning_fa"], row["meaning"]]
