"""Merging: drafts of one happening told by one source become one row.

In: an article's drafts. Out: groups of drafts, each one row; the first of a group is the most
informative, on whose sentence the row rests.
"""

from pipeline.events.drafts import Draft
from pipeline.events.facts import ArticleFacts
from pipeline.events.model import Model
from pipeline.events.sameness import merge_features, see_drafts


def must_differ(a: Draft, b: Draft) -> bool:
    """Whether two drafts are two rows whatever else they share.

    Parts that one sentence was cut into; two speakers, each named beside its own figure of one kind.
    """
    if a.sentence.index == b.sentence.index:
        return True
    if a.source is None or b.source is None or a.source.speaker is b.source.speaker:
        return False
    own = a.source.sentence.index == a.sentence.index and b.source.sentence.index == b.sentence.index
    kinds = {c.kind: (c.low, c.high) for c in a.casualties if not c.is_vague}
    return own and any(c.kind in kinds and kinds[c.kind] != (c.low, c.high) for c in b.casualties if not c.is_vague)


def information(draft: Draft) -> tuple[float, ...]:
    """How much a draft tells; the larger, the better the row that rests on it."""
    figures = sum(not c.is_vague for c in draft.casualties)
    parts = bool(draft.places) + bool(draft.time) + bool(draft.actor) + bool(draft.target)
    return (-int(draft.sentence.headline), min(figures, 2), parts, draft.score, -draft.sentence.index)


def group_drafts(facts: ArticleFacts, drafts: list[Draft], model: Model) -> list[list[Draft]]:
    """Greedy in text order: a draft joins the group it most likely repeats, if likely enough.

    A group is as like as the mean of its likest member and all its members: one clear repetition counts, but a group
    of many happenings draws no more.
    """
    task = model.tasks["merge"]
    groups: list[list[int]] = []
    views = see_drafts(facts, drafts)
    for at, draft in enumerate(drafts):
        chances = []
        for group in groups:
            if any(must_differ(drafts[member], draft) for member in group):
                chances.append(0.0)
                continue
            each = [task.probability(merge_features(views[member], views[at])) for member in group]
            chances.append((max(each) + sum(each) / len(each)) / 2)
        if chances and max(chances) >= task.threshold:
            groups[chances.index(max(chances))].append(at)
        else:
            groups.append([at])
    return [sorted((drafts[at] for at in group), key=information, reverse=True) for group in groups]
