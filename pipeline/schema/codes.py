"""Code lists: what every coded value means, in English and Persian.

In: `codes/NAME.csv` (code, labels and meanings in both languages; some lists add columns, such as the event type of
a sub-event type), and lists that live beside the code that uses them. Out: rows, and sets of codes.
"""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("codes")
ELSEWHERE = {"reject_reason": FOLDER.parents[1] / "articles" / "reasons.csv"}
COLUMNS = ("code", "label_en", "label_fa", "meaning", "meaning_fa")
ACTOR_ONLY = frozenset({"INT", "UNK"})  # country codes that an actor may have, a place not


def path_of(name: str) -> Path:
    """The file of a code list."""
    return ELSEWHERE.get(name, FOLDER / f"{name}.csv")


@cache
def list_names() -> tuple[str, ...]:
    """The names of all code lists, sorted."""
    return tuple(sorted({path.stem for path in FOLDER.glob("*.csv")} | set(ELSEWHERE)))


@cache
def read_codes(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a code list in file order; raises `ValueError` for a code that is empty or stands twice."""
    with path_of(name).open(encoding="utf-8", newline="") as lines:
        rows = tuple(csv.DictReader(lines, strict=True))
    seen = [row["code"] for row in rows]
    if not all(seen) or len(set(seen)) < len(seen):
        raise ValueError(f"code list {name} has an empty code or one that stands twice")
    return rows


@cache
def codes(name: str) -> frozenset[str]:
    """The codes of a list; `country+role` is every country and role joined by a hyphen."""
    first, *rest = name.split("+")
    found = {row["code"] for row in read_codes(first)}
    for part in rest:
        found = {f"{left}-{row['code']}" for left in found for row in read_codes(part)}
    return frozenset(found)


@cache
def column(name: str, key: str) -> dict[str, str]:
    """Code → another column of the list, for instance sub-event type → event type."""
    return {row["code"]: row[key] for row in read_codes(name)}
