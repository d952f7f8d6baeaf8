"""`make bench`: how fast extraction reads a corpus, beside hazm's own preprocessing of the same articles.

In: files, folders or patterns of articles. Out: a table (or JSON) with articles per second, megabytes of UTF-8 per
second and peak memory of each contestant: the median of several runs and their range. Every run is a process of its
own that meets the articles for the first time; contestants take turns, so that what else the machine does meets all of
them. Time to import and load is told apart, the processor's from the start of the process; reading files is in no figure.
«One pass» is the floor: one automaton over all lexicons run over the text, and nothing made of what it finds. Date readers are compared on some of the
articles, evenly chosen, since their peers are slow.

    python -m pipeline.run.bench CORPUS... [--articles N] [--repeat N] [--date-articles N] [--parstdex PYTHON] [--json]
"""

import argparse
import datetime as dt
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline.articles.article import Article
from pipeline.run import bench_timing
from pipeline.run.bench_timing import time_work
from pipeline.run.collector import SELDOM
from pipeline.run.errors import RuydadError, UsageError

Work = Callable[[Article], object]
Run = dict[str, float]


def _extraction() -> Work:
    from pipeline.events.extract import extract
    from pipeline.events.model import default_model
    from pipeline.run.part import resources_of

    resources, model = resources_of(None), default_model()  # as a worker of a run has them
    return lambda article: extract(article, resources, model)


def _one_pass() -> Work:
    """The floor: every form of every lexicon and of the gazetteer looked for once, and nothing made of it."""
    from pipeline.mentions.resources import default_resources

    scanner = default_resources().scanner
    return lambda article: scanner.matches(article.text)


def _hazm() -> Work:
    import hazm

    # hazm.word_tokenize would read its word list again at every call, which is some hundred times slower.
    normalizer, sentences, words, lemmatizer = (
        hazm.Normalizer(), hazm.SentenceTokenizer(), hazm.WordTokenizer(), hazm.Lemmatizer()
    )  # fmt: skip

    def work(article: Article) -> object:
        found = sentences.tokenize(normalizer.normalize(article.text))
        return [[lemmatizer.lemmatize(word) for word in words.tokenize(sentence)] for sentence in found]

    return work


def _dates() -> Work:
    from pipeline.dates.find import find_times
    from pipeline.text.letters import fold

    return lambda article: find_times(fold(article.text), article.published_at)


def _dateparser() -> Work:
    from dateparser.search import search_dates

    def work(article: Article) -> object:
        settings = {"RELATIVE_BASE": article.published_at} if article.published_at else {}
        return search_dates(article.text, languages=["fa"], settings=settings)

    return work


# Read once before anything is measured, so that what a contestant loads at its first article is in no figure.
_WARMING = Article(
    "warming", None,
    "به گزارش خبرگزاری‌ها، روز سه‌شنبه ۲۱ شهریور ۱۴۰۱ (۱۲ سپتامبر ۲۰۲۲) ساعت ۹:۳۰ صبح دست‌کم بیست و سه نفر در حمله موشکی"
    " به حلب کشته و ۵۰ تن زخمی شدند.\nسخنگوی ارتش سوریه دیروز گفت: «سه روز پیش در سال گذشته، پس از عید قربان، نیروهای ما"
    " هر هفته دو بار با داعش درگیر شدند.» وی افزود که از ۱۴۰۱/۶/۱۵ تا پایان تابستان امسال آتش‌بس برقرار است.",
    None, None, dt.datetime(2022, 9, 14, 10), "given", "fa-IR", "", "",
)  # fmt: skip

CONTESTANTS: Mapping[str, tuple[str, Callable[[], Work]]] = {  # name → module that must be there, what makes it ready
    "extraction": ("pipeline", _extraction),
    "one pass": ("pipeline", _one_pass),
    "hazm": ("hazm", _hazm),
    "dates": ("pipeline", _dates),
    "dateparser.search": ("dateparser", _dateparser),
}
PARSTDEX = "parstdex"
OVER_ALL = ("extraction", "one pass", "hazm")
RATIOS = (("extraction", "hazm"), ("one pass", "extraction"), ("dates", "dateparser.search"), ("dates", PARSTDEX))


