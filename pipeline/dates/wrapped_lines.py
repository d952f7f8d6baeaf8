"""Wrapped lines: the breaks that older newspapers put inside a sentence are none to the rules.

In and out: Lexed.
"""

from pipeline.text.lexer import Lexed

_WRAPPED_LINE = 60


def rejoined(lexed: Lexed) -> Lexed:
    """Without the breaks inside sentences that older newspapers wrap: a long line, no mark before, a letter after."""
    if "\n" not in lexed.symbols:
        return lexed
    key = lexed.key
    kept = [at for at, symbol in enumerate(lexed.symbols) if symbol != "\n" or not _is_wrapped(key, lexed.starts[at])]
    if len(kept) == len(lexed.symbols):
        return lexed
    columns = (lexed.values, lexed.starts, lexed.ends)
    values, starts, ends = ([column[at] for at in kept] for column in columns)
    return Lexed(key, "".join(lexed.symbols[at] for at in kept), values, starts, ends)


def _is_wrapped(key: str, at: int) -> bool:
    before = at - 1 - key.rfind("\n", 0, at)
    return before >= _WRAPPED_LINE and key[at - 1].isalnum() and key[at + 1 : at + 2].isalpha()
