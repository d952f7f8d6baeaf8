"""Drafts: one candidate row per sentence, or per part of one that tells several happenings (acts/happenings.py).

In: `ArticleFacts` and a `Model`. Out: `Draft`s of what is judged to tell an event; nothing is merged yet. The model's
tasks choose the fields, but figures, which are all that the sentence tells.
"""

import re
from dataclasses import dataclass, field

from pipeline.dates.mention import TimeMention
from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.acts.clauses import cut_sentence
from pipeline.events.acts.detection import Detection
from pipeline.events.acts.features import article_features, sentence_features
from pipeline.events.acts.happenings import happening_cuts
from pipeline.events.acts.occurrences import adds_to, day_in, places_in
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.model import Model
from pipeline.events.places.choose import choose_places
from pipeline.events.sides.attach import Sides
from pipeline.events.sides.choose import Weighed, choose_sides, weigh_sides
from pipeline.events.sides.codes import Frame, frame_of
from pipeline.events.sources.attach import pool_sources, weigh_sources
from pipeline.events.sources.speakers import Told
from pipeline.events.times.attach import Before, choose_time
from pipeline.events.types.features import Story, status_features, sum_features, type_features
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.places.find import PlaceMention
from pipeline.mentions.tolls.find import CasualtyMention
from pipeline.mentions.triggers import TriggerMention


@dataclass(slots=True)
class Draft:
    """A row in the making: the sentence it rests on and its chosen parts; `score` is the probability of an event.

    Where it tells another speaker's figure of the kind just told, `score` is at least the threshold.
    """

    sentence: Sentence
    trigger: TriggerMention | None
    score: float
    sub_event_type: str = ""
    kinds: dict[str, float] = field(default_factory=dict)  # the chance of each type
    status: str = "happened"
    is_aggregate: bool = False
    actor: ActorMention | None = None
    target: ActorMention | None = None
    places: list[PlaceMention] = field(default_factory=list)
    time: TimeMention | None = None
    casualties: list[CasualtyMention] = field(default_factory=list)
    source: Told | None = None
    tellers: list[tuple[Told | None, float]] = field(default_factory=list)
    actors: Weighed = field(default_factory=list)
    targets: Weighed = field(default_factory=list)


# A sentence that is no row for want of certainty may still tell the day of those after it.
_HALF_TOLD = 0.08


def is_candidate(sentence: Sentence) -> bool:
    """Whether a sentence holds anything a row could rest on."""
    return bool(sentence.triggers or sentence.casualties)


def make_drafts(facts: ArticleFacts, model: Model) -> list[Draft]:
    """Drafts of an article in text order."""
    tasks = model.tasks
    if not any(is_candidate(sentence) for sentence in facts.sentences):
        return []
    shared, detection = article_features(facts), Detection(facts)
    story, sides = Story(facts), Sides(facts)
    drafts: list[Draft] = []
    before: Before | None = None
    for sentence in facts.sentences:
        if drafts and adds_to(facts, sentence, drafts[-1].sentence):
            _add(facts, drafts[-1], sentence)
            continue
        if not is_candidate(sentence):
            continue
        features = sentence_features(facts, sentence, shared)
        score = tasks["event"].probability(detection.features(sentence, features))
        if drafts and _is_parallel(facts, drafts[-1], sentence):
            score = max(score, tasks["event"].threshold)
        if score < tasks["event"].threshold:
            if score >= _HALF_TOLD:
                dated = choose_time(facts, sentence, choose_anchor(sentence), model, before)
                before = Before(sentence, dated) if dated is not None else before
            continue
        parts = cut_sentence(sentence, happening_cuts(facts, sentence))
        for part in parts:
            told_here = features if len(parts) == 1 else sentence_features(facts, part, shared)
            draft = draft_part(story, part, score, told_here, model, before)
            frame = frame_of_draft(facts, draft)
            draft.actors, draft.targets = weigh_sides(sides, part, draft.trigger, frame, model)
            draft.actor, draft.target = choose_sides([draft.actors], [draft.targets])
            drafts.append(draft)
            before = Before(part, draft.time)
    return drafts


def _add(facts: ArticleFacts, draft: Draft, sentence: Sentence) -> None:
    """Give a draft the day and the finer place that a sentence behind it adds."""
    if draft.time is None or draft.time.date_start is None:
        draft.time = day_in(sentence) or draft.time
    draft.places = places_in(facts, sentence, draft.places) or draft.places


_ALSO = re.compile(r"(?<![^\W_])(?:نیز|همچنین|در همین حال|در همین شهر|در همین روز)(?![^\W_])")


def _is_parallel(facts: ArticleFacts, before: Draft, sentence: Sentence) -> bool:
    """«… نیز گفته بود ۴۹ نیروی …»: the next sentence gives another speaker's figure of the kind just told."""
    if sentence.index != before.sentence.index + 1 or not sentence.speech:
        return False
    kinds = {c.kind for c in before.casualties if not c.is_vague} & {
        c.kind for c in sentence.casualties if not c.is_vague
    }
    return bool(kinds) and bool(_ALSO.search(facts.folded.key, sentence.start, sentence.end))


def draft_part(
    story: Story, sentence: Sentence, score: float, features: dict[str, float], model: Model, before: Before | None
) -> Draft:
    """The draft of a sentence or of a part of one, but for its sides."""
    tasks, facts = model.tasks, story.facts
    draft = Draft(sentence, choose_anchor(sentence), score)
    draft.kinds = tasks["sub_event_type"].distribution(type_features(story, sentence, features))
    draft.sub_event_type = max(draft.kinds, key=lambda kind: draft.kinds[kind])
    draft.casualties = list(sentence.casualties)
    draft.places = choose_places(facts, draft.sentence, draft.trigger, model)
    draft.time = choose_time(facts, draft.sentence, draft.trigger, model, before)
    draft.tellers = weigh_sources(facts, draft.sentence, draft.trigger, model)
    draft.source = pool_sources([draft.tellers])
    standing = status_features(story, sentence, features, draft.time)
    draft.status = tasks["status"].best(standing)
    sums = tasks["aggregate"].probability(sum_features(story, sentence, standing))
    draft.is_aggregate = sums >= tasks["aggregate"].threshold
    return draft


def frame_of_draft(facts: ArticleFacts, draft: Draft) -> Frame:
    """What a draft tells of its row before its sides."""
    return frame_of(facts, draft.sub_event_type, draft.status, draft.places)
