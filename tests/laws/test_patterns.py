"""No pattern backtracks: on texts made of its own parts, repeated, with an end that fails, time grows as the text does.

All patterns of the package are walked: those of modules, of their classes, and in their tables and lists; those of dates,
which are read from symbols of a lexer, have their own (tests/dates). For each, texts are made from what it repeats and
from what it spells, doubled, and searched; a pattern whose time grows by more than its text, again and again, is told.
"""

import importlib
import pkgutil
import random
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import pipeline

SEARCHED = re.compile(r"\b(\w+)\.(?:search|finditer|findall|subn?|split)\b")
# Tried only in a window of a few dozen characters, between two places of one sentence (LONGEST_SENTENCE), or on our README.
WINDOWED = {
    "pipeline.mentions.actors.find._WORD_BEFORE",
    "pipeline.mentions.places.context._DISTANCE",
    "pipeline.events.places.chains._BEFORE",
    "pipeline.events.places.chains._WITHIN",
    "pipeline.run.readme._BLOCK",
}
LETTERS = "ابن1a «.،-/:\n"
MOST_TEXTS = 10
SLOW = 0.02  # seconds: below this no growth can be told
STEEP = 2.8  # of a doubling; 2 is linear, 4 is quadratic


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern for texts, by where it stands, each once."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        module = importlib.import_module(info.name)
        for name, value in sorted(vars(module).items()):
            for place, pattern in _in(value, f"{info.name}.{name}", 0):
                if isinstance(pattern.pattern, str) and pattern not in found.values() and ".dates." not in place:
                    found[place] = pattern
    return found


def _in(value: Any, place: str, depth: int) -> Iterator[tuple[str, Any]]:
    if hasattr(value, "pattern") and hasattr(value, "fullmatch"):
        yield place, value
    elif depth < 4 and isinstance(value, dict):
        for key, each in value.items():
            yield from _in(each, f"{place}[{key!r}]", depth + 1)
            yield from _in(key, f"{place}.{key!r}", depth + 1)
    elif depth < 4 and isinstance(value, (list, tuple, set, frozenset)):
        for at, each in enumerate(value):
            yield from _in(each, f"{place}[{at}]", depth + 1)
    elif depth == 0 and isinstance(value, type) and value.__module__.startswith("pipeline."):
        for name, each in vars(value).items():
            yield from _in(each, f"{place}.{name}", depth + 1)
    elif depth < 4 and hasattr(value, "__slots__") and type(value).__module__.startswith("pipeline."):
        for name in type(value).__slots__:
            yield from _in(getattr(value, name, None), f"{place}.{name}", depth + 1)


def spell(parsed: Any, chance: random.Random, repeats: list[str]) -> str:
    """A text that a parsed pattern matches, more or less; what it repeats is added to `repeats`."""
    pieces = []
    for kind, told in parsed:
        if kind is sre.LITERAL:
            pieces.append(chr(told))
        elif kind is sre.NOT_LITERAL:
            pieces.append(next(each for each in LETTERS if ord(each) != told))
        elif kind is sre.ANY:
            pieces.append("ب")
        elif kind is sre.IN:
            pieces.append(_one_of(told, chance))
        elif kind is sre.BRANCH:
            pieces.append(spell(chance.choice(told[1]), chance, repeats))
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            low, high, inner = told
            unit = "".join(spell(inner, chance, repeats) for _ in range(2))
            if high > 8 and unit:
                repeats.append(unit)
            pieces += [spell(inner, chance, repeats) for _ in range(max(low, min(high, chance.randint(0, 1))))]
        elif kind is sre.SUBPATTERN:
            pieces.append(spell(told[3], chance, repeats))
        elif kind is sre.ATOMIC_GROUP:
            pieces.append(spell(told, chance, repeats))
        elif kind is sre.GROUPREF:
            pieces.append("")
    return "".join(pieces)


