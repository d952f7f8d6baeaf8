"""Data as classic scripts, the one form that a page opened from disk may load.

In: a name and a plain value. Out: a script that puts the value under its name into the global `RUYDAD`. `<` is escaped,
so that no text of an article can end a script, and so are the line separators that old engines take for line ends. The
value is JSON in quotes, because browsers read JSON sooner than the same value as part of a program.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_ESCAPES = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class Items:
    """A list of which each item is ready, as `piece` gives it."""

    pieces: Sequence[bytes]


def script(name: str, value: Any) -> bytes:
    """The script for `data/NAME.js`."""
    told = b"[%s]" % b",".join(value.pieces) if isinstance(value, Items) else piece(value)
    return b"(self.RUYDAD = self.RUYDAD || {})[%s] = JSON.parse('%s');\n" % (_json(name).encode(), told)


def piece(value: Any) -> bytes:
    """A value as it stands between the quotes of a script, or in a list there."""
    return _json(value).replace("\\", "\\\\").replace("'", "\\'").encode()


def column(values: Sequence[str | None]) -> dict[str, Any]:
    """A column of text as its distinct values in order and, for each row, the number of its value; -1 where missing."""
    words = sorted({value for value in values if value is not None})
    number = {word: n for n, word in enumerate(words)}
    return {"words": words, "rows": [-1 if value is None else number[value] for value in values]}


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text
