"""Decisions as plain files: one JSON line each, added at the end and safe on disk before the next is asked.

In: a file of decisions, perhaps one that a crash cut in the middle of a line. Out: its decisions, and the file with
lines added or the last one taken back. The page writes the same bytes for the same decision.
"""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from pipeline.run.errors import RuydadError, UsageError

Verdict = Literal["accept", "change", "reject", "unsure", "code"]
VERDICTS = ("accept", "change", "reject", "unsure", "code")
READ_SO = "as the sentence says"  # the reason where a reviewer gives none
_REVIEWER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided on a row or on a cell of it.

    `release` is the release that was read; `id` names a row of `table` by its key; `column`, `old` and `new` are the
    cell as text, null where nothing is told or the whole row is meant. `exact` is what the article has from `start` to
    `end` (characters of its text, whose digest guards them), `prefix` and `suffix` what stands around it, as in a
    TextQuoteSelector of the W3C. `code` is a blind coder's value, given without sight of the row's own; without a column it says that there is no event.
    """

    release: str
    table: str
    id: str
    column: str | None
    old: str | None
    new: str | None
    decision: Verdict
    reason: str | None
    reviewer: str
    time: str
    article: str
    article_digest: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


_KEYS = tuple(field.name for field in fields(Decision))
_TEXT_OR_NULL = frozenset({"column", "old", "new", "reason"})
_NUMBERS = frozenset({"start", "end"})


def check_reviewer(name: str) -> str:
    """The name, if it can stand in corrections; raises UsageError."""
    if not _REVIEWER.fullmatch(name):
        raise UsageError(f"A reviewer is one word of Latin letters, like parvin; {name!r} is not.")
    return name


def to_line(decision: Decision) -> str:
    """The line, without its end; the same characters that JSON.stringify gives for the same keys and values."""
    text = json.dumps(asdict(decision), ensure_ascii=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def from_line(line: str, where: str) -> Decision:
    """The decision of a line; raises RuydadError with what is wrong in it."""
    try:
        told = json.loads(line)
    except json.JSONDecodeError as error:
        raise RuydadError(f"{where} is no JSON ({error.msg}); mend or delete the line.") from error
    if not isinstance(told, dict) or set(told) != set(_KEYS):
        wrong = sorted(set(told) ^ set(_KEYS)) if isinstance(told, dict) else ["all"]
        raise RuydadError(f"{where} is no decision: the keys are to be {', '.join(_KEYS)} ({', '.join(wrong)} differ).")
    for key, value in told.items():
        kind: Any = int if key in _NUMBERS else str
        if not ((isinstance(value, kind) and not isinstance(value, bool)) or (value is None and key in _TEXT_OR_NULL)):
            raise RuydadError(f"{where}: {key} is {value!r}; it is to be {'a number' if kind is int else 'text'}.")
    if told["decision"] not in VERDICTS:
        raise RuydadError(f"{where}: there is no decision {told['decision']}; it is one of {', '.join(VERDICTS)}.")
    return Decision(**told)


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a file, in order; a last line that was cut off is passed over."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_bytes().decode("utf-8-sig", "ignore")
    lines = text.split("\n")
    if len(lines) > 1 and lines[0].strip() and not _is_whole(lines[0]):
        raise RuydadError(f"{path} is no file of decisions; name one that ruydad review or the page wrote.")
    if lines[-1] and not _is_whole(lines[-1]):
        lines.pop()
    return [from_line(line, f"{path}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]


def _is_whole(line: str) -> bool:
    try:
        json.loads(line)
    except json.JSONDecodeError:
        return False
    return True


class DecisionFile:
    """A file that decisions are added to; `mended` says what was done to a half line at its end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mended = _mend(path)
        self.decisions = read_decisions(path) if path.exists() else []

    def add(self, made: Iterable[Decision]) -> None:
        """Add decisions; they are on the disk when this returns."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for decision in made:
            with self.path.open("ab") as file:
                file.write(f"{to_line(decision)}\n".encode())
                file.flush()
                os.fsync(file.fileno())
            self.decisions.append(decision)

    def undo(self) -> Decision | None:
        """Take the last decision back, out of the file too; None where there is none."""
        if not self.decisions:
            return None
        content = self.path.read_bytes().rstrip(b"\n")
        with self.path.open("r+b") as file:
            file.truncate(content.rfind(b"\n") + 1)
            file.flush()
            os.fsync(file.fileno())
        return self.decisions.pop()


def _mend(path: Path) -> str | None:
    """Complete or cut a last line without an end, as a crash leaves it; the sentence that says so."""
    content = path.read_bytes() if path.exists() else b""
    if not content or content.endswith(b"\n"):
        return None
    start = content.rfind(b"\n") + 1
    try:
        is_whole = _is_whole(content[start:].decode("utf-8"))
    except UnicodeDecodeError:
        is_whole = False
    with path.open("r+b") as file:
        if is_whole:
            file.seek(0, os.SEEK_END)
            file.write(b"\n")
        else:
            file.truncate(start)
        file.flush()
        os.fsync(file.fileno())
    done = "its last line got its end" if is_whole else "half a line at its end was cut off"
    return f"{path} was not closed properly: {done}."
