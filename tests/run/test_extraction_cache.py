"""Articles that were read before are not read again, and the tables are those of a run without a cache."""

import hashlib
import json
import shutil
import sqlite3

import pyarrow as pa
import pytest

from pipeline.articles.article import Article
from pipeline.articles.limits import Limits
from pipeline.run import extraction, extraction_cache, kept, part
from pipeline.run.extraction_cache import FILE, ExtractionCache
from pipeline.run.fingerprint import ROOMS, differences, fingerprint
from pipeline.stages import articles

TEXTS = [
    "وزارت دفاع اعلام کرد در انفجار دیروز در شهر کابل سه سرباز کشته شدند و هفت غیرنظامی زخمی شدند.",
    "امروز هوا در بیشتر نقاط کشور آفتابی است.",
    "پلیس گفت در تیراندازی روز گذشته در موصل دو نفر کشته شدند.",
]


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Reads texts with the cache in tmp_path, or without; the bytes of every table, and texts that were extracted."""
    extracted = []
    whole = part.extract

    def counted(article, resources):
        extracted.append(article.text)
        return whole(article, resources)

    monkeypatch.setattr(part, "extract", counted)

    def make(texts, cache="cache", **more):
        extracted.clear()
        name = f"run{len(list(tmp_path.iterdir()))}"
        lines = [json.dumps({"id": f"n{t[:9]}", "published": "2022-09-14", "text": t}) for t in texts]
        (tmp_path / name).mkdir()
        (tmp_path / name / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
        articles.build([tmp_path / name / "in.jsonl"], Limits(), tmp_path / name)
        folder = tmp_path / name / "extracted"
        extraction.extract_tables(tmp_path / name, folder, cache=cache and tmp_path / cache, **more)
        return {path.name: path.read_bytes() for path in folder.iterdir()}, list(extracted)

    return make


def test_only_what_is_new_or_corrected_is_read_and_the_bytes_are_those_of_a_full_run(read):
    first, read_first = read(TEXTS)
    assert read_first == TEXTS
    assert read(TEXTS) == (first, [])
    more = [TEXTS[0], "در حملهٔ پهپادی به پایگاهی در بصره چهار نظامی کشته شدند.", *TEXTS[1:]]
    added, read_added = read(more)
    assert read_added == [more[1]]
    assert added == read(more, cache=None)[0]
    corrected = [TEXTS[0].replace("سه", "پنج"), *TEXTS[1:]]
    tables, read_corrected = read(corrected)
    assert read_corrected == [corrected[0]]
    assert tables == read(corrected, cache=None)[0] != first
    removed, read_removed = read(TEXTS[1:])
    assert read_removed == []
    assert removed == read(TEXTS[1:], cache=None)[0]


def test_an_article_at_which_extraction_broke_is_tried_again(read, monkeypatch):
    def broken(article, resources):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(part, "extract", broken)
        read(TEXTS)
    assert read(TEXTS)[1] == TEXTS


def test_another_lexicon_reads_anew_and_is_named(read, monkeypatch):
    told = []
    read(TEXTS, say=told.append)
    assert told == []
    other = fingerprint(None) | {"lexicons/triggers.csv": "other"}
    monkeypatch.setattr(extraction, "fingerprint", lambda gazetteer: other)
    assert read(TEXTS, say=told.append)[1] == TEXTS
    (sentence,) = told
    assert "lexicons/triggers.csv" in sentence and "read anew" in sentence
    assert read(TEXTS, say=told.append)[1] == []
    assert len(told) == 1


def test_a_fingerprint_has_lexicons_model_code_and_packages():
    found = fingerprint(None)
    assert {"lexicons/triggers.csv", "events/model.json", "events/extract.py", "hazm", "the gazetteer"} <= set(found)
    assert all(any(name.startswith(f"{room}/") for name in found) for room in ROOMS)


def test_differences_are_named_and_not_too_many():
    assert differences({"a": "1"}, {"a": "2"}) == "a"
    assert differences({"a": "1", "b": "1"}, {"a": "2"}) == "a and b"
    assert differences({}, dict.fromkeys("abcdef", "1")) == "a, b, c and 3 more"


def test_tables_of_the_last_run_that_are_damaged_or_of_other_columns_tell_nothing(read, tmp_path):
    whole, _ = read(TEXTS)
    (tmp_path / "cache" / FILE).unlink()
    assert read(TEXTS) == (whole, [])
    for name in ("seen", "events", "files.json"):
        file = tmp_path / "cache" / "last" / name
        content = file.read_bytes()
        file.write_bytes(content[:-20] + b"x" * 20)
        (tmp_path / "cache" / FILE).unlink()
        assert read(TEXTS) == (whole, TEXTS)
        file.unlink()
        assert read(TEXTS) == (whole, [])  # the file of entries has them
    folder = tmp_path / "cache" / "last"
    events = pa.ipc.open_stream((folder / "events").read_bytes()).read_all()
    with pa.ipc.new_stream(str(folder / "events"), events.drop_columns("weapons").schema) as file:
        file.write_table(events.drop_columns("weapons"))
    digests = json.loads((folder / "files.json").read_text(encoding="utf-8"))
    digests["files"]["events"] = hashlib.sha256((folder / "events").read_bytes()).hexdigest()
    (folder / "files.json").write_text(json.dumps(digests), encoding="utf-8")
    (tmp_path / "cache" / FILE).unlink()
    assert read(TEXTS) == (whole, TEXTS)


def test_tables_too_large_to_be_kept_are_not(read, tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "LIMIT", 1_000)
    whole, _ = read(TEXTS)
    kept_files = [file for file in (tmp_path / "cache" / "last").iterdir() if file.suffix != ".json"]
    assert kept_files and all(pa.ipc.open_stream(file.read_bytes()).read_all().num_rows == 0 for file in kept_files)
    assert read(TEXTS) == (whole, [])


def test_articles_alike_but_for_where_their_metadata_part_are_not_taken_for_each_other(tmp_path):
    columns = {name: [None] * 4 for name in Article.__slots__}
    columns |= {
        "article_id": ["a"] * 4,
        "title": ["a b", "a", "a", "a"],
        "outlet": ["c", "b c", None, ""],
        "published_at": [None] * 4,
    }
    batch = pa.RecordBatch.from_pydict({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    with ExtractionCache(tmp_path, {}, pytest.fail) as cache:
        assert len(set(cache.keys(batch))) == 4


def test_damaged_entries_and_a_damaged_file_are_made_again(read, tmp_path):
    whole, _ = read(TEXTS)
    shutil.rmtree(tmp_path / "cache" / "last")
    with sqlite3.connect(tmp_path / "cache" / FILE) as file:
        file.execute("UPDATE entries SET value = substr(value, 1, 40) || x'00' || substr(value, 42)")
    file.close()
    assert read(TEXTS) == (whole, TEXTS)
    shutil.rmtree(tmp_path / "cache" / "last")
    (tmp_path / "cache" / FILE).write_bytes(b"no database" * 1000)
    assert read(TEXTS) == (whole, TEXTS)
    assert read(TEXTS) == (whole, [])


def test_a_cache_that_cannot_be_used_is_said_and_done_without(read, tmp_path):
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    told = []
    assert read(TEXTS, say=told.append) == (read(TEXTS, cache=None)[0], TEXTS)
    assert len(told) == 1 and "cannot be used" in told[0]


def entries(name):
    """Keys of 200 articles by id, and what was read of them."""
    seen = {"counts": dict.fromkeys(extraction_cache.SEEN, name), "events": []}
    return {f"{name}-{n}": f"{name}-{n}".encode() for n in range(200)}, {f"{name}-{n}": seen for n in range(200)}


def known(cache, name):
    return cache.get({key: article for article, key in entries(name)[0].items()})


def test_the_longest_unused_go_first_and_the_file_stays_bounded(tmp_path):
    limit = 400_000
    for number in range(30):
        with ExtractionCache(tmp_path, {}, pytest.fail, limit=limit) as cache:
            cache.put(*entries(number))
            assert len(known(cache, number)) == 200
            assert known(cache, 0) if number == 5 else True
    with ExtractionCache(tmp_path, {}, pytest.fail, limit=limit) as cache:
        assert known(cache, 29) and not known(cache, 1)
    assert (tmp_path / FILE).stat().st_size < limit * 1.5


def test_one_run_alone_fills_the_cache_no_further_than_its_bound(tmp_path):
    with ExtractionCache(tmp_path, {}, pytest.fail, limit=200_000) as cache:
        for number in range(30):
            cache.put(*entries(number))
        assert known(cache, 0)
    assert (tmp_path / FILE).stat().st_size < 300_000
