"""Speakers through an article: anaphora resolved, candidates for a row, the chain of attribution.

In: `ArticleFacts`. Out: for each speech mention the one it refers to; for a sentence the speakers
that may tell it, nearest first; for a chosen speaker the chain, outermost first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.mentions.speech import SpeechMention

_MEDIA = ("news_agency", "media")
_MOST_EARLIER = 3


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
            speaker = _referent(facts, cue, told) if cue.anaphor else cue
            told.append(Told(sentence, cue, speaker))
    return told


def _referent(facts: ArticleFacts, cue: SpeechMention, told: Sequence[Told]) -> SpeechMention:
    key = facts.folded.key
    said = [t.speaker for t in told if not t.speaker.anaphor]
    if cue.rule == "speech.surname":
        surname = key[cue.key_start : cue.key_end].strip(' «»"')
        first = surname.split()[0] if surname else ""
        for speaker in reversed(said):
            if first and first in key[speaker.key_start : speaker.key_end].split():
                return speaker
        return replace(cue, anaphor=False)
    wanted = key[cue.key_start : cue.key_end]
    for speaker in reversed(said):
        media = speaker.source_type in _MEDIA
        if media == any(word in wanted for word in ("روزنامه", "خبرگزاری", "شبکه", "رسانه", "گزارش", "منبع خبری")):
            return speaker
    return said[-1] if said else cue


def candidates(told: Sequence[Told], home: Sentence) -> list[tuple[int, Told]]:
    """Speakers that may tell a sentence, with their rank: its own, the nearest earlier ones, the dateline's."""
    own = [t for t in told if t.sentence.index == home.index]
    earlier = [t for t in told if t.sentence.index < home.index]
    dateline = [t for t in earlier if t.sentence.index < 3 and t.cue.kind in ("prefix", "kicker")]
    following = [t for t in told if t.sentence.index == home.index + 1 and home.headline]
    picked: list[Told] = []
    for one in [*reversed(own), *reversed(earlier[-_MOST_EARLIER:]), *reversed(dateline), *following]:
        if one not in picked and not one.speaker.anaphor:
            picked.append(one)
    return list(enumerate(picked))


def chain_of(told: Sequence[Told], chosen: Told) -> list[SpeechMention]:
    """The links that lead to a speaker: the dateline's media, the sentence's own prefixes, the speaker last."""
    links: list[SpeechMention] = []
    for one in told:
        if one.speaker is chosen.speaker or one.sentence.index > chosen.sentence.index:
            continue
        dateline = one.sentence.index < 3 and one.cue.kind in ("prefix", "kicker")
        beside = (
            one.sentence.index == chosen.sentence.index
            and one.cue.kind == "prefix"
            and one.cue.cue_start < chosen.cue.cue_start
        )
        if (
            (dateline or beside)
            and one.speaker.source_type in _MEDIA
            and one.speaker.text not in [link.text for link in links]
        ):
            links.append(one.speaker)
    return [*links, chosen.speaker]
