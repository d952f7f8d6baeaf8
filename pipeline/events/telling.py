"""Telling: what shows whether a sentence reports its act: its standing, its sides, what stands beside it, the headline.

In: an article's `Story`. Out: named features for «event or not» alone.
"""

from collections.abc import Iterator
from typing import Protocol

from pipeline.events.anchors import lead_of
from pipeline.events.facts import Sentence
from pipeline.events.features import Features
from pipeline.events.scenes import Scene
from pipeline.events.standing import own_verb
from pipeline.events.typing_features import Story
from pipeline.mentions.triggers import TriggerMention

_BEFORE, _BEHIND = 24, 42  # key characters around an act in which what belongs to it stands
_STEM = 5  # first letters that stand for a word's inflected forms
_HALF = 0.5


class _Span(Protocol):
    @property
    def key_start(self) -> int: ...
    @property
    def key_end(self) -> int: ...


class Telling:
    """An article's acts as they are told, in text order."""

    def __init__(self, story: Story) -> None:
        self._story = story
        sentences = story.facts.sentences
        heads = [s for s in sentences if s.headline] or sentences[:1]
        self._head = frozenset().union(*map(_stems, heads))
        self._head_acts = {t.lemma for s in heads for t in s.triggers}
        told = [s for s in sentences if s.triggers or s.casualties]
        size = max(1, len(self._head))
        self._cover = {s.index: len(_stems(s) & self._head) / size for s in told}
        self._first = next((s.index for s in told if not s.headline and self._cover[s.index] >= _HALF), None)

    def features(self, sentence: Sentence) -> Features:
        """What speaks for or against a report in a sentence that may be a row."""
        scene = self._story.scene(sentence)
        names = [*self._standing(sentence), *_sides(scene), *own_verb(scene), *self._headline(sentence, scene)]
        if scene.anchor is not None:
            names += _beside(sentence, scene.anchor)
        return {"head.cover": self._cover[sentence.index], **dict.fromkeys(names, 1.0)}

    def _standing(self, sentence: Sentence) -> Iterator[str]:
        standings = self._story.standings(sentence)
        for name, status in standings:
            yield f"stands={name}"
            yield f"stands.for={status}"
        if not standings:
            yield "stands=none"

    def _headline(self, sentence: Sentence, scene: Scene) -> Iterator[str]:
        """Whether the headline's words are told here, for the first time or again, and its act."""
        cover = self._cover[sentence.index]
        yield f"head.cover={min(int(cover * 5), 4)}.{sentence.headline}"
        if cover >= _HALF:
            yield "head.first" if sentence.index == self._first else "head.again"
        yield f"head.act={scene.lemma in self._head_acts}"


def _stems(sentence: Sentence) -> set[str]:
    return {text[:_STEM] for text in sentence.texts if len(text) > 2}


def _sides(scene: Scene) -> Iterator[str]:
    yield f"sides={bool(scene.doers)}.{bool(scene.hurt)}"
    yield from (f"doer={role}" for role in sorted(scene.roles("doers")))
    yield from (f"hurt={role}" for role in sorted(scene.roles("hurt")))
    yield from (f"victim={role}" for role in sorted(scene.victims))


def _beside(sentence: Sentence, act: TriggerMention) -> Iterator[str]:
    """Whether a day, a place, a party or a figure stands by the act itself, and what leads to it."""

    def near(*spans: _Span) -> bool:
        first, last = act.key_start - _BEFORE, act.key_end + _BEHIND
        return any(first < span.key_end and span.key_start < last for span in spans)

    places = [place for place in sentence.places if not place.in_name]
    day = near(*(time for time in sentence.times if time.kind != "DURATION" and time.date_start))
    place = near(*(place for place in places if place.geo_precision != "country"))
    country = near(*(place for place in places if place.geo_precision == "country"))
    party, figure = near(*sentence.actors), near(*sentence.casualties)
    lead = lead_of(sentence, act) or "none"
    told = day + place + party + figure
    yield from (f"by={told}", f"by={told}.{lead}", f"by={day}.{place}.{party}.{figure}", f"by.day={day}.{lead}")
    yield from (f"by.place={place}.{country}.{lead}", f"by.party={party}.{lead}", f"by.figure={figure}.{lead}")
