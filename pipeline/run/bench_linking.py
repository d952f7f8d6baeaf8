"""`make bench-linking`: how linking grows with the number of event rows, in time and memory.

In: numbers of rows. Out: for each, seconds by the clock and by the processor, peak memory and incidents; then the
exponent b of time ~ rows^b between the least and the most, 1 being linear. Rows are made up (pipeline/incidents/
stress.py) by a process of their own and read from Parquet as the stage reads them by the process that is measured.

    python -m pipeline.run.bench_linking [--rows N...] [--json]
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pipeline.incidents.build import build_incidents
from pipeline.incidents.stress import stress
from pipeline.release.parquet import write_parquet
from pipeline.release.texts import read_texts
from pipeline.stages.incidents import READ, read_tables

ROWS = (10_000, 50_000, 200_000)
_ROWS_A_TOWN = 80  # a town sees about as many reports in every corpus, which spans more towns the larger it is


def make(rows: int, folder: Path) -> None:
    """Write the tables of so many event rows."""
    tables, _ = stress(rows, towns=max(20, rows // _ROWS_A_TOWN))
    for name in READ:
        write_parquet(name, getattr(tables, name), folder / f"{name}.parquet")


def link(folder: Path) -> dict[str, float]:
    """Link the tables of a folder in this process and measure it."""
    tables = read_tables(folder)
    start, cpu = time.perf_counter(), time.process_time()
    found = build_incidents(*tables, written=partial(read_texts, folder / "articles.parquet"))
    return {
        "rows": len(found.events),
        "incidents": len(found.incidents),
        "seconds": time.perf_counter() - start,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3),
    }


def measure(sizes: Sequence[int]) -> list[dict[str, float]]:
    """One measurement for each size, each in a fresh process."""
    found = []
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for task in ("make", "link"):
                command = [sys.executable, "-m", "pipeline.run.bench_linking", "--task", task, "--folder", folder]
                done = subprocess.run([*command, "--rows", str(rows)], stdout=subprocess.PIPE, text=True, check=True)
            found.append(json.loads(done.stdout.splitlines()[-1]))
    return found


def growth(found: Sequence[dict[str, float]]) -> float | None:
    """The exponent of processor time over rows, from the least to the most; None for a single size."""
    least, most = found[0], found[-1]
    if most["rows"] <= least["rows"]:
        return None
    return math.log(most["cpu_seconds"] / least["cpu_seconds"]) / math.log(most["rows"] / least["rows"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(prog="bench_linking", description="Speed and memory of linking as rows grow.")
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS), metavar="N", help="numbers of event rows")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--task", choices=("make", "link"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.task == "make":
        make(given.rows[0], given.folder)
        return 0
    if given.task == "link":
        print(json.dumps(link(given.folder)))
        return 0
    found = measure(sorted(given.rows))
    exponent = growth(found)
    if given.json:
        print(json.dumps({"runs": found, "growth": exponent}, indent=1))
        return 0
    print(f"{'rows':>9} {'incidents':>9} {'seconds':>9} {'CPU s':>9} {'peak MB':>9}")
    for run in found:
        cells = f"{run['seconds']:9.1f} {run['cpu_seconds']:9.1f} {run['peak_mb']:9.0f}"
        print(f"{run['rows']:9.0f} {run['incidents']:9.0f} {cells}")
    if exponent is not None:
        print(f"time grows as rows^{exponent:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
