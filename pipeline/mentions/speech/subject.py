"""Who of a clause's noun phrases speaks: the subject of a verb of saying.

In: the phrases of a clause and what can speak in them. Out: the subject and how it is known. Persian puts the subject
first in its clause, free of prepositions and of «را».
"""

import re
from collections.abc import Sequence

from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.speech.phrases import (
    DEMONSTRATIVES,
    KE,
    PRONOUNS,
    QUANTIFIERS,
    WORD_KINDS,
    Phrase,
    Spot,
    is_anaphor,
    spot_in,
)
from pipeline.mentions.speech.words import speech_words
from pipeline.text.tokens import Word, finite_forms

_PARTICIPLES = frozenset("شده کرده داده گرفته داشته زده بوده آمده رفته یافته خورده آورده است".split())
_NO_NAMES = frozenset("من ما شما ممکن همه".split())
_ACT = re.compile(r"(?:انفجار|حمله|حملات|وقوع|درگیری|صدا|شلیک|بمباران|قتل|کشته)")
_DEEDS = speech_words("deed")  # who does or suffers them says nothing: «حمله ارتش X», but not «حمله‌کنندگان»
_DOERS = ("کنند", "ور", "گر")
_AMOUNTS = speech_words("amount")
_OF_WHAT = frozenset("با از بر برای توسط علیه".split())
_ORDERED = frozenset("پس پیش قبل بعد بنا".split())

Subject = tuple[Phrase, str]


def choose_subject(
    words: Sequence[Word], phrases: Sequence[Phrase], spots: Sequence[Spot], stop: int, *, nearest: bool = False
) -> tuple[Phrase, str, Subject | None] | None:
    """The phrase that speaks and how it is known: `spot`, `anaphor`, bare `name`, or `oblique` where all else fails.

    The first free phrase of the clause is the subject; of a later clause («… شد و پلیس گفت») the one that can speak.
    Third comes whom the clause around it has for its subject, where the verb of saying is in one within.
    `nearest` is for a verb whose subject stands close by («که ارتش مسئولیتش را پذیرفت»).
    """
    nearby = _last_pronoun(words, phrases)
    if phrases and phrases[0].is_object and phrases[0].initial:
        phrases = [_before_object(words, phrases[0], spots), *phrases[1:]]
    chosen, nested = _first_free(words, phrases, spots, nearest=nearest)
    if chosen is not None and nested and (inner := _inner_subject(words, phrases, spots, stop)):
        return (*inner, chosen)
    if (chosen is None or chosen[1] == "name") and nearby is not None:
        return nearby, "anaphor", None  # «در همین ارتباط، وی گفت»
    if chosen is None or (chosen[1] == "name" and not _like_a_name(words, chosen[0])):
        chosen = _inside_oblique(words, phrases, spots)
    return (*chosen, None) if chosen else None


def _last_pronoun(words: Sequence[Word], phrases: Sequence[Phrase]) -> Phrase | None:
    """«وی» right before the verb, where it can be a subject."""
    last = phrases[-1] if phrases else None
    if last is None or last.prep or last.is_object or words[last.first].text not in PRONOUNS:
        return None
    return last


def _first_free(
    words: Sequence[Word], phrases: Sequence[Phrase], spots: Sequence[Spot], *, nearest: bool
) -> tuple[Subject | None, bool]:
    """The first phrase free of prepositions and «را», or the better one of a later clause; whether the verb is in one within."""
    chosen: Subject | None = None
    nested = new_clause = after_object = False
    for phrase in phrases:
        new_clause = new_clause or (phrase.verb and not nested)
        if phrase.clause:
            nested = chosen is not None and not (phrase.verb and chosen[1] == "name")
        elif phrase.verb and nested and phrase.comma:
            nested = False
            continue
        after_object = after_object and not (phrase.verb or phrase.comma or phrase.clause)
        if phrase.prep or phrase.is_object or after_object or (nested and not nearest):
            after_object = after_object or phrase.is_object
            continue
        how = _how(words, phrase, spots)
        if how == "deed" or (how == "name" and not _may_be_name(words, phrase)):
            continue
        if chosen is None or (how != "name" and (nearest or new_clause or _is_weak(words, chosen))):
            chosen, new_clause = (phrase, how), False
    return chosen, nested


def _may_be_name(words: Sequence[Word], phrase: Phrase) -> bool:
    return not is_no_name(words, phrase) and words[phrase.last].text != "همان"


