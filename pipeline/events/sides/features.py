"""Features of a side's candidates in the act's own sentence: grammar, neighbours and company of a phrase, and nobody's.

In: the sentence, the act, a phrase and its `Standing`, a `Setting`. Out: names of features.
"""

from bisect import bisect_left
from dataclasses import dataclass

from pipeline.events.facts import Sentence, by_start
from pipeline.events.sides.acts import valency_of
from pipeline.events.sides.goals import Goal
from pipeline.events.sides.readings import WEAK
from pipeline.events.sides.standing import Standing
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import finite_forms

NOBODY = "none"
_CIVIL = frozenset({"CIV", "OBJ", "GOV", "IGO"})
_WE = frozenset(["ما", "کشورمان", "نیروهایمان", "رزمندگانمان"])
_THEY = frozenset("او وی آنها آنان ایشان".split())
_PATH = 3  # words between a phrase and the act that are told one by one


@dataclass(frozen=True, slots=True)
class Setting:
    """What the act and its sentence are, for every candidate alike."""

    valency: str
    type: str
    refers: bool
    acted: int
    hurt: int
    anchored: str
    goal: Goal | None
    person: str


def person_of(home: Sentence) -> str:
    """Whether a sentence speaks of «ما», by a pronoun or its verb («… زدیم»), or of somebody told before («آنها», «وی»)."""
    texts, forms = home.texts, finite_forms()
    if any(text in _WE or (text.endswith("یم") and text in forms) for text in texts):
        return "we"
    return "they" if any(text in _THEY for text in texts) else "-"


def is_side(one: Standing, side: str) -> bool:
    """Whether a rule gives a phrase a side in an act."""
    return any(reading.startswith(side) and not reading.endswith(WEAK) for reading in one.readings)


def best_side(one: Standing) -> str:
    """The side that the most reliable rule gives a phrase."""
    return next((reading.split(".")[0] for reading in one.readings if not reading.endswith(".none")), "-")


def on_anchor(one: Standing) -> bool:
    """Whether a phrase hangs on the act that the row rests on."""
    return any(act is not None and act.is_anchor for act in (one.of, one.to, one.predicate))


def nobody(
    home: Sentence, anchor: TriggerMention | None, standings: list[Standing], setting: Setting, count: int
) -> dict[str, float]:
    """Features of nobody: what kind of act it is, and whether somebody else is at hand."""
    figures = home.casualties
    bare = any(c.victims is None and c.kind in ("killed", "injured") for c in figures)
    names = [
        NOBODY, f"none.type={setting.type}", f"none.kind={setting.valency}", f"none.acted={setting.acted}",
        f"none.hurt={setting.hurt}", f"none.anchored={setting.anchored}", f"none.refers={setting.refers}", f"none.all={min(count, 8)}",
        f"none.n={min(sum(a.role != 'MED' for a in home.actors), 4)}", f"none.lemma={anchor.lemma if anchor else '-'}",
        f"none.head={home.headline}", f"none.figures={min(len(figures), 2)}", f"none.bare={bare}",
        f"none.victim={any(one.victim for one in standings)}", f"none.object={any(one.object for one in standings)}",
        f"none.agent={any(one.marker == 'agent' for one in standings)}", f"none.person={setting.person}",
    ]  # fmt: skip
    if setting.goal is not None:
        names += [f"none.goal={setting.goal.how}.{setting.goal.kind}", f"none.goal.word={setting.goal.word}"]
    return dict.fromkeys(names, 1.0)


def grammar_of(one: Standing, role: str | None, setting: Setting) -> list[str]:
    """How a phrase stands in its clause."""
    m, kind = one.marker, setting.valency
    names = [
        f"m={m}", f"m.role={m}.{role}", f"m.counted={m}.{one.counted}", f"counted={one.counted}.{role}", f"after={one.after}",
        f"these={one.these}", f"voice={one.voice}.{m}", f"object={one.object}", f"object.m={one.object}.{m}",
        f"relative={one.relative}", f"speaker={one.speaker}", f"victim={one.victim}", f"joined={one.joined}.{m}",
        f"m.act={m}.{kind}", f"m.voice.act={m}.{one.voice}.{kind}", f"m.type={setting.type}.{m}",
        f"acted={setting.acted}", f"hurts={setting.hurt}", f"person={setting.person}.{one.speaker}.{m}",
    ]  # fmt: skip
    if one.response:
        names += ["response", f"response={best_side(one)}.{kind}"]
    if one.noun:
        names += [f"noun.m={m}", f"noun={one.noun}"]
    for which, act in (("of", one.of), ("to", one.to), ("predicate", one.predicate)):
        if act is not None:
            names += [
                f"{which}={act.valency}.{m}",
                f"{which}.anchor={act.is_anchor}.{m}",
                f"{which}.lemma={act.lemma}.{m}",
            ]
    if one.predicate is not None:
        names.append(f"predicate.voice={one.predicate.valency}.{one.voice}.{m}")
    return names


