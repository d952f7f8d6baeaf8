"""Noun phrases of a clause that may speak: where they begin and end, what governs them.

In: a folded key, the sentence's words, the hits that can speak. Out: `Phrase`s in text order, the phrase after «به گزارش».
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.scan import Hit
from pipeline.mentions.speech.words import speech_words
from pipeline.text.tokens import Word, finite_forms

_NOUN, _PREP, _RA, KE, _AND, _VERB, _TIME, _STOP = range(8)
WORD_KINDS = {
    **dict.fromkeys(speech_words("preposition"), _PREP),
    "را": _RA,
    **dict.fromkeys("که اینکه آنکه چراکه بلکه".split(), KE),
    **dict.fromkeys("و یا".split(), _AND),
    **dict.fromkeys(speech_words("time"), _TIME),
    **dict.fromkeys(speech_words("no_noun"), _STOP),
}
_DAY_COUNTS = frozenset("یک دو سه چهار پنج".split())
PRONOUNS = frozenset("وی او ایشان نامبرده آنها آنان اینها اینان".split())
DEMONSTRATIVES = frozenset("این آن همین همان".split())
_REFERRING = speech_words("referring")
QUANTIFIERS = speech_words("quantifier")
_TIES = {"با": speech_words("completed_by_ba"), "به": speech_words("completed_by_be")}
_PLACED = ("منبع", "منابع", "مقام", "مسئول", "مسوول")
_MEDIA_HEADS = speech_words("before_medium")
_TOLD_TO = tuple(f" {word} " for word in ("به", "گزارش", "نقل", "روزنامه", "خبرنگار", "نوشته", "سایت"))
_IN_PHRASE = re.compile(r"[^\W_] $")  # «استانداری فارس:» is the province
_PRINTED = re.compile(r"[»\"]? چاپ ")
TALK = re.compile(r"\s?و\s?گو")
_MOST_WORDS = 16
_NOT_BEGUN = -1
_TIMELY = ("", "درهمین", "دراین")  # no preposition, or one that a word of time completes
_BEFORE_TIME = ("یک", "آخر", "اول", "چند")  # of the time, not of the noun before it


@dataclass(slots=True)  # not frozen, as Hit is not
class Spot:
    """A hit or actor phrase that can speak at key[start:end]; `person` one that names or titles people."""

    start: int
    end: int
    layer: str
    item: Hit | ActorMention
    person: bool


@dataclass(slots=True)
class Phrase:
    """Words first..last; the preposition that governs it, whether «را» follows, what stands between it and the last."""

    first: int
    last: int
    prep: str
    is_object: bool
    comma: bool
    verb: bool
    clause: bool
    initial: bool


def find_spots(key: str, actors: Sequence[ActorMention], media: Sequence[Hit], nouns: Sequence[Hit]) -> list[Spot]:
    """Everything in a sentence that can speak, ordered; things do not, and a name like «فارس» needs a cue."""
    spots = [
        Spot(a.key_start, a.key_end, "actor", a, a.number in ("person", "office"))
        for a in actors
        if a.role is not None and a.role != "OBJ"
    ]
    spots += [Spot(h.start, h.tail, "noun", h, h.rows[0]["kind"] in ("person", "collective")) for h in nouns]
    spots += [
        Spot(h.start, h.tail, "media", h, False) for h in media if h.rows[0]["needs_cue"] != "yes" or _has_cue(key, h)
    ]
    spots.sort(key=lambda s: (s.start, -s.end))
    return spots


def is_told_to(key: str, hit: Hit) -> bool:
    """Whether a medium's name stands after «به», «گزارش» and the like, so that «هشت صبح» in it is no hour."""
    return key[max(0, hit.start - 16) : hit.start].endswith(_TOLD_TO)


def _has_cue(key: str, hit: Hit) -> bool:
    """A medium's name that is a common word counts after «خبرگزاری», «به گزارش» and the like, or alone before a colon."""
    before = key[max(0, hit.start - 16) : hit.start]
    if key[hit.tail : hit.tail + 2].lstrip()[:1] == ":" and not _IN_PHRASE.search(before):
        return True
    return bool(before.split()) and before.split()[-1] in _MEDIA_HEADS


