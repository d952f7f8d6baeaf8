"""Decisions are whole lines on the disk, whatever happened to the one who wrote them."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.decisions import Decision, DecisionFile, check_reviewer, from_line, read_decisions, to_line
from pipeline.run.errors import RuydadError, UsageError

ONE = Decision(
    "1.0.0-3f2a91bc", "events", "e1", "country", "AFG", None, "change", "seen", "parvin", "2024-05-31T12:00:00Z",
    "demo-1", "1a" * 32, 0, 5, "مهران", "", " «",
)  # fmt: skip


def test_a_line_has_all_keys_in_order_and_comes_back():
    line = to_line(ONE)
    assert "\n" not in line and list(json.loads(line)) == list(asdict(ONE))
    assert from_line(line, "here") == ONE


@given(st.text(), st.text() | st.none())
def test_any_text_comes_back(exact, reason):
    made = Decision(**{**asdict(ONE), "exact": exact, "reason": reason})
    to_line(made).encode()
    assert from_line(to_line(made), "here") == made


def test_a_lone_surrogate_is_written_as_json_stringify_writes_it():
    assert '"exact":"\\ud83d"' in to_line(Decision(**{**asdict(ONE), "exact": "\ud83d"}))


@pytest.mark.parametrize("cut", [1, 40, 300])
def test_half_a_line_at_the_end_is_cut_off(tmp_path, cut):
    path = tmp_path / "d.jsonl"
    whole = f"{to_line(ONE)}\n".encode()
    path.write_bytes(whole + whole[:-cut] if cut > 1 else whole + whole[: len(whole) // 2])
    assert read_decisions(path) == [ONE]
    file = DecisionFile(path)
    assert "half a line" in (file.mended or "")
    file.add([ONE])
    assert path.read_bytes() == whole * 2


def test_a_whole_line_without_its_end_gets_it(tmp_path):
    path = tmp_path / "d.jsonl"
    path.write_bytes(to_line(ONE).encode())
    file = DecisionFile(path)
    assert file.mended and file.decisions == [ONE]
    file.add([ONE])
    assert read_decisions(path) == [ONE, ONE]


def test_undo_takes_the_last_line_out_of_the_file(tmp_path):
    file = DecisionFile(tmp_path / "d.jsonl")
    assert file.undo() is None
    second = Decision(**{**asdict(ONE), "id": "e2"})
    file.add([ONE, second])
    assert file.undo() == second
    assert read_decisions(tmp_path / "d.jsonl") == [ONE]
    assert file.undo() == ONE
    assert (tmp_path / "d.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "d.jsonl, line 2 is no JSON"),
        ("[]", "line 2 is no decision"),
        (to_line(ONE).replace('"start":0', '"start":"0"'), "line 2: start is '0'; it is to be a number"),
        (to_line(ONE).replace('"change"', '"chnage"'), "there is no decision chnage"),
        (to_line(ONE).replace('"reason":"seen",', ""), "(reason differ)"),
    ],
)
def test_a_broken_line_is_told_by_its_number(tmp_path, line, told):
    (tmp_path / "d.jsonl").write_text(f"{to_line(ONE)}\n{line}\n{to_line(ONE)}\n", encoding="utf-8")
    with pytest.raises(RuydadError) as error:
        read_decisions(tmp_path / "d.jsonl")
    assert told in str(error.value)


def test_another_file_is_said_to_be_none(tmp_path):
    path = tmp_path / "d.csv"
    path.write_bytes(b"\xef\xbb\xbfid,what\r\n1,2\r\n")
    with pytest.raises(RuydadError, match=r"d\.csv is no file of decisions; name one that"):
        read_decisions(path)
    path.write_bytes(b"\xef\xbb\xbf" + f"{to_line(ONE)}\n".encode())
    assert read_decisions(path) == [ONE]


def test_a_reviewer_is_one_latin_word():
    assert check_reviewer("parvin-2") == "parvin-2"
    with pytest.raises(UsageError, match="is not"):
        check_reviewer("پروین")
