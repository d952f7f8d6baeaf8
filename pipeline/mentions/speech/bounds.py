"""Where a speaker's phrase begins and ends: the quotation marks of a name, what is read out, the object after it.

In: a scene and phrases of it. Out: key spans; a subject is shortened in place.
"""

from collections.abc import Sequence

from pipeline.mentions.speech.phrases import WORD_KINDS, Phrase, Spot, spot_in
from pipeline.mentions.speech.scene import SpeechScene, spots_in
from pipeline.mentions.speech.words import speech_words

_TEXTS = speech_words("text")
_DEEDS = speech_words("deed")
_HEARD = speech_words("heard")
_DISPUTED = speech_words("disputed")


def bounds_of(scene: SpeechScene, phrase: Phrase) -> tuple[int, int]:
    """Key span of a phrase, with the quotation mark that opens its name and all of a medium's («هشت صبح»)."""
    key, words = scene.folded.key, scene.words
    start, end = words[phrase.first].start, words[phrase.last].end
    end = max([end, *(s.end for s in scene.spots if s.layer == "media" and start <= s.start < end)])
    if start > scene.start and key[start - 1] in '«"' and ("»" in key[start:end] or key[start:end].count('"') % 2):
        start -= 1
    if end < scene.end and key[end] in '»"' and ("«" in key[start:end] or key[start:end].count('"') % 2):
        end += 1
    return start, end


def part_object(scene: SpeechScene, phrases: Sequence[Phrase], subject: Phrase) -> None:
    """Of «دولت سوریه حمله به بندر را تکذیب کرد» the subject ends with the speaker: «حمله» is the head of the object."""
    inside = spots_in(scene, scene.words[subject.first].start, scene.words[subject.last].end)
    after = next((p for p in phrases if p.first > subject.last), None)
    if after is not None and after.prep and after.is_object and not (after.comma or after.verb or after.clause):
        reach = max(spot.end for spot in inside)
        subject.last = max(i for i in range(subject.first, subject.last + 1) if scene.words[i].start < reach)
    marked = next((phrase for phrase in phrases if phrase.is_object and phrase.last >= subject.last), None)
    heads = _HEARD if marked is None else _HEARD | _DISPUTED | _DEEDS if marked.prep else _HEARD | _DISPUTED
    for index in range(subject.first + 1, subject.last + 1):
        word = scene.words[index]
        if word.text not in heads or scene.words[index - 1].text in WORD_KINDS:
            continue
        if inside[0].end <= word.start and not any(s.start < word.start < s.end for s in inside):
            subject.last = index - 1  # «منابع محلی صدای انفجار را گزارش کردند», «پنتاگون دخالت آمریکا در آن را رد کرد»
            return


def strip_text(scene: SpeechScene, subject: Phrase) -> None:
    """«متن پیام سخنگو», «مطالب سایت X»: what is read out is no part of who speaks."""
    for first in range(subject.first, min(subject.first + 2, subject.last)):
        if scene.words[first].text not in _TEXTS:
            return
        spot = spot_in(scene.spots, scene.words[first + 1].start, scene.words[first + 1].end)
        if spot is not None and not is_document(spot):
            subject.first = first + 1
            return


def is_document(spot: Spot) -> bool:
    """Whether a spot is a noun of documents («بیانیه», «گزارش»)."""
    return spot.layer == "noun" and spot.item.rows[0]["kind"] == "document"  # type: ignore[union-attr]
