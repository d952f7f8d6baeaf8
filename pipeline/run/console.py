"""How the command speaks: failures as one sentence, usage errors with exit code 2, progress on a terminal only.

Colour is for terminals, too, and not where NO_COLOR is set (rich sees to both).

In: what commands raise and count. Out: lines on standard error, exit codes 0, 1 (the work failed), 2 (the call
cannot be served) and 130 (interrupted).
"""

import difflib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text
from typer.core import TyperGroup

from pipeline.run.errors import RuydadError, UsageError
from pipeline.text.controls import visible

INTERRUPTED = 130
_WORDS = {  # of the checks below typer → for people
    r"Input should be a valid integer, unable to parse .*": "it needs a whole number",
    r"Input should be a valid number, unable to parse .*": "it needs a number",
    "Input should be": "it must be",
}
Show = Callable[[str, int, int | None], None]  # stage, how many more are done, how many there are in all


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print text in which nothing commands the terminal; `err` prints on standard error."""
    typer.echo(visible(text), err=err, nl=nl)


def print_json(value: Any, indent: int | None = None) -> None:
    """Print a value as JSON; characters that a terminal obeys are escapes in it."""
    say(json.dumps(value, ensure_ascii=False, indent=indent, default=str))


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A question with the nearest right word, or `otherwise` where none is near."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f"Did you mean {near[0]}?" if near else otherwise


class SpokenGroup(TyperGroup):
    """A group of commands whose failures are one sentence on standard error."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command; with `standalone_mode` (the default) leave the process with its exit code."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except typer.TyperException as error:
            code = _fail(_usage_sentence(error), error.exit_code)
        except UsageError as error:
            code = _fail(str(error), 2)
        except RuydadError as error:
            code = _fail(str(error), 1)
        except OSError as error:
            where = f"{error.filename}: " if error.filename is not None else ""
            code = _fail(f"{where}{error.strerror or error}", 1)
        except typer.Abort:
            code = _fail("interrupted", INTERRUPTED)
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code


def _fail(sentence: str, code: int) -> int:
    if sentence:
        say(sentence if sentence.startswith("Usage:") else f"ruydad: {sentence}", err=True)
    return code


def _usage_sentence(error: typer.TyperException) -> str:
    """What was wrong with the call and where its help is; the whole help where nothing was asked for."""
    told = error.format_message().strip()
    for theirs, ours in _WORDS.items():
        told = re.sub(theirs, ours, told)
    if type(error).__name__ == "NoArgsIsHelpError":
        return told
    wrong = getattr(error, "option_name", None)
    near = getattr(error, "possibilities", None)
    context = getattr(error, "ctx", None)
    if wrong and type(error).__name__ == "NoSuchOption":
        told = f"There is no option {wrong}. {did_you_mean(wrong, near or _options(context))}".rstrip()
    help_is = f" See {context.command_path} --help." if context is not None and "Did you mean" not in told else ""
    return f"{told.strip()}{'' if told.endswith(('.', '?', '!')) else '.'}{help_is}"


def _options(context: Any) -> list[str]:
    return [name for each in (context.command.params if context is not None else []) for name in each.opts]


class Rate(ProgressColumn):
    """How many a second, as far as that is known."""

    def render(self, task: Task) -> Text:
        """`12.3/s`, or nothing yet."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "", style="progress.data.speed")


@contextmanager
def progress(quiet: bool) -> Iterator[Show]:
    """Bars with rate and remaining time on standard error, if that is a terminal and nobody asked for quiet."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), Rate())
    bars = Progress(
        *columns,
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console,
        disable=quiet or not console.is_terminal or not sys.stderr.isatty(),
        transient=True,
    )
    tasks: dict[str, Any] = {}

    def show(stage: str, done: int, total: int | None) -> None:
        if stage not in tasks:
            for earlier in tasks.values():
                bars.stop_task(earlier)
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], advance=done, total=total)

    with bars:
        yield show
