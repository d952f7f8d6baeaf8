"""How a run handles memory: how seldom Python's collector looks for cycles, and where Arrow takes memory from.

In: nothing. Out: a collector that looks seldom. Imports and tables make hundreds of thousands of objects that live as
long as the process, and hardly a cycle: at its own pace the collector walks them over and over, a tenth of a run.
"""

import gc
import os

SELDOM = 50_000  # new objects, some hundred articles' worth, after which it looks


def collect_seldom() -> None:
    """Let it look seldom, and never again at what is there now."""
    gc.freeze()
    gc.set_threshold(SELDOM)


def take_memory_once() -> None:
    """Let Arrow take memory as Python does, where neither it is loaded yet nor the user has said otherwise.

    By itself it gives memory back at once and asks for it anew: a tenth of the time of a run that reads few articles.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
