"""Tolls that a noun tells: totals, lives, «۵ کشته», «مرگ ۵ نفر».

In: a `Reading`. Out: its mentions, by one function a rule, in the order tolls/find.py calls them.
"""

from pipeline.mentions.tolls.clause_words import OBJECT, PLAIN, PREPOSITION, RELATIVE, VERB, Clause, word_class
from pipeline.mentions.tolls.company import tell_before
from pipeline.mentions.tolls.death_acts import DeathAct, is_executed
from pipeline.mentions.tolls.ones import tell_named
from pipeline.mentions.tolls.reading import Reading, extend_left, extend_right, is_governed
from pipeline.mentions.tolls.victims import Counted, is_thing

_TOTAL_REACH = 30
_NOUN_REACH = 6
_CLAUSE_REACH = 16
_LIFE_REACH = 7
_TAKEN = frozenset(("گرفت", "گرفته", "گرفتند", "گیرد", "می", "ستاند", "ستانده"))
_REACHED = frozenset(("رسید", "رسیدند", "رسیده", "رسد", "افزایش", "بالغ"))


def find_totals(reading: Reading) -> None:
    """«شمار کشته‌شدگان به ۷۱ نفر رسید»."""
    clause = reading.clause
    for index, act in reading.open_acts():
        object_at = clause.marks.find(OBJECT, act.after) if act.pos == "victim_noun" else -1
        named = _is_totalled(clause, act)
        if not named and act.pos != "victim_noun":
            continue
        if any(counted.core == act.first for counted in reading.counted):
            continue
        for which, counted in enumerate(reading.counted):
            if counted.first < act.after or not reading.free(which) or counted.is_share:
                continue
            colon = act.pos == "victim_noun" and _after_colon(clause, act, counted)
            if not colon and (clause.stopped(act.first, counted.first) or counted.first - act.after > _TOTAL_REACH):
                break
            others = [other for other in reading.acts if act.first < other.first]
            if any(other.after <= counted.first and _is_totalled(clause, other) for other in others):
                break
            if any(other.first == counted.core for other in others):  # «به ۵ کشته و ۹ زخمی رسید»
                reading.done.add(index)
                break
            if clause.text(counted.first - 1) == "از" and _next_is_reached(reading, which):
                continue
            if _is_reached(clause, counted, named, colon) or _is_told_as(clause, counted, object_at):
                reading.take(index, act, which, "casualties.total")
                extend_right(reading, index, act, which)
                break


def _is_totalled(clause: Clause, act: DeathAct) -> bool:
    """Whether «شمار» or its like stands before the act, in its phrase or before its «که»."""
    relative = act.shape != "noun" and RELATIVE in clause.marks[max(0, act.first - _CLAUSE_REACH) : act.first]
    reach = _CLAUSE_REACH if relative else _NOUN_REACH
    totals = word_class("total")
    for at in range(act.first - 1, max(-1, act.first - 1 - reach), -1):
        if clause.text(at) in totals:
            return True
        if clause.marks[at] == VERB or clause.before[at + 1] == ".":
            return False
    return False


def _next_is_reached(reading: Reading, which: int) -> bool:
    """«از ۵۰ به ۷۱ نفر»: the second is the figure."""
    if which + 1 >= len(reading.counted):
        return False
    return reading.clause.text(reading.counted[which + 1].first - 1) == "به"


def _after_colon(clause: Clause, act: DeathAct, counted: Counted) -> bool:
    """«زخمی‌ها: ۴۰ نفر», «کشته‌های آن شهر: ۷ نفر»."""
    near = counted.first - act.after <= 3 and VERB not in clause.marks[act.first : counted.first]
    return near and clause.before[counted.first] == "." and not clause.stopped(act.first, counted.first - 1)


def _is_reached(clause: Clause, counted: Counted, named: bool, colon: bool) -> bool:
    words = [clause.text(i) for i in range(counted.core, min(counted.core + 9, len(clause.words)))]
    to = clause.text(counted.first - 1) in ("به", "تا", "مرز")
    if colon:
        return counted.sure
    if named and counted.sure:
        return to or not is_governed(clause, counted)
    if named:
        return (to and not _REACHED.isdisjoint(words)) or (bool(words) and words[0] in word_class("reported"))
    return to and not _REACHED.isdisjoint(words)


