"""Corrections hold as long as their ground does, and fail loudly after it has gone."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.incidents.build import build_incidents
from pipeline.incidents.cases import Tables, read_cases
from pipeline.incidents.corrections import COLUMNS, CorrectionError, apply_corrections, read_corrections

CASES = {case.name: case for case in read_cases(Path(__file__).parent.parent / "examples" / "linking_cases.yaml")}
FIRST = "rising toll/0"


@pytest.fixture
def tables() -> Tables:
    return CASES["rising toll"].tables


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([",".join(COLUMNS), *lines, ""]), encoding="utf-8")
    return path


def test_a_corrected_cell_says_who_and_why(tables: Tables, tmp_path: Path) -> None:
    line = f"parvin,2024-05-31,events,{FIRST},killed_low,12,13,the hospital's list"
    found = apply_corrections(tables.events, read_corrections(written(tmp_path / "corrections.csv", line)))
    row = found.events.set_index("event_id").loc[FIRST]
    assert row["killed_low"] == 13
    assert row["rules"] == ["curated.parvin"]
    assert found.log["correction_reason"].tolist() == ["the hospital's list"]
    assert tables.events.set_index("event_id").loc[FIRST, "killed_low"] == 12
    untouched = found.events["event_id"] != FIRST
    pd.testing.assert_frame_equal(found.events[untouched], tables.events[untouched])


@pytest.mark.parametrize(
    ("column", "old", "new"),
    [
        ("date_start", "2022-03-05", "2022-03-04"),
        ("location_name", "Mosul", ""),
        ("is_aggregate", "false", "true"),
        ("latitude", "36.335", "36.34"),
        ("weapons", "", "bomb; car_bomb"),
    ],
)
def test_every_type_of_cell_is_read_and_written(
    tables: Tables, tmp_path: Path, column: str, old: str, new: str
) -> None:
    there = written(tmp_path / "corrections.csv", f"parvin,2024-05-31,events,{FIRST},{column},{old},{new},seen")
    back = written(tmp_path / "back.csv", f"parvin,2024-05-31,events,{FIRST},{column},{new},{old},seen")
    once = apply_corrections(tables.events, read_corrections(there)).events
    twice = apply_corrections(once, read_corrections(back)).events
    pd.testing.assert_series_equal(twice[column], tables.events[column])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (f"parvin,2024-05-31,events,{FIRST},killed_low,11,13,seen", "killed_low is '12' now, not '11'"),
        ("parvin,2024-05-31,events,gone,killed_low,12,13,seen", "row gone is no more"),
        (f"parvin,2024-05-31,incidents,{FIRST} + gone,merge,2,,seen", "1 of the two rows are known now"),
    ],
)
def test_a_correction_without_ground_fails(tables: Tables, tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(CorrectionError, match=fault):
        apply_corrections(tables.events, read_corrections(written(tmp_path / "corrections.csv", line)))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (f"parvin,2024-05-31,events,{FIRST},event_id,a,b,seen", "not open to correction"),
        (f"parvin,1402-01-01,events,{FIRST},killed_low,12,13,seen", "is no Gregorian day"),
        (f"parvin,yesterday,events,{FIRST},killed_low,12,13,seen", "is no Gregorian day"),
        (f"parvin,2024-05-31,events,{FIRST},killed_low,12,13,", "a reason are needed"),
        (f"parvin,2024-05-31,events,{FIRST},killed_low,12,12,seen", "are the same"),
        ("parvin,2024-05-31,incidents,one,merge,2,,seen", "needs column merge or split"),
    ],
)
def test_a_malformed_line_is_refused_by_its_number(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(CorrectionError, match=rf"line 2: .*{fault}"):
        read_corrections(written(tmp_path / "corrections.csv", line))


def test_one_cell_cannot_be_corrected_twice(tmp_path: Path) -> None:
    lines = (f"{who},2024-05-31,events,{FIRST},killed_low,12,13,seen" for who in ("parvin", "dara"))
    with pytest.raises(CorrectionError, match="line 3: the same cell is corrected in line 2"):
        read_corrections(written(tmp_path / "corrections.csv", *lines))


def test_a_curated_split_parts_what_the_score_joins(tables: Tables, tmp_path: Path) -> None:
    lines = [f"parvin,2024-05-31,incidents,{FIRST} + rising toll/{n},split,2,,another market" for n in (1, 2)]
    found = apply_corrections(tables.events, read_corrections(written(tmp_path / "corrections.csv", *lines)))
    t = tables
    built = build_incidents(t.articles, found.events, t.casualties, t.locations, t.sources, judgements=found.judgements)
    incident = built.events.set_index("event_id")["incident_id"]
    assert incident["rising toll/1"] == incident["rising toll/2"] != incident[FIRST]
