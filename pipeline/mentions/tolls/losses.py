"""Tolls that a side tells of its own: «ارتش سه سرباز خود را از دست داد».

In: a `Reading`. Out: its mentions. Only the armed are lost so; a club loses players, a firm its workers.
"""

from pipeline.mentions.tolls.clause_words import OBJECT, PLAIN, Clause, word_class
from pipeline.mentions.tolls.death_acts import DeathAct
from pipeline.mentions.tolls.reading import Reading, extend_left
from pipeline.mentions.tolls.victims import Counted

_ARMED = frozenset({"MIL", "POL", "REB"})
_FORCE = frozenset(("نیرو", "نیروی"))
_OWN = frozenset(("خود", "خویش", "خودش", "خودشان", "دیگر", "نظامی"))
_ARMS_REACH = 8


def find_losses(reading: Reading) -> None:
    """«سه سرباز خود را از دست داد», «در آن نبرد ۳۰ نیرو از دست دادند»."""
    for index, act in reading.open_acts():
        if act.pos != "loss":
            continue
        reading.done.add(index)
        which = max((i for i, counted in enumerate(reading.counted) if counted.first < act.first), default=-1)
        while which >= 0 and not _is_armed(reading, reading.counted[which]):
            which -= 1  # «… ۳۱۰ نیرو و ۵ تانک را از دست داد»
        if which >= 0 and reading.free(which) and _is_lost(reading, reading.counted[which], act):
            reading.take(index, act, which, "casualties.loss")
            extend_left(reading, index, act, which)


def _is_armed(reading: Reading, counted: Counted) -> bool:
    """Whether fighters are counted; «۱۲ نیرو» are where a side with arms is named before them."""
    if counted.noun is None or not word_class("owner").isdisjoint(reading.clause.key[slice(*counted.noun)].split()):
        return False
    start = counted.noun[0]
    armed = [person.key_start for person in reading.people if person.role in _ARMED]
    return start in armed or (reading.clause.text(counted.core) in _FORCE and any(at < start for at in armed))


def _is_lost(reading: Reading, counted: Counted, act: DeathAct) -> bool:
    """Whether the phrase is the object of «از دست داد», told as past and not denied."""
    clause = reading.clause
    light = clause.light(act.after)
    if light is None or light.root != "داد" or light.negative or not (light.past or light.shape == "participle"):
        return False
    at = _after_arms(clause, counted.after + (clause.text(counted.after) in _OWN), reading.numbers)
    at += clause.text(at) in _OWN
    if at < act.first and clause.marks[at] != OBJECT:
        return False
    between = clause.marks[at + 1 : act.first]
    return at == act.first or not set(between) - {PLAIN, "p", "j"}


def _after_arms(clause: Clause, at: int, numbers: frozenset[int]) -> int:
    """The word after «و ۵ تانک», else `at` itself."""
    if clause.text(at) != "و" or at + 1 >= len(clause.words) or clause.starts[at + 1] not in numbers:
        return at
    found = clause.marks.find(OBJECT, at, at + _ARMS_REACH)
    return found if found >= 0 and not set(clause.marks[at:found]) - {PLAIN, "j"} else at
