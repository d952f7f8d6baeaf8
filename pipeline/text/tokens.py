"""Sentences, words and finite verbs, by hazm's rule and verb list.

In: a `Folded` text. Out: key offsets of sentences and words, and what hazm's verb list says of a
word: which finite verb it is, in which tense, whether negated.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from pipeline.text.letters import Folded, fold_word

# hazm's own idea of where a sentence ends, a run of marks tried once and not from each of its marks
_ENDS = r"(?<![!.?⸮؟])[!.?⸮؟]++[ \n]+"
_LETTERS = r"[^\W\d]{2}"
_BREAK = re.compile(  # also: a stop without a space after it, a stop inside closing quotes
    rf"{_ENDS}|\n+|(?<=[؛;])\s|(?<={_LETTERS}[.؟!])(?=[^\W\d_])|(?<={_LETTERS} [.؟!])(?=[^\W\d_])"
    rf"|(?<={_LETTERS}[.؟!][»\"])\s+"
)
_NEAR_BREAK = re.compile(r"[!.?⸮؟\n؛;»\"]")  # every break begins at such a mark or right behind it
_WORD = re.compile(r"[0-9]+(?:[.,/:][0-9]+)*|[^\W_]+")
_INITIALS = re.compile(r"(?:(?:^|[\s.«(\"])[^\W\d_]|\.[^\W\d_]{1,2})$")  # «ا.», «.سی», but not «شد»
_INITIALS_FOLLOW = re.compile(r"\.[^\W\d_]{1,2}\.")  # «بی.بی.»
# No sentence is read as longer than this (of 134,810 in real news four are, lists of names): what is found is compared
# within its sentence, so that a text without a stop would cost the square of its length.
LONGEST_SENTENCE = 2_500
_CUT = re.compile(r"\s|[^\w\s.,/:](?!\w)")


@dataclass(slots=True)
class Word:
    """A word of the key: `key[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Verb:
    """What a finite form says: past and present root, tense (past, present, future; moods are of the present), negation, plural."""

    lemma: str
    tense: str
    negative: bool
    plural: bool


def find_sentences(folded: Folded) -> list[tuple[int, int]]:
    """Key spans of sentences: hazm's enders, line breaks and semicolons; initials («بی.بی.سی.») do not end one."""
    key = folded.key
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _breaks(key):
        dot = found.start()
        at = dot if found.group() else dot - 1
        if key[at : at + 1] == "." and "\n" not in found.group() and _in_initials(key, at):
            continue
        end = found.end()
        if end > start and not key[start:end].isspace():
            _add_parts(spans, key, start, end)
        start = max(start, end)
    if start < len(key) and not key[start:].isspace():
        _add_parts(spans, key, start, len(key))
    return spans


def _add_parts(spans: list[tuple[int, int]], key: str, start: int, end: int) -> None:
    """A span without outer blanks, or the parts of one that is too long."""
    if end - start <= LONGEST_SENTENCE:
        spans.append(_strip(key, start, end))
    else:
        spans += [_strip(key, *part) for part in _parts(key, start, end)]


def _parts(key: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span in parts that are no longer than a sentence may be, never cut inside a word."""
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        at = max(key.rfind(mark, start + 1, limit) for mark in " ،")
        if at < 0:  # one word, or marks without a space
            found = _CUT.search(key, limit, end)
            at = found.start() if found else end - 1
        if not key[start : at + 1].isspace():
            yield start, at + 1
        start = at + 1
    if start < end and not key[start:end].isspace():
        yield start, end


def _breaks(key: str) -> Iterator[re.Match[str]]:
    """What `_BREAK.finditer` finds, tried only where a break may begin."""
    done = 0
    for mark in _NEAR_BREAK.finditer(key):
        for at in (mark.start(), mark.end()):
            if at >= done and (found := _BREAK.match(key, at)):
                yield found
                done = max(found.end(), at + 1)


def _in_initials(key: str, dot: int) -> bool:
    if key[max(0, dot - 3) : dot].isalpha() and dot > 2 and key.find(".", dot + 2, dot + 4) < 0:
        return False  # behind a word of three letters, as most are
    return bool(_INITIALS.search(key, max(0, dot - 4), dot) or _INITIALS_FOLLOW.match(key, dot))


def _strip(key: str, start: int, end: int) -> tuple[int, int]:
    text = key[start:end]
    start += len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def find_words(key: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Words of `key[start:end]`, numbers with their inner separators as one."""
    return placed_words(key, start, find_texts(key, start, len(key) if end is None else end))


def placed_words(key: str, at: int, texts: Iterable[str]) -> list[Word]:
    """Words that follow one another in a key from some place on; to look for them again costs less than matches do."""
    find = key.find
    return [Word(at := find(text, at), at := at + len(text), text) for text in texts]


def words_from(key: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Words one by one, for who needs but the first few."""
    return _WORD.finditer(key, start, end)


def find_texts(key: str, start: int, end: int) -> list[str]:
    """The same words without their places, which costs a quarter."""
    return _WORD.findall(key, start, end)


# By whether they are of the plural.
_PAST_ENDINGS = {False: ("", "م", "ی"), True: ("یم", "ید", "ند")}
_PRESENT_ENDINGS = {False: ("م", "ی", "د"), True: ("یم", "ید", "ند")}
_WITHOUT_PREFIX = ("د", "ند")  # «گوید», «گویند»
# Roots whose bare past is far more often a noun in news: «گشت» patrol, «ساخت» make, «کشت» crop.
_NOT_BARE = frozenset("گشت ساخت پخت کاشت بافت یافت برد دوخت باخت شناخت پرداخت برداشت سوخت زیست رست خرید پخش".split())


def read_list(name: str) -> str:
    """A word list of hazm, as its file has it; hazm itself is not imported, since that takes seconds."""
    spec = find_spec("hazm")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'hazm'", name="hazm")
    return (Path(spec.origin).parent / "data" / name).read_text(encoding="utf-8")


@cache
def finite_forms() -> dict[str, Verb]:
    """Each one-word finite form of hazm's verb list, prefix joined or left off as after a lost joint."""
    forms: dict[str, Verb] = {}
    for entry in read_list("verbs.dat").splitlines():
        past, _, present = entry.partition("#")
        past, present = fold_word(past), fold_word(present)
        if not past:
            continue  # «هست», which is told below
        lemma = f"{past}#{present}"
        for form, verb in chain(_past_forms(past, lemma), _present_forms(present, lemma)):
            forms.setdefault(form, verb)
    forms |= {word: Verb("بود#باش", *told) for word, told in _COPULAS.items()}
    forms |= {word: Verb("خواست#خواه", *told) for word, told in _FUTURES.items()}
    return {form: verb for form, verb in forms.items() if form not in _NOUNS_NOT_VERBS}


def _past_forms(root: str, lemma: str) -> Iterator[tuple[str, Verb]]:
    """رفت, نرفتم, می‌رفتیم, نمی‌رفتند."""
    for plural, endings in _PAST_ENDINGS.items():
        yes, no = (Verb(lemma, "past", negative, plural) for negative in (False, True))
        for ending in endings:
            if ending or root not in _NOT_BARE:
                yield root + ending, yes
            for prefix, verb in (("ن", no), ("می", yes), ("نمی", no)):
                yield prefix + root + ending, verb


def _present_forms(root: str, lemma: str) -> Iterator[tuple[str, Verb]]:
    """می‌روم, نمی‌روی, بروند, نروند, رود."""
    stem = root + ("ی" if root.endswith(("ا", "و")) and root not in ("شو", "رو", "دو", "شنو") else "")
    for plural, endings in _PRESENT_ENDINGS.items():
        yes, no = (Verb(lemma, "present", negative, plural) for negative in (False, True))
        for ending in endings:
            for prefix, verb in (("می", yes), ("نمی", no), ("ب", yes), ("ن", no)):
                yield prefix + stem + ending, verb
            if ending in _WITHOUT_PREFIX:
                yield stem + ending, yes


_FUTURES = {
    "خواهد": ("future", False, False), "خواهند": ("future", False, True),
    "نخواهد": ("future", True, False), "نخواهند": ("future", True, True),
}  # fmt: skip
_COPULAS = {
    "است": ("present", False, False), "هست": ("present", False, False), "نیست": ("present", True, False),
    "هستند": ("present", False, True), "نیستند": ("present", True, True), "اند": ("present", False, True),
    "بود": ("past", False, False), "بودند": ("past", False, True), "نبود": ("past", True, False),
    "نبودند": ("past", True, True), "باشد": ("present", False, False), "باشند": ("present", False, True),
    "نباشد": ("present", True, False), "نباشند": ("present", True, True),
}  # fmt: skip
# Nouns, adjectives and names that look like a finite form; in news they are nearly always these.
_NOUNS_NOT_VERBS = frozenset(
    "آید باری باید باند بازی بخت بدن بدید برخی برد برم برمی بسیج بستری بمب بند بوم بهم پدید پسند تولید جدید"
    " چند خدا خرد خواهر درد درگذشت دود رستم رشت روم روند زن زنی ساز سازند سپرد ستاد سخت سختی سرد سرنوشت سمند سند سود"
    " سودی شاید شب شدید شکست شگفت شناختی شناسی کارد کشتی کشند کندی گذشت مانند مرد مردم مردمی مشت مشتی میدانی"
    " میرانی نام نان نبرد نخست ندا نروژی نزد نشست نشستی نفرت نماد نمی نهاد نواری نیازی وارد هشت هشتم هلند هند"
    " بلند بلندی بست بایست برگشت زاد پرداختی خواستی نظامی می دید آماد".split()
)
