"""Who is who in an export: the two halves of a side's code, and when the words for a side are withheld.

In: a row and the name of a side (actor, target). Out: its country and role, and its words.
"""

from pipeline.exports.inputs import Row

STATE = frozenset({"MIL", "POL", "GOV"})
_PRIVATE = frozenset({"CIV", "MED", "UNK", ""})


def split(code: str | None) -> tuple[str, str]:
    """Country and role of `ISO3-ROLE`; both empty without a code."""
    land, _, role = (code or "").partition("-")
    return land, role


def words(row: Row, side: str, *, names: bool) -> str:
    """The words for a side as written; unless names are asked for, none for those who suffered or may be private."""
    private = side == "target" or split(row[f"{side}_code"])[1] in _PRIVATE
    return (row[f"{side}_text"] or "") if names or not private else ""
