"""What the server of worker processes imports before it forks them: all that reading an article needs, read once for all.

In: the variable `GAZETTEER` of the environment, the gazetteer file of the run (empty: the built-in one). A fault is left
for the workers, who meet it where it is told.
"""

import os
from contextlib import suppress

from pipeline.run.part import resources_of
from pipeline.run.workers import GAZETTEER

with suppress(Exception):
    resources_of(os.environ.get(GAZETTEER) or None)
