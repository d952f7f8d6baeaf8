"""The command `ruydad`: run, mentions, explain, timeline, diff, codebook, explore, validate, train, exports and review.

In: arguments. Out: files and lines; exit code 0, 2 for a call it cannot serve, 1 for work that failed. Each command
imports what it needs when it is called, so that `--help` answers at once.
"""

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pipeline.run import export_commands
from pipeline.run.collector import collect_seldom, take_memory_once
from pipeline.run.console import SpokenGroup, print_json, progress, say
from pipeline.run.errors import UsageError
from pipeline.run.notices import counted
from pipeline.run.releases_at import ReleaseIn, WholeReleaseArgument, release_at, release_to
from pipeline.run.review_commands import add_review_commands
from pipeline.run.run_options import (
    Cache,
    Inputs,
    Json,
    NoCache,
    Out,
    Previous,
    Quiet,
    WithholdNames,
    cache_of,
    existing,
    one_of,
)

RULES = ("conservative", "representative", "informative")
LAYERS = ("dates", "numbers", "places", "actors", "speech", "triggers", "casualties")

app = typer.Typer(
    name="ruydad",
    cls=SpokenGroup,
    help="Conflict-event rows from Persian news: who did what to whom, where, when, with what toll, according to whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _shown_version(asked: bool) -> None:
    if asked:
        say(f"ruydad {version('ruydad')}")
        raise typer.Exit


@app.callback()
def _ruydad(
    asked: Annotated[
        bool, typer.Option("--version", callback=_shown_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    for stream in (sys.stdout, sys.stderr):  # Persian goes out as UTF-8 whatever the locale says
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


@app.command()
def run(
    inputs: Inputs,
    out: Out,
    rule: Annotated[
        str,
        typer.Option(
            metavar="RULE",
            autocompletion=lambda: list(RULES),
            help=f"How figures that differ become a range: {', '.join(RULES)}.",
        ),
    ] = "representative",
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Processes that read articles.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler, tcp://host:port, in place of processes.")
    ] = None,
    previous: Previous = None,
    names: WithholdNames = False,
    without_text: Annotated[
        bool, typer.Option("--without-text", help="Leave out texts, titles and sentences of the articles.")
    ] = False,
    cache: Cache = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Turn articles into the tables of a release; articles that were read before are not read again.

    [bold]Examples[/bold]

      ruydad run article.txt --out results

      ruydad run archive/ 'more/*.jsonl.gz' --out results --workers 2 --rule conservative

      ruydad run s3://bucket/articles/ --out s3://bucket/release
    """
    collect_seldom()
    take_memory_once()
    one_of(rule, RULES, "rule")
    inputs = existing(inputs)
    if previous is not None:
        _refuse_other_folder(previous)
    making: dict[str, Any] = {"cache": cache_of(cache, no_cache)}
    from pipeline.run.release_of import build_release

    making |= {"previous": previous, "withhold_names": names, "without_text": without_text}
    making["say"] = (lambda sentence: None) if quiet else lambda sentence: say(sentence, err=True)
    with progress(quiet or as_json) as show, release_to(out, making["say"]) as new:
        metrics = build_release(inputs, new, rule=rule, workers=workers, scheduler=scheduler, progress=show, **making)
    if as_json:
        print_json(metrics)
    elif not quiet:
        say(f"{_sizes(metrics['rows'])} → {out}")


def _refuse_other_folder(previous: Path) -> None:
    """Raise UsageError where `--previous` names no release."""
    if not previous.is_dir():
        raise UsageError(f"{previous} is no folder; --previous needs the folder of an earlier release.")
    from pipeline.run.asked import release_folder

    release_folder(previous)


def _sizes(rows: Mapping[str, int]) -> str:
    """How large a release is, in words."""
    articles, events = counted(rows["articles"], "article"), counted(rows["events"], "event row")
    incidents, rejected = counted(rows["incidents"], "incident"), counted(rows["rejected"], "input")
    return f"{articles}, {events}, {incidents}, {rejected} rejected"


@app.command()
def mentions(
    inputs: Inputs,
    layer: Annotated[
        str,
        typer.Option(
            "--layer", "-l", metavar="LAYER", autocompletion=lambda: list(LAYERS), help=f"{', '.join(LAYERS)}."
        ),
    ],
    quiet: Quiet = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines; so it is without it too.")] = False,
) -> None:
    """Print what stands in each article, as JSON Lines: {"id", "mentions": [{"start", "end", "text", "rule", …}]}.

    Offsets count characters of the text as it was given. Inputs that are no article are told on standard error.

    [bold]Examples[/bold]

      ruydad mentions article.txt --layer dates

      ruydad mentions archive.jsonl.gz --layer casualties > casualties.jsonl
    """
    one_of(layer, LAYERS, "layer")
    inputs = existing(inputs)
    from pipeline.articles.article import Rejected
    from pipeline.articles.inputs import read_inputs
    from pipeline.run.layers import find_layer

    for outcome in read_inputs(inputs):
        if isinstance(outcome, Rejected):
            if not quiet:
                where = f"{outcome.input_file}, {outcome.record}" if outcome.record else outcome.input_file
                say(f"{where}: {outcome.reason}: {outcome.detail}", err=True)
            continue
        print_json({"id": outcome.article_id, "mentions": find_layer(outcome, layer)})


@app.command()
def explain(
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="An event_id of the release.")],
    release: ReleaseIn = Path("data/release"),
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the sentence and the rules alone.")] = False,
    as_json: Json = False,
) -> None:
    """Show the sentence behind a row, its parts marked, and the rules that found what it rests on.

    [bold]Examples[/bold]

      ruydad explain e0123456789abcdef

      ruydad explain e0123456789abcdef --in results --json
    """
    from pipeline.run.explain import explain_event, show_event

    told = explain_event(event_id, release)
    if as_json:
        print_json(told)
    else:
        show_event(told, Console(highlight=False, soft_wrap=True), brief=quiet)


@app.command()
def timeline(
    release: ReleaseIn = Path("data/release"),
    as_of: Annotated[
        str | None, typer.Option(metavar="DAY", help="As it was known at the end of a day, 2022-09-14 or 1401-06-23.")
    ] = None,
    rule: Annotated[
        str | None,
        typer.Option(metavar="RULE", autocompletion=lambda: list(RULES), help=f"Reconcile anew: {', '.join(RULES)}."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Print the incidents by day, with their figures as they are or as they were known on a day.

    [bold]Examples[/bold]

      ruydad timeline --as-of 2022-09-14

      ruydad timeline --in results --rule conservative --json
    """
    from pipeline.run.timeline import lines, read_day
    from pipeline.run.timeline import timeline as known_on

    rule = None if rule is None else one_of(rule, RULES, "rule")
    incidents, revisions = known_on(release, None if as_of is None else read_day(as_of), rule)  # type: ignore[arg-type]
    if as_json:
        tables = {"incidents": incidents, "revisions": revisions}
        told = {name: json.loads(t.to_json(orient="records", date_format="iso")) for name, t in tables.items()}
        print_json(told)
    else:
        for line in lines(incidents):
            say(line)


@app.command()
def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A release folder, an address, or a tag of this repository.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another.")] = "data/release",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing; exit code 1 where they differ.")] = False,
    as_json: Json = False,
) -> None:
    """Tell what is different between two releases: rows, cells by column, incidents merged and split.

    [bold]Examples[/bold]

      ruydad diff v1.0.0 v1.1.0

      ruydad diff results-of-may results-of-june --json
    """
    from pipeline.release.changes import compare, markdown
    from pipeline.run.tags import release_folder

    with release_folder(old) as before, release_folder(new) as after:
        found = compare(before, after)
    if as_json:
        print_json(asdict(found))
    elif not quiet:
        say(markdown(found, f"{old} → {new}"), nl=False)
    if quiet and found.any:
        raise typer.Exit(1)


@app.command()
def codebook(
    word: Annotated[
        str | None, typer.Argument(metavar="[WORD]", help="A table, a column, a code list or a code; all without it.")
    ] = None,
    release: Annotated[
        Path | None,
        typer.Option(
            "--in", metavar="DIR", parser=release_at, help="With examples, shares and counts of this release."
        ),
    ] = None,
    as_html: Annotated[bool, typer.Option("--html", help="The bilingual page in place of Markdown.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tables and columns as JSON.")] = False,
) -> None:
    """Print the codebook: every table, column and code in English and Persian.

    [bold]Examples[/bold]

      ruydad codebook events.date_start

      ruydad codebook --in results --html > codebook.html
    """
    from pipeline.run.asked import codebook_text

    typer.echo(codebook_text(word, release, as_html=as_html, as_json=as_json), nl=False)


@app.command()
def explore(
    release: WholeReleaseArgument = Path("data/release"),
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Port; 0 takes a free one.")] = 8421,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address and open nothing.")] = False,
    quiet: Quiet = False,
) -> None:
    """Look at a release in the browser: builds its page where it lacks one and serves it on this machine alone.

    [bold]Example[/bold]

      ruydad explore results --port 0 --no-browser
    """
    from pipeline.run.explore import explore as serve

    serve(release, port, say=(lambda line: None) if quiet else say, opens=not no_browser)


