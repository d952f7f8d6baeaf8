"""Files at addresses are found, named, ordered and read as those of a disk."""

import gzip
import json
import tempfile
import threading
import time
from pathlib import Path

import pytest

from pipeline.articles import remote_files
from pipeline.articles.files import find_files
from pipeline.articles.remote_files import names_something
from pipeline.run.errors import RuydadError, UsageError
from pipeline.storage import addresses

OTHER = "دو پلیس در حملهٔ مهاجمان مسلح به پاسگاهی بیرون شهر زخمی شدند و یک نفر بازداشت شد."


@pytest.fixture
def folder(tmp_path, text):
    """Every kind of name and form."""
    folder = tmp_path / "articles"
    page = f"<html><head><title>خبر</title></head><body><article><p>{OTHER}</p></article></body></html>"
    capture = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    warc = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a\r\n"
    warc += "WARC-Record-ID: <urn:uuid:11111111-1111-1111-1111-111111111111>\r\nWARC-Date: 2022-09-15T00:00:00Z\r\n"
    warc += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(capture)}\r\n\r\n"
    records = [{"id": f"r{number}", "published": "2022-09-15", "text": text} for number in range(3)]
    for name, content in {
        "n.txt": text,
        "n.yaml": "title: انفجار\npublished: 2022-09-14\noutlet: Sepidar\n",
        "n10.txt": OTHER,
        "a.b/c.txt": text,
        "a.b/c.yaml": "- no mapping\n",
        ".hidden.txt": text,
        ".git/x.txt": text,
        "alone.yaml": "title: بی‌متن\n",
        "english.txt": "The army shelled the village.",
        "a/page.html.gz": gzip.compress(page.encode(), mtime=0),
        "a/pages.warc.gz": gzip.compress(warc.encode() + capture + b"\r\n\r\n", mtime=0),
        "a/deep/many.jsonl": "\n".join(json.dumps(record, ensure_ascii=False) for record in records),
        "a/deep/خبر ۱.txt": OTHER,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def at(folder, memory):
    """The address of the same files."""
    memory.put(str(folder), "memory://bucket/articles", recursive=True)
    return "memory://bucket/articles"


@pytest.mark.parametrize(
    "inputs",
    [
        [""], ["/"], ["/n.txt"], ["/a.b/c.txt"], ["/n.txt", "/a", ""], ["/*.txt"], ["/**/*.txt"], ["/a*"], ["/a*/*.txt"],
        ["/**"], ["/a/**/*.jsonl"], ["/[an]/*.gz"], ["/n?0.txt", "/n.*"], ["/alone.yaml"], ["/*/deep"], ["/*.pdf"], ["/no"],
    ],
)  # fmt: skip
def test_an_address_is_read_as_a_folder_of_the_disk(folder, at, read_paths, inputs):
    here = read_paths(*(f"{folder}{each}" for each in inputs))
    there = read_paths(*(f"{at}{each}" for each in inputs))
    for found in (*here.rejected, *there.rejected):
        if found.reason == "not_found":  # told by the input as it was given
            object.__setattr__(found, "input_file", found.input_file.replace(at, str(folder)))
    assert there.all == here.all
    assert there.counts == here.counts


def test_here_and_there_and_file_addresses_mix(folder, at, read_paths):
    mixed = read_paths(f"file://{folder}/n.txt", folder / "n.txt", f"{at}/n10.txt", f"{at}/n10.txt", folder)
    assert [each.input_file for each in mixed.articles][:2] == ["n.txt", "n10.txt"]
    assert [each.input_file for each in mixed.all].count("n.txt") == 1


@pytest.mark.slow
def test_s3_is_read_as_a_folder_of_the_disk(folder, s3, read_paths):
    s3.put(str(folder), "s3://archive/articles", recursive=True)
    for below in ("/", "/**/*.txt", "/n.txt", "/a/deep"):
        assert read_paths(f"s3://archive/articles{below}").all == read_paths(f"{folder}{below}").all
    s3.pipe_file("archive/articles/", b"")  # as a console leaves it where a folder is made
    s3.pipe_file("archive/articles/a//b.txt", b"x")
    found = list(find_files(["s3://archive/articles/a/"]))
    assert [(each.label, each.reason) for each in found if not hasattr(each, "path")] == [("/", "unreadable")]
    assert not names_something("s3://archive/article")
    with pytest.raises(UsageError, match=r"^s3://archives/x: there is no such bucket\.$"):
        names_something("s3://archives/x")


def test_copies_are_there_one_after_the_other_and_none_remains(at, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(remote_files, "_AHEAD", 2)
    before = None
    for file in find_files([at]):
        assert file.path.is_file() and (file.sidecar is None or file.sidecar.is_file())
        assert before is None or not before.exists()
        assert len([path for path in tmp_path.rglob("article*") if path.name == "article"]) <= 3
        before = file.path
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]
    next(find_files([at]))  # one that is left in the middle
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]


