"""Executors: one function over many parts, on this process, on processes, or on a Dask cluster.

In: a picklable function and parts. Out: its results in the order of the parts, with a bounded
number of parts in flight, so that memory does not grow with the corpus.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from pipeline.run.errors import UsageError

Part = TypeVar("Part")
Result = TypeVar("Result")


@contextmanager
def open_executor(workers: int, scheduler: str | None = None) -> Iterator[Executor | None]:
    """None for one worker in this process; processes; or a Dask cluster's futures at `tcp://host:port`."""
    if scheduler is not None:
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError("--scheduler needs Dask: install ruydad[cluster].") from error
        with Client(scheduler) as client:
            yield client.get_executor()
    elif workers <= 1:
        yield None
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            yield pool


def map_parts(
    executor: Executor | None, function: Callable[[Part], Result], parts: Iterable[Part], in_flight: int
) -> Iterator[Result]:
    """Results of `function` over `parts`, in order, at most `in_flight` parts waiting at a time."""
    if executor is None:
        yield from map(function, parts)
        return
    waiting: deque[Future[Result]] = deque()
    for part in parts:
        waiting.append(executor.submit(function, part))
        if len(waiting) >= in_flight:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
