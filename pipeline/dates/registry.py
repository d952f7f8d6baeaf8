"""Rules: an identifier, a pattern over time symbols, and a function of a few lines that says what the words tell.

In: `@rule("date.day_month", "(?P<day>NUM|ORD) (?P<month>MONTH)")` over a function `Found -> Told | None`.
Out: `match_rules`: at each symbol the longest rule whose function accepts.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.dates.value import Told
from pipeline.dates.words import CLASSES, NAMES, NAMES_BACK
from pipeline.text.lexer import Lexed, compile_symbols


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match: groups by name, over the lexed key."""

    lexed: Lexed
    match: re.Match[str]

    @property
    def first(self) -> int:
        """The first symbol of the match."""
        return self.match.start()

    @property
    def after(self) -> int:
        """The symbol after the match."""
        return self.match.end()

    def has(self, name: str) -> bool:
        """Whether a group is in the rule's pattern and took part."""
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def value(self, name: str) -> Any:
        """The value of the first symbol of a group, None where the group is absent."""
        return self.lexed.values[self.match.start(name)] if self.has(name) else None

    def values(self, name: str) -> list[Any]:
        """The values of all symbols of a group."""
        return self.lexed.values[self.match.start(name) : self.match.end(name)]

    def word(self, name: str) -> str:
        """The key's words of a group, "" where it is absent."""
        first, after = self.match.span(name) if self.has(name) else (-1, -1)
        if first < 0 or first == after:
            return ""
        return self.lexed.key[self.lexed.starts[first] : self.lexed.ends[after - 1]]

    def names(self) -> list[str]:
        """The names of the matched symbols, "" for punctuation."""
        return [NAMES_BACK.get(symbol, "") for symbol in self.match.group()]

    def symbol(self, offset: int) -> str:
        """The symbol that many places after the match (0 is the next one, -1 the one before it), "" at an end."""
        at = self.after + offset if offset >= 0 else self.first + offset
        return self.lexed.symbols[at] if 0 <= at < len(self.lexed.symbols) else ""

    def is_next(self, name: str) -> bool:
        """Whether the symbol after the match has this name."""
        return self.symbol(0) == NAMES[name]

    def is_previous(self, *names: str) -> bool:
        """Whether the symbol before the match has one of these names."""
        return self.symbol(-1) in {NAMES[name] for name in names}

    def word_before(self) -> str:
        """The word before the match, "" at the start of a line."""
        return self.lexed.key[: self.lexed.starts[self.first]].rstrip(" ").rpartition("\n")[2].rpartition(" ")[2]

    def text_after(self, length: int = 24) -> str:
        """The key after the match."""
        end = self.lexed.ends[self.after - 1]
        return self.lexed.key[end : end + length]


Reader = Callable[[Found], Told | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the grammar."""

    name: str
    pattern: re.Pattern[str]
    read: Reader


@dataclass(frozen=True, slots=True)
class Atom:
    """What one rule read between two symbols."""

    first: int
    after: int
    rule: str
    told: Told


RULES: dict[str, list[Rule]] = {}
_BY_FIRST: dict[str, list[Rule]] = {}


def rule(name: str, *patterns: str) -> Callable[[Reader], Reader]:
    """Register a function as the reader of one or more patterns."""

    def register(read: Reader) -> Reader:
        if name in RULES:
            raise ValueError(f"Two rules are called {name}.")
        RULES[name] = [Rule(name, compile_symbols(pattern, NAMES | CLASSES), read) for pattern in patterns]
        for made in RULES[name]:
            for symbol in sorted(first_symbols(made.pattern.pattern)):
                _BY_FIRST.setdefault(symbol, []).append(made)
        return read

    return register


def match_rules(lexed: Lexed) -> Iterator[Atom]:
    """Atoms from left to right, none overlapping another."""
    done = 0
    symbols = lexed.symbols
    for at, symbol in enumerate(symbols):
        if at < done or symbol not in _BY_FIRST:
            continue
        best: Atom | None = None
        for candidate in _BY_FIRST[symbol]:
            match = candidate.pattern.match(symbols, at)
            if match is None or (best is not None and match.end() <= best.after):
                continue
            told = candidate.read(Found(lexed, match))
            if told is not None:
                best = Atom(at, match.end(), candidate.name, told)
        if best is not None:
            done = best.after
            yield best


_TOKEN = re.compile(r"\(\?P<\w+>|\(\?:|\(\?<?[=!]|\(|\)|\[(?:\\.|[^\]])*\]|\\.|[|?*+]|.", re.DOTALL)


def first_symbols(pattern: str) -> set[str]:
    """The symbols a compiled pattern can begin with."""
    tokens = _TOKEN.findall(pattern)
    found, optional, _ = _first(tokens, 0)
    if optional:
        raise ValueError(f"A pattern that matches nothing at all: {pattern!r}.")
    return found


def _first(tokens: list[str], at: int) -> tuple[set[str], bool, int]:
    found: set[str] = set()
    empty, branch_empty = False, True
    while at < len(tokens) and tokens[at] != ")":
        token = tokens[at]
        if token == "|":
            empty, branch_empty, at = empty or branch_empty, True, at + 1
            continue
        if token.startswith("("):
            inner, inner_empty, at = _first(tokens, at + 1)
            if re.match(r"\(\?<?[=!]", token):
                inner, inner_empty = set(), True
        elif token.startswith("["):
            inner, inner_empty = set(token[1:-1].replace("\\", "")), False
        else:
            inner, inner_empty = {token[-1]}, False
        at += 1
        if at < len(tokens) and tokens[at] in "?*+":
            inner_empty = inner_empty or tokens[at] != "+"
            at += 1
        if branch_empty:
            found |= inner
            branch_empty = inner_empty
    return found, empty or branch_empty, at
