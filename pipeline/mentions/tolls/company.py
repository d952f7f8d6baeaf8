"""Who suffers beside one, or twice: «فلانی و همسرش کشته شدند», «فلانی به همراه همسر و دخترش کشته شد».

In: a `Reading` and an act. Out: how many are joined before a plural verb; the kin told with one, as a figure of its
own; one wound less where its sufferer died of it.
"""

from pipeline.mentions.tolls.clause_words import PLAIN, PREPOSITION, RELATIVE, VERB, Clause, word_class
from pipeline.mentions.tolls.death_acts import DeathAct
from pipeline.mentions.tolls.reading import CasualtyMention, Reading, is_single
from pipeline.mentions.tolls.victims import Span

_RULE = "casualties.one"
_OWN = ("", "ش", "اش", "شان", "ی")
_MOST_KIN = 3
_FAR = 25
_LONGEST_NAME = 4


def find_pair(reading: Reading, act: DeathAct) -> tuple[int, Span | None]:
    """Two people joined by «و» before a plural verb, and no third: names, offices or kin."""
    clause = reading.clause
    relative = 0
    for at in range(act.first - 1, max(0, act.first - _FAR), -1):
        if clause.marks[at] == VERB or clause.before[at + 1] == "." or (relative and clause.marks[at] == RELATIVE):
            return 0, None
        if clause.marks[at] == RELATIVE:
            relative = at
        if clause.text(at) == "و" and (pair := _pair_at(reading, at)):
            end = clause.at(pair[1])
            apart = relative and end + (clause.text(end) in word_class("one")) != relative
            return (0, None) if apart or _is_more(clause, clause.at(pair[0]), end) else (2, pair)
    return 0, None


def _pair_at(reading: Reading, joint: int) -> Span | None:
    """The two whom the «و» at word `joint` joins."""
    clause = reading.clause
    second = _person_at(reading, joint + 1)
    first = _person_till(reading, joint)
    if first is None and second is not None and clause.text(joint + 1) in word_class("name"):
        first = _unknown_till(clause, joint)
    return None if first is None or second is None else (first[0], second[1])


def _is_more(clause: Clause, start: int, end: int) -> bool:
    """Whether a pair from word `start` to `end` is of a longer list, or a preposition's."""
    if start > 0 and (clause.text(start - 1) in ("و", "یا", "همچنین") or clause.before[start] == ","):
        return True
    if start > 0 and (clause.marks[start - 1] == PREPOSITION or clause.text(start - 1) in word_class("company")):
        return True
    return clause.before[end : end + 1] == "," and clause.marks[end] not in (PREPOSITION, RELATIVE)


def _unknown_till(clause: Clause, end: int) -> Span | None:
    """Two to four plain words from the sentence's or a comma's start to `end`, joined to a name: a name too."""
    for at in range(end - 1, max(-1, end - _LONGEST_NAME - 1), -1):
        if clause.marks[at] != PLAIN:
            return None
        if at == 0 or clause.before[at] != " ":
            return (clause.words[at].start, clause.words[end - 1].end) if end - at > 1 else None
    return None


def tell_before(reading: Reading, index: int, act: DeathAct, which: int) -> None:
    """«راننده و ۳ مسافر», «فلانی به همراه ۳ تن»: one person, or two, before the first counted group of an act."""
    clause = reading.clause
    joint = reading.counted[which].first - 1
    joint -= clause.text(joint) == "با" and clause.text(joint - 1) in word_class("company")
    company = clause.text(joint) in word_class("company") or clause.text(joint) == "با"
    joint -= company and clause.text(joint - 1) == "به"
    if joint < 1 or (not (company and act.plural) and clause.text(joint) != "و"):
        return
    person = _person_till(reading, joint)
    if person is None or any(c.first <= clause.at(person[0]) < c.after for c in reading.counted):
        return
    at = clause.at(person[0])
    other = _person_till(reading, at - 1) if clause.text(at - 1) == "و" else None
    start = other[0] if other else person[0]
    at = clause.at(start)
    if at == 0 or clause.marks[at - 1] != PREPOSITION:
        reading.tell(index, act, (start, person[1]), 2 if other else 1, _RULE)


