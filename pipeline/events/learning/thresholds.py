"""Thresholds: above which chance a sentence tells an event, two drafts are one, a toll is a sum.

In: chances by weights that did not see what they judge, and gold. Out: the cut that serves F1. The peak of a flat curve is
chance, and moves far with a further article or rule; so each cut is the average of those of samples of the articles
(bagging: Breiman 1996), and small changes move it little.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from pipeline.events.drafts import Draft
from pipeline.events.learning.labels import Row
from pipeline.events.merging.merge import Pairs
from pipeline.events.types.choose import choose_kind

EVENT_GRID = (0.3, 0.34, 0.38, 0.42, 0.46, 0.5, 0.54, 0.58, 0.62, 0.66, 0.7)
MERGE_GRID = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
PLATEAU = 0.01
CUTS = np.arange(0.1, 0.9, 0.02)
SAMPLES = 100


def best_cut(chances: Sequence[tuple[float, bool]]) -> float:
    """The chance above which saying yes serves F1 best; .5 without examples."""
    if not chances:
        return 0.5
    chance, is_yes = (np.array(each) for each in zip(*chances, strict=True))
    said = chance[:, None] >= CUTS
    right = said & is_yes[:, None]
    best = [
        CUTS[(counts @ right / np.maximum(counts @ said + counts @ is_yes, 1)).argmax()]
        for counts in _samples(len(chance))
    ]
    return round(float(np.mean(best)), 2)


def choose_thresholds(
    likeness: Sequence[Pairs], told: Sequence[Mapping[int, list[int]]], gold: Sequence[Sequence[Row]]
) -> tuple[float, float]:
    """The thresholds of event and merge that together serve rows best on articles the weights did not see.

    What is served is the mean F1 of rows and of rows of the right type. It hardly changes over wide ranges: of the event
    thresholds within `PLATEAU` of the best a strict one is taken, three quarters up, since a row that is none costs a
    reader more than one that is missed; so is, of the merge thresholds that go as well with it, since two happenings made
    one cost more than one told twice.
    """
    wanted = np.array([len(rows) for rows in gold])
    said = np.zeros((len(gold), len(EVENT_GRID) * len(MERGE_GRID)))
    right = np.zeros_like(said)
    for article, (pairs, mine, rows) in enumerate(zip(likeness, told, gold, strict=True)):
        for pair, (event, merge) in enumerate(product(EVENT_GRID, MERGE_GRID)):
            groups = pairs.group(merge, event)
            said[article, pair] = len(groups)
            for group, row in zip(groups, matched(groups, mine), strict=True):
                if row is not None:
                    right[article, pair] += 1 + (choose_kind(group) == rows[row]["sub_event_type"])
    chosen = []
    for counts in _samples(len(gold)):
        scores = (counts @ right / np.maximum(counts @ said + counts @ wanted, 1)).reshape(len(EVENT_GRID), -1)
        level = scores >= scores.max() - PLATEAU
        strict = _strict(level.any(axis=1))
        chosen.append((EVENT_GRID[strict], MERGE_GRID[_strict(level[strict])]))
    event, merge = np.mean(chosen, axis=0)
    return round(float(event), 2), round(float(merge), 2)


def _samples(size: int) -> Iterator[np.ndarray]:
    """How often each of `size` things is drawn in a sample of as many with replacement: `SAMPLES` times, always the same."""
    chance = np.random.default_rng(0)
    for _ in range(SAMPLES):
        yield np.bincount(chance.integers(0, size, size), minlength=size)


def _strict(level: np.ndarray) -> int:
    """Three quarters up the places that are true."""
    places = np.flatnonzero(level)
    return int(places[len(places) * 3 // 4])


def matched(groups: Sequence[Sequence[Draft]], told: Mapping[int, list[int]]) -> list[int | None]:
    """For each group the gold row that its leading sentence tells and no earlier group took; None without one."""
    taken: set[int] = set()
    found: list[int | None] = []
    for group in groups:
        free = next((index for index in told[id(group[0])] if index not in taken), None)
        if free is not None:
            taken.add(free)
        found.append(free)
    return found
