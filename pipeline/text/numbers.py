"""Numbers with what qualifies them: «دست‌کم ۳۰ نفر», «بین ۳۰ و ۴۰», «ده‌ها», «هیچ».

In: a folded text. Out: `NumberMention`s, ordered and disjoint, with bounds: «دست‌کم ۵» has no upper one,
«حداکثر ۵» no lower one, «ده‌ها» neither.
Ordinals, clock times, slashed dates, names such as «سی و سه پل» and the «نه» of negation are no numbers.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from pipeline.text.letters import Folded
from pipeline.text.lexer import DIGITS, Lexed
from pipeline.text.number_words import Number, number_lexer, read_cardinal, read_ordinal

_FIRST = re.compile("[dutzhsTfvwniRo]")
_REVERSED = re.compile(r"[0-9]/[0-9]")
_SENTENCE_END = re.compile(r"[.!؟?\n]")
_NOT_COLLECTIVE = ("دسته", "کشتار", "ارتباط", "ارتباطات", "رسانه های", "رسانه", "گور", "گورهای")
_WEAK = ("زیر", "بالای", "نزدیک", "بالاتر از")
_FUNCTION_WORDS = frozenset("eqlrba")
_NINE = 9
# A quadrillion, more than any budget or toll; what is larger is no figure, and a table of 64 bits ends there.
_MOST = 10**15


@dataclass(slots=True)  # not frozen, as Hit is not
class NumberMention:
    """A number phrase; `start`, `end` in the source, `key_*` and `core_start` in the key (core: without qualifier).

    `qualifier`: exact, at_least, more_than, about, up_to, range, vague, zero.
    """

    start: int
    end: int
    key_start: int
    key_end: int
    core_start: int
    low: int | None
    high: int | None
    qualifier: str
    is_vague: bool
    rule: str


@dataclass(slots=True)
class _Found:
    """A number between two symbols: bounds, how it was read, and the symbols of its core."""

    first: int
    after: int
    low: int | None
    high: int | None
    rule: str
    vague: bool = False


def find_numbers(folded: Folded) -> list[NumberMention]:
    """Every cardinal number phrase of a text, in order, none overlapping another."""
    lexed = number_lexer().lex(folded.key)
    reversed_slash = _REVERSED.search(folded.source) is not None
    mentions: list[NumberMention] = []
    done = 0
    for match in _FIRST.finditer(lexed.symbols):
        at = match.start()
        if at < done:
            continue
        found, after = _read(lexed, at, reversed_slash)
        if found is not None:
            mentions.append(_mention(folded, lexed, found, done))
            after = max(found.after, lexed.symbols.find("A", found.after, found.after + 2) + 1)
        done = max(done, after)
    return mentions


def _read(lexed: Lexed, at: int, reversed_slash: bool) -> tuple[_Found | None, int]:
    """What stands at a symbol and where reading goes on."""
    symbol = lexed.symbols[at]
    if symbol in "vwni":
        return _read_word(lexed, at), at + 1
    if symbol in "Ro":
        return None, at + 1
    if symbol == DIGITS and _is_name(lexed, at):
        return None, at + 1
    if ordinal := read_ordinal(lexed, at):
        return None, ordinal[1]
    first = read_cardinal(lexed, at, reversed_slash)
    if first is None:
        return None, _after_digits(lexed, at)
    if lexed.symbols[first[1] : first[1] + 1] == "o" and symbol == "u":
        return None, first[1] + 1  # یک سوم: a fraction
    return _read_number(lexed, at, first, reversed_slash), first[1]


def _after_digits(lexed: Lexed, at: int) -> int:
    end = at + 1
    while lexed.symbols[end : end + 2] in (":d", "/d", ".d") and lexed.starts[end] == lexed.ends[end - 1]:
        end += 2
    return end


def _is_name(lexed: Lexed, at: int) -> bool:
    """«اف 16», «F-16», «قطعنامه 598»: a number that is part of a name."""
    start = lexed.starts[at]
    before = lexed.key[max(0, start - 2) : start]
    glued = at > 0 and lexed.ends[at - 1] == start and lexed.symbols[at - 1] in _FUNCTION_WORDS  # «و50», «حدود20»
    if (before[-1:].isalpha() and not glued) or (before[-1:] in ("-", "_") and before[:1].isalpha()):
        return True
    if lexed.symbols[at - 1 : at] != "D" or at == 0:
        return False
    return lexed.symbols[at + 1 : at + 2] not in ("c", "s", "k")


def _read_word(lexed: Lexed, at: int) -> _Found | None:
    """Words that stand for a number without being one: vague words, «هیچ», «یکی از», «یکی دو»."""
    symbols = lexed.symbols
    symbol = symbols[at]
    if symbol == "n":
        return _Found(at, at + 1, 0, 0, "number.zero")
    if symbol == "i":
        if symbols[at + 1 : at + 2] == "u" and lexed.values[at + 1] == 2:
            return _Found(at, at + 2, 1, 2, "number.range")
        return _Found(at, at + 1, 1, 1, "number.one_of") if symbols[at + 1 : at + 2] == "a" else None
    if symbol == "w":
        before = lexed.key[max(0, lexed.starts[at] - 12) : lexed.starts[at]].rstrip()
        if symbols[at + 1 : at + 2] != "a" or before.endswith(_NOT_COLLECTIVE):
            return None
    if lexed.word(at) == "چند" and (lexed.symbols[at + 1 : at + 2] == "_" or _is_question(lexed.key, lexed.ends[at])):
        return None
    return _Found(at, at + 1, None, None, "number.vague", vague=True)


def _is_question(key: str, at: int) -> bool:
    stop = _SENTENCE_END.search(key, at)
    return stop is not None and stop.group() in "؟?"


def _whole(value: Number) -> int | None:
    if value > _MOST:
        return None
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else None
    return value


def _read_number(lexed: Lexed, at: int, first: tuple[Number, int], reversed_slash: bool) -> _Found | None:
    """A cardinal, or a range that begins with it."""
    low = _whole(first[0])
    after = first[1]
    if ranged := _read_range(lexed, at, first, reversed_slash):
        return ranged
    if low is None:
        return None
    if lexed.symbols[at:after] == "u" and low == _NINE and not _is_nine(lexed, at):
        return None
    if low == 0:
        return _Found(at, after, 0, 0, "number.zero")
    return _Found(at, after, low, low, "number.digits" if lexed.symbols[at] == DIGITS else "number.words")


def _is_nine(lexed: Lexed, at: int) -> bool:
    """«نه» is nine beside a counted noun or a qualifier, else it is "no"."""
    return lexed.symbols[at + 1 : at + 2] in ("c", "k", "s") or (at > 0 and lexed.symbols[at - 1] == "q")


def _read_range(lexed: Lexed, at: int, first: tuple[Number, int], reversed_slash: bool) -> _Found | None:
    symbols = lexed.symbols
    value, after = first
    join = after + (symbols[after : after + 1] == "c")  # ۳۰ نفر تا ۴۰ نفر
    link = symbols[join : join + 1]
    between = at > 0 and symbols[at - 1] == "b"
    start = None
    dashed = link == "-" and symbols[at] == DIGITS and symbols[join + 1 : join + 2] == DIGITS
    if link in ("l", "r") or dashed or (link == "e" and between):
        start = join + 1
    elif join == after and symbols[at:after] == "u":
        step = after + (symbols[after : after + 1] == ",")
        if symbols[step : step + 1] == "u" and lexed.values[step] == value + 1:
            start = step
    if start is None:
        return None
    second = read_cardinal(lexed, start, reversed_slash)
    if second is None or (symbols[start] == "u" and symbols[second[1] : second[1] + 1] in ("o", "m")):
        return None
    if link == "," and start > after and symbols[second[1] : second[1] + 1] != "c":
        return None
    low, high = _whole(_scaled(lexed, value, second[0], second[1])), _whole(second[0])
    if low is None or high is None or low >= high:
        return None
    return _Found(at, second[1], low, high, "number.range")


def _scaled(lexed: Lexed, low: Number, high: Number, after: int) -> Number:
    """«دو تا سه هزار»: the scale of the second number is the first one's too."""
    scale = 1
    while lexed.symbols[after - 1] == "s":
        after -= 1
        scale *= lexed.values[after]
    return low * scale if scale > 1 and low < high / scale and high / scale > 1 else low


