"""What ties an act's sentence to another one that tells places: how far, what came between, what they share.

In: `ArticleFacts`, the act's sentence and trigger, a place of another sentence. Out: named features. A place told once
holds for the sentences that go on about the same happening («در این حمله …», «در همین شهر …»), and for no others.
"""

import re
from collections.abc import Iterator

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.merging.likeness import HAPPENINGS, likeness, shared
from pipeline.mentions.places.find import PlaceMention
from pipeline.mentions.triggers import TriggerMention

COARSE = ("country", "region")
_THIS = re.compile(r"(?<![^\W_])(?:این|آن|همین|همان|مذکور|مزبور)(?![^\W_])")
_AGAIN = re.compile(rf"(?<![^\W_])(?:این|آن|همین|همان) (?:{HAPPENINGS})")
_SPOT = re.compile(
    r"(?<![^\W_])(?:این|آن|همین|همان) (شهر|شهرک|شهرستان|منطقه|استان|ولایت|روستا|محل|محله|اردوگاه|پایگاه|جزیره|بندر"
    r"|کشور|مرکز|مکان|نقطه|ساختمان|مسجد|بیمارستان|فرودگاه)(?![^\W_])"
)
_ALSO = re.compile(r"(?<![^\W_])(نیز|همچنین|هم|در همین حال|از سوی دیگر|پیش از این|پیشتر|سپس|در پی)(?![^\W_])")


class Links:
    """An act's sentence as the places of others see it."""

    def __init__(self, facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None) -> None:
        self.facts, self.home, self.trigger = facts, home, trigger
        key = facts.folded.key
        self.again = "-"
        if trigger is not None and _THIS.search(key, max(home.start, trigger.key_start - 8), trigger.key_start):
            self.again = "act"
        elif _AGAIN.search(key, home.start, home.end):
            self.again = "happening"
        spot = _SPOT.search(key, home.start, home.end)
        self.spot = spot.group(1) if spot else "-"
        also = _ALSO.search(key, home.start, min(home.end, home.start + 60))
        self.also = also.group(1) if also else "-"
        self.state = state_of(home.places)
        self.bodies = {actor.code for actor in home.actors if actor.iso3}
        self.figures = {(c.kind, c.low, c.high) for c in home.casualties}
        self._known: dict[int, tuple[str, list[str]]] = {}

    def of(self, sentence: Sentence, place: PlaceMention) -> Iterator[str]:
        """Features of a place of another sentence."""
        if sentence.index not in self._known:
            like = likeness(self.trigger, sentence)
            self._known[sentence.index] = like, list(self._of(sentence, like))
        like, names = self._known[sentence.index]
        yield from names
        yield f"spot={self.spot}.{place.geo_precision}"
        side = "back" if sentence.index < self.home.index else "ahead"
        yield f"{side}.again={self.again}.{like}.{'coarse' if place.geo_precision in COARSE else 'fine'}"

    def _of(self, sentence: Sentence, like: str) -> Iterator[str]:
        """What holds for all places of a sentence."""
        side = "back" if sentence.index < self.home.index else "ahead"
        low, high = sorted((sentence.index, self.home.index))
        between = self.facts.sentences[low + 1 : high]
        gap = abs(self.home.paragraph - sentence.paragraph)
        crossed = sum(any(not p.in_name for p in s.places) for s in between)
        yield f"{side}.para={min(gap, 2)}.{self.state}"
        yield f"{side}.crossed={min(crossed, 2)}.{self.state}"
        yield f"{side}.told={min(sum(bool(s.triggers) for s in between), 2)}.{like}"
        yield f"{side}.also={self.also}"
        yield f"{side}.like={like}.{self.state}"
        yield f"{side}.like={like}.{min(high - low, 4)}.{min(gap, 1)}"
        theirs = {actor.code for actor in sentence.actors if actor.iso3}
        yield f"{side}.bodies={shared(self.bodies, theirs)}.{like}"
        figures = {(c.kind, c.low, c.high) for c in sentence.casualties}
        yield f"{side}.figures={shared(self.figures, figures)}"
        yield f"{side}.headline={sentence.headline}.{min(len(self.facts.sentences), 6)}.{like}"


def state_of(places: list[PlaceMention]) -> str:
    """The finest that a sentence's own places tell: fine, coarse (countries and regions) or none."""
    free = [place for place in places if not place.in_name]
    return "fine" if any(p.geo_precision not in COARSE for p in free) else "coarse" if free else "none"
