"""Whatever rows a table can hold, Parquet and CSV give them back."""

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.release.csvs import inert, join_list, plain, read_csv, split_list, write_csv
from pipeline.release.parquet import read_table, write_parquet
from pipeline.schema.tables import TABLES, as_table

text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
VALUES = {
    "string": st.none() | text,
    "date": st.none() | st.dates(pd.Timestamp("1800-01-01").date(), pd.Timestamp("2200-01-01").date()),
    "datetime": st.none()
    | st.datetimes(pd.Timestamp("1800-01-01").to_pydatetime(), pd.Timestamp("2200-01-01").to_pydatetime()).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    "integer": st.none() | st.integers(-(2**62), 2**62),
    "number": st.none() | st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.none() | st.booleans(),
    "list": st.lists(text, max_size=3),
}


@pytest.mark.parametrize("name", ["events", "rejected"])  # every type of column, and a table without a key
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_rows_survive_parquet_and_csv(name, data):
    row = st.fixed_dictionaries({field.name: VALUES[field.type] for field in TABLES[name].fields})
    frame = as_table(name, data.draw(st.lists(row, max_size=2)))
    with tempfile.TemporaryDirectory() as folder:
        write_parquet(name, frame, Path(folder) / "t.parquet")
        pd.testing.assert_frame_equal(read_table(name, Path(folder) / "t.parquet"), frame)
        assert pd.read_parquet(Path(folder) / "t.parquet").dtypes.equals(frame.dtypes)
        write_csv(name, frame, Path(folder) / "t.csv")
        pd.testing.assert_frame_equal(read_csv(name, Path(folder) / "t.csv"), frame)


@given(text)
def test_an_inert_cell_gives_its_text_back_and_runs_nothing(value):
    assert plain(inert(value)) == value
    assert not inert(value).strip().startswith(("=", "+", "-", "@"))


@given(st.lists(text, max_size=5))
def test_a_joined_list_splits_into_its_items(items):
    assert split_list(join_list(items)) == items
