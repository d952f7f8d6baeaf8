"""The gold rows of the sample corpus keep the guideline's format, word for word and day for day.

In: data/gold and data/raw. Every verbatim field must stand in the article, every code in the code lists, every date
in the calendar; and the articles the gold was written on must be those the articles stage reads.
"""

import csv
import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.articles.article import Article, Rejected
from pipeline.articles.inputs import read_inputs

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "data" / "gold"
RAW = ROOT / "data" / "raw"
CODES = ROOT / "pipeline" / "schema" / "codes"

EVENT_FIELDS = [
    "quote", "also", "trigger", "sub_event_type", "status", "aggregate", "date_text", "date_start", "date_end",
    "date_precision", "locations", "actor", "target", "casualties", "source", "chain", "claim",
]  # fmt: skip
ROLES = {"MIL", "POL", "GOV", "REB", "CIV", "MED", "IGO", "OBJ", "UNK"}
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@cache
def codes(name: str) -> set[str]:
    """The codes of one list of the schema."""
    with (CODES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


@cache
def articles() -> dict[str, dict[str, Any]]:
    """The articles the gold was written on, by id."""
    lines = (GOLD / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {article["id"]: article for article in map(json.loads, lines)}


@cache
def gold() -> list[dict[str, Any]]:
    """The annotated articles in their order."""
    return list(json.loads((GOLD / "gold.json").read_text(encoding="utf-8")))


@cache
def corpus() -> tuple[Article | Rejected, ...]:
    """What the articles stage makes of data/raw."""
    return tuple(read_inputs([RAW]))


def rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row with its article's id."""
    for article in gold():
        for row in article["events"]:
            yield article["id"], row


def faults_of_words(text: str, row: dict[str, Any]) -> list[str]:
    """Verbatim fields that are not where they must be."""
    mentions = [row["quote"], *row["also"]]
    parties = [party["text"] for party in (row["actor"], row["target"]) if party]
    wanted = [*mentions, row["date_text"], *row["chain"], row["source"]["text"], *parties]
    wanted += [place["text"] for place in row["locations"]] + [each["text"] for each in row["casualties"]]
    faults = [f"not in the article: {words!r}" for words in wanted if words is not None and words not in text]
    faults += [
        f"blank or with outer spaces: {words!r}" for words in wanted if words is not None and words != words.strip()
    ]
    if text.count(row["quote"]) != 1:
        faults.append(f"the quote stands {text.count(row['quote'])} times: {row['quote']!r}")
    if not row["trigger"] or row["trigger"] not in row["quote"]:
        faults.append(f"the trigger is not in its quote: {row['trigger']!r}")
    for each in row["casualties"]:
        if not any(each["text"] in mention for mention in mentions):
            faults.append(f"a toll outside quote and also: {each['text']!r}")
    return faults


def faults_of_codes(row: dict[str, Any]) -> list[str]:
    """Codes that no list knows."""
    countries = codes("country") | {"INT", "UNK"}
    faults = []
    for field, listed in (("sub_event_type", "sub_event_type"), ("status", "status"), ("claim", "claim")):
        if row[field] not in codes(listed):
            faults.append(f"{field}: {row[field]!r}")
    if row["date_precision"] not in codes("date_precision"):
        faults.append(f"date_precision: {row['date_precision']!r}")
    parties = [row["actor"], row["target"], row["source"]]
    for code in [party["code"] for party in parties if party] + [each["victims"] for each in row["casualties"]]:
        if code is not None and (code[:3] not in countries or code[3] != "-" or code[4:] not in ROLES):
            faults.append(f"party code: {code!r}")
    if row["source"]["type"] not in codes("source_type") | {None}:
        faults.append(f"source type: {row['source']['type']!r}")
    for place in row["locations"]:
        if place["level"] not in codes("geo_precision") or place["country"] not in codes("country") | {None}:
            faults.append(f"place: {place!r}")
    faults += [f"kind: {each['kind']!r}" for each in row["casualties"] if each["kind"] not in codes("casualty_kind")]
    return faults


def faults_of_dates(published: str | None, row: dict[str, Any]) -> list[str]:
    """Dates that are no days, run backwards, or fall after publication without being planned."""
    told = (row["date_start"], row["date_end"])
    if told == (None, None):
        return [] if row["date_precision"] == "unknown" else [f"precision without a date: {row['date_precision']}"]
    if None in told:
        return [f"half a date: {told}"]
    start, end = (dt.date.fromisoformat(day) for day in told)
    faults = [] if row["date_text"] else ["a date without the words that fix it"]
    length = (end - start).days + 1
    bounds = {"day": (1, 1), "range": (2, 3660), "week": (7, 7), "month": (28, 31), "year": (365, 366)}
    low, high = bounds.get(row["date_precision"], (0, 0))
    if not low <= length <= high:
        faults.append(f"{length} days with precision {row['date_precision']}")
    if published and end > dt.date.fromisoformat(published) and row["status"] != "planned":
        faults.append(f"happened on {end}, told on {published}")
    if published and row["status"] == "planned" and end < dt.date.fromisoformat(published):
        faults.append(f"planned for {end}, told on {published}")
    return faults


def faults_of_figures(row: dict[str, Any]) -> list[str]:
    """Figures that contradict themselves."""
    faults = []
    for each in row["casualties"]:
        low, high = each["min"], each["max"]
        if each["vague"] != (low is None and high is None):
            faults.append(f"vague and yet a figure, or neither: {each}")
        if low is not None and high is not None and not 0 <= low <= high:
            faults.append(f"bounds: {each}")
    return faults


def test_articles_and_gold_name_the_same_ids() -> None:
    ids = [article["id"] for article in gold()]
    assert ids == list(articles())
    assert len(set(ids)) == len(ids)
    assert [each for each in ids if not ID.fullmatch(each)] == []


@pytest.mark.parametrize("article_id", list(articles()))
def test_rows_keep_the_format(article_id: str) -> None:
    article = articles()[article_id]
    annotated = next(each for each in gold() if each["id"] == article_id)
    faults = []
    for number, row in enumerate(annotated["events"]):
        assert list(row) == EVENT_FIELDS
        found = faults_of_words(article["text"], row) + faults_of_codes(row) + faults_of_figures(row)
        found += faults_of_dates(article["published"], row)
        if row["source"]["text"] is not None and row["chain"][-1:] != [row["source"]["text"]]:
            found.append("the chain does not end with the source")
        if (row["status"] == "denied") != (row["claim"] == "denied"):
            found.append("denied in one place only")
        faults += [f"row {number}: {fault}" for fault in found]
    assert faults == []
    positions = [article["text"].index(row["quote"]) for row in annotated["events"]]
    assert positions == sorted(positions)
    assert len(positions) <= 14


def test_the_checks_can_fail() -> None:
    article_id, row = next(rows())
    text = articles()[article_id]["text"]
    assert faults_of_words(text, row | {"quote": row["quote"] + "؟"})
    assert faults_of_words(text, row | {"trigger": "واژه‌ای که نیست"})
    assert faults_of_codes(row | {"claim": "rumoured"})
    assert faults_of_codes(row | {"actor": {"text": None, "code": "XXX-MIL", "group": None}})
    assert faults_of_dates("2022-09-13", row | {"date_start": "2022-09-14", "date_end": "2022-09-14"})
    assert faults_of_dates(None, row | {"date_start": None, "date_end": "2022-09-14"})
    assert faults_of_figures(row | {"casualties": [{"vague": True, "min": 3, "max": 3}]})


def test_the_articles_stage_reads_what_the_gold_was_written_on() -> None:
    read = {each.article_id: each for each in corpus() if isinstance(each, Article)}
    assert set(read) == set(articles())
    different = []
    for article_id, article in articles().items():
        each = read[article_id]
        day = each.published_at.date().isoformat() if each.published_at else None
        if (each.text, each.title or "", each.outlet, day) != (
            article["text"], article["title"] or "", article["outlet"], article["published"],
        ):  # fmt: skip
            different.append(article_id)
    assert different == []


def test_the_bad_inputs_are_rejected_each_for_its_reason() -> None:
    rejected = {each.input_file: each.reason for each in corpus() if isinstance(each, Rejected)}
    rejected.pop("README.md", None)
    assert rejected == {
        "rejects/empty.txt": "empty",
        "rejects/english.txt": "not_persian",
        "rejects/picture.txt": "binary",
    }


def test_the_corpus_is_as_varied_as_it_promises() -> None:
    types = Counter(row["sub_event_type"] for _, row in rows())
    assert codes("sub_event_type") - set(types) == set()
    assert codes("status") - {row["status"] for _, row in rows()} == set()
    assert codes("claim") - {row["claim"] for _, row in rows()} == set()
    assert len(articles()) >= 46
    assert sum(not article["events"] for article in gold()) >= 8
    varieties = Counter(each.variety for each in corpus() if isinstance(each, Article))
    assert varieties["fa-AF"] >= 8
    bases = {each.published_basis for each in corpus() if isinstance(each, Article)}
    assert bases == {"given", "read_from_text", "none"}
    assert sum(file.stat().st_size for file in RAW.rglob("*") if file.is_file()) < 600_000


def test_incidents_group_rows_that_exist_and_each_row_once() -> None:
    told = json.loads((GOLD / "incidents.json").read_text(encoding="utf-8"))
    known = {(article["id"], number) for article in gold() for number in range(len(article["events"]))}
    groups = [[tuple(row) for row in incident["rows"]] for incident in told["incidents"]]
    grouped = [row for group in groups for row in group]
    assert set(grouped) <= known
    assert len(set(grouped)) == len(grouped)
    assert all(len(group) >= 2 for group in groups)
    together = {row: number for number, group in enumerate(groups) for row in group}
    for first, second in ([tuple(row) for row in pair] for pair in told["undecided"]):
        assert {first, second} <= known
        assert first not in together or together[first] != together.get(second)
    by_row = {(article["id"], number): row for article in gold() for number, row in enumerate(article["events"])}
    summed = [
        row for row in grouped if by_row[row]["aggregate"] or by_row[row]["status"] in ("planned", "hypothetical")
    ]
    assert summed == []