def run_contestant(name: str, corpus: Path) -> Run:
    """Work through a corpus file of `write_corpus` in this process: its figures, see `time_work`."""
    begun = time.perf_counter()
    work = CONTESTANTS[name][1]()
    return time_work(work, _read(corpus), attrgetter("text"), begun, SELDOM)


def _read(corpus: Path) -> Iterator[Article]:
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            if told["published_at"] is not None:
                told["published_at"] = dt.datetime.fromisoformat(told["published_at"])
            yield Article(**told)


def write_corpus(inputs: Sequence[str], most: int | None, path: Path) -> int:
    """Write the articles of the inputs, at most `most`, as JSON Lines after the one to warm up on; their number."""
    from pipeline.articles.inputs import read_inputs  # not in the processes that are measured

    found = (outcome for outcome in read_inputs(inputs) if isinstance(outcome, Article))
    count = 0
    with path.open("w", encoding="utf-8") as lines:
        lines.write(_record(_WARMING))
        for article in islice(found, most):
            lines.write(_record(article))
            count += 1
    if not count:
        raise UsageError(f"There is no article in {', '.join(inputs)}.")
    return count


def _record(article: Article) -> str:
    return json.dumps(asdict(article), ensure_ascii=False, default=str) + "\n"


def measure(corpus: Path, dates: Path, repeat: int, parstdex: str | None = None) -> dict[str, list[Run]]:
    """Runs of every contestant that is installed, in turns, each in a fresh process that finds its code compiled.

    `parstdex` is the Python that has it, where another one does.
    """
    commands = {
        name: [sys.executable, "-m", "pipeline.run.bench", "--contestant", name]
        for name, (module, _) in CONTESTANTS.items()
        if importlib.util.find_spec(module)
    }
    if parstdex or importlib.util.find_spec(PARSTDEX):
        commands[PARSTDEX] = [
            parstdex or sys.executable,
            "-I",
            bench_timing.__file__,
            str(SELDOM),
        ]  # alone: our names hide none of its
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as compiled:
        warming = Path(compiled) / "warming.jsonl"
        warming.write_text(_record(_WARMING), encoding="utf-8")
        for name, command in commands.items():
            _alone(name, [*command, str(warming)], compiled)
        for _ in range(repeat):
            for name, command in commands.items():
                runs[name].append(_alone(name, [*command, str(corpus if name in OVER_ALL else dates)], compiled))
    return runs


def measure_workers(repeat: int) -> dict[str, dict[str, float]]:
    """Seconds until the first worker of a run is ready to read, and until a further one is: median, least and most."""
    with tempfile.TemporaryDirectory() as compiled:
        command = [sys.executable, "-m", "pipeline.run.bench_workers"]
        runs = [_alone("workers", command, compiled) for _ in range(repeat + 1)][1:]
    return {name: _spread([run[name] for run in runs]) for name in runs[0]}


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"median": statistics.median(values), "least": min(values), "most": max(values)}


def _alone(name: str, command: Sequence[str], compiled: str) -> Run:
    """A contestant in a process of its own."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=with_bytecode(compiled))
    if done.returncode:
        raise RuydadError(f"{name} failed:\n{done.stderr.strip()}")
    run: Run = json.loads(done.stdout.splitlines()[-1])
    return run


def with_bytecode(folder: str) -> dict[str, str]:
    """An environment in which Python keeps its bytecode in a folder, as an installed package has it, whatever ours says."""
    return os.environ | {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}


def summary(runs: Mapping[str, Sequence[Run]]) -> dict[str, Any]:
    """Medians and ranges by contestant, and ratios of medians in the processor's time, which other work sways least."""
    told: dict[str, Any] = {"contestants": {}, "ratios": {}}
    for name, each in runs.items():
        figures = {
            "articles_per_second": [run["articles"] / run["seconds"] for run in each],
            "mb_per_second": [run["bytes"] / 1e6 / run["seconds"] for run in each],
            "articles_per_cpu_second": [run["articles"] / max(run["cpu_seconds"], 1e-9) for run in each],
            "peak_mb": [run["peak_mb"] for run in each],
            "ready_seconds": [run["ready_seconds"] for run in each],
            "start_cpu_seconds": [run["start_cpu_seconds"] for run in each],
        }
        told["contestants"][name] = {"articles": each[0]["articles"], "runs": len(each)} | {
            figure: _spread(values) for figure, values in figures.items()
        }
    for ours, theirs in RATIOS:
        if ours in runs and theirs in runs:
            pair = [told["contestants"][name]["articles_per_cpu_second"]["median"] for name in (ours, theirs)]
            told["ratios"][f"{ours} / {theirs}"] = pair[0] / pair[1]
    return told


