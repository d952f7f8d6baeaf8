"""A release made with what is known from before is, byte for byte, the one that is made anew."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.articles.article import Article
from pipeline.articles.inputs import read_inputs
from pipeline.run import part
from pipeline.run.bench_incremental import digests
from pipeline.run.crash import write_articles
from pipeline.run.release_of import build_release
from pipeline.run.resample import line_of

EDITS = st.lists(st.sampled_from(["kept", "removed", "corrected"]), min_size=10, max_size=10)


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS, new=st.integers(0, 3), order=st.randoms(use_true_random=False))
def test_whatever_is_added_removed_and_corrected(known, edits, new, order) -> None:
    folder, articles = known
    fates = zip(articles, edits, strict=False)
    after = [_corrected(each) if edit == "corrected" else each for each, edit in fates if edit != "removed"]
    after += articles[10 : 10 + new]
    order.shuffle(after)
    (folder / "after.jsonl").write_text("".join(map(line_of, after)), encoding="utf-8")
    build_release([folder / "after.jsonl"], folder / "kept", cache=folder / "cache")
    build_release([folder / "after.jsonl"], folder / "anew")
    assert digests(folder / "kept") == digests(folder / "anew")


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """A folder with the cache and release of ten articles, and thirteen articles."""
    folder = tmp_path_factory.mktemp("known")
    write_articles(folder / "all.jsonl", 13)
    articles = [each for each in read_inputs([folder / "all.jsonl"]) if isinstance(each, Article)]
    (folder / "before.jsonl").write_text("".join(map(line_of, articles[:10])), encoding="utf-8")
    build_release([folder / "before.jsonl"], folder / "kept", cache=folder / "cache")
    return folder, articles


def _corrected(article: Article) -> Article:
    return replace(article, text=article.text.replace("پلیس", "ارتش"))


@pytest.mark.slow
def test_articles_added_removed_corrected_and_in_another_file(tmp_path, monkeypatch) -> None:
    write_articles(tmp_path / "all.jsonl", 12)
    articles = [each for each in read_inputs([tmp_path / "all.jsonl"]) if isinstance(each, Article)]
    articles += [replace(each, article_id=f"copy-{each.article_id}", outlet="Lala") for each in articles[:3]]
    (tmp_path / "before.jsonl").write_text("".join(map(line_of, articles[:10])), encoding="utf-8")
    corrected = list(map(_corrected, articles[2:4]))
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
