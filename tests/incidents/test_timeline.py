"""The timeline as of a day: what had been published by then, under the ids of the whole."""

import datetime
from pathlib import Path

import pandas as pd
import pytest

from pipeline.incidents.build import build_incidents
from pipeline.incidents.cases import read_cases
from pipeline.incidents.stress import stress
from pipeline.incidents.timeline import as_of

CASES = {case.name: case for case in read_cases(Path(__file__).parent.parent / "examples" / "linking_cases.yaml")}


@pytest.mark.parametrize(("day", "killed"), [(5, 12), (6, 31), (7, 31), (8, 47)])
def test_the_toll_is_what_was_known_at_the_end_of_the_day(day: int, killed: int) -> None:
    t = CASES["rising toll"].tables
    linked = build_incidents(t.articles, t.events, t.casualties, t.locations, t.sources)
    incidents, revisions = as_of(linked.articles, linked.events, t.casualties, datetime.date(2022, 3, day))
    assert incidents["killed_best"].tolist() == [killed]
    assert incidents["incident_id"].tolist() == linked.incidents["incident_id"].tolist()
    assert revisions["published_at"].max() < pd.Timestamp(2022, 3, day + 1)


def test_nothing_is_known_before_the_first_report() -> None:
    t = CASES["rising toll"].tables
    linked = build_incidents(t.articles, t.events, t.casualties, t.locations, t.sources)
    incidents, revisions = as_of(linked.articles, linked.events, t.casualties, datetime.date(2022, 3, 4))
    assert (len(incidents), len(revisions)) == (0, 0)


def test_after_the_last_report_the_timeline_is_the_table() -> None:
    t, _ = stress(300, seed=8, towns=10, days=50)
    linked = build_incidents(t.articles, t.events, t.casualties, t.locations, t.sources)
    last = linked.events["published_at"].max().date()
    incidents, revisions = as_of(linked.articles, linked.events, t.casualties, last)
    pd.testing.assert_frame_equal(incidents, linked.incidents)
    pd.testing.assert_frame_equal(revisions, linked.revisions)
