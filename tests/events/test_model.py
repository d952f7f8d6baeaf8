"""The model: log-linear tasks, plain JSON on disk."""

import json
import math
from pathlib import Path

import pytest

from pipeline.events import model as room
from pipeline.events.model import Model, Task, default_model, read_model, write_model

YES = Task(("True",), (-1.0,), {"a": (2.0,), "b": (-0.5,)}, 0.4)
KIND = Task(("attack", "clash", "none"), (0.0, 0.1, -1.0), {"a": (1.0, 0.0, 0.0), "c": (0.0, 0.0, 1.1)})


def test_scores_add_bias_and_weighted_features() -> None:
    assert YES.scores({"a": 0.5, "b": 2.0, "unknown": 7.0}) == [-1.0 + 1.0 - 1.0]
    assert KIND.scores({"a": 2.0}) == [2.0, 0.1, -1.0]


def test_scores_are_the_sum_in_order_whatever_the_values() -> None:
    task = default_model().tasks["status"]
    features = {name: 1.0 if at % 3 else 0.37 for at, name in enumerate(sorted(task.weights)[:200])}
    totals = list(task.biases)
    for name, value in features.items():
        totals = [total + weight * value for total, weight in zip(totals, task.weights[name], strict=True)]
    assert task.scores(features | {"nothing known": 3.0}) == totals


def test_probability_is_the_logistic_of_the_score() -> None:
    assert YES.probability({"a": 0.5}) == 0.5
    assert YES.probability({"a": 1.0}) == pytest.approx(1 / (1 + math.exp(-1)))


@pytest.mark.parametrize(("value", "chance"), [(1e6, 1.0), (-1e6, 0.0)])
def test_probability_of_an_extreme_score_does_not_overflow(value: float, chance: float) -> None:
    assert YES.probability({"a": value}) == chance


def test_distribution_sums_to_one_and_agrees_with_best() -> None:
    chances = KIND.distribution({"a": 800.0})
    assert sum(chances.values()) == pytest.approx(1.0)
    assert max(chances, key=lambda label: chances[label]) == KIND.best({"a": 800.0}) == "attack"


def test_of_two_equal_labels_the_first_is_best() -> None:
    assert KIND.best({"a": 0.2}) == "attack"
    assert KIND.best({}) == "clash"
    assert Task(("a", "b"), (1.0, 1.0), {}).best({}) == "a"


def test_a_model_survives_its_file(tmp_path: Path) -> None:
    model = Model({"event": YES, "type": KIND})
    write_model(model, tmp_path / "model.json", {"data": "made"})
    again = read_model(tmp_path / "model.json")
    assert again == model
    assert json.loads((tmp_path / "model.json").read_text(encoding="utf-8"))["card"] == {"data": "made"}


def test_the_file_is_the_same_bytes_whatever_the_order_and_drops_small_weights(tmp_path: Path) -> None:
    one = Model({"a": YES, "b": Task(("True",), (0.0,), {"x": (-1.00004,), "y": (0.0199,)})})
    two = Model({"b": Task(("True",), (0.0,), {"y": (0.0,), "x": (-1.0,)}), "a": YES})
    write_model(one, tmp_path / "1.json", {"k": 1, "l": 2})
    write_model(two, tmp_path / "2.json", {"l": 2, "k": 1})
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
    assert list(read_model(tmp_path / "1.json").tasks["b"].weights) == ["x"]


def test_nothing_is_unpickled() -> None:
    source = Path(room.__file__).read_text(encoding="utf-8")
    assert not any(name in source for name in ("import pickle", "joblib", "eval(", "exec("))
    assert room.MODEL_FILE.suffix == ".json"
    assert not list(room.MODEL_FILE.parents[1].rglob("*.pkl"))


def test_the_shipped_model_has_every_task_and_whole_rows_of_weights() -> None:
    tasks = default_model().tasks
    assert set(tasks) == {
        "event", "sub_event_type", "status", "aggregate", "actor", "target", "place", "time", "source", "merge",
        "confidence",
    }  # fmt: skip
    assert tasks["actor"].labels == tasks["target"].labels == ("True",)
    for task in tasks.values():
        assert 0 < task.threshold < 1
        assert {len(row) for row in task.weights.values()} | {len(task.biases)} == {len(task.labels)}
