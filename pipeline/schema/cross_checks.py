"""What must hold between tables: foreign keys, offsets into the article's text, counts of rows.

In: the faults of one table so far, and the other tables. Out: sentences added to it. Where a table that a check needs
is not given, the check is left out.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.schema.faults import Faults, given
from pipeline.schema.withheld import agrees

Tables = Mapping[str, pd.DataFrame]
SLICES = {
    "events": (
        ("trigger_text", "trigger_start", "trigger_end"),
        ("evidence_text", "evidence_start", "evidence_end"),
    ),
    "casualties": (("casualties_text", "start", "end"),),
    "locations": (("location_text", "start", "end"),),
    "sources": (("source_text", "start", "end"),),
}
COUNTED = {"articles": ("article_id", "event_count"), "incidents": ("incident_id", "event_count")}


def check_across(found: Faults, tables: Tables) -> None:
    """Add the faults between a table and the others."""
    for column, (other, key) in found.table.foreign.items():
        if other in tables:
            values = found.frame[column]
            wrong = given(values) & ~values.isin(tables[other][key]).to_numpy(dtype=bool)
            found.add(column, wrong, f"{{{column}}} is not in table {other}")
    texts = _texts(found, tables)
    if texts is not None:
        for text, start, end in SLICES[found.table.name]:
            _check_slices(found, texts, (text, start, end))
    if found.table.name in COUNTED and "events" in tables:
        _check_counts(found, tables["events"])


def _texts(found: Faults, tables: Tables) -> "pd.Series[str] | None":
    """The article's text for each row, or None where it cannot be looked up."""
    if found.table.name not in SLICES or "articles" not in tables:
        return None
    articles = found.frame.get("article_id")
    if articles is None:
        if "events" not in tables:
            return None
        owner = tables["events"].drop_duplicates("event_id").set_index("event_id")["article_id"]
        articles = found.frame["event_id"].map(owner)
    return articles.map(tables["articles"].drop_duplicates("article_id").set_index("article_id")["text"])


def _check_slices(found: Faults, texts: "pd.Series[str]", columns: tuple[str, str, str]) -> None:
    text, start, end = columns
    told = given(texts) & given(found.frame[text]) & given(found.frame[start]) & given(found.frame[end])
    outside = np.zeros(len(found.frame), dtype=bool)
    differs = outside.copy()
    cells = found.frame.loc[told, [text, start, end]].itertuples(index=True, name=None)
    for (row, written, first, last), whole in zip(cells, texts[told], strict=True):
        if not 0 <= first < last <= len(whole):
            outside[row] = True
        elif not agrees(written, whole[first:last]):
            differs[row] = True
    found.add(
        end, outside, f"{{{end}}} is outside the text, which has {{right}} characters", texts.str.len().astype("Int64")
    )
    found.add(text, differs, f"it is not what the article's text has from {start} to {end}")


def _check_counts(found: Faults, events: pd.DataFrame) -> None:
    key, count = COUNTED[found.table.name]
    counted = found.frame[key].map(events[key].value_counts()).fillna(0).astype("Int64")
    wrong = (counted != found.frame[count]).fillna(False).to_numpy(dtype=bool)
    found.add(count, wrong, f"{{{count}}} is told but table events has {{right}} rows", counted)
