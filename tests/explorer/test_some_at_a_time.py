"""What the explorer reads some at a time is what a whole reading gives."""

import shutil

import pandas as pd
import pytest

from pipeline.explorer import build
from pipeline.explorer.csv_rows import Lines
from pipeline.explorer.groups import Groups
from pipeline.explorer.reading import read_release
from pipeline.explorer.sentences import Sentences, packed
from pipeline.release.csvs import write_rows
from pipeline.run.errors import RuydadError


def test_groups_give_rows_in_the_order_of_the_table_with_their_numbers():
    frame = pd.DataFrame({"key": pd.Series(["b", "a", None, "b"], dtype="str"), "n": [1, 2, 3, 4]})
    groups = Groups(frame, "key")
    assert groups.of(["b", "c"]) == {"b": [{"key": "b", "n": 1, "row": 0}, {"key": "b", "n": 4, "row": 3}]}
    assert groups.of([]) == {} and groups.positions(["a", "b"]).tolist() == [1, 0, 3]


@pytest.mark.parametrize("rows", [[], [["x", "۱"]], [["a\r\nb", 'say "no"'], ["", "\r\n\r\n"], ["last", "«ی»"]]])
def test_lines_joined_are_the_file(tmp_path, rows):
    write_rows(tmp_path / "t.csv", ["one", "two"], rows)
    lines = Lines(tmp_path / "t.csv")
    assert len(lines) == len(rows) and lines.header == "one,two\r\n"
    whole = lines.header + "".join(lines[n] for n in range(len(rows)))
    assert whole.encode("utf-8-sig") == (tmp_path / "t.csv").read_bytes()


def test_a_release_whose_csv_lost_its_bytes_is_told_in_a_sentence(sample, tmp_path):
    damaged = shutil.copytree(sample, tmp_path / "damaged")
    (damaged / "events.csv").write_bytes(b"")
    with pytest.raises(RuydadError, match=r"events\.csv has 0 rows and events\.parquet \d+; make the release anew"):
        read_release(damaged)


def test_sentences_come_back_by_row():
    kept = Sentences(3)
    kept.keep(2, packed([("حمله به ", ""), ("حلب", "e0 place")]))
    kept.keep(0, packed([]))
    assert kept.of(2) == [("حمله به ", ""), ("حلب", "e0 place")] and kept.of(0) == kept.of(1) == []


@pytest.mark.slow
def test_the_page_does_not_depend_on_how_much_is_read_at_once(sample, monkeypatch):
    release = read_release(sample)
    monkeypatch.setattr(build, "INCIDENTS_IN_FILE", 20)
    whole = dict(build.data_of(release))
    monkeypatch.setattr(build, "AT_ONCE", 20)
    assert "claims/1" in whole and dict(build.data_of(release)) == whole
