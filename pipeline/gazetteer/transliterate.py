"""A Latin spelling for Persian names that no source spells in Latin letters.

In: a name in Persian letters. Out: a name in ASCII letters, capitalised, in the manner of English newspapers
(تیشا → Tisha, اعظم ورسک → Azam Warsak). Short vowels are unwritten in Persian: `a` stands where a cluster needs one.
"""

import re

from pipeline.text.letters import fold_word

_CONSONANTS = {
    "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "z", "ر": "r",
    "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q",
    "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ئ": "y", "ء": "",
}  # fmt: skip
_SAYS_W = frozenset({
    "AFG", "PAK", "IRQ", "SYR", "LBN", "JOR", "PSE", "YEM", "SAU", "OMN", "ARE", "QAT", "BHR", "KWT", "EGY",
    "SDN", "LBY",
})  # fmt: skip
_WORDS = {
    "آباد": "abad", "اباد": "abad", "محمد": "Mohammad", "احمد": "Ahmad", "علی": "Ali", "حسن": "Hasan",
    "حسین": "Hossein", "شاه": "Shah", "خان": "Khan", "گل": "Gul", "ده": "Deh", "کوه": "Kuh", "سفید": "Sefid",
    "سیاه": "Siah", "سرخ": "Sorkh", "بالا": "Bala", "پایین": "Payin", "قلعه": "Qala", "تپه": "Tappeh",
    "چشمه": "Cheshmeh", "امام": "Imam", "سید": "Sayyed", "شیخ": "Sheikh", "حاجی": "Haji", "ملا": "Mullah",
    "عبدالله": "Abdullah", "الله": "Allah", "نو": "Now", "بزرگ": "Bozorg", "کوچک": "Kuchak",
    "اسلام": "Islam", "عین": "Ain", "محمدیه": "Mohammadiya", "مهدی": "Mahdi", "رضا": "Reza",
    "شهید": "Shahid", "پارس": "Pars",
}  # fmt: skip
_CLUSTERS = {1: "C", 2: "CC", 3: "CCaC", 4: "CCaCC", 5: "CCaCaCC"}


def transliterate(name: str, country: str | None = None) -> str:
    """The name in Latin letters; `country` (ISO3) chooses between w and v for و."""
    words = [_word(word, country) for word in fold_word(name).split()]
    return " ".join(word for word in words if word)


def _word(word: str, country: str | None) -> str:
    if word in _WORDS:
        return _WORDS[word][0].upper() + _WORDS[word][1:]
    if word.isascii():
        return word.capitalize()
    if word.endswith(("آباد", "اباد")) and len(word) > 4:
        return _word(word[:-4], country) + "abad"
    if word.startswith("ابوال") and len(word) > 6:
        return "Abu al-" + _word(word[5:], country)
    if word.startswith("ابو") and len(word) > 4:
        return "Abu " + _word(word[3:], country)
    if re.match(r"ال", word) and len(word) > 4:
        return "Al-" + _word(word[2:], country)
    sounds = _sounds(word, "w" if country in _SAYS_W else "v")
    return _vowelled(sounds).capitalize()


def _sounds(word: str, waw: str) -> list[tuple[str, bool]]:
    """The letters as (Latin, is a vowel); و and ی are consonants at a word's head and between vowels."""
    sounds: list[tuple[str, bool]] = []
    for at, letter in enumerate(word):
        first, last = at == 0, at == len(word) - 1
        after_vowel = bool(sounds) and sounds[-1][1]
        before_alef = word[at + 1 : at + 2] in ("ا", "آ")
        if letter in "آا":
            if first and letter == "ا" and len(word) > 1:
                following = word[1]
                if following in "یو":
                    continue
                sounds.append(("a", True))
            elif not after_vowel or sounds[-1][0] != "a":
                sounds.append(("a", True))
        elif letter == "ع":
            if first and word[1:2] not in ("ا", "ی", "و", ""):
                sounds.append(("a", True))
            elif not first:
                sounds.append(("", False))
        elif letter in "وی":
            consonant = waw if letter == "و" else "y"
            if before_alef or after_vowel or (first and word[:1] == letter):
                sounds.append((consonant, False))
            else:
                sounds.append(("u" if letter == "و" else "i", True))
        elif letter == "ه" and last and sounds and not after_vowel:
            sounds += [("a", True), ("h", False)] if len(word) < 4 else [("a", True)]
        elif letter in _CONSONANTS:
            sounds.append((_CONSONANTS[letter], False))
    return sounds


def _vowelled(sounds: list[tuple[str, bool]]) -> str:
    """The sounds with `a` put into clusters of consonants that cannot be said."""
    spelled = ""
    at = 0
    while at < len(sounds):
        if sounds[at][1]:
            spelled += sounds[at][0]
            at += 1
            continue
        end = at
        while end < len(sounds) and not sounds[end][1]:
            end += 1
        cluster = [sound for sound, _ in sounds[at:end]]
        spelled += _cluster(cluster, at == 0, end == len(sounds))
        at = end
    return spelled


def _cluster(cluster: list[str], at_start: bool, at_end: bool) -> str:
    if at_start and len(cluster) > 1:
        rest = cluster[1:]
        return cluster[0] + "a" + (_cluster(rest, False, at_end) if rest else "")
    if len(cluster) <= 2:
        return "".join(cluster)
    shape = _CLUSTERS.get(len(cluster))
    if shape is None:
        return "a".join(cluster)
    letters = iter(cluster)
    return "".join(next(letters) if mark == "C" else mark for mark in shape)
