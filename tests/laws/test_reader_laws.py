"""Laws of reading: whatever bytes come, reading raises nothing, loses nothing, and gives what can be written."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.articles.article import Article, Counts
from pipeline.articles.inputs import read_inputs
from pipeline.articles.limits import Limits
from pipeline.schema.codes import codes

ENDINGS = ["", ".txt", ".html", ".jsonl", ".json", ".csv", ".tsv", ".parquet", ".xml", ".rss", ".warc", ".yaml", ".bin"]
TEXT = "در پی انفجار یک بمب در بازار شهر، دست‌کم ۱۲ نفر کشته شدند و پلیس خبر داد."
LIMITS = Limits(record_bytes=20_000, document_bytes=20_000, text_characters=5_000, expansion_floor=200_000)
HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>{TEXT}</p></body></html>".encode()
SEEDS = [
    TEXT.encode(),
    TEXT.encode("utf-16"),
    TEXT.replace("ی", "ي").replace("ک", "ك").encode("cp1256", "ignore"),
    json.dumps({"id": 1, "text": TEXT, "published": "۱۴۰۴/۰۵/۳۰"}).encode() + b"\n" + b'{"text": "\\ud800"}\n',
    f"id,text,date\n1,{TEXT},1401-01-01\n".encode(),
    f"<html><head><meta charset='utf-8'><title>x</title></head><body><h1>a</h1><p>{TEXT}</p></body></html>".encode(),
    f"<?xml version='1.0'?><rss version='2.0'><channel><item><title>{TEXT}</title></item></channel></rss>".encode(),
    f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><summary>{TEXT}</summary></entry></feed>".encode(),
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n"
    + f"Content-Length: {len(HTTP)}\r\n\r\n".encode() + HTTP + b"\r\n\r\n",
    b"title: x\npublished: 1401-01-01\n",
    b"PAR1" + b"\0" * 40 + b"PAR1",
]  # fmt: skip
PIECES = [
    b"\0",
    b"\xff\xfe",
    b"\n",
    b'"',
    b"<",
    b">",
    b"{",
    b"[",
    b"\\ud800",
    b"&#0;",
    b"<![CDATA[",
    b"\x1f\x8b",
    b"9" * 500,
]


@st.composite
def damaged(draw) -> bytes:
    """A file of some format with bytes changed, put in, taken out or cut off."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=8))
        how = draw(st.sampled_from(["put", "over", "cut", "take"]))
        data[at : at + (len(piece) if how == "over" else draw(st.integers(0, 60)) if how == "take" else 0)] = (
            b"" if how == "take" else piece
        )
        if how == "cut":
            del data[at:]
    return bytes(data)


def check(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    runs = []
    for _ in range(2):
        counts = Counts()
        runs.append(list(read_inputs([path], LIMITS, counts)))
        assert counts.faults() == []
        assert counts.records == len(runs[-1]) > 0
    assert runs[0] == runs[1]
    for outcome in runs[0]:
        if isinstance(outcome, Article):
            assert outcome.text
            written = [outcome.article_id, outcome.title, outcome.text, outcome.outlet, outcome.url]
        else:
            assert outcome.reason in codes("reject_reason")
            written = [outcome.input_file, outcome.record, outcome.reason, outcome.detail]
        for value in written:
            assert value is None or value.encode("utf-8") is not None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("laws")


@given(data=st.binary(max_size=400), ending=st.sampled_from(ENDINGS), zipped=st.booleans())
def test_any_bytes_under_any_name(folder, data, ending, zipped):
    name = f"f{ending}.gz" if zipped else f"f{ending}"
    check(folder / name, gzip.compress(data, mtime=0) if zipped else data)


@given(data=damaged(), ending=st.sampled_from(ENDINGS), zipped=st.booleans())
def test_damaged_files_under_any_name(folder, data, ending, zipped):
    name = f"f{ending}.gz" if zipped else f"f{ending}"
    check(folder / name, gzip.compress(data, mtime=0) if zipped else data)


@given(data=damaged() | st.binary(max_size=300))
def test_any_sidecar_leaves_its_text(folder, data):
    (folder / "beside.txt").write_text(TEXT, encoding="utf-8")
    (folder / "beside.yaml").write_bytes(data)
    outcomes = list(read_inputs([folder / "beside.txt"], LIMITS))
    assert [each.text for each in outcomes if isinstance(each, Article)] == [TEXT]


@given(
    record=st.dictionaries(
        st.sampled_from(["id", "title", "text", "outlet", "url", "published", "html", "متن", "x"])
        | st.text(max_size=5),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.just(TEXT),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=4,
        ),
        max_size=6,
    )
)
def test_any_json_record(folder, record):
    check(folder / "record.jsonl", json.dumps(record).encode())


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_text_in_json_comes_out_as_it_went_in(folder, text):
    given_text = TEXT + text
    path = folder / "as-given.jsonl"
    path.write_text(json.dumps({"id": 1, "text": given_text}), encoding="utf-8")
    for outcome in read_inputs([path]):
        assert not isinstance(outcome, Article) or outcome.text == given_text
