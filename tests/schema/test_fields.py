"""Columns and tables as declared, against the contract."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from pipeline.schema.codes import list_names, read_codes
from pipeline.schema.fields import FIELDS, PANDAS_DTYPES, read_fields
from pipeline.schema.tables import TABLES, as_table, empty, schema


def test_every_column_is_in_a_table_and_every_table_column_is_declared():
    used = {column for table in TABLES.values() for column in table.columns}
    assert used == set(FIELDS)


def test_keys_and_foreign_keys_point_at_columns():
    for table in TABLES.values():
        assert set(table.key) <= set(table.columns)
        for column, (other, key) in table.foreign.items():
            assert column in table.columns
            assert TABLES[other].key == (key,)


def test_code_lists_of_columns_exist():
    named = {name for field in FIELDS.values() for name in field.code_lists}
    assert named <= set(list_names())
    assert named | {"vague_quantity"} == set(list_names())


@pytest.mark.parametrize("name", list(TABLES))
def test_schema_tells_both_languages_of_every_field(name):
    for field in schema(name):
        told = {key.decode(): value.decode() for key, value in field.metadata.items()}
        assert told["description_en"].endswith(".")
        assert any("\u0600" <= letter <= "\u06ff" for letter in told["description_fa"])
        assert told.get("codes") == FIELDS[field.name].codes
        assert told.get("unit") == FIELDS[field.name].unit


@pytest.mark.parametrize("name", list(TABLES))
def test_an_empty_table_has_the_dtypes_of_a_full_one(name, release_tables):
    assert empty(name).dtypes.equals(release_tables[name].dtypes)
    assert list(empty(name).columns) == list(TABLES[name].columns)


def test_dtypes_of_the_contract(release_tables):
    events = release_tables["events"]
    assert events["date_start"].dtype.kind == "M"
    assert str(events["killed_low"].dtype) == "Int64"
    assert events["title"].dtype == "string"
    assert events["source_chain"].iloc[1] == ["ساکنان"]
    assert events["weapons"].iloc[1] == []


def test_as_table_orders_fills_and_types():
    rows = [{"event_id": "e", "date_start": dt.date(2022, 9, 12), "rules": ("a",), "killed_low": 3}]
    made = as_table("events", rows)
    assert list(made.columns) == list(TABLES["events"].columns)
    assert made["date_start"].iloc[0] == pd.Timestamp("2022-09-12")
    assert made["rules"].iloc[0] == ["a"]
    assert pd.isna(made["killed_high"].iloc[0])
    assert made["published_at"].dtype == PANDAS_DTYPES["datetime"]


def test_as_table_leaves_a_typed_table_and_floors_a_day_that_only_looks_typed(release_tables):
    events = as_table("events", release_tables["events"])
    again = as_table("events", events)
    assert again is not events
    pd.testing.assert_frame_equal(again, events)
    noon = events.assign(date_start=events["date_start"] + pd.Timedelta(hours=12))
    pd.testing.assert_frame_equal(as_table("events", noon), events)
    told = events.assign(weapons=[None, *events["weapons"][1:]])
    assert as_table("events", told)["weapons"].iloc[0] == []


def test_as_table_takes_its_own_result_and_a_shuffled_frame(release_tables):
    events = release_tables["events"]
    shuffled = events[list(reversed(events.columns))].set_index(np.arange(7, 7 + len(events)))
    pd.testing.assert_frame_equal(as_table("events", shuffled), events)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"event_id": "e", "colour": "red"}, "table events has no column colour"),
        ({"event_id": 5}, "column event_id"),
        ({"event_id": "\ud83d"}, "column event_id"),
        ({"killed_low": "five"}, "column killed_low"),
        ({"killed_low": 2.5}, "column killed_low"),
        ({"rules": "one"}, "column rules"),
        ({"date_start": "soon"}, "column date_start"),
        ({"is_aggregate": "maybe"}, "column is_aggregate"),
    ],
)
def test_as_table_refuses_what_a_column_cannot_hold(row, said):
    with pytest.raises(ValueError, match=said):
        as_table("events", [row])


def test_a_column_declared_twice_is_refused(tmp_path):
    path = tmp_path / "fields.csv"
    head = "name,type,required,unit,codes,description_en,description_fa\n"
    path.write_text(head + "a,string,yes,,,A.,آ\na,string,yes,,,A.,آ\n", encoding="utf-8")
    with pytest.raises(ValueError, match="column a is declared twice"):
        read_fields(path)


def test_acled_has_six_types_and_twenty_five_sub_types():
    rows = read_codes("sub_event_type")
    assert len(rows) == 25
    assert {row["event_type"] for row in rows} == {row["code"] for row in read_codes("event_type")}
    assert len(read_codes("event_type")) == 6
    assert {row["disorder_type"] for row in rows} == {row["code"] for row in read_codes("disorder_type")}


def test_a_row_that_tells_nothing_is_still_a_row():
    assert len(as_table("rejected", [{}, {}])) == 2
