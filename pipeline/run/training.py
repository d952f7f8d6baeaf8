"""Training on gold folders: what `ruydad train` does.

In: folders with `articles.jsonl` and `gold.json`, or with `*.spans.jsonl` whose texts are in the folder's own `articles`
or kept elsewhere. Out: a model file with its card.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from pipeline.articles.article import Article, Rejected
from pipeline.articles.inputs import read_inputs
from pipeline.events.facts import ArticleFacts, read_facts
from pipeline.events.learning.labels import Row
from pipeline.events.learning.train import report, train
from pipeline.events.model import write_model
from pipeline.mentions.resources import Resources, default_resources
from pipeline.run.errors import UsageError
from pipeline.run.standoff import StaleText, from_standoff

FILES = ("articles.jsonl", "gold.json")
SPANS = "*.spans.jsonl"
TEXTS = "articles"
Gold = list[tuple[ArticleFacts, Sequence[Row]]]


def files_of(folder: Path) -> list[Path]:
    """The gold files of a folder.

    Raises UsageError where it is no gold folder.
    """
    spans = sorted(folder.glob(SPANS))
    if spans:
        return spans
    for name in FILES:
        if not (folder / name).is_file():
            raise UsageError(f"{folder} has no {name}; a gold folder holds {' and '.join(FILES)}, or {SPANS}.")
    return [folder / name for name in FILES]


def read_gold(folder: Path, resources: Resources, articles: Sequence[Path] = ()) -> Gold:
    """Facts and gold rows of the articles of a gold folder, in file order; an article given twice counts once.

    `articles` hold the texts of rows that stand apart from them. Raises UsageError for a text that is missing or is
    no longer the one that was annotated.
    """
    if files_of(folder)[0].match(SPANS):
        return _read_spans(folder, resources, articles)
    rows = {entry["id"]: entry["events"] for entry in json.loads((folder / "gold.json").read_text(encoding="utf-8"))}
    return [(read_facts(article, resources), rows[name]) for name, article in _texts(folder, rows).items()]


def _texts(folder: Path, wanted: Collection[str]) -> dict[str, Article]:
    """The wanted articles of a folder's `articles.jsonl`, every line of which must be one."""
    found = {}
    for outcome in read_inputs([folder / "articles.jsonl"]):
        if isinstance(outcome, Rejected):
            if outcome.reason == "duplicate_record":
                continue
            raise UsageError(f"{folder}: {outcome.record} is no article ({outcome.reason}).")
        if outcome.article_id in wanted:
            found[outcome.article_id] = outcome
    return found


def _read_spans(folder: Path, resources: Resources, articles: Sequence[Path]) -> Gold:
    if (folder / TEXTS).is_dir():
        articles = [folder / TEXTS]
    if not articles:
        raise UsageError(f"{folder} holds rows without their texts; say where these are with --articles.")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files_of(folder))
    lines = {line["id"]: line for line in map(json.loads, filter(None, text.split("\n")))}
    texts: dict[str, Article] = {}
    for outcome in read_inputs(list(articles)):
        if isinstance(outcome, Article) and outcome.article_id in lines:
            texts.setdefault(outcome.article_id, outcome)
    missing = [name for name in lines if name not in texts]
    if missing:
        raise UsageError(f"{len(missing)} articles of {folder} are not among the texts given, {missing[0]} the first.")
    try:
        return [
            (read_facts(texts[name], resources), from_standoff(texts[name].text, line)["events"])
            for name, line in lines.items()
        ]
    except StaleText as stale:
        raise UsageError(f"{folder}: the text of {stale} is not the one that was annotated.") from stale


def digest(folders: Sequence[Path]) -> str:
    """One digest over the gold files, which names the data in the card."""
    mark = hashlib.sha256()
    for folder in folders:
        for path in files_of(folder):
            mark.update(path.read_bytes())
    return mark.hexdigest()[:16]


def train_model(
    folders: Sequence[Path], out: Path, also: Sequence[Path] = (), articles: Sequence[Path] = ()
) -> dict[str, Any]:
    """Train on gold folders and write the model; its card.

    Folders of `also` teach without a say in the thresholds. `articles` are the texts of rows that stand apart.
    """
    every = [*folders, *also]
    for folder in every:
        files_of(folder)
    resources = default_resources()
    judged = [pair for folder in folders for pair in read_gold(folder, resources, articles)]
    teaching = [pair for folder in also for pair in read_gold(folder, resources, articles)]
    rows = sum(len(rows) for _, rows in judged + teaching)
    if not rows:
        raise UsageError("The gold folders hold no event rows to learn from.")
    model = train(judged, also=teaching)
    options = [*(f"--also {_named(path)}" for path in also), *(f"--articles {_named(path)}" for path in articles)]
    card = {
        "command": " ".join(["ruydad train", *map(_named, folders), *options]),
        "data": {"articles": len(judged + teaching), "rows": rows, "digest": digest(every)},
        "held_out": model.held_out,
        "tasks": report(model),
    }
    write_model(model, out, card)
    return card


def _named(path: Path) -> str:
    """A path without what is only this machine's."""
    return f"{path.parent.name}/{path.name}"
