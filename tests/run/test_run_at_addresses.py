"""`ruydad` from one address to another: the bytes are those of folders, and errors are sentences."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.run.cli import app
from pipeline.run.crash import write_articles
from pipeline.run.errors import UsageError
from pipeline.run.explore import page_of
from pipeline.run.releases_at import release_at, release_to, whole_release_at

ROOT = Path(__file__).parents[2]
READING = [  # every command that reads a release
    (["validate", "AT"], 0, "AT is as the schema says."),
    (["timeline", "--in", "AT"], 0, "inc-"),
    (["explain", "EVENT", "--in", "AT"], 0, "rules: "),
    (["explain", "none", "--in", "AT"], 2, "There is no event none in AT."),
    (["diff", "AT", "HERE", "--quiet"], 0, ""),
    (["diff", "HERE", "AT"], 0, "HERE → AT"),
    (["codebook", "--in", "AT"], 0, "# Codebook"),
    (["export", "AT", "--to", "acled", "--out", "OUT/acled.csv"], 0, "incidents exported"),
    (["review", "AT", "-r", "parvin", "--out", "OUT/decisions.jsonl"], 0, ""),
]


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input="q\n")


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_file_addresses_are_paths(tmp_path):
    assert release_at("file:///a/b") == Path("/a/b") == release_at(Path("/a/b"))
    with release_to(f"file://{tmp_path}/out", print) as folder:
        assert folder == tmp_path / "out"
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with (
        pytest.raises(UsageError, match="is a file; --out needs a folder"),
        release_to(f"file://{tmp_path}/file", print),
    ):
        pytest.fail("a file for a folder")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "s4://bucket/a", "--out", "x"], "s4://bucket/a cannot be served: Protocol not known: s4."),
        (["run", "memory://a/no.txt", "--out", "x"], "memory://a/no.txt is no file, no folder and no pattern that"),
        (["run", "memory://a/*.txt", "--out", "x"], "memory://a/*.txt is no file, no folder and no pattern that"),
        (["run", "HERE", "--out", "http://127.0.0.1:9/x"], "http://127.0.0.1:9/x cannot be written to; --out takes"),
        (["run", "HERE", "--out", "x", "--previous", "memory://no"], "memory://no holds no datapackage.json; name"),
        (["timeline", "--in", "memory://no"], "memory://no holds no datapackage.json; name the address of a release."),
        (["diff", "memory://no", "x"], "memory://no holds no datapackage.json"),
        (["validate", "gs://no"], "gs:// has no driver here: Please install gcsfs"),
        (["mentions", "memory://no", "--layer", "dates"], "memory://no is no file, no folder"),
    ],
)
def test_bad_usage_of_addresses(memory, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "in.jsonl", 1)
    result = call(*(argument.replace("HERE", "in.jsonl") for argument in arguments))
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith(f"ruydad: {told}") and result.stderr.count("\n") == 1
    assert not (tmp_path / "x").exists()


def test_a_server_that_does_not_answer_is_failed_work(tmp_path):
    for arguments in (
        ["run", "http://127.0.0.1:9/a.txt", "--out", tmp_path / "x"],
        ["validate", "http://127.0.0.1:9/a"],
    ):
        result = call(*arguments)
        assert result.exit_code == 1, result.output
        assert "127.0.0.1:9" in result.stderr and "cannot be read: " in result.stderr and result.stderr.count("\n") == 1


def test_mentions_are_those_of_the_file(memory, tmp_path):
    write_articles(tmp_path / "in.jsonl", 2)
    memory.put(str(tmp_path / "in.jsonl"), "memory://bucket/in.jsonl")
    told = [
        call("mentions", given, "--layer", "dates").stdout for given in (tmp_path / "in.jsonl", "memory://bucket/*")
    ]
    assert told[0] == told[1] and told[0].count("\n") == 2


def check_descriptor(s3, tmp_path):
    """frictionless reads the tables by the descriptor at the address, as it stands there."""
    s3.get("archive/release", str(tmp_path / "bucket"), recursive=True)
    command = [Path(sys.executable).with_name("frictionless"), "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=tmp_path / "bucket", capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert told["valid"] and len(told["tasks"]) > 20, done.stdout[:2000]


@pytest.mark.slow
def test_from_s3_to_s3_gives_the_bytes_of_folders(s3, tmp_path):
    articles = ROOT / "data" / "raw"
    s3.put(f"{articles}/", "s3://archive/articles/", recursive=True)
    here, at = tmp_path / "here", "s3://archive/release"
    assert call("run", articles, "--out", here, "--no-cache").exit_code == 0
    made = call("run", "s3://archive/articles/", "--out", at, "--no-cache", "--json")
    assert made.exit_code == 0, made.stderr
    assert json.loads(made.stdout) == json.loads((here / "metrics.json").read_text(encoding="utf-8"))
    folder = json.loads(s3.cat("archive/release/datapackage.json"))["release_folder"]
    s3.get(f"archive/release/{folder}", str(tmp_path / "there"), recursive=True)
    assert files_of(tmp_path / "there") == files_of(here)

    event = (here / "events.csv").read_text(encoding="utf-8-sig").splitlines()[1].split(",")[0]
    named = {"AT": at, "HERE": str(here), "EVENT": event, "OUT": str(tmp_path)}
    for arguments, code, told in READING:
        for name, value in named.items():
            arguments, told = [each.replace(name, value) for each in arguments], told.replace(name, value)
        result = call(*arguments)
        assert (result.exit_code, told in result.output) == (code, True), f"{arguments}: {result.output}"

    page_of(found := whole_release_at(at))  # what `ruydad explore` serves
    assert (found / "explorer" / "index.html").is_file() and f"{found}" == at

    lines = re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8"), re.S | re.M
    )
    seen = {}
    exec(lines[0].replace("s3://bucket/release", at), seen)
    assert len(seen["events"]) == json.loads(made.stdout)["rows"]["events"]
    check_descriptor(s3, tmp_path)

    grown = call("run", "s3://archive/articles/", "--out", at, "--previous", at, "--no-cache", "--quiet")
    assert (grown.exit_code, grown.output) == (0, "")
    again = json.loads(s3.cat("archive/release/datapackage.json"))["release_folder"]
    s3.invalidate_cache()
    assert again.startswith("releases/2-") and len(s3.ls("archive/release/releases")) == 1


@pytest.mark.slow
def test_a_cluster_reads_nothing_itself(s3, tmp_path):
    distributed = pytest.importorskip("distributed")
    write_articles(tmp_path / "in.jsonl", 6)
    s3.put(str(tmp_path / "in.jsonl"), "s3://archive/in.jsonl")
    assert call("run", tmp_path / "in.jsonl", "--out", tmp_path / "here", "--no-cache").exit_code == 0
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    ) as cluster:
        options = ("--scheduler", cluster.scheduler_address, "--no-cache")
        made = call("run", "s3://archive/in.jsonl", "--out", "s3://archive/release", *options)
    assert made.exit_code == 0, made.stderr
    folder = json.loads(s3.cat("archive/release/datapackage.json"))["release_folder"]
    s3.get(f"archive/release/{folder}", str(tmp_path / "there"), recursive=True)
    assert files_of(tmp_path / "there") == files_of(tmp_path / "here")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "code", "told"),
    [
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, 1, "s3://archive/a cannot be read: Could not connect to the endpoint"),
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, 1, "Keys come from the environment (AWS_ACCESS_KEY_ID"),
        ({"BUCKET": "no-such"}, 2, "s3://no-such/a: there is no such bucket."),
        ({"FSSPEC_S3_ENDPOINT_URL": "http://127.0.0.1:7"}, 1, "127.0.0.1:7"),
    ],
)  # fmt: skip
def test_what_s3_refuses_is_a_sentence(s3, tmp_path, wrong, code, told):
    """In a process of its own, as a person meets it."""
    asked = {**os.environ, "PYTHONPATH": str(ROOT), "AWS_EC2_METADATA_DISABLED": "true", **wrong}
    command = [sys.executable, "-m", "pipeline.run.cli", "run", f"s3://{wrong.get('BUCKET', 'archive')}/a"]
    done = subprocess.run([*command, "--out", tmp_path / "x"], env=asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr and done.stderr.startswith("ruydad: ") and done.stderr.count("\n") == 1, done.stderr


@pytest.mark.slow
def test_keys_that_are_not_known_are_denied(s3, tmp_path, _s3_server):
    def asks_for_keys(after):
        address, kind = f"{_s3_server}/moto-api/reset-auth", {"Content-Type": "text/plain"}
        asked = urllib.request.Request(address, data=str(after).encode(), headers=kind, method="POST")
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked):
            pass

    write_articles(tmp_path / "in.jsonl", 1)
    asks_for_keys(0)
    try:
        read = call("run", "s3://archive/", "--out", tmp_path / "x")
        written = call("run", tmp_path / "in.jsonl", "--out", "s3://archive/release")
    finally:
        asks_for_keys("inf")
    for result, word in ((read, "read"), (written, "written")):
        assert result.exit_code == 1, result.output
        assert f"cannot be {word}, access is denied: " in result.stderr and result.stderr.count("\n") == 1
