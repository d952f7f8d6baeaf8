"""Kickers: who speaks before a colon or a dash at the head of a sentence, and how else it may open without a cue.

In: a key, a sentence's span and media; then its scene. Out: an `Opening`; the kicker's speaker added to the scene.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.actors.this_country import LANDS
from pipeline.mentions.scan import Hit
from pipeline.mentions.speech.bounds import bounds_of
from pipeline.mentions.speech.credits import find_credit
from pipeline.mentions.speech.phrases import Phrase, Spot, find_phrases, join_appositions, spot_in
from pipeline.mentions.speech.scene import SpeechScene, add_mention, describe_span, spots_in
from pipeline.mentions.speech.speakers import UNTOLD
from pipeline.mentions.speech.words import speech_words

KICKER = re.compile(r'[^\w\n]{0,5}([^\W_]+(?:[ «»"()،.]{1,3}[^\W_]+){0,13}[»")]?)\s?(:|-(?= ))')
_NO_KICKER = speech_words("label")
_BANDS = "هکری|سایبری|مسلح|تروریستی|جهادی"  # «گروه هکری X:» speaks, «گروه سیاسی:» is a desk
DESK = re.compile(rf"[^\w\n]{{0,3}}(?:گروه(?! (?:{_BANDS}))|سرویس) (?:[^\W_]+ ?){{1,3}}?(?:-|:) ?")
_BUT = re.compile(rf" (?:گر|{_BANDS})(?![^\W_])")  # «تحلیل‌گر»
_URGENT = re.compile(r"[^\w\n]{0,3}(?:#فو+ری|فو+ری ?[/|:-]) ?")
_HEAD = 110  # key characters of a sentence in which a kicker ends


class Opening(NamedTuple):
    """What a sentence without a cue may speak by: the kicker before its colon or dash, its credit, a colon at its end."""

    heads: re.Match[str] | None
    credit: tuple[tuple[int, int], tuple[int, int]] | None
    leads: bool

    @property
    def speaks(self) -> bool:
        """Whether any of them is there."""
        return self.leads or self.heads is not None or self.credit is not None


_SILENT = Opening(None, None, False)


def find_opening(key: str, span: tuple[int, int], media: Sequence[Hit]) -> Opening:
    """How the sentence key[span] begins and ends; `media` are its own."""
    start, end = span
    reach = min(end, start + _HEAD)
    marked = key.find(":", start, reach) >= 0 or key.find("-", start, reach) >= 0
    leads = key[end - 1] == ":"
    if not marked and not media and not leads:
        return _SILENT  # as most are
    urgent = _URGENT.match(key, start, reach) if marked else None
    heads = KICKER.match(key, urgent.end() if urgent else start, reach) if marked else None
    return Opening(heads, find_credit(key, start, end, media), leads)


def add_kicker(scene: SpeechScene, found: re.Match[str]) -> None:
    """«رویترز: …», «تهران - خبرگزاری X: …», «سخنگوی پلیس: …»: who speaks stands before a colon at the head."""
    placed = _behind_dateline(scene, found)
    if placed is None:
        return
    start, at, colon = placed
    first, stop = _first_word(scene, start), scene.word_at(at[0])
    if first >= stop or scene.folded.key.startswith("//", at[1]) or _is_label(scene, first):
        return
    phrases = find_phrases(scene.folded.key, scene.words, first, stop)
    phrases = join_appositions(scene.words, phrases, scene.spots, scene.folded.key)
    if not phrases or phrases[0].first != first or any(p.verb for p in phrases) or phrases[0].prep:
        return
    phrase = phrases[0]
    spot = spot_in(scene.spots, scene.words[first].start, scene.words[phrase.last].end)
    begin, finish = bounds_of(scene, phrase)
    if spot is not None and not (found.group(1).isdecimal() and _is_land(spot, begin, finish)):
        if len(phrases) == 1 or spot.layer == "media" or _turns_to(scene, phrases, spot):
            described = describe_span(scene, begin, finish)
            add_mention(scene, begin, finish, at, None, "kicker", False, described, "speech.kicker")
    elif spot is None and colon and phrase.last == stop - 1 and stop - first <= 4 and scene.start <= 60:
        add_mention(scene, begin, finish, at, None, "kicker", False, UNTOLD, "speech.kicker_name")


def _behind_dateline(scene: SpeechScene, found: re.Match[str]) -> tuple[int, tuple[int, int], bool] | None:
    """Where the speaker begins and his mark stands, and whether it is a colon: before a dash only a medium speaks.

    Of «تهران - خبرگزاری X: …», where none does, it is who stands before the colon; None where there is no colon.
    """
    start, end = found.span(1)
    colon = found.group(2) == ":"
    if colon or any(s.layer == "media" and s.end >= end - 1 for s in spots_in(scene, start, end)):
        return start, found.span(2), colon
    behind = KICKER.match(scene.folded.key, found.end(), min(scene.end, found.end() + 80))
    return (behind.start(1), behind.span(2), True) if behind and behind.group(2) == ":" else None


def _first_word(scene: SpeechScene, start: int) -> int:
    """The first word of the speaker at key[start:], «گزارش», «گزارش زنده» of «گزارش صداوسیما از تبریز:» left out."""
    first = scene.word_at(start)
    if scene.words[first].text == "گزارش":
        for after in range(first + 1, min(first + 3, len(scene.words))):
            begins = scene.words[after].start
            if any(s.start == begins and (s.layer == "media" or s.person) for s in scene.spots):
                return after
    return first


def _is_label(scene: SpeechScene, first: int) -> bool:
    """Whether a word before a colon is no speaker's («منبع:», «گروه سیاسی:»), though «گروه هکری X:» is."""
    word = scene.words[first]
    return word.text in _NO_KICKER and not _BUT.match(scene.folded.key, word.end)


def _is_land(spot: Spot, begin: int, finish: int) -> bool:
    """Whether all that stands before the colon is a country or its capital: of «۲- کابل:» in a list, where, not who."""
    return isinstance(spot.item, ActorMention) and spot.item.kind in LANDS and (spot.start, spot.end) == (begin, finish)


def _turns_to(scene: SpeechScene, phrases: Sequence[Phrase], spot: Spot) -> bool:
    """«سخنگوی پلیس در گفت‌وگو با ایسنا:»: all that follows the speaker says to whom or of what it speaks."""
    first = scene.words[phrases[0].first]
    titled = spot.person and scene.folded.key[: spot.start].endswith("، ")  # «رضا احمدی، فرماندار X، در گفت‌وگو با Y:»
    named = titled or spot.start <= first.end + 1 or all(p.comma for p in phrases[1:2])
    return named and all(p.prep or p.comma for p in phrases[1:])
