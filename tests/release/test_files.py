"""Files are whole or not there, and a killed process leaves nothing for long."""

import os
import subprocess
import sys

import pytest

from pipeline.release.files import clear_leftovers, replacing


def test_a_write_that_fails_leaves_the_old_file_alone(tmp_path):
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "a.txt") as temporary:
        temporary.write_text("half", encoding="utf-8")
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / "below").mkdir()
    for name in (f".a.txt.{dead.pid}.tmp", f"below/.b.txt.{dead.pid}.tmp", f".c.txt.{os.getpid()}.tmp", ".d.tmp"):
        (tmp_path / name).write_text("half", encoding="utf-8")
    clear_leftovers(tmp_path)
    left = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert left == [f".c.txt.{os.getpid()}.tmp", ".d.tmp"]
