"""Bombs: what grows without end is refused within bounded memory and time, with its reason, and costs no other file.

All traps lie in one folder beside good files and are read in one run, by a process that may not take more memory than
`ROOM` beyond what its libraries take.
"""

import gzip
import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

TEXT = "در پی انفجار یک بمب کنار جاده‌ای در بازار شهر، دست‌کم ۱۲ نفر کشته شدند و پلیس از آغاز تحقیقات خبر داد."
ROOM = 400_000_000
SECONDS = 60  # for all traps together, of the processor
CHILD = """
import json, resource, sys, time
import feedparser, lxml.html, pyarrow.parquet, trafilatura.core
from fastwarc.warc import ArchiveIterator
from pipeline.articles.article import Article, Counts
from pipeline.articles.inputs import read_inputs
import pipeline.articles.readers.pages, pipeline.articles.readers.warc_records, pipeline.articles.readers.parquet_rows

taken = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
def peak(): return next(int(line.split()[1]) << 10 for line in open("/proc/self/status") if line.startswith("VmHWM"))
before = peak()
resource.setrlimit(resource.RLIMIT_AS, (taken + int(sys.argv[2]),) * 2)
resource.setrlimit(resource.RLIMIT_FSIZE, (64_000_000,) * 2)
counts, told, begun = Counts(), {}, time.process_time()
for outcome in read_inputs([sys.argv[1]], counts=counts):
    kept = isinstance(outcome, Article)
    told.setdefault(outcome.input_file, []).append(outcome.text if kept else outcome.reason)
    print(f"{time.process_time() - begun:.2f} s: {outcome.input_file}", file=sys.stderr)
print(json.dumps({"told": told, "faults": counts.faults(), "seconds": time.process_time() - begun, "peak": peak() - before}))
"""


def zeros(megabytes: int) -> bytes:
    """A gzip file that unpacks to so many megabytes, made without unpacking it: members one behind the other."""
    return _ten() * (megabytes // 10)


@cache
def _ten() -> bytes:
    return gzip.compress(bytes(10_000_000), mtime=0)


def line_of(text: str, name: str = "x") -> bytes:
    return json.dumps({"id": name, "text": text}, ensure_ascii=False).encode() + b"\n"


def page(body: str) -> bytes:
    return f"<html><body>{body}<p>{TEXT}</p></body></html>".encode()


def feed(entities: str, words: str) -> bytes:
    item = f"<item><description>{TEXT} {words}</description></item>"
    return (
        f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]><rss version='2.0'><channel>{item}</channel></rss>".encode()
    )


def capture(body: bytes, more: str = "") -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html{more}\r\n\r\n".encode() + body
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n"
    return f"{head}Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


def parquet(column: pa.Array, **more: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"text": column}), file, compression="zstd", **more)
    return file.getvalue()


def same(count: int, text: str) -> pa.Array:
    """One text so many times over, held once."""
    return pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), pa.array([text]))


def archive(name: str, size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, bytes(size))
    return file.getvalue()


@dataclass(frozen=True)
class Hole:
    """A record, a line of so many bytes that takes no room on the disk, and another record."""

    size: int

    def write(self, path: Path) -> None:
        with path.open("wb") as file:
            file.write(line_of(TEXT, "before") + b'{"text": "')
            file.seek(self.size, io.SEEK_CUR)
            file.write(b'"}\n' + line_of(TEXT, "after"))


