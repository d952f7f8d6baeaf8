"""Worker processes: started from a server that has read lexicons, gazetteer and model, which they then share.

In: the gazetteer file of the run. Out: a multiprocessing context. Where a platform has no such server, each worker is
spawned and reads for itself.
"""

import os
from collections.abc import Callable
from multiprocessing import forkserver, get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Thread

GAZETTEER = "RUYDAD_WORKERS_GAZETTEER"
_START = "pipeline.run.worker_start"


def worker_context(gazetteer: Path | None) -> BaseContext:
    """A context whose processes find the resources of a run ready. A server that runs already keeps what it has read."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_START])
    os.environ[GAZETTEER] = str(gazetteer or "")
    try:
        forkserver.ensure_running()
    finally:
        del os.environ[GAZETTEER]
    return context


def end_with_parent() -> None:
    """Let this worker end when the process that started it is gone, even killed: nobody else would tell it."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.join,), daemon=True).start()


def _end_after(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)
