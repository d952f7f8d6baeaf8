"""Speakers of verbs: «X … گفت», «در بیانیه X آمده است», «از سوی X اعلام شد», «به X گفت».

In: a scene, a speech-cue hit and its cue. Out: the speakers added to the scene; «وی» and a dropped subject are looked up later.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.mentions.scan import Hit
from pipeline.mentions.speech.bounds import bounds_of, is_document, part_object, strip_text
from pipeline.mentions.speech.cues import DOCUMENT, SHOWING, Cue, cues_by_lemma
from pipeline.mentions.speech.phrases import Phrase, find_phrases, join_appositions, phrase_after
from pipeline.mentions.speech.scene import SpeechScene, add_hearsay, add_mention, add_untold, describe_span, spots_in
from pipeline.mentions.speech.speakers import NOBODY, UNTOLD, describe
from pipeline.mentions.speech.subject import choose_subject
from pipeline.mentions.speech.whole import complement_of, needs_met, whole_cue

_BY = re.compile(r"(?: ?(?:است|اند))? ?(?<![^\W_])(?:از سوی|توسط|از جانب|از طرف) ")
_CROWDS = (None, "other", "witness")
_GOING_ON = ("و", "نیز", "همچنین")


def add_verb(scene: SpeechScene, hit: Hit, cue: Cue) -> None:
    """«X … گفت»: an active verb has a subject or a document it stands in, a passive one an agent."""
    whole = whole_cue(scene, hit, cue)
    if whole is None:
        return
    end, passive, negated = whole
    complement = complement_of(scene, end)
    if not needs_met(scene, hit, cue, complement):
        return
    if negated and cue.claim != "reported":
        cue = replace(cue, claim="reported")  # «تایید نکرد» neither confirms nor denies
    at = (hit.start, end)
    if passive:
        if not negated:  # «توضیحی از سوی مقامات داده نشد»
            _agent(scene, cue, at)
    elif cue.has("untrue"):
        add_untold(scene, at, cue, "verb", "speech.dropped", complement)
    elif not (cue.has("in_text") and _document(scene, hit, cue, at, complement)):
        _subject(scene, cue, at, complement)


def _clause_start(scene: SpeechScene) -> int:
    """The first word after the verb or kicker that spoke last in the sentence."""
    return scene.word_at(max([scene.start, *(m.cue_end for m in scene.found if m.kind in ("verb", "kicker"))]))


def _subject(scene: SpeechScene, cue: Cue, at: tuple[int, int], complement: str) -> None:
    """The subject of the clause that the verb at key[at] closes; one that goes on from another verb has its subject."""
    words, (first, stop) = scene.words, (_clause_start(scene), scene.word_at(at[0]))
    goes_on = stop == first or (stop - first <= 2 and words[stop - 1].text in _GOING_ON)
    if goes_on and any(m.kind == "verb" for m in scene.found):
        add_untold(scene, at, cue, "verb", "speech.dropped", complement)
        return
    skips = [(m.cue_start, m.key_end) for m in scene.found if m.kind in ("prefix", "interview", "hearsay")]
    phrases = find_phrases(scene.folded.key, words, first, stop, skips)
    phrases = join_appositions(words, phrases, scene.spots, scene.folded.key)
    _partners(scene, phrases, cue, at)
    got = choose_subject(words, phrases, scene.spots, stop, nearest=cue.has("near_subject"))
    if got is None and scene.outer is not None:
        got = (*scene.outer, None)  # «X پس از آنکه پلیس خبر داد، در پیامی نوشت»
    scene.outer = got[2] if got else None
    asks_subject = cue.has("demands") or cue.has("as_follows")
    if got is None:
        if not asks_subject and (stop - first <= 8 or cue.has("strong")) and not _by_reports(scene, first):
            add_untold(scene, at, cue, "verb", "speech.dropped", complement)
        return
    phrase, how, _ = got
    if how == "spot":
        part_object(scene, phrases, phrase)
        strip_text(scene, phrase)
    _add_subject(scene, phrase, how, cue, at, complement)


def _by_reports(scene: SpeechScene, first: int) -> bool:
    """«برخی گزارش‌ها از انفجار خبر می‌دهند»: the clause from words[first] has them for its subject."""
    known, begin = cues_by_lemma(), scene.words[first].start if first < len(scene.words) else scene.end
    return any(m.kind == "hearsay" and m.key_start >= begin and known[m.lemma].kind == "noun_cue" for m in scene.found)


def _add_subject(scene: SpeechScene, phrase: Phrase, how: str, cue: Cue, at: tuple[int, int], complement: str) -> None:
    """Add the subject chosen, if it can speak by this verb; pictures and reports that show are hearsay."""
    begin, finish = bounds_of(scene, phrase)
    spots = spots_in(scene, begin, finish)
    if cue.has("as_follows") and (how != "spot" or all(map(is_document, spots))):
        return  # «متن این پیام به این شرح است:»
    shows = cue.has("shows") or (cue.has("pictures_show") and SHOWING.match(scene.folded.key, begin))
    if shows and how != "anaphor" and not any(s.layer != "noun" for s in spots):
        add_hearsay(scene, begin, finish, at, cue)
    elif how in ("anaphor", "name"):
        rule = "speech.anaphor" if how == "anaphor" else "speech.surname"
        add_mention(scene, begin, finish, at, cue, "verb", True, UNTOLD, rule, complement)
    else:
        described = describe_span(scene, begin, finish)
        if cue.has("demands") and (described[1] or "").endswith("-CIV") and described[2] in _CROWDS:
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
        add_mention(scene, begin, finish, at, cue, "verb", True, UNTOLD, "speech.anaphor", complement)
    else:
        add_mention(scene, begin, finish, at, cue, "verb", False, NOBODY, "speech.document", complement)
    return True


def _agent(scene: SpeechScene, cue: Cue, at: tuple[int, int]) -> None:
    """«از سوی X اعلام شد», «اعلام شده از سوی X»: the agent of a passive; without one nobody is named."""
    key, words = scene.folded.key, scene.words
    found = _BY.match(key, at[1], min(scene.end, at[1] + 16))
    stop = len(words)
    if found is None:
        first, stop = _clause_start(scene), scene.word_at(at[0])
        for found in _BY.finditer(key, words[first].start if first < len(words) else at[0], at[0]):  # noqa: B007  the last one is wanted
            pass
    if found is None:
        return
    got = phrase_after(key, words, scene.word_at(found.end()), stop, scene.spots)
    if got is not None:
        begin, finish = bounds_of(scene, got[0])
        described = describe_span(scene, begin, finish)
        add_mention(scene, begin, finish, at, cue, "prefix", got[1], described, "speech.agent")


def _partners(scene: SpeechScene, phrases: Sequence[Phrase], cue: Cue, at: tuple[int, int]) -> None:
    """«به ایسنا گفت» names the medium spoken to, «از پلیس نقل کرد» the one quoted."""
    is_quote = cue.has("quotes")
    prep, most, kind, rule = ("از", 8, "prefix", "quoted") if is_quote else ("به", 3, "interview", "interview")
    for phrase in phrases[-most:]:
        if phrase.prep != prep or phrase.is_object:
            continue
        begin, finish = bounds_of(scene, phrase)
        spots = spots_in(scene, begin, finish)
        if spots and (is_quote or spots[0].layer == "media"):
            add_mention(scene, begin, finish, at, cue, kind, False, describe(spots), f"speech.{rule}")
