"""The articles written for learning: their rows stand in them word for word, in codes that the lists know."""

import json
from collections import Counter
from pathlib import Path

import pytest

from pipeline.articles.article import Article
from pipeline.articles.inputs import read_inputs
from pipeline.run.standoff import from_standoff
from tests.golden.test_gold_format import faults_of_codes, faults_of_words

WRITTEN = Path(__file__).parents[2] / "data" / "gold" / "written"
BEATS = sorted(path.name.removesuffix(".spans.jsonl") for path in WRITTEN.glob("*.spans.jsonl"))


def texts_of(beat: str) -> dict[str, Article]:
    """The articles of a beat by id."""
    outcomes = list(read_inputs([WRITTEN / "articles" / f"{beat}.jsonl"]))
    assert all(isinstance(outcome, Article) for outcome in outcomes)
    return {outcome.article_id: outcome for outcome in outcomes if isinstance(outcome, Article)}


@pytest.mark.parametrize("beat", BEATS)
def test_rows_stand_in_their_articles(beat: str) -> None:
    texts = texts_of(beat)
    lines = [json.loads(line) for line in (WRITTEN / f"{beat}.spans.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == list(texts)
    faults = []
    for line in lines:
        text = texts[line["id"]].text
        for row in from_standoff(text, line)["events"]:
            told = faults_of_codes(row) + faults_of_words(text, row)
            faults += [(line["id"], fault) for fault in told if not fault.startswith("a toll outside quote")]
    assert faults == []


def test_the_readme_counts_them() -> None:
    readme = (WRITTEN / "README.md").read_text(encoding="utf-8")
    assert len(BEATS) == 17
    for beat in BEATS:
        lines = [json.loads(line) for line in (WRITTEN / f"{beat}.spans.jsonl").read_text("utf-8").splitlines()]
        counts = Counter(bool(line["events"]) for line in lines)
        rows = sum(len(line["events"]) for line in lines)
        told = readme.split(f"| `{beat}` |", 1)[1].split("\n", 1)[0]
        assert [cell.strip() for cell in told.split("|")[:3]] == [str(len(lines)), str(rows), str(counts[False])]
