"""The timeline on the command line, and what explain says of links and corrections."""

import datetime as dt
import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.incidents.stress import stress
from pipeline.release.parquet import write_parquet
from pipeline.release.write import write_tables
from pipeline.run.cli import app
from pipeline.run.errors import UsageError
from pipeline.run.explain import explain_event
from pipeline.run.timeline import lines, read_day
from pipeline.schema.tables import TABLES, empty
from pipeline.stages.incidents import READ, build


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the linked tables of made-up rows."""
    found = tmp_path_factory.mktemp("timeline")
    tables, _ = stress(120, seed=5, towns=5, days=30)
    for name in READ:
        write_parquet(name, getattr(tables, name), found / f"{name}.parquet")
    build(found, found)
    return found


def test_the_timeline_of_a_day_knows_what_was_published_by_then(folder):
    events = pd.read_parquet(folder / "events.parquet")
    day = events["published_at"].quantile(0.4).date()
    told = json.loads(call("timeline", "--in", folder, "--as-of", day, "--json").stdout)
    known = events[events["published_at"] < pd.Timestamp(day) + pd.Timedelta(days=1)]
    assert {row["incident_id"] for row in told["incidents"]} == set(known["incident_id"])
    assert all(row["published_at"][:10] <= str(day) for row in told["revisions"])
    lines = call("timeline", "--in", folder, "--as-of", day).stdout.splitlines()
    assert len(lines) == 2 + len(told["incidents"])


def test_without_a_day_it_is_the_table_and_another_rule_reconciles_anew(folder):
    whole = json.loads(call("timeline", "--in", folder, "--json").stdout)["incidents"]
    assert len(whole) == len(pd.read_parquet(folder / "incidents.parquet"))
    other = json.loads(call("timeline", "--in", folder, "--rule", "informative", "--json").stdout)["incidents"]
    best = {row["incident_id"]: row["killed_best"] or 0 for row in whole}
    assert all((row["killed_best"] or 0) >= best[row["incident_id"]] for row in other)
    assert {row["reconciliation_rule"] for row in other} == {"informative"}


def test_days_are_read_in_both_calendars():
    assert read_day("2022-09-14") == read_day("1401-06-23") == read_day("1401-06-23 SH") == dt.date(2022, 9, 14)
    assert read_day("1401/6/23") == read_day("۱۴۰۱/۰۶/۲۳") == read_day("2022/09/14") == dt.date(2022, 9, 14)
    for text in ("2022-13-01", "1401-12-31", "1401-06/23", "yesterday"):
        with pytest.raises(UsageError, match="is no day like"):
            read_day(text)


@pytest.mark.parametrize(
    ("bounds", "shown"),
    [((3, 3, 3), "3"), ((8000, 8000, None), "≥8000"), ((2, None, 99), "2–99"), ((1, 1, 2), "1–2 (1)"),
     ((None, None, 5), "≤5"), ((3, 5, None), "≥3 (5)"), ((None, None, None), "")],
)  # fmt: skip
def test_a_range_says_what_is_least_most_and_best(folder, bounds, shown):
    incidents = pd.read_parquet(folder / "incidents.parquet").head(1)
    incidents[["killed_low", "killed_best", "killed_high"]] = pd.array(bounds, dtype="Int64")
    incidents[["injured_low", "injured_best", "injured_high"]] = pd.NA
    legend, head, line = lines(incidents)
    assert "≥ at least" in legend and head.startswith("date")
    assert line[68:82].strip() == shown


def test_what_is_no_release_or_rule_is_bad_usage(folder, tmp_path):
    assert call("timeline", "--in", tmp_path).exit_code == 2
    assert call("timeline", "--in", folder, "--rule", "boldest").exit_code == 2


def test_explain_tells_links_with_their_scores_and_reasons(folder):
    links = pd.read_parquet(folder / "links.parquet")
    link = links[links["decision"] == "linked"].iloc[0]
    told = explain_event(link["other_event_id"], folder)
    mine = next(each for each in told["links"] if each["with"] == link["event_id"])
    assert mine["bits"] == link["bits"]
    assert mine["reasons"] == list(link["reasons"])
    shown = call("explain", link["event_id"], "--in", folder).stdout
    assert f"linked    {link['other_event_id']} {link['bits']:+.1f} bits: " in shown


def test_the_reasons_of_a_link_add_up_to_its_bits(folder):
    links = pd.read_parquet(folder / "links.parquet")
    scored = links[links["bits"].notna()]
    assert len(scored) > 20
    for link in scored.itertuples():
        told = [each for each in link.reasons if not each.startswith(("never:", "curated."))]
        assert abs(sum(float(each.rsplit(" ", 1)[1]) for each in told) - link.bits) < 0.05 * len(told) + 0.001


def test_explain_tells_who_corrected_a_cell_and_why(release_tables, tmp_path):
    write_tables({name: release_tables.get(name, empty(name)) for name in TABLES}, tmp_path, csv=False)
    shown = call("explain", "e1", "--in", tmp_path).stdout
    assert "corrected location_text: مهراباد → مهرآباد, parvin, 2024-05-31: seen in the clip" in shown
