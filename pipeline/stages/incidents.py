"""Stage `incidents`: link event rows into incidents, reconcile their figures, follow their revisions.

In: data/interim/extracted (articles, events, casualties, locations, sources) and the `incidents`
block of params.yaml (`rule`). Out: data/interim/linked: articles (with near_duplicate_of), events
(with incident_id), incidents, revisions, and `links.parquet`, the scores and reasons of each pair.
"""

from pathlib import Path
from typing import cast

import yaml

from pipeline.incidents.build import build_incidents
from pipeline.incidents.reconcile import Rule
from pipeline.release.files import replacing
from pipeline.release.parquet import read_table, write_parquet
from pipeline.run.errors import UsageError

INTERIM = Path("data/interim")
READ = ("articles", "events", "casualties", "locations", "sources")
RULES = ("conservative", "representative", "informative")


def build(extracted: Path, linked: Path, *, rule: str = "representative") -> None:
    """Link the tables of one folder into another; raises UsageError for a rule that does not exist."""
    if rule not in RULES:
        raise UsageError(f"There is no reconciling rule {rule}; choose one of {', '.join(RULES)}.")
    tables = {name: read_table(name, extracted / f"{name}.parquet") for name in READ}
    found = build_incidents(*(tables[name] for name in READ), rule=cast(Rule, rule))
    for name in ("articles", "events", "incidents", "revisions"):
        write_parquet(name, getattr(found, name), linked / f"{name}.parquet")
    with replacing(linked / "links.parquet") as temporary:
        found.links.to_parquet(temporary, index=False, compression="zstd")


def main() -> None:
    """Run the stage on params.yaml of the working directory."""
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["incidents"]
    build(INTERIM / "extracted", INTERIM / "linked", rule=params["rule"])


if __name__ == "__main__":
    main()
