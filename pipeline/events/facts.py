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
from pipeline.dates.find import find_times
from pipeline.dates.mention import TimeMention
from pipeline.events.current_days import so_far
from pipeline.mentions.actors.fighters_of import fill_lands
from pipeline.mentions.actors.find import ActorMention, find_actors, gather_heads
from pipeline.mentions.actors.this_country import lands_meant
from pipeline.mentions.places.find import PlaceMention, find_places
from pipeline.mentions.places.words import PLACE_LAYERS
from pipeline.mentions.protest_causes import cause_of_protest
from pipeline.mentions.resources import Resources
from pipeline.mentions.scan import SPARE, Hit
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
    cause: tuple[int, int] | None = None  # what a protest told in it is against
    anchor: TriggerMention | None = field(default=None, init=False, repr=False, compare=False)  # kept once chosen
    _texts: list[str] | None = field(default=None, init=False, repr=False, compare=False)
    _words: list[Word] | None = field(default=None, init=False, repr=False, compare=False)

    def is_cause(self, told: TriggerMention | ActorMention | CasualtyMention) -> bool:
        """Whether an act, a side or a figure is of what the protest is against: another happening."""
        return self.cause is not None and self.cause[0] <= told.key_start < self.cause[1]

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


class _Finder:
    """What finds everything in the sentences of an article; what is found later is read by what was found before."""

    def __init__(self, facts: ArticleFacts, resources: Resources) -> None:
        self.facts, self.resources = facts, resources
        self.folded, self.sentences, self.hits = facts.folded, facts.sentences, facts.hits
        self.ends = [sentence.end for sentence in facts.sentences]

    def hits_of(self, layer: str) -> dict[int, list[Hit]]:
        """The lexicon words of a layer by sentence."""
        return _by_sentence(self.sentences, self.ends, self.hits.get(layer, ()), by_start)

    def find_acts(self) -> bool:
        """Whether there are any."""
        acts, spare = self.hits_of("trigger"), self.hits_of(SPARE)
        for at, found in acts.items():
            one = self.sentences[at]
            one.triggers = find_triggers(self.folded, (one.start, one.end), found, spare.get(at, ()))
            one.cause = cause_of_protest(one.key, (one.start, one.end), one.triggers)
            one.triggers = [t for t in one.triggers if not one.is_cause(t)]
        return any(self.sentences[at].triggers for at in acts)

    def find_times(self) -> None:
        """Times, but for those in the name of a medium that is told to («هشت صبح»)."""
        published = self.facts.article.published_at
        titles = [(h.start, h.tail) for h in self.hits.get("media", ()) if is_told_to(self.folded.key, h)]
        read = (so_far(time, published) for time in find_times(self.folded, published))
        times = [t for t in read if not _overlaps(t.key_start, t.key_end, titles)]
        for at, found in _by_sentence(self.sentences, self.ends, times, _key_start).items():
            self.sentences[at].times = found

    def find_actors(self) -> list[Hit]:
        """Those who are named; the heads of their names, which places are read by too."""
        published = self.facts.article.published_at
        day = published.date() if published else None
        heads = gather_heads(self.folded, self.hits, day)
        for at, found in _by_sentence(self.sentences, self.ends, heads, by_start).items():
            one = self.sentences[at]
            actors = find_actors(self.folded, found, one.end, day)
            fill_lands(self.folded.key, actors, self.hits.get("place", ()), self.resources.gazetteer)
            one.actors = [actor for actor in actors if not one.is_cause(actor)]
        return heads

    def find_tolls(self, deaths: dict[int, list[Hit]]) -> bool:
        """Whether any words of death or harm tell a figure."""
        numbers = _by_sentence(self.sentences, self.ends, self.facts.numbers, _key_start) if deaths else {}
        for at, found in deaths.items():
            one, some = self.sentences[at], numbers.get(at, ())
            figures = find_casualties(self.folded, found, some, one.actors, one.read_words)
            one.casualties = [figure for figure in figures if not one.is_cause(figure)]
        return any(self.sentences[at].casualties for at in deaths)

    def find_places(self, heads: Sequence[Hit]) -> None:
        spots = [(h.start, h.end, h.form) for layer in PLACE_LAYERS for h in self.hits.get(layer, ())]
        bodies = [(h.start, h.end) for layer in ("body", "group") for h in self.hits.get(layer, ())]
        home, lands = home_of(self.facts.article), lands_meant(heads)
        places = find_places(self.folded, spots, self.resources.gazetteer, bodies, home, lands)
        for at, found in _by_sentence(self.sentences, self.ends, places, _key_start).items():
            self.sentences[at].places = found

    def find_weapons(self) -> None:
        for at, found in self.hits_of("weapon").items():
            self.sentences[at].weapons = found

    def find_speech(self) -> None:
        """Who says what is told, where a word of saying stands or the sentence opens as one does that is said."""
        speech, media, nouns = (self.hits_of(layer) for layer in ("speech", "media", "source_noun"))
        for at, one in enumerate(self.sentences):
            span, named = (one.start, one.end), media.get(at, ())
            opening = find_opening(self.folded.key, span, named)
            if at in speech or opening.speaks:
                cues, told_by = speech.get(at, ()), nouns.get(at, ())
                one.speech = find_speech(
                    self.folded, span, cues, one.actors, named, told_by, one.read_words, opening
                )  # fmt: skip


def _fill(facts: ArticleFacts, resources: Resources, everything: bool) -> bool:
    """Find everything in the sentences; whether a row could rest on any. Where none can, the rest is left unread."""
    finder = _Finder(facts, resources)
    deaths = finder.hits_of("death")
    has_acts = finder.find_acts()
    if not has_acts and not deaths and not everything:
        return False
    finder.find_times()
    heads = finder.find_actors()
    has_acts = finder.find_tolls(deaths) or has_acts
    if not has_acts and not everything:
        return False
    finder.find_places(heads)
    finder.find_weapons()
    finder.find_speech()
    return has_acts


def _overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (end, -1))
    return at > 0 and spans[at - 1][1] > start
