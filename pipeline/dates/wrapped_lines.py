"""Wrapped lines: the breaks that older newspapers put inside a sentence are none to the rules.

In and out: Lexed.
"""

from collections.abc import Iterator

from pipeline.text.lexer import Lexed

_WRAPPED_LINE = 60


def rejoined(lexed: Lexed) -> Lexed:
    """Without the breaks inside sentences that older newspapers wrap: a long line, no mark before, a letter after."""
    key, symbols = lexed.key, lexed.symbols
    wrapped = {at for at in _breaks(symbols) if _is_wrapped(key, lexed.starts[at])}
    if not wrapped:
        return lexed
    kept = [at for at in range(len(symbols)) if at not in wrapped]
    columns = (lexed.values, lexed.starts, lexed.ends)
    values, starts, ends = ([column[at] for at in kept] for column in columns)
    return Lexed(key, "".join(symbols[at] for at in kept), values, starts, ends)


def _breaks(symbols: str) -> Iterator[int]:
    at = symbols.find("\n")
    while at >= 0:
        yield at
        at = symbols.find("\n", at + 1)


def _is_wrapped(key: str, at: int) -> bool:
    before = at - 1 - key.rfind("\n", 0, at)
    return before >= _WRAPPED_LINE and key[at - 1].isalnum() and key[at + 1 : at + 2].isalpha()
