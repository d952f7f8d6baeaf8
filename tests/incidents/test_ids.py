"""Incident ids over releases: the older survives a merge, a split gives it back, redirects stay."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.incidents.build import Judgement, build_incidents
from pipeline.incidents.cases import Tables
from pipeline.incidents.ids import assign_ids, empty_registry, read_registry, redirects, write_registry
from pipeline.incidents.stress import stress


@pytest.fixture
def events() -> pd.DataFrame:
    """Four rows of four articles, an hour apart."""
    return pd.DataFrame(
        {
            "event_id": ["e0", "e1", "e2", "e3"],
            "article_id": ["a0", "a1", "a2", "a3"],
            "trigger_text": ["انفجار", "حمله", "انفجار", "درگیری"],
            "trigger_start": pd.array([10, 4, 7, 30], dtype="Int64"),
            "published_at": pd.to_datetime(["2020-01-01"] * 4) + pd.to_timedelta([0, 1, 2, 3], unit="h"),
        }
    )


def labels(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def test_merge_then_split(events: pd.DataFrame) -> None:
    apart, first = assign_ids(events, labels(0, 1, 2, 3), empty_registry())
    merged, second = assign_ids(events, labels(0, 0, 2, 3), first)
    assert merged == [apart[0], apart[0], apart[2], apart[3]]
    assert redirects(second) == {apart[1]: apart[0]}
    split, third = assign_ids(events, labels(0, 1, 2, 3), second)
    assert split == apart
    assert redirects(third) == {}
    assert third["change"].tolist() == ["founded"] * 4 + ["merged", "revived"]
    again, fourth = assign_ids(events, labels(0, 1, 2, 3), third)
    assert again == apart
    pd.testing.assert_frame_equal(fourth, third)


def test_redirects_lead_to_the_end_of_the_chain(events: pd.DataFrame) -> None:
    apart, registry = assign_ids(events, labels(0, 1, 2, 3), empty_registry())
    _, registry = assign_ids(events, labels(0, 1, 1, 3), registry)
    _, registry = assign_ids(events, labels(0, 0, 0, 3), registry)
    assert redirects(registry) == {apart[1]: apart[0], apart[2]: apart[0]}


def test_an_earlier_report_that_arrives_late_changes_no_id(events: pd.DataFrame) -> None:
    late = events.iloc[1:].reset_index(drop=True)
    ids, registry = assign_ids(late, labels(0, 0, 2), empty_registry())
    whole, _ = assign_ids(events, labels(0, 0, 0, 3), registry)
    assert whole == [ids[0]] * 3 + [ids[2]]


def test_the_founder_is_known_after_the_trigger_has_moved(events: pd.DataFrame) -> None:
    ids, registry = assign_ids(events, labels(0, 1, 2, 3), empty_registry())
    moved = events.assign(event_id=["f3", "f2", "f1", "f0"], trigger_start=events["trigger_start"] + 5)
    found, _ = assign_ids(moved, labels(0, 1, 2, 3), registry)
    assert found == ids


def test_the_registry_is_read_as_it_was_written(events: pd.DataFrame, tmp_path: Path) -> None:
    _, registry = assign_ids(events, labels(0, 1, 2, 3), empty_registry())
    _, registry = assign_ids(events, labels(0, 0, 2, 3), registry)
    write_registry(registry, tmp_path / "ids.csv")
    pd.testing.assert_frame_equal(read_registry(tmp_path / "ids.csv"), registry)


@pytest.mark.parametrize(
    ("line", "fault"),
    [("inc-1,merged,inc-2,a,b,1", "follows no founding"), ("inc-1,founded,,a,b,1\ninc-1,merged,inc-2,,,", "not known")],
)
def test_a_registry_with_a_fault_is_refused(line: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "ids.csv"
    path.write_text(f"incident_id,change,other_id,article_id,trigger_text,trigger_start\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=fault):
        read_registry(path)


def test_a_reviewers_merge_and_its_withdrawal_keep_the_ids() -> None:
    tables, _ = stress(60, seed=4, towns=6, days=40)

    def build(registry: pd.DataFrame | None, *judgements: Judgement) -> tuple[pd.Series, pd.DataFrame]:
        t: Tables = tables
        found = build_incidents(
            t.articles, t.events, t.casualties, t.locations, t.sources, registry=registry, judgements=judgements
        )
        return found.events.set_index("event_id")["incident_id"], found.registry

    before, registry = build(None)
    one, other = (before[before == incident].index[0] for incident in sorted(before.unique())[:2])
    merged, registry = build(registry, Judgement(one, other, is_same=True))
    assert merged[one] == merged[other]
    assert redirects(registry) in ({before[one]: before[other]}, {before[other]: before[one]})
    after, _ = build(registry)
    pd.testing.assert_series_equal(after, before)
