"""How long a worker of a run takes until it can read an article: part of `make bench`.

In: nothing. Out: a line of JSON with seconds, in a process of its own: `first` until the first worker is ready, with
the server that has read everything for all of them, and `further` for one more.
"""

import json
import time

from pipeline.run.executors import open_executor
from pipeline.run.part import resources_of


def ready_seconds() -> dict[str, float]:
    """Seconds until the first worker of a process, and one that comes after it, has its resources."""
    told = {}
    for name in ("first", "further"):
        begun = time.perf_counter()
        with open_executor(2) as pool:
            assert pool is not None
            pool.submit(ready).result()
            told[name] = time.perf_counter() - begun
    return told


def ready() -> None:
    """What a worker does before its first article."""
    resources_of(None)


if __name__ == "__main__":
    print(json.dumps(ready_seconds()))
