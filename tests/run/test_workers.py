"""Workers share what their server has read, and end with the process that started them."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor

import pytest

from pipeline.run import part, workers
from pipeline.run.executors import open_executor


def what_is_loaded():
    return list(part._loaded)


def test_a_worker_finds_the_resources_of_the_run_ready():
    with open_executor(2) as pool:
        assert pool.submit(what_is_loaded).result() == [None]


def test_without_a_server_each_worker_is_spawned(monkeypatch):
    monkeypatch.setattr(workers, "get_all_start_methods", lambda: ["spawn"])
    context = workers.worker_context(None)
    assert context.get_start_method() == "spawn"
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        assert pool.submit(what_is_loaded).result() == []


@pytest.mark.slow
def test_a_gazetteer_that_cannot_be_read_is_left_to_the_worker(tmp_path):
    """In a process of its own, whose server starts with that file."""
    code = f"""
from pathlib import Path
from pipeline.run.executors import open_executor
with open_executor(2, gazetteer=Path({str(tmp_path / "none.parquet")!r})) as pool:
    print(pool.submit(len, "four").result())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("4\n", "")
