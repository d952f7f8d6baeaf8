"""Is a text Persian, and does a decoding look like Persian writing?

In: a text of any kind. Out: a verdict with the figures it rests on. Cheap on purpose: one table look-up per
character; words are looked at only where letters leave it open. Evidence must speak against Persian (letters of
Urdu, Pashto, Kurdish or Arabic, their commonest words): a short headline without any mark of language is kept.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.lexicons.load import read_rows, split_forms

_NONE, _SHARED, _PERSIAN, _ARABIC, _NEIGHBOUR, _OTHER = range(6)

_PERSIAN_LETTERS = "پچژگکی"
_ARABIC_LETTERS = "ةىأإ"
_NEIGHBOUR_LETTERS = (
    "ٹڈڑںےۓہھ"  # Urdu
    "ځڅښږېۍړډټڼګ"  # Pashto
    "ێۆڵڕەۇۈۋڭ"  # Kurdish, Uyghur
    "ٺٻڀڄڇڊڌڍڏڙڦڳڻ"  # Sindhi
)
_WORD = re.compile(r"[^\W\d_]{1,40}")
_SCRIPT_WORD = re.compile(r"[\u0620-\u06ff]+")
_LATIN_WORD = re.compile(r"(?<!\S)[A-Za-z\u00c0-\u052f][^\s\u0620-\u06ff]{0,39}(?![^\s\u0620-\u06ff])")
_STRAY = "àâçèéêëîïôùûüÀÂÇÈÉÊ×÷"  # what other Arabic code pages turn into when read as Windows-1256
_FRAME = "اينردهموتبیاس"  # the commonest letters of running Persian and Arabic text


def _table() -> npt.NDArray[np.uint8]:
    table = np.zeros(0x10000, dtype=np.uint8)  # by UTF-16 unit: a table this small stays in the processor's cache
    for code in range(0x3000):
        if chr(code).isalpha():
            table[code] = _OTHER
    table[0x3000:0xD800] = table[0xF900:0xFB00] = _OTHER
    for code in (*range(0x620, 0x64B), *range(0x66E, 0x6D4), *range(0x6FA, 0x700), *range(0x750, 0x780)):
        table[code] = _SHARED
    table[0x640] = _NONE
    for letters, kind in ((_PERSIAN_LETTERS, _PERSIAN), (_ARABIC_LETTERS, _ARABIC), (_NEIGHBOUR_LETTERS, _NEIGHBOUR)):
        for letter in letters:
            table[ord(letter)] = kind
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain[:1].isalpha():
            table[code] = table[ord(plain[0])]
    return table


_TABLE = _table()


@cache
def _common_words() -> tuple[frozenset[str], frozenset[str]]:
    rows = read_rows("language_words")
    ours = {form for row in rows if row["language"] == "fa" for form in split_forms(row["forms"])}
    theirs = {form for row in rows if row["language"] != "fa" for form in split_forms(row["forms"])}
    return frozenset(ours), frozenset(theirs - ours)


@dataclass(frozen=True, slots=True)
class Letters:
    """How many letters of each kind a text has; `arabic_script` counts all of the Arabic script."""

    arabic_script: int
    persian: int
    arabic: int
    neighbour: int
    other: int


def count_letters(text: str) -> Letters:
    """Count a text's letters by kind; total for any string, lone surrogates are no letters."""
    units = np.frombuffer(text.encode("utf-16-le", errors="surrogatepass"), dtype=np.uint16)
    kinds = np.bincount(_TABLE.take(units), minlength=6).tolist()  # half the time of _TABLE[units]
    shared, persian, arabic, neighbour, other = kinds[_SHARED:]
    return Letters(shared + persian + arabic + neighbour, persian, arabic, neighbour, other)


def is_persian(text: str) -> bool:
    """True unless script, letters or commonest words say that a text is in another language."""
    letters = count_letters(text)
    script = letters.arabic_script
    if not script:
        return False
    if letters.other > script and not _mostly_arabic_script_words(text):
        return False
    if letters.neighbour > script * 0.04:
        return False
    if letters.persian > script * 0.015 and letters.arabic < script * 0.02:
        return True
    words = [word for word in _WORD.findall(text) if len(word) <= 4]
    persian, others = _common_words()
    ours = sum(word in persian for word in words)
    theirs = sum(word in others for word in words)
    return ours > theirs or (ours == theirs and letters.arabic < script * 0.03)


def _mostly_arabic_script_words(text: str) -> bool:
    """Foreign letters may sit in one long blob (an embedded picture): then words, not letters, are counted."""
    ours = sum(1 for _ in _SCRIPT_WORD.finditer(text))
    theirs = sum(1 for _ in _LATIN_WORD.finditer(text))
    return ours > theirs


def reads_naturally(text: str) -> bool:
    """True where a decoding gave writing in the Arabic script: common letters common, no ط and ظ in every word.

    UTF-8 read as Windows-1256 is known by its ط and ظ, Windows-1256 read as another code page by odd frequencies.
    """
    letters = count_letters(text)
    if letters.arabic_script < 3 or letters.arabic_script < letters.other:
        return False
    frame = sum(text.count(letter) for letter in _FRAME)
    odd = text.count("ط") + text.count("ظ")
    stray = sum(text.count(letter) for letter in _STRAY)
    script = letters.arabic_script
    return frame > script * 0.45 and odd < script * 0.12 and stray < script * 0.02
