"""Extraction over a table: an article at which it breaks is rejected with a reason, the others are read."""

import pandas as pd
import pytest

from pipeline.articles.limits import Limits
from pipeline.events import extract as extracting
from pipeline.run import extraction, part
from pipeline.run.errors import RuydadError
from pipeline.stages import articles

TEXTS = {"a": "در تیراندازی دیروز در شهر کابل سه سرباز کشته شدند.", "b": "امروز هوا در بیشتر نقاط کشور آفتابی است."}


@pytest.fixture
def interim(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "c.txt").write_text("", encoding="utf-8")
    articles.build([tmp_path / "*.txt"], Limits(), tmp_path / "interim")
    return tmp_path / "interim"


def test_an_article_at_which_extraction_breaks_is_rejected_with_its_reason(interim, monkeypatch):
    def broken(article, resources):
        if article.input_file == "a.txt":
            raise ZeroDivisionError("a fault of ours")
        return extracting.extract(article, resources)

    monkeypatch.setattr(part, "extract", broken)
    counts = extraction.extract_tables(interim, interim / "extracted")
    assert counts == {"in": 2, "kept": 1, "rejected": 1, "events": 0, "casualties": 0, "locations": 0, "sources": 0}
    rejected = pd.read_parquet(interim / "extracted" / "rejected.parquet")
    assert rejected["reason"].tolist() == ["empty", "extraction_failed"]
    assert rejected["input_file"].tolist() == ["c.txt", "a.txt"]
    assert rejected["detail"].iloc[1].endswith("ZeroDivisionError: a fault of ours")


def test_an_article_that_disappears_stops_the_run(interim, monkeypatch):
    whole = extraction.read_job
    monkeypatch.setattr(extraction, "read_job", lambda job: {name: [] for name in whole(job)})
    with pytest.raises(RuydadError, match="2 articles were taken in but 0 read and 0 rejected"):
        extraction.extract_tables(interim, interim / "extracted")
