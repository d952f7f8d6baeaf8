"""A release folder is replaced as one: kills, full disks, closed folders and second runs leave it whole."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.run import replacement
from pipeline.run.cli import app
from pipeline.run.crash import crash_runs, crash_stages, state_of, write_articles
from pipeline.run.errors import RuydadError
from pipeline.run.replacement import replacing_release

ROOT = Path(__file__).parents[2]


def write(folder, number, names=("codes/a", "events.csv", "explorer/data/release.js", "datapackage.json")):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name} {number}", encoding="utf-8")


def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def out(tmp_path):
    """A folder with a release and notes of the researcher."""
    with replacing_release(tmp_path / "out") as new:
        write(new, 1)
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    return tmp_path / "out"


def test_a_new_release_replaces_all_of_the_old_and_nothing_else(out):
    write(out, 1, ["scores.json", "codes/gone"])
    with replacing_release(out) as new:
        write(new, 2)
        assert (out / "events.csv").read_text(encoding="utf-8") == "events.csv 1"
    names = ("codes/a", "events.csv", "explorer/data/release.js", "datapackage.json")
    assert tree(out) == {name: f"{name} 2" for name in names} | {"notes.txt": "mine"}
    assert not (out / ".ruydad").exists()


def test_work_that_fails_leaves_the_old_release_and_no_trace(out, tmp_path):
    before = tree(out)
    with pytest.raises(ZeroDivisionError), replacing_release(out) as new:
        write(new, 2)
        raise ZeroDivisionError
    assert tree(out) == before
    with pytest.raises(ZeroDivisionError), replacing_release(tmp_path / "fresh"):
        raise ZeroDivisionError
    assert not (tmp_path / "fresh").exists()


class Killed(BaseException):
    """Stands for a kill between two renames."""


@pytest.mark.parametrize("at", range(1, 8))
def test_whoever_is_killed_between_renames_leaves_a_folder_that_says_so_and_is_finished(out, monkeypatch, at):
    calls = []

    def dying(real):
        def call(path, *more, **named):
            calls.append(path)
            if len(calls) == at:
                raise Killed
            return real(path, *more, **named)

        return call

    with monkeypatch.context() as patched:
        for name in ("rename", "replace"):
            patched.setattr(replacement.Path, name, dying(getattr(Path, name)))
        with pytest.raises(Killed), replacing_release(out) as new:
            write(new, 2)
    told = tree(out)
    assert told["notes.txt"] == "mine"
    assert at == 1 or "datapackage.json" not in told
    with pytest.raises(ZeroDivisionError), replacing_release(out):  # the next run, which fails later
        raise ZeroDivisionError
    number = 1 if at == 1 else 2
    assert tree(out)["events.csv"] == f"events.csv {number}"
    assert tree(out)["datapackage.json"] == f"datapackage.json {number}"
    assert not (out / ".ruydad").exists()


def test_a_second_run_is_refused_by_name_and_a_dead_one_is_not_waited_for(out):
    program = "import sys, time; from pathlib import Path; from pipeline.run.replacement import replacing_release\n"
    program += "with replacing_release(Path(sys.argv[1])): print('in', flush=True); time.sleep(60)"
    holder = subprocess.Popen(
        [sys.executable, "-c", program, out], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert holder.stdout is not None and holder.stdout.readline() == b"in\n"
    with pytest.raises(RuydadError, match=f"Process {holder.pid} is writing a release into"), replacing_release(out):
        pytest.fail("two runs at once")
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with replacing_release(out) as new:
        write(new, 3)
    assert tree(out)["events.csv"] == "events.csv 3"
    assert not (out / ".ruydad").exists()


@pytest.fixture
def articles(tmp_path):
    write_articles(tmp_path / "in.jsonl", 5)
    return tmp_path / "in.jsonl"


def test_a_folder_that_may_not_be_written_is_said_and_stays(out, articles, monkeypatch):
    before, mkdir = tree(out), Path.mkdir

    def closed(path, *more, **named):
        if path.name == ".ruydad":
            raise OSError(30, "Read-only file system", str(path))
        mkdir(path, *more, **named)

    monkeypatch.setattr(Path, "mkdir", closed)
    done = CliRunner().invoke(app, ["run", str(articles), "--out", str(out), "--no-cache"])
    assert done.exit_code == 1
    sentence = f"ruydad: {out} cannot be written to: Read-only file system. The release that was there is as it was. "
    assert done.stderr.startswith(sentence) and done.stderr.count("\n") == 1
    assert tree(out) == before


@pytest.mark.slow
@pytest.mark.parametrize("limit", [4_000, 30_000, 120_000])
def test_a_full_disk_is_said_and_the_release_stays(out, articles, limit):
    """Files may not grow over a limit: smaller than a table, than the codebook, than the page's font."""
    (out / "datapackage.json").write_text('{"name": "ruydad"}', encoding="utf-8")  # else a run takes it for no release
    before = tree(out)
    command = [sys.executable, "-m", "pipeline.run.cli", "run", str(articles), "--out", str(out), "--no-cache"]
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 1
    kept = "The release that was there is as it was. Free some space and run again."
    assert done.stderr == f"ruydad: There is no room left to write {out}. {kept}\n"
    assert tree(out) == before


@pytest.mark.slow
def test_workers_end_with_the_run_that_started_them(tmp_path):
    program = "import os, time; from pipeline.run.executors import open_executor\n"
    program += "with open_executor(2) as pool: print(pool.submit(os.getpid).result(), flush=True); time.sleep(60)"
    code = f"if __name__ == '__main__':\n exec({program!r})\n"
    (tmp_path / "program.py").write_text(code, encoding="utf-8")
    run = subprocess.Popen(
        [sys.executable, tmp_path / "program.py"], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert run.stdout is not None
    worker = int(run.stdout.readline())
    run.send_signal(signal.SIGKILL)
    run.wait()
    for _ in range(100):
        if not _lives(worker):
            return
        time.sleep(0.1)
    pytest.fail("a worker outlived the run")


def _lives(process):
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_killed_is_followed_by_one_as_undisturbed(tmp_path, workers):
    told = []
    crash_runs(tmp_path, kills=2, seed=workers, say=told.append, workers=workers)
    assert len(told) == 2


@pytest.mark.slow
def test_a_stage_that_is_killed_gives_the_same_when_it_runs_again(tmp_path):
    told = []
    crash_stages(tmp_path, kills=4, seed=3, say=told.append)
    assert len(told) == 4


def test_what_a_folder_holds_counts_only_where_it_is_whole(out):
    assert set(state_of(out)) == {*tree(out)}
    (out / "datapackage.json").unlink()
    assert state_of(out) == {}
    assert json.dumps(state_of(out.parent / "none")) == "{}"