def _is_told_as(clause: Clause, counted: Counted, object_at: int) -> bool:
    """«تلفات این حمله را بیش از ۵۰ نفر اعلام کردند»: the toll is the object and the figure is said of it."""
    if not 0 <= object_at < counted.first or not counted.sure or is_governed(clause, counted):
        return False
    if VERB in clause.marks[object_at : counted.core]:
        return False
    after = [clause.text(i) for i in range(counted.core, min(counted.core + 3, len(clause.words)))]
    return not word_class("reported").isdisjoint(after)


def find_lives(reading: Reading) -> None:
    """«جان ۵ نفر را گرفت», «جان ۵ نفر را از دست داد», «از دست رفتن جان ۵ نفر»."""
    clause = reading.clause
    for index, act in reading.open_acts():
        if act.pos != "life":
            continue
        reading.done.add(index)
        which = next((i for i, counted in enumerate(reading.counted) if counted.first == act.after), -1)
        if which < 0 or not reading.counted[which].sure:
            continue
        mark = clause.marks.find(OBJECT, reading.counted[which].core)
        taken = mark >= 0 and VERB not in clause.marks[act.after : mark] and _is_taken(clause, mark + 1)
        if taken or clause.text(act.first - 1) in ("دادن", "رفتن"):
            reading.take(index, act, which, "casualties.life")
            extend_right(reading, index, act, which)


def _is_taken(clause: Clause, at: int) -> bool:
    """«… را گرفت», «… را در یک سال گرفت», «… را از دست داد»."""
    verb = clause.marks.find(VERB, at, at + _LIFE_REACH)
    if clause.text(at) in _TAKEN or (
        verb >= 0 and clause.text(verb) in _TAKEN and RELATIVE not in clause.marks[at:verb]
    ):
        return True
    return clause.text(at) == "از" and clause.text(at + 1) == "دست"


def find_counts(reading: Reading) -> None:
    """«۵ کشته و ۱۲ زخمی», «۶ سرباز زخمی»: a number right before the word, without a verb of its own."""
    clause = reading.clause
    for index, act in reading.open_acts():
        if act.pos not in ("participle", "victim_noun", "body", "light_noun") or clause.before[act.first] != " ":
            continue
        shares_verb = reading.runs_on[index]
        for which, counted in enumerate(reading.counted):
            direct = _is_direct(clause, counted, act)
            if not direct and (shares_verb or not _is_beside(counted, act)):
                continue
            if (
                not reading.free(which)
                or counted.is_share
                or counted.is_definite
                or _counts_others(clause, counted, act)
            ):
                continue
            reading.take(index, act, which, "casualties.count")
            if not direct:
                tell_before(reading, index, act, extend_left(reading, index, act, which))
            break


def _is_direct(clause: Clause, counted: Counted, act: DeathAct) -> bool:
    """«۵ کشته», «۲۲ نفر جانباز»: nothing but number and classifier before the word, and the word is singular."""
    if counted.core != act.first or counted.after != counted.core:
        return False
    if act.pos == "victim_noun":
        return not act.hits[0].form.endswith(("ان", "ین", "ها"))
    return act.pos in ("participle", "body") and clause.at(counted.number.key_end) == act.first


def _is_beside(counted: Counted, act: DeathAct) -> bool:
    """«۵ سرباز کشته», «۳ نفر بازداشت»."""
    if counted.after != act.first or not counted.sure or act.shape != "bare":
        return False
    return act.pos == "participle" or (act.pos == "light_noun" and counted.core == act.first and not counted.is_one)


