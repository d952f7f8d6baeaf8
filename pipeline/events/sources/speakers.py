"""Speakers through an article: anaphora resolved, countries read from context, candidates for a row, the chain.

In: `ArticleFacts`. Out: for each speech mention the one it refers to; for a sentence the speakers that may tell it,
nearest first; for a chosen speaker the chain, outermost first.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.articles.variety import home_of
from pipeline.events.facts import ArticleFacts, Sentence, once
from pipeline.events.sides.owners import country_of_story
from pipeline.mentions.speech.cues import lemmas_with
from pipeline.mentions.speech.mention import SpeechMention

MEDIA_TYPES = ("news_agency", "media")
_MOST_EARLIER = 4
_DATELINE_REACH = 4
# By a verb a later speaker tells no lead that names nobody.
_OF_ALL = frozenset({"prefix", "interview", "hearsay", "narration"})
_LEAD_REACH = 4  # sentences from one of the head to who tells it; bullets count
_TELLING = ("colon", "ke", "quote")
_LONGEST_QUOTE = 3000
_HONOURED = ("حضرت ", "مقام معظم", "رهبر", "امام ", "آیت الله")  # one whose verbs are plural
_WORD = re.compile(r"[^\W_]+")
_MEDIUM_WORDS = frozenset(
    "روزنامه خبرگزاری شبکه رسانه گزارش پایگاه سایت نشریه هفته مجله آژانس کانال تلویزیون رادیو وبسایت".split()
)
_AGENCY_WORDS = frozenset({"خبرگزاری", "آژانس"})
_PAPER_WORDS = frozenset("روزنامه شبکه نشریه هفته مجله تلویزیون رادیو".split())
_BODY_TYPES = frozenset({"armed_group", "ngo", "igo", "other", "military", "government", "police"})
_OF_THE_SCENE = frozenset({"witness", "medical"})  # they are where it happened, whoever did it
_SCENE_REACH = 2
_GROUP_WORDS = frozenset("گروه سازمان جنبش حزب نهاد مرکز کمیته شورا ائتلاف".split())
_NAMED_BEFORE = frozenset("مذکور یادشده مزبور نامبرده".split())
_NATIONWIDE = re.compile(
    r"کل کشور|کل قوا|کشورمان|دفاع و پشتیبانی|(?<![^\W_])مجلس(?! (?:نمایندگان|سنا|عوام|اعیان|ملی|خلق|اعلا|موسسان|عالی|بزرگ|این|آن))(?![^\W_])"
)  # of the outlet's own country
_DOCUMENT_WORDS = frozenset("بیانیه اطلاعیه نامه پیام".split())


@dataclass(frozen=True, slots=True)
class Told:
    """A speech mention in its sentence, with the mention that says who it is."""

    sentence: Sentence
    cue: SpeechMention
    speaker: SpeechMention


@once
def resolve_speakers(facts: ArticleFacts) -> list[Told]:
    """Every speech mention of an article in order; «وی» and a bare surname point to whom they mean."""
    told: list[Told] = []
    for sentence in facts.sentences:
        for cue in sentence.speech:
            speaker = _referent(facts, cue, sentence, told) if cue.anaphor else cue
            if speaker is not None:
                told.append(Told(sentence, cue, _with_country(facts, sentence, speaker, told)))
    return told


def _referent(
    facts: ArticleFacts, cue: SpeechMention, sentence: Sentence, told: Sequence[Told]
) -> SpeechMention | None:
    """Whom an anaphor, a bare name or a dropped subject means; None where nobody was named."""
    if cue.kind == "narration":
        return next((t.speaker for t in told if is_dateline(t)), None)
    if cue.rule == "speech.dropped":
        return _subject_before(facts, cue, sentence, told)
    told = [t for t in told if t.cue.key_start < cue.key_start]  # «وی با استناد به گفته X افزود»: not X
    words = _WORD.findall(facts.folded.key, cue.key_start, cue.key_end)
    if cue.rule == "speech.surname":
        return _named(facts, cue, words, told)
    kinds = set(words if cue.rule == "speech.this" else words[:3])
    if kinds & _MEDIUM_WORDS:
        return _medium(facts, cue, told, kinds)
    return _pointed_to(facts, words, kinds, told)


def _subject_before(
    facts: ArticleFacts, cue: SpeechMention, sentence: Sentence, told: Sequence[Told]
) -> SpeechMention | None:
    """Who last spoke by a verb, first of all in the same sentence: whom a dropped subject means."""
    mine = [t for t in told if t.sentence.index == sentence.index and t.cue.kind == "verb"]
    spoken = _plain_speakers(facts, [t for t in told if t.cue.kind in ("verb", "kicker")])
    mine = _plain_speakers(facts, mine) or mine
    others = [] if cue.lemma in lemmas_with("untrue") else told  # who claims denies not
    return next((t.speaker for t in reversed(mine or spoken or others)), None)


def _pointed_to(
    facts: ArticleFacts, words: Sequence[str], kinds: set[str], told: Sequence[Told]
) -> SpeechMention | None:
    """Whom «وی», «این گروه», «این مقام» mean: the last speaker of their kind."""
    said = [t for t in told if t.cue.kind not in ("hearsay", "interview", "narration")]
    others = [
        t for t in said if t.speaker.source_type not in MEDIA_TYPES or (t.speaker.is_person and t.cue.kind == "verb")
    ]
    if alike := _alike(facts, words, others):
        return alike
    if kinds & _GROUP_WORDS:
        fits = [t for t in others if t.speaker.source_type in _BODY_TYPES] or others
    elif kinds & _DOCUMENT_WORDS:
        fits = others
    else:
        asserting = [t for t in others if _asserts(t)]
        fits = [t for t in asserting if t.speaker.is_person] or asserting or others
        fits = _plain_speakers(facts, fits) or fits
    return fits[-1].speaker if fits else said[-1].speaker if said else None


def _plain_speakers(facts: ArticleFacts, told: Sequence[Told]) -> list[Told]:
    """Those whom «وی» may mean: they do not speak in another's words, nor are they several («مشاوران او گفتند»)."""
    key = facts.folded.key
    plain: list[Told] = []
    for one in told:
        outer = plain[-1].cue if plain else None
        if outer is not None and not same_speaker(outer, one.speaker):
            near = plain[-1].sentence.index == one.sentence.index
            if near and outer.complement in _TELLING and outer.cue_end <= one.cue.key_start:
                continue
            words = key[outer.cue_end : one.cue.key_start].rstrip(" «")
            if len(words) < _LONGEST_QUOTE and words.count("«") > words.count("»"):
                continue
        several = one.cue.cue_text.rstrip().endswith("ند") and not one.cue.anaphor
        if not several or key.startswith(_HONOURED, one.cue.key_start):
            plain.append(one)
    return plain


