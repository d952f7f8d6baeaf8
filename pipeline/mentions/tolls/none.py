"""Tolls of none and of unknown many: «تلفاتی نداشت», «هیچ شهیدی گزارش نشده», «متحمل تلفات سنگین شدند».

In: a `Reading`. Out: its mentions of no figure but zero or untold.
"""

from dataclasses import replace

from pipeline.mentions.tolls.clause_words import RELATIVE, VERB, Clause, word_class
from pipeline.mentions.tolls.death_acts import DeathAct
from pipeline.mentions.tolls.reading import Reading
from pipeline.mentions.tolls.victims import is_person

_CLAUSE_REACH = 16
_UNTOLD = frozenset(
    ("گزارش", "منتشر", "اعلام", "مشخص", "معلوم", "تایید", "دست", "اطلاعی", "خبری", "آماری", "گزارشی", "تخمینی")
)
_NEGATIVE = frozenset(
    ("نداشت", "نداشته", "ندارد", "نداشتند", "نبود", "نبوده", "نداد", "نداده", "نگذاشت", "نگذاشته", "نشد", "نشده",
     "نیست", "نرسید", "نرسیده", "نکرد", "نکرده")
)  # fmt: skip
_WHO = frozenset(("یک", "یکی", "کس", "کدام", "فرد", "نفر"))


def find_none(reading: Reading) -> None:
    """«تلفاتی نداشت», «کسی کشته نشد», «بدون تلفات»; a death denied of somebody is no figure."""
    clause = reading.clause
    for index, act in reading.open_acts():
        before = [clause.text(i) for i in range(max(0, act.first - 8), act.first)]
        if (
            act.pos == "zero"
            or (act.pos in ("victim_noun", "participle") and _is_without(act, before))
            or (act.shape == "bare" and _is_denied(clause, act, before))
        ):
            reading.tell(index, _of_zero(act), None, 0, "casualties.zero")
        elif act.negative:
            if act.past and _is_nobody(clause, act):
                reading.tell(index, act, None, 0, "casualties.zero")
            reading.done.add(index)
        elif act.kinds == ("killed_or_injured",) and act.pos == "victim_noun":
            negated = _negated(clause, act.after)
            if negated and not _UNTOLD.isdisjoint(before[-4:]):
                negated = "untold"
            if negated:
                none = negated == "none"
                rule = "casualties.zero" if none else "casualties.untold"
                reading.tell(index, _of_zero(act) if none else act, None, 0 if none else None, rule)


def _of_zero(act: DeathAct) -> DeathAct:
    """The act with the kinds its zero denies: each of «هیچ شهید و مصدومی», the dead by «تلفات جانی»."""
    kinds = tuple(dict.fromkeys(hit.rows[0]["kind"] for hit in act.hits))
    if act.pos == "participle" and kinds == ("killed_or_injured",):
        kinds = ("killed", "injured")
    denied = act.hits[0].rows[0]["denies"]
    return replace(act, kinds=(denied,) if denied else kinds)


def _is_denied(clause: Clause, act: DeathAct, before: list[str]) -> bool:
    """«هیچ شهید و مصدومی گزارش نشده», «گزارشی مبنی بر شهادت مخابره نشده»: nobody is known of."""
    none = before[-1:] == ["هیچ"] or before[-1:] == ["هیچگونه"] or before[-2:] in (["هیچ", "گونه"], ["مبنی", "بر"])
    return none and _negated(clause, act.after) != ""


def _is_nobody(clause: Clause, act: DeathAct) -> bool:
    """«کسی کشته نشد», «هیچ‌یک از سربازان پایگاه در این حمله آسیب ندیدند», not «هیچ خانه‌ای آسیب ندید»."""
    for at in range(act.first - 1, max(-1, act.first - 1 - _CLAUSE_REACH), -1):
        if clause.marks[at] == VERB:
            return False
        if clause.text(at) in word_class("nobody"):
            following = clause.text(at + 1)
            whole = clause.text(at) != "هیچ" or following in _WHO or is_person(following)
            return whole or act.row["needs"] != "people"
    return False


def _is_without(act: DeathAct, before: list[str]) -> bool:
    if not before or act.row["needs"] == "people":
        return False
    without = word_class("without")
    return before[-1] in without or (before[-1] in ("گونه", "هیچ") and before[-2:-1] != [] and before[-2] in without)


def _negated(clause: Clause, at: int) -> str:
    """Whether a negated verb follows within its clause: `none`, `untold` (not reported) or nothing."""
    for index in range(at, min(at + 8, len(clause.words))):
        word = clause.text(index)
        if clause.before[index] == ",":
            return ""
        if word in _NEGATIVE:
            return "untold" if clause.text(index - 1) in _UNTOLD else "none"
        if clause.marks[index] in (VERB, RELATIVE) or clause.before[index] == ".":
            return ""
    return ""


def find_untold(reading: Reading) -> None:
    """«متحمل تلفات سنگین شدند»: people hurt, how many is untold."""
    clause = reading.clause
    for index, act in reading.open_acts():
        if act.kinds != ("killed_or_injured",):
            continue
        near = [clause.text(i) for i in range(max(0, act.first - 2), act.after + 5)]
        if act.pos == "participle" or (act.pos == "victim_noun" and not word_class("toll").isdisjoint(near)):
            reading.tell(index, act, None, None, "casualties.untold")
