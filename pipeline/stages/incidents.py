"""Stage `incidents`: link event rows into incidents, reconcile their figures, follow their revisions.

In: data/interim/extracted (articles, events, casualties, locations, sources, signatures of texts), data/curated (corrections.csv and
incident_ids.csv, where they exist) and the `incidents` block of params.yaml (`rule`). Out: data/interim/linked:
articles (with near_duplicate_of), events (corrected, with incident_id), casualties, locations and sources (corrected),
incidents, revisions, links (scores and reasons of pairs), redirects (merged ids), corrections (which cells and rows were
corrected, by whom and why), and `incident_ids.csv` (the registry carried on: a release copies it to data/curated).
"""

from functools import partial
from pathlib import Path

import pandas as pd
import yaml

from pipeline.incidents.build import build_incidents
from pipeline.incidents.corrections import CHILDREN, Correction, apply_corrections, read_corrections, recounted
from pipeline.incidents.ids import empty_registry, read_registry, write_registry
from pipeline.incidents.reconcile import RULES
from pipeline.incidents.rows import sorted_events
from pipeline.release.files import clear_leftovers, replacing
from pipeline.release.parquet import read_table, write_parquet
from pipeline.release.texts import read_texts, read_without_texts, write_with_texts
from pipeline.run.errors import UsageError
from pipeline.run.signatures import read_signatures
from pipeline.schema.tables import as_table

INTERIM = Path("data/interim")
CURATED = Path("data/curated")
Tables = dict[str, pd.DataFrame]
READ = ("articles", "events", *CHILDREN)


def read_tables(extracted: Path) -> list[pd.DataFrame]:
    """The tables of `READ`: articles without their texts, events in the order in which they are linked."""
    articles = read_without_texts(extracted / "articles.parquet")
    events, *children = (read_table(name, extracted / f"{name}.parquet") for name in READ[1:])
    return [articles, sorted_events(events), *children]


def build(extracted: Path, linked: Path, *, rule: str = "representative", curated: Path | None = None) -> Tables:
    """Link the tables of one folder into another, and give them, articles without their texts.

    Raises UsageError for a rule that does not exist.
    """
    if rule not in RULES:
        raise UsageError(f"There is no reconciling rule {rule}; choose one of {', '.join(RULES)}.")
    articles, *others = read_tables(extracted)
    tables = dict(zip(READ[1:], others, strict=True))
    lines: list[Correction] = []
    registry = empty_registry()
    if curated is not None and (curated / "corrections.csv").exists():
        lines = read_corrections(curated / "corrections.csv")
    if curated is not None and (curated / "incident_ids.csv").exists():
        registry = read_registry(curated / "incident_ids.csv")
    corrected = apply_corrections(tables["events"], lines, {name: tables[name] for name in CHILDREN})
    found = build_incidents(
        recounted(articles, tables["events"], corrected.rejected),
        corrected.events,
        *(corrected.children[name] for name in CHILDREN),
        rule=rule,
        registry=registry,
        judgements=corrected.judgements,
        written=partial(read_texts, extracted / "articles.parquet"),
        known=read_signatures(extracted, articles),
    )
    write_with_texts(found.articles, extracted / "articles.parquet", linked / "articles.parquet")
    made = {name: getattr(found, name) for name in ("events", "incidents", "revisions", "links", "redirects")}
    made |= {**corrected.children, "corrections": corrected.log}
    made = {name: as_table(name, frame) for name, frame in made.items()}
    for name, frame in made.items():
        write_parquet(name, frame, linked / f"{name}.parquet")
    with replacing(linked / "incident_ids.csv") as temporary:
        write_registry(found.registry, temporary)
    return {**made, "articles": as_table("articles", found.articles)}


def main() -> None:
    """Run the stage on params.yaml of the working directory."""
    clear_leftovers(INTERIM)
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["incidents"]
    build(INTERIM / "extracted", INTERIM / "linked", rule=params["rule"], curated=CURATED)


if __name__ == "__main__":
    main()
