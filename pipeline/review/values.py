"""What a person types, as the cell it means, or a refusal that says what would be right.

In: a column and typed text: Persian or Latin digits, a Gregorian or Solar Hijri day, a code or its number in the list
shown. Out: the cell as corrections write it, None for «nothing is told».
"""

import datetime
import difflib
import re
from collections.abc import Sequence

from pipeline.dates.calendars import from_jalali
from pipeline.review.columns import Column, allowed
from pipeline.run.errors import UsageError

NOTHING = frozenset({"", "-", "–", "—"})
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫", "01234567890123456789.")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_WHOLE = re.compile(r"[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LAST_JALALI_YEAR = 1600
_LISTED = 60  # a list of more codes is not numbered
_COUNTS = frozenset({"integer", "number"})


class Refused(UsageError):
    """A value that cannot stand in the cell; the message says why and what could."""


def read_value(column: Column, typed: str) -> str | None:
    """The cell; raises Refused."""
    text = typed.strip()
    field = column.field
    if text in NOTHING:
        if field.required and field.type != "list":
            raise Refused(f"{column.name} cannot be empty.{_choices(column)}")
        return None
    if field.type == "list":
        parts = [part.strip() for part in re.split("[;،؛]", text) if part.strip()]
        return "; ".join(_code(column, part) for part in parts) or None
    if field.codes:
        return _code(column, text)
    if field.type in _COUNTS:
        return _count(column, text.translate(_DIGITS))
    if field.type == "date":
        return _day(text.translate(_DIGITS))
    if field.type == "boolean":
        known = {"true": "true", "yes": "true", "false": "false", "no": "false"}
        if text.lower() not in known:
            raise Refused(f"{text} is neither true nor false.")
        return known[text.lower()]
    return text


def shown_codes(column: Column) -> tuple[str, ...]:
    """The codes to show for a choice by number; none where the column has no list, or one too long to show."""
    if column.field.type == "boolean":
        return ("true", "false")
    listed = allowed(column.field.codes) if column.field.codes else ()
    return listed if len(listed) <= _LISTED else ()


def _code(column: Column, text: str) -> str:
    """The code itself, its number in the list, or its spelling in other letters' case."""
    codes = allowed(str(column.field.codes))
    if text in codes:
        return text
    number = text.translate(_DIGITS)
    if number.isdecimal() and 1 <= int(number) <= len(shown_codes(column)):
        return codes[int(number) - 1]
    for code in codes:
        if code.lower() == text.lower():
            return code
    raise Refused(f"{text} is not in the code list {column.field.codes}.{nearest(text, codes)}")


def _count(column: Column, text: str) -> str:
    if column.field.type == "integer":
        if not _WHOLE.fullmatch(text):
            raise Refused(f"{text} is no whole number from 0 up.")
        return str(int(text))
    if not _DECIMAL.fullmatch(text):
        raise Refused(f"{text} is no number.")
    return str(float(text))


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        year, month, day = map(int, found.groups())
        return (from_jalali if year <= _LAST_JALALI_YEAR else datetime.date)(year, month, day).isoformat()
    except ValueError as error:
        raise Refused(f"{text} is no day like 2022-09-14 or 1401-06-23.") from error


def nearest(word: str, known: Sequence[str]) -> str:
    """A question with the nearest right word, with a space before it; nothing where none is near."""
    part = next((each for each in known if word.lower() in each.lower()), None)
    near = difflib.get_close_matches(word.lower(), [each.lower() for each in known], 1, 0.5)
    found = part or next((each for each in known if near and each.lower() == near[0]), None)
    return f" Did you mean {found}?" if found else ""


def _choices(column: Column) -> str:
    codes = shown_codes(column)
    return f" It is one of {', '.join(codes)}." if codes else ""
