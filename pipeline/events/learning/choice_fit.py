"""Learning a choice: weights under which the right one of several alternatives is the likeliest.

In: examples in text order, the alternatives of one choice one after the other, the last of them marked by a feature.
Out: a `Task` of one label whose score ranks alternatives. A conditional logit (McFadden 1974): alternatives compete
with each other, not each with a threshold; a choice none of whose alternatives is right teaches nothing.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize

from pipeline.events.learning.encode import Example, encode
from pipeline.events.model import Task


def fit_choice(examples: Sequence[Example], last: str, strength: float) -> Task:
    """Weights of a choice; `last` is the feature that only a choice's last alternative has."""
    groups, right = _groups(examples, last)
    kept = np.bincount(groups, right)[groups] > 0 if len(groups) else np.zeros(0, dtype=bool)
    if not kept.any():
        return Task(("True",), (0.0,), {})
    matrix, names = encode([example for example, keep in zip(examples, kept, strict=True) if keep])
    found = _minimise(matrix, np.unique(groups[kept], return_inverse=True)[1], right[kept], strength)
    return Task(("True",), (0.0,), {name: (float(weight),) for name, weight in zip(names, found, strict=True)})


def _groups(examples: Sequence[Example], last: str) -> tuple[Any, Any]:
    """The number of each example's choice, and 1.0 where it is right."""
    groups, number = [], 0
    for features, _, _ in examples:
        groups.append(number)
        number += last in features
    return np.array(groups, dtype=np.int64), np.array([label == "True" for _, label, _ in examples], dtype=float)


def _minimise(matrix: Any, groups: Any, right: Any, strength: float) -> Any:
    """The weights of least loss: minus the log-probability of the right ones, times `strength`, and a ridge."""
    count = int(groups.max()) + 1

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        top = np.full(count, -np.inf)
        np.maximum.at(top, groups, scores)
        powers = np.exp(scores - top[groups])
        total = np.bincount(groups, powers, count)
        good = np.maximum(np.bincount(groups, powers * right, count), 1e-300)
        slope = powers / total[groups] - powers * right / good[groups]
        return float(
            np.log(total / good).sum() * strength + weights @ weights / 2
        ), matrix.T @ slope * strength + weights

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
