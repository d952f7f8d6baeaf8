"""How seldom Python's collector looks for cycles.

In: nothing. Out: a collector that looks seldom. Imports and tables make hundreds of thousands of objects that live as
long as the process, and hardly a cycle: at its own pace the collector walks them over and over, a tenth of a run.
"""

import gc

SELDOM = 50_000  # new objects, some hundred articles' worth, after which it looks


def collect_seldom() -> None:
    """Let it look seldom, and never again at what is there now."""
    gc.freeze()
    gc.set_threshold(SELDOM)
