"""`make fuzz`: hostile inputs by the million into every reader and into extraction.

In: how many inputs, a seed, a folder of articles to start from. Out: a table of how many went where, how fast and what
was found; each finding made smaller and saved as a file; exit code 1 where there is one. Input number n of a seed is
always the same input, on any number of processes. A process that dies or hangs is a finding, too.
"""

import argparse
import datetime as dt
import json
import multiprocessing as mp
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType
from typing import Any

from pipeline.articles.article import Article
from pipeline.articles.inputs import read_inputs
from pipeline.articles.streams import sentence_of
from pipeline.events.extract import Extraction
from pipeline.run.fuzz_checks import TOLD, article_of, extraction_faults, read_faults, table_faults
from pipeline.run.fuzz_inputs import EXTRACTION, SHARES, Input, Maker

SECONDS, SECONDS_PER_BYTE = 2.0, 20e-6  # what one input may take of the processor
HANGS = 120  # seconds on the clock after which a process is taken for one that hangs
MEMORY = 3 << 30
BATCH = 200  # rows of so many articles are checked as tables at once
TELLS = 500  # inputs between two tallies of a process
TELLS_SECONDS = 30
ONE_IN_TWICE = 16  # is checked twice: does the same come of it?

SECONDS_TO_MINIMISE = 20
_MP = mp.get_context("spawn")  # a fork would take locks of other threads along


class TooSlow(Exception):
    """An input took more than its time."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An input that breaks a promise, and how."""

    item: Input
    what: str


@dataclass(slots=True)
class Tally:
    """What one process did: inputs and seconds by kind, articles and rows that came of them, the slowest, the largest."""

    inputs: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    peak: int = 0

    def add(self, other: "Tally") -> None:
        """Take in another process's."""
        self.inputs.update(other.inputs)
        self.made.update(other.made)
        for kind, seconds in other.seconds.items():
            self.seconds[kind] = self.seconds.get(kind, 0.0) + seconds
            self.slowest[kind] = max(other.slowest[kind], self.slowest.get(kind, 0.0))
        self.peak = max(self.peak, other.peak)


@contextmanager
def time_limit(size: int) -> Iterator[None]:
    """Raise TooSlow where what is inside takes more of the processor than an input of so many bytes may."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow(f"over {SECONDS + size * SECONDS_PER_BYTE:.1f} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS + size * SECONDS_PER_BYTE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def faults_of(item: Input, folder: Path, twice: bool = False) -> tuple[Extraction | None, list[str]]:
    """The extraction of an input, if it is one, and what is wrong; whatever is raised is a fault."""
    try:
        with time_limit(len(item.data)):
            if item.kind == EXTRACTION:
                text = item.data.decode("utf-8", "surrogatepass")
                return extraction_faults(article_of(item.number, text, item.published), twice)
            path = folder / item.name
            if item.kind == "sidecar":
                (folder / "input.txt").write_text(TOLD, encoding="utf-8")
                (folder / "input.yaml").write_bytes(item.data)
                path = folder / "input.txt"
                found = read_faults(path, twice)
                (folder / "input.yaml").unlink()
                return None, found
            path.write_bytes(item.data)
            return None, read_faults(path, twice)
    except MemoryError:
        return None, [f"MemoryError within {MEMORY >> 20} MB"]
    except Exception as error:
        return None, [sentence_of(error)]


def smaller(item: Input, folder: Path, what: str) -> Input:
    """The input with pieces left out that the fault does not need, as far as some seconds go."""
    until = time.monotonic() + SECONDS_TO_MINIMISE

    def still(data: bytes) -> Input | None:
        tried = Input(item.number, item.kind, item.name, data, item.published)
        with suppress(UnicodeDecodeError):
            return tried if any(_like(each, what) for each in faults_of(tried, folder, True)[1]) else None
        return None

    size = len(item.data) // 2
    while size and time.monotonic() < until:
        at = 0
        while at < len(item.data) and time.monotonic() < until:
            kept = still(item.data[:at] + item.data[at + size :])
            item, at = (kept, at) if kept else (item, at + size)
        size //= 2
    return item


def _like(one: str, other: str) -> bool:
    """Whether two sentences tell of one fault: the same kind of error, the same promise."""
    return one.split(":")[0].split("'")[0] == other.split(":")[0].split("'")[0]


def save(finding: Finding, folder: Path) -> Path:
    """Write a finding's input where a person finds it; `--again` takes such a file."""
    folder.mkdir(parents=True, exist_ok=True)
    item = finding.item
    if item.kind == EXTRACTION:
        path = folder / f"{item.number}.extraction.json"
        told = {
            "text": item.data.decode("utf-8", "surrogatepass"),
            "published": str(item.published or ""),
            "fault": finding.what,
        }
        path.write_text(json.dumps(told, ensure_ascii=True, indent=1), encoding="utf-8")
        return path
    path = folder / f"{item.number}.{item.kind}.{item.name}"
    path.write_bytes(item.data)
    return path


