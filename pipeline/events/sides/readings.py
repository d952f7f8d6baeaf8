"""Readings of a phrase: which side a rule gives it in an act, as `side.rule`, by how it stands.

In: a sentence as grammar sees it and the standings of its phrases. Out: the names of the rules that speak, the more
reliable first. The model weighs them, since a rule alone errs.
"""

from collections.abc import Sequence

from pipeline.events.sides.acts import GOALS, Act
from pipeline.events.sides.case_words import BLAMED, BLAMES_BEFORE, CLAIMS, FALLEN, STRIKES
from pipeline.events.sides.standing import Parsed, Standing
from pipeline.mentions.actors.find import ActorMention

WEAK = (".none", ".far", ".loose")  # endings of readings that say little
_STRUCK = frozenset({"object", "death", "bombard"})  # acts behind whose word stands who suffers; else the doer
_HIT_BY_BLAST = frozenset({"OBJ", "IGO", "GOV", "CIV"})
_MUTUAL = ("clash", "pact")
_HEADS = ("^", "of", "noun")
_NEAR = 60


def read_phrase(parsed: Parsed, found: Sequence[Standing], at: int) -> list[str]:
    """The readings of one phrase, the more reliable rules first."""
    key, one, actor = parsed.key, found[at], parsed.actors[at]
    is_head, said = one.marker == "^", list[str]()
    if _is_blamed(parsed, actor):
        return ["actor.claim"]
    if is_head and actor.role == "REB" and CLAIMS.match(key, actor.key_end, parsed.sentence.end):
        said.append("actor.claim")
    if one.object:
        said.append("target.object" if one.predicate else "target.object.far")
    if governed := _by_marker(key, one, actor):
        said.append(governed)
    if one.victim:
        said.append("target.victim")
    if is_head and one.paired and one.predicate and one.predicate.valency in _MUTUAL:
        said.append(f"target.pair.{one.predicate.valency}")
    if one.marker in _HEADS and FALLEN.match(key, actor.key_end):
        said.append("target.fallen")
    elif is_head and not one.object and not one.speaker:
        one.second = any(s.clause == one.clause and s.marker == "^" and not s.speaker for s in found[:at])
        said.append(_as_subject(one))
    return said


def _is_blamed(parsed: Parsed, actor: ActorMention) -> bool:
    """Whether somebody lays the act at the phrase's door, which tells as much as its own claim."""
    if actor.role in ("OBJ", "MED"):
        return False
    key, start, end = parsed.key, parsed.sentence.start, parsed.sentence.end
    near = max(start, actor.key_start - _NEAR)
    return (
        BLAMED.match(key, actor.key_end, end) is not None
        or BLAMES_BEFORE.search(key, near, actor.key_start) is not None
    )


def _by_marker(key: str, one: Standing, actor: ActorMention) -> str | None:
    """What the word that governs a phrase says of it."""
    marker, predicate = one.marker, one.predicate
    if marker in ("agent", "order"):
        return "actor.agent" if predicate or one.to else "actor.agent.far"
    if marker == "of" and one.of:
        return f"{_side_of(key, one.of, actor)}.of.{one.of.valency}"
    if marker in ("to", "against", "with"):
        goal = _goal(one)
        return f"target.{marker}.{goal.valency}" if goal else None
    if marker == "along" and one.voice == "active" and predicate:
        return "actor.along"  # «به همراه X حمله کرد»
    if marker == "in" and one.to and one.to.valency == "blast" and actor.role in ("MIL", "REB", "POL"):
        return "target.in.blast"  # «انفجار در مقر …»
    if marker == "between":
        return "target.between" if one.paired else "actor.between"
    return None


def _side_of(key: str, act: Act, actor: ActorMention) -> str:
    """Behind an act word: whose act it is, or whom it strikes («هدف قرار دادن X»)."""
    if act.valency == "blast" and actor.role in _HIT_BY_BLAST:
        return "target"
    return "target" if act.valency in _STRUCK or STRIKES.search(key, act.start, act.end) else "actor"


def _goal(one: Standing) -> Act | None:
    """The act that a phrase behind «به», «علیه», «با» is the goal of: its predicate, or the one before it."""
    predicate = one.predicate
    if predicate is None:
        return one.to
    if one.marker == "with":
        return predicate if predicate.valency in _MUTUAL else one.to
    return predicate if one.to is None or predicate.valency in GOALS else one.to


def _as_subject(one: Standing) -> str:
    """At the head of its clause: who does what the predicate says, or suffers it in the passive."""
    side = "target" if one.voice == "passive" else "actor"
    if one.predicate is None:
        return f"{side}.subject.none"
    return f"{side}.subject.{one.predicate.valency}{'.loose' if one.loose else ''}"


def share_subject(parsed: Parsed, found: Sequence[Standing]) -> None:
    """The subject of the clauses before, where the anchor's own clause names none («X اعلام کرد … را کشته است»)."""
    anchor = next((act for act in parsed.acts if act.is_anchor), None)
    verb = next((verb for verb in parsed.verbs if anchor and verb.end >= anchor.end), None)
    if anchor is None or verb is None:
        return
    clause = sum(verb.end <= anchor.start for verb in parsed.verbs)
    heads = [
        one for one, actor in zip(found, parsed.actors, strict=True)
        if one.marker == "^" and not one.object and not one.paired and actor.number != "thing"
        and actor.key_end <= anchor.start
    ]  # fmt: skip
    if not heads or any(one.clause == clause for one in heads):
        return
    last = max(one.clause for one in heads)
    subject = next(one for one in heads if one.clause == last)
    side = "target" if parsed.is_passive(verb, anchor.start) else "actor"
    subject.readings.append(f"{side}.shared.{anchor.valency}")