def _one_of(told: Any, chance: random.Random) -> str:
    kind, value = chance.choice([each for each in told if each[0] is not sre.NEGATE] or [(sre.LITERAL, 1576)])
    if told[0][0] is sre.NEGATE:
        return chance.choice([each for each in LETTERS if re.match(r"[^\W\d_]", each)])
    if kind is sre.LITERAL:
        return chr(value)
    if kind is sre.RANGE:
        return chr(value[0])
    return {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "ب"}.get(value, ".")


def units(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """What to put before and what to repeat, so that a pattern begins everywhere and ends nowhere."""
    chance = random.Random(7)
    found: dict[tuple[str, str], None] = {}
    parsed = _parser.parse(pattern.pattern.replace("(?V1)", ""), pattern.flags & (re.I | re.S | re.X | re.M))
    for _ in range(4):
        repeats: list[str] = []
        whole = spell(parsed, chance, repeats)
        for unit in [*repeats[:4], whole, whole[:-1], whole[: len(whole) // 2]]:
            if unit:
                found[("", unit)] = None
                found[(whole[: len(whole) // 2], unit)] = None
    found |= dict.fromkeys([("", "1"), ("", " "), ("", "ب"), ("", "ب "), ("", "\n")])
    kept = list(found)
    return kept if len(kept) <= MOST_TEXTS else chance.sample(kept, MOST_TEXTS)


@cache
def sources() -> list[tuple[str, frozenset[str]]]:
    """The text of each module, and what it searches for."""
    texts = [path.read_text("utf-8") for path in sorted(Path("pipeline").rglob("*.py"))]
    return [(text, frozenset(SEARCHED.findall(text))) for text in texts]


@cache
def searches(module: str) -> frozenset[str]:
    """The patterns of a module that are searched for, in it or where they are imported; others are tried at one place."""
    own = SEARCHED.findall(Path(*module.split(".")).with_suffix(".py").read_text("utf-8"))
    return frozenset(own).union(*(names for text, names in sources() if f"from {module} import" in text))


def seconds(pattern: re.Pattern[str], text: str, anywhere: bool) -> float:
    begun = time.process_time()
    if anywhere:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.match(text)
        pattern.fullmatch(text)
    return time.process_time() - begun


def steep(place: str, pattern: re.Pattern[str], first: int, last: int) -> str | None:
    """The unit on which a pattern's time grows faster than the text, from `first` characters to `last`, or None."""
    module, _, name = place.rpartition(".")
    anywhere = not name.isidentifier() or name in searches(module)
    for before, unit in units(pattern):
        size, was, rises = first, 0.0, 0
        while size <= last:
            text = before + (unit * (size // len(unit) + 1))[:size] + "\0"
            took = seconds(pattern, text, anywhere)
            rises = rises + 1 if was > SLOW / 4 and took > STEEP * was else 0
            if (rises > 1 and took > SLOW) or took > 2.0 + size * 4e-6:
                return f"{unit!r} after {before!r}: {took:.2f} s for {size} characters"
            was, size = took, size * 2
            if took > 1.0:
                break
    return None


def steep_ones(first: int, last: int) -> dict[str, str]:
    """The steep patterns, each seen to be so twice: other work of the machine swells a time once."""
    walked = {place: pattern for place, pattern in patterns().items() if place not in WINDOWED}
    assert len(walked) > 200
    once = {place: each for place, each in walked.items() if steep(place, each, first, last)}
    return {place: told for place, each in once.items() if (told := steep(place, each, first, last))}


def test_no_pattern_is_steep() -> None:
    assert steep_ones(1_000, 4_000) == {}


@pytest.mark.slow
def test_no_pattern_is_steep_up_to_a_megabyte() -> None:
    assert steep_ones(4_000, 1_024_000) == {}


def test_a_pattern_that_backtracks_is_told() -> None:
    assert steep("made.[0]", re.compile(r"[^\W_]+:"), 2_000, 16_000) is not None
    assert steep("made.[0]", re.compile(r"(?<![^\W_])[^\W_]+:"), 2_000, 16_000) is None
