"""Features of sides: who of all that an article names does an act, who suffers it, or that nobody is told.

In: `ArticleFacts`, the act's sentence and anchor. Out: for each candidate its features, and those of nobody, which
the learner weighs against each other. Phrases of the sentence speak by grammar, others by what they do elsewhere.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.events.acts import kind_of
from pipeline.events.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.goals import Goal, goal_of
from pipeline.events.owners import foe_of, owned, parties_of
from pipeline.events.roles import WEAK, Standing, stand
from pipeline.events.side_codes import Code, Frame, codes_of, implied_codes, nobody_features
from pipeline.mentions.actors import ActorMention
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import finite_forms

NOBODY = "none"
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
_NEAREST = 4  # codes told elsewhere that a side is looked for among; farther ones mislead more often than they help
_PATH = 3  # words between a phrase and the act that are told one by one
_CIVIL = frozenset({"CIV", "OBJ", "GOV", "IGO"})


@dataclass(frozen=True, slots=True)
class Side:
    """A candidate, None where no phrase names the side; its features and the codes it may bear, none for nobody."""

    actor: ActorMention | None
    features: dict[str, float]
    codes: list[Code]


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the act and its sentence are, for every candidate alike."""

    kind: str
    type: str
    refers: bool
    acted: int
    hurt: int
    anchored: str
    goal: Goal | None