def _asserts(one: Told) -> bool:
    return one.cue.kind != "verb" or one.cue.lemma in lemmas_with("strong")


def _alike(facts: ArticleFacts, words: Sequence[str], others: Sequence[Told]) -> SpeechMention | None:
    """Of «این وزارتخانه» the last speaker whose phrase has a word that begins alike («وزارت دفاع»)."""
    pointed = len(words) > 1 and words[0] in ("این", "آن", "همین", "همان")
    if not pointed and not _NAMED_BEFORE.intersection(words):
        return None
    stems = [word[:4] for word in words[pointed:] if word not in _NAMED_BEFORE]
    for wanted in (stems, stems[:1]):  # «این مقام عراقی» is first the Iraqi one
        for one in reversed(others):
            held = _WORD.findall(facts.folded.key, one.speaker.key_start, one.speaker.key_end)
            if wanted and all(any(word.startswith(stem) for word in held) for stem in wanted):
                return one.speaker
    return None


def _medium(facts: ArticleFacts, cue: SpeechMention, told: Sequence[Told], words: set[str]) -> SpeechMention | None:
    """The medium named last before «این روزنامه», as a speaker or in passing; a paper is no agency, nor the reverse."""
    kinds = ("news_agency",) if words & _AGENCY_WORDS else ("media",) if words & _PAPER_WORDS else MEDIA_TYPES
    named = (t for t in reversed(told) if not (t.speaker.is_person and t.cue.kind == "verb"))
    media = [t.speaker for t in named if t.speaker.source_type in MEDIA_TYPES]
    last = next((m for m in media if m.source_type in kinds), None)
    hits = facts.hits.get("media", [])
    at = bisect_left(hits, cue.key_start, key=lambda hit: hit.start) - 1
    while at >= 0 and (hits[at].rows[0]["needs_cue"] == "yes" or hits[at].rows[0]["source_type"] not in kinds):
        at -= 1
    if at < 0 or hits[at].start < cue.key_start - 700 or (last is not None and hits[at].start <= last.key_end):
        return last or next(iter(media), None)
    hit = hits[at]
    row = hit.rows[0]
    start, end = facts.folded.span(hit.start, hit.tail)
    return replace(
        cue, start=start, end=end, key_start=hit.start, key_end=hit.tail, text=facts.folded.source[start:end],
        name=row["name_en"], code=f"{row['country'] or 'INT'}-MED", source_type=row["source_type"], anaphor=False,
    )  # fmt: skip


