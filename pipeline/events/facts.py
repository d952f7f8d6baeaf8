"""What stands in an article, sentence by sentence.

In: an `Article` and `Resources`. Out: `ArticleFacts`: the folded text and, for each sentence, its
words, acts, figures, actors, places, times and speakers. Nothing is decided here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from pipeline.articles.article import Article
from pipeline.dates import TimeMention, find_times
from pipeline.mentions.actors import ActorMention, find_actors, gather_heads
from pipeline.mentions.casualties import CasualtyMention, find_casualties
from pipeline.mentions.place_words import PLACE_LAYERS
from pipeline.mentions.places import PlaceMention, find_places
from pipeline.mentions.resources import Resources
from pipeline.mentions.scan import Hit
from pipeline.mentions.speech import find_opening, find_speech
from pipeline.mentions.speech_cues import SpeechMention
from pipeline.mentions.triggers import TriggerMention, find_triggers
from pipeline.text.letters import Folded, fold
from pipeline.text.numbers import NumberMention, find_numbers
from pipeline.text.tokens import Word, find_sentences, find_texts, find_words

_start = attrgetter("start")
_key_start = attrgetter("key_start")


@dataclass(slots=True)
class Sentence:
    """One sentence: its span in the article's key, paragraph and everything found in it, each list in text order."""

    index: int
    start: int
    end: int
    paragraph: int
    key: str = field(repr=False)
    triggers: list[TriggerMention] = field(default_factory=list)
    casualties: list[CasualtyMention] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    numbers: list[NumberMention] = field(default_factory=list)
    speech: list[SpeechMention] = field(default_factory=list)
    weapons: list[Hit] = field(default_factory=list)
    headline: bool = False
    anchor: TriggerMention | None = field(default=None, init=False, repr=False, compare=False)  # kept once chosen
    _texts: list[str] | None = field(default=None, init=False, repr=False, compare=False)
    _words: list[Word] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def texts(self) -> list[str]:
        """The sentence's words as they are in the key, read at first use."""
        if self._texts is None:
            if self._words is not None:
                self._texts = [word.text for word in self._words]
            else:
                self._texts = find_texts(self.key, self.start, self.end)
        return self._texts

    @property
    def words(self) -> list[Word]:
        """The sentence's words with their places, read at first use: many sentences are never asked for them."""
        if self._words is None:
            self._words = find_words(self.key, self.start, self.end)
        return self._words

    def read_words(self) -> list[Word]:
        """The same, for who may not need them."""
        return self.words


@dataclass(slots=True)
class ArticleFacts:
    """An article, its folded text and its sentences; `has_acts` is False where no act word stands at all."""

    article: Article
    folded: Folded
    sentences: list[Sentence]
    hits: dict[str, list[Hit]]
    has_acts: bool


def read_facts(article: Article, resources: Resources, *, everything: bool = False) -> ArticleFacts:
    """Find every mention; without an act word the reading stops after the scan unless `everything` is asked for."""
    folded = fold(article.text)
    hits = resources.scanner.scan(folded)
    spans = find_sentences(folded)
    acts = bool(hits.get("trigger") or hits.get("death"))
    if not acts and not everything:
        bare = [Sentence(i, s, e, 0, folded.key) for i, (s, e) in enumerate(spans)]
        return ArticleFacts(article, folded, bare, hits, False)
    sentences = _lay_out(folded, spans)
    _fill(article, folded, sentences, hits, resources)
    return ArticleFacts(article, folded, sentences, hits, acts)


def _lay_out(folded: Folded, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
    sentences = []
    key = folded.key
    paragraph = 0
    reached = 0
    for index, (start, end) in enumerate(spans):
        if index and key.find("\n", reached, start) >= 0:
            paragraph += 1
        reached = end
        sentence = Sentence(index, start, end, paragraph, key)
        sentence.headline = index < 3 and key[end - 1 : end] not in ".؟!:" and len(sentence.texts) < 25
        sentences.append(sentence)
    return sentences


def _by_sentence(sentences: Sequence[Sentence], items: Sequence[Any], start_of: Any) -> list[list[Any]]:
    """For each sentence the items that start in it; both are in text order, and most sentences hold none."""
    found: list[list[Any]] = [[] for _ in sentences]
    ends = [sentence.end for sentence in sentences]
    at, last = 0, len(ends)
    for item in items:
        start = start_of(item)
        if at < last and start >= ends[at]:
            at = bisect_right(ends, start, at)
        if at == last:
            break
        if start >= sentences[at].start:
            found[at].append(item)
    return found


def _fill(
    article: Article, folded: Folded, sentences: list[Sentence], hits: dict[str, list[Hit]], resources: Resources
) -> None:
    published = article.published_at
    day = published.date() if published else None
    times = find_times(folded, published)
    busy = [(t.key_start, t.key_end) for t in times]
    numbers = [n for n in find_numbers(folded) if not _overlaps(n.key_start, n.key_end, busy)]
    spots = [(h.start, h.end, h.form) for layer in PLACE_LAYERS for h in hits.get(layer, ())]
    places = find_places(folded, spots, resources.gazetteer)
    heads = gather_heads(folded, hits)

    def by_hit(layer: str) -> list[list[Hit]]:
        return _by_sentence(sentences, hits.get(layer, []), _start)

    def by_key(items: Sequence[Any]) -> list[list[Any]]:
        return _by_sentence(sentences, items, _key_start)

    layers = {name: by_hit(name) for name in ("trigger", "death", "speech", "weapon", "media", "source_noun")}
    rows = zip(
        sentences,
        by_key(times),
        by_key(numbers),
        by_key(places),
        _by_sentence(sentences, heads, _start),
        strict=True,
    )
    for at, (sentence, s_times, s_numbers, s_places, s_heads) in enumerate(rows):
        span, words = (sentence.start, sentence.end), sentence.read_words
        sentence.times, sentence.numbers, sentence.places = s_times, s_numbers, s_places
        sentence.weapons = layers["weapon"][at]
        if s_heads:
            sentence.actors = find_actors(folded, s_heads, sentence.end, day)
        if acts := layers["trigger"][at]:
            sentence.triggers = find_triggers(folded, span, acts)
        if deaths := layers["death"][at]:
            sentence.casualties = find_casualties(folded, deaths, s_numbers, sentence.actors, words)
        cues, media = layers["speech"][at], layers["media"][at]
        opening = find_opening(folded.key, span, media)
        if cues or opening.speaks:
            nouns = layers["source_noun"][at]
            sentence.speech = find_speech(folded, span, cues, sentence.actors, media, nouns, words, opening)


def _overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (end, -1))
    return at > 0 and spans[at - 1][1] > start