@pytest.mark.parametrize(("most", "together"), [(64_000_000, 4), (1, 1)])
def test_small_files_are_fetched_ahead_and_large_ones_are_not(at, memory, monkeypatch, most, together):
    monkeypatch.setattr(remote_files, "_BYTES_AHEAD", most)
    real, now, at_once, lock = memory.get_file, [], [], threading.Lock()

    def slow(*arguments):
        with lock:
            now.append(arguments)
            at_once.append(len(now))
        time.sleep(0.05)
        real(*arguments)
        with lock:
            now.pop()

    monkeypatch.setattr(memory, "get_file", slow)
    assert len([*find_files([at])]) == 9
    assert max(at_once) >= together if together > 1 else max(at_once) == 1


class Refusal(Exception):
    """An answer of S3."""

    def __init__(self, code):
        super().__init__(code)
        self.response = {"Error": {"Code": code}}


def refusing(monkeypatch, memory, error, name):
    real = memory.get_file

    def get_file(path, *more):
        if path.endswith(name):
            raise error
        real(path, *more)

    monkeypatch.setattr(memory, "get_file", get_file)


def test_an_object_that_is_refused_or_gone_is_told_and_costs_no_other(at, memory, monkeypatch, read_paths):
    whole = len(read_paths(at).articles)
    refused = PermissionError("Access Denied")
    refused.__cause__ = Refusal("AccessDenied")
    for error, told in ((refused, "PermissionError: Access Denied"), (FileNotFoundError("x"), "it is gone since")):
        with monkeypatch.context() as patched:
            refusing(patched, memory, error, "/n.txt")
            found = read_paths(at)
        assert next(each.detail for each in found.rejected if each.input_file == "n.txt").startswith(told)
        assert len(found.articles) == whole - 1


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError("The provided token has expired."), "access is denied: The provided token has expired. Keys come"),
        (TimeoutError("timed out"), "memory://bucket/articles cannot be read: timed out."),
        (OSError(28, "No space left on device"), "There is no room left in "),
        (Refusal("what no driver foresees"), "memory://bucket/articles cannot be read: what no driver foresees."),
    ],
)  # fmt: skip
def test_what_would_refuse_all_others_too_ends_the_run(at, memory, monkeypatch, error, told):
    refusing(monkeypatch, memory, error, "/n.txt")
    with pytest.raises(RuydadError) as raised:
        list(find_files([at]))
    assert told in str(raised.value) and "\n" not in str(raised.value)


def test_a_web_address_is_one_file(folder, web, read_paths):
    site = web(folder)
    found = read_paths(
        f"{site}/n10.txt", f"{site}/a/page.html.gz?signature=secret", f"{site}/a/deep/%D8%AE%D8%A8%D8%B1%20%DB%B1.txt"
    )
    assert [each.input_file for each in found.all] == ["n10.txt", "page.html.gz", "خبر ۱.txt"]
    with pytest.raises(UsageError, match=r"/no\.txt is not there\.$"):
        names_something(f"{site}/no.txt?signature=secret")
    with pytest.raises(RuydadError, match=r"^http://127\.0\.0\.1:9/n\.txt cannot be read: .*9"):
        names_something("http://127.0.0.1:9/n.txt")


def test_a_pattern_that_is_none_is_said(at):
    with pytest.raises(UsageError, match="is no pattern: "):
        names_something(f"{at}/a**.txt")
    with pytest.raises(UsageError, match="there is no such bucket"):
        names_something("s3://*/a.txt")


def test_a_sidecar_of_an_overlong_name_does_not_stop_a_run(memory, text, read_paths):
    name = "ن" * 200
    memory.pipe({f"/long/{name}.txt": text.encode(), f"/long/{name}.yaml": b"title: x\n"})
    assert read_paths("memory://long").article.title == "x"
    assert len(Path(remote_files._local_name(f"a/{name}")).name.encode()) <= 255
    assert addresses.shown("https://me:word@host/x.txt?key=1") == "https://host/x.txt"
