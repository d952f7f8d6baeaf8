"""Folding: one spelling for one word, with every offset kept.

In: an article's text exactly as it was given.
Out: `Folded`, whose `key` is what rules and lexicons match on and whose `span` points back into
the text. Letters come in their Persian form, digits in ASCII, marks and joiners (U+200D) vanish, half-spaces
(U+200C) and no-break spaces are spaces, runs of spaces are one; `آتش‌بس` and `آتش بس` have one key.
"""

import html
import re
import unicodedata
from codecs import utf_32_le_decode, utf_32_le_encode
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

_DROP = 0
_SPACE = 32
_NEWLINE = 10
_TATWEEL = 0x640
_LETTERS = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ێ": "ی", "ے": "ی", "ك": "ک", "ڪ": "ک", "ګ": "گ", "ة": "ه", "ۀ": "ه",
    "ە": "ه", "ھ": "ه", "ہ": "ه", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ۆ": "و", "ڕ": "ر", "ڵ": "ل",
    "ټ": "ت", "ډ": "د", "ړ": "ر", "ښ": "ش", "ڼ": "ن", "ږ": "ژ", "ځ": "ز", "څ": "س",
    "٪": "%", "٫": ".", "٬": ",", "،": "،", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "’": "'", "‘": "'",
}  # fmt: skip
_SPACES = "\u200c\u00a0\u202f\u2007\u2009\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u3000\u1680\t\u200b\v\f"
_TWO = b"\1\1"  # blanks side by side
_BREAKS = "\r\u2028\u2029\u0085"
_ALPHABETS = (*range(0x3000), *range(0xFB00, 0xFF00))


def _table() -> npt.NDArray[np.uint32]:
    table = np.arange(0x110000, dtype=np.uint32)
    for code in _ALPHABETS:
        category = unicodedata.category(chr(code))
        if category in ("Mn", "Cf", "Me") or (category == "Cc" and code != _NEWLINE):
            table[code] = _DROP
        elif 0xFB50 <= code < 0xFF00 and (plain := unicodedata.normalize("NFKC", chr(code))) and len(plain) == 1:
            table[code] = ord(_LETTERS.get(plain, plain))
        elif category == "Lu" and len(chr(code).lower()) == 1:
            table[code] = ord(chr(code).lower())
    for start in (0x660, 0x6F0):
        table[start : start + 10] = np.arange(48, 58)
    for written, plain in _LETTERS.items():
        table[ord(written)] = ord(plain)
    for mark in _SPACES:
        table[ord(mark)] = _SPACE
    for mark in _BREAKS:
        table[ord(mark)] = _NEWLINE
    table[0xD800:0xE000] = 0xFFFD
    return table


_TABLE = _table()
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")


@dataclass(frozen=True)
class Folded:
    """A text with its key and, for each character of the key, where it stands in the text.

    `starts[i]` and `ends[i]` bound, in characters of `source`, what became `key[i]`.
    """

    source: str
    key: str
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of `key[start:end]`; an empty span stays empty."""
        if start >= end:
            at = int(self.starts[start]) if start < len(self.starts) else len(self.source)
            return at, at
        starts, ends = self._offsets
        return starts[start], ends[end - 1]

    @cached_property
    def _offsets(self) -> tuple[memoryview, memoryview]:
        """Starts and ends as what gives plain numbers, which an array does not."""
        return memoryview(self.starts), memoryview(self.ends)

    def written(self, start: int, end: int) -> str:
        """The words of `key[start:end]` as the source has them."""
        first, last = self.span(start, end)
        return self.source[first:last]

    @cached_property
    def is_word(self) -> npt.NDArray[np.bool_]:
        """For each key character, whether it is a letter or digit (one more False at the end)."""
        return np.append(_WORD.take(_codes(self.key)), False)


def _word_table() -> npt.NDArray[np.bool_]:
    table = np.zeros(0x110000, dtype=np.bool_)
    for code in _ALPHABETS:
        table[code] = chr(code).isalnum()
    table[0x3000:0xFB00] = True
    return table


_WORD = _word_table()


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(utf_32_le_encode(text, "surrogatepass")[0], dtype=np.uint32)


def fold(text: str) -> Folded:
    """Fold any Unicode string; total, and idempotent on its own key unless that spells an HTML entity («&amp;lt;»)."""
    starts = ends = None
    plain = text
    if "&" in text and _ENTITY.search(text):
        plain, starts, ends = _decode_entities(text)
    codes = _codes(plain)
    key = _TABLE.take(codes, mode="clip")
    if "\u0640" in plain:
        _fold_tatweel(codes, key)
    kept = key.nonzero()[0]
    if len(kept) < len(key):
        key = key[kept]
    blank = key <= _SPACE
    if _TWO in blank.tobytes():
        space = key == _SPACE
        after_blank = space[1:] & blank[:-1]
        if np.count_nonzero(after_blank):
            single = np.append(True, ~after_blank)
            kept, key, space = kept[single], key[single], space[single]
        before_break = space[:-1] & (key[1:] == _NEWLINE)
        if np.count_nonzero(before_break):
            single = np.append(~before_break, True)
            kept, key = kept[single], key[single]
    first = kept if starts is None else starts[kept]
    last = first + 1 if ends is None else ends[kept]
    return Folded(text, utf_32_le_decode(key)[0], first, last)


def _fold_tatweel(codes: npt.NDArray[np.uint32], key: npt.NDArray[np.uint32]) -> None:
    """Beside a letter a tatweel only stretches it and goes; by itself it is a dash."""
    tatweel = codes == _TATWEEL
    letters = _WORD[codes] & ~tatweel
    beside = np.zeros(len(codes), dtype=np.bool_)
    beside[1:] |= letters[:-1]
    beside[:-1] |= letters[1:]
    key[tatweel] = np.where(beside[tatweel], _DROP, ord("-"))


class _Letters(dict[int, int | None]):
    """What each character becomes, as `str.translate` asks for it."""

    def __missing__(self, code: int) -> int | None:
        self[code] = int(_TABLE[code]) or None
        return self[code]


_PLAIN = _Letters()
_NOT_ALONE = re.compile(r"[&\u0640\n]")  # what folds by what stands beside it


def fold_word(text: str) -> str:
    """The key of a lexicon form or a name, without outer spaces."""
    key = text.translate(_PLAIN)
    if _NOT_ALONE.search(text) or "\n" in key:
        return fold(text).key.strip()
    while "  " in key:
        key = key.replace("  ", " ")
    return key.strip()


def _decode_entities(text: str) -> tuple[str, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _ENTITY.finditer(text):
        plain = html.unescape(found.group())
        if len(plain) != 1:
            continue
        pieces += [text[at : found.start()], plain]
        starts += [*range(at, found.start()), found.start()]
        ends += [*range(at + 1, found.start() + 1), found.end()]
        at = found.end()
    pieces.append(text[at:])
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return "".join(pieces), np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)