def _is_weak(words: Sequence[Word], chosen: Subject) -> bool:
    """Whether a subject is a bare name that does not open its clause or does not look like one."""
    return chosen[1] == "name" and not (chosen[0].initial and _like_a_name(words, chosen[0]))


def _inner_subject(
    words: Sequence[Word], phrases: Sequence[Phrase], spots: Sequence[Spot], stop: int
) -> tuple[Phrase, str] | None:
    """Of «X پس از آنکه پلیس گفت …» the subject within: no other verb closes the clause before words[stop]."""
    verbs = finite_forms()
    opened = next((i for i in range(stop - 1, -1, -1) if WORD_KINDS.get(words[i].text) == KE), stop)
    if any(word.text in verbs or word.text in _PARTICIPLES for word in words[opened + 1 : stop]):
        return None
    for phrase in phrases:
        if phrase.first == opened + 1 and not phrase.prep and not phrase.is_object:
            how = _how(words, phrase, spots)
            return (phrase, how) if how in ("spot", "anaphor") else None
    return None


def _before_object(words: Sequence[Word], phrase: Phrase, spots: Sequence[Spot]) -> Phrase:
    """Of an object at the head of a clause the part that may be its subject: a speaker at its start, else one word."""
    spot = spot_in(spots, words[phrase.first].start, words[phrase.first].end)
    last = phrase.first
    if spot is not None:
        last = max(i for i in range(phrase.first, phrase.last + 1) if words[i].start < spot.end)
    if last >= phrase.last or phrase.prep:
        return phrase
    return Phrase(phrase.first, last, "", False, phrase.comma, phrase.verb, phrase.clause, True)


def _how(words: Sequence[Word], phrase: Phrase, spots: Sequence[Spot]) -> str:
    if is_anaphor(words, phrase):
        return "anaphor"
    first = words[phrase.first]
    spot = spot_in(spots, first.start, words[phrase.last].end)
    if spot is None:
        return "name"
    doers = phrase.first < phrase.last and words[phrase.first + 1].text.startswith(_DOERS)
    return "deed" if first.text in _DEEDS and spot.start > first.start and not doers else "spot"


def is_no_name(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether a phrase that nothing known stands in names an act or a thing, not who speaks: «وقوع انفجار», «ما»."""
    heads = words[phrase.first : min(phrase.first + 2, phrase.last + 1)]
    return words[phrase.first].text in _NO_NAMES or any(_ACT.match(word.text) for word in heads)


def _like_a_name(words: Sequence[Word], phrase: Phrase) -> bool:
    first = words[phrase.first].text
    if phrase.last == phrase.first and (first in DEMONSTRATIVES or first in QUANTIFIERS):
        return False
    return phrase.last - phrase.first < 6 and not first[:1].isdigit() and first not in _AMOUNTS


def _inside_oblique(
    words: Sequence[Word], phrases: Sequence[Phrase], spots: Sequence[Spot]
) -> tuple[Phrase, str] | None:
    """«در حمله به مسجد پلیس گفت»: a speaker that follows an oblique without a mark between."""
    for phrase in phrases:
        if phrase.is_object or phrase.last == phrase.first or not _may_precede(words, phrases, phrase, spots):
            continue
        spot = spot_in(spots, words[phrase.first + 1].start, words[phrase.last].end)
        if spot is not None and not _is_thing(spot) and (phrase is phrases[0] or spot.person):
            first = next(
                (i for i in range(phrase.first, phrase.last + 1) if words[i].start >= spot.start), phrase.first
            )
            return Phrase(first, phrase.last, "", False, False, False, False, False), "oblique"
    return None


def _may_precede(words: Sequence[Word], phrases: Sequence[Phrase], phrase: Phrase, spots: Sequence[Spot]) -> bool:
    """Whether an oblique can stand right before who speaks: at the head of a clause, or before its verb («در پی حمله به X …»).

    «با X», «از X», «بر X» are what is spoken of or by what means, but for «با این حال», «پس از X».
    """
    if phrase is not phrases[0]:
        return phrase is phrases[-1] and (phrase.prep == "در" or (phrase.prep == "به" and phrases[0].prep == "در"))
    if phrase.prep in _OF_WHAT and phrase.first > 1:
        before = words[phrase.first - 2]
        after_medium = any(s.layer == "media" and s.end == before.end for s in spots)  # «به گزارش X از کابل، …»
        return words[phrase.first].text in DEMONSTRATIVES or before.text in _ORDERED or after_medium
    return bool(phrase.prep) and phrase.prep not in _OF_WHAT


def _is_thing(spot: Spot) -> bool:
    return isinstance(spot.item, ActorMention) and spot.item.number == "thing"
