"""Drafts: one candidate row per sentence, every field chosen by the model's tasks.

In: `ArticleFacts` and a `Model`. Out: `Draft`s of the sentences judged to tell an event; nothing is
merged yet.
"""

from dataclasses import dataclass, field

from pipeline.dates import TimeMention
from pipeline.events.attach import actor_features, choose_anchor, place_features, time_features
from pipeline.events.attach_source import source_features
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.features import article_features, sentence_features, type_features
from pipeline.events.model import Model
from pipeline.events.sources import Told, candidates, resolve_speakers
from pipeline.mentions.actors import ActorMention
from pipeline.mentions.casualties import CasualtyMention
from pipeline.mentions.places import PlaceMention
from pipeline.mentions.triggers import TriggerMention

_PLACE_REACH = 2
_TIME_REACH = 1


@dataclass(slots=True)
class Draft:
    """A row in the making: the sentence it rests on and its chosen parts; `score` is the probability of an event."""

    sentence: Sentence
    trigger: TriggerMention | None
    score: float
    sub_event_type: str = ""
    status: str = "happened"
    is_aggregate: bool = False
    actor: ActorMention | None = None
    target: ActorMention | None = None
    places: list[PlaceMention] = field(default_factory=list)
    time: TimeMention | None = None
    casualties: list[CasualtyMention] = field(default_factory=list)
    source: Told | None = None


def is_candidate(sentence: Sentence) -> bool:
    """Whether a sentence holds anything a row could rest on."""
    return bool(sentence.triggers or sentence.casualties)


def place_candidates(facts: ArticleFacts, home: Sentence) -> list[tuple[Sentence, PlaceMention]]:
    """Places that may be the act's: of the sentence, of the two before it, of the article's head."""
    near = [s for s in facts.sentences if s.index < 2 or 0 <= home.index - s.index <= _PLACE_REACH]
    return [(s, p) for s in near for p in s.places]


def time_candidates(facts: ArticleFacts, home: Sentence) -> list[tuple[Sentence, TimeMention]]:
    """Dates that may be the act's: of the sentence, of the one before it, of the article's head."""
    near = [s for s in facts.sentences if s.index < 2 or 0 <= home.index - s.index <= _TIME_REACH]
    return [(s, t) for s in near for t in s.times if t.kind in ("DATE", "TIME", "DURATION")]


def actor_candidates(facts: ArticleFacts, home: Sentence) -> list[tuple[Sentence, ActorMention]]:
    """Phrases that may be a side of the act: the sentence's own, then new ones of the two before it and the head."""
    found = [(home, actor) for actor in home.actors]
    seen = {(a.code, a.name) for a in home.actors}
    near = [s for s in facts.sentences if s is not home and (s.index < 2 or 0 < home.index - s.index <= _PLACE_REACH)]
    for sentence in reversed(near):
        for actor in sentence.actors:
            if actor.iso3 and (actor.code, actor.name) not in seen:
                seen.add((actor.code, actor.name))
                found.append((sentence, actor))
    return found


def make_drafts(facts: ArticleFacts, model: Model) -> list[Draft]:
    """Drafts of an article in text order."""
    tasks = model.tasks
    shared = article_features(facts)
    told = resolve_speakers(facts)
    drafts = []
    for sentence in facts.sentences:
        if not is_candidate(sentence):
            continue
        features = sentence_features(facts, sentence, shared)
        score = tasks["event"].probability(features)
        if score < tasks["event"].threshold:
            continue
        draft = Draft(sentence, choose_anchor(sentence), score)
        draft.sub_event_type = tasks["sub_event_type"].best(type_features(sentence, features))
        draft.is_aggregate = tasks["aggregate"].probability(features) >= tasks["aggregate"].threshold
        draft.casualties = list(sentence.casualties)
        _choose_actors(facts, draft, model)
        _choose_places(facts, draft, model)
        _choose_time(facts, draft, model)
        _choose_source(facts, draft, model, told)
        draft.status = tasks["status"].best({**features, **status_features(facts, draft)})
        drafts.append(draft)
    return drafts


def status_features(facts: ArticleFacts, draft: Draft) -> dict[str, float]:
    """How long before publication the row's date lies."""
    published = facts.article.published_at
    time = draft.time
    if time is None:
        return {"age=none": 1.0}
    if published is None or time.date_end is None:
        return {f"age=unknown.{time.date_basis}": 1.0, f"age.year={bool(time.jalali_year)}": 1.0}
    days = (published.date() - time.date_end).days
    bucket = "future" if days < 0 else "fresh" if days <= 30 else "old" if days <= 400 else "ancient"
    return {f"age={bucket}": 1.0}


def _choose_actors(facts: ArticleFacts, draft: Draft, model: Model) -> None:
    task = model.tasks["role"]
    best: dict[str, tuple[float, ActorMention]] = {}
    for sentence, actor in actor_candidates(facts, draft.sentence):
        chances = task.distribution(actor_features(facts, draft.sentence, draft.trigger, sentence, actor))
        for label in ("actor", "target"):
            if chances[label] >= task.threshold and (label not in best or chances[label] > best[label][0]):
                best[label] = (chances[label], actor)
    if "actor" in best and "target" in best and best["actor"][1] is best["target"][1]:
        weaker = min(("actor", "target"), key=lambda label: best[label][0])
        best.pop(weaker)
    draft.actor = best["actor"][1] if "actor" in best else None
    draft.target = best["target"][1] if "target" in best else None


def _choose_places(facts: ArticleFacts, draft: Draft, model: Model) -> None:
    task = model.tasks["place"]
    scored = [
        (task.probability(place_features(facts, draft.sentence, draft.trigger, s, p)), p)
        for s, p in place_candidates(facts, draft.sentence)
    ]
    chosen: list[PlaceMention] = []
    for _, place in sorted((x for x in scored if x[0] >= task.threshold), key=lambda x: -x[0]):
        same = any(p.location_name == place.location_name or p.text == place.text for p in chosen)
        if not same:
            chosen.append(place)
    if any(p.geo_precision not in ("country", "region") for p in chosen):
        chosen = [p for p in chosen if p.geo_precision != "country"]
    draft.places = sorted(chosen, key=lambda p: p.key_start)


def _choose_time(facts: ArticleFacts, draft: Draft, model: Model) -> None:
    task = model.tasks["time"]
    best = task.threshold
    for sentence, time in time_candidates(facts, draft.sentence):
        chance = task.probability(time_features(facts, draft.sentence, draft.trigger, sentence, time))
        if chance >= best:
            best, draft.time = chance, time


def _choose_source(facts: ArticleFacts, draft: Draft, model: Model, told: list[Told]) -> None:
    task = model.tasks["source"]
    best = task.threshold
    for rank, one in candidates(told, draft.sentence):
        chance = task.probability(source_features(facts, draft.sentence, draft.trigger, one.sentence, one.cue, rank))
        if chance >= best:
            best, draft.source = chance, one
