"""The lexer that numbers and dates share: a folded key → a short string of symbols.

In: a folded key and a phrase book (lexicon forms with the symbol and value of each).
Out: `Lexed`: one character per known word, multi-word form, digit run or punctuation mark, and one `x` for each run
of other words. Grammars are regular expressions or small readers over that string, so a text without time or number
words costs one pass over its words and nothing more.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

UNKNOWN = "x"
DIGITS = "d"
_MEMO_LIMIT = 200_000
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form stands for: its symbol in the grammars and its value there; `joins` where it makes nothing alone."""

    symbol: str
    value: Any = None
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Lexed:
    """Symbols of a key; `starts`, `ends` bound each in the key, `values` holds what it stands for."""

    key: str
    symbols: str
    values: list[Any]
    starts: list[int]
    ends: list[int]

    def word(self, index: int) -> str:
        """The key's characters under one symbol."""
        return self.key[self.starts[index] : self.ends[index]]


Part = tuple[str, Any, int, int]


@dataclass(slots=True)
class _Word:
    """What a word is: its symbol and value, or the parts it was written together from, and longer forms it begins.

    `longer` holds the longer forms by their second word, the longest first. `weight` is `c` where the word can make an
    expression, `g` where it only joins words that do.
    """

    symbol: str = ""
    value: Any = None
    parts: tuple[Part, ...] = ()
    longer: dict[str, list[tuple[list[str], Entry]]] = field(default_factory=dict)
    weight: str = "g"


@dataclass(frozen=True, slots=True)
class _Token:
    """What stands between two blanks: its words, digit runs and marks with their offsets, and their weight."""

    weight: str
    words: tuple[tuple[str, _Word | None, int, int], ...]


def split_words(token: str) -> list[tuple[str, int, int]]:
    """The words, digit runs and single marks of a piece of key, with offsets; blanks are left out."""
    return [(match.group(), *match.span()) for match in _WORDS.finditer(token)]


class Lexer(dict[str, _Token | None]):
    """Token → its words and what each may begin; a token is analysed once and remembered."""

    def __init__(
        self,
        forms: Iterable[tuple[str, Entry]],
        glued: Callable[[str, "Lexer"], Sequence[Part]] | None = None,
        joining: str = "",
    ) -> None:
        """Forms are keys (already folded); `glued` splits a word written together into symbols.

        `joining` lists the symbols that make nothing by themselves: runs of them alone are skipped.
        """
        super().__init__()
        self._glued = glued
        self._joining = joining
        self._words: dict[str, _Word] = {}
        self.single: dict[str, Entry] = {}
        self._unknown: set[str] = set()
        phrases: list[tuple[list[str], Entry]] = []
        for form, entry in forms:
            words = [word for word, _, _ in split_words(form)]
            if not words:
                raise ValueError(f"A lexicon form without a letter: {form!r}.")
            if len(words) == 1:
                self._add_word(words[0], entry)
            else:
                self._at(words[0]).longer.setdefault(words[1], []).append((words, entry))
                phrases.append((words, entry))
        self.beginnings = frozenset(form[:2] for form in self.single)
        self.endings = frozenset(form[-2:] for form in self.single)
        for known in self._words.values():
            for longer in known.longer.values():
                longer.sort(key=lambda item: -len(item[0]))
        for words, entry in phrases:
            parts = [self._at(word) for word in words]
            if all(part.weight == "g" for part in parts):
                self._weigh(next((part for part in parts if not part.symbol), parts[0]), entry)

    def _add_word(self, form: str, entry: Entry) -> None:
        self.single.setdefault(form, entry)
        word = self._at(form)
        if not word.symbol:
            word.symbol, word.value = entry.symbol, entry.value
            self._weigh(word, entry)

    def _at(self, word: str) -> _Word:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = _Word(word if len(word) == 1 and not word.isalnum() else "")
        return known

    def _weigh(self, word: _Word, entry: Entry) -> None:
        if entry.symbol not in self._joining and not entry.joins:
            word.weight = "c"

    def __missing__(self, token: str) -> _Token | None:
        found = None
        if not token.isalpha() or self._word(token) is not None:  # most tokens are one unknown word
            found = self._analysed(token)
        if len(self) < _MEMO_LIMIT:
            self[token] = found
        return found

    def _analysed(self, token: str) -> _Token | None:
        words = []
        weight = "g" if len(token) == 1 else ""
        for match in _WORDS.finditer(token):
            word = match.group()
            known = self._word(word)
            words.append((word, known, *match.span()))
            if known is None or weight == "c":
                continue
            if known.symbol == DIGITS:
                weight = "g" if DIGITS in self._joining else "c"
            elif known.parts or word in self._words:
                weight = known.weight
        return _Token(weight, tuple(words)) if weight and words else None

    def _word(self, word: str) -> _Word | None:
        known = self._words.get(word)
        if known is not None or word in self._unknown:
            return known
        first = word[0]
        if "0" <= first <= "9":
            return _Word(DIGITS, word)
        if len(word) == 1 and not first.isalpha():
            return _Word(first)
        if self._glued is not None and 2 < len(word) < _LONGEST_WORD and (parts := self._glued(word, self)):
            return _Word(parts=tuple(parts), weight="c")
        if len(self._unknown) < _MEMO_LIMIT:
            self._unknown.add(word)
        return None

    def lex(self, key: str) -> Lexed:
        """The symbols of a key."""
        tokens = key.split(" ")
        found = list(map(self.__getitem__, tokens))
        weights = "".join([" " if token is None else token.weight for token in found])
        made = _Made(key)
        ends: list[int] | None = None
        for segment in _SEGMENT.finditer(weights):
            if ends is None:
                ends = list(accumulate(map(len, tokens)))
            words: list[tuple[str, _Word | None, int, int]] = []
            for at in range(*segment.span()):
                token = found[at]
                assert token is not None
                base = ends[at] - len(tokens[at]) + at
                words += [(word, known, base + start, base + end) for word, known, start, end in token.words]
            made.add_words(words)
        made.fill(len(key))
        return Lexed(key, "".join(made.symbols), made.values, made.starts, made.ends)


