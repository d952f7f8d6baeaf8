"""Rows apart from their texts: there and back gives the same rows, and a changed text is refused."""

import json
from pathlib import Path

import pytest

from pipeline.mentions.resources import Resources
from pipeline.run.errors import UsageError
from pipeline.run.standoff import StaleText, from_standoff, to_standoff
from pipeline.run.training import read_gold, train_model

GOLD = Path(__file__).parents[2] / "data" / "gold"


@pytest.fixture(scope="module")
def sample() -> list[tuple[dict, dict]]:
    """Twelve articles of the sample corpus that have rows, with their entries."""
    texts = {}
    for line in (GOLD / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        texts[json.loads(line)["id"]] = json.loads(line)
    entries = json.loads((GOLD / "gold.json").read_text(encoding="utf-8"))
    return [(texts[entry["id"]], entry) for entry in entries if entry["events"]][:12]


@pytest.fixture
def folder(sample, tmp_path: Path) -> Path:
    """A gold folder of spans, and the texts beside it."""
    (tmp_path / "gold").mkdir()
    lines = [json.dumps(to_standoff(article["text"], entry)) for article, entry in sample]
    (tmp_path / "gold" / "a.spans.jsonl").write_text("\n".join(lines[:6]) + "\n", encoding="utf-8")
    (tmp_path / "gold" / "b.spans.jsonl").write_text("\n".join(lines[6:]) + "\n", encoding="utf-8")
    articles = "\n".join(json.dumps(article) for article, _ in sample)
    (tmp_path / "texts.jsonl").write_text(articles, encoding="utf-8")
    return tmp_path


def test_there_and_back(sample) -> None:
    for article, entry in sample:
        line = to_standoff(article["text"], entry)
        assert from_standoff(article["text"], line) == {"id": entry["id"], "events": entry["events"]}
        assert "ا" not in json.dumps(line, ensure_ascii=False)


def test_a_changed_text_is_refused(sample) -> None:
    article, entry = sample[0]
    with pytest.raises(StaleText):
        from_standoff(article["text"] + " ", to_standoff(article["text"], entry))


def test_words_that_the_text_does_not_hold_are_refused(sample) -> None:
    article, entry = sample[0]
    row = {**entry["events"][0], "trigger": "زلزله"}
    with pytest.raises(ValueError, match="زلزله"):
        to_standoff(article["text"], {**entry, "events": [row]})


def test_gold_is_read_with_its_texts(sample, folder: Path, resources: Resources) -> None:
    read = read_gold(folder / "gold", resources, [folder / "texts.jsonl"])
    assert [facts.article.article_id for facts, _ in read] == [article["id"] for article, _ in sample]
    assert [rows for _, rows in read] == [entry["events"] for _, entry in sample]


def test_a_folder_may_hold_the_texts_of_its_rows(sample, folder: Path, resources: Resources) -> None:
    texts = folder / "gold" / "articles"
    texts.mkdir()
    (folder / "texts.jsonl").rename(texts / "texts.jsonl")
    read = read_gold(folder / "gold", resources)
    assert [rows for _, rows in read] == [entry["events"] for _, entry in sample]


def test_what_is_wrong_is_told(folder: Path, resources: Resources) -> None:
    with pytest.raises(UsageError, match="say where these are with --articles"):
        train_model([folder / "gold"], folder / "model.json")
    texts = folder / "texts.jsonl"
    lines = texts.read_text(encoding="utf-8").splitlines()
    texts.write_text("\n".join(lines[1:]), encoding="utf-8")
    with pytest.raises(UsageError, match=r"1 articles of .* are not among the texts given"):
        read_gold(folder / "gold", resources, [texts])
    first = json.loads(lines[0])
    first["text"] += " پایان"
    texts.write_text("\n".join([json.dumps(first), *lines[1:]]), encoding="utf-8")
    with pytest.raises(UsageError, match="is not the one that was annotated"):
        read_gold(folder / "gold", resources, [texts])
