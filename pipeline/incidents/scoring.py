"""How well rows were put together: LEA, B-cubed, pairs, and the largest cluster.

In: event_id → happening (truth) and event_id → incident (found), over the same rows. Out: precision, recall and F1
between 0 and 1. LEA (Moosavi and Strube 2016) weighs each cluster by its size and asks how many of its links are
resolved; a cluster of one counts one self-link, resolved only by a cluster of one.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class LinkingScores:
    """All measures of one run; `largest` and `largest_true` count rows."""

    lea: Score
    b_cubed: Score
    pairs: Score
    largest: int
    largest_true: int

    def as_dict(self) -> dict[str, float | int]:
        """Flat names and numbers, rounded to four digits, for metrics.json."""
        flat: dict[str, float | int] = {}
        for name, score in (("lea", self.lea), ("b_cubed", self.b_cubed), ("pairwise", self.pairs)):
            for part in ("precision", "recall", "f1"):
                flat[f"{name}_{part}"] = round(getattr(score, part), 4)
        return flat | {"largest_cluster": self.largest, "largest_happening": self.largest_true}


def score_linking(truth: Mapping[str, str], found: Mapping[str, str]) -> LinkingScores:
    """All measures; raises ValueError where the two do not hold the same rows, or none."""
    if not truth or truth.keys() != found.keys():
        raise ValueError("linking can be scored only over the same rows, and at least one")
    overlap = Counter((truth[row], found[row]) for row in truth)
    true_size, found_size = Counter(truth.values()), Counter(found.values())
    recall_links, precision_links = _resolved(overlap, true_size, found_size)
    b_recall = sum(n * n / true_size[t] for (t, _), n in overlap.items()) / len(truth)
    b_precision = sum(n * n / found_size[f] for (_, f), n in overlap.items()) / len(truth)
    right = sum(_pairs(n) for n in overlap.values())
    made, real = sum(map(_pairs, found_size.values())), sum(map(_pairs, true_size.values()))
    return LinkingScores(
        Score(precision_links, recall_links),
        Score(b_precision, b_recall),
        Score(right / made if made else 1.0, right / real if real else 1.0),
        max(found_size.values()),
        max(true_size.values()),
    )


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _resolved(
    overlap: Counter[tuple[str, str]], true_size: Counter[str], found_size: Counter[str]
) -> tuple[float, float]:
    """LEA recall and precision."""
    recall = precision = 0.0
    for (happening, incident), shared in overlap.items():
        alone = true_size[happening] == found_size[incident] == 1
        links = _pairs(shared)
        if true_size[happening] > 1:
            recall += true_size[happening] * links / _pairs(true_size[happening])
        elif alone:
            recall += 1
        if found_size[incident] > 1:
            precision += found_size[incident] * links / _pairs(found_size[incident])
        elif alone:
            precision += 1
    total = sum(true_size.values())
    return recall / total, precision / total