class Sides:
    """An article read for its sides: standings and owners are found once and kept."""

    def __init__(self, facts: ArticleFacts) -> None:
        self.facts = facts
        self._standings: dict[tuple[int, int], list[Standing]] = {}
        self._owned: dict[int, ActorMention] | None = None
        self._parties: list[str] | None = None
        self._profile: dict[tuple[str, str | None], tuple[int, int, int]] | None = None

    def standings(self, sentence: Sentence, anchor: TriggerMention | None) -> list[Standing]:
        """The standing of each phrase of a sentence or a part of one."""
        span = (sentence.start, sentence.end)
        if span not in self._standings:
            self._standings[span] = stand(self.facts, sentence, anchor)
        return self._standings[span]

    def owned(self, actor: ActorMention) -> ActorMention:
        """The phrase with its owner's country."""
        if self._owned is None:
            self._owned = owned(self.facts)
        return self._owned[actor.key_start]

    def share(self, actor: ActorMention) -> tuple[int, int, int]:
        """How often the article names the phrase's code, how often it acts and how often it suffers."""
        if self._profile is None:
            self._profile = self._count()
        return self._profile.get(_code(actor), (1, 0, 0))

    def _count(self) -> dict[tuple[str, str | None], tuple[int, int, int]]:
        found: dict[tuple[str, str | None], tuple[int, int, int]] = {}
        for sentence in self.facts.sentences:
            if not sentence.actors:
                continue
            standings = self.standings(sentence, choose_anchor(sentence))
            for actor, one in zip(sentence.actors, standings, strict=True):
                if actor.iso3 is not None:
                    named, acts, hurt = found.get(_code(actor), (0, 0, 0))
                    found[_code(actor)] = (named + 1, acts + _is(one, "actor"), hurt + _is(one, "target"))
        return found

    def choices(self, home: Sentence, anchor: TriggerMention | None, frame: Frame) -> list[Side]:
        """Candidates of an act: phrases of its sentence, the last of each other code near it, those no phrase names, nobody."""
        standings = self.standings(home, anchor)
        setting = _Setting(
            kind_of(anchor.lemma) if anchor else "none",
            str(anchor.sub_event_type) if anchor else "none",
            _REFERS.search(self.facts.folded.key, home.start, home.end) is not None,
            min(sum(_is(one, "actor") for one in standings), 2),
            min(sum(_is(one, "target") for one in standings), 2),
            "".join(side[0] for side in ("actor", "target") if any(_is(o, side) and _on_anchor(o) for o in standings)),
            goal_of(home, anchor),
        )
        frame = replace(
            frame, acting=self._first(home, standings, "actor"), hurt=self._first(home, standings, "target")
        )
        found = [
            Side(
                actor,
                self._own(home, anchor, at, setting),
                self._codes(home, at, standings[at].marker, _best(standings[at]), frame),
            )
            for at, actor in enumerate(home.actors)
            if self._may_be(actor)
        ]
        for sentence, at, actor in self._elsewhere(home):
            said = _best(self.standings(sentence, choose_anchor(sentence))[at])
            codes = self._codes(sentence, at, "away", f"away.{said}", frame)
            found.append(Side(actor, self._away(home, sentence, at, setting), codes))
        nobody = _nobody(home, anchor, standings, setting, len(found))
        nobody.update(dict.fromkeys(nobody_features(frame, home), 1.0))
        found.append(Side(None, {}, implied_codes(frame, home, setting.acted, setting.hurt, setting.goal)))
        return [*found, Side(None, nobody, [])]

    def _first(self, home: Sentence, standings: Sequence[Standing], side: str) -> str:
        """The country of the first phrase that rules give a side; that of the article's own, marked so, where none does."""
        told = (self.owned(a).iso3 for a, one in zip(home.actors, standings, strict=True) if _is(one, side))
        return next((iso3 for iso3 in told if iso3), "")

    def _codes(self, sentence: Sentence, at: int, marker: str, said: str, frame: Frame) -> list[Code]:
        """The codes that a phrase of a sentence may bear."""
        actor = sentence.actors[at]
        near = next((a.iso3 for a in reversed(sentence.actors[:at]) if a.iso3 not in (None, "INT")), None)
        head = self.facts.folded.key[actor.key_start : actor.key_end].split(" ", 1)[0]
        tail = self.facts.folded.key[actor.key_start : actor.key_end].split(" ")[1:5]
        return codes_of(actor, self.owned(actor), near, self._foe(sentence, actor), head, tail, marker, said, frame)

    def _foe(self, sentence: Sentence, actor: ActorMention) -> str | None:
        """The country that fights a phrase which names none."""
        if actor.iso3 is not None:
            return None
        standings = self.standings(sentence, choose_anchor(sentence))
        acting = [a for a, one in zip(sentence.actors, standings, strict=True) if _is(one, "actor")]
        self._parties = parties_of(self.facts) if self._parties is None else self._parties
        return foe_of(actor, acting, self._parties)

    def _may_be(self, actor: ActorMention) -> bool:
        """Whether a phrase can be a side: no dateline, no «کشته», no member of nothing told."""
        key = self.facts.folded.key
        if actor.kind == "capital" and _DATELINE.match(key, actor.key_end):
            return False
        return not (
            actor.iso3 is None
            and actor.role in ("UNK", "CIV", "POL")
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
        return found[:_NEAREST]

    def _common(self, actor: ActorMention, setting: _Setting) -> list[str]:
        """What a candidate is, and how the article speaks of its code."""
        named, acts, hurt = self.share(actor)
        role = actor.role
        return [
            f"role={role}", f"kind={actor.kind}", f"number={actor.number}.{role}", f"iso={actor.iso3 is not None}.{role}",
            f"act.role={setting.kind}.{role}", f"type.role={setting.type}.{role}",
            f"named={min(named, 4)}", f"acts={min(acts, 3)}", f"hurt={min(hurt, 3)}",
        ]  # fmt: skip

    def _own(self, home: Sentence, anchor: TriggerMention | None, at: int, setting: _Setting) -> dict[str, float]:
        """Features of a phrase of the act's own sentence."""
        actor, one = home.actors[at], self.standings(home, anchor)[at]
        names = ["own", *self._common(actor, setting), *_grammar(one, actor.role, setting), *_readings(one, actor.role)]
        names += _around(home, anchor, actor, one.marker, setting)
        names += _company(home, self.standings(home, anchor), at, setting)
        names += _words(home, actor, one.marker)
        if setting.goal is not None:
            mine = actor.key_start <= setting.goal.start < actor.key_end
            names.append(f"goal={'mine' if mine else 'other'}.{setting.goal.how}")
        names += _neighbours(home, anchor, actor)
        key = self.facts.folded.key
        if _CLAIM.search(key, actor.key_end, home.end):
            names.append(f"claim.{one.marker}")
        if _BLAME.search(key, home.start, home.end):
            names.append(f"blame.{one.marker}")
        return dict.fromkeys(names, 1.0)

    def _away(self, home: Sentence, sentence: Sentence, at: int, setting: _Setting) -> dict[str, float]:
        """Features of a phrase of another sentence: what it does there, how far that is."""
        actor, anchor = sentence.actors[at], choose_anchor(sentence)
        one = self.standings(sentence, anchor)[at]
        gap = home.index - sentence.index
        where = (
            "next"
            if gap < 0
            else "last"
            if gap == 1
            else "two"
            if gap == 2
            else "head"
            if sentence.index < 2
            else "far"
        )
        said = "actor" if _is(one, "actor") else "target" if _is(one, "target") else "-"
        alike = anchor is not None and setting.kind == kind_of(anchor.lemma)
        rivals = min(sum(a.role not in ("CIV", "OBJ", "MED") for a in home.actors), 3)
        names = [f"away.{name}" for name in self._common(actor, setting)]
        names += [
            "away", f"away.where={where}", f"away.m={one.marker}", f"away.said={said}", f"away.said.where={said}.{where}",
            f"away.alike={alike}.{said}", f"away.refers={setting.refers}.{said}.{where}", f"away.acted={setting.acted}.{said}",
            f"away.hurt={setting.hurt}.{said}", f"away.told={setting.acted}.{setting.hurt}", f"away.speaker={one.speaker}",
            f"away.rivals={rivals}", f"away.voice={one.voice}.{one.marker}", f"away.object={one.object}",
        ]  # fmt: skip
        names += [f"away.say={reading}" for reading in one.readings]
        return dict.fromkeys(names, 1.0)


def _code(actor: ActorMention) -> tuple[str, str | None]:
    return actor.iso3 or "", "MIL" if actor.role == "STATE" else actor.role


def _is(one: Standing, side: str) -> bool:
    """Whether a rule gives a phrase a side in an act."""
    return any(reading.startswith(side) and not reading.endswith(WEAK) for reading in one.readings)


def _best(one: Standing) -> str:
    """The side that the most reliable rule gives a phrase."""
    return next((reading.split(".")[0] for reading in one.readings if not reading.endswith(".none")), "-")


def _on_anchor(one: Standing) -> bool:
    """Whether a phrase hangs on the act that the row rests on."""
    return any(act is not None and act.is_anchor for act in (one.of, one.to, one.predicate))


def _nobody(
    home: Sentence, anchor: TriggerMention | None, standings: list[Standing], setting: _Setting, count: int
) -> dict[str, float]:
    """Features of nobody: what kind of act it is, and whether somebody else is at hand."""
    figures = home.casualties
    bare = any(c.victims is None and c.kind in ("killed", "injured") for c in figures)
    names = [
        NOBODY, f"none.type={setting.type}", f"none.kind={setting.kind}", f"none.acted={setting.acted}",
        f"none.hurt={setting.hurt}", f"none.anchored={setting.anchored}", f"none.refers={setting.refers}", f"none.all={min(count, 8)}",
        f"none.n={min(sum(a.role != 'MED' for a in home.actors), 4)}", f"none.lemma={anchor.lemma if anchor else '-'}",
        f"none.head={home.headline}", f"none.figures={min(len(figures), 2)}", f"none.bare={bare}",
        f"none.victim={any(one.victim for one in standings)}", f"none.object={any(one.object for one in standings)}",
        f"none.agent={any(one.marker == 'agent' for one in standings)}",
    ]  # fmt: skip
    if setting.goal is not None:
        names += [f"none.goal={setting.goal.how}.{setting.goal.kind}", f"none.goal.word={setting.goal.word}"]
    return dict.fromkeys(names, 1.0)


def _grammar(one: Standing, role: str | None, setting: _Setting) -> list[str]:
    """How a phrase stands in its clause."""
    m, kind = one.marker, setting.kind
    names = [
        f"m={m}", f"m.role={m}.{role}", f"m.counted={m}.{one.counted}", f"counted={one.counted}.{role}", f"after={one.after}",
        f"these={one.these}", f"voice={one.voice}.{m}", f"object={one.object}", f"object.m={one.object}.{m}",
        f"relative={one.relative}", f"speaker={one.speaker}", f"victim={one.victim}", f"joined={one.joined}.{m}",
        f"m.act={m}.{kind}", f"m.voice.act={m}.{one.voice}.{kind}", f"m.type={setting.type}.{m}",
        f"acted={setting.acted}", f"hurts={setting.hurt}",
    ]  # fmt: skip
    if one.response:
        names += ["response", f"response={_best(one)}.{kind}"]
    if one.noun:
        names += [f"noun.m={m}", f"noun={one.noun}"]
    for which, act in (("of", one.of), ("to", one.to), ("predicate", one.predicate)):
        if act is not None:
            names += [
                f"{which}={act.kind}.{m}",
                f"{which}.anchor={act.is_anchor}.{m}",
                f"{which}.lemma={act.lemma}.{m}",
            ]
    if one.predicate is not None:
        names.append(f"predicate.voice={one.predicate.kind}.{one.voice}.{m}")
    return names


def _readings(one: Standing, role: str | None) -> list[str]:
    """What rules say of a phrase, and what the most reliable of them says."""
    civil = role in _CIVIL
    said = [*one.readings, "second.subject"] if one.second else one.readings
    names = [f"say={reading}" for reading in said] + [f"say.civil={reading}.{civil}" for reading in said]
    best = _best(one)
    return [*names, f"best={best}.{civil}", f"best.anchor={best}.{_on_anchor(one)}"]


def _around(home: Sentence, anchor: TriggerMention | None, actor: ActorMention, m: str, setting: _Setting) -> list[str]:
    """Where a phrase stands to the anchor, to the figures and to the places of its sentence."""
    names = []
    start, end = actor.key_start, actor.key_end
    if anchor is not None:
        side = "before" if end <= anchor.key_start else "after" if start >= anchor.key_end else "inside"
        gap = max(0, anchor.key_start - end, start - anchor.key_end)
        far = next((str(limit) for limit in (2, 12, 30, 70) if gap <= limit), "far")
        names += [f"side={side}", f"side.gap={side}.{far}", f"side.m={side}.{m}", f"side.m.act={side}.{m}.{setting.kind}",
                  f"side.m.lemma={anchor.lemma}.{side}.{m}"]  # fmt: skip
    for figure in home.casualties:
        side = "before" if end <= figure.key_start else "after" if start >= figure.key_end else "inside"
        names.append(f"figure.{side}.{figure.kind}.{m}")
    if any(p.key_start < end and start < p.key_end and not p.in_name for p in home.places):
        names.append(f"place.{m}.{actor.role}")
    return names


def _company(home: Sentence, standings: list[Standing], at: int, setting: _Setting) -> list[str]:
    """How a phrase stands to the others of its sentence."""
    one, m = standings[at], standings[at].marker
    alike = [index for index, other in enumerate(standings) if other.marker == m]
    others = [other for index, other in enumerate(standings) if index != at]
    mine = next((r.split(".")[0] for r in one.readings if not r.endswith(WEAK)), "-")
    return [
        f"order={min(at, 3)}", f"rank.{m}={min(alike.index(at), 2)}.{min(len(alike), 3)}", f"alone.{m}={len(alike) == 1}",
        f"others.act={min(sum(_is(o, 'actor') for o in others), 2)}.{m}",
        f"others.hurt={min(sum(_is(o, 'target') for o in others), 2)}",
        f"mine.others={mine}.{setting.acted}.{setting.hurt}",
        f"goals.{m}.{one.victim}={any(o.to is not None for o in others)}",
        f"victims.{m}.{home.actors[at].number == 'thing'}={any(o.victim for o in others)}",
        f"carried={one.carried}.{any(o.carried for o in standings[at + 1 : at + 2])}",
        f"rules.{m}={any(o.object and o.clause == one.clause for o in others)}.{one.object}",
    ]  # fmt: skip


def _words(home: Sentence, actor: ActorMention, m: str) -> list[str]:
    """The head noun of a phrase, and the verb of its clause with the word before it."""
    words, forms = home.words, finite_forms()
    first = bisect_left(words, actor.key_start, key=lambda word: word.start)
    past = bisect_left(words, actor.key_end, key=lambda word: word.start)
    names = [f"head={words[first].text}"] if first < len(words) else []
    verb = next((at for at in range(past, len(words)) if words[at].text in forms), None)
    if verb is not None:
        names += [
            f"verb={words[verb - 1].text} {words[verb].text}.{m}",
            f"verb.lemma={forms[words[verb].text].lemma}.{m}",
        ]
    return names


def _neighbours(home: Sentence, anchor: TriggerMention | None, actor: ActorMention) -> list[str]:
    """The words beside a phrase, and all between it and the anchor where they are few."""
    words = home.words
    first = bisect_left(words, actor.key_start, key=lambda word: word.start)
    past = bisect_left(words, actor.key_end, key=lambda word: word.start)
    before = [word.text for word in words[max(0, first - 2) : first]] or ["^"]
    after = [word.text for word in words[past : past + 2]] or ["$"]
    names = [f"left={before[-1]}", f"left2={' '.join(before)}", f"right={after[0]}", f"right2={' '.join(after)}"]
    if anchor is not None:
        a = bisect_left(words, anchor.key_start, key=lambda word: word.start)
        z = bisect_left(words, anchor.key_end, key=lambda word: word.start)
        between = words[past:a] if past <= a else words[z:first] if z <= first else []
        if len(between) <= _PATH:
            names.append(f"path={past <= a}.{kind_of(anchor.lemma)}.{' '.join(word.text for word in between)}")
    return names
