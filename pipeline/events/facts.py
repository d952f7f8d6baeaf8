"""What stands in an article, sentence by sentence.

In: an `Article` and `Resources`. Out: `ArticleFacts`: the folded text and, for each sentence, its
words, acts, figures, actors, places, times and speakers. Nothing is decided here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from operator import attrgetter
from typing import Any

from pipeline.articles.article import Article
from pipeline.articles.variety import home_of
from pipeline.dates import TimeMention, find_times
from pipeline.events.current_days import so_far
from pipeline.mentions.actors.find import ActorMention, find_actors, gather_heads
from pipeline.mentions.actors.this_country import lands_meant
from pipeline.mentions.places.find import PlaceMention, find_places
from pipeline.mentions.places.words import PLACE_LAYERS
from pipeline.mentions.resources import Resources
from pipeline.mentions.scan import Hit
from pipeline.mentions.speech.find import find_speech
from pipeline.mentions.speech.kickers import find_opening
from pipeline.mentions.speech.mention import SpeechMention
from pipeline.mentions.speech.phrases import is_told_to
from pipeline.mentions.tolls.find import CasualtyMention, find_casualties
from pipeline.mentions.triggers import TriggerMention, find_triggers
from pipeline.text.letters import Folded, fold
from pipeline.text.lines import joined_lines
from pipeline.text.numbers import NumberMention, find_numbers
from pipeline.text.tokens import Word, find_sentences, find_texts, placed_words

by_start = attrgetter("start")
_key_start = attrgetter("key_start")

# Sentences that are weighed together: of 7,341 articles of real news the longest has 527. What a sentence tells is
# looked for in all others, so that a text of a megabyte would cost the square of its length.
LONGEST_STRETCH = 600


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
            self._texts = find_texts(self.key, self.start, self.end)
        return self._texts

    @property
    def words(self) -> list[Word]:
        """The sentence's words with their places, read at first use: many sentences are never asked for them."""
        if self._words is None:
            self._words = placed_words(self.key, self.start, self.texts)
        return self._words

    def read_words(self) -> list[Word]:
        """The same, for who may not need them."""
        return self.words


@dataclass(slots=True)
class ArticleFacts:
    """An article, its folded text and its sentences; `has_acts` is False where no sentence tells an act or a figure."""

    article: Article
    folded: Folded
    sentences: list[Sentence]
    hits: dict[str, list[Hit]]
    has_acts: bool = False
    once: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)  # what is read once and kept
    _numbers: list[NumberMention] | None = field(default=None, init=False, repr=False)

    @property
    def numbers(self) -> list[NumberMention]:
        """Numbers outside of times, read at first use: only deaths and sums ask for them."""
        if self._numbers is None:
            busy = [(time.key_start, time.key_end) for sentence in self.sentences for time in sentence.times]
            self._numbers = [n for n in find_numbers(self.folded) if not _overlaps(n.key_start, n.key_end, busy)]
        return self._numbers


def once[T](read: Callable[[ArticleFacts], T]) -> Callable[[ArticleFacts], T]:
    """A reading of an article that is done at first use and kept with its facts."""

    @wraps(read)
    def kept(facts: ArticleFacts) -> T:
        if read not in facts.once:
            facts.once[read] = read(facts)
        found: T = facts.once[read]
        return found

    return kept


def read_facts(article: Article, resources: Resources, *, everything: bool = False) -> ArticleFacts:
    """Find every mention; the reading stops where it is seen that no row can rest on any, unless `everything` is asked."""
    folded = joined_lines(fold(article.text))
    hits = resources.scanner.scan(folded)
    spans = find_sentences(folded)
    acts = bool(hits.get("trigger") or hits.get("death"))
    if not acts and not everything:
        bare = [Sentence(i, s, e, 0, folded.key) for i, (s, e) in enumerate(spans)]
        return ArticleFacts(article, folded, bare, hits, False)
    facts = ArticleFacts(article, folded, _lay_out(folded, spans), hits)
    facts.has_acts = _fill(facts, resources, everything)
    return facts


