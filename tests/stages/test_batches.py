"""Ids over batches of real articles: a later report joins two incidents, a reviewer parts them, and every id leads on."""

import json
from pathlib import Path

import pytest

from pipeline.articles.limits import Limits
from pipeline.incidents.corrections import COLUMNS
from pipeline.incidents.ids import read_registry, redirects
from pipeline.release.parquet import read_table
from pipeline.release.regrouping import regrouping
from pipeline.run.extraction import extract_tables
from pipeline.stages import articles, incidents

FIRST = [
    ("market", "2022-09-13 18:00", "Sepidar", "روز سه‌شنبه انفجار بمب در بازار موصل ۱۲ کشته بر جای گذاشت."),
    ("hospital", "2022-09-13 22:00", "Nasim", "در انفجار بمب روز سه‌شنبه ۱۷ نفر کشته و ۴۰ نفر زخمی شدند."),
]
LATER = [("both", "2022-09-14 09:00", "Arvand", "انفجار بمب روز سه‌شنبه در بازار موصل ۱۷ کشته و ۴۰ زخمی داشت.")]


def build(records, folder: Path, curated: Path):
    """Events by article, from records to linked rows."""
    names = ("id", "published", "outlet", "text")
    lines = (json.dumps(dict(zip(names, record, strict=True)), ensure_ascii=False) for record in records)
    folder.mkdir()
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    articles.build([folder / "in.jsonl"], Limits(), folder)
    extract_tables(folder, folder / "extracted")
    incidents.build(folder / "extracted", folder / "linked", curated=curated)
    return read_table("events", folder / "linked" / "events.parquet")


def publish(folder: Path, curated: Path):
    (curated / "incident_ids.csv").write_bytes((folder / "linked" / "incident_ids.csv").read_bytes())


@pytest.fixture
def curated(tmp_path):
    (tmp_path / "curated").mkdir()
    return tmp_path / "curated"


def test_ids_survive_a_merge_by_new_articles_and_a_split_by_a_reviewer(tmp_path, curated):
    first = build(FIRST, tmp_path / "first", curated)
    publish(tmp_path / "first", curated)
    market, hospital = (first.set_index("article_id").loc[name] for name in ("market", "hospital"))
    assert market["incident_id"] != hospital["incident_id"]

    second = build([*FIRST, *LATER], tmp_path / "second", curated)
    publish(tmp_path / "second", curated)
    assert set(second["incident_id"]) == {market["incident_id"]}
    assert redirects(read_registry(curated / "incident_ids.csv")) == {hospital["incident_id"]: market["incident_id"]}
    assert regrouping(first, second).merged == {
        market["incident_id"]: tuple(sorted([market["incident_id"], hospital["incident_id"]]))
    }

    both = second.set_index("article_id").loc["both", "event_id"]
    apart = [
        f"parvin,2022-09-20,incidents,{hospital['event_id']} + {other},split,2,,another blast"
        for other in (market["event_id"], both)
    ]
    (curated / "corrections.csv").write_text("\n".join([",".join(COLUMNS), *apart, ""]), encoding="utf-8")
    third = build([*FIRST, *LATER], tmp_path / "third", curated).set_index("article_id")
    assert third.loc["hospital", "incident_id"] == hospital["incident_id"]
    assert third.loc["both", "incident_id"] == third.loc["market", "incident_id"] == market["incident_id"]
    registry = read_registry(tmp_path / "third" / "linked" / "incident_ids.csv")
    assert redirects(registry) == {}
    assert registry["change"].tolist() == ["founded", "founded", "merged", "revived"]
