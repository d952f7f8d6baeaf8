"""The stage: the same bytes twice, ids carried from release to release, corrections applied."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.incidents.corrections import COLUMNS
from pipeline.incidents.stress import stress
from pipeline.release.parquet import read_table, write_parquet
from pipeline.run.errors import UsageError
from pipeline.stages.incidents import READ, build


@pytest.fixture
def extracted(tmp_path: Path) -> Path:
    tables, _ = stress(80, seed=6, towns=5, days=30)
    for name in READ:
        write_parquet(name, getattr(tables, name), tmp_path / "extracted" / f"{name}.parquet")
    return tmp_path / "extracted"


def test_two_runs_leave_the_same_bytes(extracted: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(extracted, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 11
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)


def test_the_registry_of_a_release_keeps_its_ids(extracted: Path, tmp_path: Path) -> None:
    build(extracted, tmp_path / "first")
    curated = tmp_path / "curated"
    curated.mkdir()
    (curated / "incident_ids.csv").write_bytes((tmp_path / "first" / "incident_ids.csv").read_bytes())
    build(extracted, tmp_path / "second", curated=curated)
    one, two = (read_table("incidents", tmp_path / name / "incidents.parquet") for name in ("first", "second"))
    pd.testing.assert_frame_equal(one, two)
    assert (curated / "incident_ids.csv").read_bytes() == (tmp_path / "second" / "incident_ids.csv").read_bytes()


def test_a_correction_reaches_the_linked_events(extracted: Path, tmp_path: Path) -> None:
    events = read_table("events", extracted / "events.parquet")
    row = events[events["killed_low"].notna()].iloc[0]
    curated = tmp_path / "curated"
    curated.mkdir()
    line = f"parvin,2024-05-31,events,{row['event_id']},killed_low,{row['killed_low']},99,seen"
    (curated / "corrections.csv").write_text(f"{','.join(COLUMNS)}\n{line}\n", encoding="utf-8")
    build(extracted, tmp_path / "linked", curated=curated)
    linked = read_table("events", tmp_path / "linked" / "events.parquet").set_index("event_id")
    assert linked.loc[row["event_id"], "killed_low"] == 99
    told = read_table("corrections", tmp_path / "linked" / "corrections.parquet").iloc[0]
    assert told[["event_id", "reviewer", "correction_reason"]].tolist() == [row["event_id"], "parvin", "seen"]


def test_an_unknown_rule_is_bad_usage(extracted: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no reconciling rule boldest"):
        build(extracted, tmp_path / "linked", rule="boldest")
