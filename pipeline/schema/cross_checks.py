"""What must hold between tables: foreign keys, offsets into the article's text, counts of rows.

In: the faults of one table so far, and the other tables. Out: sentences added to it. Where a table that a check needs
is not given, the check is left out.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.schema.faults import Faults, given, plain
from pipeline.schema.withheld import agrees

Tables = Mapping[str, pd.DataFrame]
Rows = npt.NDArray[np.int64]
Texts = Callable[[Rows], Iterator[str | None]]  # of the articles that stand in these rows, which rise
SLICES = {
    "events": (
        ("trigger_text", "trigger_start", "trigger_end"),
        ("evidence_text", "evidence_start", "evidence_end"),
    ),
    "casualties": (("casualties_text", "start", "end"),),
    "locations": (("location_text", "start", "end"),),
    "sources": (("source_text", "start", "end"),),
}
_AT_ONCE = 5_000  # texts
COUNTED = {"articles": ("article_id", "event_count"), "incidents": ("incident_id", "event_count")}


def check_across(found: Faults, tables: Tables, texts: Texts | None = None) -> None:
    """Add the faults between a table and the others.

    `texts` gives texts of table articles, where they are not in the table itself.
    """
    for column, (other, key) in found.table.foreign.items():
        if other in tables:
            known = {*plain(tables[other][key]), None}
            wrong = [value not in known for value in plain(found.frame[column])]
            found.add(column, wrong, f"{{{column}}} is not in table {other}")
    rows = _article_rows(found, tables)
    if rows is not None:
        _check_slices(found, rows, texts or _texts_in(tables["articles"]))
    if found.table.name in COUNTED and "events" in tables:
        _check_counts(found, tables["events"])


def _texts_in(articles: pd.DataFrame) -> Texts:
    def read(rows: Rows) -> Iterator[str | None]:
        for start in range(0, len(rows), _AT_ONCE):
            yield from plain(articles["text"].iloc[rows[start : start + _AT_ONCE]])

    return read


def _article_rows(found: Faults, tables: Tables) -> Rows | None:
    """The row of table articles for each row, -1 for none; None where they cannot be looked up."""
    if found.table.name not in SLICES or "articles" not in tables:
        return None
    articles = found.frame.get("article_id")
    if articles is None:
        if "events" not in tables:
            return None
        owner = tables["events"].drop_duplicates("event_id").set_index("event_id")["article_id"]
        articles = found.frame["event_id"].map(owner)
    ids = tables["articles"]["article_id"]
    first = ids[~ids.duplicated() & ids.notna()]
    at = pd.Index(first).get_indexer(pd.Index(articles))
    return np.where((at >= 0) & given(articles), np.append(first.index.to_numpy(), -1)[at], -1)


def _check_slices(found: Faults, rows: Rows, texts: Texts) -> None:
    """Words of the table are those of the article at their offsets; texts are read once, some at a time."""
    lengths = pd.Series(pd.NA, found.frame.index, "Int64")
    cells = [_Slices(found.frame, *columns) for columns in SLICES[found.table.name]]
    order = np.argsort(rows, kind="stable")
    order = order[rows[order] >= 0]
    articles, begin = np.unique(rows[order], return_index=True)
    for text, (first, last) in zip(texts(articles), pairwise([*begin.tolist(), len(order)]), strict=True):
        if text is None:
            continue
        for row in order[first:last].tolist():
            for each in cells:
                if each.is_wrong(row, text):
                    lengths.iloc[row] = len(text)
    for each in cells:
        end, words = each.names[2], each.names[0]
        says = f"{{{end}}} is outside the text, which has {{right}} characters"
        found.add(end, each.outside, says, lengths)
        found.add(words, each.differs, f"it is not what the article's text has from {each.names[1]} to {end}")


class _Slices:
    """Words, start and end of one kind of span, and the rows where they are outside the text or not as in it."""

    def __init__(self, frame: pd.DataFrame, words: str, start: str, end: str) -> None:
        self.names = (words, start, end)
        self._cells = [plain(frame[name]) for name in self.names]
        self.outside, self.differs = np.zeros(len(frame), dtype=bool), np.zeros(len(frame), dtype=bool)

    def is_wrong(self, row: int, text: str) -> bool:
        words, start, end = (cells[row] for cells in self._cells)
        if words is None or start is None or end is None:
            return False
        if not 0 <= start < end <= len(text):
            self.outside[row] = True
        elif not agrees(words, text[start:end]):
            self.differs[row] = True
        else:
            return False
        return True


def _check_counts(found: Faults, events: pd.DataFrame) -> None:
    key, count = COUNTED[found.table.name]
    counted = found.frame[key].map(events[key].value_counts()).fillna(0).astype("Int64")
    wrong = (counted != found.frame[count]).fillna(False).to_numpy(dtype=bool)
    found.add(count, wrong, f"{{{count}}} is told but table events has {{right}} rows", counted)