def _mention(folded: Folded, lexed: Lexed, found: _Found, done: int) -> NumberMention:
    qualifier, first = _qualifier_before(lexed, found, done)
    after = found.after
    tail = after + (lexed.symbols[after : after + 1] == "c")
    if lexed.symbols[tail : tail + 1] == "A" and not found.vague:
        qualifier, after = qualifier or lexed.values[tail], tail + 1
    low, high = found.low, found.high
    if found.vague:
        qualifier = "vague"
    elif found.rule == "number.zero":
        qualifier = "zero"
    elif found.rule == "number.range":
        qualifier = "range"
    elif qualifier in ("at_least", "more_than"):
        high = None
    elif qualifier == "up_to":
        low = None
    start, end = folded.span(lexed.starts[first], lexed.ends[after - 1])
    return NumberMention(
        start, end, lexed.starts[first], lexed.ends[after - 1], lexed.starts[found.first],
        low, high, qualifier or "exact", found.vague, found.rule,
    )  # fmt: skip


def _qualifier_before(lexed: Lexed, found: _Found, done: int) -> tuple[str, int]:
    """The qualifier in force and the first symbol of the phrase; the nearest qualifier is the one that counts."""
    symbols = lexed.symbols
    first = found.first
    qualifier = ""
    if found.rule == "number.range" and first > done and symbols[first - 1] in "ba":
        first -= 1
    counted = symbols[found.after : found.after + 1] in ("c", "k") or symbols[found.first] == DIGITS
    while first > done:
        symbol = symbols[first - 1]
        if symbol == "q" and (counted or lexed.word(first - 1) not in _WEAK):
            qualifier = qualifier or lexed.values[first - 1]
        elif symbol == "l" and found.rule != "number.range" and _bounds_above(lexed, first - 1, found, qualifier):
            qualifier = "up_to"
        else:
            break
        first -= 1
    return qualifier, first


def _bounds_above(lexed: Lexed, at: int, found: _Found, qualifier: str) -> bool:
    """«تا ۲۰ نفر»: up to; not the end of a range, not "so that"."""
    follows_number = at > 0 and lexed.symbols[at - 1] in "dutzhsck"
    counted = lexed.symbols[found.after : found.after + 1] in ("c", "s")
    return not follows_number and counted and qualifier in ("", "about") and not found.vague
