"""What one run leaves to the next is found again, or nothing is."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from pipeline.run.kept import Keeping, Kept, taken

SCHEMAS = {"first": pa.schema({"key": pa.binary(), "n": pa.int64()}), "other": pa.schema({"m": pa.int64()})}


@pytest.fixture
def folder(tmp_path):
    """A folder with two tables, that were added in two parts."""
    keeping = Keeping(tmp_path / "kept", SCHEMAS, "this code")
    for n in (0, 2):
        first = pa.table({"key": [b"%d" % n, b"%d" % (n + 1)], "n": [n, n + 1]}, SCHEMAS["first"])
        keeping.add({"first": first, "other": pa.table({"m": [n]}, SCHEMAS["other"])})
    keeping.keep(pytest.fail)
    return tmp_path / "kept"


def test_rows_are_found_by_their_keys(folder):
    found = Kept(folder, SCHEMAS, "this code")
    assert found.find([b"3", b"none", b"0"]).tolist() == [3, -1, 0]
    assert found.tables["other"]["m"].to_pylist() == [0, 2]
    for at in ([3, 0], [1, 2], []):
        assert taken(found.tables["first"], np.array(at, dtype=np.int64))["n"].to_pylist() == at


def test_what_was_made_with_something_else_is_not_even_read(folder, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
        assert Kept(folder, SCHEMAS, "other code").find([b"0"]).tolist() == [-1]
    assert Kept(folder, SCHEMAS, "this code").find([b"0"]).tolist() == [0]


def test_tables_of_other_columns_tell_nothing(folder):
    other = SCHEMAS | {"other": pa.schema({"m": pa.float64()})}
    assert Kept(folder, other, "this code").tables["first"].num_rows == 0


@pytest.mark.parametrize(
    "told", ["", "[]", "{}", '{"made_with": "this code"}', '{"made_with": "this code", "files": 3}']
)
def test_a_damaged_list_tells_nothing(folder, told):
    (folder / "files.json").write_text(told, encoding="utf-8")
    assert Kept(folder, SCHEMAS, "this code").tables["first"].num_rows == 0


def test_where_nothing_can_be_written_it_is_said(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = []
    Keeping(tmp_path / "file" / "kept", SCHEMAS, "this code").keep(told.append)
    assert len(told) == 1 and "cannot be written to" in told[0]
