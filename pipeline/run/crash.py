"""`make crash`: runs and stages killed at random moments; what comes after must be as if nothing had happened.

In: how many kills, and a seed. Out: a line a kill, and exit code 1 at the first that was not survived. A folder that a
killed run leaves holds the old release whole, or the new one whole, or no `datapackage.json`; the next run completes
and gives the bytes of an undisturbed one, and nothing else is left.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.run.errors import RuydadError

ROOT = Path(__file__).parents[2]
RUN = (sys.executable, "-m", "pipeline.run.cli", "run")
STAGES = ("events", "incidents", "release", "explorer")
CITIES = ("کابل", "بغداد", "موصل", "حلب", "صنعا", "قندهار", "هرات", "بصره")
State = dict[str, str]


def state_of(folder: Path) -> State:
    """Path → digest of every file of a release folder; empty for a folder that says itself that it is not whole."""
    if not (folder / "datapackage.json").exists():
        return {}
    files = (path for path in folder.rglob("*") if path.is_file() and ".ruydad" not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_articles(path: Path, count: int) -> None:
    """Made-up articles, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            city, day = CITIES[number % len(CITIES)], 1 + number % 28
            text = f"در انفجار بمب روز گذشته در شهر {city} {3 + number} نفر کشته شدند. پلیس این خبر را تأیید کرد."
            told = {"id": f"made-{number}", "published": f"2022-09-{day:02} 10:00", "outlet": "Sepidar", "text": text}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")


def run(command: Sequence[str], folder: Path, after: float | None = None) -> tuple[float, int]:
    """Run a command, killed with all its processes' parent after some seconds; seconds it took and exit code."""
    begin = time.monotonic()
    path = os.pathsep.join([str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return time.monotonic() - begin, process.returncode


def crash_runs(work: Path, kills: int, seed: int, say: Callable[[str], None], workers: int = 1) -> None:
    """Kill `ruydad run` into a folder with a release; raises RuydadError where a kill was not survived."""
    for name, count in (("old", 30), ("new", 40)):
        write_articles(work / f"{name}.jsonl", count)
    cache = ("--cache", str(work / "cache"), "--quiet")

    def command(name: str, out: str, *options: str) -> list[str]:
        return [*RUN, f"{name}.jsonl", "--out", out, *options]

    whole: dict[str, State] = {}
    seconds = 0.0
    for name in ("old", "new"):
        seconds, code = run(command(name, f"{name}-undisturbed", "--no-cache", "--quiet"), work)
        whole[name] = state_of(work / f"{name}-undisturbed")
        if code or not whole[name]:
            raise RuydadError(f"The undisturbed run of {name}.jsonl failed with exit code {code}.")
    chance, was = random.Random(seed), "old"
    run(command("old", "out", *cache), work)
    kill = 0
    while kill < kills:
        after = chance.uniform(0, seconds)
        (work / "cache" / "extraction.sqlite").unlink(missing_ok=True)  # so that every run extracts, too
        towards = "new" if was == "old" else "old"
        _, code = run(command(towards, "out", *cache, "--workers", str(workers)), work, after)
        kill += code != 0  # a run that was done before its moment came is not counted
        left = state_of(work / "out")
        if left and left not in (whole["old"], whole["new"]):
            raise RuydadError(f"Kill {kill} after {after:.3f} s left a folder that is neither release: {work / 'out'}.")
        found = "no whole release, and says so" if not left else "new" if left == whole[towards] else "as it was"
        _, after_code = run(command(towards, "out", *cache), work)
        if after_code or state_of(work / "out") != whole[towards] or (work / "out" / ".ruydad").exists():
            raise RuydadError(f"After kill {kill} at {after:.3f} s the next run was not as an undisturbed one.")
        was = towards
        if code:
            say(f"{kill}: killed after {after:.3f} s; left: {found}; the next run is as undisturbed")


def crash_stages(work: Path, kills: int, seed: int, say: Callable[[str], None]) -> None:
    """Kill the stages of `make repro` one after another; each, run again, gives what it gave undisturbed."""
    for stage in ("gazetteer", "articles"):
        _prepare(work)
        if run([sys.executable, "-m", f"pipeline.stages.{stage}"], work)[1]:
            raise RuydadError(f"Stage {stage} failed undisturbed.")
    whole: dict[str, Mapping[str, str]] = {}
    took: dict[str, float] = {}
    for stage in STAGES:
        took[stage], code = run([sys.executable, "-m", f"pipeline.stages.{stage}"], work)
        whole[stage] = _tree(work / "data")
        if code:
            raise RuydadError(f"Stage {stage} failed undisturbed.")
    chance = random.Random(seed)
    for kill in range(1, kills + 1):
        stage = STAGES[(kill - 1) % len(STAGES)]
        after = chance.uniform(0, took[stage])
        run([sys.executable, "-m", f"pipeline.stages.{stage}"], work, after)
        _, code = run([sys.executable, "-m", f"pipeline.stages.{stage}"], work)
        if code or _tree(work / "data") != whole[STAGES[-1]]:
            raise RuydadError(f"After kill {kill} of stage {stage} at {after:.3f} s it did not give what it gives.")
        say(f"{kill}: stage {stage} killed after {after:.3f} s; run again it is as undisturbed")


def _prepare(work: Path) -> None:
    (work / "data" / "raw").mkdir(parents=True, exist_ok=True)
    write_articles(work / "data" / "raw" / "made.jsonl", 40)
    (work / "params.yaml").write_text((ROOT / "params.yaml").read_text(encoding="utf-8"), encoding="utf-8")


def _tree(folder: Path) -> State:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> None:
    """Kill and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--stages", action="store_true", help="the stages of make repro in place of ruydad run")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ruydad-crash-") as work:
        try:
            if given.stages:
                crash_stages(Path(work), given.kills, given.seed, print)
            else:
                crash_runs(Path(work), given.kills, given.seed, print, given.workers)
        except RuydadError as error:
            sys.exit(f"crash: {error}")
    print(f"{given.kills} kills survived")


if __name__ == "__main__":
    main()
