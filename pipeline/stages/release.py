"""Stage `release`: check what the stages before left, and write it in every form.

In: data/interim (`articles.json` of stage articles, `extracted/` of stage events, `linked/` of stage incidents,
`scores.json` of stage scores), data/releases (what is on record of published releases) and the `release` block of
params.yaml (`version`; `previous`, the folder of an earlier release to compare with, or null; `withhold_names`,
`without_text`). Out: data/release.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import yaml

from pipeline.release.files import clear_leftovers
from pipeline.release.parquet import read_table
from pipeline.release.texts import read_without_texts
from pipeline.release.write import Making, write_release

INTERIM = Path("data/interim")
RELEASE = Path("data/release")
RELEASES = Path("data/releases")
PLACES = {  # table → where the last stage that touches it leaves it
    "events": "linked",
    "casualties": "linked",
    "locations": "linked",
    "sources": "linked",
    "articles": "linked",
    "incidents": "linked",
    "revisions": "linked",
    "links": "linked",
    "redirects": "linked",
    "corrections": "linked",
    "rejected": "extracted",
}


def build(interim: Path, out: Path, making: Making, linked: Mapping[str, pd.DataFrame] | None = None) -> None:
    """Write the release under `out`; raises `RuydadError` where a table has faults or a count does not add up.

    `linked` are the tables that stage incidents left, where they are still in memory.
    """
    files = {name: interim / place / f"{name}.parquet" for name, place in PLACES.items()}
    tables = dict(linked or {})
    if making.withhold_names:
        tables["articles"] = read_table("articles", files["articles"])
    elif "articles" not in tables:
        tables["articles"] = read_without_texts(files["articles"])
    tables |= {name: read_table(name, path) for name, path in files.items() if name not in tables}
    counted = json.loads((interim / "articles.json").read_text(encoding="utf-8"))
    scored = interim / "scores.json"
    scores = json.loads(scored.read_text(encoding="utf-8")) if scored.exists() else making.scores
    made = replace(making, counted={**making.counted, "articles": counted}, scores=scores)
    write_release(tables, out, made, written=files)


def main() -> None:
    """Run the stage on params.yaml of the working directory."""
    clear_leftovers(RELEASE)
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["release"]
    previous = params.get("previous")
    earlier = Path(previous) if previous else None
    making = Making(
        version=str(params["version"]),
        previous=earlier,
        releases=RELEASES,
        withhold_names=params["withhold_names"],
        without_text=params["without_text"],
    )
    build(INTERIM, RELEASE, making)


if __name__ == "__main__":
    main()
