"""Places that no gazetteer lists: a head word and a name («روستای تیشا در نزدیکی اسعدآباد», «مسجد محمدیه»).

In: a head word's hit and the readings around it. Out: a `Reading` with a transliterated name, the country and the
division of the place told beside it, and no coordinates. Wrong guesses are dear: a name in quotes, or words that
are no ordinary Persian, are asked for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.gazetteer.common_words import common_words
from pipeline.gazetteer.load import Gazetteer
from pipeline.gazetteer.transliterate import transliterate
from pipeline.mentions.places.context import Before, words_before
from pipeline.mentions.places.reading import PLURALS, Reading
from pipeline.mentions.places.words import NameHit, PlaceWord, body_words, place_words, words_of_role
from pipeline.text.tokens import finite_forms

_QUOTED = re.compile(r' ?[«"]([^»"\n،.]{2,40})[»"]')
_ALSO_QUOTED = re.compile(r'[ »"]*(?:،|و|، و) ?[«"]([^»"\n،.]{2,40})[»"]')
_WORD = re.compile(r" ([^\W\d_]{2,})")
_MOST_WORDS = 2
_LEVELS = {
    "area": "district", "settlement": "settlement", "district": "district", "site": "site", "building": "site",
}  # fmt: skip
_NEXT = re.compile(r"[ ،(»\"]*(?:(?:واقع )?در |از توابع |شهر |استان |ولایت |ولسوالی |شهرستان |نزدیکی )*")
_STOPS = frozenset({
    "و", "که", "را", "با", "یا", "اما", "است", "شد", "شده", "کرد", "بود", "برای", "توسط", "هم", "نیز", "پس",
    "می", "نمی", "گفت", "هستند", "هست", "بودند", "شدند", "کردند", "دارد", "رفت", "هنگام",
    "نشین", "نشینان", "نشینانی", "سازی",
})  # fmt: skip
_VERB = re.compile(r"(?:ن?می|ب|ن|خواه)\w*(?:ند|یم|ید|م|د)")  # forms that hazm's list leaves out: بیایند، خواهیم
_NAMING = frozenset(("روستای", "قریه", "دهکده", "شهرک", "پاسگاه", "گردنه", "کیبوتص", "کیبوتس"))
_COUNTED = re.compile(r"(?<![^\W_])(?:این|آن|همان|هر|چند|چندین|یک|دو|سه|چهار|پنج|\d+) $")
_MAJORITY = 0.5
_MOST_BEFORE, _SHORTLY, _SPOKEN_OF = 6, 160, 0.25
_LOCATIVE = ("در", "near")
_ENDINGS = ("ی", "ها", "های", "هایی", "ان", "ات", "ش", "شان")


def read_after_head(
    key: str,
    hit: NameHit,
    head: PlaceWord,
    readings: Sequence[Reading],
    at: int,
    votes: Mapping[str, float],
    gazetteer: Gazetteer,
) -> list[Reading]:
    """The names that a head word has; `readings[at]` is the next mention."""
    start, end, form = hit
    first = _read_unnamed(key, start, end, head, readings, at, votes, gazetteer)
    if first is None:
        return []
    limit = readings[at].start if at < len(readings) else len(key)
    return [*_read_listed(key, form, first, head, limit, gazetteer), first]


def _read_unnamed(
    key: str,
    start: int,
    end: int,
    head: PlaceWord,
    readings: Sequence[Reading],
    at: int,
    votes: Mapping[str, float],
    gazetteer: Gazetteer,
) -> Reading | None:
    """Read a name after the head word `key[start:end]`; `readings[at]` is the next mention.

    A listed name that was not read is part of a body's name («پایگاه آمریکا») and no new place.
    """
    if head.level not in _LEVELS:
        return None
    following = readings[at] if at < len(readings) else None
    limit = following.start if following else len(key)
    quoted = _quoted(key, end, limit)
    if quoted is None and (not (word := _WORD.match(key, end)) or _is_stop(word.group(1))):
        return None
    before = words_before(key, readings[at - 1].end if at else 0, start)
    name = quoted or _unquoted(key, start, end, limit, head, following, bool(before.cue) or before.head is not None)
    if name is None or key[slice(*name)] in gazetteer.forms:
        return None
    beside = following if following and _NEXT.fullmatch(key, name[1], following.start) else None
    country = beside.country if beside else _ground(readings, at, start, votes) or majority(votes)
    return _unlisted(key, (start, end), name, head, before, beside, country)


def _unlisted(
    key: str, word: tuple[int, int], span: tuple[int, int], head: PlaceWord, before: Before,
    beside: Reading | None, country: str | None,
) -> Reading | None:  # fmt: skip
    """The place that the head key[word] and the name key[span] tell, of the division of the place beside it."""
    start, end = span
    name = transliterate(key[start:end].strip('«»" '), country)
    if not name:
        return None
    level = _LEVELS[head.level]
    spelled = head.name_en.format(name) if level == "site" or head.sort == "camp" else name
    span_end = end + 1 if key[end : end + 1] in ("»", '"') else end
    admin1 = (beside.admin1 or (beside.name if beside.precision == "province" else None)) if beside else None
    return Reading(
        before.start if before.direction or before.is_near else word[0], span_end, spelled, level, "place.head_noun",
        None, country, admin1, before.cue or key[slice(*word)], 0, False, before.in_name(is_narrow=True),
    )  # fmt: skip


def _read_listed(
    key: str, form: str, first: Reading, head: PlaceWord, limit: int, gazetteer: Gazetteer
) -> list[Reading]:
    """The other names in quotes that a plural head word has («شهرک‌های «X»، «Y» و «Z»»), up to the next place listed."""
    found: list[Reading] = []
    at = first.end
    while form.endswith(PLURALS) and (more := _ALSO_QUOTED.match(key, at, limit)):
        name = transliterate(more.group(1).strip(), first.country)
        if not name or more.group(1) in gazetteer.forms:
            break
        spelled = head.name_en.format(name) if first.precision == "site" or head.sort == "camp" else name
        found.append(replace(first, start=more.start(1) - 1, end=more.end(), name=spelled))
        at = more.end()
    return found


def _quoted(key: str, end: int, limit: int) -> tuple[int, int] | None:
    found = _QUOTED.match(key, end)
    if not found or found.end() > limit or len(found.group(1).split()) > 4:
        return None
    return found.span(1)


def _unquoted(
    key: str, start: int, end: int, limit: int, head: PlaceWord, following: Reading | None, has_cue: bool
) -> tuple[int, int] | None:
    """The words after a head that can be a name: one or two, none of them ordinary unless a place follows at once."""
    at, count = end, 0
    while count < _MOST_WORDS and (word := _WORD.match(key, at)) and word.end() <= limit:
        text = word.group(1)
        if _is_stop(text) or (count and _is_ordinary(text) and text != "آباد"):
            break
        at, count = word.end(), count + 1
    if not count:
        return None
    words = key[end:at].split()
    is_ordinary = _is_ordinary(words[0]) or len(words[0]) < 3
    if (not is_ordinary or len(words) > 1) and _names_itself(key, start, end):  # a second word is never ordinary
        return end + 1, at
    follows = following is not None and bool(_NEXT.fullmatch(key, at, following.start)) and at < following.start
    if head.level in ("site", "building"):
        ends_line = head.level == "building" and key[at : at + 1] in ("", "\n")
        told = follows or not is_ordinary if has_cue else follows and not is_ordinary
        return (end + 1, at) if told or (has_cue and ends_line) else None
    return (end + 1, at) if not is_ordinary and (has_cue or follows) else None


def _names_itself(key: str, start: int, end: int) -> bool:
    """A head word that a name follows as a rule («روستای X»), unless it is counted or pointed at («دو پاسگاه X»)."""
    return key[start:end] in _NAMING and not _COUNTED.search(key, max(0, start - 8), start)


def _is_ordinary(word: str) -> bool:
    """Whether a word, or what is left without an ending, is a frequent Persian word."""
    common = common_words()
    return word in common or any(word.endswith(end) and word[: -len(end)] in common for end in _ENDINGS)


def _is_stop(word: str) -> bool:
    return (
        word in _STOPS
        or word in finite_forms()
        or _VERB.fullmatch(word) is not None
        or word in place_words()
        or word in words_of_role("not_name")
        or word in body_words()
        or word in words_of_role("adjective")
    )


def _ground(readings: Sequence[Reading], at: int, start: int, votes: Mapping[str, float]) -> str | None:
    """The country of the known place told shortly before a name, where the article speaks of that country.

    A country itself is ground only with «در»: else it is a side as often («حملات X به شهرک …»).
    """
    for one in reversed(readings[max(0, at - _MOST_BEFORE) : at]):
        if start - one.end > _SHORTLY:
            return None
        told = one.cue in _LOCATIVE if one.precision == "country" else one.entry is not None and one.entry.is_curated
        if told and not one.in_name and one.country:
            return one.country if votes.get(one.country, 0.0) > _SPOKEN_OF * sum(votes.values()) else None
    return None


def majority(votes: Mapping[str, float]) -> str | None:
    """The country (ISO3) that more than half of the votes are for."""
    total = sum(votes.values())
    if not total:
        return None
    country = max(sorted(votes), key=lambda iso3: votes[iso3])
    return country if votes[country] / total > _MAJORITY else None
