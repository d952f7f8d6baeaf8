"""A release made with what is known from before is, byte for byte, the one that is made anew."""

from dataclasses import replace

import pytest

from pipeline.articles.article import Article
from pipeline.articles.inputs import read_inputs
from pipeline.run import part
from pipeline.run.bench_incremental import digests
from pipeline.run.crash import write_articles
from pipeline.run.release_of import build_release
from pipeline.run.resample import line_of


@pytest.mark.slow
def test_articles_added_removed_corrected_and_in_another_file(tmp_path, monkeypatch) -> None:
    write_articles(tmp_path / "all.jsonl", 12)
    articles = [each for each in read_inputs([tmp_path / "all.jsonl"]) if isinstance(each, Article)]
    articles += [replace(each, article_id=f"copy-{each.article_id}", outlet="Lala") for each in articles[:3]]
    (tmp_path / "before.jsonl").write_text("".join(map(line_of, articles[:10])), encoding="utf-8")
    corrected = [replace(each, text=each.text.replace("پلیس", "ارتش")) for each in articles[2:4]]
    after = [*articles[10:], articles[1], *corrected, *articles[4:10]]  # the first is gone, and the order another
    (tmp_path / "after.jsonl").write_text("".join(map(line_of, after)), encoding="utf-8")

    build_release([tmp_path / "before.jsonl"], tmp_path / "kept", cache=tmp_path / "cache")
    read = []
    whole = part.extract
    monkeypatch.setattr(part, "extract", lambda article, *more: read.append(article) or whole(article, *more))
    build_release([tmp_path / "after.jsonl"], tmp_path / "kept", cache=tmp_path / "cache")
    assert sorted(each.article_id for each in read) == sorted(each.article_id for each in [*articles[10:], *corrected])
    build_release([tmp_path / "after.jsonl"], tmp_path / "anew")
    assert digests(tmp_path / "kept") == digests(tmp_path / "anew")
