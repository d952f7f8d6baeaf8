"""Decisions: log-linear choices over named features.

In: features by name, as rules compute them. Out: a probability for each label of a task. Weights
are plain JSON (`model.json`, learned by `ruydad train`). Nothing is unpickled, nothing is random.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import repeat
from operator import mul
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.lexicons.load import uncollected

Features = Mapping[str, float]
MODEL_FILE = Path(__file__).parent / "model.json"
# Lesser weights change no decision that held-out folds would show, and are half of the file.
LEAST = 0.02


@dataclass(frozen=True)
class Task:
    """One decision: for each label a bias and feature weights, and the threshold of a yes."""

    labels: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    threshold: float = 0.5

    @cached_property
    def single(self) -> Mapping[str, float]:
        """Weights of a task of one label."""
        return {name: row[0] for name, row in self.weights.items()}

    @cached_property
    def _table(self) -> tuple[dict[str, int], npt.NDArray[np.float64]]:
        """For each feature the number of its row in a table of weights, whose first row are the biases."""
        return {name: at for at, name in enumerate(self.weights, 1)}, np.array([self.biases, *self.weights.values()])

    def scores(self, features: Features) -> list[float]:
        """Log-odds of each label: of yes (one label), or of each against the rest (several)."""
        if len(self.labels) == 1:
            # nothing of it is a loop of Python's: most of the features that are computed end here
            weights = map(self.single.get, features, repeat(0.0))
            return [self.biases[0] + sum(map(mul, weights, features.values()))]
        rows, table = self._table
        known = [(rows[name], value) for name, value in features.items() if name in rows]
        at, values = zip((0, 1.0), *known, strict=True)
        totals: list[float] = (table[list(at)] * np.array(values)[:, None]).sum(axis=0).tolist()
        return totals

    def probability(self, features: Features) -> float:
        """Probability of yes, for a task of one label."""
        return _sigmoid(self.scores(features)[0])

    def distribution(self, features: Features) -> dict[str, float]:
        """Chance of each label: the odds of each against the rest (one regression a label), scaled to sum 1."""
        scores = self.scores(features)
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return {label: power / total for label, power in zip(self.labels, powers, strict=True)}

    def best(self, features: Features) -> str:
        """The likeliest label, the first where two are equal."""
        scores = self.scores(features)
        return self.labels[scores.index(max(scores))]


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-score)) if score > -500 else 0.0


@dataclass(frozen=True)
class Model:
    """Tasks by name; `held_out` is what training measured on folds its weights had not seen (not kept in the file)."""

    tasks: Mapping[str, Task]
    held_out: Mapping[str, float] = field(default_factory=dict, compare=False)


@uncollected()
def read_model(path: Path) -> Model:
    """A model from its JSON file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    tasks = {
        name: Task(
            tuple(task["labels"]), tuple(task["biases"]),
            {feature: tuple(row) for feature, row in task["weights"].items()}, task.get("threshold", 0.5),
        )
        for name, task in data["tasks"].items()
    }  # fmt: skip
    return Model(tasks)


def write_model(model: Model, path: Path, card: Mapping[str, object]) -> None:
    """Write a model as JSON, sorted, weights to four places and none under `LEAST`, with its card inside."""
    data = {
        "card": card,
        "tasks": {
            name: {
                "labels": list(task.labels), "biases": [round(b, 4) for b in task.biases],
                "threshold": round(task.threshold, 4),
                "weights": kept_weights(task.weights),
            }
            for name, task in sorted(model.tasks.items())
        },
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def kept_weights(weights: Mapping[str, tuple[float, ...]]) -> dict[str, list[float]]:
    """Weights to four places, by name, small ones as 0; rows that are all zero are left out."""
    rows = {
        name: [round(weight, 4) if abs(weight) >= LEAST else 0 for weight in row]
        for name, row in sorted(weights.items())
    }
    return {name: row for name, row in rows.items() if any(row)}


@cache
def default_model() -> Model:
    """The model shipped with the package."""
    return read_model(MODEL_FILE)
