"""A corpus made larger keeps its days apart and its years together."""

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.articles.article import Article
from pipeline.run.errors import UsageError
from pipeline.run.resample import moved, resampled, write_resampled

TEXT = "روز ۲۱ شهریور ۱۴۰۱ (12 September 2022) در شهری ۱۴۰۱۲ تن و ٢٠٢٢ خودرو؛ شماره 98214012."
ARTICLE = Article("a", "سال ۱۴۰۱", TEXT, None, None, dt.datetime(2020, 2, 29, 10), "given", "fa-IR", "", "")


def test_years_of_any_script_move_with_the_publication() -> None:
    found = moved(ARTICLE, 3)
    assert found.text == TEXT.replace("۱۴۰۱ ", "۱۴۰۴ ").replace("2022", "2025").replace("٢٠٢٢", "٢٠٢٥")
    assert (found.title, found.article_id, found.published_at) == ("سال ۱۴۰۴", "a+3", dt.datetime(2023, 2, 28, 10))
    assert moved(ARTICLE, -1).article_id == "a-1"


def test_rounds_are_a_year_apart_and_undated_articles_are_in_the_first_alone() -> None:
    corpus = [replace(ARTICLE, article_id=f"n{n}") for n in range(5)] + [
        replace(ARTICLE, article_id="undated", published_at=None)
    ]
    found = list(resampled(corpus, 20))
    assert len(found) == 20 == len({each.article_id for each in found})
    assert sum(each.article_id.startswith("undated") for each in found) == 1
    assert {each.published_at.year for each in found if each.published_at} == {2020, 2021, 2019, 2022}
    assert [each.article_id for each in resampled(corpus, 3)] == [each.article_id for each in found[:3]]
    with pytest.raises(UsageError, match="too few articles"):
        list(resampled(corpus[5:], 2))


def test_what_is_written_is_what_ruydad_reads(tmp_path) -> None:
    from pipeline.articles.inputs import read_inputs

    write_resampled([ARTICLE], 3, tmp_path / "in.jsonl")
    found = [outcome for outcome in read_inputs([tmp_path / "in.jsonl"]) if isinstance(outcome, Article)]
    assert [each.article_id for each in found] == ["a", "a+1", "a-1"]
    assert [each.published_at.year for each in found if each.published_at] == [2020, 2021, 2019]
