"""Whole articles: the rows that extraction must get right, and those known to fail.

In: `articles.yaml` (articles of the sample corpus) and `agency.yaml` (one of our own, with and without its day).
"""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.articles.article import Article
from pipeline.events.extract import extract
from pipeline.mentions.resources import Resources

HERE = Path(__file__).parent
ARTICLES: list[dict[str, Any]] = yaml.safe_load((HERE / "articles.yaml").read_text(encoding="utf-8"))
AGENCY: dict[str, Any] = yaml.safe_load((HERE / "agency.yaml").read_text(encoding="utf-8"))
GOLD = {
    article["id"]: article
    for line in (HERE.parents[1] / "data" / "gold" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    for article in [json.loads(line)]
}
Row = dict[str, Any]
Rows = Callable[[str, dt.datetime | None], list[Row]]
READ: dict[str, Callable[[Row], Any]] = {
    "type": lambda row: row["event_type"],
    "sub_event_type": lambda row: row["sub_event_type"],
    "status": lambda row: row["status"],
    "killed": lambda row: [row["killed_low"], row["killed_high"]],
    "injured": lambda row: [row["injured_low"], row["injured_high"]],
    "country": lambda row: row["country"],
    "date": lambda row: row["date_start"],
    "flags": lambda row: sorted(row["date_flags"]),
    "jalali": lambda row: row["date_jalali"],
    "time": lambda row: row["time_text"],
    "trigger": lambda row: row["trigger_text"],
    "actor": lambda row: row["actor_code"],
    "victim": lambda row: row["casualties"][0]["victim_code"] if row["casualties"] else None,
    "places": lambda row: sorted(line["location_name"] for line in row["locations"]),
}


@pytest.fixture(scope="module")
def rows_of(resources: Resources, article_of: Callable[..., Article]) -> Rows:
    """Rows of a text by the shipped model, each text read once."""
    read: dict[tuple[str, dt.datetime | None], list[Row]] = {}

    def rows(text: str, published: dt.datetime | None) -> list[Row]:
        if (text, published) not in read:
            read[text, published] = extract(article_of(text, published), resources).events
        return read[text, published]

    return rows


def differences(row: Row, wanted: dict[str, Any], source: str) -> dict[str, tuple[Any, Any]]:
    """What a row has beside what is wanted of it, by name, where they are not the same."""
    told = {name: READ[name](row) if name in READ else row[source] for name in wanted}
    return {name: (told[name], value) for name, value in wanted.items() if told[name] != value}


def assert_one_meets(rows: list[Row], wanted: dict[str, Any], source: str) -> None:
    missed = [differences(row, wanted, source) for row in rows]
    nearest = min(missed, key=len, default="no row at all")
    assert {} in missed, nearest


def marks(wanted: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=wanted["fails"], strict=True)] if "fails" in wanted else []


SAMPLE = [
    pytest.param(entry["article"], row, id=f"{entry['article']}-{at}", marks=marks(row))
    for entry in ARTICLES
    for at, row in enumerate(entry["rows"])
]
EMPTY = [entry["article"] for entry in ARTICLES if not entry["rows"]]
OWN = [
    pytest.param(
        row,
        dated,
        id=f"{row['name']}, {'with' if dated else 'without'} its day",
        marks=marks(row | row.get("dated" if dated else "undated", {})),
    )
    for row in AGENCY["rows"]
    for dated in (True, False)
]


def published(article_id: str) -> dt.datetime | None:
    told = GOLD[article_id].get("published")
    return dt.datetime.fromisoformat(told) if told else None


@pytest.mark.parametrize(("article_id", "row"), SAMPLE)
def test_a_row_of_the_sample_corpus(rows_of: Rows, article_id: str, row: dict[str, Any]) -> None:
    wanted = {name: value for name, value in row.items() if name != "fails"}
    assert_one_meets(rows_of(GOLD[article_id]["text"], published(article_id)), wanted, "source_code")


@pytest.mark.parametrize("article_id", EMPTY)
def test_what_looks_like_war_and_is_none_gives_no_row(rows_of: Rows, article_id: str) -> None:
    assert rows_of(GOLD[article_id]["text"], published(article_id)) == []


@pytest.mark.parametrize(("row", "dated"), OWN)
def test_a_row_of_the_agency_text(rows_of: Rows, row: dict[str, Any], dated: bool) -> None:
    wanted = {name: value for name, value in row.items() if name not in ("name", "fails", "dated", "undated")}
    told = row.get("dated" if dated else "undated", {})
    wanted |= {name: value for name, value in told.items() if name != "fails"}
    day = dt.datetime.combine(AGENCY["published"], dt.time(10)) if dated else None
    assert_one_meets(rows_of(AGENCY["text"], day), wanted, "source_text")


def test_without_its_day_the_agency_text_has_no_gregorian_date(rows_of: Rows) -> None:
    rows = rows_of(AGENCY["text"], None)
    assert rows
    assert {(row["date_start"], row["date_end"], row["date_not_after"], row["jalali_year"]) for row in rows} == {
        (None, None, None, None)
    }
