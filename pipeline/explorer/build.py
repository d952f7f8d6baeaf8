"""The explorer of a release: a folder of plain files that a browser opens from disk.

In: the folder of a release. Out: `explorer/`: style and scripts as they are in page/ and vendor/, the data as classic
scripts (a page from disk may fetch nothing), and last of all index.html:

    data/release.js        what the release is, labels, redirects      data/claims/N.js      incidents, 250 a file
    data/incidents.js      one column a field                          data/articles/N.js    articles as marked text
    data/search.js         what the search field looks through         data/rows/…/N.js      lines of the CSV files
    data/articles.js       which file has which article            data/review.js        rows for the review

The first three are loaded with the page, the others when they are asked for. The same release gives the same bytes.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.explorer.articles import ARTICLE_COLUMNS, CHILD_COLUMNS, EVENT_COLUMNS, marked_articles
from pipeline.explorer.claims import copies_of
from pipeline.explorer.groups import Groups
from pipeline.explorer.incidents import Told, incident_columns
from pipeline.explorer.known import Keys, Known, KnownPages, Marked
from pipeline.explorer.labels import code_labels, pairs
from pipeline.explorer.marks import KINDS
from pipeline.explorer.reading import TABLES, Release, page_id, read_release, rows_of
from pipeline.explorer.scripts import Items, script
from pipeline.explorer.search import folds
from pipeline.explorer.sentences import Sentences
from pipeline.explorer.told import Incidents
from pipeline.release.files import write_bytes
from pipeline.release.texts import has_texts, text_parts
from pipeline.review import reading as review_reading
from pipeline.review.choosing import Wish, choose
from pipeline.review.rows import page_data
from pipeline.run.errors import UsageError

HERE = Path(__file__).parent
FOLDER = "explorer"
INDEX = "index.html"
INCIDENTS_IN_FILE = 250
CHARACTERS_IN_FILE = 300_000
AT_ONCE = 1_000  # articles, or incidents: a multiple of those in a file
REVIEWED = 500  # rows of the page's review; the command walks all
_index = shutil.ignore_patterns(INDEX)


def build_explorer(
    folder: Path,
    out: Path | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
    known: KnownPages | None = None,
) -> Path:
    """Build the explorer of the release in `folder`, by default inside it; the path of its index.html.

    `tables` are those of the release, articles without their texts, where they are still in memory; `known` tells of
    articles and incidents that were made for a page before.
    """
    release = read_release(folder, tables)
    target = out or folder / FOLDER
    refuse_other_files(target)
    shutil.rmtree(target, ignore_errors=True)
    for name, value in data_of(release, known):
        write_bytes(target / "data" / f"{name}.js", script(name, value))
    for source in (HERE / "vendor", HERE / "page"):
        shutil.copytree(
            source, target / ("" if source.name == "page" else source.name), ignore=_index, dirs_exist_ok=True
        )
    shutil.copyfile(HERE / "page" / INDEX, target / INDEX)  # last: a folder without it is no explorer
    return target / INDEX


def refuse_other_files(target: Path) -> None:
    """Raise UsageError where a folder that an explorer would replace is none."""
    if target.exists() and any(target.iterdir()) and not (target / "data" / "release.js").is_file():
        raise UsageError(f"{target} holds other files than an explorer; name another folder.")


def data_of(release: Release, known: KnownPages | None = None) -> Iterator[tuple[str, Any]]:
    """Name and content of each file under data/."""
    yield "release", about(release)
    sentences, events = Sentences(len(release.tables["events"])), release.tables["events"]
    chosen = reviewed(release)
    texts = dict.fromkeys(events.loc[events["event_id"].isin(chosen[:REVIEWED]), "article_id"], "")
    yield from _articles(_marked_articles(release, sentences, texts, known.articles if known else None))
    yield from _incidents(release, Incidents(release, sentences), known.incidents if known else None)
    yield "review", review_of(release, chosen, texts)


def _marked_articles(
    release: Release, sentences: Sentences, wanted: dict[str, str], known: Known[Marked] | None
) -> Iterator[tuple[str, Marked]]:
    """The articles with their ids, read with their texts and rows some at a time.

    The marked sentences are left in `sentences`, the texts of wanted articles in `wanted`.
    """
    articles, events = release.tables["articles"][ARTICLE_COLUMNS], _EventRows(release)
    keys, copies = events.keys() if known else None, _copies(release)
    start = 0
    for texts in text_parts(release.folder / "articles.parquet", AT_ONCE):
        part, start = articles[start : start + len(texts)], start + len(texts)
        ids: list[str] = part["article_id"].tolist()
        make = partial(_marked_some, events, copies, part, texts)
        found = (
            make(list(range(len(ids))))
            if known is None or keys is None
            else known.of(keys.of(part, texts, [copies.get(each, ()) for each in ids]), make)
        )
        for numbers, marked in zip(events.by_article.each(ids), found, strict=True):
            for number, sentence in zip(numbers, marked.sentences, strict=True):
                sentences.keep(number, sentence)
        wanted |= {article: texts[n].as_py() or "" for n, article in enumerate(ids) if article in wanted}
        yield from zip(ids, found, strict=True)


class _EventRows:
    """The event rows of a release by article, and the rows of their child tables, each table with its rows by event."""

    def __init__(self, release: Release) -> None:
        self._events = release.tables["events"][EVENT_COLUMNS]
        self.by_article = Groups(self._events, "article_id")
        frames = {name: release.tables[name][columns] for name, columns in CHILD_COLUMNS.items()}
        self._children = {name: (frame, Groups(frame, "event_id")) for name, frame in frames.items()}

    def keys(self) -> Keys:
        """What the marking of each article depends on."""
        return Keys(self._events, self.by_article, self._children)

    def children(self, events: Sequence[str]) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """The child rows of these events, by table and event."""
        return {name: by_event.of(events) for name, (_, by_event) in self._children.items()}


def _marked_some(
    events: _EventRows, copies: Mapping[str, Sequence[str]], articles: pd.DataFrame, texts: pa.Array, places: list[int]
) -> list[Marked]:
    """The articles at these places, whose texts are at the same places, as marked text."""
    told = texts.take(pa.array(places, pa.int64())).to_pylist()
    rows = [row | {"text": text} for row, text in zip(rows_of(articles.iloc[places]), told, strict=True)]
    mine = events.by_article.of(row["article_id"] for row in rows)
    event_ids = [row["event_id"] for some in mine.values() for row in some]
    return list(marked_articles(rows, copies, mine, events.children(event_ids)))


def _copies(release: Release) -> dict[str, list[str]]:
    """Article → those that copy it, in the order of the table."""
    found: dict[str, list[str]] = {}
    for copy, first in copies_of(release.tables["articles"]).items():
        found.setdefault(first, []).append(copy)
    return found


def reviewed(release: Release) -> list[str]:
    """The rows of `ruydad review`, the most doubtful first; none where texts are withheld."""
    read = review_reading.Release(release.id, release.tables)
    return choose(read, Wish()) if has_texts(release.folder / "articles.parquet") else []


def review_of(release: Release, chosen: Sequence[str], text: Mapping[str, str]) -> dict[str, Any]:
    """The rows that the page's review walks, whose articles have these texts, and how many there are."""
    articles = release.tables["articles"]
    mine = articles[articles["article_id"].isin(list(text))]
    mine = mine.assign(text=mine["article_id"].map(text).astype("str"))
    shown = review_reading.Release(release.id, {**release.tables, "articles": mine})
    return {**page_data(shown, chosen[:REVIEWED]), "all": len(chosen)}


