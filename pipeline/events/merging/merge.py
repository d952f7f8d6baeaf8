"""Merging: drafts of one happening told by one source become one row.

In: an article's drafts. Out: groups of drafts, each one row; the first of a group is the most
informative, on whose sentence the row rests.
"""

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.events.drafts import Draft
from pipeline.events.facts import ArticleFacts
from pipeline.events.merging.sameness import merge_features, see_drafts
from pipeline.events.model import Model, Task

# How many drafts back a happening is looked for; no article of 7,341 has half as many.
REACH = 60
_ARRESTS = "Arrests"


def must_differ(a: Draft, b: Draft) -> bool:
    """Whether two drafts are two rows whatever else they share.

    Parts that one sentence was cut into; two speakers, each named beside its own figure of one kind.
    """
    if a.sentence.index == b.sentence.index or _is_arrest(a) != _is_arrest(b):
        return True
    if a.source is None or b.source is None or a.source.speaker is b.source.speaker:
        return False
    own = a.source.sentence.index == a.sentence.index and b.source.sentence.index == b.sentence.index
    kinds = {c.kind: (c.low, c.high) for c in a.casualties if not c.is_vague}
    return own and any(c.kind in kinds and kinds[c.kind] != (c.low, c.high) for c in b.casualties if not c.is_vague)


def _is_arrest(draft: Draft) -> bool:
    """Whether a draft tells of arrests, which are no part of what those arrested are sought for."""
    return draft.sub_event_type == _ARRESTS


def information(draft: Draft) -> tuple[float, ...]:
    """How much a draft tells; the larger, the better the row that rests on it."""
    figures = sum(not c.is_vague for c in draft.casualties)
    parts = bool(draft.places) + bool(draft.time) + bool(draft.actor) + bool(draft.target)
    return (-int(draft.sentence.headline), min(figures, 2), parts, draft.score, -draft.sentence.index)


class Pairs:
    """An article's drafts with the chance of each two that they tell one happening, found once and kept."""

    def __init__(self, facts: ArticleFacts, drafts: Sequence[Draft], task: Task) -> None:
        self.drafts = drafts
        self._views = see_drafts(facts, drafts) if len(drafts) > 1 else []
        self._task = task
        self._chances: dict[tuple[int, int], float] = {}

    def chance(self, earlier: int, later: int) -> float:
        """The chance that the drafts of two positions are one row."""
        if (earlier, later) not in self._chances:
            features = merge_features(self._views[earlier], self._views[later])
            self._chances[earlier, later] = self._task.probability(features)
        return self._chances[earlier, later]

    def group(self, threshold: float, least: float = 0.0) -> list[list[Draft]]:
        """Greedy in text order: a draft of a score of `least` joins the group it most likely repeats, if likely enough.

        A group is as like as the mean of its likest member and all its members: one clear repetition counts, but a
        group of many happenings draws no more. Only members within `REACH` drafts are asked.
        """
        groups: list[list[int]] = []
        near: list[list[int]] = []
        for at, draft in enumerate(self.drafts):
            if draft.score < least:
                continue
            near = [group for group in near if group[-1] >= at - REACH]
            chances = [self._likeness(group, at) for group in near]
            if chances and max(chances) >= threshold:
                near[chances.index(max(chances))].append(at)
            else:
                groups.append([at])
                near.append(groups[-1])
        return [sorted((self.drafts[at] for at in group), key=information, reverse=True) for group in groups]

    def _likeness(self, group: Sequence[int], at: int) -> float:
        members = group[bisect_left(group, at - REACH) :]
        if any(must_differ(self.drafts[member], self.drafts[at]) for member in members):
            return 0.0
        each = [self.chance(member, at) for member in members]
        return (max(each) + sum(each) / len(each)) / 2


def group_drafts(facts: ArticleFacts, drafts: Sequence[Draft], model: Model) -> list[list[Draft]]:
    """The rows of an article, each a group of its drafts."""
    task = model.tasks["merge"]
    return Pairs(facts, drafts, task).group(task.threshold)