@app.command()
def validate(
    release: WholeReleaseArgument,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Check a release against the schema; a fault is a sentence that names table, column and row, and exit code 1.

    [bold]Example[/bold]

      ruydad validate results
    """
    from pipeline.release.validate import validate_release
    from pipeline.run.asked import whole_folder

    faults = validate_release(whole_folder(release))
    if as_json:
        print_json({"faults": faults})
    else:
        for fault in faults:
            say(fault)
        if not quiet:
            say(f"{release}: {counted(len(faults), 'fault')}." if faults else f"{release} is as the schema says.")
    if faults:
        raise typer.Exit(1)


@app.command()
def train(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD...", show_default=False, help="Folders with articles.jsonl and gold.json, or *.spans.jsonl."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where the model goes.")] = Path(
        "model.json"
    ),
    also: Annotated[
        list[Path] | None,
        typer.Option("--also", metavar="GOLD", help="A folder that teaches but sets no threshold; may be given again."),
    ] = None,
    articles: Annotated[
        list[Path] | None,
        typer.Option("--articles", metavar="PATH", help="Texts of the rows in *.spans.jsonl; may be given again."),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Learn the weights of every decision from gold rows: the same rows give the same plain JSON file.

    [bold]Example[/bold]

      ruydad train my/gold --also data/gold --out pipeline/events/model.json
    """
    for folder in [*gold, *(also or [])]:
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder.")
    for path in articles or []:
        if not path.exists():
            raise UsageError(f"{path} is no file and no folder; --articles needs the texts of the rows.")
    try:
        from pipeline.run.training import train_model
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != "sklearn":
            raise
        raise UsageError("Training needs scikit-learn: install ruydad[train].") from error

    card = train_model(gold, out, also or [], articles or [])
    if as_json:
        print_json(card)
    elif not quiet:
        print_json(card, indent=1)


export_commands.add_to(app)
add_review_commands(app)


def main() -> None:
    """Entry point of the command."""
    app()


if __name__ == "__main__":
    main()
