"""The words of a sentence with the part each plays in a clause.

In: a folded key and a sentence's words. Out: `Clause`: one mark per word (finite verb, preposition,
«که», «را», joint), what punctuation stands before it, and the light verb that follows a word.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.lexicons.load import keys_by
from pipeline.text.tokens import Word, finite_forms

VERB, PREPOSITION, JOINT, RELATIVE, OBJECT, PLAIN = "vpjkrx"
_MARKED = {"preposition": PREPOSITION, "joint": JOINT, "relative": RELATIVE, "object": OBJECT}
_HARD = frozenset("؛;:!؟?\n")
_SUFFER = frozenset(
    ("شد", "گشت", "گردید", "رسید", "درآمد", "رفت", "پیوست", "شتافت", "باخت", "سپرد", "برداشت", "دید", "خورد",
     "آمد", "افتاد")
)  # fmt: skip
_MAKE = frozenset(
    ("کرد", "نمود", "ساخت", "رساند", "رسانید", "گرفت", "درآورد", "آورد", "کشاند", "کشید", "برد", "انداخت", "داد",
     "کشت", "ربود", "فرستاد", "آویخت")
)  # fmt: skip
_ONE = frozenset(("است", "بود", "باشد", "ست"))
_MANY = frozenset(("اند", "بودند", "باشند"))
_NOT = frozenset(("نیست", "نبود", "نباشد", "نیستند", "نبودند", "نباشند"))
_FUTURE = {"خواهد": False, "خواهند": False, "نخواهد": True, "نخواهند": True}
# «۵ نفر مفقود هستند»: a state, not an act told as past
_STATE = {"است": False, "هست": False, "بود": False, "هستند": True, "بودند": True}
_AUXILIARIES = frozenset(("می", "نمی", *_FUTURE, *_STATE))
_MOST_PARTICIPLES = 3  # of one verb in a row: «گرفته شده بوده»
_KURD = "کرد"  # «کرد» did, and Kurdish


@cache
def word_class(name: str) -> frozenset[str]:
    """The keys of a class of victim_words.csv."""
    return keys_by("victim_words", "class")[name]


@cache
def _marks() -> dict[str, str]:
    marks = dict.fromkeys(finite_forms(), VERB)
    for name, mark in _MARKED.items():
        marks.update(dict.fromkeys(word_class(name), mark))
    return marks


@dataclass(frozen=True, slots=True)
class Light:
    """A light verb after a noun or participle: `shape` finite, participle or infinitive; `end` the word after it.

    `makes` tells «کرد» (who is hurt is the object) from «شد» (who is hurt is the subject).
    """

    makes: bool
    shape: str
    plural: bool | None
    negative: bool
    past: bool
    end: int
    root: str


@cache
def _light_forms() -> dict[str, tuple[bool, str, bool | None, bool, bool, str]]:
    """Each one-word form: makes, shape, plural, negative, past, past root."""
    forms: dict[str, tuple[bool, str, bool | None, bool, bool, str]] = {}
    for verb, told in finite_forms().items():
        root = told.lemma.partition("#")[0]
        if root in _SUFFER or root in _MAKE:
            past = told.tense == "past" and not verb.startswith(("می", "نمی"))
            forms[verb] = (root in _MAKE, "finite", told.plural, told.negative, past, root)
    for root in sorted(_SUFFER | _MAKE):
        for negation in ("", "ن"):
            makes, negative = root in _MAKE, bool(negation)
            forms[f"{negation}{root}"] = (makes, "finite", False, negative, True, root)
            forms[f"{negation}{root}ند"] = (makes, "finite", True, negative, True, root)
            forms[f"{negation}{root}ه"] = (makes, "participle", None, negative, True, root)
            forms[f"{negation}{root}هاند"] = (makes, "finite", True, negative, True, root)
            forms[f"{negation}{root}ن"] = (makes, "infinitive", None, negative, False, root)
    return forms


@cache
def light_words() -> frozenset[str]:
    """Every word a light verb may begin with."""
    return frozenset(_light_forms()) | _AUXILIARIES


@dataclass(slots=True)
class Clause:
    """Words of one sentence; `marks[i]` is the part word i plays, `before[i]` what precedes it: space, comma, stop."""

    key: str
    words: Sequence[Word]
    starts: list[int]
    marks: str
    before: str

    def at(self, offset: int) -> int:
        """The index of the first word that starts at or after a key offset."""
        return bisect_left(self.starts, offset)

    def text(self, index: int) -> str:
        """A word, or nothing outside the sentence."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def stopped(self, first: int, last: int) -> bool:
        """Whether a colon, semicolon, question, exclamation or line break stands between word `first` and word `last`."""
        return "." in self.before[first + 1 : last + 1]

    def light(self, index: int, after: int = 0) -> Light | None:
        """The light verb that starts at a word, if one does; `after` counts the participles of it already passed."""
        word = self.text(index)
        if not word or self.before[index] != " ":
            return None
        if word in _AUXILIARIES:
            return self._behind_auxiliary(word, index)
        forms = _light_forms()
        found = forms.get(word) or forms.get(word.removesuffix("که"))
        if found is None:
            return None
        makes, shape, plural, negative, past, root = found
        if shape == "participle":
            return self._of_participle(index, makes, negative, root, after)
        return Light(makes, shape, plural, negative, past, index + 1, root)

    def _behind_auxiliary(self, word: str, index: int) -> Light | None:
        """«می شود», «خواهد شد», or «است» by itself."""
        if word in _STATE:
            return Light(False, "finite", _STATE[word], False, False, index + 1, "بود")
        found = _light_forms().get(self.text(index + 1))
        if found is None:
            return None
        makes, _, plural, _, _, root = found
        if word in _FUTURE:
            return Light(makes, "finite", word.endswith("ند"), _FUTURE[word], False, index + 2, root)
        return None if plural is None else Light(makes, "finite", plural, word == "نمی", False, index + 2, root)

    def _of_participle(self, index: int, makes: bool, negative: bool, root: str, after: int) -> Light:
        """«کرده», «کرده است», and «گرفته شد», which is passive."""
        following = self.text(index + 1)
        if following in _ONE or following in _MANY or following in _NOT:
            many = following in _MANY or following.endswith("ند")
            return Light(makes, "finite", many, negative or following in _NOT, True, index + 2, root)
        passive = self.light(index + 1, after + 1) if makes and after < _MOST_PARTICIPLES else None
        if passive is None or passive.makes:
            return Light(makes, "participle", None, negative, True, index + 1, root)
        return replace(passive, negative=negative or passive.negative, root=root)


def read_clause(key: str, words: Sequence[Word]) -> Clause:
    """Mark the words of a sentence."""
    find = _marks().get
    marks = [find(word.text, PLAIN) for word in words]
    starts = [word.start for word in words]
    before = [" "] * len(words)
    for index, (left, start) in enumerate(zip(words, starts[1:], strict=False), 1):
        if start - left.end > 1:
            gap = key[left.end : start]
            before[index] = "." if not _HARD.isdisjoint(gap) else "," if "،" in gap or "," in gap else " "
        if left.text == _KURD and marks[index] not in (JOINT, RELATIVE) and start - left.end <= 1:
            marks[index - 1] = PLAIN
    return Clause(key, words, starts, "".join(marks), "".join(before))
