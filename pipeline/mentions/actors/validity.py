"""The row of a lexicon that holds on a day: who «رهبر انقلاب» is, whether «طالبان» fight or govern.

In: the rows of one form, with `valid_from` and `valid_to` where their fact has its time, and the day of publication.
Out: one row.
"""

from collections.abc import Mapping, Sequence
from datetime import date

Row = Mapping[str, str]
UNKNOWN = "UNK"  # the country or the role of whom the text does not tell


def row_on(rows: Sequence[Row], day: date | None) -> Row:
    """The row that holds on `day`; of several, or where the day is unknown, only what all of them say."""
    if len(rows) == 1:
        return rows[0]
    holding = [row for row in rows if _holds(row, day.isoformat())] if day else []
    if len(holding) == 1:
        return holding[0]
    return _agreed(holding or rows)


def _holds(row: Row, day: str) -> bool:
    return row.get("valid_from", "") <= day <= (row.get("valid_to") or day)


def _agreed(rows: Sequence[Row]) -> Row:
    """What rows have in common: a cell that differs is empty, of a code the country or the role may stay."""
    row = {name: cell if all(other[name] == cell for other in rows) else "" for name, cell in rows[0].items()}
    if "code" in row:
        parts = zip(*(other["code"].split("-") for other in rows), strict=True)
        row["code"] = "-".join(part[0] if len(set(part)) == 1 else UNKNOWN for part in parts)
    return row