def _counts_others(clause: Clause, counted: Counted, act: DeathAct) -> bool:
    """«کنگره ۳۰۰ شهید», «آزادی ۷ اسیر», «چند مادر شهید», «از میان ۹ کشته»: not this act's toll."""
    before = [clause.text(i) for i in range(max(0, counted.first - 3), counted.first)]
    last = clause.text(act.first - 1)
    if last in ("از", "نفره") or before[-1:] in (["بین"], ["میان"]) or clause.text(act.after) == "گمنام":
        return True
    if act.row["needs"] == "verb" and act.shape == "bare":
        return True
    if act.kinds == ("captured",):
        return any(word in word_class("release") for word in before)
    honoured = act.row["framing"] == "honorific"
    return honoured and (last in word_class("owner") or any(word in word_class("memorial") for word in before))


def find_named(reading: Reading) -> None:
    """«کشته شدن ۱۲ نفر», «به شهادت چهار کودک انجامید», «ترور فرمانده»: the act as a noun, then who was hurt."""
    clause = reading.clause
    for index, act in reading.open_acts():
        if not _is_noun(act) or act.negative or _is_unreal(clause, act):
            continue
        if act.after >= len(clause.words) or clause.before[act.after] == ".":
            continue
        which = next((i for i, counted in enumerate(reading.counted) if counted.first >= act.after), -1)
        if which >= 0 and reading.free(which):
            _take_named(reading, index, act, which)
        if index not in reading.done:
            tell_named(reading, index, act)


def _take_named(reading: Reading, index: int, act: DeathAct, which: int) -> None:
    clause, counted = reading.clause, reading.counted[which]
    gap = counted.first - act.after
    if 1 < gap <= 5 and _is_name_and(clause, act.after, counted.first):
        words = clause.words
        reading.tell(index, act, (words[act.after].start, words[counted.first - 2].end), 1, "casualties.one")
        reading.take(index, act, which, "casualties.joined")
        return
    if gap > 1 or (gap == 1 and not (counted.sure and _may_part(clause, act.after))):
        return
    if not counted.sure and (counted.noun is None or counted.is_one):
        return
    if counted.is_definite and any(m.is_total and m.kind in act.kinds for m in reading.found):
        reading.done.add(index)  # «با مرگ این دو، شمار کشته‌ها به ۹۰ رسید»: they are in the total
        return
    reading.take(index, act, which, "casualties.of")
    extend_right(reading, index, act, which)


def _is_name_and(clause: Clause, first: int, last: int) -> bool:
    """«شهادت بهشتی و ۷۲ تن»: plain words and «و» before a group are a name, unless they are many or no people."""
    words = [clause.text(i) for i in range(first, last - 1)]
    if clause.text(last - 1) != "و" or clause.before[first:last].strip() or clause.marks[first : last - 1].strip(PLAIN):
        return False
    if not word_class("holy").isdisjoint(words):
        return False
    many = word_class("collective") | word_class("plural") | word_class("they") | word_class("definite")
    return (
        not many.intersection(words)
        and not words[0].endswith(("ها", "های", "ان", "ین", "ات"))
        and not is_thing(clause, first)
    )


def _may_part(clause: Clause, index: int) -> bool:
    """Whether a word may stand between the act and whom it hurt: «مرگ این دو», «قتل فجیع سه نفر»."""
    return clause.marks[index] == PLAIN and clause.before[index] == " "


def _is_noun(act: DeathAct) -> bool:
    if act.shape == "infinitive":
        return True
    if act.pos == "verb_phrase":
        return act.shape == "bare" and act.hits[0].form.startswith("به ")  # «به شهادت ۵ نفر», not «از بین ۵ نفر»
    return act.shape == "bare" and act.pos in ("act_noun", "light_noun", "body")


def _is_unreal(clause: Clause, act: DeathAct) -> bool:
    """«قصد ترور», «خطر مرگ», «برای دستگیری», «ترور نافرجام»."""
    at = act.first - 1
    if clause.text(at) in ("برای", "جهت", "منظور"):
        return True
    while at >= 0 and (clause.marks[at] == PREPOSITION or clause.text(at) in ("ها", "های", "کردن", "شدن")):
        at -= 1
    if is_executed(clause, act, at):
        return False
    return clause.text(at) in word_class("unreal") or clause.text(act.after) in word_class("failed")
