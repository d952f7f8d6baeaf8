"""The loop in which `make bench` times a contestant, and parstdex through that loop in a Python that has it.

parstdex needs a compiled package of which no wheel is made for Python 3.12. So this file stands alone, runs under
Python 3.9 as well, and is run as a script by the interpreter that is given to `--parstdex`.

    python bench_timing.py SELDOM ARTICLES.jsonl        prints one run as JSON
"""

import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


def time_work(
    work: Callable[[Any], object], articles: Iterator[Any], text_of: Callable[[Any], str], begun: float, seldom: int
) -> dict[str, float]:
    """Work through articles, the first of them unmeasured: seconds, articles, bytes of text and peak memory in MB.

    `begun` is when the contestant began to make itself ready, by `time.perf_counter`. Python's
    collector is as the workers of a run have it: it looks after `seldom` new objects (`pipeline/run/collector.py`).
    """
    work(next(articles))
    gc.freeze()
    gc.set_threshold(seldom)
    ready, started = time.perf_counter() - begun, time.process_time()
    seconds = processor = 0.0
    count = size = 0
    for article in articles:
        start, cpu = time.perf_counter(), time.process_time()
        work(article)
        seconds += time.perf_counter() - start
        processor += time.process_time() - cpu
        count += 1
        size += len(text_of(article).encode("utf-8"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {
        "articles": count, "bytes": size, "seconds": seconds, "cpu_seconds": processor, "ready_seconds": ready,
        "start_cpu_seconds": started, "peak_mb": peak,
    }  # fmt: skip


def _parstdex(seldom: int, path: str) -> dict[str, float]:
    begun = time.perf_counter()
    from parstdex import Parstdex  # type: ignore[import-not-found,unused-ignore]

    model = Parstdex()
    with Path(path).open(encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        return time_work(model.extract_span, texts, str, begun, seldom)


if __name__ == "__main__":
    print(json.dumps(_parstdex(int(sys.argv[1]), sys.argv[2])))
