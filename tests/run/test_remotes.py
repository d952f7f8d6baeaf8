"""`dvc push` and `dvc pull` carry tables to a folder and to an S3-compatible server and back into a fresh clone."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from pipeline.release.parquet import write_parquet
from pipeline.run.tags import git

pytestmark = pytest.mark.slow
TABLE = "data/interim/events.parquet"


def dvc(folder, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "dvc", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def repository(release_tables, tmp_path, monkeypatch):
    """A repository that has one table in DVC's hands."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "tester")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "tester@example.org")
    folder = tmp_path / "repository"
    write_parquet("events", release_tables["events"], folder / TABLE)
    git(folder, "init", "--quiet")
    dvc(folder, "init", "--quiet")
    dvc(folder, "add", "--quiet", TABLE)
    return folder


@pytest.fixture
def bucket(tmp_path, monkeypatch):
    """The address of a bucket on an S3 server that runs in a process of its own."""
    pytest.importorskip("dvc_s3")
    pytest.importorskip("moto")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "anyone")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "anything")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with (tmp_path / "server.log").open("w") as log:
        command = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
        server = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        _put_bucket(f"{address}/tables", server)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _put_bucket(address, server):
    """Make the bucket as soon as the server answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(300):
        assert server.poll() is None, "the server has stopped"
        try:
            with opener.open(urllib.request.Request(address, method="PUT"), timeout=10):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def pushed_and_pulled(repository, clone: Path):
    """Push, clone, pull: the table as the clone has it."""
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "A table")
    dvc(repository, "push")
    git(clone.parent, "clone", "--quiet", str(repository), str(clone))
    assert not (clone / TABLE).exists()
    dvc(clone, "pull")
    return (clone / TABLE).read_bytes()


def test_a_folder_is_a_remote(repository, tmp_path):
    dvc(repository, "remote", "add", "--default", "store", str(tmp_path / "store"))
    assert pushed_and_pulled(repository, tmp_path / "clone") == (repository / TABLE).read_bytes()
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()]


def test_an_s3_server_is_a_remote(repository, bucket, tmp_path):
    dvc(repository, "remote", "add", "--default", "store", "s3://tables/ruydad")
    dvc(repository, "remote", "modify", "store", "endpointurl", bucket)
    assert pushed_and_pulled(repository, tmp_path / "clone") == (repository / TABLE).read_bytes()
