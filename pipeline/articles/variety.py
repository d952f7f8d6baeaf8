"""Iranian or Afghan Persian, by the words an article uses, and the country it calls its own.

In: a text. Out: `fa-IR` or `fa-AF`. Each word of `variety_words.csv` counts once, with its weight; what Afghan usage
calls پولیس Iranian usage calls پلیس, so an Iranian report from Afghanistan does not become Afghan by its ولسوالی.
Afghan month names count only after a number, since most of them are words of their own.
"""

from functools import cache

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

from pipeline.articles.article import Article, Variety
from pipeline.lexicons.load import read_rows, split_forms

_LEAST = 3
_STRONG = 3
_READ = 6_000
_JOINT = "\u200c"
_MONTHS = frozenset(("حمل", "حوت"))  # the rows that hold these forms are those of solar months
_OLD_LETTERS = str.maketrans("یک", "يك")
_HOMES = {"fa-IR": "IRN", "fa-AF": "AFG"}


Meaning = tuple[int, int, bool]  # row number, weight (Iranian below 0), month name or not


@cache
def _words() -> dict[str, Meaning]:
    """Every spelling of the lexicon's words."""
    words: dict[str, Meaning] = {}
    for number, row in enumerate(read_rows("variety_words")):
        weight = int(row["weight"]) * (1 if row["variety"] == "fa-AF" else -1)
        forms = split_forms(row["forms"])
        for form in forms:
            for joined in sorted({form, form.replace(_JOINT, " "), form.replace(_JOINT, "")}):
                for spelled in (joined, joined.translate(_OLD_LETTERS)):
                    words[spelled] = (number, weight, not _MONTHS.isdisjoint(forms))
    return words


@cache
def _scanners() -> tuple[BytesAhoCorasick, AhoCorasick]:
    """A scanner of the words that are Afghan beyond doubt, on UTF-8 bytes for speed, and one of all words."""
    strong = [word.encode() for word, (_, weight, _) in _words().items() if weight >= _STRONG]
    return BytesAhoCorasick(strong, implementation=Implementation.DFA), AhoCorasick(
        list(_words()), matchkind=MatchKind.LeftmostLongest
    )


def variety_of(text: str) -> Variety:
    """The variety of Persian that a text's first 6,000 characters are in; fa-IR where nothing tells them apart.

    Afghan is what has a word that is Afghan beyond doubt and more Afghan than Iranian words by weight.
    """
    text = text[:_READ]
    strong, scanner = _scanners()
    if not strong.find_matches_as_indexes(text.encode("utf-8", errors="replace")):
        return "fa-IR"
    meanings = list(_words().values())
    seen: set[int] = set()
    score = strongest = 0
    for pattern, start, end in scanner.find_matches_as_indexes(text):
        row, weight, is_month = meanings[pattern]
        if row in seen or _within_word(text, start, end) or (is_month and not _after_number(text, start)):
            continue
        seen.add(row)
        score += weight
        strongest = max(strongest, weight)
    return "fa-AF" if strongest >= _STRONG and score >= _LEAST else "fa-IR"


def home_of(article: Article) -> str | None:
    """The country that an article means by «کشورمان» and «نیروهای ما», by its variety; None where that is unknown."""
    return _HOMES.get(article.variety)


def _within_word(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1].isalpha()) or (end < len(text) and text[end].isalpha())


def _after_number(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].strip()[-1:].isdigit()