def find_phrases(
    key: str, words: Sequence[Word], first: int, stop: int, skips: Sequence[tuple[int, int]] = ()
) -> list[Phrase]:
    """Noun phrases among words[first:stop]; spans of key in `skips` (other attributions) belong to none."""
    found: list[Phrase] = []
    phrase = Phrase(_NOT_BEGUN, -1, "", False, False, False, False, True)
    index = first
    while index < stop:
        word = words[index]
        kind = _kind_of(key, words, index, first, stop, phrase)
        mark = _mark_before(key, words, index) if index > first else ""
        skipped = next((end for start, end in skips if start <= word.start < end), -1) if skips else -1
        goes_on = kind == _NOUN or (kind == _AND and _joins(words, index, stop))
        if phrase.first >= 0 and (mark or skipped >= 0 or not goes_on):
            phrase.is_object = kind == _RA  # also of «…، را»
            found += _closed(words, phrase, index, kind)
            phrase = Phrase(_NOT_BEGUN, -1, "", False, False, False, False, False)
        if mark:
            phrase.prep, phrase.comma = "", True
            phrase.initial = phrase.initial or mark.strip()[:1] in ":؛.!؟"
        if skipped >= 0:
            phrase.prep, phrase.initial = "", phrase.initial or not found
            while index < stop and words[index].start < skipped:
                index += 1
            continue
        _take(phrase, index, kind, word.text)
        index += 1
    if phrase.first >= 0:
        phrase.last = stop - 1
        found.append(phrase)
    return found


def _kind_of(key: str, words: Sequence[Word], index: int, first: int, stop: int, phrase: Phrase) -> int:
    """What words[index] is in its clause, by itself and by what stands around it."""
    text = words[index].text
    kind = WORD_KINDS.get(text)
    if kind is None:
        if text in _DAY_COUNTS and index + 1 < stop and words[index + 1].text == "شنبه":
            kind = _TIME
        elif text in finite_forms() and not (text == "گفت" and TALK.match(key, words[index].end)):
            return _VERB
        else:
            return _NOUN
    before = words[index - 1].text if index > first else ""
    has_begun = phrase.first >= 0
    if kind == _PREP:
        if text == "پیش" and WORD_KINDS.get(before) in (_TIME, _STOP):
            return _TIME  # «دقایقی پیش»
        if has_begun and (before in _TIES.get(text, ()) or (text == "به" and _next(words, index, stop) == "اصطلاح")):
            return _NOUN  # «ستاد مبارزه با تروریسم», «گروه موسوم به X»
    elif kind == _TIME and phrase.prep not in _TIMELY and (not has_begun or before.endswith("های")):
        # «در انفجارهای امروز کابل», «در پایان خطبه‌ها»: inside what the preposition governs; but «از سوی دیگر پلیس»
        return _TIME if text == "دیگر" and before == "سوی" else _NOUN
    return kind


def _next(words: Sequence[Word], index: int, stop: int) -> str:
    return words[index + 1].text if index + 1 < stop else ""


def _mark_before(key: str, words: Sequence[Word], index: int) -> str:
    """What stands between a word and the one before it, where that parts two phrases; a dot of initials does not."""
    word, before = words[index], words[index - 1]
    gap = key[before.end : word.start]
    if gap == " " or not any(mark in gap for mark in "،,:؛.!؟-\n"):
        return ""
    return "" if gap.strip() == "." and len(word.text) < 4 and word.start - before.start < 6 else gap


def _take(phrase: Phrase, index: int, kind: int, text: str) -> None:
    """Let a phrase begin at a noun, or note what stands before it: a preposition holds up to the next word that is none."""
    if kind == _NOUN:
        if phrase.first < 0:
            phrase.first = index
    elif kind != _AND:
        phrase.prep = text if kind == _PREP else ""
        phrase.verb = phrase.verb or kind == _VERB
        phrase.clause = phrase.clause or kind == KE


def _closed(words: Sequence[Word], phrase: Phrase, index: int, kind: int) -> list[Phrase]:
    """A phrase closed before words[index]; of «X این خبر را» the subject and the object part at the demonstrative."""
    counts = kind == _TIME and index - 1 > phrase.first and words[index - 1].text in _BEFORE_TIME
    phrase.last = index - 1 - counts
    if phrase.is_object and not phrase.prep:
        for at in range(phrase.first + 1, phrase.last + 1):
            if words[at].text in DEMONSTRATIVES:
                noun = Phrase(at, phrase.last, "", True, False, False, False, False)
                phrase.last, phrase.is_object = at - 1, False
                return [phrase, noun]
    return [phrase]


def _joins(words: Sequence[Word], index: int, stop: int) -> bool:
    """Whether «و» at `index` links two nouns of one phrase."""
    if index + 1 >= stop:
        return False
    text = words[index + 1].text
    return text not in WORD_KINDS and text not in finite_forms()


def spot_in(spots: Sequence[Spot], start: int, end: int) -> Spot | None:
    """The first spot that begins in key[start:end]."""
    at = bisect_left(spots, start, key=lambda s: s.start)
    return spots[at] if at < len(spots) and spots[at].start < end else None


