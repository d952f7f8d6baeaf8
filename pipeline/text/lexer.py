"""The lexer that numbers and dates share: a folded key → a short string of symbols.

In: a folded key and a phrase book (lexicon forms with the symbol and value of each).
Out: `Lexed`: one character per known word, multi-word form, digit run or punctuation mark, and one `x` for each run
of other words. Grammars are regular expressions or small readers over that string, so a text without time or number
words costs one pass over its words and nothing more.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.text.sieve import Sieve

UNKNOWN = "x"
DIGITS = "d"
_MEMO_LIMIT = 200_000
_LONGEST_WORD = 40
_LONGEST_TOKEN = 300  # without a blank: a picture's bytes or a ruled line, no words


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form stands for: its symbol in the grammars and its value there; `joins` where it makes nothing alone."""

    symbol: str
    value: Any = None
    joins: bool = False


@dataclass(slots=True)
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


Placed = tuple[str, _Word | None, int, int]  # a word, what it is, and where it begins and ends


def split_words(token: str) -> list[tuple[str, int, int]]:
    """The words, digit runs and single marks of a piece of key, with offsets; blanks are left out."""
    return [(match.group(), *match.span()) for match in _WORDS.finditer(token)]


def _is_mark(word: str) -> bool:
    """Whether a word is one mark that stands for itself; a private character may be a symbol of another word."""
    return len(word) == 1 and not word.isalnum() and not "\ue000" <= word <= "\uf8ff"


