"""The twelve hard cases: linked as a reader would, with the figures a reader would give."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from pipeline.incidents.build import IncidentTables, build_incidents
from pipeline.incidents.cases import Case, read_cases
from pipeline.incidents.reconcile import Rule

CASES = {case.name: case for case in read_cases(Path(__file__).parent.parent / "examples" / "linking_cases.yaml")}


@cache
def build(name: str, rule: Rule = "representative") -> IncidentTables:
    t = CASES[name].tables
    return build_incidents(t.articles, t.events, t.casualties, t.locations, t.sources, rule=rule)


def partition(events: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(group) for group in events.groupby("incident_id")["event_id"].agg(set)}


def truth(case: Case) -> set[frozenset[str]]:
    happenings: dict[str, set[str]] = {}
    for event, happening in case.truth.items():
        happenings.setdefault(happening, set()).add(event)
    return {frozenset(events) for events in happenings.values()}


@pytest.mark.parametrize("name", sorted(CASES))
def test_rows_are_put_together_as_a_reader_would(name: str) -> None:
    assert partition(build(name).events) == truth(CASES[name])


def killed(name: str, rule: Rule) -> tuple[object, ...]:
    """Low, best and high of the one incident of a case."""
    (row,) = build(name, rule).incidents.to_dict("records")
    return tuple(None if row[f"killed_{b}"] is pd.NA else row[f"killed_{b}"] for b in ("low", "best", "high"))


def test_a_rising_toll_is_known_by_its_latest_figure_and_its_steps() -> None:
    tables = build("rising toll")
    steps = tables.revisions[tables.revisions["kind"] == "killed"]
    assert steps["change"].tolist() == ["first", "raised", "raised"]
    assert killed("rising toll", "representative") == (47, 47, 47)


def test_a_changed_numeral_makes_a_revision_and_both_voices_count() -> None:
    tables = build("one numeral changed")
    assert tables.near_duplicates["relation"].tolist() == ["revision"]
    assert tables.articles["near_duplicate_of"].isna().all()
    assert killed("one numeral changed", "informative")[1] == 7


def test_template_flashes_are_no_copies() -> None:
    assert "copy" not in build("template flashes").near_duplicates["relation"].tolist()


def test_a_denial_is_named_and_takes_no_figure_away() -> None:
    (row,) = build("denial").incidents.to_dict("records")
    assert row["denied_by"] == ["Russian defence ministry"]
    assert row["is_disputed"] is True
    assert row["killed_best"] == 14


def test_a_party_does_not_count_its_enemys_dead_in_the_representative_rule() -> None:
    assert killed("rival tolls", "representative")[1] == 49
    assert killed("rival tolls", "informative")[1] == 120
    assert killed("rival tolls", "conservative")[1] == 49
    tables = build("rival tolls")
    (row,) = tables.incidents.to_dict("records")
    assert (row["killed_low_by"], row["killed_high_by"]) == (["government"], ["military"])
    assert bool(tables.incidents["is_disputed"].iloc[0])
    assert tables.revisions["change"].tolist() == ["first", "contradicted"]


def test_new_deaths_are_added_to_the_same_voices_total() -> None:
    tables = build("new versus total")
    assert killed("new versus total", "representative") == (25, 25, 25)
    assert tables.revisions[["low", "change"]].values.tolist() == [[20, "first"], [25, "raised"]]


def test_a_part_alone_gives_no_toll() -> None:
    assert killed("subset alone", "informative") == (None, None, None)


def test_the_bridging_row_says_why_it_stays_alone() -> None:
    links = build("bridging row").links
    about = links[links["other_event_id"] == "bridging row/2"]
    assert not set(about["decision"]) & {"linked", "attached"}
