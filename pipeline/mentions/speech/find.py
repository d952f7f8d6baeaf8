"""Speech: who says what is told, and how surely.

In: a folded text and, of one sentence, its speech-cue hits, actor phrases, media and source-noun hits, words and opening.
Out: `SpeechMention`s in text order: a prefix cue («به گزارش X»), a verb of saying («X گفت»), a kicker («رویترز: …»),
an interview («به ایسنا گفت»), hearsay («گزارش‌ها حاکی است»), each with the speaker's phrase, its code and type, and
the claim status.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.scan import Hit
from pipeline.mentions.speech.bounds import bounds_of, is_document, part_object, strip_text
from pipeline.mentions.speech.credits import joined_line
from pipeline.mentions.speech.cues import DOCUMENT, SHOWING, Cue, cues_by_lemma
from pipeline.mentions.speech.kickers import DESK, KICKER, Opening, add_kicker
from pipeline.mentions.speech.mention import SpeechMention
from pipeline.mentions.speech.phrases import (
    Phrase,
    find_phrases,
    find_spots,
    join_appositions,
    phrase_after,
    spot_in,
)
from pipeline.mentions.speech.scene import SpeechScene, add_mention, describe_span, spots_in
from pipeline.mentions.speech.speakers import NOBODY, describe
from pipeline.mentions.speech.subject import choose_subject, is_no_name
from pipeline.mentions.speech.whole import complement_of, may_be, needs_met, whole_cue
from pipeline.text.letters import Folded
from pipeline.text.tokens import Word

_PLURAL = re.compile(r"(?:های|هایی|ها)(?![^\W_])")
_ASIDE = re.compile(r"\s?(?:\([^()\n]{1,24}\))?(?:\s?- ?[^-\n:،]{2,20} ?-)?")
_BY = re.compile(r"(?: ?(?:است|اند))? ?(?<![^\W_])(?:از سوی|توسط|از جانب|از طرف) ")
_OPENS = ' «"(' + "'"
_CROWDS = (None, "other", "witness")


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
    scene = SpeechScene(folded, start, end, words, find_spots(key, actors, media, nouns))
    desk = DESK.match(key, start, min(end, start + 50))
    if desk is not None:
        scene.start = desk.end()
    known = cues_by_lemma()
    live = [(hit, cue) for hit in cues if (cue := known[hit.rows[0]["lemma"]]) and may_be(scene, hit, cue)]
    tail = joined_line(folded, scene.words, end - 1) if leads else None
    if tail is not None and not any(hit.start >= tail for hit, _ in live):
        heads = KICKER.match(key, tail, end)
    if heads is not None and (tail is not None or not (live and live[0][0].start < heads.end())):
        add_kicker(scene, heads)
    for number, (hit, cue) in enumerate(live):
        limit = live[number + 1][0].start if number + 1 < len(live) else end
        if cue.needs == "this":
            at = (hit.start, hit.tail)
            add_mention(scene, *at, at, cue, "prefix", True, (None, None, None), "speech.this")
        elif cue.kind == "prefix_cue":
            if cue.needs not in ("agent", "opinion"):
                _prefix(scene, hit, cue, limit)
        elif cue.kind == "verb":
            _verb(scene, hit, cue)
        elif cue.needs == "medium":
            _interview(scene, hit, cue, limit)
        elif cue.needs == "hearsay":
            begin = max(hit.start, scene.folded.key.find("گزارش", hit.start, hit.tail))  # «بنابرگزارش‌های رسیده»
            add_mention(scene, begin, hit.tail, (hit.start, hit.tail), cue, "hearsay", False, NOBODY, "speech.hearsay")
        elif cue.needs == "narration":
            at = (hit.start, hit.tail)
            add_mention(scene, *at, at, cue, "narration", True, (None, None, None), "speech.narration")
    if credit is not None and not any(m.key_start < credit[0][1] and credit[0][0] < m.key_end for m in scene.found):
        described = describe_span(scene, *credit[0])
        described = described if described[2] in ("news_agency", "media") else (None, None, "media")
        add_mention(scene, *credit[0], credit[1], None, "credit", False, described, "speech.credit")
    return scene.found


def _aside(scene: SpeechScene, end: int) -> int:
    """Where «(قدسنا)» after a name at `end` closes, else `end`."""
    found = _ASIDE.match(scene.folded.key, end, min(scene.end, end + 30))
    return found.end() if found and found.group().strip() else end


def _prefix(scene: SpeechScene, hit: Hit, cue: Cue, limit: int) -> None:
    """«به گزارش X»: the phrase after the cue up to a mark, a preposition, a clause or the next cue."""
    key = scene.folded.key
    at = (hit.start, hit.tail)
    start = hit.tail
    while start < scene.end and key[start] in _OPENS:
        start += 1
    plural = _PLURAL.match(key, start)
    if plural is not None and cue.has("report"):
        stop = scene.word_at(plural.end())
        more = find_phrases(key, scene.words, stop, min(stop + 3, len(scene.words)))
        spots = spots_in(scene, scene.words[more[0].first].start, scene.words[more[0].last].end) if more else []
        if not more or more[0].first != stop or not spots:
            head = key.rfind("گزارش", hit.start, hit.tail)
            last = scene.words[more[0].first].end if more and more[0].first == stop else plural.end()
            add_mention(scene, max(head, hit.start), last, at, cue, "hearsay", False, NOBODY, "speech.hearsay")
            return
        start = scene.words[stop].start
    first, stop = scene.word_at(start), scene.word_at(max(limit, start))
    got = phrase_after(key, scene.words, first, stop, scene.spots)
    if got is None:
        return
    phrase, anaphor = got
    if cue.has("figures") and not anaphor:
        reach = key.find("،", start, min(scene.end, start + 70))
        spot = spot_in(scene.spots, start, reach if reach > 0 else scene.words[phrase.last].end)
        if spot is None:
            head = key.rfind(" ", hit.start, hit.tail) + 1
            add_mention(scene, head, scene.words[first].end, at, cue, "hearsay", False, NOBODY, "speech.hearsay")
            return
        first = scene.word_at(spot.start)
        phrase, anaphor = phrase_after(key, scene.words, first, stop, scene.spots) or (phrase, anaphor)
    begin, finish = bounds_of(scene, phrase)
    named = cue.needs == "named"
    if named or (cue.needs == "stating" and not anaphor):
        heading = spot_in(scene.spots, begin, scene.words[phrase.first].end)
        if anaphor or heading is None or (named and is_document(heading)):
            return
    if not anaphor and not spots_in(scene, begin, finish):
        bare = phrase.first == phrase.last and not key.startswith(":", finish)
        claims = cue.has("claims") and bare  # «ادعاهای تازه», not «ادعای X:»
        if claims or is_no_name(scene.words, phrase):
            return
    described = describe_span(scene, begin, finish)
    add_mention(scene, begin, _aside(scene, finish), at, cue, "prefix", anaphor, described, "speech.prefix")


def _interview(scene: SpeechScene, hit: Hit, cue: Cue, limit: int) -> None:
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


def _verb(scene: SpeechScene, hit: Hit, cue: Cue) -> None:
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
        cue = replace(cue, claim="reported")  # «تایید نکرد» neither confirms nor denies
    at = (hit.start, end)
    spoken = [m for m in scene.found if m.kind == "verb"]
    floor = max([scene.start, *(m.cue_end for m in spoken), *(m.cue_end for m in scene.found if m.kind == "kicker")])
    first, stop = scene.word_at(floor), scene.word_at(hit.start)
    if passive and negated:
        return  # «توضیحی از سوی مقامات داده نشد»
    if passive:
        _agent(scene, cue, first, at)
        return
    if cue.has("untrue"):
        add_mention(scene, *at, at, cue, "verb", True, (None, None, None), "speech.dropped", complement)
        return
    if cue.has("in_text") and _document(scene, hit, cue, at, complement):
        return
    if spoken and stop - first <= 2 and (stop == first or scene.words[stop - 1].text in ("و", "نیز", "همچنین")):
        add_mention(scene, *at, at, cue, "verb", True, (None, None, None), "speech.dropped", complement)
        return
    skips = [(m.cue_start, m.key_end) for m in scene.found if m.kind in ("prefix", "interview", "hearsay")]
    phrases = find_phrases(key, scene.words, first, stop, skips)
    phrases = join_appositions(scene.words, phrases, scene.spots, key)
    _partners(scene, phrases, cue, at)
    got = choose_subject(scene.words, phrases, scene.spots, stop, nearest=cue.has("near_subject"))
    if got is None and scene.outer is not None:
        got = (*scene.outer, None)  # «X پس از آنکه پلیس خبر داد، در پیامی نوشت»
    scene.outer = got[2] if got else None
    demands = cue.has("demands")
    if (demands and got is None) or (cue.has("as_follows") and (got is None or got[1] != "spot")):
        return
    if got is None:
        if stop - first <= 8 or cue.has("strong"):
            add_mention(scene, *at, at, cue, "verb", True, (None, None, None), "speech.dropped", complement)
        return
    phrase, how, _ = got
    if how == "spot":
        part_object(scene, phrases, phrase)
        strip_text(scene, phrase)
    begin, finish = bounds_of(scene, phrase)
    if cue.has("as_follows") and all(map(is_document, spots_in(scene, begin, finish))):
        return  # «متن این پیام به این شرح است:»
    shows = cue.has("shows") or (cue.has("pictures_show") and SHOWING.match(key, begin))
    if shows and how != "anaphor" and not any(s.layer != "noun" for s in spots_in(scene, begin, finish)):
        add_mention(scene, begin, finish, at, cue, "hearsay", False, NOBODY, "speech.hearsay")
    elif how in ("anaphor", "name"):
        rule = "speech.anaphor" if how == "anaphor" else "speech.surname"
        add_mention(scene, begin, finish, at, cue, "verb", True, (None, None, None), rule, complement)
    else:
        described = describe_span(scene, begin, finish)
        if demands and (described[1] or "").endswith("-CIV") and described[2] in _CROWDS:
            return  # the demand of protesters is what they do, not what they tell
        rule = "speech.verb" if how == "spot" else "speech.oblique"
        add_mention(scene, begin, finish, at, cue, "verb", False, described, rule, complement)


def _document(scene: SpeechScene, hit: Hit, cue: Cue, at: tuple[int, int], complement: str) -> bool:
    """«در این بیانیه آمده است»: the issuer, looked up; «در گزارش X آمده است»: X; «در توضیح X آمده است»: the words."""
    key = scene.folded.key
    found = None
    for found in DOCUMENT.finditer(key, scene.start, hit.start):  # noqa: B007  the last one is wanted
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
        add_mention(scene, begin, finish, at, cue, "verb", False, describe(spots), "speech.document", complement)
    elif found.group(2) or phrases[0].first == phrases[0].last:
        add_mention(scene, begin, finish, at, cue, "verb", True, (None, None, None), "speech.anaphor", complement)
    else:
        add_mention(scene, begin, finish, at, cue, "verb", False, NOBODY, "speech.document", complement)
    return True


def _agent(scene: SpeechScene, cue: Cue, first: int, at: tuple[int, int]) -> None:
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
        add_mention(
            scene, begin, finish, at, cue, "prefix", got[1], describe_span(scene, begin, finish), "speech.agent"
        )


def _partners(scene: SpeechScene, phrases: Sequence[Phrase], cue: Cue, at: tuple[int, int]) -> None:
    """«به ایسنا گفت» names the medium spoken to, «از پلیس نقل کرد» the one quoted."""
    quoting = cue.has("quotes")
    for phrase in phrases[-8 if quoting else -3 :]:
        if phrase.prep != ("از" if quoting else "به") or phrase.is_object:
            continue
        begin, finish = bounds_of(scene, phrase)
        spots = spots_in(scene, begin, finish)
        if not spots or not (quoting or spots[0].layer == "media"):
            continue
        kind = "prefix" if quoting else "interview"
        add_mention(
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