class Lexer(dict[str, str]):
    """Token → its weight: `c` makes an expression, `g` only joins such, a blank is neither; weighed once, remembered.

    `d` (a figure) and `m` (a word that only a figure makes one of ours: «۱۵ اسد», «می دو هزار و سه») make an expression together.

    Most tokens of a text are unknown words, so what tells them apart is the cheapest step; only the words of tokens
    in or beside an expression are ever looked at.
    """

    def __init__(
        self,
        forms: Iterable[tuple[str, Entry]],
        glued: Callable[[str, "Lexer"], Sequence[Part]] | None = None,
        joining: str = "",
        glued_beginnings: Iterable[str] = (),
        tells: Callable[[str], object] | None = None,
        pairing: str = "",
    ) -> None:
        """Forms are keys (already folded); `glued` splits a word written together into symbols.

        It is asked only about words that begin as one of the `glued_beginnings` does.
        `joining` lists the symbols that make nothing by themselves: runs of them alone are skipped.
        `tells` says which tokens with figures make something by themselves; all of them where it is not given.
        Words of the symbols in `pairing` are like the other figures.
        """
        super().__init__()
        self._glued = glued
        self._beginnings = tuple(glued_beginnings)
        self._glued_beginnings = frozenset(beginning[:2] for beginning in self._beginnings)
        self._joining = joining
        self._tells = tells
        self._pairing = pairing
        self._words: dict[str, _Word] = {}
        self._placed: dict[str, list[Placed]] = {}
        self.single: dict[str, Entry] = {}
        self._add_forms(forms)
        self._known_marks = frozenset(word for word in self._words if not word.isalnum())
        self[""] = "n"  # between two line breaks

    def _add_forms(self, forms: Iterable[tuple[str, Entry]]) -> None:
        """Single words first: a longer form is weighed by what its words make alone."""
        phrases: list[tuple[list[str], Entry]] = []
        for form, entry in forms:
            words = [word for word, _, _ in split_words(form)]
            if not words:
                raise ValueError(f"A lexicon form without a letter: {form!r}.")
            if len(words) == 1:
                self._add_word(words[0], entry)
            else:
                phrases.append((words, entry))
        uses = Counter(word for words, _ in phrases for word in words)
        for words, entry in phrases:
            self._add_phrase(words, entry, uses)
        for known in self._words.values():
            for longer in known.longer.values():
                longer.sort(key=lambda item: -len(item[0]))

    def _add_phrase(self, words: list[str], entry: Entry, uses: Mapping[str, int]) -> None:
        """Where no word makes anything alone, a phrase is looked for at its rarest: an unknown one, else of few phrases."""
        self._at(words[0]).longer.setdefault(words[1], []).append((words, entry))
        parts = [self._at(word) for word in words]
        if all(part.weight != "c" for part in parts):
            bare = [word for word, part in zip(words, parts, strict=True) if not part.symbol]
            rarest = max(bare, key=len) if bare else min(words, key=lambda word: (uses[word], -len(word)))
            self._weigh(self._at(rarest), entry)  # «نزدیک» of «در آینده نزدیک»: «در» stands everywhere

    def _add_word(self, form: str, entry: Entry) -> None:
        self.single.setdefault(form, entry)
        word = self._at(form)
        if not word.symbol:
            word.symbol, word.value = entry.symbol, entry.value
            self._weigh(word, entry)

    def _at(self, word: str) -> _Word:
        known = self._words.get(word)
        if known is None:
            symbol = DIGITS if word.isdigit() else word if _is_mark(word) else ""
            known = self._words[word] = _Word(symbol, word if symbol == DIGITS else None)  # «130» of «سی 130»
        return known

    def _weigh(self, word: _Word, entry: Entry) -> None:
        if entry.symbol not in self._joining:
            word.weight = "m" if entry.joins else "d" if entry.symbol in self._pairing else "c"

    def add_glued(self, words: Mapping[str, Sequence[Part]]) -> None:
        """Words written together whose parts are known beforehand; forms of the lexicon stay what they are."""
        for word, parts in words.items():
            self._words.setdefault(word, _Word(parts=tuple(parts), weight="c"))

    def __missing__(self, token: str) -> str:
        if len(token) > _LONGEST_TOKEN:
            return " "
        word = token if token.isalpha() else token.strip(_MARKS)
        if word.isalpha():
            known = self._words.get(word)
            if known is None and word[:2] in self._glued_beginnings:
                known = self._word(word)
            if known is not None:
                weight = known.weight
            else:
                unmarked = len(word) == len(token) or self._known_marks.isdisjoint(token)
                weight = " " if unmarked else "g"
        else:
            weight = self._weight(token)
        if len(self) < _MEMO_LIMIT:
            self[token] = weight
        return weight

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve([word for word, known in self._words.items() if known.weight != "g"], self._beginnings)

    def _weight(self, token: str) -> str:
        """The weight of a token that is more than one word and marks around it."""
        weight = "g" if len(token) == 1 else " "
        for word, known, _, _ in self._words_of(token):
            if known is None:
                continue
            if known.symbol == DIGITS:
                weight = "c" if self._tells is None or weight == "m" or self._tells(token) else "d"
            elif known.parts or word in self._words:
                other = known.weight
                if other == "c" or (weight != other and weight in "md" and other in "md"):
                    weight = "c"
                elif weight in " g":
                    weight = other
            if weight == "c":
                break
        return weight

    def _words_of(self, token: str) -> list[Placed]:
        """The words of a token; of several unknown ones in a row, the first."""
        placed = self._placed.get(token)
        if placed is None:
            if token.isalpha() or (token.isdigit() and token.isascii()):  # a whole word or figure, as most are
                placed = [(token, self._word(token), 0, len(token))]
            else:
                placed = []
                was_known = True
                for match in _WORDS.finditer(token):
                    word = match.group()
                    known = self._words.get(word) or self._word(word)
                    if known is not None or was_known:
                        placed.append((word, known, *match.span()))
                    was_known = known is not None
            if len(self._placed) < _MEMO_LIMIT:
                self._placed[token] = placed
        return placed

    def _word(self, word: str) -> _Word | None:
        known = self._words.get(word)
        if known is not None:
            return known
        if word[:2] in self._glued_beginnings:
            return _Word(parts=tuple(parts), weight="c") if (parts := self._split(word)) else None
        if word.isalpha():
            return None
        if _is_mark(word):
            return _Word(word)
        return _Word(DIGITS, word) if "0" <= word[0] <= "9" else None

    def _split(self, word: str) -> Sequence[Part]:
        return self._glued(word, self) if self._glued is not None and 2 < len(word) < _LONGEST_WORD else ()

    def lex(self, key: str) -> Lexed:
        """The symbols of a key."""
        plain, size = key.replace("\n", " ") + " ", len(key)
        words: list[Placed] = []
        done = end = before = 0
        weight_before = ""
        for place in self._sieve.places(key):
            if place < end:
                continue  # of a token seen
            start, end = plain.rfind(" ", 0, place) + 1, plain.find(" ", place)
            weight = self[key[start:end]]
            if weight not in _MAKING:
                continue
            if weight != "c":
                last, before, pair, weight_before = before, start, weight_before + weight, weight
                if last < done or pair in ("m", "d", "mm") or not self._is_pair(plain, last, end):
                    continue
            while start > done and self[plain[(first := plain.rfind(" ", 0, start - 1) + 1) : start - 1]] != " ":
                start = first
            while end < size and self[plain[end + 1 : (after := plain.find(" ", end + 1))]] != " ":
                end = after
            done = end + 1
            self._add_words(words, key, plain, start, end)
        return _lexed(key, words)

    def _is_pair(self, plain: str, start: int, end: int) -> bool:
        """Whether two figures or words that only figures make ours stand together: side by side, or «می و ۱۲»."""
        weights = ""
        while start < end:
            after = plain.find(" ", start)
            weight = self[plain[start:after]]
            if weight == " ":
                return False
            weights += weight
            start = after + 1
        return _PAIR.search(weights) is not None

    def _add_words(self, words: list[Placed], key: str, plain: str, start: int, end: int) -> None:
        """Add the words of tokens side by side and the line breaks around them; a gap stands behind them."""
        if start and key[start - 1] == "\n":
            words.append(("\n", _LINE_BREAK, start - 1, start))
        for token in plain[start:end].split(" "):
            for word, known, begin, stop in self._placed.get(token) or self._words_of(token):
                words.append((word, known, start + begin, start + stop))
            start += len(token) + 1
            if key.startswith("\n", start - 1):
                words.append(("\n", _LINE_BREAK, start - 1, start))
        words.append(_GAP)


