"""One real example of a column, with the sentence that it was read from.

In: the tables of a release. Out: an `Example`: the value as text, the sentence of its row and where in that sentence
its words stand. Full rows with a short sentence come first, so that the examples of a table are mostly of one row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.release.csvs import join_list
from pipeline.schema.fields import Field
from pipeline.schema.tables import Table

Tables = Mapping[str, pd.DataFrame]
_LONGEST_VALUE = 60
_LONGEST_SENTENCE = 240
_EASY_SENTENCE = 160


@dataclass(frozen=True, slots=True)
class Example:
    """A value; `sentence` is None where no event row leads to one, `mark` where its words stand in the sentence."""

    value: str
    sentence: str | None
    mark: tuple[int, int] | None


class Examples:
    """The examples of one table; `told` says by column which rows have a value, a list without items being none."""

    def __init__(self, table: Table, tables: Tables) -> None:
        self._frame = tables[table.name]
        events = tables.get("events")
        self._rows = _rows_behind(self._frame, events)
        self._evidence = None if events is None else events["evidence_text"]
        self.told = {each.name: _told(each, self._frame[each.name]) for each in table.fields}
        self._order = self._ranked()

    def of(self, field: Field) -> Example | None:
        """The example of a column, None where the column is empty."""
        told = self.told[field.name][self._order]
        if not told.any():
            return None
        at = int(self._order[told.argmax()])
        value = value_text(self._frame[field.name].iloc[at])
        sentence = self._sentence(at)
        if sentence is None:
            return Example(_short(value), None, None)
        mark = self._mark(field, at, sentence, value)
        return Example(_short(value), *_clipped(sentence, mark))

    def _sentence(self, at: int) -> str | None:
        if self._rows is None or self._evidence is None or pd.isna(self._rows.iloc[at]):
            return None
        words = self._evidence.iloc[int(self._rows.iloc[at])]
        return None if pd.isna(words) else str(words)

    def _mark(self, field: Field, at: int, sentence: str, value: str) -> tuple[int, int] | None:
        """Where the words of the value stand: those its offsets say, or the first like it."""
        words = value
        if field.unit == "characters":
            prefix = field.name.removesuffix("start").removesuffix("end")
            own = {"": ("casualties_text", "location_text", "source_text")}.get(prefix, (f"{prefix}text",))
            told = (self._frame[name].iloc[at] for name in own if name in self._frame)
            words = next((str(text) for text in told if not pd.isna(text)), "")
        words = words if words in sentence else words.split("; ")[0]  # the first of several figures
        found = sentence.find(words) if words else -1
        return (found, found + len(words)) if found >= 0 and len(words) > 1 else None

    def _ranked(self) -> npt.NDArray[np.int64]:
        """Row numbers: a sentence that is short first, then the fullest, then as they stand."""
        full = np.sum(list(self.told.values()), axis=0, dtype="int64")
        easy = np.zeros(len(self._frame), dtype=bool)
        if self._rows is not None and self._evidence is not None and len(self._evidence):
            lengths = self._evidence.str.len().fillna(0).to_numpy(dtype="int64")
            at = self._rows.fillna(-1).to_numpy(dtype="int64")
            easy = (at >= 0) & (lengths[at] > 0) & (lengths[at] <= _EASY_SENTENCE)
        return np.lexsort((-full, ~easy))


def _told(field: Field, values: "pd.Series[Any]") -> npt.NDArray[np.bool_]:
    if field.type == "list":
        return np.fromiter((bool(items) for items in values), dtype=bool, count=len(values))
    return values.notna().to_numpy(dtype=bool)


def _rows_behind(frame: pd.DataFrame, events: pd.DataFrame | None) -> "pd.Series[Any] | None":
    """For each row the number of the first event row that it rests on; None where the table leads to none."""
    key = next((name for name in ("event_id", "incident_id", "article_id") if name in frame.columns), None)
    if key is None or events is None:
        return None
    numbers = pd.Series(range(len(events)), index=events[key], dtype="Int64")
    first = numbers[~numbers.index.duplicated() & numbers.index.notna()]
    return frame[key].map(first).astype("Int64")


def value_text(value: Any) -> str:
    """A cell as a person reads it."""
    if isinstance(value, list):
        return join_list(value)
    if isinstance(value, pd.Timestamp):
        return str(value.date()) if value == value.normalize() else str(value)
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    return str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


def _clipped(sentence: str, mark: tuple[int, int] | None) -> tuple[str, tuple[int, int] | None]:
    """The sentence, cut to a window that holds the mark where it is very long."""
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence, mark
    start = max(0, min((mark[0] if mark else 0) - _LONGEST_SENTENCE // 3, len(sentence) - _LONGEST_SENTENCE))
    end = start + _LONGEST_SENTENCE
    cut = ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")
    if mark is None:
        return cut, None
    shift = (1 if start else 0) - start
    return cut, (mark[0] + shift, min(mark[1], end) + shift)
