"""`make bench-incremental`: what it costs to run again after one article in a hundred was added, removed or corrected.

In: a corpus and a number of articles. Out: processor seconds and seconds by the clock of a whole run that knows no
article, and of runs that find all others in the cache, with their share of the whole run; and, with `--check`, whether
each left the bytes that a whole run of the same articles leaves. A run of one article is measured too: what any run
costs before it reads (imports, lexicons, the fixed files of a release) is in every figure.

    python -m pipeline.run.bench_incremental CORPUS... [--articles N] [--workers N] [--check] [--json]
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.articles.article import Article
from pipeline.run.bench_size import measured, read_corpus
from pipeline.run.errors import RuydadError, UsageError
from pipeline.run.resample import line_of, resampled

ARTICLES = 5_000
_CORRECTION = " اصلاح شد."


def versions(articles: Sequence[Article], hundredth: int) -> Iterator[tuple[str, Sequence[Article]]]:
    """The articles before, and with one in a hundred added, removed, and corrected."""
    before = articles[hundredth:]
    step = max(1, len(before) // hundredth)
    changed = set(range(0, step * hundredth, step))
    yield "whole run", before
    yield "added", articles
    yield "removed", [each for n, each in enumerate(before) if n not in changed]
    corrected = (replace(each, text=each.text + _CORRECTION) if n in changed else each for n, each in enumerate(before))
    yield "corrected", list(corrected)


def measure(inputs: Sequence[str], count: int, workers: int, *, check: bool) -> dict[str, Any]:
    """Each run in a process of its own, all but the first with the cache that the first has filled."""
    articles = list(resampled(read_corpus(inputs), count + count // 100))
    told: dict[str, Any] = {"articles": count, "changed": count // 100, "runs": {}}
    with tempfile.TemporaryDirectory(prefix="ruydad-bench-") as folder:
        work = Path(folder)
        for name, some in [*versions(articles, count // 100), ("one article", articles[:1])]:
            file = work / "articles.jsonl"
            file.write_text("".join(map(line_of, some)), encoding="utf-8")
            run = measured(file, work / "release", workers, work / "cache")
            told["runs"][name] = run
            if check and name != "whole run":
                measured(file, work / "anew", workers)
                run["is_equal"] = digests(work / "release") == digests(work / "anew")
    whole = told["runs"]["whole run"]["cpu_seconds"]
    for run in told["runs"].values():
        run["share"] = run["cpu_seconds"] / whole
    return told


def digests(release: Path) -> dict[str, str]:
    """Path → digest of every file of a release."""
    files = (path for path in sorted(release.rglob("*")) if path.is_file())
    return {str(path.relative_to(release)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def table(told: dict[str, Any]) -> Iterator[str]:
    """The lines for people."""
    yield f"{told['articles']} articles, of which {told['changed']} change"
    yield f"{'':12} {'seconds':>9} {'CPU s':>9} {'of whole':>9} {'equal to a whole run':>21}"
    for name, run in told["runs"].items():
        equal = {True: "yes", False: "NO", None: "not looked at"}[run.get("is_equal")]
        equal = "" if name == "whole run" else equal
        yield f"{name:12} {run['seconds']:9.1f} {run['cpu_seconds']:9.1f} {run['share']:9.1%} {equal:>21}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure and print; 1 where a run left other bytes than a whole one."""
    parser = argparse.ArgumentParser(prog="bench_incremental", description="Cost of one in a hundred changed.")
    parser.add_argument("inputs", nargs="+", metavar="CORPUS", help="files, folders or patterns of articles")
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help="articles of the whole run")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that read articles")
    parser.add_argument("--check", action="store_true", help="compare with a whole run of the same articles")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    try:
        if given.articles < 100:
            raise UsageError("One in a hundred needs a hundred articles.")
        told = measure(given.inputs, given.articles, given.workers, check=given.check)
    except RuydadError as error:
        print(f"bench-incremental: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    print(json.dumps(told, indent=1) if given.json else "\n".join(table(told)))
    return int(any(run.get("is_equal") is False for run in told["runs"].values()))


if __name__ == "__main__":
    sys.exit(main())