def _named(facts: ArticleFacts, cue: SpeechMention, words: Sequence[str], told: Sequence[Told]) -> SpeechMention | None:
    """The earlier speaker whose phrase holds the name's words, else the name itself, with the title told before it."""
    key = facts.folded.key
    wanted = set(words)
    for one in reversed(told):
        held = set(_WORD.findall(key, one.speaker.key_start, one.speaker.key_end))
        if wanted and len(wanted & held) * 2 > len(wanted):
            return one.speaker
    if cue.lemma not in lemmas_with("strong"):
        return None
    titled = [t.speaker for t in told if t.speaker.source_type not in (None, "other", *MEDIA_TYPES)]
    if titled and cue.key_start < 900 and len({s.text for s in titled}) == 1:
        return replace(cue, anaphor=False, code=titled[0].code, source_type=titled[0].source_type)
    return replace(cue, anaphor=False, source_type="other")


def _with_country(
    facts: ArticleFacts, sentence: Sentence, speaker: SpeechMention, told: Sequence[Told]
) -> SpeechMention:
    """The speaker with a country where its own words tell none: a place in or after them, the same body before, the story's.

    Media keep theirs untold; a human of no body is a civilian of the story's country.
    """
    code = speaker.code
    if code is None:
        if not speaker.is_person or speaker.source_type != "other" or speaker.kind not in ("verb", "prefix", "kicker"):
            return speaker
        code = "UNK-CIV"
    if not code.startswith("UNK-") or code in ("UNK-UNK", "UNK-MED"):
        return speaker
    nationwide = _NATIONWIDE.search(facts.folded.key, speaker.key_start, speaker.key_end)
    country = (
        _near_country(sentence, speaker)
        or (home_of(facts.article) if nationwide else None)
        or _same_before(code, told)
        or (home_of(facts.article) if speaker.kind == "kicker" else None)
        or (_scene_before(facts, sentence, speaker) if speaker.source_type in _OF_THE_SCENE else None)
        or country_of_story(facts, sentence)
    )
    return replace(speaker, code=country + code[3:]) if country else speaker


def _near_country(sentence: Sentence, speaker: SpeechMention) -> str | None:
    for place in sentence.places:
        if place.country and speaker.key_start <= place.key_start <= speaker.key_end + 4:
            return str(place.country)
    return None


def _scene_before(facts: ArticleFacts, sentence: Sentence, speaker: SpeechMention) -> str | None:
    """The country of the place told last before a speaker, in its sentence or the two before."""
    for near in reversed(facts.sentences[max(0, sentence.index - _SCENE_REACH) : sentence.index + 1]):
        for place in reversed(near.places):
            if place.country and not place.in_name and place.key_start < speaker.key_start:
                return str(place.country)
    return None


def _same_before(code: str, told: Sequence[Told]) -> str | None:
    for one in reversed(told):
        other = one.speaker.code
        if other and other[3:] == code[3:] and other[3:] != "-CIV" and not other.startswith(("UNK", "INT")):
            return other[:3]
    return None


def candidates(told: Sequence[Told], home: Sentence) -> list[tuple[int, Told]]:
    """Speakers that may tell a sentence, with their rank: its own, the nearest earlier, the dateline's, its lead's."""
    own = [t for t in told if t.sentence.index == home.index]
    earlier = [t for t in told if t.sentence.index < home.index]
    media = [t for t in earlier if t.cue.kind == "prefix" and t.speaker.source_type in MEDIA_TYPES]
    dateline = [*(t for t in earlier if _heads(t)), *media[-1:]]
    reach = home.index + (_LEAD_REACH if home.index < 4 else 1 if own or earlier else 4)
    kinds = _OF_ALL | {"verb"} if home.headline or own else _OF_ALL
    following = [
        t
        for t in told
        if home.index < t.sentence.index
        and (t.cue.kind == "credit" or (t.sentence.index <= reach and (t.cue.kind in kinds or _tells_this(t))))
    ]
    picked: list[Told] = []
    far = 0
    for group in (reversed(own), reversed(earlier), reversed(dateline), following):
        for one in group:
            distant = one.sentence.index < home.index and not _heads(one)
            if one.speaker.anaphor or (distant and far == _MOST_EARLIER):
                continue
            if not any(same_speaker(one.speaker, p.speaker) for p in picked):
                far += distant
                picked.append(one)
    return list(enumerate(picked))


