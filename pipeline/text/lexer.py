"""The lexer that numbers and dates share: a folded key → a short string of symbols.

In: a folded key and a phrase book (lexicon forms with the symbol and value of each).
Out: `Lexed`: one character per known word, multi-word form, digit run or punctuation mark, and one `x` for each run
of other words. Grammars are regular expressions or small readers over that string, so a text without time or number
words costs one pass over its words and nothing more.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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

        It is asked only about words whose first two letters are in `glued_beginnings`.
        `joining` lists the symbols that make nothing by themselves: runs of them alone are skipped.
        `tells` says which tokens with figures make something by themselves; all of them where it is not given.
        Words of the symbols in `pairing` are like the other figures.
        """
        super().__init__()
        self._glued = glued
        self._glued_beginnings = frozenset(glued_beginnings)
        self._joining = joining
        self._tells = tells
        self._pairing = pairing
        self._words: dict[str, _Word] = {}
        self._placed: dict[str, list[Placed]] = {}
        self.single: dict[str, Entry] = {}
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
        for known in self._words.values():
            for longer in known.longer.values():
                longer.sort(key=lambda item: -len(item[0]))
        for words, entry in phrases:
            parts = [self._at(word) for word in words]
            if all(part.weight != "c" for part in parts):
                bare = [at for at, part in enumerate(parts) if not part.symbol] or [0]
                self._weigh(parts[max(bare, key=lambda at: len(words[at]))], entry)  # the longest is the rarest
        self._known_marks = frozenset(word for word in self._words if not word.isalnum())
        self["\n"] = self[""] = "n"

    def _add_word(self, form: str, entry: Entry) -> None:
        self.single.setdefault(form, entry)
        word = self._at(form)
        if not word.symbol:
            word.symbol, word.value = entry.symbol, entry.value
            self._weigh(word, entry)

    def _at(self, word: str) -> _Word:
        known = self._words.get(word)
        if known is None:
            symbol = DIGITS if word.isdigit() else word if len(word) == 1 and not word.isalnum() else ""
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
        placed = self._placed.get(token)
        if placed is None:
            if token.isalpha() or (token.isdigit() and token.isascii()):  # a whole word or figure, as most are
                placed = [(token, self._word(token), 0, len(token))]
            else:
                placed = [(word := match.group(), self._word(word), *match.span()) for match in _WORDS.finditer(token)]
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
        if len(word) == 1 and not word.isalnum():
            return _Word(word)
        return _Word(DIGITS, word) if "0" <= word[0] <= "9" else None

    def _split(self, word: str) -> Sequence[Part]:
        return self._glued(word, self) if self._glued is not None and 2 < len(word) < _LONGEST_WORD else ()

    def lex(self, key: str) -> Lexed:
        """The symbols of a key."""
        tokens = (key.replace("\n", _LINE_BREAK) if "\n" in key else key).split(" ")
        weights = "".join(map(self.__getitem__, tokens))
        made = _Made(key)
        seen = base = 0
        for heavy in _HEAVY.finditer(weights):
            if heavy.start() < seen:
                continue
            first, after = weights.rfind(" ", seen, heavy.start()) + 1 or seen, weights.find(" ", heavy.end())
            if after < 0:
                after = len(weights)
            between = tokens[seen:first]
            base += sum(map(len, between)) + first - seen - 2 * between.count("\n")
            seen = after
            words: list[Placed] = []
            for token in tokens[first:after]:
                if token == "\n":  # spelled with a blank on either side, which the key has not
                    words.append((token, self._words_of(token)[0][1], base - 1, base))
                    continue
                placed = self._placed.get(token) or self._words_of(token)
                words += [(word, known, base + start, base + end) for word, known, start, end in placed]
                base += len(token) + 1
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

    def add_words(self, words: list[Placed]) -> None:
        """The symbols of a run of words, longest forms first."""
        key, done = self.key, self.done
        symbols, values, starts, ends = self.symbols, self.values, self.starts, self.ends
        at, count = 0, len(words)
        while at < count:
            _, known, start, end = words[at]
            at += 1
            if known is None:
                continue
            symbol, value = known.symbol, known.value
            if known.longer and at < count and (longer := known.longer.get(words[at][0])):
                for form, entry in longer:
                    stop = at - 1 + len(form)
                    if stop <= count and [word for word, _, _, _ in words[at - 1 : stop]] == form:
                        symbol, value, end, at = entry.symbol, entry.value, words[stop - 1][3], stop
                        break
            if not symbol and not known.parts:
                continue
            if start > done and (start - done > 1 or key[done] != " "):
                self.done = done
                self.fill(start)
            if symbol:
                symbols.append(symbol)
                values.append(value)
                starts.append(start)
                ends.append(end)
                done = end
            else:
                for symbol, value, first, last in known.parts:
                    symbols.append(symbol)
                    values.append(value)
                    starts.append(start + first)
                    ends.append(start + last)
                done = start + known.parts[-1][3]
        self.done = done

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


_HEAVY = re.compile("c|dn*m|m[gn]*d")
_LINE_BREAK = " \n "
_MARKS = ".,،:;!?؟؛…\"'«»()[]-/*"
_WORDS = re.compile(r"[0-9]+|[^\W\d_]+|[^ ]")


def compile_symbols(pattern: str, names: dict[str, str]) -> re.Pattern[str]:
    """A grammar over named symbols: every NAME in capitals becomes its class of symbols, blanks are dropped."""
    spelled = re.sub(r"(?<!\?)[A-Z][A-Z_]*", lambda m: names[m.group()], pattern)
    return re.compile(re.sub(r"\s+", "", spelled))
