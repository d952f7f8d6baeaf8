"""Texts are read and sorted through files, whatever their order, and no part holds them all."""

import random

import pytest

from pipeline.release import texts
from pipeline.release.parquet import read_table, write_parts
from pipeline.release.texts import has_texts, read_texts, read_without_texts, with_heads, write_with_texts


def row(number: int, text: str | None) -> dict[str, object]:
    return {"article_id": f"a{number:03}", "text": text, "published_basis": "none", "variety": "fa-IR",
            "input_file": "in.jsonl", "sha256": "0" * 64, "event_count": 0}  # fmt: skip


@pytest.fixture
def source(tmp_path, monkeypatch):
    """Forty articles in a mixed order, one without its text, in a file that is read some rows at a time."""
    monkeypatch.setattr(texts, "_READ_AT_ONCE", 7)
    monkeypatch.setattr(texts, "ROWS_AT_ONCE", 9)
    rows = [row(n, None if n == 11 else f"متن {n} " * 20) for n in range(40)]
    random.Random(1).shuffle(rows)
    write_parts("articles", [rows[:25], rows[25:]], tmp_path / "articles.parquet")
    return tmp_path / "articles.parquet"


def test_articles_are_written_in_order_with_their_own_texts(source, tmp_path):
    ordered = read_without_texts(source).sort_values("article_id").reset_index(drop=True)
    assert ordered["text"].isna().all()
    write_with_texts(ordered, source, tmp_path / "sorted" / "articles.parquet")
    found = read_table("articles", tmp_path / "sorted" / "articles.parquet")
    whole = read_table("articles", source).sort_values("article_id").reset_index(drop=True)
    assert found.equals(whole) and found["text"].isna().sum() == 1
    assert [path.name for path in (tmp_path / "sorted").iterdir()] == ["articles.parquet"]


def test_all_texts_or_those_that_are_wanted_are_read(source):
    every = [pair for some in read_texts(source) for pair in zip(*some, strict=True)]
    assert [article for article, _ in every] == read_table("articles", source)["article_id"].tolist()
    assert dict(every)["a011"] == "" and dict(every)["a005"].startswith("متن 5 ")
    wanted = [pair for some in read_texts(source, {"a005", "a030"}) for pair in zip(*some, strict=True)]
    assert sorted(wanted) == [(article, dict(every)[article]) for article in ("a005", "a030")]


def test_heads_are_the_first_words(source, tmp_path):
    assert has_texts(source)
    found = with_heads(read_without_texts(source), source)
    whole = read_table("articles", source)
    assert found["text"].equals(whole["text"].str.slice(0, 64))
    write_parts("articles", [[row(1, None)]], tmp_path / "none.parquet")
    assert not has_texts(tmp_path / "none.parquet")
