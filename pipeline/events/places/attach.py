"""Features of attachment of places: which of the places near an act is where it happened.

In: `ArticleFacts`, the act's sentence and trigger. Out: every candidate place with named features: what stands
before and after it, its level, the act's distance, how much the article speaks of its country; and no place at all.
"""

import re

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.places.chains import holds_after, holds_before
from pipeline.events.places.links import Links
from pipeline.events.places.nowhere import nowhere
from pipeline.events.places.setting import setting, standing_of
from pipeline.events.places.ties import ties
from pipeline.mentions.places.find import PlaceMention
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import finite_forms

BACK, AHEAD = 5, 1  # sentences around the act's own
_TELLS = re.compile(r"(?<![^\W_])(?:گزارش|نقل|خبرگزاری|خبرنگار|روزنامه|شبکه|تلویزیون|نوشته)(?![^\W_])")
_DATELINE_END = re.compile(r"[\s»\"]*(?:[،,:\-ـ]|به نقل)")
_KICKER = re.compile(r"\s*(?:[:\-ـ]|\( )")
_HEAD_REACH = 130
PlaceChoice = tuple[Sentence, PlaceMention | None, dict[str, float]]


def place_choices(facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None) -> list[PlaceChoice]:
    """Each candidate place with its sentence and features, the own sentence's first; no place comes last."""
    standing, links = standing_of(facts), Links(facts, home, trigger)
    kind = trigger.sub_event_type if trigger is not None else None
    candidates = place_candidates(facts, home)
    found: list[PlaceChoice] = []
    for sentence, place in candidates:
        names = _told(facts, sentence, place)
        if trigger is not None and sentence is home:
            names += _by_trigger(facts.folded.key, trigger, place)
        names += setting(facts, standing, home, trigger, sentence, place)
        if sentence.index == home.index:
            names += ties(sentence, place, trigger, kind, "own" if sentence is home else "part")
        else:
            side = "back" if sentence.index < home.index else "ahead"
            names += ties(sentence, place, choose_anchor(sentence), kind, side)
            names += links.of(sentence, place)
        found.append((sentence, place, dict.fromkeys(names, 1.0)))
    return [*found, (home, None, nowhere(home, trigger, candidates))]


def place_candidates(facts: ArticleFacts, home: Sentence) -> list[tuple[Sentence, PlaceMention]]:
    """Places that may be the act's: of the sentence, of its other parts, of those around it, of the article's head."""
    whole = facts.sentences[home.index]
    around = facts.sentences[max(0, home.index - BACK) : home.index + AHEAD + 1]
    near = [s for s in [*facts.sentences[: min(2, max(0, home.index - BACK))], *around] if s.index != home.index]
    return [
        *((home, p) for p in home.places),
        *((whole, p) for p in whole.places if not home.start <= p.key_start < home.end),
        *((s, p) for s in near for p in s.places),
    ]


def _told(facts: ArticleFacts, sentence: Sentence, place: PlaceMention) -> list[str]:
    """How a place is told in its own sentence, wherever that stands."""
    key = facts.folded.key
    names = [
        "bias", f"precision={place.geo_precision}", f"cue={place.cue}", f"name={place.in_name}", f"rule={place.rule}",
    ]  # fmt: skip
    if sentence.headline:
        names.append("headline")
    if place.is_ambiguous:
        names.append("ambiguous")
    if any(s.key_start <= place.key_start < s.key_end for s in sentence.speech):
        names.append("in_speaker")
    if any(
        a.key_start <= place.key_start < a.key_end and a.kind not in ("country", "capital", "demonym")
        for a in sentence.actors
    ):
        names.append("in_actor")
    if is_dateline(key, sentence, place):
        names.append("dateline")
    at = sentence.places.index(place)
    if at and holds_before(key, sentence.places[at - 1], place):
        names.append("container")
    elif at + 1 < len(sentence.places) and holds_after(key, place, sentence.places[at + 1]):
        names.append("container.ahead")
    return names


def is_dateline(key: str, sentence: Sentence, place: PlaceMention) -> bool:
    """Whether a place is where a report was sent from («به گزارش … از X،», «X - خبرگزاری …»)."""
    lead = key[sentence.start : place.key_start]
    if len(lead) > _HEAD_REACH:
        return False
    if lead.rstrip(' «"').endswith(" از") and _TELLS.search(lead) and _DATELINE_END.match(key, place.key_end):
        return True
    return len(lead) < 30 and "،" not in lead and place.cue == "" and bool(_KICKER.match(key, place.key_end))


def _by_trigger(key: str, trigger: TriggerMention, place: PlaceMention) -> list[str]:
    """Where the place stands from the act of its own sentence."""
    span = (trigger.key_start, trigger.key_end)
    mine = (place.key_start, place.key_end)
    side = "before" if place.key_end <= span[0] else "after"
    gap = max(0, mine[0] - span[1], span[0] - mine[1])
    step = "0" if gap <= 2 else "10" if gap <= 10 else "30" if gap <= 30 else "70" if gap <= 70 else "far"
    low, high = min(mine[1], span[1]), max(mine[0], span[0])
    return [
        f"side.gap={side}.{step}", f"verbs={min(_verbs(key, low, high), 2)}",
        f"type={trigger.sub_event_type}.{place.geo_precision}",
    ]  # fmt: skip


def _verbs(key: str, start: int, end: int) -> int:
    """Finite verbs in key[start:end]: how many clause ends lie between two mentions."""
    forms = finite_forms()
    return sum(word in forms for word in re.findall(r"[^\W_]+", key[start:end]))
