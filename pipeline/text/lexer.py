"""The lexer that numbers and dates share: a folded key → a short string of symbols.

In: a folded key and a phrase book (lexicon forms with the symbol and value of each).
Out: `Lexed`: one character per known word, multi-word form, digit run or punctuation mark, and one `x` for each run
of other words. Grammars are regular expressions or small readers over that string, so a text without time or number
words costs one pass over its words and nothing more.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

UNKNOWN = "x"
DIGITS = "d"
_SPACE, _DIGIT, _LETTER, _MARK = 0, 1, 2, 3
_MEMO_LIMIT = 200_000
_LONGEST_WORD = 40


def _class_table() -> npt.NDArray[np.uint8]:
    table = np.full(0x110000, _MARK, dtype=np.uint8)
    for code in range(0x3000):
        if chr(code).isalpha():
            table[code] = _LETTER
    table[0x3000:] = _LETTER
    table[ord("0") : ord("9") + 1] = _DIGIT
    table[ord(" ")] = _SPACE
    return table


_CLASSES = _class_table()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form stands for: its symbol in the grammars and its value there."""

    symbol: str
    value: Any = None


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


@dataclass(slots=True)
class _Word:
    """What a first word may begin: pieces of itself, or longer forms (longest first)."""

    parts: tuple[tuple[str, Any, int, int], ...] = ()
    longer: list[tuple[tuple[str, ...], Entry]] = field(default_factory=list)


def split_key(key: str) -> tuple[list[str], list[int], list[int]]:
    """The words, digit runs and single marks of a key with their offsets; blanks are left out."""
    if not key:
        return [], [], []
    codes = np.frombuffer(key.encode("utf-32-le"), dtype=np.uint32)
    classes = _CLASSES[codes]
    differs = np.ones(len(classes) + 1, dtype=np.bool_)
    differs[1:-1] = classes[1:] != classes[:-1]
    mark = classes == _MARK
    full = classes != _SPACE
    starts = np.flatnonzero(full & (differs[:-1] | mark)).tolist()
    ends = (np.flatnonzero(full & (differs[1:] | mark)) + 1).tolist()
    return [key[a:b] for a, b in zip(starts, ends, strict=True)], starts, ends


class Lexer(dict[str, _Word | None]):
    """Word → what it may begin; unknown words are analysed once (`glued`) and remembered."""

    def __init__(
        self,
        forms: Iterable[tuple[str, Entry]],
        glued: Callable[[str, "Lexer"], Sequence[tuple[str, Any, int, int]]] | None = None,
    ) -> None:
        """Forms are keys (already folded); `glued` splits a word written together into symbols."""
        super().__init__()
        self._glued = glued
        self.single: dict[str, Entry] = {}
        for form, entry in forms:
            words = split_key(form)[0]
            if not words:
                raise ValueError(f"A lexicon form without a letter: {form!r}.")
            if len(words) == 1:
                self.single.setdefault(words[0], entry)
                self._at(words[0]).parts = ((entry.symbol, entry.value, 0, len(words[0])),)
            else:
                self._at(words[0]).longer.append((tuple(words), entry))
        for word in self.values():
            if word is not None:
                word.longer.sort(key=lambda item: -len(item[0]))
        self._known = len(self)

    def _at(self, word: str) -> _Word:
        known = self.get(word)
        if known is None:
            known = self[word] = _Word()
        return known

    def __missing__(self, word: str) -> _Word | None:
        found = self._analyse(word)
        if len(self) - self._known < _MEMO_LIMIT:
            self[word] = found
        return found

    def _analyse(self, word: str) -> _Word | None:
        first = word[0]
        if "0" <= first <= "9":
            return _Word(((DIGITS, word, 0, len(word)),))
        if len(word) == 1 and _CLASSES[ord(first)] == _MARK:
            return _Word(((first, None, 0, 1),))
        if self._glued is not None and 2 < len(word) < _LONGEST_WORD and (parts := self._glued(word, self)):
            return _Word(tuple(parts))
        return None

    def lex(self, key: str) -> Lexed:
        """The symbols of a key."""
        words, starts, ends = split_key(key)
        found = list(map(self.__getitem__, words))
        symbols: list[str] = []
        values: list[Any] = []
        firsts: list[int] = []
        lasts: list[int] = []
        done = 0
        for at in [i for i, word in enumerate(found) if word is not None]:
            if at < done:
                continue
            word = found[at]
            assert word is not None
            parts, after = self._longest(word, words, at)
            if not parts:
                continue
            if at > done:
                symbols.append(UNKNOWN)
                values.append(None)
                firsts.append(starts[done])
                lasts.append(ends[at - 1])
            done = after
            base = starts[at]
            for symbol, value, start, end in parts:
                symbols.append(symbol)
                values.append(value)
                firsts.append(base + start)
                lasts.append(base + end if end else ends[after - 1])
        if done < len(words):
            symbols.append(UNKNOWN)
            values.append(None)
            firsts.append(starts[done])
            lasts.append(ends[-1])
        return Lexed(key, "".join(symbols), values, firsts, lasts)

    @staticmethod
    def _longest(word: _Word, words: list[str], at: int) -> tuple[tuple[tuple[str, Any, int, int], ...], int]:
        for form, entry in word.longer:
            if words[at + 1 : at + len(form)] == list(form[1:]):
                return ((entry.symbol, entry.value, 0, 0),), at + len(form)
        return word.parts, at + 1


def compile_symbols(pattern: str, names: dict[str, str]) -> re.Pattern[str]:
    """A grammar over named symbols: every NAME in capitals becomes its class of symbols, blanks are dropped."""
    spelled = re.sub(r"(?<!\?)[A-Z][A-Z_]*", lambda m: names[m.group()], pattern)
    return re.compile(re.sub(r"\s+", "", spelled))
