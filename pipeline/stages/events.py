"""Stage `events`: read every article into event rows with their casualties, places and sources.

In: data/interim (`articles.parquet`, `rejected.parquet` of stage articles, the gazetteer) and the `events` block of
params.yaml (`workers`). Out: data/interim/extracted: articles (with counts), events, casualties, locations, sources,
rejected, and `counts.json`. Articles that were read before, by this stage or `ruydad run`, come from the user's cache.
"""

import sys
from pathlib import Path

import yaml

from pipeline.gazetteer.load import cache_folder
from pipeline.release.files import clear_leftovers, write_json
from pipeline.run.extraction import extract_tables

INTERIM = Path("data/interim")
EXTRACTED = INTERIM / "extracted"


def main() -> None:
    """Run the stage on params.yaml of the working directory."""
    clear_leftovers(INTERIM)
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["events"]
    counts = extract_tables(
        INTERIM,
        EXTRACTED,
        INTERIM / "gazetteer.parquet",
        workers=params["workers"],
        cache=cache_folder(),
        say=lambda sentence: print(sentence, file=sys.stderr),
    )
    write_json(EXTRACTED / "counts.json", counts)
    print(f"events: {counts['events']} rows from {counts['kept']} articles", file=sys.stderr)


if __name__ == "__main__":
    main()
