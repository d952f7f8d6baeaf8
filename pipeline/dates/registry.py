"""Rules: an identifier, a pattern over time symbols, and a function of a few lines that says what the words tell.

In: `@rule("date.day_month", "(?P<day>NUM|ORD) (?P<month>MONTH)")` over a function `Found -> Told | None`.
Out: `match_rules`: at each symbol the longest rule whose function accepts.
"""

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any

from pipeline.dates.beginnings import beginnings
from pipeline.dates.known_names import is_in_known_name
from pipeline.dates.value import Told
from pipeline.dates.words import CLASSES, NAMES, NAMES_BACK
from pipeline.text.lexer import Lexed, compile_symbols


@dataclass(slots=True)
class Found:
    """A rule's match: groups by name, over the lexed key."""

    lexed: Lexed
    match: re.Match[str]
    groups: Set[str]

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
        return name in self.groups and self.match.start(name) >= 0

    def value(self, name: str) -> Any:
        """The value of the first symbol of a group, None where the group is absent."""
        at = self.match.start(name) if name in self.groups else -1
        return self.lexed.values[at] if at >= 0 else None

    def values(self, name: str) -> list[Any]:
        """The values of all symbols of a group."""
        return self.lexed.values[self.match.start(name) : self.match.end(name)]

    def word(self, name: str) -> str:
        """The key's words of a group, "" where it is absent."""
        first, after = self.match.span(name) if name in self.groups else (-1, -1)
        if first == after:
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
        return self.lexed.symbols.startswith(NAMES[name], self.match.end())

    def is_previous(self, *names: str) -> bool:
        """Whether the symbol before the match has one of these names."""
        return NAMES_BACK.get(self.symbol(-1)) in names

    def word_before(self) -> str:
        """The word before the match, "" at the start of a line."""
        return word_before(self.lexed.key, self.lexed.starts[self.first])

    def text_after(self, length: int = 24) -> str:
        """The key after the match."""
        end = self.lexed.ends[self.after - 1]
        return self.lexed.key[end : end + length]


def word_before(key: str, at: int) -> str:
    """The word that ends before a place in a key, without an opening mark, "" at the start of a line."""
    word = key[max(0, at - _LONGEST_WORD) : at].rstrip(" ").rpartition(" ")[2]
    return word if word.isalpha() else _AFTER_MARK.sub("", word.rpartition("\n")[2])


def noun_before(key: str, at: int) -> str:
    """The word that ends before a place, without its plural ending."""
    before = word_before(key, at)
    return word_before(key, key.rfind(before, 0, at)) if before in PLURALS else before


Reader = Callable[[Found], Told | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the grammar; `order` is its place among all of them."""

    name: str
    pattern: re.Pattern[str]
    groups: Set[str]
    read: Reader
    order: int


@dataclass(slots=True)
class Atom:
    """What one rule read between two symbols."""

    first: int
    after: int
    rule: str
    told: Told


_LONGEST = 64  # symbols that one rule reads or looks at: a list that never ends would be read from each of its items
_LONGEST_WORD = 40
_AFTER_MARK = re.compile(r'^.*[(\[«":،,]')  # «فارس:امام جمعه»
RULES: dict[str, list[Rule]] = {}
_BY_BEGINNING: dict[str, list[Rule]] = {}
_CANDIDATES: dict[str, tuple[Rule, ...]] = {}
_MOST_PAIRS = 20_000
_LENGTH = itemgetter(0)
PLURALS = ("ها", "های")


def rule(name: str, *patterns: str) -> Callable[[Reader], Reader]:
    """Register a function as the reader of one or more patterns; functions of one module may share an identifier."""

    def register(read: Reader) -> Reader:
        earlier = RULES.setdefault(name, [])
        if any(made.read.__module__ != read.__module__ for made in earlier):
            raise ValueError(f"Two rules are called {name}.")
        compiled = [compile_symbols(pattern, NAMES | CLASSES) for pattern in patterns]
        order = sum(map(len, RULES.values()))
        added = [
            Rule(name, pattern, frozenset(pattern.groupindex), read, order + at) for at, pattern in enumerate(compiled)
        ]
        earlier += added
        for made in added:
            for beginning in beginnings(made.pattern.pattern):
                _BY_BEGINNING.setdefault(beginning, []).append(made)
        _CANDIDATES.clear()
        return read

    return register


def candidates(symbols: str) -> tuple[Rule, ...]:
    """The rules that may match where these symbols stand: two of them, or one where a text ends."""
    found = _CANDIDATES.get(symbols)
    if found is None:
        both = [made for each in {symbols, symbols[0]} for made in _BY_BEGINNING.get(each, ())]
        found = tuple(sorted(both, key=attrgetter("order")))
        if len(_CANDIDATES) < _MOST_PAIRS:
            _CANDIDATES[symbols] = found
    return found


def match_rules(lexed: Lexed) -> Iterator[Atom]:
    """Atoms from left to right, none overlapping another: at each symbol the longest match whose reader accepts.

    A time in a known name is none («رادیو فردا», «گردان‌های انقلاب ۱۹۲۰»).
    """
    done = 0
    symbols = lexed.symbols
    known = _CANDIDATES.get
    for at in range(len(symbols)):
        pair = symbols[at : at + 2]
        rules = known(pair)
        if rules is None:
            rules = candidates(pair)
        if not rules or at < done:
            continue
        until = at + _LONGEST
        matches = [(match.end(), each, match) for each in rules if (match := each.pattern.match(symbols, at, until))]
        if len(matches) > 1:
            matches.sort(key=_LENGTH, reverse=True)
        for after, each, match in matches:
            told = each.read(Found(lexed, match, each.groups))
            if told is not None:
                done = after
                if not is_in_known_name(lexed.key, lexed.starts[at], lexed.ends[done - 1]):
                    yield Atom(at, done, each.name, told)
                break