def readings_of(one: Standing, role: str | None) -> list[str]:
    """What rules say of a phrase, and what the most reliable of them says."""
    civil = role in _CIVIL
    said = [*one.readings, "second.subject"] if one.second else one.readings
    names = [f"say={reading}" for reading in said] + [f"say.civil={reading}.{civil}" for reading in said]
    best = best_side(one)
    return [*names, f"best={best}.{civil}", f"best.anchor={best}.{on_anchor(one)}"]


def around(home: Sentence, anchor: TriggerMention | None, actor: ActorMention, m: str, setting: Setting) -> list[str]:
    """Where a phrase stands to the anchor, to the figures and to the places of its sentence."""
    names = []
    start, end = actor.key_start, actor.key_end
    if anchor is not None:
        side = "before" if end <= anchor.key_start else "after" if start >= anchor.key_end else "inside"
        gap = max(0, anchor.key_start - end, start - anchor.key_end)
        far = next((str(limit) for limit in (2, 12, 30, 70) if gap <= limit), "far")
        names += [f"side={side}", f"side.gap={side}.{far}", f"side.m={side}.{m}", f"side.m.act={side}.{m}.{setting.valency}",
                  f"side.m.lemma={anchor.lemma}.{side}.{m}"]  # fmt: skip
    for figure in home.casualties:
        side = "before" if end <= figure.key_start else "after" if start >= figure.key_end else "inside"
        names.append(f"figure.{side}.{figure.kind}.{m}")
    if any(p.key_start < end and start < p.key_end and not p.in_name for p in home.places):
        names.append(f"place.{m}.{actor.role}")
    return names


def company(home: Sentence, standings: list[Standing], at: int, setting: Setting) -> list[str]:
    """How a phrase stands to the others of its sentence."""
    one, m = standings[at], standings[at].marker
    alike = [index for index, other in enumerate(standings) if other.marker == m]
    others = [other for index, other in enumerate(standings) if index != at]
    mine = next((r.split(".")[0] for r in one.readings if not r.endswith(WEAK)), "-")
    return [
        f"order={min(at, 3)}", f"rank.{m}={min(alike.index(at), 2)}.{min(len(alike), 3)}", f"alone.{m}={len(alike) == 1}",
        f"others.act={min(sum(is_side(o, 'actor') for o in others), 2)}.{m}",
        f"others.hurt={min(sum(is_side(o, 'target') for o in others), 2)}",
        f"mine.others={mine}.{setting.acted}.{setting.hurt}",
        f"goals.{m}.{one.victim}={any(o.to is not None for o in others)}",
        f"victims.{m}.{home.actors[at].number == 'thing'}={any(o.victim for o in others)}",
        f"carried={one.carried}.{any(o.carried for o in standings[at + 1 : at + 2])}",
        f"rules.{m}={any(o.object and o.clause == one.clause for o in others)}.{one.object}",
    ]  # fmt: skip


def words_of(home: Sentence, actor: ActorMention, m: str) -> list[str]:
    """The head noun of a phrase, and the verb of its clause with the word before it."""
    words, forms = home.words, finite_forms()
    first = bisect_left(words, actor.key_start, key=by_start)
    past = bisect_left(words, actor.key_end, key=by_start)
    names = [f"head={words[first].text}"] if first < len(words) else []
    verb = next((at for at in range(past, len(words)) if words[at].text in forms), None)
    if verb is not None:
        names += [
            f"verb={words[verb - 1].text} {words[verb].text}.{m}",
            f"verb.lemma={forms[words[verb].text].lemma}.{m}",
        ]
    return names


def neighbours(home: Sentence, anchor: TriggerMention | None, actor: ActorMention) -> list[str]:
    """The words beside a phrase, and all between it and the anchor where they are few."""
    words = home.words
    first = bisect_left(words, actor.key_start, key=by_start)
    past = bisect_left(words, actor.key_end, key=by_start)
    before = [word.text for word in words[max(0, first - 2) : first]] or ["^"]
    after = [word.text for word in words[past : past + 2]] or ["$"]
    names = [f"left={before[-1]}", f"left2={' '.join(before)}", f"right={after[0]}", f"right2={' '.join(after)}"]
    if anchor is not None:
        a = bisect_left(words, anchor.key_start, key=by_start)
        z = bisect_left(words, anchor.key_end, key=by_start)
        between = words[past:a] if past <= a else words[z:first] if z <= first else []
        if len(between) <= _PATH:
            names.append(f"path={past <= a}.{valency_of(anchor.lemma)}.{' '.join(word.text for word in between)}")
    return names
