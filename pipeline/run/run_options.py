"""Options of `ruydad run` on what was read before, and what they come to.

In: `--cache DIR` and `--no-cache`. Out: the folder of the cache, or None.
"""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.run.errors import UsageError

Cache = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where rows of articles read before are kept, in place of the user's cache."),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every article anew and keep nothing.")]
Previous = Annotated[
    Path | None, typer.Option(metavar="DIR", help="An earlier release, to tell in CHANGES.md what is different.")
]
WithholdNames = Annotated[
    bool, typer.Option("--withhold-names", help="Mask the names of victims that are known, for a release to publish.")
]


def cache_of(cache: Path | None, no_cache: bool) -> Path | None:
    """The folder of the cache; raises UsageError where the options contradict one another."""
    if no_cache and cache is not None:
        raise UsageError("--cache and --no-cache were both given; give one.")
    from pipeline.gazetteer.load import cache_folder

    return None if no_cache else cache or cache_folder()