def _lexed(key: str, words: list[Placed]) -> Lexed:
    """The symbols of some words of a key, longest forms first, and of what stands between them."""
    found: list[Part] = []
    at, count, done = 0, len(words), 0
    while at < count:
        _, known, start, end = words[at]
        at += 1
        if known is None:
            continue
        symbol, value = known.symbol, known.value
        if known.longer and at < count and (longer := known.longer.get(words[at][0])):
            for form, entry in longer:
                stop = at - 1 + len(form)
                if stop <= count and [each[0] for each in words[at - 1 : stop]] == form:
                    symbol, value, end, at = entry.symbol, entry.value, words[stop - 1][3], stop
                    break
        if not symbol and not known.parts:
            continue
        if start > done and key[done:start] != " " and (between := _unknown(key, done, start)):
            found.append(between)
        if symbol:
            found.append((symbol, value, start, end))
        else:
            found += [(symbol, value, start + first, start + last) for symbol, value, first, last in known.parts]
        done = found[-1][3]
    if between := _unknown(key, done, len(key)):
        found.append(between)
    symbols, values, starts, ends = map(list, zip(*found, strict=True)) if found else ([], [], [], [])
    return Lexed(key, "".join(symbols), values, starts, ends)


def _unknown(key: str, start: int, until: int) -> Part | None:
    """Unknown words between two places, without the blanks around them, if any stand there."""
    if until - start < 1:
        return None
    start += key[start] == " "
    end = until - (key[until - 1] == " ")
    return (UNKNOWN, None, start, end) if end > start else None


_MAKING = frozenset("cdm")
_PAIR = re.compile("dn*m|m[gn]*d")
_LINE_BREAK = _Word("\n")
_GAP: Placed = ("", None, -1, -1)
_MARKS = ".,،:;!?؟؛…\"'«»()[]-/*"
_WORDS = re.compile(r"[0-9]+|[^\W\d_]+|[^ ]")


def compile_symbols(pattern: str, names: dict[str, str]) -> re.Pattern[str]:
    """A grammar over named symbols: every NAME in capitals becomes its class of symbols, blanks are dropped."""
    spelled = re.sub(r"(?<!\?)[A-Z][A-Z_]*", lambda m: names[m.group()], pattern)
    return re.compile(re.sub(r"\s+", "", spelled))
