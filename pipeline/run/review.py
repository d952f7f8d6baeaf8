"""Reviewing in the terminal: shows a row with its sentence, asks for a key, writes the decision.

In: a release folder, which rows, a file of decisions, and a person at a terminal or lines of a script in a pipe. Out:
decisions in the file. One key each on a terminal, one line each in a pipe; marks by colour on a terminal, else by
brackets.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from pipeline.review.choosing import Wish, choose
from pipeline.review.columns import Column
from pipeline.review.decisions import READ_SO, DecisionFile, check_reviewer
from pipeline.review.reading import read_release
from pipeline.review.rows import Row
from pipeline.review.values import Refused, shown_codes
from pipeline.review.walk import Walk
from pipeline.run.notices import counted
from pipeline.text.controls import visible

_KEYS = "[a]ccept  [c]hange  [r]eject  [u]nsure  [s]kip  [z] undo  [q]uit"
_CODER_KEYS = "a code, Enter: none told  ?: cannot tell  n: no event  z: undo  q: quit"
_STYLES = {
    "act": "bold red",
    "figure": "bold yellow",
    "place": "bold green",
    "actor": "bold cyan",
    "date": "bold magenta",
    "source": "bold blue",
}
_ISOLATE, _POP = "\u2067", "\u2069"  # right-to-left isolate, for terminals that know direction


class _Left(Exception):
    """The person quit, or the script is at its end."""


class Asker:
    """Keys and lines from a terminal, or from the lines of a pipe."""

    def __init__(self, console: Console, *, is_tty: bool | None = None) -> None:
        self.console = console
        self.is_tty = sys.stdin.isatty() if is_tty is None else is_tty

    def key(self, prompt: str) -> str:
        """One key; raises _Left at the end of the input."""
        self.console.print(Text(f"{prompt} > "), end="")
        if not self.is_tty:
            return self._line()[:1]
        pressed = typer.getchar()
        self.console.print(Text(pressed if pressed.isprintable() else ""))
        if pressed in ("\x03", "\x04"):
            raise _Left
        return pressed

    def line(self, prompt: str) -> str:
        """A line without its end; raises _Left at the end of the input."""
        self.console.print(Text(f"{prompt} > "), end="")
        return self._line()

    def _line(self) -> str:
        read = sys.stdin.readline()
        if not read:
            self.console.print()
            raise _Left
        if not self.is_tty:
            self.console.print(Text(read.rstrip("\n")))
        return read.rstrip("\n").strip()


def review(
    folder: Path,
    reviewer: str,
    out: Path | None,
    wish: Wish,
    *,
    blind: bool,
    console: Console,
    clock: Callable[[], str] | None = None,
) -> dict[str, int | str]:
    """Walk the chosen rows; what was done, as numbers. Raises UsageError for a wish that cannot be served."""
    check_reviewer(reviewer)
    release = read_release(folder)
    events = choose(release, wish)
    path = out or Path(f"decisions-{reviewer}.jsonl")
    file = DecisionFile(path)
    if file.mended:
        console.print(Text(file.mended))
    before = len(file.decisions)
    walk = Walk(release, events, file, reviewer, clock or _now, blind=blind)
    ask = Asker(console)
    console.print(Text(f"{counted(len(walk.rows), 'row')}, {walk.done} of them decided; decisions go to {path}."))
    try:
        while walk.row is not None:
            (_code_row if blind else _ask_row)(walk, walk.row, ask, console)
    except (_Left, KeyboardInterrupt):
        pass
    made = len(file.decisions) - before
    left = len(walk.rows) - walk.done
    console.print(
        Text(
            f"{counted(made, 'decision')} written, {counted(left, 'row')} left."
            + (" The same call goes on." if left else "")
        )
    )
    return {"rows": len(walk.rows), "decided": walk.done, "left": left, "written": made, "file": str(path)}


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _ask_row(walk: Walk, row: Row, ask: Asker, console: Console) -> None:
    """Show a row and do what the key says, until the row is left."""
    _show(walk, row, console, blind=False)
    fields = walk.fields(row)
    for n, field in enumerate(fields, 1):
        _show_field(n, field, console)
    while walk.row is row:
        key = ask.key(_KEYS)
        if key == "a":
            walk.decide("accept", None)
        elif key == "r":
            walk.decide("reject", ask.line("why is this no event? (Enter: as the sentence says)") or READ_SO)
        elif key == "u":
            walk.decide("unsure", ask.line("what is unclear? (Enter: nothing to say)") or None)
        elif key == "s":
            walk.forward()
        elif key == "c":
            if _change(walk, row, ask, console):
                return
        elif _common(key, walk, console):
            return
        else:
            console.print(Text(f"There is no key {key!r}."))


def _change(walk: Walk, row: Row, ask: Asker, console: Console) -> bool:
    """Ask for a field, a value and a reason; whether the row is to be shown anew."""
    try:
        field = walk.field_of(row, ask.line("which field? (number or column)"))
        column = walk.column(field)
        _show_codes(column, console)
        new = walk.proposed(field, ask.line(f"{column.name}, now {field['value'] or 'empty'} (-: empty)"))
        walk.change(field, new, ask.line(f"why? (Enter: {READ_SO})") or None)
    except Refused as refusal:
        console.print(Text(str(refusal)))
        return False
    return True


def _code_row(walk: Walk, row: Row, ask: Asker, console: Console) -> None:
    """Show a sentence without what was read in it, and ask for each column."""
    _show(walk, row, console, blind=True)
    console.print(Text(_CODER_KEYS))
    while walk.row is row:
        column = walk.left_to_code(row)[0]
        _show_codes(column, console)
        typed = ask.line(f"{column.label_en} ({column.name})")
        if typed == "?":
            walk.unsure_of(column)
        elif typed == "n":
            walk.no_event()
        elif not _common(typed, walk, console):
            try:
                walk.code(column, typed)
            except Refused as refusal:
                console.print(Text(str(refusal)))
        elif walk.row is row:
            console.print(Text("Back to the column before."))


def _common(key: str, walk: Walk, console: Console) -> bool:
    """Do what a key says that is the same everywhere; whether it was one."""
    if key == "q":
        raise _Left
    if key != "z":
        return False
    taken = walk.undo()
    told = (
        f"Taken back: {taken.decision} of {taken.id}{f', {taken.column}' if taken.column else ''}." if taken else None
    )
    console.print(Text(told or "There is nothing of yours to take back."))
    return True


def _show(walk: Walk, row: Row, console: Console, *, blind: bool) -> None:
    console.print()
    told = [f"{walk.at + 1} of {len(walk.rows)}", row["event_id"]]
    if not blind:
        told += [f"confidence {row['confidence']:.2f}"] + (["disputed"] if row["is_disputed"] else [])
    console.print(Text(visible(" · ".join(told + [part for part in (row["outlet"], row["published"]) if part]))))
    if row["title"]:
        console.print(_directed(Text(visible(row["title"]), style="bold"), console))
    console.print(_directed(_sentence(row, console, blind=blind), console))


def _sentence(row: Row, console: Console, *, blind: bool) -> Text:
    """The sentence in its context: marks in colour where there is colour, else in [brackets] and the
    sentence in {braces}, which news do not use; `blind` marks it alone."""
    coloured = console.color_system is not None and console.is_terminal
    text, inside = Text(), False
    for words, kinds in ((visible(words), kinds) for words, kinds in row["segments"]):
        here = kinds.split()
        if not coloured and ("sentence" in here) != inside:
            text.append("}" if inside else "{")
            inside = not inside
        marks = [] if blind else [kind for kind in here if kind != "sentence"]
        if coloured:
            style = _STYLES[marks[0]] if marks else "" if "sentence" in here else "dim"
            text.append(words, style=f"{style} underline".strip() if "sentence" in here else style)
        else:
            text.append(f"[{words}]" if marks else words)
    return text.append("}") if inside else text


def _directed(text: Text, console: Console) -> Text:
    return Text(_ISOLATE) + text + Text(_POP) if console.is_terminal else text


def _show_field(n: int, field: Row, console: Console) -> None:
    name = field["column"] if field["table"] == "events" else f"{field['table']} {field['column']}"
    line = Text(f"{n:3} {name:26} {visible(field['value'] or '·')}")
    if field["words"]:
        line += Text("  «") + _directed(Text(visible(field["words"])), console) + Text("»")
    console.print(line)


def _show_codes(column: Column, console: Console) -> None:
    codes = shown_codes(column)
    if codes:
        console.print(Text("  ".join(f"{n} {code}" for n, code in enumerate(codes, 1))))
    elif column.field.codes:
        console.print(Text(f"a code of {' and '.join(column.field.code_lists)}, joined by a hyphen, like AFG-MIL"
                           if len(column.field.code_lists) > 1 else f"a code of the list {column.field.codes}"))  # fmt: skip
