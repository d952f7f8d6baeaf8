"""A run on a scheduler and two workers, each a process of its own, gives the bytes of a run on this machine alone."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from pipeline.run import dask_cluster, extraction
from pipeline.run.dask_cluster import Cluster
from pipeline.run.errors import RuydadError
from pipeline.run.executors import open_executor, parts_in_flight
from pipeline.run.release_of import build_release
from pipeline.run.worker_likeness import CODE, differences, fingerprint

ROOT = Path(__file__).parents[2]
distributed = pytest.importorskip("distributed")
PORT = 8786


def test_differences_are_told_in_words():
    here = {"Python": "3.13", CODE: "a", "hazm": "1", "six": "1", "numpy": "1"}
    assert differences(here, here) == ""
    assert differences(here, here | {"hazm": "0"}) == "hazm 0 there and 1 here"
    assert differences(here, {"Python": "3.12"}) == (
        "Python 3.12 there and 3.13 here, ruydad's files missing there and a here, "
        "hazm missing there and 1 here, and 2 more"
    )


def test_the_fingerprint_tells_of_code_and_packages():
    found = fingerprint()
    assert found["Python"] == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert len(found[CODE]) == 12 and {"hazm", "numpy", "regex"} <= set(found)


def test_no_scheduler_is_one_sentence():
    import dask

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{closed.getsockname()[1]}"
        with (
            dask.config.set({"distributed.comm.timeouts.connect": "500ms"}),
            pytest.raises(RuydadError, match=f"^No Dask scheduler answers at {address}"),
            open_executor(1, address),
        ):
            pass


@pytest.fixture
def cluster():
    """One worker in this process."""
    with in_this_process(1) as found:
        yield found


def in_this_process(workers):
    """A cluster of so many workers; one taken from it afterwards may be missed before it is known, which fails its close."""
    return distributed.LocalCluster(n_workers=workers, threads_per_worker=3, processes=False, dashboard_address=None)


def test_a_cluster_is_given_as_many_parts_as_it_has_threads(cluster):
    with open_executor(1, cluster.scheduler_address) as executor:
        assert parts_in_flight(executor, 1) == 6
    assert (parts_in_flight(None, 1), parts_in_flight(None, 4)) == (2, 8)


def test_a_worker_that_comes_late_and_is_another_is_refused(cluster):
    wanted = {**fingerprint(), "hazm": "of another day"}
    with distributed.Client(cluster) as client:
        done = client.submit(dask_cluster._checked, wanted, abs, -1)
        with pytest.raises(RuydadError, match=r"hazm [\d.]+ there and of another day here.*Install the same"):
            done.result()


def test_a_scheduler_without_workers_is_told(monkeypatch):
    monkeypatch.setattr(dask_cluster, "SECONDS_TO_FIRST_WORKER", 0.2)
    told = r"has had no worker for 0\.2 seconds; start one: dask worker tcp://"
    with in_this_process(0) as cluster, distributed.Client(cluster) as client, pytest.raises(RuydadError, match=told):
        Cluster(client, "tcp://host:8786").refuse_strangers()


class Places:
    """Where processes run: all on this machine's own network, or each in a network of its own, joined by a bridge."""

    def __init__(self, stack, apart):
        self.stack, self.apart, self.number = stack, apart, 0
        self.name = f"ry{os.getpid() % 10_000}"
        if apart:
            self.ip("link", "add", self.name, "type", "bridge")
            stack.callback(self.ip, "link", "del", self.name)
            self.ip("addr", "add", "10.213.7.1/24", "dev", self.name)
            self.ip("link", "set", self.name, "up")

    def ip(self, *arguments):
        subprocess.run(["ip", *arguments], check=True, capture_output=True)

    def another(self):
        """How a command begins there, and the address that it has."""
        if not self.apart:
            return [], "127.0.0.1"
        self.number += 1
        name, address = f"{self.name}-{self.number}", f"10.213.7.{self.number + 1}"
        self.ip("netns", "add", name)
        self.stack.callback(self.ip, "netns", "del", name)
        inner = partial(self.ip, "-n", name)
        self.ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name)
        self.ip("link", "set", name, "master", self.name, "up")
        inner("addr", "add", f"{address}/24", "dev", "eth0")
        inner("link", "set", "eth0", "up")
        inner("link", "set", "lo", "up")
        return ["ip", "netns", "exec", name], address


