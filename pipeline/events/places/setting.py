"""Further features of a place for its act: the words around it and its standing in the article.

In: `ArticleFacts`, the act's sentence and trigger, a candidate place and its sentence. Out: named features. The words
beside a place say most of its part («از X خارج شد», «X اعلام کرد»); how often the article names it, and whose
country it is, says most where the words are silent.
"""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.events.facts import ArticleFacts, Sentence, once
from pipeline.events.places.links import COARSE
from pipeline.mentions.places.find import PlaceMention
from pipeline.mentions.places.words import words_of_role
from pipeline.mentions.triggers import TriggerMention

_WORD = re.compile(r"[^\W_]+|[،,:؛.()\-ـ«»]")
_AROUND = 40
_BARE_NAMES = ("country", "capital", "demonym")


class Standing:
    """How an article speaks of its places: how often each is told, which country most, which at its head."""

    def __init__(self, facts: ArticleFacts) -> None:
        self.told: Counter[str] = Counter()
        self.countries: Counter[str] = Counter()
        self.at_head: set[str] = set()
        for sentence in facts.sentences:
            for place in sentence.places:
                if not place.in_name:
                    self.told[place.location_name] += 1
                if place.country:
                    self.countries[place.country] += 1
                if sentence.index < 2:
                    self.at_head.add(place.location_name)
        self.most = max(self.countries.values(), default=0)

    def features(self, place: PlaceMention, here: str) -> Iterator[str]:
        """How a place stands in the article; `here` tells sentence and level."""
        yield f"told={min(self.told[place.location_name], 4)}.{here}"
        if place.country:
            count = self.countries[place.country]
            yield f"share={'most' if count == self.most else 'much' if 2 * count > self.most else 'little'}.{here}"
        if place.location_name in self.at_head:
            yield f"at_head.{here}"


standing_of = once(Standing)


def setting(
    facts: ArticleFacts, standing: Standing, home: Sentence, trigger: TriggerMention | None, sentence: Sentence,
    place: PlaceMention,
) -> Iterator[str]:  # fmt: skip
    """Features of one candidate place."""
    is_own = sentence is home
    level = "coarse" if place.geo_precision in COARSE else "fine"
    here = f"{'own' if is_own else 'other'}.{level}"
    yield f"away={max(-1, min(home.index - sentence.index, 4))}.{level}"
    yield f"level.cue={place.geo_precision}.{place.cue}.{is_own}"
    yield from _words(facts.folded.key, sentence, place, level)
    yield from standing.features(place, here)
    yield from _sides(sentence, place, here)
    own = [other for other in sentence.places if not other.in_name]
    if place in own:
        at = own.index(place)
        order = "only" if len(own) == 1 else "first" if at == 0 else "last" if at == len(own) - 1 else "middle"
        yield f"order={order}.{here}"
    if trigger is not None:
        yield f"kind={trigger.sub_event_type}.{place.geo_precision}.{is_own}"
        yield f"part={trigger.part}.{here}"
        if is_own and place in own:
            nearer = sum(_gap(trigger, other) < _gap(trigger, place) for other in own)
            side = "before" if place.key_end <= trigger.key_start else "after"
            yield f"rank={min(nearer, 3)}.{side}.{level}"


def _words(key: str, sentence: Sentence, place: PlaceMention, level: str) -> Iterator[str]:
    """The word before a place, the one after it, and the first of its own."""
    before = _WORD.findall(key[max(sentence.start, place.key_start - _AROUND) : place.key_start])
    after = _WORD.search(key, place.key_end, sentence.end)
    own = key[place.key_start : place.key_end].split()
    yield f"before={before[-1] if before else '^'}.{level}"
    yield f"after={after.group() if after else '$'}.{level}"
    yield f"first={own[0]}.{len(own) > 1}"


def _sides(sentence: Sentence, place: PlaceMention, here: str) -> Iterator[str]:
    """Whether a place's words are a side's too, and whether another side of its sentence is of its country."""
    if any(actor.iso3 == place.country and actor.kind not in _BARE_NAMES for actor in sentence.actors):
        yield f"side_of.{here}"
    near = here.startswith("own") and _is_near(sentence.key, place)
    for actor in sentence.actors:
        if actor.key_start < place.key_end and place.key_start < actor.key_end:
            if near and actor.kind == "capital":
                continue
            yield f"is_side={actor.kind}.{actor.role}.{here}"
            return


def _is_near(key: str, place: PlaceMention) -> bool:
    """«حومه دمشق», «ریف دمشق», «نزدیکی کابل»: no government stands so."""
    first = key[place.key_start : place.key_end].partition(" ")[0]
    return first == "ریف" or first in words_of_role("near")


def _gap(trigger: TriggerMention, place: PlaceMention) -> int:
    return max(0, place.key_start - trigger.key_end, trigger.key_start - place.key_end)
