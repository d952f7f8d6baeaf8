"""A release at an address is replaced as one, whatever happens on the way."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.run.errors import RuydadError, UsageError
from pipeline.storage import copies, publishing
from pipeline.storage.copies import copy_release

ROOT = Path(__file__).parents[2]
AT = "memory://bucket/release"
NAMES = ("events.csv", "events.parquet", "codes/status.csv", "explorer/index.html", "scores.json")


def write(folder, number):
    """A small release: files, and the descriptor that names them."""
    resources = []
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        content = f"{name} {number}".encode() * number
        (folder / name).write_bytes(content)
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        resources.append({"name": name, "path": name, "bytes": len(content), "hash": digest})
    resources[0]["schema"] = {"fields": [{"name": "status", "codes": ["codes/status.csv"]}, {"name": "event_id"}]}
    told = {"name": "ruydad", "resources": [each for each in resources if each["path"].startswith(("events", "codes"))]}
    (folder / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")


def publish(number, at=AT, told=None):
    with publishing.publishing(at, (told if told is not None else []).append) as folder:
        write(folder, number)


def paths(files, at=AT):
    """What is below the address."""
    root = files._strip_protocol(at)
    files.invalidate_cache()
    return {path.removeprefix(f"{root}/") for path in files.find(root)}


def read(tmp_path, at=AT, csv=True):
    """The release as a command gets it: file → content."""
    folder = tmp_path / os.urandom(4).hex()
    folder.mkdir()
    copy_release(at, folder, csv=csv)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.*")}


def number_in(tmp_path, at=AT):
    return int(read(tmp_path, at)["scores.json"].split()[1].removesuffix("scores.json"))


def test_a_descriptor_leads_to_every_file_of_the_one_release(memory, tmp_path):
    publish(1)
    told = json.loads(memory.cat("/bucket/release/datapackage.json"))
    folder = told["release_folder"]
    assert folder.startswith("releases/1-") and len(folder) == len("releases/1-") + 16
    for each in told["resources"]:
        content = memory.cat(f"/bucket/release/{each['path']}")
        assert each["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}" and each["bytes"] == len(content)
    assert told["resources"][0]["schema"]["fields"][0]["codes"] == [f"{folder}/codes/status.csv"]
    (tmp_path / "made").mkdir()
    write(tmp_path / "made", 1)
    for path in (tmp_path / "made").rglob("*.*"):  # the folder is the release, byte for byte
        assert memory.cat(f"/bucket/release/{folder}/{path.relative_to(tmp_path / 'made')}") == path.read_bytes()


def test_a_new_release_takes_the_place_of_the_former_and_of_nothing_else(memory, tmp_path):
    publish(1)
    memory.pipe({"/bucket/release/notes.txt": b"mine", "/bucket/release/releases/mine/a": b"mine"})
    memory.pipe({"/bucket/release/releases/7-0123456789abcdef/events.csv": b"left by a run that was killed"})
    publish(2)
    found = paths(memory)
    folder = json.loads(memory.cat("/bucket/release/datapackage.json"))["release_folder"]
    assert folder.startswith("releases/2-")
    whole = {f"{folder}/{name}" for name in (*NAMES, "datapackage.json")}
    assert found == whole | {"datapackage.json", "notes.txt", "releases/mine/a"}
    assert number_in(tmp_path) == 2


def test_the_same_release_again_is_a_number_of_its_own(memory):
    publish(1)
    first = json.loads(memory.cat("/bucket/release/datapackage.json"))["release_folder"]
    publish(1)
    second = json.loads(memory.cat("/bucket/release/datapackage.json"))["release_folder"]
    assert (first.replace("/1-", "/2-"), len(paths(memory))) == (second, len(NAMES) + 2)


class Killed(BaseException):
    """Stands for a kill in the middle of an upload."""


@pytest.mark.parametrize("error", [Killed(), ConnectionResetError(104, "Connection reset by peer")])
@pytest.mark.parametrize("at", range(6))
def test_an_upload_that_is_cut_short_leaves_the_former_release(memory, tmp_path, monkeypatch, at, error):
    publish(1)
    sent, real = [], memory.put_file

    def put_file(*arguments, **more):
        sent.append(arguments)
        if len(sent) > at:
            raise error
        real(*arguments, **more)

    with monkeypatch.context() as patched:
        patched.setattr(memory, "put_file", put_file)
        with pytest.raises((Killed, RuydadError)) as raised:
            publish(2)
    if isinstance(raised.value, RuydadError):
        kept = "The release that was there is as it was."
        assert str(raised.value) == f"{AT} cannot be written: Connection reset by peer. {kept}"
    assert number_in(tmp_path) == 1
    publish(3)
    assert number_in(tmp_path) == 3 and len(paths(memory)) == len(NAMES) + 2


def test_work_that_fails_sends_nothing(memory):
    with pytest.raises(ZeroDivisionError), publishing.publishing(AT, print) as folder:
        write(folder, 1)
        raise ZeroDivisionError
    assert paths(memory) == set()


def test_of_two_runs_at_once_the_later_one_is_refused(memory, tmp_path):
    for number in (1, 3):  # where no release was, and where one was
        with (
            pytest.raises(RuydadError, match=r"^Another run has written a release to memory://bucket/release since"),
            publishing.publishing(AT, print) as folder,
        ):
            write(folder, number + 1)
            publish(number)
        assert number_in(tmp_path) == number


def test_a_place_that_is_closed_is_said_before_the_work(memory, monkeypatch, web, tmp_path):
    def closed(*arguments, **more):
        raise PermissionError("Access Denied")

    monkeypatch.setattr(memory, "pipe_file", closed)
    with (
        pytest.raises(RuydadError, match=r"cannot be written, access is denied: Access Denied\."),
        publishing.publishing(AT, print),
    ):
        pytest.fail("the work began")
    with (
        pytest.raises(UsageError, match="cannot be written to; --out takes a folder, or"),
        publishing.publishing(web(tmp_path), print),
    ):
        pytest.fail("the work began")


@pytest.mark.parametrize(
    ("content", "told"), [(b'{"resources": []}', "that no run has written there"), (b"{", "describes no release")]
)
def test_a_descriptor_of_somebody_else_stays(memory, content, told):
    memory.pipe("/bucket/release/datapackage.json", content)
    with pytest.raises(UsageError, match=told), publishing.publishing(AT, print):
        pytest.fail("the work began")
    assert memory.cat("/bucket/release/datapackage.json") == content


def test_what_vanishes_on_the_way_is_noticed(memory, monkeypatch):
    real = memory.put_file
    monkeypatch.setattr(memory, "put_file", lambda lpath, rpath, **more: "index" in rpath or real(lpath, rpath, **more))
    with pytest.raises(RuydadError, match=r"explorer/index\.html is not there as it was sent; something else writes"):
        publish(1)
    assert "datapackage.json" not in paths(memory)


def test_a_former_release_that_cannot_be_removed_is_told(memory, tmp_path, monkeypatch):
    publish(1)
    told = []
    with monkeypatch.context() as patched:
        patched.setattr(
            memory, "rm", lambda *arguments, **more: (_ for _ in ()).throw(PermissionError("Access Denied"))
        )
        publish(2, told=told)
    assert len(told) == 1 and told[0].startswith("The new release is in place, but a former one could not be removed")
    assert number_in(tmp_path) == 2


def test_a_copy_has_what_commands_read(memory, tmp_path, web):
    publish(1)
    assert {*read(tmp_path)} == {"events.parquet", "events.csv", "codes/status.csv", "scores.json", "datapackage.json"}
    assert {*read(tmp_path, csv=False)} == {"events.parquet", "codes/status.csv", "scores.json", "datapackage.json"}
    (tmp_path / "flat").mkdir()
    write(tmp_path / "flat", 5)
    assert number_in(tmp_path, web(tmp_path / "flat")) == 5  # a folder that was copied to a web server as it is
    memory.put(str(tmp_path / "flat"), "memory://bucket/flat", recursive=True)
    assert number_in(tmp_path, "memory://bucket/flat/") == 5
    memory.get("/bucket/release", str(tmp_path / "site"), recursive=True)
    assert number_in(tmp_path, web(tmp_path / "site")) == 1  # one that a run wrote, over the web


def test_a_release_that_is_replaced_meanwhile_is_read_anew(memory, tmp_path, monkeypatch):
    publish(1)
    read_pointer, calls = copies.read_pointer, []

    def replaced_after(address):
        found = read_pointer(address)
        calls.append(address)
        if len(calls) == 1:
            publish(2)
        return found

    monkeypatch.setattr(copies, "read_pointer", replaced_after)
    assert number_in(tmp_path) == 2


def test_a_release_that_is_damaged_or_none_is_said(memory, tmp_path):
    with pytest.raises(UsageError, match=r"holds no datapackage\.json; name the address of a release"):
        read(tmp_path)
    publish(1)
    folder = json.loads(memory.cat("/bucket/release/datapackage.json"))["release_folder"]
    memory.pipe(f"/bucket/release/{folder}/events.csv", b"other")
    with pytest.raises(RuydadError, match=r"is not whole: events\.csv has another digest than datapackage\.json says"):
        read(tmp_path)
    memory.rm(f"/bucket/release/{folder}/datapackage.json")
    with pytest.raises(RuydadError, match="is not whole"):
        read(tmp_path)


def test_paths_of_a_descriptor_lead_nowhere_else(memory, tmp_path):
    bad = ["../x.csv", "/etc/x.csv", "codes/../../x.csv", "s3://b/x.csv", "a\\..\\x.csv", ".x.csv", None, 3]
    told = {"release_folder": "../../other", "resources": [{"path": path, "hash": "sha256:0"} for path in bad]}
    memory.pipe("/bucket/release/datapackage.json", json.dumps(told).encode())
    assert {*read(tmp_path)} == {"datapackage.json"}


@pytest.mark.slow
def test_s3_itself_refuses_what_comes_too_late(s3, tmp_path, monkeypatch):
    """The comparison before the write is blinded: the condition of the write must tell."""
    at, really_read = "s3://archive/release", publishing.read_pointer

    def late(began_with, number):
        """A run that does not see that another one has been faster."""
        refused = pytest.raises(RuydadError, match=r"^Another run has written a release to s3://archive/release since")
        with monkeypatch.context() as patched, refused, publishing.publishing(at, print) as folder:
            write(folder, number + 1)
            publish(number, at)
            patched.setattr(publishing, "read_pointer", lambda address: began_with)
        assert number_in(tmp_path, at) == number
        return really_read(publishing.open_address(at))

    first = late(None, 1)  # where there was none: If-None-Match
    late(first, 3)  # where there was one: If-Match


@pytest.mark.slow
def test_a_run_killed_in_its_upload_leaves_the_former_release_on_s3(s3, tmp_path):
    at = "s3://archive/release"
    publish(1, at)
    program = (
        "import sys, time; from pathlib import Path; from pipeline.storage import publishing\n"
        "put = publishing._put_pointer\n"
        "def waits(*arguments): print('sent', flush=True); time.sleep(60)\n"
        "publishing._put_pointer = waits\n"
        "with publishing.publishing(sys.argv[1], print) as folder:\n"
        " folder.mkdir(); (folder / 'events.csv').write_text('half'); (folder / 'datapackage.json').write_text('{\"resources\": []}')\n"
    )
    sender = subprocess.Popen(
        [sys.executable, "-c", program, at], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert sender.stdout is not None and sender.stdout.readline() == b"sent\n"
    sender.send_signal(signal.SIGKILL)
    sender.wait()
    assert len({path.split("/")[1] for path in paths(s3, at) if "/" in path}) == 2
    assert number_in(tmp_path, at) == 1
    publish(2, at)
    assert number_in(tmp_path, at) == 2 and len(paths(s3, at)) == len(NAMES) + 2


@pytest.mark.slow
def test_a_server_without_conditional_writes_is_written_to(s3, tmp_path, monkeypatch):
    cause, real = Exception(), s3.pipe_file
    cause.response = {"Error": {"Code": "NotImplemented"}}

    def without(path, content, **condition):
        if condition:
            raise OSError(38, "not implemented") from cause
        real(path, content)

    monkeypatch.setattr(s3, "pipe_file", without)
    assert publishing.open_address("s3://archive/release").files is s3
    publish(1, "s3://archive/release")
    publish(2, "s3://archive/release")
    assert number_in(tmp_path, "s3://archive/release") == 2