def can_part_networks():
    """Whether this user may make networks; in CI's container perhaps not."""
    if not shutil.which("ip") or os.geteuid():
        return False
    made = subprocess.run(["ip", "netns", "add", "ry-may-i"], capture_output=True, check=False).returncode == 0
    return made and subprocess.run(["ip", "netns", "del", "ry-may-i"], capture_output=True, check=False).returncode == 0


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def processes(folder, *, apart=False, code=(ROOT, ROOT)):
    """The address of a scheduler, and its workers, one for each folder of code."""
    with ExitStack() as stack:
        places = Places(stack, apart)

        def start(name, before, *arguments, code=ROOT):
            log = stack.enter_context((folder / f"{name}.log").open("w"))
            environment = os.environ | {"PYTHONPATH": str(code), "NO_PROXY": "*"}
            command = [*before, sys.executable, "-m", "dask", *arguments]
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder)
            stack.callback(process.wait, 20)
            stack.callback(process.kill)
            return process

        before, host = places.another()
        port = PORT if apart else free_port()
        address = f"tcp://{host}:{port}"
        start("scheduler", before, "scheduler", "--host", host, "--port", str(port), "--no-dashboard", "--no-show")
        workers = []
        for number, each in enumerate(code):
            before, host = places.another()
            options = ["--host", host, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60"]
            options += ["--local-directory", str(folder / f"worker-{number}")]
            workers.append(start(f"worker-{number}", before, "worker", address, *options, code=each))
        with distributed.Client(address, timeout=30) as client:
            client.wait_for_workers(len(workers), timeout=60)
        yield address, workers


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """The release of the sample, made by this process alone."""
    out = tmp_path_factory.mktemp("here")
    build_release([ROOT / "data" / "raw"], out)
    return files_of(out)


@pytest.mark.slow
@pytest.mark.parametrize("apart", [False, True], ids=["one network", "a network each"])
def test_a_worker_killed_in_mid_run_changes_no_byte(here, tmp_path, monkeypatch, apart):
    if apart and not can_part_networks():
        pytest.skip("making networks needs root and ip netns")
    monkeypatch.setattr(extraction, "ROWS_IN_PART", 4)  # parts enough for a middle
    killed = []
    with processes(tmp_path, apart=apart) as (address, workers):

        def progress(stage, done, total):
            if stage == "events" and done and not killed:
                assert done < total / 2
                workers[1].send_signal(signal.SIGKILL)
                killed.append(done)

        build_release([ROOT / "data" / "raw"], tmp_path / "out", scheduler=address, progress=progress)
        assert killed and workers[0].poll() is None and workers[1].wait(5) == -signal.SIGKILL
    assert files_of(tmp_path / "out") == here


@pytest.mark.slow
def test_a_worker_with_other_lexicons_is_refused_before_any_work(tmp_path):
    other = tmp_path / "other"
    shutil.copytree(ROOT / "pipeline", other / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    lexicon = min((other / "pipeline" / "lexicons").glob("*.csv"))
    lexicon.write_bytes(lexicon.read_bytes() + b"\n")
    with processes(tmp_path, code=(ROOT, other)) as (address, _):
        told = f"^The worker tcp://127.* is not like this machine: {CODE} [0-9a-f]{{12}} there and [0-9a-f]{{12}} here"
        with pytest.raises(RuydadError, match=told):
            build_release([ROOT / "data" / "raw"], tmp_path / "out", scheduler=address)
    assert not (tmp_path / "out").exists()
