"""Speakers after a cue: «به گزارش X», «به گزارش‌های رسیده», «در گفت‌وگو با X».

In: a scene, a speech-cue hit, its cue and where the next one begins. Out: the speaker added to the scene.
"""

import re

from pipeline.mentions.scan import Hit
from pipeline.mentions.speech.bounds import bounds_of, is_document
from pipeline.mentions.speech.cues import Cue
from pipeline.mentions.speech.phrases import Phrase, find_phrases, phrase_after, spot_in
from pipeline.mentions.speech.scene import SpeechScene, add_hearsay, add_mention, describe_span, spots_in
from pipeline.mentions.speech.subject import is_no_name

_PLURAL = re.compile(r"(?:های|هایی|ها)(?![^\W_])")
_ASIDE = re.compile(r"\s?(?:\([^()\n]{1,24}\))?(?:\s?- ?[^-\n:،]{2,20} ?-)?")
_OPENS = ' «"(' + "'"


def add_prefix(scene: SpeechScene, hit: Hit, cue: Cue, limit: int) -> None:
    """«به گزارش X»: the phrase after the cue up to a mark, a preposition, a clause or the next cue."""
    key = scene.folded.key
    at = (hit.start, hit.tail)
    start = hit.tail
    while start < scene.end and key[start] in _OPENS:
        start += 1
    if cue.has("report") and (plural := _PLURAL.match(key, start)):
        source = _after_reports(scene, hit, cue, plural.end())
        if source is None:
            return
        start = source
    first, stop = scene.word_at(start), scene.word_at(max(limit, start))
    got = phrase_after(key, scene.words, first, stop, scene.spots)
    if got is not None and cue.has("figures") and not got[1]:
        got = _after_figures(scene, hit, cue, start, stop, got[0])
    if got is None:
        return
    phrase, anaphor = got
    begin, finish = bounds_of(scene, phrase)
    if _is_heading(scene, cue, phrase, begin, anaphor) and (anaphor or _may_speak(scene, cue, phrase, begin, finish)):
        described = describe_span(scene, begin, finish)
        add_mention(scene, begin, _aside(scene, finish), at, cue, "prefix", anaphor, described, "speech.prefix")


def _after_reports(scene: SpeechScene, hit: Hit, cue: Cue, end: int) -> int | None:
    """Where the speaker of «به گزارش‌های پلیس» begins, `end` being that of «های»; without one it is hearsay."""
    stop = scene.word_at(end)
    more = find_phrases(scene.folded.key, scene.words, stop, min(stop + 3, len(scene.words)))
    follows = bool(more) and more[0].first == stop
    if follows and spots_in(scene, scene.words[stop].start, scene.words[more[0].last].end):
        return scene.words[stop].start
    head = max(scene.folded.key.rfind("گزارش", hit.start, hit.tail), hit.start)
    add_hearsay(scene, head, scene.words[stop].end if follows else end, (hit.start, hit.tail), cue)
    return None


def _after_figures(
    scene: SpeechScene, hit: Hit, cue: Cue, start: int, stop: int, phrase: Phrase
) -> tuple[Phrase, bool] | None:
    """The speaker of «بنا بر آمار تازه پلیس», who stands before the comma; without one it is hearsay."""
    key = scene.folded.key
    reach = key.find("،", start, min(scene.end, start + 70))
    spot = spot_in(scene.spots, start, reach if reach > 0 else scene.words[phrase.last].end)
    if spot is None:
        head = key.rfind(" ", hit.start, hit.tail) + 1
        add_hearsay(scene, head, scene.words[scene.word_at(start)].end, (hit.start, hit.tail), cue)
        return None
    return phrase_after(key, scene.words, scene.word_at(spot.start), stop, scene.spots) or (phrase, False)


def _is_heading(scene: SpeechScene, cue: Cue, phrase: Phrase, begin: int, anaphor: bool) -> bool:
    """Whether a phrase begins with a speaker, where the cue asks for that."""
    named = cue.needs == "named"
    if not (named or (cue.needs == "stating" and not anaphor)):
        return True
    heading = spot_in(scene.spots, begin, scene.words[phrase.first].end)
    return not (anaphor or heading is None or (named and is_document(heading)))


def _may_speak(scene: SpeechScene, cue: Cue, phrase: Phrase, begin: int, finish: int) -> bool:
    """Whether a phrase in which nothing known stands can name who speaks: «ادعای X:», not «ادعاهای تازه»."""
    if spots_in(scene, begin, finish):
        return True
    is_bare = phrase.first == phrase.last and not scene.folded.key.startswith(":", finish)
    return not ((cue.has("claims") and is_bare) or is_no_name(scene.words, phrase))


def _aside(scene: SpeechScene, end: int) -> int:
    """Where «(قدسنا)» after a name at `end` closes, else `end`."""
    found = _ASIDE.match(scene.folded.key, end, min(scene.end, end + 30))
    return found.end() if found and found.group().strip() else end


def add_interview(scene: SpeechScene, hit: Hit, cue: Cue, limit: int) -> None:
    """«در گفت‌وگو با ایسنا»: the medium a speaker spoke to, an outer link."""
    first, stop = scene.word_at(hit.tail), scene.word_at(limit)
    spot = spot_in(scene.spots, hit.tail, min(hit.tail + 30, limit))
    if spot is None or first >= stop:
        return
    got = phrase_after(scene.folded.key, scene.words, first, stop, scene.spots)
    if got is None or got[1]:
        return
    begin, finish = bounds_of(scene, got[0])
    described = describe_span(scene, begin, finish)
    if described[2] in ("news_agency", "media"):
        add_mention(scene, begin, finish, (hit.start, hit.tail), cue, "interview", False, described, "speech.interview")
