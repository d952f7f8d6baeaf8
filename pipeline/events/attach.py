"""Features of attachment: which place and which date belong to an act.

In: `ArticleFacts`, the act's sentence and trigger, a candidate mention. Out: named features of the
pair: case marker, order, distance, voice, what stands beside. The choice itself is the model's.
"""

import re

from pipeline.dates import TimeMention
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.mentions.places import PlaceMention
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import finite_forms

_MARK = re.compile(
    r"(به سمت|به سوی|به طرف|علیه|بر ضد|به مواضع|به پایگاه|به مقر|در برابر|در مقابل|در حمله به|با حمله به|مواضع|پایگاه|مقر|مراکز|نیروهای"
    r"|میان|بین|همراه با|به|با|از|در|بر|برای|و|یا|که|تا)\s(?:یک\s|چند\s|چندین\s|دو\s|این\s|تعدادی از\s|شماری از\s|\d+\s)?$"
)
_NEXT = re.compile(r"^[\s«»\"']*([^\W_]+|[،,:؛.])")


def distance(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Characters between two key spans, 0 where they touch or overlap."""
    return max(0, b[0] - a[1], a[0] - b[1])


def _steps(chars: int) -> str:
    return "0" if chars <= 2 else "10" if chars <= 10 else "30" if chars <= 30 else "70" if chars <= 70 else "far"


def verbs_between(key: str, start: int, end: int) -> int:
    """Finite verbs in key[start:end]: how many clause ends lie between two mentions."""
    forms = finite_forms()
    return sum(word in forms for word in re.findall(r"[^\W_]+", key[start:end]))


def place_features(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, sentence: Sentence, place: PlaceMention
) -> dict[str, float]:
    """Whether a place is where the act of sentence `home` happened."""
    key = facts.folded.key
    away = home.index - sentence.index
    names = [
        "bias",
        f"precision={place.geo_precision}",
        f"cue={place.cue}",
        f"name={place.in_name}",
        f"rule={place.rule}",
    ]
    where = "same" if away == 0 else "head" if sentence.index < 2 else "before" if 0 < away <= 2 else "far"
    names += [f"where={where}", f"where.precision={where}.{place.geo_precision}", f"where.name={where}.{place.in_name}"]
    if sentence.headline:
        names.append("headline")
    free = [p for p in sentence.places if not p.in_name]
    finer = any(p.geo_precision not in ("country", "region") for p in free)
    if place.geo_precision in ("country", "region") and finer:
        names.append(f"finer.{where}")
    names.append(f"rivals={min(len(free), 4)}.{where}")
    home_free = [p for p in home.places if not p.in_name]
    if where != "same":
        names.append(
            f"home={'finer' if any(p.geo_precision not in ('country', 'region') for p in home_free) else 'some' if home_free else 'none'}.{where}"
        )
    if place.is_ambiguous:
        names.append("ambiguous")
    if any(s.key_start <= place.key_start < s.key_end for s in sentence.speech):
        names.append("in_speaker")
    if any(
        a.key_start <= place.key_start < a.key_end and a.kind not in ("country", "capital", "demonym")
        for a in sentence.actors
    ):
        names.append("in_actor")
    lead = key[max(sentence.start, place.key_start - 25) : place.key_start]
    mark = _MARK.search(lead)
    names.append(f"mark={mark.group(1) if mark else '-'}.{where}")
    if trigger is not None and where == "same":
        span = (trigger.key_start, trigger.key_end)
        side = "before" if place.key_end <= span[0] else "after"
        gap = _steps(distance((place.key_start, place.key_end), span))
        low, high = min(place.key_end, span[1]), max(place.key_start, span[0])
        names += [
            f"side.gap={side}.{gap}",
            f"verbs={min(verbs_between(key, low, high), 2)}",
            f"type={trigger.sub_event_type}.{place.geo_precision}",
        ]
    return dict.fromkeys(names, 1.0)


def time_features(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, sentence: Sentence, time: TimeMention
) -> dict[str, float]:
    """Whether a time expression dates the act of sentence `home` rather than a statement or nothing."""
    key = facts.folded.key
    away = home.index - sentence.index
    where = "same" if away == 0 else "head" if sentence.index < 2 else "before" if 0 < away <= 2 else "far"
    names = ["bias", f"where={where}", f"kind={time.kind}", f"basis={time.date_basis}", f"precision={time.date_precision}", f"rule={time.rule}",
             f"where.kind={where}.{time.kind}", f"rivals={min(len(sentence.times), 3)}.{where}", f"home={min(len(home.times), 2)}.{where}"]  # fmt: skip
    names.append(f"resolved={time.date_start is not None}")
    rest = key[time.key_end : min(sentence.end, time.key_end + 40)]
    following = _NEXT.match(rest)
    names.append(f"after={following.group(1) if following else '$'}")
    lead = re.findall(r"[^\W_]+", key[max(sentence.start, time.key_start - 20) : time.key_start])
    names.append(f"before={lead[-1] if lead else '^'}")
    for speech in sentence.speech:
        if speech.kind != "verb":
            continue
        before = time.key_end <= speech.cue_start
        gap = verbs_between(key, time.key_end, speech.cue_start) if before else 9
        names.append(f"speech={'before' if before else 'after'}.{min(gap, 1)}")
        if trigger is not None and where == "same":
            told = trigger.key_start >= speech.cue_end
            names.append(f"statement={before and gap == 0 and told}")
            names.append(f"reported={not before and told}")
    if trigger is not None and where == "same":
        span = (trigger.key_start, trigger.key_end)
        side = "before" if time.key_end <= span[0] else "after"
        low, high = min(time.key_end, span[1]), max(time.key_start, span[0])
        names += [
            f"side.gap={side}.{_steps(distance((time.key_start, time.key_end), span))}",
            f"verbs={min(verbs_between(key, low, high), 3)}.{side}",
        ]
    return dict.fromkeys(names, 1.0)
