"""The commands of review: `review`, `review-apply`, `alpha`.

In: arguments. Out: questions and decisions, corrections, agreement; exit code 1 where a decision could not be applied.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.run.console import print_json, say
from pipeline.run.errors import UsageError
from pipeline.run.notices import counted
from pipeline.run.releases_at import ReleaseArgument, release_at
from pipeline.run.run_options import Json

Release = Annotated[
    Path,
    typer.Option("--release", metavar="DIR", parser=release_at, help="The release that the decisions are on."),
]


def add_review_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(review)
    app.command("review-apply")(review_apply)
    app.command()(alpha)


def review(
    release: ReleaseArgument,
    reviewer: Annotated[str, typer.Option("--reviewer", "-r", metavar="NAME", help="Who decides: one Latin word.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Decisions go here; decisions-NAME.jsonl if untold."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="FILTER", help="COLUMN=VALUE (or != < <= > >=); may be given again. Empty: untold."),
    ] = None,
    incident: Annotated[str | None, typer.Option(metavar="ID", help="The rows of one incident.")] = None,
    sample: Annotated[int | None, typer.Option(min=1, metavar="N", help="N rows, the same for every reviewer.")] = None,
    order: Annotated[str, typer.Option(metavar="ORDER", help="confidence, date or dispute.")] = "confidence",
    below: Annotated[
        float, typer.Option(min=0, max=1, metavar="P", help="What is low confidence where nothing else is asked for.")
    ] = 0.7,
    blind: Annotated[
        bool, typer.Option("--blind", help="Hide what was read; code each column from the sentence.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print at the end what was done as JSON.")] = False,
) -> None:
    """Walk rows of low confidence or dispute, see the sentence, and decide: accept, change, reject or unsure.

    One key each; what is left half done goes on with the same call. In a pipe it reads a line for a key.

    [bold]Examples[/bold]

      ruydad review results --reviewer parvin

      ruydad review results -r parvin --where country=AFG --where 'confidence<0.6' --order date

      ruydad review results -r dara --blind --sample 100 --out dara.jsonl
    """
    from pipeline.review.choosing import Wish
    from pipeline.run.review import review as walk

    wish = Wish(where or (), incident, sample, order, below)
    console = Console(highlight=False, soft_wrap=True, stderr=as_json)
    told = walk(release, reviewer, out, wish, blind=blind, console=console)
    if as_json:
        print_json(told)


def review_apply(
    decisions: Annotated[
        list[Path], typer.Argument(metavar="DECISIONS...", show_default=False, help="Files of decisions.")
    ],
    release: Release = Path("data/release"),
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The corrections.")] = Path(
        "data/curated/corrections.csv"
    ),
    as_json: Json = False,
) -> None:
    """Turn decisions into corrections, which the next `make repro` applies; what has lost its ground is refused.

    Lines that are in the file stay. Rows on which reviewers disagree are listed and not touched.

    [bold]Example[/bold]

      ruydad review-apply decisions-*.jsonl --release data/release
    """
    from pipeline.incidents.corrections import read_corrections
    from pipeline.review.applying import to_corrections, write_corrections
    from pipeline.review.decisions import read_decisions
    from pipeline.review.reading import read_release

    _existing(decisions)
    read = [each for path in decisions for each in read_decisions(path)]
    present = read_corrections(out) if out.exists() else []
    found = to_corrections(read, read_release(release), present)
    if found.new:
        write_corrections(found.corrections, out)
    if as_json:
        print_json({name: value for name, value in asdict(found).items() if name != "corrections"} | {"file": str(out)})
    else:
        for word, sentences in (("refused", found.refused), ("disagreement", found.disagreements)):
            for sentence in sentences:
                say(f"{word}: {sentence}")
        passed = ", ".join(f"{count} {name}" for name, count in found.passed_over.items())
        say(
            f"{counted(found.new, 'correction')} added to {out}, {found.known} there already, {len(found.refused)} refused, "
            f"{counted(len(found.disagreements), 'disagreement')}; nothing to correct: {passed}."
        )
    if found.refused or found.disagreements:
        raise typer.Exit(1)


def alpha(
    decisions: Annotated[
        list[Path], typer.Argument(metavar="DECISIONS...", show_default=False, help="Two files or more, one a coder.")
    ],
    as_json: Json = False,
) -> None:
    """Print how far coders agree, by column: Krippendorff's alpha with a bootstrap interval of 95 %.

    Codes are nominal, tolls ordinal. Rows that two coders have in common count.

    [bold]Example[/bold]

      ruydad alpha parvin.jsonl dara.jsonl
    """
    try:
        from pipeline.review.alpha import agreement
    except ModuleNotFoundError as error:
        if error.name != "krippendorff":
            raise
        raise UsageError("Agreement needs krippendorff (GPL 3): install ruydad[agreement].") from error
    from pipeline.review.decisions import read_decisions

    _existing(decisions)
    if len(set(decisions)) < 2:
        raise UsageError("Agreement needs the files of two coders or more.")
    found = agreement({str(path): read_decisions(path) for path in decisions})
    if as_json:
        print_json([asdict(each) for each in found])
        return
    say(f"{'column':16} {'level':8} {'n':>4} {'alike':>6} {'alpha':>6}  95 % interval")
    for each in found:
        interval = f"{each.low:.2f} to {each.high:.2f}" if each.low is not None else ""
        shown = "" if each.alpha is None else f"{each.alpha:.2f}"
        line = (
            f"{each.column:16} {each.level:8} {each.n:4} {each.agreement:6.2f} {shown:>6}  {interval} {each.note or ''}"
        )
        say(line.rstrip())


def _existing(paths: Sequence[Path]) -> None:
    for path in paths:
        if not path.is_file():
            raise UsageError(f"{path} is no file of decisions.")
