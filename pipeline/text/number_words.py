"""Numbers in digits and words: one reader for numbers.py and for pipeline/dates.

In: a lexed key and an index of a symbol. Out: the value there and the index after it, or None.
Cardinals and ordinals are kept apart: «دوم» is never 2 things.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import Any

from pipeline.lexicons.load import cell_keys, read_rows
from pipeline.text.lexer import DIGITS, UNKNOWN, Entry, Lexed, Lexer, Part
from pipeline.text.sieve import LENGTH

SYMBOLS = {
    "unit": "u", "teen": "t", "tens": "z", "hundred": "h", "scale": "s", "thousand": "T", "half": "f", "and": "e",
    "ordinal": "o", "ordinal_suffix": "m", "qualifier": "q", "to": "l", "or": "r", "between": "b", "from": "a",
    "after": "A", "vague": "v", "vague_of": "w", "zero": "n", "one_of": "i", "classifier": "c", "unit_noun": "k",
    "refused": "R", "designator": "D",
}  # fmt: skip
_WORD_KINDS = ("unit", "teen", "tens", "hundred", "scale", "thousand", "half", "ordinal")
_MOST_GROUPS = 64  # of digits in one figure: no number has more, and each group would read the rest again
_MOST_DIGITS = 18  # in one group of them: what is longer is a code
_REVERSED_FRACTIONS = ("5", "25", "75")
_JOINING = "emqlrbaAckD"  # makes no number by itself
_OTHER = Entry(UNKNOWN)
_HUNDRED = 100
_THOUSAND = 1000
_SEPARATORS = frozenset(",./:")
_PERCENT = (" درصد", " در صد")
Number = int | Fraction


def number_entries(kinds: Iterable[str] | None = None) -> Iterable[tuple[str, Entry]]:
    """(key, entry) of the forms in numbers.csv, of the given kinds or all that have a symbol."""
    chosen = set(SYMBOLS if kinds is None else kinds)
    for row in read_rows("numbers"):
        if (kind := row["kind"]) in chosen:
            entry = Entry(SYMBOLS[kind], _value(kind, row["value"]))
            for key in cell_keys(row["forms"]):
                yield key, entry


def _value(kind: str, cell: str) -> Any:
    if kind == "half":
        return Fraction(1, 2)
    return int(cell) if kind in (*_WORD_KINDS, "one_of") else cell


@cache
def _glue() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The shape of number words written together, and of one link of their chain («و» and a number, or a scale)."""
    words: dict[str, set[str]] = {"number": set(), "scale": set(), "noun": set()}
    for row in read_rows("numbers"):
        kind = row["kind"]
        group = "number" if kind in _WORD_KINDS else {"classifier": "noun", "unit_noun": "noun"}.get(kind)
        keys = {key for key in cell_keys(row["forms"]) if " " not in key}
        if group:
            words[group] |= keys
        if kind in ("scale", "thousand"):
            words["scale"] |= keys
    number, scale, noun = (
        "|".join(sorted(map(re.escape, words[k]), key=lambda w: (-len(w), w))) for k in ("number", "scale", "noun")
    )
    chain = rf"(?:(?:{scale})|و(?:{number}))*"
    whole = rf"(?P<and>و)?(?P<first>{number}|چندین|چند)(?P<rest>{chain})(?P<noun>{noun})?(?P<tail>و)?"
    return re.compile(whole), re.compile(rf"(?:(?P<scale>{scale})|(?P<and>و)(?P<number>{number}))(?={chain}$)")


@cache
def glued_beginnings() -> frozenset[str]:
    """The first letters, at most four, of the words that `split_glued` may split."""
    words, following = {"چند"}, {"و"}
    for row in read_rows("numbers"):
        keys = set(cell_keys(row["forms"]))
        if row["kind"] in _WORD_KINDS:
            words |= keys
        if row["kind"] in ("scale", "thousand", "classifier", "unit_noun"):
            following |= {key[0] for key in keys}
    whole = {word for word in words if " " not in word}
    alone = {f"{word}{letter}"[:LENGTH] for word in whole for letter in following}
    return frozenset(alone | {f"و{word}"[:LENGTH] for word in whole})


@cache
def _first_pairs() -> frozenset[str]:
    return frozenset(beginning[:2] for beginning in glued_beginnings())


