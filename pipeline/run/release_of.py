"""From inputs to a release folder in one go: what `ruydad run` does, by the stages' own functions.

In: files, folders, globs. Out: every table and file of a release under the output folder, and its explorer.
"""

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.articles.limits import Limits
from pipeline.explorer.build import build_explorer
from pipeline.release.write import Making
from pipeline.run.extraction import extract_tables
from pipeline.stages import articles as articles_stage
from pipeline.stages import incidents as incidents_stage
from pipeline.stages import release as release_stage

VERSION = "0.1.0"


def build_release(
    inputs: Sequence[str | Path],
    out: Path,
    *,
    limits: Limits | None = None,
    rule: str = "representative",
    workers: int = 1,
    scheduler: str | None = None,
    previous: Path | None = None,
    withhold_names: bool = False,
    without_text: bool = False,
    progress: Callable[[str, int, int | None], None] = lambda stage, done, total: None,
) -> Mapping[str, Any]:
    """Read, extract, link and write; the metrics of the release. Nothing is left in `out` but the release."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".ruydad-", dir=out) as work:
        interim = Path(work)
        progress("articles", 0, None)
        counts = articles_stage.build(inputs, limits or Limits(), interim)
        progress("events", 0, counts.articles)
        extract_tables(
            interim,
            interim / "extracted",
            workers=workers,
            scheduler=scheduler,
            progress=lambda count: progress("events", count, counts.articles),
        )
        progress("incidents", 0, None)
        incidents_stage.build(interim / "extracted", interim / "linked", rule=rule)
        progress("release", 0, None)
        making = Making(VERSION, previous=previous, withhold_names=withhold_names, without_text=without_text)
        release_stage.build(interim, out, making)
        progress("explorer", 0, None)
        build_explorer(out)
    told: dict[str, Any] = json.loads((out / "metrics.json").read_text(encoding="utf-8"))
    return told
