"""Training on gold folders: what `ruydad train` does.

In: folders with `articles.jsonl` and `gold.json`. Out: a model file with its card.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.articles.article import Rejected
from pipeline.articles.inputs import read_inputs
from pipeline.events.facts import ArticleFacts, read_facts
from pipeline.events.labels import Row
from pipeline.events.model import write_model
from pipeline.events.train import report, train
from pipeline.mentions.resources import Resources, default_resources
from pipeline.run.errors import UsageError

FILES = ("articles.jsonl", "gold.json")


def check_folders(folders: Sequence[Path]) -> None:
    """Raises UsageError for the first folder that is no gold folder."""
    for folder in folders:
        for name in FILES:
            if not (folder / name).is_file():
                raise UsageError(f"{folder} has no {name}; a gold folder holds {' and '.join(FILES)}.")


def read_gold(folder: Path, resources: Resources) -> list[tuple[ArticleFacts, Sequence[Row]]]:
    """Facts and gold rows of the articles of a gold folder, in file order; an article given twice counts once."""
    rows = {entry["id"]: entry["events"] for entry in json.loads((folder / "gold.json").read_text(encoding="utf-8"))}
    found = []
    for outcome in read_inputs([folder / "articles.jsonl"]):
        if isinstance(outcome, Rejected):
            if outcome.reason == "duplicate_record":
                continue
            raise UsageError(f"{folder}: {outcome.record} is no article ({outcome.reason}).")
        if outcome.article_id in rows:
            found.append((read_facts(outcome, resources), rows[outcome.article_id]))
    return found


def digest(folders: Sequence[Path]) -> str:
    """One digest over the gold files, which names the data in the card."""
    mark = hashlib.sha256()
    for folder in folders:
        for name in FILES:
            mark.update((folder / name).read_bytes())
    return mark.hexdigest()[:16]


def train_model(folders: Sequence[Path], out: Path) -> dict[str, Any]:
    """Train on gold folders and write the model; its card."""
    check_folders(folders)
    resources = default_resources()
    gold = [pair for folder in folders for pair in read_gold(folder, resources)]
    if not any(rows for _, rows in gold):
        raise UsageError("The gold folders hold no event rows to learn from.")
    model = train(gold)
    card = {
        "command": "ruydad train " + " ".join(f"{folder.parent.name}/{folder.name}" for folder in folders),
        "data": {"articles": len(gold), "rows": sum(len(rows) for _, rows in gold), "digest": digest(folders)},
        "held_out": model.held_out,
        "tasks": report(model),
    }
    write_model(model, out, card)
    return card
