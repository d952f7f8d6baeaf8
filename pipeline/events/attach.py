"""Features of attachment: which actor and target belong to an act.

In: `ArticleFacts`, the act's sentence and trigger, a candidate mention. Out: named features of the
pair: case marker, order, distance, voice, what stands beside. The choice itself is the model's.
"""

import re

from pipeline.events.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.roles import best_reading, grammar
from pipeline.mentions.actors import ActorMention
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import finite_forms

_AGENT = re.compile(r"(توسط|از سوی|به دست|از طرف|به وسیله|بوسیله|به دستور|از جانب|به فرماندهی)\s(?:[^\W_]+\s)?$")
_MARK = re.compile(
    r"(به سمت|به سوی|به طرف|علیه|بر ضد|به مواضع|به پایگاه|به مقر|در برابر|در مقابل|در حمله به|با حمله به|مواضع|پایگاه|مقر|مراکز|نیروهای"
    r"|میان|بین|همراه با|به|با|از|در|بر|برای|و|یا|که|تا)\s(?:یک\s|چند\s|چندین\s|دو\s|این\s|تعدادی از\s|شماری از\s|\d+\s)?$"
)
_RA = re.compile(r"^[^.؛:!؟\n]{0,60}?(?<![^\W_])را(?![^\W_])")
_NEXT = re.compile(r"^[\s«»\"']*([^\W_]+|[،,:؛.])")
_PASSIVE = re.compile(
    r"(?:ه\s?(?:شد|شدند|شده|می شود|می شوند|شود)|(?:دستگیر|بازداشت|ترور|منفجر|آزاد|اسیر|نابود|منهدم|ساقط|سرنگون)\s?(?:شد|شدند|شده))(?![^\W_])"
)


def distance(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Characters between two key spans, 0 where they touch or overlap."""
    return max(0, b[0] - a[1], a[0] - b[1])


def _steps(chars: int) -> str:
    return "0" if chars <= 2 else "10" if chars <= 10 else "30" if chars <= 30 else "70" if chars <= 70 else "far"


def verbs_between(key: str, start: int, end: int) -> int:
    """Finite verbs in key[start:end]: how many clause ends lie between two mentions."""
    forms = finite_forms()
    return sum(word in forms for word in re.findall(r"[^\W_]+", key[start:end]))


def actor_features(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, sentence: Sentence, actor: ActorMention
) -> dict[str, float]:
    """Whether an actor phrase is the actor of the act of sentence `home`, its target or neither."""
    key = facts.folded.key
    if home is not sentence:
        return _absent_actor_features(facts, home, sentence, actor)
    start, end = actor.key_start, actor.key_end
    lead = key[max(sentence.start, start - 30) : start]
    rest = key[end : min(sentence.end, end + 70)]
    names = ["bias", f"role={actor.role}", f"kind={actor.kind}", f"number={actor.number}"]
    agent = _AGENT.search(lead)
    mark = _MARK.search(lead)
    marker = "agent" if agent else mark.group(1) if mark else "^" if start - sentence.start <= 3 else "-"
    names += [f"mark={marker}", f"mark={marker}.{actor.role}"]
    following = _NEXT.match(rest)
    after = following.group(1) if following else "$"
    names.append(f"after={after}")
    if _RA.match(rest) and not verbs_between(key, end, end + rest.find(" را")):
        names.append("object")
    passive = bool(_PASSIVE.search(key, start, sentence.end))
    names.append(f"passive={passive}")
    if any(s.key_start <= start < s.key_end for s in sentence.speech):
        names.append("speaker")
    readings = grammar(facts, sentence, trigger)[sentence.actors.index(actor)]
    names += [f"rule={reading}" for reading in readings]
    names.append(f"rule.best={best_reading(readings)}.{actor.role in ('CIV', 'OBJ')}")
    if actor.number == "thing" and not actor.iso3:
        names.append("thing.of.none")
    order = sentence.actors.index(actor)
    names.append(f"order={min(order, 4)}")
    if any(c.victims and c.victims[0] < end and start < c.victims[1] for c in sentence.casualties):
        names.append("victim")
    if trigger is not None:
        span = (trigger.key_start, trigger.key_end)
        side = "before" if end <= span[0] else "after" if start >= span[1] else "inside"
        gap = _steps(distance((start, end), span))
        names += [f"side={side}", f"gap={gap}", f"side.gap={side}.{gap}", f"lemma.side={trigger.lemma}.{side}",
                  f"mark.side={marker}.{side}", f"mark.lemma={marker}.{trigger.lemma}", f"pos.side={trigger.pos}.{side}",
                  f"passive.side={passive}.{side}", f"after.side={after}.{side}"]  # fmt: skip
        low, high = min(end, span[1]), max(start, span[0])
        between = verbs_between(key, low, high)
        names.append(f"verbs={min(between, 2)}")
        if side == "after" and gap == "0":
            names += [f"ezafe.{trigger.lemma}", f"ezafe.{trigger.sub_event_type}", f"ezafe.after={after}"]
    for figure in sentence.casualties:
        side = "before" if end <= figure.key_start else "after" if start >= figure.key_end else "inside"
        names.append(f"figure.{side}.{figure.kind}")
    return dict.fromkeys(names, 1.0)


def _absent_actor_features(
    facts: ArticleFacts, home: Sentence, sentence: Sentence, actor: ActorMention
) -> dict[str, float]:
    """Features of a phrase that stands in the headline or a sentence before the act's own."""
    away = home.index - sentence.index
    where = "head" if sentence.index < 2 else "last" if away == 1 else "before"
    names = [
        "away",
        f"away.{where}",
        f"away.role={actor.role}",
        f"away.kind={actor.kind}",
        f"away.number={actor.number}",
    ]
    lead = facts.folded.key[max(sentence.start, actor.key_start - 30) : actor.key_start]
    agent, mark = _AGENT.search(lead), _MARK.search(lead)
    marker = "agent" if agent else mark.group(1) if mark else "^" if actor.key_start - sentence.start <= 3 else "-"
    names += [f"away.mark={marker}", f"away.mark.role={marker}.{actor.role}"]
    if any(s.key_start <= actor.key_start < s.key_end for s in sentence.speech):
        names.append("away.speaker")
    names.append(f"away.rivals={min(len([a for a in home.actors if a.role not in ('CIV', 'OBJ')]), 3)}")
    if any(a.code == actor.code for a in home.actors):
        names.append("away.here")
    if _RA.match(facts.folded.key[actor.key_end : min(sentence.end, actor.key_end + 70)]):
        names.append("away.object")
    trigger = choose_anchor(sentence)
    if trigger is not None:
        side = "before" if actor.key_end <= trigger.key_start else "after"
        names += [f"away.mark.side={marker}.{side}", f"away.lemma.side={trigger.lemma}.{side}"]
        mine = choose_anchor(home)
        names.append(f"away.lemma={mine is not None and mine.lemma == trigger.lemma}")
    return dict.fromkeys(names, 1.0)
