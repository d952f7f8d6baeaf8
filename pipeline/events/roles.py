"""Roles by grammar: what case markers, order and voice say of who acts and who suffers.

In: a sentence, its anchor and its actor phrases. Out: for each phrase the readings that rules give
it, as `label.rule`; the model weighs them, since a rule alone errs.
"""

import re
from collections.abc import Sequence

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.mentions.actors import ActorMention
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import finite_forms

_AGENT = re.compile(r"(?:توسط|از سوی|به دست|از طرف|به وسیله|بوسیله|از جانب)\s(?:[^\W_]+\s)?$")
_AGAINST = re.compile(
    r"(?:علیه|بر ضد|ضد|به سمت|به سوی|به طرف|به مواضع|به پایگاه|به مقر|به محل|در برابر|در مقابل|بر سر|به روی|بر روی)\s(?:[^\W_]+\s)?$"
)
_TO = re.compile(r"(?<![^\W_])به\s(?:یک\s|چند\s|چندین\s|دو\s|سه\s|تعدادی از\s|شماری از\s|\d+\s|برخی\s|این\s)?$")
_WITH = re.compile(r"(?<![^\W_])با\s(?:یک\s|چند\s|گروهی از\s|تعدادی از\s|شماری از\s|\d+\s|این\s)?$")
_BETWEEN = re.compile(r"(?<![^\W_])(?:میان|بین|مابین)\s$")
_AND = re.compile(r"^[\s»\"]*و\s(?:[^\W_]+\s)?$")
_OF = re.compile(r"^[\s«\"]*(?:[^\W_]+\s){0,2}$")
_OBJECT = re.compile(r"[^.؛:!؟\n]{0,60}?(?<![^\W_])را(?![^\W_])")
_PREPOSITION = re.compile(
    r"(?<![^\W_])(?:به|با|از|در|بر|برای|علیه|میان|بین|توسط|نزد|درباره|مقابل|سوی)\s(?:[^\W_]+\s)?$"
)
_PASSIVE = re.compile(
    r"(?:ه\s?(?:شد|شدند|شده|می شود|می شوند|شود|شوند)|(?:دستگیر|بازداشت|ترور|منفجر|اسیر|نابود|منهدم|ساقط|سرنگون|مجروح|زخمی|مصدوم|شهید)\s?"
    r"(?:شد|شدند|شده|می شوند)|جان باخت|به قتل رسید|به شهادت رسید|به هلاکت رسید|از پا درآمد|هدف\s\w+\s?(?:\w+\s)?قرار گرفت)"
)
_ATTACK = frozenset(
    [
        "حمله",
        "حملات",
        "یورش",
        "تهاجم",
        "هجوم",
        "تجاوز",
        "تیراندازی",
        "شلیک",
        "بمباران",
        "گلوله\u200cباران",
        "عملیات",
        "کمین",
        "شبیخون",
    ]
)
_TWO_SIDED = re.compile(r"درگیر|نبرد|رویارویی|تبادل|جنگ|زد و خورد|زدوخورد|آتش بس|آتش‌بس|توافق|صلح|مبادله|مذاکر")
_ON_OBJECT = re.compile(
    r"ترور|قتل|بازداشت|دستگیر|ربود|ربایش|کشتن|کشته|کشتار|شهادت|سرنگون|انهدام|تخریب|آزاد|اعدام|رهگیری"
    r"|گروگان|سوء قصد|سوءقصد|سرکوب|اسارت|بمباران|انفجار|مسموم|شکنجه"
)


def grammar(facts: ArticleFacts, sentence: Sentence, trigger: TriggerMention | None) -> dict[int, list[str]]:
    """Readings by the phrase's position in `sentence.actors`: `actor.agent`, `target.object`, `actor.subject` …"""
    key = facts.folded.key
    found: dict[int, list[str]] = {}
    lemma = trigger.lemma if trigger else ""
    two_sided = bool(_TWO_SIDED.search(lemma))
    attack = lemma.split(" ")[0] in _ATTACK
    victims = [c.victims for c in sentence.casualties if c.victims and c.kind != "displaced"]
    subject_taken = False
    for at, actor in enumerate(sentence.actors):
        start, end = actor.key_start, actor.key_end
        lead = key[max(sentence.start, start - 30) : start]
        readings: list[str] = []
        if _AGENT.search(lead):
            readings.append("actor.agent")
        elif _AGAINST.search(lead):
            readings.append("target.against")
        elif _TO.search(lead) and attack:
            readings.append("target.to")
        if two_sided:
            readings += _two_sided(key, sentence, lead, at)
        if _is_object(key, actor, sentence.end):
            readings.append("target.object")
        if (
            trigger is not None
            and start >= trigger.key_end
            and _OF.match(key[trigger.key_end : start])
            and not _PREPOSITION.search(lead)
        ):
            readings.append("target.of" if _ON_OBJECT.search(lemma) and not attack else "actor.of")
        if any(a < end and start < b for a, b in victims):
            readings.append(
                "actor.victim" if two_sided and _WITH.search(key[end : end + 40] + " ") else "target.victim"
            )
        if (
            not subject_taken
            and not _PREPOSITION.search(lead)
            and not any(s.key_start <= start < s.key_end for s in sentence.speech)
        ):
            subject_taken = True
            voice = _PASSIVE.search(key, end, sentence.end)
            readings.append(
                "target.subject"
                if voice and not _is_object(key, actor, voice.start()) and not two_sided
                else "actor.subject"
            )
        found[at] = readings
    return found


def _two_sided(key: str, sentence: Sentence, lead: str, at: int) -> list[str]:
    """«میان A و B», «A با B»: the first-named side acts, the other is its target."""
    if _BETWEEN.search(lead):
        return ["actor.between"]
    if at:
        before = sentence.actors[at - 1]
        joined = _AND.match(key[before.key_end : sentence.actors[at].key_start])
        if joined and _BETWEEN.search(key[max(sentence.start, before.key_start - 20) : before.key_start]):
            return ["target.between"]
    return ["target.with"] if _WITH.search(lead) else []


def _is_object(key: str, actor: ActorMention, limit: int) -> bool:
    """Whether «را» closes the phrase before any finite verb."""
    found = _OBJECT.match(key, actor.key_end, min(limit, actor.key_end + 70))
    if not found:
        return False
    forms = finite_forms()
    return not any(word in forms for word in re.findall(r"[^\W_]+", key[actor.key_end : found.end() - 2]))


def best_reading(readings: Sequence[str]) -> str:
    """The first reading, as rules are tried in the order of their reliability; `none` without any."""
    return readings[0].partition(".")[0] if readings else "none"
