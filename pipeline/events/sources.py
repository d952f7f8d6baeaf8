"""Speakers through an article: anaphora resolved, countries read from context, candidates for a row, the chain.

In: `ArticleFacts`. Out: for each speech mention the one it refers to; for a sentence the speakers that may tell it,
nearest first; for a chosen speaker the chain, outermost first.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.mentions.speech import SpeechMention

MEDIA_TYPES = ("news_agency", "media")
_MOST_EARLIER = 4
_DATELINE_REACH = 4
_WORD = re.compile(r"[^\W_]+")
_MEDIUM_WORDS = frozenset(
    "روزنامه خبرگزاری شبکه رسانه گزارش پایگاه سایت نشریه هفته مجله آژانس کانال تلویزیون رادیو وبسایت".split()
)
_PERSON_WORDS = frozenset(
    "وی او ایشان نامبرده مقام سخنگو سخنگوی فرمانده وزیر نماینده دیپلمات کارشناس مسئول مسوول".split()
)
_GROUP_WORDS = frozenset("گروه سازمان جنبش حزب نهاد مرکز کمیته شورا ائتلاف".split())
_DOCUMENT_WORDS = frozenset("بیانیه اطلاعیه نامه پیام".split())


@dataclass(frozen=True, slots=True)
class Told:
    """A speech mention in its sentence, with the mention that says who it is."""

    sentence: Sentence
    cue: SpeechMention
    speaker: SpeechMention


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
    words = _WORD.findall(facts.folded.key, cue.key_start, cue.key_end)
    if cue.kind == "narration":
        return next(
            (t.speaker for t in told if t.speaker.source_type in MEDIA_TYPES and t.cue.kind in ("prefix", "kicker")),
            None,
        )
    if cue.rule == "speech.surname":
        return _named(facts, cue, words, told)
    if cue.rule == "speech.dropped":
        mine = [t.speaker for t in told if t.sentence.index == sentence.index and t.cue.kind == "verb"]
        near = (
            mine or [t.speaker for t in told if t.cue.kind in ("verb", "kicker")][-1:] or [t.speaker for t in told[-1:]]
        )
        return near[-1] if near else None
    said = [t.speaker for t in told if not t.speaker.anaphor and t.cue.kind != "hearsay"]
    if not said:
        return None
    kinds = set(words[:3])
    if kinds & _MEDIUM_WORDS:
        fits = [s for s in said if s.source_type in MEDIA_TYPES]
    elif kinds & _GROUP_WORDS:
        fits = [s for s in said if s.source_type in ("armed_group", "ngo", "igo", "other")] or said
    elif kinds & _DOCUMENT_WORDS:
        fits = [s for s in said if s.source_type not in MEDIA_TYPES]
    elif {"منبع", "منابع"} & kinds:
        fits = [s for s in said if "منبع" in s.text or "منابع" in s.text]
    else:
        fits = [s for s in said if s.source_type not in MEDIA_TYPES]
    return fits[-1] if fits else said[-1]


def _named(facts: ArticleFacts, cue: SpeechMention, words: Sequence[str], told: Sequence[Told]) -> SpeechMention:
    """The earlier speaker whose phrase holds the name's words, else the name itself, with the title told before it."""
    key = facts.folded.key
    wanted = set(words)
    for one in reversed(told):
        held = set(_WORD.findall(key, one.speaker.key_start, one.speaker.key_end))
        if wanted and len(wanted & held) * 2 > len(wanted):
            return one.speaker
    titled = [t.speaker for t in told if t.speaker.source_type not in (None, "other", *MEDIA_TYPES)]
    if titled and cue.key_start < 900 and len({s.text for s in titled}) == 1:
        return replace(cue, anaphor=False, code=titled[0].code, source_type=titled[0].source_type)
    return replace(cue, anaphor=False, source_type="other")


def _with_country(
    facts: ArticleFacts, sentence: Sentence, speaker: SpeechMention, told: Sequence[Told]
) -> SpeechMention:
    """The speaker with a country where its own words tell none: from a place in or after them, the story's else."""
    if speaker.code is None or not speaker.code.startswith("UNK-") or speaker.code == "UNK-UNK":
        return speaker
    country = _near_country(sentence, speaker) or _same_before(speaker, told) or _story_country(facts)
    return replace(speaker, code=country + speaker.code[3:]) if country else speaker


def _near_country(sentence: Sentence, speaker: SpeechMention) -> str | None:
    for place in sentence.places:
        if place.country and speaker.key_start <= place.key_start <= speaker.key_end + 4:
            return str(place.country)
    return None


def _same_before(speaker: SpeechMention, told: Sequence[Told]) -> str | None:
    for one in reversed(told):
        code = one.speaker.code
        if code and code[3:] == speaker.code[3:] and not code.startswith(("UNK", "INT")):  # type: ignore[index]
            return code[:3]
    return None


def _story_country(facts: ArticleFacts) -> str | None:
    """The country most places of the article lie in."""
    counts = Counter(p.country for s in facts.sentences for p in s.places if p.country)
    return str(counts.most_common(1)[0][0]) if counts else None


def candidates(told: Sequence[Told], home: Sentence) -> list[tuple[int, Told]]:
    """Speakers that may tell a sentence, with their rank: its own, the nearest earlier, the dateline's, its lead's."""
    own = [t for t in told if t.sentence.index == home.index]
    earlier = [t for t in told if t.sentence.index < home.index]
    dateline = [t for t in earlier if t.sentence.index < _DATELINE_REACH and t.cue.kind in ("prefix", "kicker")]
    reach = home.index + (2 if home.index < 3 else 0 if own or earlier else 4)
    following = [t for t in told if home.index < t.sentence.index <= reach]
    picked: list[Told] = []
    far = 0
    for group in (reversed(own), reversed(earlier), reversed(dateline), following):
        for one in group:
            if one.speaker.anaphor or any(same_speaker(one.speaker, p.speaker) for p in picked):
                continue
            if one in earlier and one not in dateline:
                far += 1
                if far > _MOST_EARLIER:
                    continue
            picked.append(one)
    return list(enumerate(picked))


def is_dateline(one: Told) -> bool:
    """Whether a medium at the head of the article is told to be where the whole of it is from."""
    return (
        one.sentence.index < _DATELINE_REACH
        and one.cue.kind in ("prefix", "kicker")
        and one.speaker.source_type in MEDIA_TYPES
    )


def same_speaker(a: SpeechMention, b: SpeechMention) -> bool:
    """Whether two mentions are one speaker."""
    return a is b or (a.text == b.text and a.code == b.code)


def chain_of(told: Sequence[Told], chosen: Told) -> list[SpeechMention]:
    """The links that lead to a speaker: the dateline's media, the sentence's own prefixes, the speaker last."""
    links: list[SpeechMention] = []
    for one in told:
        if same_speaker(one.speaker, chosen.speaker) or one.sentence.index > chosen.sentence.index:
            continue
        dateline = one.sentence.index < _DATELINE_REACH and one.cue.kind in ("prefix", "kicker")
        beside = one.sentence.index == chosen.sentence.index and (
            (one.cue.kind == "prefix" and one.cue.cue_start < chosen.cue.cue_start) or one.cue.kind == "interview"
        )
        if (
            (dateline or beside)
            and one.speaker.source_type in MEDIA_TYPES
            and one.speaker.text not in [link.text for link in links]
        ):
            links.append(one.speaker)
    return [*links, chosen.speaker]
