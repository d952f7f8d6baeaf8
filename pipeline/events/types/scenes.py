"""Scenes: what one sentence shows to the rules of type.

In: `ArticleFacts`, a sentence or a part of one. Out: a `Scene`: its words, the act it reports, who does it
and who is hurt.
"""

import re
from dataclasses import dataclass

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.sides.owners import country_of_story
from pipeline.events.sides.roles import grammar
from pipeline.events.types.kind_words import words_of
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.triggers import TriggerMention

_WORD = re.compile(r"[^\W\d_]+|\d+")
_WHOLE = re.compile(r"[^\W_]+")
_BEHIND = 120  # characters from the act word on that hold its predicate
FORCES = frozenset({"MIL", "POL", "REB"})
_STATES = frozenset({"STATE", "GOV"})
_AT = frozenset({"target.against", "target.to", "target.of"})


@dataclass(slots=True)  # not frozen, as Hit is not
class Scene:
    """A unit's key, its words, also with a space around each, those from its act word on, and who acts and suffers.

    `anchor` is its act word, `doers` and `hurt` are the sides' phrases as grammar tells them; `countries` are those of
    the unit's own places, `country` is the article's.
    """

    start: int
    key: str
    words: frozenset[str]
    spaced: str
    after: list[str]
    anchor: TriggerMention | None
    lemmas: frozenset[str]
    doers: tuple[ActorMention, ...]
    hurt: tuple[ActorMention, ...]
    victims: frozenset[str]
    figures: frozenset[str]
    countries: frozenset[str]
    country: str | None
    at_state: bool

    @property
    def lemma(self) -> str:
        """The anchor's lemma, or nothing."""
        return self.anchor.lemma if self.anchor else ""

    @property
    def strength(self) -> str:
        """The anchor's strength, weak without one."""
        return self.anchor.strength if self.anchor else "weak"

    @property
    def kind(self) -> str | None:
        """The sub-event type that the anchor has of itself."""
        return self.anchor.sub_event_type if self.anchor else None

    def says(self, group: str) -> bool:
        """Whether a word of a group stands in the unit."""
        single, several = words_of(group)
        if not single.isdisjoint(self.words):
            return True
        return any(form in self.spaced for first in self.words.intersection(several) for form in several[first])

    def roles(self, side: str) -> frozenset[str]:
        """Roles of the doers or the hurt."""
        return frozenset(a.role for a in (self.doers if side == "doers" else self.hurt) if a.role)


def read_scene(facts: ArticleFacts, sentence: Sentence) -> Scene:
    """What a sentence or a part of one shows."""
    anchor = choose_anchor(sentence)
    readings = grammar(facts, sentence)
    first = {at: names[0].partition(".")[0] for at, names in readings.items() if names}
    victims = {
        actor.role
        for figure in sentence.casualties
        for actor in sentence.actors
        if figure.victims and actor.key_start < figure.victims[1] and figure.victims[0] < actor.key_end
    }
    key = facts.folded.key[sentence.start : sentence.end]
    words = _WORD.findall(key)
    at = anchor.key_start - sentence.start if anchor else 0
    return Scene(
        sentence.start,
        key,
        frozenset(words),
        f" {' '.join(words)} ",
        _WHOLE.findall(key, at, at + _BEHIND) if anchor else [],
        anchor,
        frozenset(t.lemma for t in sentence.triggers if not t.refused),
        tuple(a for at, a in enumerate(sentence.actors) if first.get(at) == "actor"),
        tuple(a for at, a in enumerate(sentence.actors) if first.get(at) == "target"),
        frozenset(role for role in victims if role),
        frozenset(figure.kind for figure in sentence.casualties if figure.high != 0),
        frozenset(p.country for p in sentence.places if p.country and not p.in_name),
        country_of_story(facts),
        any(a.role in _STATES and set(readings[at]) & _AT for at, a in enumerate(sentence.actors)),
    )
