"""Known names: a paper or a group that the lexicons know and that is called after a time («رادیو فردا»).

In: a key and the bounds of an expression. Out: whether it is a part of such a name.
"""

from collections.abc import Iterator
from functools import cache

from pipeline.dates.words import NAMES, time_lexer
from pipeline.lexicons.load import cell_keys, read_rows

_LEXICONS = ("media", "groups")
_TIME_WORDS = {NAMES[name] for name in ("TODAY", "PART", "MONTH")}
_LONGEST_TIME = 2  # «۱۷ نوامبر»
_LONGEST_HEAD = 40
_NO_ADJECTIVES = ("برای", "طی", "سوی", "روی")  # «رادیو برای فردا برنامه دارد»


def is_in_known_name(key: str, start: int, end: int) -> bool:
    """«رادیو فردا», «گردان‌های انقلاب ۱۹۲۰»; «گروه چریکی ۱۷ نوامبر», an adjective behind the noun of the name."""
    for before, after in _names().get(key[start:end], ()):
        if not key.startswith(after, end) or key[end + len(after) : end + len(after) + 1].isalnum():
            continue
        if key.endswith(before, 0, start) and not key[: start - len(before)][-1:].isalnum():
            return True
        words = key[max(0, start - _LONGEST_HEAD) : start].split()
        if (
            " " not in before.strip()
            and words[-2:-1] == [before.strip()]
            and words[-1].endswith("ی")
            and words[-1] not in _NO_ADJECTIVES
        ):
            return True
    return False


@cache
def _names() -> dict[str, list[tuple[str, str]]]:
    """What stands before and after the time in each name that holds one, by the time."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in {key for lexicon in _LEXICONS for row in read_rows(lexicon) for key in cell_keys(row["forms"])}:
        for time, before, after in _times_in(name.split(" ")):
            found.setdefault(time, []).append((before, after))
    return found


def _times_in(words: list[str]) -> Iterator[tuple[str, str, str]]:
    single = time_lexer().single
    for at, word in enumerate(words):
        entry = single.get(word)
        if not (word.isdigit() or (entry is not None and entry.symbol in _TIME_WORDS)):
            continue
        for end in range(at + 1, min(at + _LONGEST_TIME, len(words)) + 1):
            before, after = " ".join([*words[:at], ""]), " ".join(["", *words[end:]])
            if before or after:
                yield " ".join(words[at:end]), before, after
