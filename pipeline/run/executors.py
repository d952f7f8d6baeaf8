"""Executors: one function over many parts, on this process, on processes, or on a Dask cluster.

In: a picklable function and parts. Out: its results in the order of the parts, with a bounded
number of parts in flight, so that memory does not grow with the corpus.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from pipeline.run.errors import RuydadError, UsageError


@contextmanager
def open_executor(workers: int, scheduler: str | None = None) -> Iterator[Executor | None]:
    """None for one worker in this process; processes; or a Dask cluster's futures at `tcp://host:port`.

    Raises UsageError where Dask is asked for and is not installed, RuydadError where its scheduler does not answer.
    """
    if scheduler is not None:
        with _dask_client(scheduler) as client:
            yield client.get_executor()
    elif workers <= 1:
        yield None
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
            yield pool


def _end_with_parent() -> None:
    """Let this worker end when the process that started it is gone, even killed: nobody else would tell it."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.join,), daemon=True).start()


def _end_after(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)


def _dask_client(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--scheduler needs Dask: install ruydad[cluster].") from error
    connect: Callable[[str], Any] = Client
    try:
        return connect(scheduler)
    except ValueError as error:
        raise UsageError(f"{scheduler} is no address of a scheduler; write tcp://host:port.") from error
    except OSError as error:
        raise RuydadError(f"No Dask scheduler answers at {scheduler}.") from error


def map_parts[Part, Result](
    executor: Executor | None, function: Callable[[Part], Result], parts: Iterable[Part], in_flight: int
) -> Iterator[Result]:
    """Results of `function` over `parts`, in order, at most `in_flight` parts waiting at a time.

    Raises what `function` raises, and RuydadError where a worker process is gone.
    """
    if executor is None:
        yield from map(function, parts)
        return
    waiting: deque[Future[Result]] = deque()
    try:
        for part in parts:
            waiting.append(executor.submit(function, part))
            if len(waiting) >= in_flight:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor as error:
        raise RuydadError("A worker process ended before its work was done; it may have run out of memory.") from error