def is_anaphor(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether a phrase points to a speaker named before: «وی», «این مقام», «منبع مذکور»."""
    text = words[phrase.first].text
    if text in PRONOUNS:
        return True
    if phrase.last > phrase.first:
        if text in DEMONSTRATIVES and words[phrase.first + 1].text in _REFERRING:
            return True
        return any(w.text in ("مذکور", "یادشده", "مزبور", "نامبرده") for w in words[phrase.first + 1 : phrase.last + 1])
    return False


def join_appositions(words: Sequence[Word], phrases: list[Phrase], spots: Sequence[Spot], key: str) -> list[Phrase]:
    """A name and the title after its comma are one phrase, so are «یکی از شاهدان» and «منبعی در پلیس»."""
    joined: list[Phrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else None
        if last is not None and phrase.first - last.last <= 2 and _continues(words, last, phrase, spots, key):
            last.last, last.is_object = phrase.last, phrase.is_object
            continue
        joined.append(phrase)
    return joined


def _continues(words: Sequence[Word], last: Phrase, phrase: Phrase, spots: Sequence[Spot], key: str) -> bool:
    if last.is_object or phrase.verb or phrase.clause or (last.prep and not phrase.prep):
        return False
    head = words[last.first].text
    begins = spot_in(spots, words[phrase.first].start, words[phrase.first].end)
    if phrase.prep == "از":
        named = spot_in(spots, words[last.first].start, words[last.last].end)
        if head in QUANTIFIERS and (last.first == last.last or named is None):
            return True
        return begins is not None and (named is None or (named.person and begins.layer == "media"))
    if phrase.prep == "در":
        return not phrase.comma and words[min(last.first + (head == "یک"), last.last)].text.startswith(_PLACED)
    if any(s.layer == "media" for s in spots if words[last.first].start <= s.start <= words[last.last].start):
        return False
    if phrase.prep or not phrase.comma or phrase.first != last.last + 1 or begins is None or not begins.person:
        return False
    return not any(mark in key[words[last.last].end : words[phrase.first].start] for mark in ":؛.!؟\n")


def phrase_after(
    key: str, words: Sequence[Word], first: int, stop: int, spots: Sequence[Spot]
) -> tuple[Phrase, bool] | None:
    """The speaker after a cue such as «به گزارش», words[first:stop] following it; and whether it points back."""
    if first >= stop or words[first].text in ("من", "ما", "شما", "خود"):
        return None
    phrases = find_phrases(key, words, first, min(stop, first + _MOST_WORDS))
    if not phrases or phrases[0].first != first:
        return None
    phrase = phrases[0]
    if is_anaphor(words, phrase):
        phrase.last = min(phrase.last, first + 2)
        return phrase, True
    end = words[phrase.last].end
    closed = key[end : end + 3].lstrip(' »"')[:1] in ("،", ",", ":", "-", "\n", "")
    inside = [s for s in spots if words[first].start <= s.start < end]
    head = next((s for s in inside if s.layer == "media"), None)
    if head is not None and words[first].text in ("گروه", "سرویس", "حوزه", "دفتر") and phrase.first < phrase.last:
        phrase.first = next(i for i in range(first, phrase.last + 1) if words[i].end > head.start)
    if head is not None and head.end < end and words[phrase.last].start > head.end and _PRINTED.match(key, head.end):
        phrase.last = next(i for i in range(first, phrase.last + 1) if words[i].start >= head.end) + 1
    elif head is not None and head.end < end and not (closed and phrase.last - first < 8 and len(inside) == 1):
        phrase.last = max(i for i in range(first, phrase.last + 1) if words[i].start < head.end)
    elif not closed and inside and (phrase.last < stop - 1 or phrase.last - first > 7):
        reach = max(s.end for s in inside if s.start <= inside[0].end + 1)
        phrase.last = max(i for i in range(first, phrase.last + 1) if words[i].start < reach)
    elif not closed and not inside:
        phrase.last = min(phrase.last, first + 3)
    return _with_title(key, words, phrases, spots), False


def _with_title(key: str, words: Sequence[Word], phrases: list[Phrase], spots: Sequence[Spot]) -> Phrase:
    """«به گفته ژنرال X، فرمانده Y، …»: a title between two commas belongs to the name before it."""
    phrase = phrases[0]
    for later in phrases[1:3]:
        if later.first - phrase.last > 2 or not _continues(words, phrase, later, spots, key):
            break
        end = words[later.last].end
        if not later.prep and key[end : end + 3].lstrip(' »"')[:1] not in ("،", ","):
            break
        phrase.last = later.last
    return phrase
