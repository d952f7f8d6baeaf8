"""Tolls that a verb tells: «۱۲ نفر در … کشته شدند», «سه سرباز را … به قتل رساندند».

In: a `Reading`. Out: its mentions: each verb takes the counted phrase that fits best as who is hurt.
"""

from pipeline.mentions.tolls.clause_words import OBJECT, PLAIN, PREPOSITION, RELATIVE, VERB, Clause, word_class
from pipeline.mentions.tolls.company import tell_before, tell_company
from pipeline.mentions.tolls.death_acts import DeathAct
from pipeline.mentions.tolls.reading import Reading, extend_left, is_governed, is_owned, is_single
from pipeline.mentions.tolls.victims import Counted, joins

_FAR = 60
_REFUSED = 3.0
_LONGEST_PHRASE = 5
_COPULA = frozenset(("است", "بود", "اند", "بودند", "هستند"))
_ACCUSED = frozenset(("مظنون", "متهم", "مشکوک", "وابسته", "منتسب", "متعلق"))
_PHRASE = frozenset((PLAIN, "j"))


def find_verbs(reading: Reading) -> None:
    """Give each verb the counted phrase before it that costs least, and the groups joined to that."""
    clause = reading.clause
    for index, act in reading.open_acts():
        if act.shape not in ("finite", "participle") and not reading.runs_on[index]:
            continue
        best, least = -1, _REFUSED
        for which in range(len(reading.counted) - 1, -1, -1):
            counted = reading.counted[which]
            if counted.first >= act.first:
                continue
            if act.first - counted.after > _FAR or clause.stopped(counted.first, act.first):
                break
            if reading.free(which) and (cost := _cost(reading, which, act)) < least:
                best, least = which, cost
        if best >= 0:
            reading.take(index, act, best, "casualties.object" if act.makes else "casualties.subject")
            tell_before(reading, index, act, extend_left(reading, index, act, best))
            if reading.counted[best].is_one:
                tell_company(reading, index, act)


def _cost(reading: Reading, which: int, act: DeathAct) -> float:
    """How ill a counted phrase fits as who is hurt; `_REFUSED` and more is no fit."""
    clause, counted = reading.clause, reading.counted[which]
    if counted.number.qualifier == "zero" or not _in_reach(clause, counted, act) or not _in_case(reading, which, act):
        return _REFUSED
    cost = 0.0
    if is_governed(clause, counted):
        if clause.text(counted.first - 1) != "با" or act.plural is False:
            return _REFUSED
        cost += 0.5 if clause.text(counted.first - 2) in word_class("company") else 1.5
    if is_owned(clause, counted):
        cost += 2.0 if counted.is_one else 1.0
    if counted.is_share:
        if any(mention.kind in act.kinds for mention in reading.found):
            return _REFUSED
        cost += 1.0
    if counted.is_one and act.row["needs"] == "people":
        cost += 1.0
    return cost + _disagreement(reading, which, act)


def _disagreement(reading: Reading, which: int, act: DeathAct) -> float:
    """The cost of number: a plural verb of one person, a singular one of several, of what may be no people."""
    counted = reading.counted[which]
    cost = 0.0
    if act.plural and counted.is_one and not _has_company(reading.clause, counted):
        cost += 2.0
    if act.plural is False and counted.number.low != 1:
        cost += 0.5 if counted.sure else 2.0
    if not counted.sure:
        cost += _REFUSED if counted.is_one else 1.0
        if counted.noun is None and counted.number.rule != "number.vague":
            cost += 2.0
    return cost


def _in_reach(clause: Clause, counted: Counted, act: DeathAct) -> bool:
    """Whether no other verb takes the phrase: one may stand between in a clause that «که» opens after it."""
    between = clause.marks[counted.after : act.first]
    verbs, relative = between.count(VERB), between.find(RELATIVE)
    if relative > 0 and between[relative - 1] == VERB and clause.text(counted.after + relative - 1) in _COPULA:
        return verbs <= 2 and VERB not in between[relative:]  # «۴ تن بودند که … کشته شدند»
    if verbs == 1 and between.endswith(("vj", "vjx")) and relative < 0:
        return bool(act.plural) and act.makes is False  # «دو برادر جنگیدند و کشته شدند»
    if verbs:
        return 0 <= relative < between.find(VERB) and verbs <= 2
    return relative < 0 or (relative <= _LONGEST_PHRASE and _PHRASE.issuperset(between[:relative]))


def _in_case(reading: Reading, which: int, act: DeathAct) -> bool:
    """Whether «را» stands where the verb wants it: after an object, not after a subject."""
    counted = reading.counted[which]
    marked = _is_object(reading, which, act)
    if act.makes is True:
        return marked or counted.after == act.first
    if act.makes is False:
        return not marked
    return marked or OBJECT not in reading.clause.marks[counted.after : act.first]


def _has_company(clause: Clause, counted: Counted) -> bool:
    """Whether another stands beside the one: «یک افسر و دو سرباز», «یک افسر و همسرش»."""
    return clause.text(counted.first - 1) == "و" or clause.text(counted.after) in ("و", "همراه")


def _is_object(reading: Reading, which: int, act: DeathAct) -> bool:
    """Whether «را» marks the phrase as an object."""
    clause, counted = reading.clause, reading.counted[which]
    stop = act.first + act.hits[0].form.startswith("را ")
    following = reading.counted[which + 1] if which + 1 < len(reading.counted) else None
    if following is not None and following.sure and not following.is_part:
        stop = min(stop, following.first)
    for at in range(counted.core, stop):
        mark = clause.marks[at]
        if mark == OBJECT:
            return not _another_is_object(reading, counted, at)
        if mark in (VERB, RELATIVE) or (mark == PREPOSITION and not _within(clause, at)):
            return False
    return following is not None and joins(clause, counted, following) and _is_object(reading, which + 1, act)


def _within(clause: Clause, at: int) -> bool:
    """Whether a preposition may be inside an object: «سه نفر از آنان را», «۳۵ مظنون به جاسوسی را»."""
    return clause.text(at) in ("از", "در") or (clause.text(at) == "به" and clause.text(at - 1) in _ACCUSED)


def _has_parts(clause: Clause, counted: Counted) -> bool:
    """«۷۰ نفر و از جمله فرماندار», «۷۰ نفر شامل فرماندار»: what follows tells who they were."""
    parts = word_class("part")
    return any(clause.text(at) in parts for at in range(counted.after, counted.after + 3))


def _another_is_object(reading: Reading, counted: Counted, mark: int) -> bool:
    """«دو نفر دیروز فرماندار را کشتند»: whom «را» marks stands after those who did it."""
    if counted.noun is not None or mark - counted.after < 2 or _has_parts(reading.clause, counted):
        return False
    end = reading.clause.words[mark - 1].end
    return any(person.key_end == end and is_single(reading.clause, person) for person in reading.people)
