"""What the last run found out about texts is not looked for again, and nothing else comes of it."""

import json

import pytest

from pipeline.articles import known
from pipeline.articles.inputs import read_inputs
from pipeline.run import last_texts
from pipeline.run.last_texts import FILE, LastTexts

TEXTS = [
    "پلیس گفت در تیراندازی روز گذشته در موصل دو نفر کشته شدند.",
    "ولسوالی و پولیس: در انفجار امروز سه تن زخمی شدند.",
    "تاریخ انتشار: ۲۲ شهریور ۱۴۰۱\nامروز هوا در بیشتر نقاط کشور آفتابی است.",
    "This is no Persian text.",
    "پلیس \ud800 گفت که کسی کشته نشد.",
]


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Outcomes of TEXTS, with what is known of texts or without; and which functions were called how often."""
    calls = []
    for name in ("is_persian", "variety_of", "find_dateline"):
        whole = getattr(known, name)
        monkeypatch.setattr(known, name, lambda text, whole=whole, name=name: calls.append(name) or whole(text))
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(json.dumps({"text": text}) for text in TEXTS), encoding="utf-8")

    def make(fingerprint="one", *, with_cache=True):
        calls.clear()
        if not with_cache:
            return list(read_inputs([file])), list(calls)
        with LastTexts(tmp_path / "cache", {"code": fingerprint}, pytest.fail) as texts:
            return list(read_inputs([file], known=texts)), list(calls)

    return make


def test_what_is_known_of_a_text_is_not_looked_for_again(read):
    whole, calls = read(with_cache=False)
    assert read() == (whole, calls) and len(calls) == 13
    assert read() == (whole, [])
    assert read("another") == (whole, calls)


@pytest.mark.parametrize("damage", [lambda told: told[:-9], lambda told: b"", lambda told: told.replace(b"IR", b"AF")])
def test_a_damaged_file_tells_nothing(read, tmp_path, damage):
    whole, calls = read()
    file = tmp_path / "cache" / FILE
    file.write_bytes(damage(file.read_bytes()))
    assert read() == (whole, calls)
    assert read() == (whole, [])


def test_no_more_texts_are_kept_than_memory_has_room_for(read, monkeypatch):
    whole, calls = read()
    monkeypatch.setattr(last_texts, "MOST", 1)
    read()
    found, called = read()
    assert found == whole and 0 < len(called) < len(calls)


def test_where_nothing_can_be_written_it_is_said(tmp_path):
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    told = []
    with LastTexts(tmp_path / "cache", {}, told.append) as texts:
        assert texts.get("a") == {}
    assert len(told) == 1 and "cannot be written" in told[0]
