"""Executors: one function over many parts, on this process, on processes, or on a Dask cluster.

In: a picklable function and parts. Out: its results in the order of the parts, with a bounded
number of parts in flight, so that memory does not grow with the corpus.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from pipeline.run.errors import RuydadError
from pipeline.run.workers import end_with_parent, worker_context


@contextmanager
def open_executor(
    workers: int, scheduler: str | None = None, gazetteer: Path | None = None
) -> Iterator[Executor | None]:
    """None for one worker in this process; processes; or a Dask cluster's futures at `tcp://host:port`.

    Processes have read the gazetteer file (None: the built-in one) when they start.

    Raises what `open_cluster` raises.
    """
    if scheduler is not None:
        from pipeline.run.dask_cluster import open_cluster

        with open_cluster(scheduler) as cluster:
            yield cluster
    elif workers <= 1:
        yield None
    else:
        with ProcessPoolExecutor(workers, mp_context=worker_context(gazetteer), initializer=end_with_parent) as pool:
            yield pool


def parts_in_flight(executor: Executor | None, workers: int) -> int:
    """How many parts may wait or be worked on at a time: two for each process or each thread of a cluster."""
    slots: int = getattr(executor, "slots", max(1, workers))  # a cluster counts its own
    return 2 * slots


def map_parts[Part, Result](
    executor: Executor | None,
    function: Callable[[Part], Result],
    parts: Iterable[Part],
    in_flight: int | Callable[[], int],
    is_nothing: Callable[[Part], bool] = lambda part: False,
) -> Iterator[Result]:
    """Results of `function` over `parts`, in order; at most `in_flight` parts wait, asked anew at each if it is a function.

    A part that `is_nothing` is worked on here: where all are, no worker process is started.
    Raises what `function` raises, and RuydadError where a worker process is gone.
    """
    if executor is None:
        yield from map(function, parts)
        return
    waiting: deque[Future[Result]] = deque()
    try:
        for part in parts:
            waiting.append(_done(function(part)) if is_nothing(part) else executor.submit(function, part))
            while len(waiting) >= (in_flight() if callable(in_flight) else in_flight):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor as error:
        raise RuydadError("A worker process ended before its work was done; it may have run out of memory.") from error


def _done[Result](result: Result) -> Future[Result]:
    future: Future[Result] = Future()
    future.set_result(result)
    return future