def table(told: Mapping[str, Any]) -> Iterator[str]:
    """The lines for people: median and range of each figure."""
    heads = (
        ("articles/s", 22),
        ("articles/CPU s", 22),
        ("MB/s", 18),
        ("peak MB", 16),
        ("ready after s", 16),
        ("start-up CPU s", 18),
    )
    yield f"{'':18} {'articles':>8} " + " ".join(f"{head:>{width}}" for head, width in heads)
    for name, each in told["contestants"].items():
        cells = [
            f"{value['median']:.{digits}f} ({value['least']:.{digits}f}–{value['most']:.{digits}f})"
            for value, digits in (
                (each["articles_per_second"], 1),
                (each["articles_per_cpu_second"], 1),
                (each["mb_per_second"], 2),
                (each["peak_mb"], 0),
                (each["ready_seconds"], 1),
                (each["start_cpu_seconds"], 2),
            )
        ]
        told_cells = " ".join(f"{cell:>{width}}" for cell, (_, width) in zip(cells, heads, strict=True))
        yield f"{name:18} {each['articles']:8} {told_cells}"
    for name in (*CONTESTANTS, PARSTDEX):
        if name not in told["contestants"]:
            yield f"{name:18} is not installed and was not measured"
    for name, seconds in told.get("workers", {}).items():
        told_range = f"{seconds['median']:.2f} ({seconds['least']:.2f}–{seconds['most']:.2f})"
        yield f"{'each' if name == 'further' else 'the'} {name} worker of a run is ready after {told_range} s"
    for pair, ratio in told["ratios"].items():
        yield f"{pair}: {ratio:.2f} times as many articles in a second of processor time"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(prog="bench", description="Speed and memory of extraction beside hazm.")
    parser.add_argument("inputs", nargs="+", metavar="CORPUS", help="files, folders or patterns of articles")
    parser.add_argument("--articles", type=int, metavar="N", help="read the first N articles only")
    parser.add_argument("--date-articles", type=int, default=500, metavar="N", help="for date readers (default 500)")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="runs of each contestant (default 3)")
    parser.add_argument("--parstdex", metavar="PYTHON", help="a Python that has parstdex, where ours cannot have it")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--contestant", choices=CONTESTANTS, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.contestant:
        print(json.dumps(run_contestant(given.contestant, Path(given.inputs[0]))))
        return 0
    try:
        with tempfile.TemporaryDirectory() as folder:
            corpus, dates = Path(folder) / "articles.jsonl", Path(folder) / "dates.jsonl"
            count = write_corpus(given.inputs, given.articles, corpus)
            step = max(1, count // max(1, given.date_articles))  # of every outlet, not of the first alone
            with corpus.open(encoding="utf-8") as lines:
                warming = next(lines)
                chosen = islice(lines, 0, step * given.date_articles, step)
                dates.write_text("".join([warming, *chosen]), encoding="utf-8")
            print(f"{count} articles, {corpus.stat().st_size / 1e6:.1f} MB of records", file=sys.stderr)
            told = summary(measure(corpus, dates, max(1, given.repeat), given.parstdex))
            told["workers"] = measure_workers(max(1, given.repeat))
    except RuydadError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    print(json.dumps(told, indent=1) if given.json else "\n".join(table(told)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