def about(release: Release) -> dict[str, Any]:
    """What the page says of the release as a whole, and the words it says it in."""
    tables, package = release.tables, release.package
    codes = [tables[name][column] for name, column in _CODES]
    countries = {str(code).split("-")[0] for column in codes for code in column.dropna().unique()}
    return {
        "id": release.id,
        "page": page_id(),
        "version": package["version"],
        "title": [package["title_fa"], package["title"]],
        "citation": package.get("citation") or f"{package['title']}. Version {package['version']}.",
        "licence": [{"name": each["title"], "path": each["path"]} for each in package["licenses"]],
        "sources": [{"name": each["title"], "path": each["path"]} for each in package.get("sources", [])],
        "rows": {name: len(tables[name]) for name in TABLES},
        "redirects": {row["former_incident_id"]: row["incident_id"] for row in rows_of(tables["redirects"])},
        "in_file": INCIDENTS_IN_FILE,
        "headers": {name: lines.header for name, lines in release.lines.items()},
        "kinds": list(KINDS),
        "labels": code_labels(countries),
        "strings": pairs("strings.csv"),
        "reasons": pairs("reasons.csv"),
        "folds": folds(),
    }


_CODES = (
    *(("events", name) for name in ("actor_code", "target_code", "source_code", "country")),
    *(("incidents", name) for name in ("actor_code", "target_code", "country")),
    ("casualties", "victim_code"),
)


def _incidents(release: Release, incidents: Incidents, known: Known[Told] | None) -> Iterator[tuple[str, Any]]:
    """Files of incidents, their claims and the lines of both tables, read some at a time; then what is of all of them."""
    frame, lines = release.tables["incidents"], release.lines
    ids: list[str] = frame["incident_id"].tolist()
    searched: list[bytes] = []
    told: list[Told] = []
    for start in range(0, len(ids), AT_ONCE):
        places = list(range(start, min(start + AT_ONCE, len(ids))))
        some = incidents.told(places, known)
        searched += [each.words for each in some]
        told += [each._replace(record=b"", words=b"") for each in some]
        rows = incidents.events.each(ids[start : start + AT_ONCE])
        files: dict[str, list[Any]] = {
            "rows/incidents": [lines["incidents"][place] for place in places],
            "rows/events": [[[n, lines["events"][n]] for n in mine] for mine in rows],
        }
        for at in range(0, len(places), INCIDENTS_IN_FILE):
            number, part = (start + at) // INCIDENTS_IN_FILE, slice(at, at + INCIDENTS_IN_FILE)
            yield f"claims/{number}", Items([each.record for each in some[part]])
            yield from ((f"{name}/{number}", values[part]) for name, values in files.items())
    yield "incidents", incident_columns(frame, told)
    yield "search", Items(searched)


def _articles(rows: Iterator[tuple[str, Marked]]) -> Iterator[tuple[str, Any]]:
    """Files of articles, each of about the same number of characters, and the index of them."""
    ids: list[str] = []
    first: list[int] = []  # number of the first article of each file
    part: list[bytes] = []
    size = 0
    for article, marked in rows:
        if part and size + marked.size > CHARACTERS_IN_FILE:
            yield f"articles/{len(first) - 1}", Items(part)
            part, size = [], 0
        if not part:
            first.append(len(ids))
        ids.append(article)
        part.append(marked.piece)
        size += marked.size
    if part:
        yield f"articles/{len(first) - 1}", Items(part)
    yield "articles", {"ids": ids, "first": first}
