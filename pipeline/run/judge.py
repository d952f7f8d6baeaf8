"""`make judge`: extraction measured by the shared scorer on gold sets outside the repository, against kept floors.

In: a folder with `bench/score.py` and `gold/SET/{gold.json, articles.jsonl}`, and `data/gold/floors.json`. Out: a
table, and exit code 1 where a score is under its floor. Floors only rise (`--raise`); to lower one, `--lower REASON`
sets those that are not met to what was measured and keeps the reason in the file. Where the folder is missing, as in
a clone of the repository alone, there is nothing to judge and the exit code is 0.

    python -m pipeline.run.judge [--shared DIR] [--raise | --lower REASON]
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.release.files import write_json
from pipeline.run.errors import RuydadError, UsageError

FLOORS = Path("data/gold/floors.json")
SHARED = Path("../shared")
SETS = ("dev", "train")
Scores = Mapping[str, Mapping[str, float]]  # set → field → F1
Build = Callable[[Path, Path], None]  # articles, output folder


@dataclass(frozen=True, slots=True)
class Line:
    """One score beside its floor; `floor` is None for a field that has none yet."""

    set: str
    field: str
    f1: float
    floor: float | None

    @property
    def is_under(self) -> bool:
        """True where the score is less than its floor."""
        return self.floor is not None and self.f1 < self.floor


def build_release(articles: Path, out: Path) -> None:
    """Run `ruydad run` on a file of articles."""
    command = [str(Path(sys.executable).with_name("ruydad")), "run", str(articles), "--out", str(out), "--quiet"]
    command.append("--include-victim-names")  # the scorer looks for the sentences in the texts
    _run(command)


def measure(shared: Path, build: Build = build_release) -> dict[str, dict[str, float]]:
    """F1 by set and field, by the shared scorer; {} where there is no scorer or no set."""
    scorer = shared / "bench" / "score.py"
    found: dict[str, dict[str, float]] = {}
    for name in SETS:
        gold, articles = (shared / "gold" / name / file for file in ("gold.json", "articles.jsonl"))
        if not (scorer.exists() and gold.exists() and articles.exists()):
            continue
        with tempfile.TemporaryDirectory() as folder:
            out, told = Path(folder) / "out", Path(folder) / "scores.json"
            build(articles, out)
            _run([sys.executable, str(scorer), str(gold), str(articles), str(out), "--json", str(told)])
            found[name] = {row["field"]: row["f1"] for row in json.loads(told.read_text(encoding="utf-8"))}
    return found


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuydadError(f"{' '.join(command)} failed with exit code {done.returncode}:\n{done.stderr.strip()}")


def read_floors(path: Path) -> dict[str, Any]:
    """`floors` by set and field, and the list `lowered`; empty where there is no file yet."""
    if not path.exists():
        return {"floors": {}, "lowered": []}
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def lines(scores: Scores, kept: Mapping[str, Any]) -> list[Line]:
    """Each score beside its floor; a field with a floor that was not measured counts as zero."""
    found = []
    for name, measured in scores.items():
        floors = kept["floors"].get(name, {})
        for field in dict.fromkeys([*measured, *floors]):
            found.append(Line(name, field, measured.get(field, 0.0), floors.get(field)))
    return found


def raised(compared: Sequence[Line], kept: Mapping[str, Any]) -> dict[str, Any]:
    """The floors, each at the score where that is higher; rounded down to three digits."""
    floors = {name: dict(fields) for name, fields in kept["floors"].items()}
    for line in compared:
        floors.setdefault(line.set, {})[line.field] = max(line.floor or 0.0, math.floor(line.f1 * 1000) / 1000)
    return {**kept, "floors": floors}


def lowered(compared: Sequence[Line], kept: Mapping[str, Any], reason: str) -> dict[str, Any]:
    """The floors, those that are not met at the score, with what was lowered and why; raises without a reason."""
    if not reason.strip():
        raise UsageError("A floor is lowered only with a reason: --lower REASON.")
    floors = {name: dict(fields) for name, fields in kept["floors"].items()}
    notes = list(kept["lowered"])
    for line in compared:
        if line.is_under:
            to = math.floor(line.f1 * 1000) / 1000
            floors[line.set][line.field] = to
            notes.append({"set": line.set, "field": line.field, "from": line.floor, "to": to, "reason": reason.strip()})
    return {**kept, "floors": floors, "lowered": notes}


def table(compared: Sequence[Line]) -> Iterator[str]:
    """The lines for people."""
    yield f"{'set':<6} {'field':<16} {'F1':>7} {'floor':>7}"
    for line in compared:
        floor = "none" if line.floor is None else f"{line.floor:.3f}"
        yield f"{line.set:<6} {line.field:<16} {line.f1:>7.4f} {floor:>7}{'  under its floor' if line.is_under else ''}"


def judge(
    shared: Path, floors: Path, *, rise: bool = False, reason: str | None = None, build: Build = build_release
) -> int:
    """Measure, print, compare and, if asked, rewrite the floors; the exit code."""
    scores = measure(shared, build)
    if not scores:
        print(f"No gold set and scorer under {shared}: nothing to judge.")
        return 0
    kept = read_floors(floors)
    compared = lines(scores, kept)
    print("\n".join(table(compared)))
    if reason is not None:
        write_json(floors, lowered(compared, kept, reason))
        return 0
    if rise:
        write_json(floors, raised(compared, kept))
    return int(any(line.is_under for line in compared))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and judge."""
    parser = argparse.ArgumentParser(prog="judge", description="Extraction scores against kept floors.")
    parser.add_argument(
        "--shared", type=Path, default=SHARED, help="folder with bench/ and gold/ (default %(default)s)"
    )
    parser.add_argument("--floors", type=Path, default=FLOORS, help="the kept floors (default %(default)s)")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="rise", action="store_true", help="raise floors to what was measured")
    change.add_argument("--lower", metavar="REASON", help="lower floors that are not met; the reason is kept")
    given = parser.parse_args(arguments)
    try:
        return judge(given.shared, given.floors, rise=given.rise, reason=given.lower)
    except RuydadError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1


if __name__ == "__main__":
    sys.exit(main())
