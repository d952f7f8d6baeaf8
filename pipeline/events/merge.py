"""Merging: drafts of one happening told by one source become one row.

In: an article's drafts. Out: groups of drafts, each one row; the first of a group is the most
informative, on whose sentence the row rests.
"""

from pipeline.events.drafts import Draft
from pipeline.events.facts import ArticleFacts
from pipeline.events.model import Model
from pipeline.schema.codes import column


def merge_features(facts: ArticleFacts, a: Draft, b: Draft) -> dict[str, float]:
    """Whether two drafts (a before b) tell one happening by one source."""
    gap = b.sentence.index - a.sentence.index
    names = [
        "bias",
        f"gap={gap if gap < 4 else 'far'}",
        f"paragraph={min(b.sentence.paragraph - a.sentence.paragraph, 3)}",
    ]
    if a.sentence.headline or a.sentence.index < 2:
        names += ["first.head", f"first.head.gap={min(gap, 4)}"]
    same_type = a.sub_event_type == b.sub_event_type
    same_family = _family(a) == _family(b)
    names.append("type=same" if same_type else "type=family" if same_family else "type=other")
    left, right = {p.location_name for p in a.places}, {p.location_name for p in b.places}
    place = (
        "same" if left & right else "none" if not left and not right else "one" if not left or not right else "other"
    )
    names.append(f"place={place}")
    mine = {(c.kind, c.low, c.high) for c in a.casualties if not c.is_vague}
    yours = {(c.kind, c.low, c.high) for c in b.casualties if not c.is_vague}
    kinds = {k for k, *_ in mine} & {k for k, *_ in yours}
    toll = "same" if mine & yours else "conflict" if kinds else "none" if not mine and not yours else "one"
    names += [f"toll={toll}", f"toll={toll}.{place}"]
    dates = a.time.date_start if a.time else None, b.time.date_start if b.time else None
    time = "same" if dates[0] and dates[0] == dates[1] else "other" if dates[0] and dates[1] else "untold"
    names.append(f"time={time}")
    source = _same_source(a, b)
    names += [f"source={source}", f"status={a.status == b.status}"]
    actor = a.actor.code if a.actor else None, b.actor.code if b.actor else None
    names.append("actor=untold" if None in actor else f"actor={actor[0] == actor[1]}")
    target = a.target.code if a.target else None, b.target.code if b.target else None
    names.append("target=untold" if None in target else f"target={target[0] == target[1]}")
    if b.trigger is not None:
        lead = facts.folded.key[max(b.sentence.start, b.trigger.key_start - 6) : b.trigger.key_start]
        names.append(f"this={lead.rstrip().endswith('این')}")
        if a.trigger is not None:
            names.append(f"lemma={a.trigger.lemma == b.trigger.lemma}")
    names += _trigger_features(a, b)
    if a.is_aggregate != b.is_aggregate:
        names.append("aggregate")
    return dict.fromkeys(names, 1.0)


def _trigger_features(a: Draft, b: Draft) -> list[str]:
    """Whether the lexicon gives the two acts different kinds, the more so if strongly or each with its own date."""
    one, other = a.trigger, b.trigger
    if one is None or other is None or not one.sub_event_type or not other.sub_event_type:
        return ["acts=untold"]
    if one.sub_event_type == other.sub_event_type:
        return ["acts=same"]
    names = ["acts=other", f"acts.families={one.family == other.family}"]
    if one.strength == other.strength == "strong":
        names.append("acts.strong")
    if a.time and b.time and a.time.key_start != b.time.key_start:
        names.append("acts.times")
    if not a.sentence.headline and a.sentence.index > 1:
        names.append("acts.body")
    return names


def _family(draft: Draft) -> str | None:
    return column("sub_event_type", "event_type").get(draft.sub_event_type)


def _disagree(a: Draft, b: Draft) -> bool:
    """Whether two drafts are two rows whatever else they share.

    Parts that one sentence was cut into; two speakers, each named beside its own figure of one kind; two kinds of
    act of which one has a time of its own.
    """
    return a.sentence.index == b.sentence.index or _two_voices(a, b) or _two_acts(a, b)


def _two_voices(a: Draft, b: Draft) -> bool:
    if a.source is None or b.source is None or a.source.speaker is b.source.speaker:
        return False
    own = a.source.sentence.index == a.sentence.index and b.source.sentence.index == b.sentence.index
    kinds = {c.kind: (c.low, c.high) for c in a.casualties if not c.is_vague}
    return own and any(c.kind in kinds and kinds[c.kind] != (c.low, c.high) for c in b.casualties if not c.is_vague)


def _two_acts(a: Draft, b: Draft) -> bool:
    if a.trigger is None or b.trigger is None or a.sentence.headline:
        return False
    kinds = a.trigger.sub_event_type or a.sub_event_type, b.trigger.sub_event_type or b.sub_event_type
    own = [d.time is not None and d.sentence.start <= d.time.key_start < d.sentence.end for d in (a, b)]
    return kinds[0] != kinds[1] and any(own)


def _same_source(a: Draft, b: Draft) -> str:
    if a.source is None or b.source is None:
        return "untold" if a.source is None and b.source is None else "one"
    if a.source.speaker is b.source.speaker:
        return "same"
    codes = a.source.speaker.code, b.source.speaker.code
    if None not in codes and codes[0] == codes[1]:
        return "code"
    return "other"


def information(draft: Draft) -> tuple[float, ...]:
    """How much a draft tells; the larger, the better the row that rests on it."""
    figures = sum(not c.is_vague for c in draft.casualties)
    parts = bool(draft.places) + bool(draft.time) + bool(draft.actor) + bool(draft.target)
    return (-int(draft.sentence.headline), min(figures, 2), parts, draft.score, -draft.sentence.index)


def group_drafts(facts: ArticleFacts, drafts: list[Draft], model: Model) -> list[list[Draft]]:
    """Greedy in text order: a draft joins the group it most likely repeats, if likely enough."""
    task = model.tasks["merge"]
    groups: list[list[Draft]] = []
    for draft in drafts:
        chances = [
            0.0
            if any(_disagree(member, draft) for member in group)
            else sum(task.probability(merge_features(facts, member, draft)) for member in group) / len(group)
            for group in groups
        ]
        if chances and max(chances) >= task.threshold:
            groups[chances.index(max(chances))].append(draft)
        else:
            groups.append([draft])
    return [sorted(group, key=information, reverse=True) for group in groups]
