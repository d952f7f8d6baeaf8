"""No pattern of the dates costs more than its text is long: each is fed what it is made of, again and again."""

import datetime
import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _parser as regex  # type: ignore[attr-defined]

import pytest

import pipeline.dates
from pipeline.dates.find import find_times
from pipeline.dates.registry import RULES
from pipeline.dates.words import NAMES, NAMES_BACK, _entries
from pipeline.text.letters import fold

PUBLISHED = datetime.date(2022, 9, 12)
TAILS = ("", "؟", " ۱۴۰۱ مهر (")
UNITS = (
    "1-1-1-", "1 - ", "سه ", "و ", "۱۴۰۱/", "۱۴۰۱ و ", "۱۴۰۱ - ", "از ۵ تا ۸ مهر ", "فروردین ", "شنبه ", "(شنبه ", ") (", "۷",
    "ا\u200c", "مهر\n", "ساعت ۱۲:", "امروز فردا ", "میلیون ", "می و ", "۵ دقیقه ", "سومین روز ", "سه روز پس از ",
)  # fmt: skip
MORE_THAN_TWICE = 3.2  # of time for a text twice as long: 2 is linear, 4 quadratic


def _texts_of(pattern: str) -> Iterator[str]:
    """Two strings that a pattern is made of: once each optional part once, once as few as may be."""
    for most in (True, False):
        yield "".join(_spelled(regex.parse(pattern), most))


def _spelled(parsed: object, most: bool) -> Iterator[str]:
    for name, told in parsed:  # type: ignore[attr-defined]
        kind = str(name)
        if kind == "LITERAL":
            yield chr(told)
        elif kind == "NOT_LITERAL":
            yield "ا" if chr(told) != "ا" else "ب"
        elif kind == "ANY":
            yield "ا"
        elif kind == "IN":
            yield _one_of(told)
        elif kind == "BRANCH":
            yield from _spelled(told[1][0 if most else -1], most)
        elif kind == "SUBPATTERN":
            yield from _spelled(told[3], most)
        elif "REPEAT" in kind:
            for _ in range(max(told[0], 1 if most else 0)):
                yield from _spelled(told[2], most)


def _one_of(told: list[tuple[object, object]]) -> str:
    for name, value in told:
        if str(name) == "LITERAL":
            return chr(value)  # type: ignore[call-overload, no-any-return]
        if str(name) == "RANGE":
            return chr(value[0])  # type: ignore[index]
        if str(name) == "CATEGORY":
            return {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " "}.get(str(value), "ا")
    return "ا"


def _words_by_symbol() -> dict[str, str]:
    """A word for each symbol of the grammar."""
    words: dict[str, str] = {}
    for word, entry in _entries():
        words.setdefault(entry.symbol, word)
    named = {"NUM": "7", "ORD": "سوم", "CLOCK": "12:30", "SLASHED": "1401/6/21"}
    return words | {symbol: named[name] for symbol, name in NAMES_BACK.items() if name in named}


def _units_of_rules() -> Iterator[tuple[str, str]]:
    words = _words_by_symbol()
    for name, rules in RULES.items():
        for rule in rules:
            for symbols in _texts_of(rule.pattern.pattern):
                yield name, " ".join(words.get(symbol, "کتاب" if symbol == "x" else symbol) for symbol in symbols)


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(pipeline.dates.__path__, "pipeline.dates."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


def _seconds(unit: str, tail: str, size: int) -> float:
    folded = fold(unit * (size // len(unit)) + tail)
    gc.disable()  # a collection goes through all that other tests left
    try:
        begun = time.process_time()
        find_times(folded, PUBLISHED)
        return time.process_time() - begun
    finally:
        gc.enable()


def _assert_linear(units: list[str], tail: str, size: int) -> None:
    find_times(fold("".join(units)), PUBLISHED)  # what is read once and remembered is no part of it
    for unit in units:
        for _ in range(3):  # other work on the machine slows one run, seldom three
            half, whole = (_seconds(unit, tail, each) for each in (size, 2 * size))
            if whole < max(MORE_THAN_TWICE * half, 0.02):
                break
        else:
            pytest.fail(f"{unit!r}, {tail!r}: {size} characters take {half:.3f} s, twice as many {whole:.3f} s")


def _all_units() -> list[str]:
    return sorted({f"{unit} " for _, unit in _units_of_rules()} | set(UNITS))


def test_what_every_rule_is_made_of_is_read_in_time() -> None:
    units = _all_units()
    assert len(units) > len(RULES)
    find_times(fold("".join(units)), PUBLISHED)
    small, large = (sum(_seconds(unit, "", size) for unit in units) for size in (150, 600))
    assert large < 4 * 1.6 * small


def test_what_a_rule_is_made_of_is_read_alone_too() -> None:
    (found,) = find_times(fold("اوایل ۷ تا ۹ ساله"))
    assert found.value == "P7Y/P9Y"


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_symbol_of_the_grammar_in_a_text_is_no_word(name: str) -> None:
    assert not find_times(fold(f"{NAMES[name]} {NAMES[name]}{NAMES[name]}"), PUBLISHED)
    find_times(fold(f"{NAMES[name]} میلادی ۱۲{NAMES[name]} شنبه {NAMES[name]}"), PUBLISHED)


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_repeated_takes_twice_as_long_for_twice_the_text(unit: str) -> None:
    _assert_linear([unit], "", 2_000)


def test_patterns_over_text_are_linear_in_what_they_are_made_of() -> None:
    """A pattern is searched as the modules do, in a stretch of text; here the stretch is longer than any of theirs."""
    slow = []
    for name, pattern in dict(_patterns()).items():
        for unit in {*_texts_of(pattern.pattern)} - {""}:
            times = []
            for size in (1_000, 4_000):
                text = unit * (size // len(unit)) + "؟"
                begun = time.process_time()
                pattern.search(text)
                times.append(time.process_time() - begun)
            if times[1] > max(4 * 1.6 * times[0], 0.02):
                slow.append((name, unit, times))
    assert not slow


@pytest.mark.slow
@pytest.mark.parametrize("tail", TAILS)
def test_every_rule_takes_twice_as_long_for_twice_the_text(tail: str) -> None:
    _assert_linear(_all_units(), tail, 2_000)


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_a_long_text_takes_twice_as_long_as_half_of_it(unit: str) -> None:
    _assert_linear([unit], "", 100_000)