@cache
def _glued_endings() -> frozenset[str]:
    lasts = {"چند"[-2:], "چندین"[-2:]}
    for row in read_rows("numbers"):
        if row["kind"] in (*_WORD_KINDS, "classifier", "unit_noun"):
            lasts |= {key[-2:] for key in cell_keys(row["forms"])}
    return frozenset(lasts)


def split_glued(word: str, lexer: Lexer) -> list[Part]:
    """«هزارونهصد», «ودوم», «صدسال», «هزارو» → their symbols with offsets in the word; [] when it is no such word."""
    if (word[-2:] not in _glued_endings() and word[-1] != "و") or word[:2] not in _first_pairs():
        return []
    whole, link = _glue()
    found = whole.fullmatch(word)
    if found is None or not (found["and"] or found["rest"] or found["noun"] or found["tail"]):
        return []
    spans = [found.span("and"), found.span("first")]
    start = found.start("rest")
    for match in link.finditer(found["rest"]):
        spans += [
            (first + start, last + start) for first, last in map(match.span, ("scale", "and", "number")) if first >= 0
        ]
    spans += [found.span("noun"), found.span("tail")]
    parts: list[Part] = []
    for first, last in spans:
        if first >= 0:
            entry = lexer.single.get(word[first:last], _OTHER)
            parts.append((entry.symbol, entry.value, first, last))
    return parts


def read_digits(lexed: Lexed, at: int, reversed_slash: bool = False) -> tuple[Number, int] | None:
    """A number in digits with its separators («12,500», «1.5», «5/1» in old newspapers for 1.5 before a scale word).

    None where the digits are part of a date, a clock time, an address or a code.
    """
    groups, marks = _groups_of_digits(lexed, at)
    if max(map(len, groups)) > _MOST_DIGITS:
        return None
    end = at + len(groups) + len(marks)
    if not marks:
        while lexed.symbols.startswith(DIGITS, end) and _are_thousands(lexed, groups, end):
            groups.append(lexed.values[end])
            end += 1
        return int("".join(groups)), end
    before_scale = lexed.symbols.startswith("s", end)
    if marks == "/" and (before_scale or lexed.key.startswith(_PERCENT, lexed.ends[end - 1])):
        return _slash_decimal(groups[0], groups[1], reversed_slash), end
    if len(set(marks)) > 1 or marks[0] not in ",.":
        return None
    if len(groups[0]) <= 3 and groups[0][0] != "0" and all(len(group) == 3 for group in groups[1:]):
        return int("".join(groups)), end
    if marks[0] == "," and not (len(groups) == 2 and before_scale):
        return int(groups[0]), at + 1  # «در سال‌های 98,99»
    return (Fraction(".".join(groups)), end) if len(groups) == 2 else None


def _groups_of_digits(lexed: Lexed, at: int) -> tuple[list[str], str]:
    """The digits from a symbol on and the marks between them, as far as nothing else stands between."""
    symbols, starts, ends = lexed.symbols, lexed.starts, lexed.ends
    groups, marks = [lexed.values[at]], ""
    while (
        symbols[at + 1 : at + 2] in _SEPARATORS
        and symbols.startswith(DIGITS, at + 2)
        and ends[at] == starts[at + 1]
        and ends[at + 1] == starts[at + 2]
        and len(groups) < _MOST_GROUPS
    ):
        marks += symbols[at + 1]
        groups.append(lexed.values[at + 2])
        at += 2
    return groups, marks


def _slash_decimal(whole: str, part: str, reversed_slash: bool) -> Fraction:
    """«۲/۵» is 2.5; older files store it «5/2», which a lone 5, 25 or 75 gives away."""
    if part in _REVERSED_FRACTIONS and whole not in _REVERSED_FRACTIONS:
        reversed_slash = False
    elif whole in _REVERSED_FRACTIONS and part not in _REVERSED_FRACTIONS:
        reversed_slash = True
    return Fraction(f"{part}.{whole}" if reversed_slash else f"{whole}.{part}")


def _are_thousands(lexed: Lexed, groups: list[str], at: int) -> bool:
    """Whether the digits at a symbol go on with those before them: «12 000»."""
    return (
        lexed.values[at] == "000"
        and len(groups[0]) <= 3
        and len(groups) < _MOST_GROUPS
        and lexed.key[lexed.ends[at - 1] : lexed.starts[at]] == " "
    )