def _tells_this(one: Told) -> bool:
    """Whether a speaker says of what was told before that it is so: «X این خبر را تایید کرد»."""
    where = one.sentence
    return one.cue.kind == "verb" and where.key.find("این خبر", where.start, where.end) >= 0


def _heads(one: Told) -> bool:
    """Whether somebody is named at the head of the article before what is told, so that all of it may be theirs."""
    return one.sentence.index < _DATELINE_REACH and one.cue.kind in ("prefix", "kicker", "credit")


def is_dateline(one: Told) -> bool:
    """Whether a medium at the head of the article is told to be where the whole of it is from."""
    return _heads(one) and one.speaker.source_type in MEDIA_TYPES


def same_speaker(a: SpeechMention, b: SpeechMention) -> bool:
    """Whether two mentions are one speaker."""
    if a is b:
        return True
    return a.code == b.code and (
        a.text == b.text or (a.name is not None and a.name == b.name and a.source_type in MEDIA_TYPES)
    )


def most_told(told: Sequence[Told]) -> SpeechMention | None:
    """Who of these speaks most often, at least thrice: whose a speech or an interview is."""
    counts = Counter((one.speaker.code, one.speaker.text) for one in told)
    most = max(counts.values(), default=0)
    return next((t.speaker for t in told if counts[t.speaker.code, t.speaker.text] == most > 2), None)


def chain_of(told: Sequence[Told], chosen: Told) -> list[SpeechMention]:
    """The links that lead to a speaker: media of credits, the first kicker and «به گزارش», media that quote it, itself."""
    named = next((t for t in told if not t.cue.anaphor and same_speaker(t.speaker, chosen.speaker)), chosen)
    lines: dict[str, int] = {}
    for one in filter(is_dateline, told):
        lines.setdefault(one.cue.kind, one.sentence.index)
    links: list[SpeechMention] = []
    for one in sorted(told, key=lambda t: t.cue.kind != "credit"):
        if one.speaker.source_type not in MEDIA_TYPES or same_speaker(one.speaker, chosen.speaker):
            continue
        head = is_dateline(one) and one.sentence.index == lines[one.cue.kind] <= chosen.sentence.index
        if one.cue.kind == chosen.cue.kind == "kicker" and one.sentence.index > 0:
            head = False  # each line of a list has a speaker of its own
        quoting = any(_encloses(one, inner) for inner in (named, chosen))
        if (head or quoting or one.cue.kind == "credit") and not any(same_speaker(one.speaker, link) for link in links):
            links.append(one.speaker)
    return [*links, chosen.speaker]


def _encloses(outer: Told, inner: Told) -> bool:
    """Whether one attribution stands within what another of its sentence tells."""
    if outer.sentence.index != inner.sentence.index or outer.cue is inner.cue:
        return False
    cue, other = outer.cue, inner.cue
    if cue.kind == "interview":
        return True
    if cue.kind != "verb":
        return cue.kind in ("prefix", "kicker") and cue.cue_start < other.cue_start
    cites = other.kind == "prefix" and cue.key_start < other.key_start < cue.cue_start
    return cites or (cue.cue_end <= other.key_start and cue.complement in ("colon", "ke", "quote"))


def claim_of(told: Sequence[Told], chosen: Told) -> str:
    """How surely a speaker tells: by its own cue, else by the verb of whoever quotes it («X به نقل از Y مدعی شد»)."""
    if chosen.cue.claim == "reported" and chosen.cue.kind == "prefix":
        quoting = [t.cue.claim for t in told if t.cue.kind == "verb" and _encloses(t, chosen)]
        return next((claim for claim in quoting if claim != "reported"), "reported")
    return chosen.cue.claim
