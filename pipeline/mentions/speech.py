"""Speech: who says what is told, and how surely.

In: a folded text and, of one sentence, its speech-cue hits, actor phrases, media and source-noun hits, words and opening.
Out: `SpeechMention`s in text order: a prefix cue («به گزارش X»), a verb of saying («X گفت»), a kicker («رویترز: …»),
an interview («به ایسنا گفت»), hearsay («گزارش‌ها حاکی است»), each with the speaker's phrase, its code and type, and
the claim status.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.mentions.actors import ActorMention
from pipeline.mentions.scan import Hit
from pipeline.mentions.speaker_bounds import bounds_of, is_document, part_object, spots_in, strip_text
from pipeline.mentions.speaker_phrases import (
    Phrase,
    Spot,
    find_phrases,
    find_spots,
    join_appositions,
    phrase_after,
    spot_in,
)
from pipeline.mentions.speaker_subject import choose_subject, is_no_name
from pipeline.mentions.speakers import NOBODY, Described, describe, is_person
from pipeline.mentions.speech_credits import find_credit, joined_line
from pipeline.mentions.speech_cues import (
    _ASIDE,
    _BY,
    _DESK,
    _DOCUMENT,
    _KICKER,
    _NEAR_SUBJECT,
    _NO_KICKER,
    _OPENS,
    _PLURAL,
    _URGENT,
    SHOWING,
    SpeechMention,
    _Cue,
    _cues,
    _plain,
    _Scene,
)
from pipeline.mentions.speech_whole import complement_of, may_be, needs_met, whole_cue
from pipeline.text.letters import Folded
from pipeline.text.tokens import Word

_CROWDS = (None, "other", "witness")
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
    heads = _KICKER.match(key, urgent.end() if urgent else start, reach) if marked else None
    return Opening(heads, find_credit(key, start, end, media), leads)


def find_speech(
    folded: Folded,
    span: tuple[int, int],
    cues: Sequence[Hit],
    actors: Sequence[ActorMention],
    media: Sequence[Hit],
    nouns: Sequence[Hit],
    words: Callable[[], Sequence[Word]],
    opening: Opening,
) -> list[SpeechMention]:
    """Speakers of the sentence key[span], in the order of their cues; its words are read only where they are needed."""
    key = folded.key
    start, end = span
    heads, credit, leads = opening
    scene = _Scene(folded, start, end, words, find_spots(key, actors, media, nouns))
    desk = _DESK.match(key, start, min(end, start + 50))
    if desk is not None:
        scene.start = desk.end()
    known = _cues()
    live = [(hit, cue) for hit in cues if (cue := known[hit.rows[0]["lemma"]]) and may_be(scene, hit, cue)]
    tail = joined_line(folded, scene.words, end - 1) if leads else None
    if tail is not None and not any(hit.start >= tail for hit, _ in live):
        heads = _KICKER.match(key, tail, end)
    if heads is not None and (tail is not None or not (live and live[0][0].start < heads.end())):
        _kicker(scene, heads)
    for number, (hit, cue) in enumerate(live):
        limit = live[number + 1][0].start if number + 1 < len(live) else end
        if cue.needs == "this":
            at = (hit.start, hit.tail)
            _add(scene, *at, at, cue, "prefix", True, (None, None, None), "speech.this")
        elif cue.kind == "prefix_cue":
            if cue.needs not in ("agent", "opinion"):
                _prefix(scene, hit, cue, limit)
        elif cue.kind == "verb":
            _verb(scene, hit, cue)
        elif cue.needs == "medium":
            _interview(scene, hit, cue, limit)
        elif cue.needs == "hearsay":
            begin = max(hit.start, scene.folded.key.find("گزارش", hit.start, hit.tail))  # «بنابرگزارش‌های رسیده»
            _add(scene, begin, hit.tail, (hit.start, hit.tail), cue, "hearsay", False, NOBODY, "speech.hearsay")
        elif cue.needs == "narration":
            at = (hit.start, hit.tail)
            _add(scene, *at, at, cue, "narration", True, (None, None, None), "speech.narration")
    if credit is not None and not any(m.key_start < credit[0][1] and credit[0][0] < m.key_end for m in scene.found):
        described = _described(scene, *credit[0])
        described = described if described[2] in ("news_agency", "media") else (None, None, "media")
        _add(scene, *credit[0], credit[1], None, "credit", False, described, "speech.credit")
    return scene.found


def _add(
    scene: _Scene, start: int, end: int, at: tuple[int, int], cue: _Cue | None, kind: str, anaphor: bool,
    described: Described, rule: str, complement: str = "",
) -> None:  # fmt: skip
    folded = scene.folded
    first, last = folded.span(start, end)
    cue_first, cue_last = folded.span(*at)
    scene.found.append(
        SpeechMention(
            first, last, start, end, folded.source[first:last], *described, at[0], at[1], folded.source[cue_first:cue_last],
            cue.claim if cue else "reported", kind, anaphor, rule, cue.lemma if cue else ":", complement,
            kind in ("verb", "prefix", "kicker") and is_person(spots_in(scene, start, end)),
        )
    )  # fmt: skip


def _described(scene: _Scene, start: int, end: int) -> Described:
    return describe(spots_in(scene, start, end), scene.folded.key[start:end])


def _aside(scene: _Scene, end: int) -> int:
    """Where «(قدسنا)» after a name at `end` closes, else `end`."""
    found = _ASIDE.match(scene.folded.key, end, min(scene.end, end + 30))
    return found.end() if found and found.group().strip() else end


def _kicker(scene: _Scene, found: re.Match[str]) -> None:
    """«رویترز: …», «تهران - خبرگزاری X: …», «سخنگوی پلیس: …»: who speaks stands before a colon at the head."""
    key = scene.folded.key
    colon = found.group(2) == ":"
    start, end = found.span(1)
    at = found.span(2)
    if not colon and not any(s.layer == "media" and s.end >= end - 1 for s in spots_in(scene, start, end)):
        desk = _KICKER.match(key, found.end(), min(scene.end, found.end() + 80))
        if desk is None or desk.group(2) != ":":
            return
        start, end = desk.span(1)
        at, colon = desk.span(2), True
    first, stop = scene.word_at(start), scene.word_at(at[0])
    reports = first + 1 < stop and scene.words[first].text == "گزارش"
    if reports and any(s.layer == "media" and s.start == scene.words[first + 1].start for s in scene.spots):
        first += 1  # «گزارش صداوسیما از تبریز:»
    if first >= stop or scene.words[first].text in _NO_KICKER or key[at[1] : at[1] + 2] == "//":
        return
    phrases = join_appositions(scene.words, find_phrases(key, scene.words, first, stop), scene.spots, key)
    if not phrases or phrases[0].first != first or any(p.verb for p in phrases) or phrases[0].prep:
        return
    phrase = phrases[0]
    spot = spot_in(scene.spots, scene.words[first].start, scene.words[phrase.last].end)
    begin, finish = bounds_of(scene, phrase)
    if spot is not None:
        if len(phrases) > 1 and spot.layer != "media" and not _turns_to(scene, phrases, spot):
            return
        _add(scene, begin, finish, at, None, "kicker", False, _described(scene, begin, finish), "speech.kicker")
    elif colon and phrase.last == stop - 1 and stop - first <= 4 and scene.start <= 60:
        _add(scene, begin, finish, at, None, "kicker", False, (None, None, None), "speech.kicker_name")


def _turns_to(scene: _Scene, phrases: Sequence[Phrase], spot: Spot) -> bool:
    """«سخنگوی پلیس در گفت‌وگو با ایسنا:»: all that follows the speaker says to whom or of what it speaks."""
    first = scene.words[phrases[0].first]
    named = spot.start <= first.end + 1 or all(p.comma for p in phrases[1:2])
    return named and all(p.prep or p.comma for p in phrases[1:])


def _prefix(scene: _Scene, hit: Hit, cue: _Cue, limit: int) -> None:
    """«به گزارش X»: the phrase after the cue up to a mark, a preposition, a clause or the next cue."""
    key = scene.folded.key
    at = (hit.start, hit.tail)
    start = hit.tail
    while start < scene.end and key[start] in _OPENS:
        start += 1
    plural = _PLURAL.match(key, start)
    if plural is not None and cue.lemma == "به گزارش":
        stop = scene.word_at(plural.end())
        more = find_phrases(key, scene.words, stop, min(stop + 3, len(scene.words)))
        spots = spots_in(scene, scene.words[more[0].first].start, scene.words[more[0].last].end) if more else []
        if not more or more[0].first != stop or not spots:
            head = key.rfind("گزارش", hit.start, hit.tail)
            last = scene.words[more[0].first].end if more and more[0].first == stop else plural.end()
            _add(scene, max(head, hit.start), last, at, cue, "hearsay", False, NOBODY, "speech.hearsay")
            return
        start = scene.words[stop].start
    first, stop = scene.word_at(start), scene.word_at(max(limit, start))
    got = phrase_after(key, scene.words, first, stop, scene.spots)
    if got is None:
        return
    phrase, anaphor = got
    if cue.lemma == "بر اساس آمار" and not anaphor:
        reach = key.find("،", start, min(scene.end, start + 70))
        spot = spot_in(scene.spots, start, reach if reach > 0 else scene.words[phrase.last].end)
        if spot is None:
            head = key.rfind(" ", hit.start, hit.tail) + 1
            _add(scene, head, scene.words[first].end, at, cue, "hearsay", False, NOBODY, "speech.hearsay")
            return
        first = scene.word_at(spot.start)
        phrase, anaphor = phrase_after(key, scene.words, first, stop, scene.spots) or (phrase, anaphor)
    begin, finish = bounds_of(scene, phrase)
    if (
        cue.needs in ("stating", "named")
        and not anaphor
        and not spot_in(scene.spots, begin, scene.words[phrase.first].end)
    ):
        return
    if not anaphor and not spots_in(scene, begin, finish):
        bare = phrase.first == phrase.last and not key.startswith(":", finish)
        claims = cue.lemma == "ادعای" and bare  # «ادعاهای تازه», not «ادعای X:»
        if claims or is_no_name(scene.words, phrase):
            return
    described = _described(scene, begin, finish)
    _add(scene, begin, _aside(scene, finish), at, cue, "prefix", anaphor, described, "speech.prefix")


def _interview(scene: _Scene, hit: Hit, cue: _Cue, limit: int) -> None:
    """«در گفت‌وگو با ایسنا»: the medium a speaker spoke to, an outer link."""
    first, stop = scene.word_at(hit.tail), scene.word_at(limit)
    spot = spot_in(scene.spots, hit.tail, min(hit.tail + 30, limit))
    if spot is None or first >= stop:
        return
    got = phrase_after(scene.folded.key, scene.words, first, stop, scene.spots)
    if got is None or got[1]:
        return
    begin, finish = bounds_of(scene, got[0])
    described = _described(scene, begin, finish)
    if described[2] in ("news_agency", "media"):
        _add(scene, begin, finish, (hit.start, hit.tail), cue, "interview", False, described, "speech.interview")


def _verb(scene: _Scene, hit: Hit, cue: _Cue) -> None:
    """«X … گفت»: the subject of the clause; «وی» and a dropped subject are looked up later."""
    whole = whole_cue(scene, hit, cue)
    if whole is None:
        return
    end, passive, negated = whole
    key = scene.folded.key
    complement = complement_of(scene, end)
    if not needs_met(scene, hit, cue, complement):
        return
    if negated and cue.claim != "reported":
        cue = _plain(cue)
    at = (hit.start, end)
    spoken = [m for m in scene.found if m.kind == "verb"]
    floor = max([scene.start, *(m.cue_end for m in spoken), *(m.cue_end for m in scene.found if m.kind == "kicker")])
    first, stop = scene.word_at(floor), scene.word_at(hit.start)
    if passive and negated:
        return  # «توضیحی از سوی مقامات داده نشد»
    if passive:
        _agent(scene, cue, first, at)
        return
    if cue.lemma == "صحت نداشتن":
        _add(scene, *at, at, cue, "verb", True, (None, None, None), "speech.dropped", complement)
        return
    if cue.lemma == "آمدن در متن" and _document(scene, hit, cue, at, complement):
        return
    if spoken and stop - first <= 2 and (stop == first or scene.words[stop - 1].text in ("و", "نیز", "همچنین")):
        _add(scene, *at, at, cue, "verb", True, (None, None, None), "speech.dropped", complement)
        return
    skips = [(m.cue_start, m.key_end) for m in scene.found if m.kind in ("prefix", "interview", "hearsay")]
    phrases = find_phrases(key, scene.words, first, stop, skips)
    phrases = join_appositions(scene.words, phrases, scene.spots, key)
    _partners(scene, phrases, cue, at)
    got = choose_subject(scene.words, phrases, scene.spots, stop, nearest=cue.lemma in _NEAR_SUBJECT)
    if got is None and scene.outer is not None:
        got = (*scene.outer, None)  # «X پس از آنکه پلیس خبر داد، در پیامی نوشت»
    scene.outer = got[2] if got else None
    demands = cue.lemma == "خواستار شدن"
    if (demands and got is None) or (cue.lemma == "به این شرح بودن" and (got is None or got[1] != "spot")):
        return
    if got is None:
        if stop - first <= 8 or cue.is_strong:
            _add(scene, *at, at, cue, "verb", True, (None, None, None), "speech.dropped", complement)
        return
    phrase, how, _ = got
    if how == "spot":
        part_object(scene, phrases, phrase)
        strip_text(scene, phrase)
    begin, finish = bounds_of(scene, phrase)
    if cue.lemma == "به این شرح بودن" and all(map(is_document, spots_in(scene, begin, finish))):
        return  # «متن این پیام به این شرح است:»
    shows = cue.lemma in ("حاکی بودن", "حاکی از") or (cue.lemma == "نشان دادن" and SHOWING.match(key, begin))
    if shows and how != "anaphor" and not any(s.layer != "noun" for s in spots_in(scene, begin, finish)):
        _add(scene, begin, finish, at, cue, "hearsay", False, NOBODY, "speech.hearsay")
    elif how in ("anaphor", "name"):
        rule = "speech.anaphor" if how == "anaphor" else "speech.surname"
        _add(scene, begin, finish, at, cue, "verb", True, (None, None, None), rule, complement)
    else:
        described = _described(scene, begin, finish)
        if demands and (described[1] or "").endswith("-CIV") and described[2] in _CROWDS:
            return  # the demand of protesters is what they do, not what they tell
        rule = "speech.verb" if how == "spot" else "speech.oblique"
        _add(scene, begin, finish, at, cue, "verb", False, described, rule, complement)


def _document(scene: _Scene, hit: Hit, cue: _Cue, at: tuple[int, int], complement: str) -> bool:
    """«در این بیانیه آمده است»: the issuer, looked up; «در گزارش X آمده است»: X; «در توضیح X آمده است»: the words."""
    key = scene.folded.key
    found = None
    for found in _DOCUMENT.finditer(key, scene.start, hit.start):  # noqa: B007  the last one is wanted
        pass
    if found is None or hit.start - found.end() > 60:
        return False
    first, stop = scene.word_at(found.start(1)), scene.word_at(hit.start)
    phrases = find_phrases(key, scene.words, first, stop)
    if not phrases or phrases[0].first != first:
        return False
    begin, finish = bounds_of(scene, phrases[0])
    spots = [s for s in spots_in(scene, begin, finish) if not is_document(s)]
    if spots:
        begin = max(begin, spots[0].start)
        _add(scene, begin, finish, at, cue, "verb", False, describe(spots), "speech.document", complement)
    elif found.group(2) or phrases[0].first == phrases[0].last:
        _add(scene, begin, finish, at, cue, "verb", True, (None, None, None), "speech.anaphor", complement)
    else:
        _add(scene, begin, finish, at, cue, "verb", False, NOBODY, "speech.document", complement)
    return True


def _agent(scene: _Scene, cue: _Cue, first: int, at: tuple[int, int]) -> None:
    """«از سوی X اعلام شد», «اعلام شده از سوی X»: the agent of a passive; without one nobody is named."""
    key = scene.folded.key
    found = _BY.match(key, at[1], min(scene.end, at[1] + 16))
    if found is None:
        floor = scene.words[first].start if first < len(scene.words) else at[0]
        for found in _BY.finditer(key, floor, at[0]):  # noqa: B007  the last one is wanted
            pass
    if found is None:
        return
    begun = scene.word_at(found.end())
    got = phrase_after(
        key, scene.words, begun, len(scene.words) if found.start() >= at[1] else scene.word_at(at[0]), scene.spots
    )
    if got is not None:
        begin, finish = bounds_of(scene, got[0])
        _add(scene, begin, finish, at, cue, "prefix", got[1], _described(scene, begin, finish), "speech.agent")


def _partners(scene: _Scene, phrases: Sequence[Phrase], cue: _Cue, at: tuple[int, int]) -> None:
    """«به ایسنا گفت» names the medium spoken to, «از پلیس نقل کرد» the one quoted."""
    quoting = cue.lemma == "نقل کردن"
    for phrase in phrases[-8 if quoting else -3 :]:
        if phrase.prep != ("از" if quoting else "به") or phrase.is_object:
            continue
        begin, finish = bounds_of(scene, phrase)
        spots = spots_in(scene, begin, finish)
        if not spots or not (quoting or spots[0].layer == "media"):
            continue
        kind = "prefix" if quoting else "interview"
        _add(
            scene,
            begin,
            finish,
            at,
            cue,
            kind,
            False,
            describe(spots),
            f"speech.{'quoted' if quoting else 'interview'}",
        )
