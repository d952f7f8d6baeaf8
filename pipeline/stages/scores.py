"""Stage `scores`: how well the rows agree with the gold rows of the sample corpus.

In: data/gold (`gold.json`, `articles.jsonl`, `incidents.json`, `incident_pairs.yaml`) and the tables of
data/interim. Out: data/interim/scores.json, which the release carries on: `extraction` by field; `linking` over the rows
that paired with a gold row; `pairs` over hand-made pairs and triples of articles and `retold` over rows that were
reworded, re-dated and re-located, both beside simpler ways of linking. Where the articles are others than those of the
gold rows, `pairs` alone.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.incidents.baselines import baselines
from pipeline.incidents.build import build_incidents
from pipeline.incidents.cases import Tables, read_cases, together
from pipeline.incidents.scoring import score_linking
from pipeline.incidents.variants import retold
from pipeline.release.files import write_json
from pipeline.release.parquet import read_table
from pipeline.release.scoring import score

GOLD = Path("data/gold")
INTERIM = Path("data/interim")
PLACES = {
    "articles": "linked",
    "events": "linked",
    "casualties": "extracted",
    "locations": "extracted",
    "sources": "extracted",
}


def scores(gold_folder: Path, interim: Path) -> dict[str, Any]:
    """Extraction scores, and linking scores where the gold tells which rows are one happening."""
    gold = json.loads((gold_folder / "gold.json").read_text(encoding="utf-8"))
    lines = (gold_folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {article["id"]: article["text"] for article in map(json.loads, lines)}
    tables = {name: read_table(name, interim / place / f"{name}.parquet") for name, place in PLACES.items()}
    known = bool(tables["articles"]["article_id"].isin(list(texts)).any())
    result = score(gold, texts, tables)
    told: dict[str, Any] = {"articles": len(gold), "extraction": result.as_dict()} if known else {"articles": 0}
    if known and (gold_folder / "incidents.json").exists():
        happenings = json.loads((gold_folder / "incidents.json").read_text(encoding="utf-8"))
        told["linking"] = linking(result.pairs, happenings, tables["events"])
        told["retold"] = beside_baselines(*retold(Tables(**tables), first_rows(result.pairs, happenings)))
    if (gold_folder / "incident_pairs.yaml").exists():
        told["pairs"] = beside_baselines(*together(read_cases(gold_folder / "incident_pairs.yaml")))
    return told


def beside_baselines(tables: Tables, truth: Mapping[str, str]) -> dict[str, dict[str, float | int]]:
    """Scores of linking and of simpler ways over the same rows."""
    found = build_incidents(tables.articles, tables.events, tables.casualties, tables.locations, tables.sources)
    linked = dict(zip(found.events["event_id"], found.events["incident_id"], strict=True))
    ways = {"linking": linked, **baselines(tables)}
    return {name: {"rows": len(truth), **score_linking(truth, labels).as_dict()} for name, labels in ways.items()}


def first_rows(pairs: Mapping[str, str], happenings: Mapping[str, Any]) -> dict[str, str]:
    """One row of the release for each happening, by the gold rows: event_id → happening.

    The second row of each undecided pair is left out: careful readers differ on where it belongs.
    """
    of_row, undecided = _happening_of(happenings), _second_of_undecided(happenings)
    first: dict[str, str] = {}
    for event in sorted(event for event in pairs if pairs[event] not in undecided):
        first.setdefault(of_row.get(pairs[event], pairs[event]), event)
    return {event: happening for happening, event in first.items()}


def _happening_of(happenings: Mapping[str, Any]) -> dict[str, str]:
    return {
        f"{article} {number}": happening["name"]
        for happening in happenings["incidents"]
        for article, number in happening["rows"]
    }


def _second_of_undecided(happenings: Mapping[str, Any]) -> set[str]:
    return {f"{article} {number}" for _, (article, number) in happenings.get("undecided", [])}


def linking(pairs: Mapping[str, str], happenings: Mapping[str, Any], events: pd.DataFrame) -> dict[str, float | int]:
    """LEA, B-cubed and pairs over the rows that paired with a gold row and have an incident; {} where none has.

    The second row of each undecided pair is left out: careful readers differ on where it belongs.
    """
    of_row = _happening_of(happenings)
    undecided = _second_of_undecided(happenings)
    incident = dict(zip(events["event_id"], events["incident_id"], strict=True))
    told = [event for event in sorted(pairs) if pairs[event] not in undecided and not pd.isna(incident[event])]
    found = {event: incident[event] for event in told}
    if not found:
        return {}
    truth = {event: of_row.get(pairs[event], pairs[event]) for event in found}
    return {"rows": len(found), **score_linking(truth, found).as_dict()}


def main() -> None:
    """Run the stage on the working directory."""
    write_json(INTERIM / "scores.json", scores(GOLD, INTERIM))


if __name__ == "__main__":
    main()
