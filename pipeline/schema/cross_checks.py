"""What must hold between tables: foreign keys, offsets into the article's text, counts of rows.

In: the faults of one table so far, and the other tables. Out: sentences added to it. Where a table that a check needs
is not given, the check is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.schema.faults import Faults, distinct, given, plain
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
_END = np.iinfo(np.int64).max
COUNTED = {"articles": ("article_id", "event_count"), "incidents": ("incident_id", "event_count")}


def check_across(found: Faults, tables: Tables) -> None:
    """Add the faults between a table and the others, but for those that the texts show."""
    for column, (other, key) in found.table.foreign.items():
        if other in tables:
            told = found.frame[column]
            if unknown := distinct(told).difference(plain(tables[other][key]), [None]):
                found.add(column, told.isin(list(unknown)), f"{{{column}}} is not in table {other}")
    if found.table.name in COUNTED and "events" in tables:
        _check_counts(found, tables["events"])


def check_slices(founds: Iterable[Faults], tables: Tables, texts: Texts | None = None) -> None:
    """Add where the words of tables are not those of the articles at their offsets; each text is read once for all.

    `texts` gives texts of table articles, where they are not in the table itself.
    """
    spans = [_Spans(found, rows) for found in founds if (rows := _article_rows(found, tables)) is not None]
    if not spans:
        return
    articles = np.unique(np.concatenate([each.articles for each in spans]))
    bounds = [np.searchsorted(each.articles, np.append(articles, _END)).tolist() for each in spans]
    for number, text in enumerate((texts or _texts_in(tables["articles"]))(articles)):
        if text is not None:
            for each, bound in zip(spans, bounds, strict=True):
                each.check(bound[number], bound[number + 1], text)
    for each in spans:
        each.tell()


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


class _Spans:
    """The spans of a table, sorted by the `articles` (rows of that table) that they are in."""

    def __init__(self, found: Faults, rows: Rows) -> None:
        self._found = found
        order = np.argsort(rows, kind="stable")
        self._rows = order[rows[order] >= 0]
        self.articles = rows[self._rows]
        self._cells = [_Slices(found.frame, *columns) for columns in SLICES[found.table.name]]
        self._lengths = pd.Series(pd.NA, found.frame.index, "Int64")

    def check(self, first: int, last: int, text: str) -> None:
        """Compare the spans of one article with its text."""
        for row in self._rows[first:last].tolist():
            for each in self._cells:
                if each.is_wrong(row, text):
                    self._lengths.iloc[row] = len(text)

    def tell(self) -> None:
        """Add the faults that were found."""
        for each in self._cells:
            words, start, end = each.names
            says = f"{{{end}}} is outside the text, which has {{right}} characters"
            self._found.add(end, each.outside, says, self._lengths)
            self._found.add(words, each.differs, f"it is not what the article's text has from {start} to {end}")


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
