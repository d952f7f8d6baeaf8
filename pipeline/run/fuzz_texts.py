"""Hostile texts: real-looking Persian articles with something done to them, and texts that no newspaper would print.

In: a source of chance and the articles to start from. Out: a text. The same chance gives the same text.
"""

import random
from collections.abc import Callable, Sequence
from functools import cache

from pipeline.lexicons.load import FOLDER, read_rows, split_forms

# Characters at most: mostly few, as most faults need few; what is longer is tested for its cost in tests/laws.
LENGTHS = (40, 80, 120, 120, 120, 200, 300, 300, 700, 3_000)
NASTY = (
    "\0", "\x01", "\x1b[2J", "\x7f", "\x85", "\ufeff", "\ufffe", "\uffff", "\ufffd", "\ud800", "\udfff", "\U0010ffff",
    "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u202c", "\u2066", "\u2067", "\u2069",
    "\u00ad", "\u034f", "\u061c", "\u2028", "\u2029", "\u3164", "\u115f", "\ufe0f", "\u0301" * 40, "\u0652" * 9,
    "ـ" * 30, "ﷺ", "ﷲ", "ﻻ", "ﺐ", "İ", "ß", "ﬁ", "㎏", "𝟗", "➈", "Ⅻ", "½", "²", "٣", "৩", "۱۲", "一", "😀", "👨‍👩‍👧", "🇮🇷",
    "&zwnj;", "&#0;", "&#x110000;", "&#55296;", "&amp;lt;", "&nosuch;", "&" * 20, "<b>", "</p>", "<!--", "]]>",
    "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "@SUM(A1)", "{{7*7}}", "${x}", "%s%n", "../../etc/passwd",
    "'; DROP TABLE events;--", "\r", "\r\n", "\n\n\n", "\t", "\v", "\f", " " * 50, "«" * 30, "»" * 30, "(" * 50,
    ")" * 50, '"', "'", "\\", "…", "؟!" * 10, "." * 40, "،" * 20, "؛", ":", "/", "-" * 40, "%", "٪", "$",
)  # fmt: skip
FIGURES = (
    "0", "-1", "9" * 400, "۹" * 30, "1e308", "1.7976931348623157e309", "NaN", "۱۴۰۱/۱۳/۴۵", "1401/06/31", "۳۰/۲/۱۳۹۹",
    "31/02/2020", "۰۰/۰۰/۰۰۰۰", "9999-12-31", "0001-01-01", "99999/1/1", "۲۵:۶۱", "24:00", "۱۲:۳۰:۹۹", "۱۰۰ هزار میلیارد",
    "صد هزار هزار هزار", "یک میلیون و دویست و سی", "۵ تا ۳", "صفر", "هیچ", "۱۲.۵", "1,000,000", "۱٬۰۰۰", "۱۲/", "٪۵۰",
)  # fmt: skip
LOOKALIKES = str.maketrans(
    {"ی": "ي", "ک": "ك", "ه": "ة", "و": "ۆ", "ا": "أ", "ر": "ڕ", "۰": "٠", "۴": "٤", "a": "а", "e": "е", " ": "\u00a0",
     ".": "٫", "،": "‚", "س": "ڛ", "ن": "ں", "ت": "ٺ", "\u200c": "\u200d"}
)  # fmt: skip
BETWEEN = (" ", " ", " ", "  ", "\u200c", "", "\n", "، ", ". ", " و ", " که ", "؛ ", ": ", " «", "» ", " (", ") ", "/")


@cache
def lexicon_forms() -> tuple[str, ...]:
    """Every form of every lexicon, in the order of the files."""
    rows = (row for path in sorted(FOLDER.glob("*.csv")) for row in read_rows(path.stem))
    return tuple(dict.fromkeys(form for row in rows for form in split_forms(row.get("forms", ""))))


def any_character(chance: random.Random) -> str:
    """A character of any plane, surrogates among them; the Arabic block more often than by chance."""
    low, high = chance.choice(((0, 0x80), (0x80, 0x600), (0x600, 0x700), (0x2000, 0x2100), (0xD800, 0x110000)))
    return chr(chance.randrange(low, high))