def load(path: Path) -> Input:
    """An input from a saved finding, or any file as an input of a reader."""
    if path.name.endswith(".extraction.json"):
        told = json.loads(path.read_text(encoding="utf-8"))
        published = dt.datetime.fromisoformat(told["published"]) if told["published"] else None
        return Input(0, EXTRACTION, "text", told["text"].encode("utf-8", "surrogatepass"), published)
    return Input(0, "sidecar" if ".sidecar." in path.name else "file", path.name, path.read_bytes())


class Checker:
    """Checks inputs one by one, and rows of extraction in batches."""

    def __init__(self, folder: Path) -> None:
        self.tally = Tally()
        self._folder = folder
        self._rows: list[tuple[Input, Extraction]] = []

    def check(self, item: Input) -> list[Finding]:
        """What is wrong with one input."""
        begun = time.process_time()
        made, faults = faults_of(item, self._folder, item.number % ONE_IN_TWICE == 0)
        took = time.process_time() - begun
        tally = self.tally
        tally.inputs[item.kind] += 1
        tally.seconds[item.kind] = tally.seconds.get(item.kind, 0.0) + took
        tally.slowest[item.kind] = max(took, tally.slowest.get(item.kind, 0.0))
        if made is not None:
            tally.made["rows"] += len(made.events)
            if made.events:
                self._rows.append((item, made))
        found = [Finding(item, what) for what in faults]
        return found + (self.finish() if len(self._rows) >= BATCH else [])

    def finish(self) -> list[Finding]:
        """Check the rows that wait."""
        rows, self._rows = self._rows, []
        self.tally.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
        return rows_at_fault(rows)


def rows_at_fault(rows: Sequence[tuple[Input, Extraction]]) -> list[Finding]:
    """The inputs whose rows are at fault, found by halving."""
    together = table_faults([made for _, made in rows]) if rows else []
    if not together or len(rows) == 1:
        return [Finding(rows[0][0], what) for what in together[:1]]
    half = len(rows) // 2
    alone = rows_at_fault(rows[:half]) + rows_at_fault(rows[half:])
    return alone or [Finding(rows[0][0], together[0])]


def articles_in(folder: str) -> list[str]:
    """The texts of the articles to start from."""
    return [each.text for each in read_inputs([folder]) if isinstance(each, Article)]