PACKED = "\r\nContent-Encoding: gzip"
LAUGHS = "<!ENTITY l0 'لول'>" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 13))
ALIASES = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
DEEP = 100_000
LONG = Hole(50_000_000)
TRAPS: dict[str, tuple[object, list[str]]] = {  # name → bytes (or what writes them), and what must come of it
    "bomb.txt.gz": (lambda: zeros(1_000), ["too_large"]),
    "bomb.html.gz": (lambda: zeros(1_000), ["too_large"]),
    "bomb.rss.gz": (lambda: zeros(1_000), ["too_large"]),
    "bomb.jsonl.gz": (lambda: zeros(1_000), ["decompression_limit"]),
    "bomb.csv.gz": (lambda: gzip.compress(b"id,text\n1,", mtime=0) + zeros(1_000), ["decompression_limit"]),
    "bomb.json.gz": (lambda: zeros(1_000), ["too_large"]),
    "bomb.warc.gz": (lambda: gzip.compress(capture(page("")), mtime=0) + zeros(1_000), [TEXT, "unreadable"]),
    "bomb.parquet.gz": (lambda: zeros(1_000), ["decompression_limit"]),
    "twice.txt.gz": (lambda: gzip.compress(zeros(10), mtime=0), ["binary"]),
    "bomb.zip": (lambda: archive("a.txt", 5_000_000), ["unsupported_format"]),
    "bomb-named.txt": (lambda: archive("a.txt", 5_000_000), ["binary"]),
    "traversal.zip": (lambda: archive("../../../../tmp/ruydad-was-here", 10), ["unsupported_format"]),
    "traversal.txt": (lambda: TEXT.encode(), [TEXT]),
    "line.jsonl": (LONG, [TEXT, "too_large", TEXT]),
    "line.csv": (LONG, ["missing_text"]),
    "line.txt": (LONG, ["too_large"]),
    "line.rss": (LONG, ["too_large"]),
    "line.html": (LONG, ["too_large"]),
    "line.json": (LONG, [TEXT, "too_large"]),
    "deep.html": (lambda: page("<div>" * DEEP), [TEXT]),
    "deep-unclosed.html": (lambda: page("<b><i><table><tr><td>" * (DEEP // 5)), [TEXT]),
    "deep.rss": (lambda: b"<rss version='2.0'><channel><item><a>" + b"<a>" * (DEEP // 5), ["missing_text"]),
    "tags.rss": (lambda: b"<rss version='2.0'><channel><item><a>" + b"<a>" * 5_000_000, ["too_large"]),
    "deep.json": (lambda: b'[{"text": ' + b"[" * DEEP, ["broken_record"]),
    "deep.jsonl": (lambda: b'{"a": ' * DEEP + b"\n" + line_of(TEXT), ["broken_record", TEXT]),
    "laughs.rss": (lambda: feed(LAUGHS, "&l12;"), [TEXT]),
    "blowup.rss": (lambda: feed(f"<!ENTITY a '{'لول ' * 50_000}'>", "&a;" * 50_000), [TEXT]),
    "outside.rss": (lambda: feed("<!ENTITY x SYSTEM 'file:///etc/passwd'>", "&x;"), [TEXT]),
    "laughs.html": (lambda: f"<!DOCTYPE html [{LAUGHS}]><html><body><p>{TEXT}</p>&l12;".encode(), [TEXT]),
    "packed.warc": (lambda: capture(zeros(50), PACKED) + capture(page("")), ["too_large", TEXT]),
    "bomb.warc": (lambda: capture(page("")) + capture(zeros(1_000), PACKED), [TEXT, "decompression_limit", "unreadable"]),
    "lying.warc": (lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n", ["no_page", "unreadable"]),
    "zeros.parquet": (lambda: parquet(pa.array(["a" * 80_000_000])), ["decompression_limit"]),
    "same.parquet": (lambda: parquet(same(100_000, "ا" * 2_000_000)), ["decompression_limit"]),
    "aliases.txt": (lambda: TEXT.encode(), [TEXT]),
    "nested.txt": (lambda: TEXT.encode(), ["broken_sidecar", TEXT]),
    "object.txt": (lambda: TEXT.encode(), [TEXT]),
}  # fmt: skip
LARGE: dict[str, tuple[object, list[str]]] = {
    **{name.replace("line", "gigabyte"): (Hole(1_000_000_000), want) for name, (make, want) in TRAPS.items() if make is LONG},
    "tags.html": (lambda: page("<b>" * 2_500_000), [TEXT]),
    "deep.rss": (lambda: b"<rss version='2.0'><channel><item><a>" + b"<a>" * 499_000, ["missing_text"]),
}  # fmt: skip
SIDECARS = {
    "traversal.yaml": "id: ../../../etc/passwd\nfile: /etc/passwd\ntext: ../../../etc/passwd\nurl: file:///etc/passwd\n",
    "aliases.yaml": ALIASES,
    "nested.yaml": "title: " + "[" * 30_000,
    "object.yaml": "title: !!python/object/apply:os.system ['touch /tmp/ruydad-was-here']\n",
}


def read(folder: Path, traps: dict[str, tuple[object, list[str]]], room: int = ROOM) -> dict[str, Any]:
    """What one run over all traps gives: texts and reasons by file, seconds, peak memory beyond the libraries'."""
    for name, (make, _) in traps.items():
        if isinstance(make, Hole):
            make.write(folder / name)
        else:
            (folder / name).write_bytes(make())
    for name, words in SIDECARS.items():
        if f"{name.removesuffix('.yaml')}.txt" in traps:
            (folder / name).write_text(words, encoding="utf-8")
    (folder / "0-good.txt").write_text(TEXT + " نخست", encoding="utf-8")
    (folder / "z-good.txt").write_text(TEXT + " آخر", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", CHILD, folder, str(room)], capture_output=True, timeout=600, check=False, text=True
    )
    assert run.returncode == 0, run.stderr[-3_000:]
    print(run.stderr)
    return {**json.loads(run.stdout), "log": run.stderr}


def check_file(told: list[str], wanted: list[str]) -> None:
    assert len(told) == len(wanted), told
    for given, each in zip(told, wanted, strict=True):
        good = TEXT in given or given == "duplicate_record"  # most traps hold the same good text
        assert good if each == TEXT else given == each
        assert "root:" not in given


def check_run(outcome: dict[str, Any], room: int = ROOM) -> None:
    assert outcome["told"]["0-good.txt"] == [TEXT + " نخست"]
    assert outcome["told"]["z-good.txt"] == [TEXT + " آخر"]
    assert outcome["faults"] == []
    assert outcome["seconds"] < SECONDS, outcome["log"]
    assert outcome["peak"] < room


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return read(tmp_path_factory.mktemp("traps"), TRAPS)


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_gives_what_is_good_in_it_and_its_reason(outcome, name):
    check_file(outcome["told"][name], TRAPS[name][1])


def test_the_run_goes_on_and_nothing_is_lost(outcome):
    check_run(outcome)


def test_nothing_was_executed_or_unpacked(outcome):
    assert outcome["told"]
    assert not Path("/tmp/ruydad-was-here").exists()


@pytest.mark.slow
def test_lines_of_a_gigabyte_and_millions_of_tags(tmp_path):
    outcome = read(tmp_path, LARGE, 2 * ROOM)  # a page of the largest size allowed takes half of it
    for name, (_, wanted) in LARGE.items():
        check_file(outcome["told"][name], wanted)
    check_run(outcome, 2 * ROOM)


def test_a_damaged_parquet_file_does_not_end_the_process(tmp_path):
    """pyarrow calls `terminate` when asked for the column chunks of this one."""
    shutil.copy(Path(__file__).with_name("ends_pyarrow.parquet"), tmp_path / "damaged.parquet")
    assert read(tmp_path, {})["told"]["damaged.parquet"] == ["unreadable"]
