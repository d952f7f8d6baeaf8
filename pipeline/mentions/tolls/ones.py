"""Tolls of one person whom no number tells: «فلانی کشته شد», «او را ربودند», «ترور فرمانده».

In: a `Reading`. Out: its mentions; two people joined by «و» are two.
"""

from collections.abc import Sequence

from pipeline.mentions.tolls.clause_words import OBJECT, PLAIN, PREPOSITION, RELATIVE, VERB, Clause, word_class
from pipeline.mentions.tolls.company import find_pair, named, tell_company
from pipeline.mentions.tolls.death_acts import DeathAct, is_executed
from pipeline.mentions.tolls.reading import Reading, is_missed, is_single
from pipeline.mentions.tolls.victims import Person, Span, is_goods

_KINDS = frozenset({"killed", "injured", "captured"})
_LANDS = frozenset({"country", "capital", "government", "demonym"})
_LONGEST_OBJECT = 8
_LONGEST_NAME = 5
_LONGEST_EXECUTED = 4
_YEAR_DIGITS = 4
_LONGEST_AGE = 3
_BESIDE = 3  # words after «به همراه» in which another than the subject is named
_OWN = frozenset(("ما", "خود", "خویش", "من", "شان"))
_RULE = "casualties.one"


def find_ones(reading: Reading) -> None:
    """Verbs without a figure, told as past: one, where verb or object is singular."""
    clause = reading.clause
    for index, act in reversed(list(reading.open_acts())):
        if act.kinds[0] not in _KINDS or act.negative or act.row["needs"] == "people" or is_missed(clause, act):
            continue
        if clause.text(act.first - 1).isdigit() and not _is_year(clause, act.first - 1):
            continue
        if act.tells_one or _shares(reading, index):
            subject = _subject(reading, act)
            if subject is None and act.kinds == ("captured",) and _is_of_things(clause, act):
                continue
            reading.tell(index, act, (subject.key_start, subject.key_end) if subject else None, 1, _RULE)
            tell_company(reading, index, act)
        elif act.shape in ("finite", "participle") or reading.runs_on[index]:
            count, span = _object(reading, act) if act.makes is not False else (0, None)
            if not count and act.shape != "finite" and (beside := _beside(reading, act)):
                count, span = 1, beside
            if not count and act.plural and act.makes is False and act.past:
                count, span = find_pair(reading, act)
            if count:
                reading.tell(index, act, span, count, _RULE)


def _is_of_things(clause: Clause, act: DeathAct) -> bool:
    """«چهار هواپیما ربوده شد»: what is taken is no person."""
    for at in range(act.first - 1, max(-1, act.first - _LONGEST_OBJECT - 1), -1):
        if clause.marks[at] in (VERB, RELATIVE) or clause.before[at + 1] == ".":
            return False
        if is_goods(clause.text(at)) and (at == 0 or clause.marks[at - 1] != PREPOSITION):
            return True
    return False


def _is_year(clause: Clause, at: int) -> bool:
    """«در سال ۶۲ کشته شد», «در بهار ۱۳۹۰ ربوده شد»: a number that counts nobody."""
    return len(clause.text(at)) == _YEAR_DIGITS or clause.text(at - 1) in ("سال", "سالهای")


def _shares(reading: Reading, index: int) -> bool:
    """«اسیر و سپس شهید شد»: the next word's verb, and its one subject, are this one's too."""
    clause, act = reading.clause, reading.acts[index]
    if index + 1 not in reading.done or not reading.runs_on[index]:
        return False
    following = reading.acts[index + 1]
    near = following.first - act.after <= 3 and VERB not in clause.marks[act.after : following.first]
    return near and following.tells_one


def _beside(reading: Reading, act: DeathAct) -> Span | None:
    """«راننده کشته و …»: one person right before a word that has no verb of its own."""
    clause = reading.clause
    for person in reading.people:
        if clause.at(person.key_end) == act.first and is_single(clause, person):
            at = clause.at(person.key_start)
            if at == 0 or clause.marks[at - 1] != PREPOSITION:
                return person.key_start, person.key_end
    return None


def _subject(reading: Reading, act: DeathAct) -> Person | None:
    """The nearest person before the verb whom no preposition governs and no verb parts from it."""
    clause = reading.clause
    for person in reversed(reading.people):
        first, after = clause.at(person.key_start), clause.at(person.key_end)
        if after > act.first or person.kind in _LANDS:
            continue
        if VERB in clause.marks[after : act.first] or clause.stopped(first, act.first):
            return None
        governed = first > 0 and clause.marks[first - 1] == PREPOSITION
        beside = any(clause.text(at) in word_class("company") for at in range(first - _BESIDE, first))
        if not governed and not beside and is_single(clause, person):
            return person
    return None


def _object(reading: Reading, act: DeathAct) -> tuple[int, Span | None]:
    """How many the object before «را» names: one, two joined, or untold (0)."""
    clause = reading.clause
    mark = clause.marks.rfind(OBJECT, 0, act.first + act.hits[0].form.startswith("را "))
    if mark < 0 or clause.stopped(mark, act.first):
        return 0, None
    if VERB in clause.marks[mark : act.first] and clause.marks[mark + 1] != RELATIVE:
        return 0, None
    first = mark
    while first > 0 and mark - first < _LONGEST_OBJECT and clause.marks[first - 1] not in (VERB, PREPOSITION, RELATIVE):
        if clause.before[first] != " ":
            break
        first -= 1
    first += clause.text(first) in word_class("definite")
    mark -= mark - first > 1 and clause.text(mark - 1) in _OWN
    if first >= mark:
        return 0, None
    return _how_many(reading, act, first, mark)


