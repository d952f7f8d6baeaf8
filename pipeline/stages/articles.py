"""Stage `articles`: read the inputs into one table, and what became no article into another.

In: the `articles` block of params.yaml (`inputs`, a list of files, folders and patterns, and the limits of
`pipeline/articles/limits.py`). Out: `articles.parquet` and `rejected.parquet` with the columns of the release (those
that later stages fill are null), and `articles.json` with the counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from pipeline.articles.article import Article, Counts, Rejected
from pipeline.articles.inputs import read_inputs
from pipeline.articles.known import KnownTexts
from pipeline.articles.limits import Limits
from pipeline.dates.calendars import jalali_text
from pipeline.release.files import clear_leftovers, write_json
from pipeline.release.parquet import write_parquet, write_parts
from pipeline.run.errors import RuydadError
from pipeline.schema.tables import Row, as_table

FOLDER = Path("data/interim")
_ROWS = 500  # so that the memory of one part serves the next
_CHARACTERS = 10_000_000


def article_row(article: Article) -> dict[str, Any]:
    """The row of table `articles` that is known once an article is read."""
    row = {name: getattr(article, name) for name in Article.__slots__}
    day = article.published_at.date() if article.published_at else None
    return row | {"published_jalali": jalali_text(day, day)}


def rejected_row(rejected: Rejected) -> dict[str, Any]:
    """The row of table `rejected`."""
    return {name: getattr(rejected, name) for name in Rejected.__slots__}


def build(inputs: Sequence[str | Path], limits: Limits, folder: Path, known: KnownTexts | None = None) -> Counts:
    """Read all inputs and write both tables and the counts; raises RuydadError where a record is unaccounted for.

    `known` tells what earlier runs found out about texts.
    """
    counts = Counts()
    refused: list[pd.DataFrame] = []
    parts = _parts(read_inputs(inputs, limits, counts, known), refused)
    write_parts("articles", parts, folder / "articles.parquet", is_passing=True)
    write_parquet("rejected", pd.concat(refused, ignore_index=True), folder / "rejected.parquet")
    told = {"in": counts.records, "kept": counts.articles, "rejected": counts.rejected, "files": counts.files}
    by_code = {"reasons": dict(sorted(counts.reasons.items())), "notes": dict(sorted(counts.notes.items()))}
    write_json(folder / "articles.json", told | by_code)
    if faults := counts.faults():
        raise RuydadError("; ".join(faults))
    return counts


def _parts(outcomes: Iterable[Article | Rejected], refused: list[pd.DataFrame]) -> Iterator[list[Row]]:
    """Rows of articles in parts of bounded size; rejections are packed into `refused` on the way."""
    rows: list[Row] = []
    rejections: list[Row] = []
    characters = 0
    for outcome in outcomes:
        if isinstance(outcome, Rejected):
            rejections.append(rejected_row(outcome))
        else:
            rows.append(article_row(outcome))
            characters += len(outcome.text)
        if len(rejections) >= _ROWS:
            refused.append(as_table("rejected", rejections))
            rejections = []
        if len(rows) >= _ROWS or characters >= _CHARACTERS:
            yield rows
            rows, characters = [], 0
    refused.append(as_table("rejected", rejections))
    yield rows


def main() -> None:
    """Run the stage on params.yaml of the working directory."""
    clear_leftovers(FOLDER)
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["articles"]
    build(params["inputs"], Limits.from_params(params), FOLDER)


if __name__ == "__main__":
    main()