def _read_group(lexed: Lexed, at: int, reversed_slash: bool) -> tuple[Number, int] | None:
    """Below a thousand in words, or a number in digits, or «نیم»."""
    symbols, values = lexed.symbols, lexed.values
    symbol = symbols[at : at + 1]
    if symbol == DIGITS:
        return read_digits(lexed, at, reversed_slash)
    if symbol == "f":
        return values[at], at + 1
    total, limit, end = 0, _THOUSAND, at
    while end < len(symbols):
        symbol, value = symbols[end], values[end]
        size = 2 if symbol == "u" and symbols[end + 1 : end + 2] == "h" and values[end + 1] == _HUNDRED else 1
        if size == 2:
            value, symbol = value * _HUNDRED, "h"
        bound = {"h": _HUNDRED, "z": 10, "t": 1, "u": 1}.get(symbol)
        if bound is None or value >= limit or (value == 0 and limit < _THOUSAND):
            end -= end > at
            break
        total += value
        end += size
        limit = 1 if bound == 1 else bound
        if limit == 1 or symbols[end : end + 1] != "e" or total == 0:
            break
        end += 1
    else:
        end -= 1
    return (total, end) if end > at else None


def read_cardinal(lexed: Lexed, at: int, reversed_slash: bool = False) -> tuple[Number, int] | None:
    """A cardinal at a symbol: «یکصد و بیست و سه», «12 هزار», «3 هزار و 200», «یک و نیم میلیون», «نیم میلیون»."""
    symbols = lexed.symbols
    total: Number = 0
    limit: int | None = None
    end = at
    while limit != 1:
        start = end + (end > at and symbols.startswith("e", end))
        term = _read_term(lexed, start, reversed_slash)
        if term is None:
            break
        value, scale, after = term
        if limit is not None and scale > limit > value:  # «۵ هزار و ۶۰۰ میلیارد»: the last scale is of them all
            total, end, limit = (total + value) * scale, after, scale
            continue
        if limit is not None and value * scale >= limit:
            break
        if limit is not None and start == end and lexed.starts[start] > lexed.ends[start - 1] + 1:
            break
        total, end, limit = total + value * scale, after, scale
    return (total, end) if end > at else None


def _read_term(lexed: Lexed, at: int, reversed_slash: bool) -> tuple[Number, int, int] | None:
    """A number below a thousand, the scale it is multiplied by and the index after both: «یک و نیم میلیون», «هزار»."""
    symbols = lexed.symbols
    group = _read_group(lexed, at, reversed_slash)
    if group is None:
        if symbols[at : at + 1] not in ("s", "T"):
            return None
        group = 1, at
    value, end = group
    if symbols.startswith("efs", end):
        value, end = value + Fraction(1, 2), end + 2
    scale = 1
    while symbols.startswith("s", end) or (end == at and symbols.startswith("T", end)):
        scale *= lexed.values[end]
        end += 1
    return value, scale, end


def read_ordinal(lexed: Lexed, at: int, cardinal: tuple[Number, int] | None = None) -> tuple[int, int] | None:
    """An ordinal at a symbol: «دوم», «بیست و یکم», «21 ام», «صد و بیستمین»; the cardinal there, where it is read already."""
    symbols, values = lexed.symbols, lexed.values
    symbol = symbols[at : at + 1]
    if symbol == "o":
        return values[at], at + 1
    if not symbol or symbol not in "dutzhsT" or (cardinal := cardinal or read_cardinal(lexed, at)) is None:
        return None
    value, end = cardinal
    if not isinstance(value, int):
        return None
    if symbols[end : end + 1] == "m" and (symbol == DIGITS or value % 10 == 0):
        return value, end + 1
    if symbols[end : end + 2] == "eo" and symbol != DIGITS and 0 < values[end + 1] < (value % _HUNDRED or _HUNDRED):
        return value + values[end + 1], end + 2
    return None


@cache
def number_lexer() -> Lexer:
    """The lexer over numbers.csv alone."""
    return Lexer(number_entries(), split_glued, _JOINING, glued_beginnings())