def _how_many(reading: Reading, act: DeathAct, first: int, mark: int) -> tuple[int, Span | None]:
    """How many people words `first` to `mark`, an object without a number, name."""
    clause = reading.clause
    end = clause.words[mark - 1].end
    words = [clause.text(i) for i in range(first, mark)]
    if words[-1] in word_class("one"):
        return 1, (clause.words[mark - 1].start, end)
    heads = [person for person in reading.people if clause.starts[first] <= person.key_start < end]
    if heads and (heads[-1].key_end >= end or _is_described(clause, heads[-1], mark)):
        return _of_heads(clause, heads, first, end)
    if any(start in reading.numbers for start in clause.starts[first:mark]):
        return 0, None
    if any(word in word_class("collective") for word in words) or words[0] in word_class("plural") or _is_many(words):
        return 0, None
    span = (clause.starts[first], end)
    if "و" in words:
        named = words.count("و") == 1 and not word_class("name").isdisjoint(words)
        return (2, span) if named else (0, None)
    taken = act.row["kind"] == "captured" and act.row["voice"] == "patient_is_object"  # things are taken too
    return (1, span) if len(words) <= _LONGEST_NAME and not taken else (0, None)


def _is_described(clause: Clause, person: Person, mark: int) -> bool:
    """«نوجوانی پانزده ساله را»: one by its «ی», with his age or an adjective behind."""
    after = clause.at(person.key_end)
    return person.number == "person" and clause.text(after - 1).endswith("ی") and mark - after <= _LONGEST_AGE


def _of_heads(clause: Clause, heads: Sequence[Person], first: int, end: int) -> tuple[int, Span | None]:
    """One or two people whose phrases end the object: «فرماندار», «رئیس‌جمهور و نخست‌وزیر»."""
    last, at = heads[-1], clause.at(heads[-1].key_start)
    word = clause.text(at)
    office = last.number == "office" and word not in word_class("plural") and not _is_many([word])
    if not is_single(clause, last) and not office:
        return 0, None
    if len(heads) > 1 and clause.text(at - 1) == "و" and clause.words[at - 2].end == heads[-2].key_end:
        return (2, (heads[-2].key_start, end)) if is_single(clause, heads[-2]) else (0, None)
    doer = len(heads) > 1 and word.endswith("ی") and heads[-2].key_end == clause.words[at - 1].end  # «سربازان زنی را»
    if at > first and not doer and _is_many([clause.text(at - 1)]):
        return 0, None
    return 1, (last.key_start, end)


def _is_many(words: Sequence[str]) -> bool:
    """Whether a phrase is plural by its endings."""
    if any(word in ("ها", "های", "هایی", "آنها", "آنان", "اینها") for word in words):
        return True
    return words[0].endswith(("ها", "های", "هایی", "ان", "ین", "ات", "هایش", "هایشان"))


def tell_named(reading: Reading, index: int, act: DeathAct) -> None:
    """«ترور فرمانده پلیس», «شهادت وی», and a group joined to the one: «شهادت او و ۷ نفر»."""
    clause = reading.clause
    at = act.after
    at += clause.text(at) in word_class("definite") and is_executed(clause, act)
    if at == len(clause.words) or clause.before[at] != " " or act.row["needs"] == "people":
        return
    count, span = _named(reading, act, at)
    if span is None:
        return
    reading.tell(index, act, span, count, _RULE)
    end = clause.at(span[1])
    for which, counted in enumerate(reading.counted):
        if end < counted.first <= end + 2 and clause.text(counted.first - 1) == "و" and reading.free(which):
            reading.take(index, act, which, "casualties.joined")


def _named(reading: Reading, act: DeathAct, at: int) -> tuple[int, Span | None]:
    """The person or two whom words from `at` name."""
    clause = reading.clause
    if clause.text(at) in word_class("one"):
        return 1, (clause.words[at].start, clause.words[at].end)
    here = next((person for person in reading.people if person.key_start == clause.starts[at]), None)
    if here is None:
        name = named(clause, at) if act.pos != "body" else None
        count, span = _executed(clause, at) if is_executed(clause, act) else (0, None)
        return (count, span) if count else (1, name)
    if not is_single(clause, here) or clause.text(at) in word_class("holy"):
        return 0, None
    if clause.text(at) in word_class("title_word") and (name := named(clause, at)) and name[1] > here.key_end:
        return 1, name
    end = clause.at(here.key_end)
    if clause.text(end) == "و" and end + 1 < len(clause.words):
        second = next((p for p in reading.people if p.key_start == clause.starts[end + 1]), None)
        if second is not None and is_single(clause, second):
            return 2, (here.key_start, second.key_end)
    return 1, (here.key_start, here.key_end)


def _executed(clause: Clause, at: int) -> tuple[int, Span | None]:
    """«حکم اعدام فلانی اجرا شد», «حکم اعدام فلانی و فلانی»: names of plain words, one or two."""
    end = _plain_till(clause, at)
    many = word_class("collective") | word_class("plural") | word_class("not_name")
    called = end - at > 1 and clause.before[end : end + 1] == ","  # «عرفان فلانی، …», not «زندانیان»
    if end == at or clause.text(at) in many or (_is_many([clause.text(at)]) and not called):
        return 0, None
    count, last = 1, end
    if clause.text(end) == "و":
        count, last = 2, _plain_till(clause, end + 1)
    if last - end == 1 or clause.text(last) == "و":
        return 0, None
    return count, (clause.words[at].start, clause.words[last - 1].end)


def _plain_till(clause: Clause, at: int) -> int:
    """The word after up to four plain ones from `at`; `at` itself where there are more."""
    last = at
    while last < len(clause.words) and clause.marks[last] == PLAIN and clause.text(last) != "اجرا":
        if last > at and clause.before[last] != " ":
            break
        last += 1
    return last if last - at <= _LONGEST_EXECUTED else at
