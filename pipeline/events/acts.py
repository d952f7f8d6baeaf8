"""Acts: the words of a sentence that name an act or a death, by what they do with their sides.

In: `ArticleFacts`, a sentence and its anchor. Out: `Act`s in text order. A clash has two sides, an attack a doer and
a goal («حمله … به»), an arrest or a death an object, a blast neither.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.mentions.triggers import TriggerMention

GOALS = frozenset({"attack", "hit", "bombard", "clash", "blast"})
_KINDS = (
    ("pact", r"توافق|آتش.?بس|صلح|تبادل اسرا|مبادله"),
    ("clash", r"درگیر|زد و خورد|نبرد|پیکار|جنگ|تبادل آتش|نزاع|رویاروی|محاربه"),
    ("hit", r"^هدف|مورد (?:حمله|اصابت|هدف)|اصابت|^به گلوله بستن"),
    ("bombard", r"بمباران|باران|محاصره|حذف|سرکوب|تعرض"),
    ("blast", r"انفجار|منفجر|بمب|مین(?!ی)|ترکیدن|انتحاری|استشهاد|نارنجک|آتش.?سوزی"),
    ("attack", r"حمله|یورش|هجوم|تهاجم|تجاوز|شلیک|تیراندازی|موشک|راکت|خمپاره|توپخانه|عملیات|کمین|شبیخون|رگبار|تاختن|تاخت"
               r"|کاتیوشا|آتش گشودن|ضرب و شتم|چاقو|سنگ|پیشروی|نفوذ|کودتا|لشکرکشی|خشونت|جنایت"),
    ("protest", r"تظاهر|راهپیمایی|تجمع|اعتراض|گردهمایی|تحصن|اعتصاب|شعار|به خیابان|شورش|آشوب|قیام|انتفاضه|شوریدن|ناآرامی"),
    ("move", r"استقرار|عقب.?نشینی|خروج|اعزام|ورود|انحلال|بیعت|رزمایش|بسیج|تسلیم|تخلیه|اعلام موجودیت|پیوستن|فرار|شهرک"
             r"|پایگاه جدید|تقویت|تحویل دادن"),
)  # fmt: skip
_TITLE = re.compile(r"شهید|شهدا|شهیدان|شهدای|مقتول")
_DIED = re.compile(r"(?: و [^\W_]+)?\s(?:می\s)?(?:شد|شو|کرد)")
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _KINDS)


@dataclass(slots=True)  # not frozen, as Hit is not
class Act:
    """An act word at key[start:end]; `kind` says what it does with its sides, `is_anchor` that the row rests on it."""

    start: int
    end: int
    kind: str
    lemma: str
    is_anchor: bool


@cache
def kind_of(lemma: str) -> str:
    """What an act does with its sides: pact, clash, hit, bombard, blast, attack, protest, move, else object."""
    return next((name for name, pattern in _PATTERNS if pattern.search(lemma)), "object")


def acts_of(facts: ArticleFacts, sentence: Sentence, anchor: TriggerMention | None) -> list[Act]:
    """Act words that are not refused, and death words that none of them holds."""
    found = [
        Act(t.key_start, t.key_end, kind_of(t.lemma), t.lemma, t is anchor)
        for t in sentence.triggers
        if not t.refused or t is anchor
    ]
    named = list(found)
    deaths = facts.hits.get("death", [])
    for at in range(bisect_left(deaths, sentence.start, key=lambda hit: hit.start), len(deaths)):
        hit = deaths[at]
        if hit.start >= sentence.end:
            break
        if _TITLE.fullmatch(hit.form) and not _DIED.match(facts.folded.key, hit.tail):
            continue  # «شهید» before a name is a title
        if not any(act.start < hit.tail and hit.start < act.end for act in named):
            found.append(Act(hit.start, hit.tail, "death", hit.rows[0]["kind"], False))
    return sorted(found, key=lambda act: act.start)
