"""Features of sides: who of all that an article names does an act, who suffers it, or that nobody is told.

In: `ArticleFacts`, the act's sentence and anchor. Out: for each candidate its features, and those of nobody, which
the learner weighs against each other. Phrases of the sentence speak by grammar, others by what they do elsewhere.
"""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.sides.acts import valency_of
from pipeline.events.sides.codes import Code, Frame, Phrase, codes_of, implied_codes, nobody_features
from pipeline.events.sides.features import (
    Setting,
    around,
    best_side,
    company,
    grammar_of,
    is_side,
    neighbours,
    nobody,
    on_anchor,
    person_of,
    readings_of,
    words_of,
)
from pipeline.events.sides.goals import goal_of
from pipeline.events.sides.owners import foe_of, is_own, owned, parties_of
from pipeline.events.sides.roles import stand
from pipeline.events.sides.standing import Standing
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.actors.validity import UNKNOWN
from pipeline.mentions.triggers import TriggerMention

_REFERS = re.compile(
    r"(?<![^\W_])(?:این|همین|آن) (?:حمله|حملات|انفجار|انفجارها|انفجارهای|بمب گذاری|بمبگذاری|درگیری|درگیری ها|درگیریها|عملیات"
    r"|حادثه|اقدام|تظاهرات|تجمع|ترور|قتل|جنایت|رویداد|تیراندازی|کشتار|واقعه)(?![^\W_])"
)
_CLAIM = re.compile(r"مس[ئو]ولیت|بر\s?عهده گرفت|به عهده گرفت|به گردن گرفت")
_BLAME = re.compile(r"متهم کرد|مس[ئو]ول (?:این|حمله|انفجار)|عامل (?:این|حمله|انفجار)|مقصر|دست داشت|نسبت داد")
# The dead and the captured by no other name, and members of a group that is not told.
_NOBODY = re.compile(
    r"(?:کشته|زخمی|مجروح|مصدوم|شهید|شهدا|شهیدان|قربانی|قربانیان|جسد|اجساد|جانباز|جانبازان|مفقود|جان باخته|جان باختگان|تلفات"
    r"|کشته شدگان|مجروحان|مجروحین|مصدومان|گروگان|اسیر|پیکر|زندان|دستگیرشدگان|بازداشت شده|بازداشتی|عضو|اعضا|عناصر|عنصر"
    r"|عوامل|وابستگان|نفرات|منابع|منبع|منبع آگاه|منابع آگاه)(?:ی|ها|های|هایی|ان)?"
)
_DATELINE = re.compile(r"\s?[:،]?\s?[-–:(]")
_SIDES = ("actor", "target")
_NEAREST = 4  # codes told elsewhere that a side is looked for among; farther ones mislead more often than they help


@dataclass(frozen=True, slots=True)
class Side:
    """A candidate, None where no phrase names the side; its features and the codes it may bear, none for nobody."""

    actor: ActorMention | None
    features: dict[str, float]
    codes: list[Code]


