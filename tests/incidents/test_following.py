"""What a corrected cell contradicts follows it; corrections of child rows and rejections of rows hold like the others."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.incidents.corrections import (
    CHILDREN,
    COLUMNS,
    Corrected,
    CorrectionError,
    apply_corrections,
    read_corrections,
    recounted,
)
from pipeline.release.validate import faults_of_release

Tables = dict[str, pd.DataFrame]


@pytest.fixture
def corrected(release_tables: Tables, tmp_path: Path):
    """Apply lines «table,row,column,old,new» to the hand-made release."""

    def apply(*lines: str) -> Corrected:
        path = tmp_path / "corrections.csv"
        text = [",".join(COLUMNS), *(f"parvin,2024-05-31,{line},seen" for line in lines), ""]
        path.write_text("\n".join(text), encoding="utf-8")
        children = {name: release_tables[name] for name in CHILDREN}
        return apply_corrections(release_tables["events"], read_corrections(path), children)

    return apply


def killed(tables: Tables, event: str = "e1") -> str:
    """The name of the row that tells of an event's killed."""
    row = tables["casualties"].query("event_id == @event and kind == 'killed'").iloc[0]
    return f"{event} killed {row['start']} {row['end']}"


def cells(frame: pd.DataFrame, *names: str, at: int = 0) -> list:
    return [None if pd.isna(value) else value for value in frame[list(names)].iloc[at].tolist()]


def test_a_corrected_figure_reaches_the_total_of_its_row(corrected, release_tables: Tables) -> None:
    found = corrected(f"casualties,{killed(release_tables)},low,5,6")
    assert cells(found.children["casualties"], "low", "high", "qualifier") == [6, 6, "exact"]
    assert cells(found.events, "killed_low", "killed_high", "injured_low") == [6, 6, 12]
    assert found.events["rules"].iloc[0][-1] == "curated.parvin"
    assert cells(found.log, "event_id", "corrected_table", "corrected_column") == ["e1", "casualties", "low"]
    assert found.log["corrected_row"].iloc[0] == killed(release_tables).removeprefix("e1 ")


@pytest.mark.parametrize(
    ("qualifier", "bounds"),
    [("at_least", [5, None]), ("up_to", [None, 5]), ("about", [5, 5]), ("zero", [0, 0]), ("vague", [None, None])],
)
def test_a_qualifier_sets_the_bounds_it_stands_for(corrected, release_tables: Tables, qualifier, bounds) -> None:
    figure = corrected(f"casualties,{killed(release_tables)},qualifier,exact,{qualifier}").children["casualties"]
    assert cells(figure, "low", "high") == bounds
    assert cells(figure, "is_vague") == [qualifier == "vague"]


def test_a_range_is_a_qualifier_and_a_bound(corrected, release_tables: Tables) -> None:
    row = killed(release_tables)
    found = corrected(f"casualties,{row},qualifier,exact,range", f"casualties,{row},high,5,8")
    assert cells(found.children["casualties"], "low", "high") == [5, 8]
    assert cells(found.events, "killed_low", "killed_high") == [5, 8]


def test_a_total_that_was_corrected_itself_is_left(corrected, release_tables: Tables) -> None:
    found = corrected(f"casualties,{killed(release_tables)},low,5,6", "events,e1,killed_low,5,9")
    assert cells(found.events, "killed_low") == [9]


def test_a_day_brings_its_calendar(corrected) -> None:
    events = corrected("events,e1,date_start,2022-09-12,2022-09-11").events
    days = ["date_end", "date_jalali", "jalali_day"]
    assert cells(events, *days) == [pd.Timestamp("2022-09-11"), "1401-06-20 SH", 20]
    events = corrected("events,e2,date_end,,2022-09-11").events
    told = [pd.Timestamp("2022-09-11"), "1401-06-20 SH", "day", None]
    assert cells(events, "date_start", "date_jalali", "date_precision", "date_not_after", at=1) == told
    events = corrected("events,e1,date_start,2022-09-12,").events
    assert cells(events, "date_end", "date_precision", "jalali_year") == [None, "unknown", None]
    assert cells(events, "date_not_after") == [pd.Timestamp("2022-09-14")]


def test_a_kind_brings_its_levels_and_drops_a_mode_it_has_not(corrected) -> None:
    events = corrected("events,e1,sub_event_type,Remote explosive/landmine/IED,Armed clash").events
    assert cells(events, "event_type", "disorder_type") == ["Battles", "Political violence"]
    assert cells(corrected("events,e1,plover_type,ASSAULT,AID").events, "plover_mode", "plover_type") == [None, "AID"]


def test_the_place_of_a_row_is_one_in_both_tables(corrected) -> None:
    found = corrected("events,e1,country,AFG,IRN")
    assert cells(found.children["locations"], "country", "admin1") == ["IRN", None]
    assert found.children["locations"]["latitude"].isna().iloc[0]
    assert cells(found.events, "country") == ["IRN"]
    found = corrected("locations,e1 0,location_name,Mehrabad,Mehr Abad")
    assert cells(found.events, "location_name", "latitude") == ["Mehr Abad", 34.0]
    found = corrected("sources,e1 0,source_type,police,government")
    assert cells(found.events, "source_type") == ["government"]


def test_a_rejected_row_leaves_with_its_children(corrected, release_tables: Tables) -> None:
    evidence = release_tables["events"]["evidence_text"].iloc[1]
    found = corrected(f"events,e2,reject,{evidence},")
    assert found.rejected == ("e2",)
    assert found.events["event_id"].tolist() == ["e1", "e3"]
    assert all("e2" not in set(found.children[name]["event_id"]) for name in CHILDREN)
    articles = recounted(release_tables["articles"], release_tables["events"], found.rejected)
    assert articles["event_count"].tolist() == [1, 1]
    assert cells(found.log, "corrected_column", "old_value") == ["reject", evidence]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["casualties,e1 killed 1 2,low,5,6"], "row e1 killed 1 2 is no more"),
        (["locations,e1 0,country,IRN,IRQ"], "country is 'AFG' now, not 'IRN'"),
        (["events,e2,reject,another sentence,"], "reject is .* now, not 'another sentence'"),
        (["events,e2,reject,,"], "a rejection needs table events, old as evidence_text has it"),
        (["sources,e1 0,reject,x,"], "a rejection needs table events"),
        (["events,e2,reject,x,", "events,e2,killed_low,7,8"], "line 3: row e2 is rejected in line 2"),
        (["casualties,e1 killed 1 2,casualties_text,a,b"], "not open to correction"),
        (["locations,e1 0,position,0,1"], "not open to correction"),
        (["events,e1,status,happened,hapened"], "line 2 .*hapened is not in the code list status"),
        (["events,e1,latitude,34.0,95"], "95.0 is above 90"),
        (["events,e1,killed_low,5,many"], "'many' is no integer for column killed_low"),
    ],
)
def test_what_has_no_ground_or_is_impossible_is_refused(corrected, lines, fault) -> None:
    with pytest.raises(CorrectionError, match=fault):
        corrected(*lines)


def test_corrected_tables_are_as_the_schema_says(corrected, release_tables: Tables) -> None:
    found = corrected(
        f"casualties,{killed(release_tables)},qualifier,exact,at_least",
        "events,e1,date_start,2022-09-12,2022-09-13",
        "events,e1,country,AFG,IRN",
        "events,e1,sub_event_type,Remote explosive/landmine/IED,Suicide bomb",
    )
    assert faults_of_release({**release_tables, **found.children, "events": found.events}) == []
