"""Where each column comes from and how well it is read: the module that fills it, and the field it is scored as.

In: `origins.csv` (table, columns, module, score: a field of scores.json's `extraction`, or `linking`) and scores.json.
Out: an `Origin` by table and column, and its score.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Scores = Mapping[str, Any]
LINKING = "linking"


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that holds the rule, from the root of the repository, and the name it is scored under, if it is."""

    module: str
    scored_as: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement with gold rows: of `gold` values, in the field called `name`."""

    name: str
    precision: float
    recall: float
    f1: float
    gold: int


@cache
def origins() -> dict[tuple[str, str], Origin]:
    """Table and column → its origin; raises `ValueError` for a column that stands twice."""
    found: dict[tuple[str, str], Origin] = {}
    with Path(__file__).with_name("origins.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, strict=True):
            for column in row["columns"].split():
                if (row["table"], column) in found:
                    raise ValueError(f"origins.csv: {row['table']}.{column} stands twice")
                found[row["table"], column] = Origin(row["module"], row["score"] or None)
    return found


def score_of(origin: Origin | None, scores: Scores | None) -> Score | None:
    """What scores.json says of a column; None where it is not scored, or there are no scores."""
    if origin is None or origin.scored_as is None or not scores:
        return None
    if origin.scored_as == LINKING:
        told = scores.get(LINKING)
        if not told:
            return None
        precision, recall, f1 = (told[f"b_cubed_{part}"] for part in ("precision", "recall", "f1"))
        return Score("rows of one happening (B³)", precision, recall, f1, told["rows"])
    told = scores.get("extraction", {}).get(origin.scored_as)
    return Score(origin.scored_as, told["precision"], told["recall"], told["f1"], told["gold"]) if told else None
