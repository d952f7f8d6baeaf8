"""Hostile input: nothing executes, nothing is fetched, nothing is lost, memory and time stay bounded."""

import gzip
import json
import socket
import tracemalloc

import pytest

from pipeline.articles.limits import Limits

SMALL = Limits(
    record_bytes=200_000, document_bytes=200_000, text_characters=50_000, expansion=20, expansion_floor=1_000_000
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_external_entities_of_a_feed_are_not_read(read, tmp_path, text):
    (tmp_path / "secret.txt").write_text("راز", encoding="utf-8")
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">'
        '<!ENTITY y SYSTEM "http://192.0.2.1/x">]>'
        "<rss version='2.0'><channel><item><title>&x; &y;</title>"
        f"<description>{text} &x;</description></item></channel></rss>"
    )
    article = read("a.rss", feed).article
    assert "راز" not in article.text + (article.title or "")
    assert text in article.text


def test_external_entities_of_a_page_are_not_read(read, tmp_path, text):
    (tmp_path / "secret.txt").write_text("راز", encoding="utf-8")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><html><head><base href="http://192.0.2.1/">'
        f"</head><body><p>{text} &x;</p><img src='http://192.0.2.1/x'></body></html>"
    )
    assert "راز" not in read("a.html", page).article.text


def test_nested_entities_do_not_grow(read, text):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "لول">{entities}]><rss version="2.0"><channel><item>'
        f"<description>{text} &l11;</description></item></channel></rss>"
    )
    assert len(read("a.rss", feed).article.text) < len(text) + 100


def test_a_gzip_bomb_is_stopped(read):
    bomb = gzip.compress(b"a" * 50_000_000)
    tracemalloc.start()
    outcome = read("bomb.jsonl.gz", bomb, limits=SMALL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert outcome.reasons == [(None, "decompression_limit")]
    assert peak < 4_000_000


def test_records_before_the_damage_in_a_gzip_file_are_kept(read, text):
    lines = [json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n" for number in range(50)]
    data = b"".join(gzip.compress(line.encode(), mtime=0) for line in lines)
    outcome = read("a.jsonl.gz", data[:-5])
    assert [each.article_id for each in outcome.articles] == [str(number) for number in range(50)]
    assert [reason for _, reason in outcome.reasons] == ["unreadable"]
    assert len(read("b.jsonl.gz", data[: len(data) // 2]).articles) in (24, 25)


def test_one_long_line_costs_itself_and_no_memory(read, text):
    good = json.dumps({"id": "good", "text": text}).encode()
    tracemalloc.start()
    outcome = read("a.jsonl", b'{"text": "' + b"a" * 10_000_000 + b'"}\n' + good + b"\n", limits=SMALL)
    tracemalloc.stop()
    assert outcome.article.article_id == "good"
    assert outcome.reasons == [("line 1", "too_large")]


def test_memory_does_not_grow_with_the_number_of_records(tmp_path, text):
    from pipeline.articles.inputs import read_inputs

    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        records = ({"id": n, "text": f"{text} {n}", "published": "2020-01-01"} for n in range(count))
        path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
        tracemalloc.start()
        assert sum(1 for _ in read_inputs([path])) == count
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert peak(1_000) < peak(100) + 100_000


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\xe2\x80\x8c\r\n", "empty"),
        ("a.jsonl", b"\n\n \n", "empty"),
        ("a.csv", b"", "empty"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body></body></html>", "empty"),
        ("a.txt", b"\0" * 100_000, "binary"),
        ("a.txt", "خبر ".encode() * 40_000, "too_large"),
        ("a.txt", "خبر ".encode() * 9_000, None),
        ("a.txt", "خ".encode() * 50_001, "too_large"),
        ("a.html", b"<p>" + b"a" * 200_000, "too_large"),
        ("a.json", b"[" * 100_000, "broken_record"),
        ("a.json", b'{"a":' * 30_000, "broken_record"),
        ("a.json", b'[{"text": "' + b"a" * 300_000, "too_large"),
        ("a.jsonl", b"[" * 100_000, "broken_record"),
        ("a.jsonl", b'{"id": ' + b"9" * 10_000 + b', "text": "x"}', "broken_record"),
        ("a.parquet", b"PAR1" + b"\0" * 100 + b"PAR1", "unreadable"),
        ("a.warc", b"WARC/1.0\r\nContent-Length: 99999999999999999999999\r\n\r\n", None),
        ("a.warc", b"WARC/1.0\r\n" + b"x" * 100_000, None),
        ("a.txt.gz", b"\x1f\x8b" + b"\0" * 100, "unreadable"),
        ("a.txt", gzip.compress(gzip.compress(b"x" * 1000, mtime=0), mtime=0), "binary"),
        ("a.xml", b"<rss " + b"<" * 100_000, None),
        ("a.csv", b'id,text\n1,"' + "خبر\n".encode() * 50_000, "too_large"),
    ],
    ids=lambda value: value[:12].decode("latin-1") if isinstance(value, bytes) else str(value),
)
def test_traps(read, name, data, reason):
    outcome = read(name, data, limits=SMALL)
    if reason is None:
        assert outcome.all
    else:
        assert reason in {each.reason for each in outcome.rejected}
        assert not outcome.articles


@pytest.mark.parametrize("depth", [300, 1_500, 50_000])
@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td"])
def test_deep_pages_keep_their_words(read, text, tag, depth):
    page = f"<html><body>{f'<{tag}>' * depth}{text}</body></html>"
    assert text in read("a.html", page).article.text


def test_scripts_of_a_page_without_structure_are_not_its_words(read, text):
    page = "<script>var x = 'کد';</script><style>p {}</style>" + "<i>" * 5_000 + text
    article = read("a.html", page).article
    assert text in article.text
    assert "var" not in article.text


def test_lone_surrogates_are_replaced_one_for_one(read, text):
    line = '{"id": "x", "title": "\\udc00", "text": "' + text + '\\ud800!", "outlet": "\\ud83d\\ude00"}'
    outcome = read("a.jsonl", line)
    assert outcome.article.text == text + "\ufffd!"
    assert outcome.article.title == "\ufffd"
    assert outcome.article.outlet == "😀"
    assert outcome.counts.notes["lone_surrogate_replaced"] == 1


def test_nul_and_direction_marks_inside_a_text_are_kept(read, text):
    odd = f"{text}\0\u202e\u2066پایان\u2069"
    assert read("a.jsonl", json.dumps({"text": odd})).article.text == odd
    assert read("a.txt", odd).article.text == odd


def test_metadata_of_any_shape(read, text):
    shapes = [{"id": {"a": []}}, {"title": ["x"]}, {"url": {"name": {"name": "x"}}}, {"published": {"$date": {"a": 1}}},
              {"outlet": "x" * 5_000}, {"title": True}, {"outlet": 10**300}, {"published": "x" * 10_000}]  # fmt: skip
    records = [{"text": f"{text} {number}"} | shape for number, shape in enumerate(shapes)]
    outcome = read("a.jsonl", "\n".join(json.dumps(each) for each in records))
    assert len(outcome.articles) == len(shapes)
    assert all(each.title is None and each.published_at is None for each in outcome.articles)
    assert outcome.counts.notes == {"outlet_too_long": 1, "published_unreadable": 1}


def test_a_table_with_too_many_columns(read, text):
    assert read("a.csv", "id,text" + ",x" * 100_000 + f"\n1,{text}").article.text == text