def _person_at(reading: Reading, at: int) -> Span | None:
    """One person whose words begin at word `at`: kin, a name, or an actor."""
    clause = reading.clause
    if at >= len(clause.words):
        return None
    if name := named(clause, at):
        return name
    person = next((p for p in reading.people if p.key_start == clause.starts[at]), None)
    if person is not None and is_single(clause, person):
        return person.key_start, person.key_end
    return (clause.words[at].start, clause.words[at].end) if is_kin(clause.text(at)) else None


def _person_till(reading: Reading, end: int) -> Span | None:
    """One person whose words end before word `end`."""
    clause = reading.clause
    for at in range(end - 1, max(-1, end - _MOST_KIN - 2), -1):
        span = _person_at(reading, at)
        if span is not None and clause.at(span[1]) == end:
            while clause.text(at - 1) in word_class("title_word") | word_class("name"):
                at -= 1
            return clause.words[at].start, span[1]
    return None


def tell_company(reading: Reading, index: int, act: DeathAct) -> None:
    """«… به همراه همسر و دخترش کشته شد»: they are a figure beside the one."""
    clause = reading.clause
    for at in range(act.first - 1, max(0, act.first - _FAR), -1):
        if clause.marks[at] in (VERB, RELATIVE) or clause.before[at + 1] == ".":
            return
        if clause.text(at) in word_class("company") and (span := _kin(clause, at + 1)):
            kin = clause.key[span[0] : span[1]].split()
            reading.tell(index, act, span, sum(is_kin(word) for word in kin), _RULE)
            return


def _kin(clause: Clause, at: int) -> Span | None:
    """«همسرش», «همسر و دخترش»: kin, each one person, and nobody joined to them."""
    at += clause.text(at) == "با"
    first, last = at, at
    while is_kin(clause.text(at)):
        last = at
        while clause.text(at + 1) in word_class("one") or clause.text(at + 1) in word_class("name"):
            at += 1
        if clause.text(at + 1) != "و" or not is_kin(clause.text(at + 2)):
            break
        at += 2
    return (
        None
        if clause.text(at + 1) == "و" or at == len(clause.words) or not is_kin(clause.text(first))
        else (clause.words[first].start, clause.words[last].end)
    )


def is_kin(word: str) -> bool:
    """«همسر», «دخترش», «فرزندشان»."""
    kin = word_class("kin")
    return any(word.endswith(own) and word.removesuffix(own) in kin for own in _OWN)


def named(clause: Clause, at: int) -> Span | None:
    """«شهید فلانی», «آیت‌الله فلانی», «احمد فلانی»: titles or a given name with the word after them."""
    last = at
    titles = word_class("title_word")
    while clause.text(last) in titles and last < at + 4:
        last += 1
    last += last == at and clause.text(at).removeprefix("سید") in word_class("name")
    second = clause.text(last)
    if last == at or not second or clause.marks[last] != PLAIN or " " not in clause.before[last]:
        return None
    holy = any(clause.text(i) in word_class("holy") for i in range(at, last + 1))
    return None if holy or second in word_class("not_name") else (clause.words[at].start, clause.words[last].end)


def drop_wounds(reading: Reading) -> None:
    """«زخمی شده بود و امروز جان باخت»: one who died is not one of the wounded too."""
    found, acts = reading.found, [reading.acts[index] for index in reading.tellers]
    deaths = [at for at, mention in enumerate(found) if mention.kind == "killed" and acts[at].tells_one]
    kept = [
        at for at, mention in enumerate(found)
        if mention.kind != "injured" or mention.low != 1 or mention.high != 1
        or not any(found[death].low == 1 and _died_of(reading, acts[at], acts[death], found[death]) for death in deaths)
    ]  # fmt: skip
    reading.found = [found[at] for at in kept]


def _died_of(reading: Reading, wound: DeathAct, death: DeathAct, mention: CasualtyMention) -> bool:
    """Whether nobody new stands between a wound and a death after it."""
    clause = reading.clause
    if wound.after > death.first or (mention.victims and clause.at(mention.victims[0]) >= wound.after):
        return False
    if clause.stopped(wound.after - 1, death.first):
        return False
    new = [clause.at(person.key_start) for person in reading.people] + [
        counted.first for counted in reading.counted if counted.sure
    ]
    return not any(wound.after <= at < death.first and clause.marks[at - 1] != PREPOSITION for at in new)
