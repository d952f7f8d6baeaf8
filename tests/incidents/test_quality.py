"""How well linking does on hand-made pairs, on made-up happenings and on retold rows of the sample, beside simpler ways."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.incidents.baselines import baselines
from pipeline.incidents.build import build_incidents
from pipeline.incidents.cases import Tables, read_cases, together
from pipeline.incidents.scoring import LinkingScores, score_linking
from pipeline.incidents.stress import stress
from pipeline.incidents.variants import retold
from pipeline.release.changes import read_release_table
from pipeline.release.scoring import score
from pipeline.stages.scores import first_rows

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "data" / "gold"


def scores(tables: Tables, truth: Mapping[str, str]) -> LinkingScores:
    t = tables
    found = build_incidents(t.articles, t.events, t.casualties, t.locations, t.sources).events
    return score_linking(truth, dict(zip(found["event_id"], found["incident_id"], strict=True)))


@pytest.fixture(scope="module")
def pairs() -> tuple[Tables, dict[str, str]]:
    cases = read_cases(GOLD / "incident_pairs.yaml")
    assert len(cases) >= 120
    return together(cases)


@pytest.fixture(scope="module")
def sample() -> tuple[Tables, dict[str, str]]:
    """Rows of the sample's release, one a happening."""
    names = ("articles", "events", "casualties", "locations", "sources")
    tables = {name: read_release_table(name, ROOT / "data" / "release") for name in names}
    gold = json.loads((GOLD / "gold.json").read_text(encoding="utf-8"))
    lines = (GOLD / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    found = score(gold, {each["id"]: each["text"] for each in map(json.loads, lines)}, tables)
    happenings = json.loads((GOLD / "incidents.json").read_text(encoding="utf-8"))
    return Tables(**tables), first_rows(found.pairs, happenings)


@pytest.fixture(scope="module")
def again(sample: tuple[Tables, dict[str, str]]) -> tuple[Tables, dict[str, str]]:
    """The same rows retold; tests only read them."""
    return retold(*sample)


@pytest.fixture(scope="module")
def linked(pairs: tuple[Tables, dict[str, str]]) -> LinkingScores:
    return scores(*pairs)


def test_hand_made_pairs_are_told_apart_and_together(linked: LinkingScores) -> None:
    found = linked
    assert found.lea.f1 >= 0.95
    assert found.pairs.precision >= 0.98
    assert found.largest == found.largest_true


def test_made_up_happenings_are_found_and_not_chained() -> None:
    tables, truth = stress(2_000, seed=2)
    found = scores(tables, truth)
    assert found.lea.f1 >= 0.9
    assert found.pairs.precision >= 0.98
    assert found.largest <= found.largest_true
    chained = score_linking(truth, baselines(tables)["union_find"])
    assert chained.pairs.precision < 0.9
    assert chained.largest > 2 * chained.largest_true


def test_retold_rows_of_the_sample_find_their_happening(again: tuple[Tables, dict[str, str]]) -> None:
    found = scores(*again)
    assert found.lea.f1 >= 0.85
    assert found.pairs.precision >= 0.95


def test_linking_is_better_than_simpler_ways(pairs: tuple[Tables, dict[str, str]], linked: LinkingScores) -> None:
    tables, truth = pairs
    theirs = {name: score_linking(truth, found) for name, found in baselines(tables).items()}
    assert set(theirs) == {"singletons", "one_a_day", "union_find", "text_only"}
    assert all(linked.lea.f1 > each.lea.f1 for each in theirs.values())


def test_a_retelling_keeps_what_it_does_not_change(
    sample: tuple[Tables, dict[str, str]], again: tuple[Tables, dict[str, str]]
) -> None:
    tables, truth = retold(*sample)
    assert tables.events.equals(again[0].events)
    events = tables.events.set_index("event_id")
    told = next(event for event in sorted(truth) if event.endswith("/redated"))
    before = events.loc[told.replace("/redated", "/told")]
    assert truth[told] != truth[told.replace("/redated", "/told")]
    assert (events.loc[told, "date_start"] - before["date_start"]).days >= 3
    assert events.loc[told, "location_name"] == before["location_name"] or before.isna()["location_name"]
