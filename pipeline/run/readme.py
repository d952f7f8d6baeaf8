"""The parts of README and docs/method.md that figures decide: the first rows, the scores and the floors.

In: both pages with marks `<!-- NAME -->` … `<!-- end -->`, data/release, data/gold/floors.json. Out: the pages with
what lies between the marks written anew (`make readme`); a test fails where that is out of date.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.release.csvs import read_csv
from pipeline.release.files import write_text
from pipeline.run.glance import first_rows
from pipeline.run.judge import read_floors

PAGES = ("README.md", "docs/method.md")
_BLOCK = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end -->)", re.S)


def rows_block(release: Path) -> str:
    """The first rows, from the CSV that git keeps."""
    return f"```text\n{first_rows(read_csv('events', release / 'events.csv'))}\n```"


def scores_block(release: Path) -> str:
    """Extraction on the sample corpus, field by field."""
    told: Mapping[str, Any] = json.loads((release / "scores.json").read_text(encoding="utf-8"))
    lines = ["| field | precision | recall | F1 |", "|---|---|---|---|"]
    for field, found in told["extraction"].items():
        lines.append(f"| {field} | {found['precision']:.2f} | {found['recall']:.2f} | {found['f1']:.2f} |")
    if linking := told.get("linking"):
        figures = (linking[f"b_cubed_{part}"] for part in ("precision", "recall", "f1"))
        lines.append("| rows of one happening (B³) | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |")
    return "\n".join(lines)


def floors_block(floors: Path) -> str:
    """The floors of `make judge` by field and gold set: F1 that extraction reached there and must not fall under."""
    kept: Mapping[str, Mapping[str, float]] = read_floors(floors)["floors"]
    fields = list(dict.fromkeys(field for each in kept.values() for field in each))
    lines = ["| F1, at least | " + " | ".join(kept) + " |", "|---|" + "---|" * len(kept)]
    for field in fields:
        cells = (f"{each[field]:.2f}" if field in each else "" for each in kept.values())
        lines.append(f"| {field} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def written(text: str, root: Path) -> str:
    """A page with every marked part as the files say; raises KeyError for a mark that is not known."""
    release, floors = root / "data" / "release", root / "data" / "gold" / "floors.json"
    blocks = {"rows": rows_block(release), "scores": scores_block(release), "floors": floors_block(floors)}
    return _BLOCK.sub(lambda found: f"{found[1]}{blocks[found[2]]}\n{found[3]}", text)


if __name__ == "__main__":
    for page in PAGES:
        write_text(Path(page), written(Path(page).read_text(encoding="utf-8"), Path()))
