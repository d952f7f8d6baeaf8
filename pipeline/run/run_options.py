"""Inputs and options of `ruydad run`, those that several commands have, and what they come to.

In: INPUT..., `--cache DIR` and `--no-cache`. Out: inputs that are there; the folder of the cache, or None.
"""

import glob
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pipeline.run.console import did_you_mean
from pipeline.run.errors import UsageError
from pipeline.run.releases_at import release_at
from pipeline.storage.addresses import as_path, is_address, shown

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        show_default=False,
        help="Files, folders or patterns of txt, html, json, jsonl, csv, parquet, rss, atom or warc, each also .gz; "
        "here or at an address such as s3://bucket/articles/.",
    ),
]
Out = Annotated[
    str,
    typer.Option("--out", "-o", metavar="DIR", help="Folder for the release, or an address as s3://bucket/release."),
]

Cache = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Where articles read before are kept with their rows, in place of the user's cache."
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every article anew and keep nothing.")]
Previous = Annotated[
    Path | None,
    typer.Option(metavar="DIR", parser=release_at, help="An earlier release, to tell in CHANGES.md what is different."),
]
WithholdNames = Annotated[
    bool, typer.Option("--withhold-names", help="Mask the names of victims that are known, for a release to publish.")
]


Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def one_of(word: str, known: Sequence[str], what: str) -> str:
    """The word, if it is known; raises UsageError with the nearest that is."""
    if word not in known:
        choices = f"Choose one of {', '.join(known)}."
        raise UsageError(f"There is no {what} {word}. {did_you_mean(word, known, choices)}")
    return word


def existing(inputs: Sequence[str]) -> list[str]:
    """The inputs; raises UsageError for the first that names nothing."""
    for given in inputs:
        if is_address(given):
            from pipeline.articles.remote_files import names_something

            if not names_something(given):
                raise UsageError(f"{shown(given)} is no file, no folder and no pattern that matches one.")
            continue
        path = Path(as_path(given))
        if path.exists() or (glob.has_magic(given) and next(glob.iglob(str(path), recursive=True), None)):  # noqa: PTH207
            continue
        names = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
        hint = did_you_mean(path.name, names)
        raise UsageError(f"{given} is no file, no folder and no pattern that matches one. {hint}".rstrip())
    return list(inputs)


def cache_of(cache: Path | None, no_cache: bool) -> Path | None:
    """The folder of the cache; raises UsageError where the options contradict one another."""
    if no_cache and cache is not None:
        raise UsageError("--cache and --no-cache were both given; give one.")
    from pipeline.gazetteer.load import cache_folder

    return None if no_cache else cache or cache_folder()
