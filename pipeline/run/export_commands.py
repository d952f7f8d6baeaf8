"""The commands `ruydad export` and `ruydad import-annotations`.

In: arguments. Out: what `pipeline/run/export.py` writes, and lines; it is imported when a command is called.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.run.console import print_json, say
from pipeline.run.errors import UsageError
from pipeline.run.notices import counted
from pipeline.run.releases_at import ReleaseArgument
from pipeline.run.run_options import Json, Quiet, one_of

FORMATS = ("acled", "ucdp-ged", "polecat", "geojson", "labelstudio", "brat")


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(export)
    app.command("import-annotations")(import_annotations)


def export(
    release: ReleaseArgument = Path("data/release"),
    to: Annotated[str, typer.Option("--to", "-t", metavar="FORMAT", help=f"{', '.join(FORMATS)}.")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="PATH", help="The file; for brat a folder.")
    ] = None,
    names: Annotated[
        bool, typer.Option("--include-names", help="Also sentences, headlines and words that may name a victim.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print what each column is from and what is lost.")
    ] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write a release in the shape of another tool, with a README beside it of what it cannot carry.

    [bold]acled[/bold]: incidents as ACLED's CSV. [bold]ucdp-ged[/bold]: fatal incidents as UCDP GED candidates.
    [bold]polecat[/bold]: event rows in PLOVER codes. [bold]geojson[/bold]: incidents for a map.
    [bold]labelstudio[/bold], [bold]brat[/bold]: rows for annotators; back with `ruydad import-annotations`.

    [bold]Examples[/bold]

      ruydad export data/release --to acled --out acled.csv

      ruydad export --to ucdp-ged --explain
    """
    if not to:
        raise UsageError(f"Say which format with --to: {', '.join(FORMATS)}.")
    one_of(to, FORMATS, "format")
    from pipeline.run.export import explained, export_release

    if explain:
        told, rows = explained(to)
        print_json(rows) if as_json else say(told.rstrip("\n"))
        return
    if out is None:
        raise UsageError("Say where to with --out PATH, or --explain to see what the format carries.")
    made = export_release(release, to, out, names=names)
    if as_json:
        print_json(made.numbers)
    elif not quiet:
        say(f"{made.told} → {made.path}")
        for line in made.left_out:
            say(line, err=True)


def import_annotations(
    release: ReleaseArgument,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", show_default=False, help="Label Studio's JSON exports, brat folders or .ann."
        ),
    ],
    reviewer: Annotated[str, typer.Option(metavar="NAME", help="Who annotated: one word of Latin letters.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Where lines go; an existing file gets them at its end.")
    ],
    date: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Day of the corrections, 2024-05-31 or 1403-03-11; today, if not given."),
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; else the task or event is named.")] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Turn edited annotations into lines for data/curated/corrections.csv: only cells that changed.

    What cannot be taken is told on standard error, one sentence each, and the exit code is 1.

    [bold]Examples[/bold]

      ruydad import-annotations data/release project.json --reviewer parvin --out corrections.csv

      ruydad import-annotations data/release brat-folder --reviewer parvin --out data/curated/corrections.csv
    """
    from pipeline.run.export import import_annotations as bring_back

    found = bring_back(release, files, reviewer, out, date=date, reason=reason)
    if as_json:
        told = {"read": found.read, "lines": [asdict(line) for line in found.lines]}
        print_json(told | {"refused": found.refused, "notices": found.notices})
    else:
        for sentence in [*found.refused, *([] if quiet else found.notices)]:
            say(sentence, err=True)
        if not quiet:
            refused = f", {len(found.refused)} refused" if found.refused else ""
            say(f"{counted(found.read, 'annotated row')}, {counted(len(found.lines), 'changed cell')}{refused} → {out}")
    if found.refused:
        raise typer.Exit(1)
