"""The stage `articles`: tables, counts, bytes."""

import gzip
import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from pipeline.articles.limits import Limits
from pipeline.release.parquet import read_table
from pipeline.stages import articles

TEXT = "در پی انفجار یک بمب در بازار شهر، دست‌کم ۱۲ نفر کشته شدند."


@pytest.fixture
def project(tmp_path, monkeypatch):
    raw = tmp_path / "raw"
    raw.mkdir()
    lines = [{"id": f"a-{n}", "text": f"{TEXT} {n}", "published": "2022-09-14T10:00:00"} for n in range(7)]
    lines += [{"id": "a-0", "text": f"{TEXT} 0", "published": "2022-09-14T10:00:00"}, {"id": "b"}]
    (raw / "a.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode(), mtime=0))
    (raw / "b.txt").write_text(TEXT, encoding="utf-8")
    (raw / "c.txt").write_text("Nothing in Persian here.", encoding="utf-8")
    (tmp_path / "params.yaml").write_text("articles:\n  inputs: [raw]\n  text_characters: 5000\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_tables_have_the_columns_of_the_schema_and_counts_add_up(project):
    articles.main()
    folder = project / "data" / "interim"
    table = read_table("articles", folder / "articles.parquet")
    rejected = read_table("rejected", folder / "rejected.parquet")
    counts = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
    assert list(table["article_id"]) == [*(f"a-{n}" for n in range(7)), table["article_id"].iloc[-1]]
    assert set(table["published_jalali"].dropna()) == {"1401-06-23 SH"}
    assert table["event_count"].isna().all()
    assert list(rejected["reason"]) == ["duplicate_record", "missing_text", "not_persian"]
    assert (counts["in"], counts["kept"], counts["rejected"], counts["files"]) == (11, len(table), len(rejected), 3)
    assert counts["reasons"] == {"duplicate_record": 1, "missing_text": 1, "not_persian": 1}
    assert table["sha256"].iloc[-1] == hashlib.sha256(TEXT.encode()).hexdigest()


def test_bytes_do_not_depend_on_the_part_size(project, monkeypatch):
    articles.main()
    folder = project / "data" / "interim"
    whole = pd.read_parquet(folder / "articles.parquet")
    first = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    articles.main()
    assert {path.name: path.read_bytes() for path in sorted(folder.iterdir())} == first
    monkeypatch.setattr(articles, "_ROWS", 2)
    articles.main()
    pd.testing.assert_frame_equal(pd.read_parquet(folder / "articles.parquet"), whole)
    assert (folder / "rejected.parquet").stat().st_size > 0


def test_a_limit_that_is_no_limit_is_refused():
    with pytest.raises(ValueError, match="text_characters"):
        Limits.from_params({"text_characters": 0, "inputs": []})
    assert Limits.from_params({"inputs": []}) == Limits()


def test_nothing_half_written_is_left(project, monkeypatch):
    articles.main()
    folder = project / "data" / "interim"
    before = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(articles, "article_row", fail)
    with pytest.raises(OSError, match="No space"):
        articles.main()
    assert {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())} == before
