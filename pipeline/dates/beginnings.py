"""Beginnings: which symbols a rule's match may begin with, so that a rule is tried only where it may match.

In: a compiled pattern over symbols, as `compile_symbols` spells it. Out: its first two symbols in every form it allows;
one symbol where a match may be that short. What stands around a match is not looked at, so a few are too many.
"""

import re

LENGTH = 2
_PART = re.compile(r"\(\?P<\w+>|\(\?<?[=!]|\[[^\]]*\]|\\.|.")
_AROUND = ("(?=", "(?!", "(?<")


def beginnings(pattern: str) -> frozenset[str]:
    """The first symbols of whatever the pattern matches, at most LENGTH of them."""
    return frozenset(_read(_PART.findall(pattern)[::-1]))


def _read(parts: list[str]) -> set[str]:
    """The beginnings of what stands before the closing bracket; `parts` is a stack, the next one on top."""
    found: set[str] = set()
    so_far = {""}
    while parts and (part := parts.pop()) != ")":
        if part == "|":
            found |= so_far
            so_far = {""}
            continue
        if part[0] == "(":
            told = _read(parts)
            if part.startswith(_AROUND):
                told = {""}
        else:
            told = set(part[1:-1].replace("\\", "")) if part[0] == "[" else {part[-1]}
        if parts and parts[-1] in ("?", "*"):
            told |= {""}
            if parts.pop() == "*":
                told = _after(told, told)
        so_far = _after(so_far, told)
    return found | so_far


def _after(firsts: set[str], seconds: set[str]) -> set[str]:
    return {(first + second)[:LENGTH] for first in firsts for second in seconds}