def stretches(facts: ArticleFacts) -> Iterator[ArticleFacts]:
    """The article, or one longer than `LONGEST_STRETCH` in parts of so many sentences, each read as an article is."""
    for first in range(0, len(facts.sentences), LONGEST_STRETCH):
        part = facts.sentences[first : first + LONGEST_STRETCH]
        if first:
            part = [replace(sentence, index=at) for at, sentence in enumerate(part)]
        yield facts if len(part) == len(facts.sentences) else replace(facts, sentences=part)


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


def _by_sentence(
    sentences: Sequence[Sentence], ends: Sequence[int], items: Sequence[Any], start_of: Any
) -> dict[int, list[Any]]:
    """The items that start in each sentence, by its index, where there are any; all are in text order."""
    found: dict[int, list[Any]] = {}
    at, last = 0, len(ends)
    for item in items:
        start = start_of(item)
        if at < last and start >= ends[at]:
            at = bisect_right(ends, start, at)
        if at == last:
            break
        if start >= sentences[at].start:
            found.setdefault(at, []).append(item)
    return found


def _deal(sentences: Sequence[Sentence], name: str, items: Sequence[Any], start_of: Any) -> None:
    """Give each sentence, as its `name`, the items that start in it."""
    ends = [sentence.end for sentence in sentences]
    for at, found in _by_sentence(sentences, ends, items, start_of).items():
        setattr(sentences[at], name, found)


def _fill(facts: ArticleFacts, resources: Resources, everything: bool) -> bool:
    """Find everything in the sentences; whether a row could rest on any. Where none can, the rest is left unread."""
    folded, sentences, hits = facts.folded, facts.sentences, facts.hits
    published = facts.article.published_at
    day = published.date() if published else None
    ends = [sentence.end for sentence in sentences]
    acts, deaths, weapons, speech, media, nouns = (
        _by_sentence(sentences, ends, hits.get(layer, []), by_start)
        for layer in ("trigger", "death", "weapon", "speech", "media", "source_noun")
    )
    for at, found in acts.items():
        sentences[at].triggers = find_triggers(folded, (sentences[at].start, ends[at]), found)
    has_acts = any(sentences[at].triggers for at in acts)
    if not has_acts and not deaths and not everything:
        return False
    titles = [(h.start, h.tail) for h in hits.get("media", ()) if is_told_to(folded.key, h)]
    reached = (so_far(time, published) for time in find_times(folded, published))
    times = [t for t in reached if not _overlaps(t.key_start, t.key_end, titles)]
    _deal(sentences, "times", times, _key_start)
    heads = gather_heads(folded, hits, day)
    for at, found in _by_sentence(sentences, ends, heads, by_start).items():
        sentences[at].actors = find_actors(folded, found, ends[at], day)
    numbers = _by_sentence(sentences, ends, facts.numbers, _key_start) if deaths else {}
    for at, found in deaths.items():
        one = sentences[at]
        one.casualties = find_casualties(folded, found, numbers.get(at, ()), one.actors, one.read_words)
    has_acts = has_acts or any(sentences[at].casualties for at in deaths)
    if not has_acts and not everything:
        return False
    spots = [(h.start, h.end, h.form) for layer in PLACE_LAYERS for h in hits.get(layer, ())]
    bodies = [(h.start, h.end) for layer in ("body", "group") for h in hits.get(layer, ())]
    home, lands = home_of(facts.article), lands_meant(heads)
    places = find_places(folded, spots, resources.gazetteer, bodies, home, lands)
    _deal(sentences, "places", places, _key_start)
    for at, sentence in enumerate(sentences):
        if at in weapons:
            sentence.weapons = weapons[at]
        span, named = (sentence.start, sentence.end), media.get(at, ())
        opening = find_opening(folded.key, span, named)
        if at in speech or opening.speaks:
            cues, told_by = speech.get(at, ()), nouns.get(at, ())
            sentence.speech = find_speech(
                folded, span, cues, sentence.actors, named, told_by, sentence.read_words, opening
            )  # fmt: skip
    return has_acts


def _overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (end, -1))
    return at > 0 and spans[at - 1][1] > start