def work(pipe: Connection, current: Any, maker: Maker, numbers: range, only: tuple[str, ...]) -> None:
    """One process: check its numbers, tell findings at once and a tally now and then."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory(prefix="ruydad-fuzz-") as folder:
        checker = Checker(Path(folder))
        for done, number in enumerate(numbers, start=1):
            current.value = number
            found = checker.check(maker.make(number, only))
            if found or done % TELLS == 0:
                pipe.send((checker.tally, found))
                checker.tally = Tally()
        found = checker.finish()
        pipe.send((checker.tally, found))
    pipe.send(None)


class Worker:
    """A process and what is left of its numbers; one that dies or hangs is started again behind the input at fault."""

    def __init__(self, maker: Maker, numbers: range, only: tuple[str, ...]) -> None:
        self._maker, self._only = maker, only
        self._start(numbers)

    def _start(self, numbers: range) -> None:
        self.numbers = numbers
        self.pipe, theirs = _MP.Pipe(duplex=False)
        self._current = _MP.Value("q", numbers.start if numbers else -1)
        self._seen, self._since = -2, time.monotonic()
        self._process = _MP.Process(
            daemon=True, target=work, args=(theirs, self._current, self._maker, numbers, self._only)
        )
        self._process.start()
        theirs.close()

    def hangs(self) -> bool:
        """Whether it has been at one input for too long."""
        now = self._current.value
        if now != self._seen:
            self._seen, self._since = now, time.monotonic()
        return time.monotonic() - self._since > HANGS

    def kill(self) -> None:
        self._process.kill()

    def restart(self) -> Finding:
        """Start again behind the input at which the process ended, which is a finding."""
        self._process.join()
        number, code = self._current.value, self._process.exitcode or 0
        self._start(range(number + self.numbers.step, self.numbers.stop, self.numbers.step))
        what = "it takes the process with it" if code != -signal.SIGKILL else f"it hangs: over {HANGS} s"
        return Finding(self._maker.make(number, self._only), f"{what} (exit code {code})")


def run(
    maker: Maker, numbers: range, processes: int, only: tuple[str, ...], tell: Callable[[Tally, list[Finding]], None]
) -> None:
    """Check all numbers on so many processes; `tell` is given each tally and the findings that came with it."""
    workers = [Worker(maker, range(numbers.start + index, numbers.stop, processes), only) for index in range(processes)]
    while workers:
        ready = wait([worker.pipe for worker in workers], timeout=5)
        for worker in list(workers):
            if worker.pipe in ready:
                try:
                    told = worker.pipe.recv()
                except EOFError:
                    tell(Tally(), [worker.restart()])
                    continue
                if told is None:
                    workers.remove(worker)
                else:
                    tell(*told)
            elif worker.hangs():
                worker.kill()


class Report:
    """What is told while it runs, and the table at the end."""

    def __init__(self, out: Path, say: Callable[[str], None]) -> None:
        self.tally = Tally()
        self.findings: Counter[str] = Counter()
        self._out, self._say = out, say
        self._begun = self._told = time.monotonic()

    def take(self, tally: Tally, findings: list[Finding]) -> None:
        """Add up; the first of each sort of finding is made smaller and saved."""
        self.tally.add(tally)
        for finding in findings:
            sort = f"{finding.item.kind}: {finding.what[:60]}"
            self.findings[sort] += 1
            if self.findings[sort] == 1:
                item = finding.item
                if "exit code" not in finding.what:
                    with tempfile.TemporaryDirectory(prefix="ruydad-fuzz-") as folder:
                        item = smaller(item, Path(folder), finding.what)
                self._say(
                    f"input {item.number}, {finding.item.kind}: {finding.what}: {save(Finding(item, finding.what), self._out)}"
                )
        if time.monotonic() - self._told > TELLS_SECONDS:
            self._told = time.monotonic()
            self._say(
                f"{self.tally.inputs.total()} inputs, {self.rate():.0f} a second, {self.findings.total()} findings"
            )

    def rate(self) -> float:
        """Inputs a second on the clock."""
        return self.tally.inputs.total() / max(time.monotonic() - self._begun, 1e-9)

    def lines(self) -> Iterator[str]:
        """The table: a line a kind."""
        tally = self.tally
        yield f"{'kind':12} {'inputs':>9} {'ms each':>8} {'slowest s':>10}"
        for kind, count in tally.inputs.most_common():
            yield f"{kind:12} {count:9} {1000 * tally.seconds[kind] / count:8.2f} {tally.slowest[kind]:10.3f}"
        made = ", ".join(f"{count} {what}" for what, count in sorted(tally.made.items()))
        yield f"{tally.inputs.total()} inputs, {self.rate():.0f} a second; {made}; peak {tally.peak >> 20} MB a process"
        yield f"{self.findings.total()} findings of {len(self.findings)} sorts" + ("" if not self.findings else ":")
        for sort, count in self.findings.most_common():
            yield f"{count:9} {sort}"


def again(path: Path) -> list[str]:
    """What is wrong with a saved input now."""
    with tempfile.TemporaryDirectory(prefix="ruydad-fuzz-") as folder:
        made, faults = faults_of(load(path), Path(folder), twice=True)
        return faults + (table_faults([made]) if made is not None else [])


def main() -> None:
    """Fuzz and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", nargs="?", default="data/raw", help="articles to start from")
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", choices=list(SHARES), nargs="+", default=(), help="inputs of these kinds only")
    parser.add_argument("--out", type=Path, default=Path("data/interim/fuzz"), help="where failing inputs are saved")
    parser.add_argument("--again", type=Path, metavar="FILE", help="check one saved input again")
    given = parser.parse_args()
    if given.again:
        faults = again(given.again)
        print("\n".join(faults) or "nothing is wrong with it now")
        sys.exit(1 if faults else 0)
    articles = articles_in(given.corpus)
    if not articles:
        parser.error(f"no article to start from was found in {given.corpus}")
    report = Report(given.out, lambda line: print(line, flush=True))
    numbers = range(given.first, given.first + given.inputs)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):  # what was done until then is told
        run(Maker(given.seed, articles), numbers, given.processes, tuple(given.only), report.take)
    print("\n".join(report.lines()))
    sys.exit(1 if report.findings else 0)


if __name__ == "__main__":
    main()