class Texts:
    """Makes hostile texts from articles."""

    def __init__(self, articles: Sequence[str]) -> None:
        self._articles = articles

    def make(self, chance: random.Random) -> str:
        """One text of at most the largest of `LENGTHS`."""
        return self.vary(self.base(chance), chance)

    def base(self, chance: random.Random) -> str:
        """A text before anything is done to it."""
        most = chance.choice(LENGTHS)
        text = chance.choice((self._article, self._article, self._splice, self._words_alone, _soup, _noise))(chance)
        at = chance.randrange(1 + max(0, len(text) - most))
        return text[at : at + most]

    def vary(self, text: str, chance: random.Random) -> str:
        """The text with up to six things done to it."""
        most = max(len(text), LENGTHS[0])
        for _ in range(chance.choice((0, 1, 1, 2, 3, 6))):
            text = chance.choice(CHANGES)(text, chance)[:most]
        return text

    def _article(self, chance: random.Random) -> str:
        return chance.choice(self._articles)

    def _splice(self, chance: random.Random) -> str:
        """Sentences of several articles in turn."""
        sentences = [part for _ in range(3) for part in chance.choice(self._articles).split(".")]
        chance.shuffle(sentences)
        return chance.choice((".", ". ", "\n", "؛ ", " و ", "")).join(sentences[: chance.randint(1, 12)])

    def _words_alone(self, chance: random.Random) -> str:
        """The words of an article in any order."""
        words = chance.choice(self._articles).split()
        chance.shuffle(words)
        return "".join(word + chance.choice(BETWEEN) for word in words[: chance.randint(1, 150)])


def _soup(chance: random.Random) -> str:
    """Lexicon forms, figures and marks: far denser in what rules look for than any news."""
    pools: tuple[Sequence[str], ...] = (lexicon_forms(), lexicon_forms(), lexicon_forms(), FIGURES, NASTY)
    words = (chance.choice(chance.choice(pools[: chance.randint(1, 5)])) for _ in range(chance.randint(1, 80)))
    return "".join(word + chance.choice(BETWEEN) for word in words)


def _noise(chance: random.Random) -> str:
    return "".join(any_character(chance) for _ in range(chance.choice((0, 1, 2, 5, 40, 300))))


def _put(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(text))
        piece = chance.choice((chance.choice(NASTY), chance.choice(FIGURES), any_character(chance)))
        text = text[:at] + piece + text[at:]
    return text


def _take(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + text[at + chance.choice((1, 1, 5, 50, 500)) :]


def _repeat(text: str, chance: random.Random) -> str:
    """A piece of the text many times over."""
    at = chance.randint(0, len(text))
    piece = text[at : at + chance.choice((1, 4, 10, 40))]
    return text[:at] + piece * chance.choice((2, 10, 60)) + text[at:]


def _swap_words(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    for _ in range(chance.randint(1, 10)):
        a, b = chance.randrange(len(words)), chance.randrange(len(words))
        words[a], words[b] = words[b], words[a]
    return " ".join(words)


def _respace(text: str, chance: random.Random) -> str:
    return text.replace(" ", chance.choice(("", "\u200c", "\u00a0", "\n", "  ", " \u200f", "،", "_")))


def _unstop(text: str, chance: random.Random) -> str:
    return text.replace(chance.choice((".", "،", "\n", "»")), chance.choice(("", " ", "،", "«", ".\n", "…")))


def _cut_words(text: str, chance: random.Random) -> str:
    """One endless word."""
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice("اب1aـ") * chance.choice((50, 300, 3_000)) + text[at:]


def _mirror(text: str, chance: random.Random) -> str:
    return text[::-1] if chance.random() < 0.3 else text.translate(LOOKALIKES)


def _one_lookalike(text: str, chance: random.Random) -> str:
    old = chance.choice(list(LOOKALIKES))
    return text.translate({old: LOOKALIKES[old]})


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _put, _put, _take, _repeat, _swap_words, _respace, _unstop, _cut_words, _mirror, _one_lookalike,
)  # fmt: skip