class Sides:
    """An article read for its sides."""

    def __init__(self, facts: ArticleFacts) -> None:
        self.facts = facts
        self._profile: dict[tuple[str, str | None], tuple[int, int, int]] | None = None
        self._deeds: dict[str, str] = {}
        self._told: dict[tuple[int, int], frozenset[object]] = {}
        self._by_index = {sentence.index: sentence for sentence in facts.sentences}

    def standings(self, sentence: Sentence) -> list[Standing]:
        """The standing of each phrase of a sentence or a part of one."""
        return stand(self.facts, sentence)

    def owned(self, actor: ActorMention) -> ActorMention:
        """The phrase with its owner's country."""
        return owned(self.facts)[actor.key_start]

    def share(self, actor: ActorMention) -> tuple[int, int, int]:
        """How often the article names the phrase's code, how often it acts and how often it suffers."""
        if self._profile is None:
            self._profile = self._count()
        return self._profile.get(_code(actor), (1, 0, 0))

    def _count(self) -> dict[tuple[str, str | None], tuple[int, int, int]]:
        found: dict[tuple[str, str | None], tuple[int, int, int]] = {}
        acting, suffering = Counter[str](), Counter[str]()
        for sentence in self.facts.sentences:
            if not sentence.actors:
                continue
            standings = self.standings(sentence)
            for actor, one in zip(sentence.actors, standings, strict=True):
                if actor.iso3 is not None:
                    named, acts, hurt = found.get(_code(actor), (0, 0, 0))
                    acted, hit = is_side(one, "actor"), is_side(one, "target")
                    found[_code(actor)] = (named + 1, acts + acted, hurt + hit)
                    acting[actor.iso3] += acted
                    suffering[actor.iso3] += hit
        self._deeds = {iso3: f"{_rank(acting, iso3)}.{_rank(suffering, iso3)}" for iso3 in acting}
        return found

    def deeds(self) -> dict[str, str]:
        """How often each country acts in the article and how often it suffers, the most of all marked."""
        if self._profile is None:
            self._profile = self._count()
        return self._deeds

    def told(self, sentence: Sentence) -> frozenset[object]:
        """Places and figures of a sentence, by which two sentences are seen to tell one happening."""
        span = (sentence.start, sentence.end)
        if span not in self._told:
            places = {place.location_name for place in sentence.places if place.geo_precision != "country"}
            figures = {(c.kind, c.low) for c in sentence.casualties if c.low is not None and c.low > 1}
            self._told[span] = frozenset(places | figures)
        return self._told[span]

    def choices(self, home: Sentence, anchor: TriggerMention | None, frame: Frame) -> list[Side]:
        """Candidates of an act: phrases of its sentence, the last of each other code near it, who was struck beside it, those unnamed, nobody."""
        standings = self.standings(home)
        setting = self._setting(home, anchor, standings)
        frame = replace(
            frame,
            acting=self._first(home, standings, "actor"),
            hurt=self._first(home, standings, "target"),
            deeds=self.deeds(),
        )
        found = self._named_here(home, anchor, setting, frame) + self._named_elsewhere(home, setting, frame)
        untold = nobody(home, anchor, standings, setting, len(found))
        untold.update(dict.fromkeys(nobody_features(frame, home), 1.0))
        found.append(Side(None, {}, implied_codes(frame, home, setting.acted, setting.hurt, setting.goal)))
        return [*found, Side(None, untold, [])]

    def _setting(self, home: Sentence, anchor: TriggerMention | None, standings: Sequence[Standing]) -> Setting:
        """What every candidate of an act is seen against."""
        of_anchor = [side for side in _SIDES if any(is_side(one, side) and on_anchor(one) for one in standings)]
        return Setting(
            valency_of(anchor.lemma) if anchor else "none",
            str(anchor.sub_event_type) if anchor else "none",
            _REFERS.search(self.facts.folded.key, home.start, home.end) is not None,
            min(sum(is_side(one, "actor") for one in standings), 2),
            min(sum(is_side(one, "target") for one in standings), 2),
            "".join(side[0] for side in of_anchor),
            goal_of(home, anchor),
            person_of(home),
        )

    def _named_here(self, home: Sentence, anchor: TriggerMention | None, setting: Setting, frame: Frame) -> list[Side]:
        """The phrases of the act's own sentence."""
        found = []
        for at, (actor, one) in enumerate(zip(home.actors, self.standings(home), strict=True)):
            if self._may_be(actor):
                codes = self._codes(home, at, one.marker, best_side(one), frame)
                found.append(Side(actor, self._own(home, anchor, at, setting), codes))
        return found

    def _named_elsewhere(self, home: Sentence, setting: Setting, frame: Frame) -> list[Side]:
        """Phrases of the sentences around."""
        found = []
        for sentence, at, actor in self._elsewhere(home):
            said = best_side(self.standings(sentence)[at])
            codes = self._codes(sentence, at, "away", f"away.{said}", frame)
            found.append(Side(actor, self._away(home, sentence, at, setting), codes))
        return found

    def _first(self, home: Sentence, standings: Sequence[Standing], side: str) -> str:
        """The country of the first phrase that rules give a side, "" where none does."""
        told = (self.owned(a).iso3 for a, one in zip(home.actors, standings, strict=True) if is_side(one, side))
        return next((iso3 for iso3 in told if iso3), "")

    def _codes(self, sentence: Sentence, at: int, marker: str, said: str, frame: Frame) -> list[Code]:
        """The codes that a phrase of a sentence may bear."""
        actor = sentence.actors[at]
        near = next((a.iso3 for a in reversed(sentence.actors[:at]) if a.iso3 not in (None, "INT")), None)
        key = self.facts.folded.key
        head, *tail = key[actor.key_start : actor.key_end].split(" ")[:5]
        own, foe = is_own(key, actor), self._foe(sentence, actor)
        phrase = Phrase(actor, self.owned(actor), own, near, foe, head, tail, marker, said)
        return codes_of(phrase, frame)

    def _foe(self, sentence: Sentence, actor: ActorMention) -> str | None:
        """The country that fights a phrase which names none."""
        if actor.iso3 is not None:
            return None
        standings = self.standings(sentence)
        acting = [a for a, one in zip(sentence.actors, standings, strict=True) if is_side(one, "actor")]
        return foe_of(actor, acting, parties_of(self.facts))

    def _may_be(self, actor: ActorMention) -> bool:
        """Whether a phrase can be a side: no dateline, no «کشته», no member of nothing told."""
        key = self.facts.folded.key
        if actor.kind == "capital" and _DATELINE.match(key, actor.key_end):
            return False
        return not (
            actor.iso3 is None
            and actor.role in (UNKNOWN, "CIV", "POL")
            and _NOBODY.fullmatch(key, actor.key_start, actor.key_end)
        )

    def _elsewhere(self, home: Sentence) -> list[tuple[Sentence, int, ActorMention]]:
        """The last phrase of each code before the sentence that it does not hold itself, else of the next: the nearest."""
        seen = {(actor.code, actor.name) for actor in home.actors}
        near = [*reversed([s for s in self.facts.sentences if s.index < home.index])]
        near += [s for s in self.facts.sentences if s.index == home.index + 1]
        found = []
        for sentence in near:
            for at, actor in enumerate(sentence.actors):
                mark = (actor.code, actor.name)
                if actor.iso3 and mark not in seen and actor.role not in ("MED", "OBJ") and self._may_be(actor):
                    seen.add(mark)
                    found.append((sentence, at, actor))
            if len(found) >= _NEAREST:
                break
        return found[:_NEAREST] + self._struck(home, seen)

    def _struck(
        self, home: Sentence, seen: Set[tuple[str | None, str | None]]
    ) -> list[tuple[Sentence, int, ActorMention]]:
        """Who suffers in the sentence before, else in the next, is of no told country and not among those `seen` nearer.

        «کشتی هدف قرار گرفت. این حمله …».
        """
        for at in (home.index - 1, home.index + 1):
            sentence = self._by_index.get(at)
            if sentence is None or not sentence.actors:
                continue
            for n, (actor, one) in enumerate(zip(sentence.actors, self.standings(sentence), strict=True)):
                if (
                    actor.iso3 is None
                    and (actor.code, actor.name) not in seen
                    and is_side(one, "target")
                    and self._may_be(actor)
                ):
                    return [(sentence, n, actor)]
        return []

    def _common(self, actor: ActorMention, setting: Setting) -> list[str]:
        """What a candidate is, and how the article speaks of its code."""
        named, acts, hurt = self.share(actor)
        role = actor.role
        return [
            f"role={role}", f"kind={actor.kind}", f"number={actor.number}.{role}", f"iso={actor.iso3 is not None}.{role}",
            f"act.role={setting.valency}.{role}", f"type.role={setting.type}.{role}",
            f"named={min(named, 4)}", f"acts={min(acts, 3)}", f"hurt={min(hurt, 3)}",
        ]  # fmt: skip

    def _own(self, home: Sentence, anchor: TriggerMention | None, at: int, setting: Setting) -> dict[str, float]:
        """Features of a phrase of the act's own sentence."""
        actor, one = home.actors[at], self.standings(home)[at]
        names = [
            "own",
            *self._common(actor, setting),
            *grammar_of(one, actor.role, setting),
            *readings_of(one, actor.role),
        ]
        names += around(home, anchor, actor, one.marker, setting)
        names += company(home, self.standings(home), at, setting)
        names += words_of(home, actor, one.marker)
        if setting.goal is not None:
            mine = actor.key_start <= setting.goal.start < actor.key_end
            names.append(f"goal={'mine' if mine else 'other'}.{setting.goal.how}")
        names += neighbours(home, anchor, actor)
        key = self.facts.folded.key
        if _CLAIM.search(key, actor.key_end, home.end):
            names.append(f"claim.{one.marker}")
        if _BLAME.search(key, home.start, home.end):
            names.append(f"blame.{one.marker}")
        return dict.fromkeys(names, 1.0)

    def _away(self, home: Sentence, sentence: Sentence, at: int, setting: Setting) -> dict[str, float]:
        """Features of a phrase of another sentence: what it does there, how far that is."""
        actor, one = sentence.actors[at], self.standings(sentence)[at]
        where, said = _distance(home, sentence), next((side for side in _SIDES if is_side(one, side)), "-")
        kin = "same" if home.paragraph == sentence.paragraph else "other"
        deeds = self.deeds().get(actor.iso3 or "", "-")
        rivals = min(sum(a.role not in ("CIV", "OBJ", "MED") for a in home.actors), 3)
        alike, like, ties = self._likeness(home, sentence, setting)
        names = [f"away.{name}" for name in self._common(actor, setting)]
        names += [
            "away", f"away.where={where}", f"away.m={one.marker}", f"away.said={said}", f"away.said.where={said}.{where}",
            f"away.alike={alike}.{said}", f"away.refers={setting.refers}.{said}.{where}", f"away.acted={setting.acted}.{said}",
            f"away.hurt={setting.hurt}.{said}", f"away.told={setting.acted}.{setting.hurt}", f"away.speaker={one.speaker}",
            f"away.rivals={rivals}", f"away.voice={one.voice}.{one.marker}", f"away.object={one.object}",
            f"away.ties={ties}.{said}", f"away.ties.where={ties}.{said}.{where}", f"away.kin={kin}.{said}.{where}",
            f"away.like={like}.{said}", f"away.like.ties={like}.{ties}.{said}", f"away.head={sentence.headline}.{said}",
            f"away.person={setting.person}.{said}.{where}", f"away.we={setting.person}.{one.speaker}",
            f"away.deeds={deeds}", f"away.deeds.said={deeds}.{said}.{setting.acted}.{setting.hurt}",
        ]  # fmt: skip
        names += [f"away.say={reading}" for reading in one.readings]
        return dict.fromkeys(names, 1.0)

    def _likeness(self, home: Sentence, sentence: Sentence, setting: Setting) -> tuple[bool, bool, str]:
        """Whether another sentence tells such an act, by its valency, by its type, and of the same places and figures."""
        anchor = choose_anchor(sentence)
        alike = anchor is not None and setting.valency == valency_of(anchor.lemma)
        like = anchor is not None and setting.type == str(anchor.sub_event_type)
        there = self.told(sentence)
        return alike, like, "-" if not there else "same" if self.told(home) & there else "other"


def _distance(home: Sentence, sentence: Sentence) -> str:
    """How far before the act's sentence another stands, or that it follows."""
    gap = home.index - sentence.index
    if gap <= 2:
        return "next" if gap < 0 else "last" if gap == 1 else "two"
    return "head" if sentence.index < 2 else "far"


def _rank(counts: Counter[str], iso3: str) -> str:
    """How often a country does what is counted, marked where none does it more."""
    count = counts[iso3]
    return f"{min(count, 2)}{'*' if count and count == max(counts.values()) else ''}"


def _code(actor: ActorMention) -> tuple[str, str | None]:
    return actor.iso3 or "", "MIL" if actor.role == "STATE" else actor.role