class _Made:
    """Columns of a Lexed while they grow."""

    __slots__ = ("done", "ends", "key", "starts", "symbols", "values")

    def __init__(self, key: str) -> None:
        self.key = key
        self.done = 0
        self.symbols: list[str] = []
        self.values: list[Any] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add_words(self, words: list[tuple[str, _Word | None, int, int]]) -> None:
        """The symbols of a run of words, longest forms first."""
        at = 0
        while at < len(words):
            _, known, start, end = words[at]
            at += 1
            if known is None:
                continue
            symbol, value = known.symbol, known.value
            if known.longer and at < len(words) and (longer := known.longer.get(words[at][0])):
                for form, entry in longer:
                    stop = at - 1 + len(form)
                    if stop <= len(words) and [word for word, _, _, _ in words[at - 1 : stop]] == form:
                        symbol, value, end, at = entry.symbol, entry.value, words[stop - 1][3], stop
                        break
            if symbol:
                self.add(symbol, value, start, end)
            else:
                for part, told, first, last in known.parts:
                    self.add(part, told, start + first, start + last)

    def add(self, symbol: str, value: Any, start: int, end: int) -> None:
        """One symbol, and before it the words that stand there unknown."""
        gap = start - self.done
        if gap > 1 or (gap == 1 and self.key[self.done] != " "):
            self.fill(start)
        self.symbols.append(symbol)
        self.values.append(value)
        self.starts.append(start)
        self.ends.append(end)
        self.done = end

    def fill(self, until: int) -> None:
        """Unknown words from where the last symbol ended, if any stand there."""
        start = self.done
        if until - start > 1 or (until > start and self.key[start] != " "):
            end = until - (self.key[until - 1] == " ")
            start += self.key[start] == " "
            if end > start:
                self.symbols.append(UNKNOWN)
                self.values.append(None)
                self.starts.append(start)
                self.ends.append(end)


_SEGMENT = re.compile("g*c[gc]*")
_WORDS = re.compile(r"[0-9]+|[^\W\d_]+|[^ ]")


def compile_symbols(pattern: str, names: dict[str, str]) -> re.Pattern[str]:
    """A grammar over named symbols: every NAME in capitals becomes its class of symbols, blanks are dropped."""
    spelled = re.sub(r"(?<!\?)[A-Z][A-Z_]*", lambda m: names[m.group()], pattern)
    return re.compile(re.sub(r"\s+", "", spelled))
