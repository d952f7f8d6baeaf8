"""`make bench-size`: what the whole of `ruydad run` costs as the corpus grows, stage by stage.

In: a corpus and numbers of articles. Out: for each number, made of the corpus by pipeline/run/resample.py, seconds by
the clock and by the processors and the peak memory of all processes together, in all and by stage; then the exponent
b of processor time ~ articles^b, fitted over all numbers by least squares of logarithms. Every run is a process of its
own that knows no article from before. Memory is the sum of what each process holds in RAM, read from Linux's /proc (0
elsewhere); pages that two of them share are counted twice.

    python -m pipeline.run.bench_size CORPUS... [--articles N...] [--workers N] [--json]
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.articles.article import Article
from pipeline.articles.inputs import read_inputs
from pipeline.run.bench import with_bytecode
from pipeline.run.collector import collect_seldom, take_memory_once
from pipeline.run.errors import RuydadError, UsageError
from pipeline.run.resample import write_resampled

ARTICLES = (1_000, 10_000)
_EVERY = 0.05  # seconds between two looks at the memory
Stage = dict[str, float]


def read_corpus(inputs: Sequence[str]) -> list[Article]:
    """The articles of a corpus; raises UsageError where there is none."""
    found = [outcome for outcome in read_inputs(inputs) if isinstance(outcome, Article)]
    if not found:
        raise UsageError(f"There is no article in {', '.join(inputs)}.")
    return found


def run_stages(articles: Path, out: Path, workers: int, cache: Path | None) -> None:
    """In a process of its own: the whole run; a line of JSON as each stage begins, and one with the rows at the end."""
    _tell("start")
    collect_seldom()  # as the command does
    take_memory_once()
    from pipeline.run.release_of import build_release

    begun = ["start"]

    def progress(stage: str, done: int, total: int | None) -> None:
        if stage != begun[-1]:
            begun.append(stage)
            _tell(stage)

    metrics = build_release([articles], out, workers=workers, cache=cache, progress=progress)
    _tell("end", rows=metrics["rows"])


def _tell(stage: str, **more: Any) -> None:
    """Stage and processor time so far, of this process and all that it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    known = sum(each.ru_utime + each.ru_stime for each in used)  # without the workers' server, which outlives them
    spent = sum(_spent(each) for each in _tree(os.getpid()))
    print(json.dumps({"stage": stage, "cpu_seconds": max(known, spent), **more}), flush=True)


def measured(articles: Path, out: Path, workers: int, cache: Path | None = None) -> dict[str, Any]:
    """Run it all and look on: seconds, processor seconds and peak memory in all and by stage, and rows by table."""
    command = [sys.executable, "-m", "pipeline.run.bench_size", str(articles), "--run", str(out)]
    command += ["--workers", str(workers), *(["--cache", str(cache)] if cache else [])]
    begun = time.perf_counter()
    stages: dict[str, Stage] = {}
    current = ["start"]
    peaks: dict[str, float] = {}
    environment = with_bytecode(str(out.parent / "bytecode"))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        watch = threading.Thread(target=_watch, args=(process.pid, current, peaks), daemon=True)
        watch.start()
        rows: dict[str, int] = {}
        last, spent = begun, 0.0
        for line in process.stdout or ():
            told, now = json.loads(line), time.perf_counter()
            if told["stage"] != "start":
                stages[current[0]] = {"seconds": now - last, "cpu_seconds": told["cpu_seconds"] - spent}
                last, spent = now, told["cpu_seconds"]
                rows = told.get("rows", rows)
                current[0] = told["stage"]
    watch.join()
    if process.returncode:
        raise RuydadError(f"The run of {articles} failed with exit code {process.returncode}.")
    for name, stage in stages.items():
        stage["peak_mb"] = peaks.get(name, 0.0)
    return {
        "articles": rows["articles"],
        "events": rows["events"],
        "incidents": rows["incidents"],
        "seconds": time.perf_counter() - begun,
        "cpu_seconds": sum(stage["cpu_seconds"] for stage in stages.values()),
        "peak_mb": max(peaks.values(), default=0.0),
        "stages": stages,
    }


def _watch(process: int, current: Sequence[str], peaks: dict[str, float]) -> None:
    """Keep the most memory that a process and those it started hold together, by stage, until it is gone."""
    while held := sum(_held(each) for each in _tree(process)):
        peaks[current[0]] = max(peaks.get(current[0], 0.0), held / 1e6)
        time.sleep(_EVERY)


def _tree(process: int) -> Iterator[int]:
    """A process and all that it started, on Linux; nothing elsewhere."""
    yield process
    try:
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _tree(int(child))
    except OSError:  # it has ended
        return


def _held(process: int) -> int:
    """Bytes of RAM that a process holds, of pages it shares with others its share; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _spent(process: int) -> float:
    """Processor seconds of a process and of those it started and has seen end; 0 when it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")  # utime, stime, cutime, cstime of proc(5)


def exponent(runs: Sequence[dict[str, Any]], figure: str = "cpu_seconds") -> float | None:
    """b of figure ~ articles^b, by least squares of logarithms; None for a single size."""
    points = [(math.log(run["articles"]), math.log(run[figure])) for run in runs]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    spread = sum((one - x) ** 2 for one, _ in points)
    return sum((one - x) * (two - y) for one, two in points) / spread if spread else None


def table(runs: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The lines for people."""
    head = f"{'articles':>9} {'stage':10} {'seconds':>9} {'CPU s':>9} {'CPU ms/article':>14} {'peak MB':>8}"
    yield head
    for run in runs:
        for name, stage in [*run["stages"].items(), ("whole", run)]:
            each = 1000 * stage["cpu_seconds"] / run["articles"]
            yield (
                f"{run['articles']:9} {name:10} {stage['seconds']:9.1f} {stage['cpu_seconds']:9.1f} "
                f"{each:14.2f} {stage['peak_mb']:8.0f}"
            )
    power = exponent(runs)
    if power is not None:
        yield f"processor time grows as articles^{power:.2f}, peak memory as articles^{exponent(runs, 'peak_mb'):.2f}"


def measure(inputs: Sequence[str], sizes: Sequence[int], workers: int) -> list[dict[str, Any]]:
    """One run for each number of articles, each in a fresh process."""
    corpus = read_corpus(inputs)
    runs = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="ruydad-bench-") as folder:
            write_resampled(corpus, size, Path(folder) / "articles.jsonl")
            runs.append(measured(Path(folder) / "articles.jsonl", Path(folder) / "release", workers))
    return runs


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(prog="bench_size", description="Cost of a whole run as the corpus grows.")
    parser.add_argument("inputs", nargs="+", metavar="CORPUS", help="files, folders or patterns of articles")
    parser.add_argument("--articles", type=int, nargs="+", default=list(ARTICLES), metavar="N", help="sizes")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes that read articles")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.run is not None:
        run_stages(Path(given.inputs[0]), given.run, given.workers, given.cache)
        return 0
    try:
        runs = measure(given.inputs, sorted(given.articles), given.workers)
    except RuydadError as error:
        print(f"bench-size: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    if given.json:
        growth = {figure: exponent(runs, figure) for figure in ("cpu_seconds", "peak_mb")}
        print(json.dumps({"runs": runs, "growth": growth}, indent=1))
    else:
        print("\n".join(table(runs)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
