"""Learning: the same gold gives the same bytes, and little or one-sided gold gives a model all the same."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.events.facts import ArticleFacts
from pipeline.events.learning.labels import Row
from pipeline.events.learning.train import (
    ALONE,
    NONE_ALONE,
    REPEATED,
    STRENGTH,
    best_threshold,
    calibration_error,
    fit,
    gather,
    report,
    train,
)
from pipeline.events.model import Model, Task, read_model, write_model
from pipeline.events.sides.choose import SIDES
from pipeline.mentions.resources import Resources
from pipeline.run.training import read_gold

GOLD = Path(__file__).parents[3] / "data" / "gold"
Gold = Sequence[tuple[ArticleFacts, Sequence[Row]]]


@pytest.fixture(scope="module")
def gold(resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> Gold:
    """Six articles of the sample corpus with their rows."""
    folder = tmp_path_factory.mktemp("gold")
    lines = (GOLD / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "articles.jsonl").write_text("\n".join(lines[:6]) + "\n", encoding="utf-8")
    (folder / "gold.json").write_bytes((GOLD / "gold.json").read_bytes())
    return read_gold(folder, resources)


@pytest.fixture(scope="module")
def trained(gold: Gold, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The model files of two trainings."""
    folder = tmp_path_factory.mktemp("models")
    for name in ("one", "two"):
        write_model(train(gold, folds=2), folder / name, {"data": "sample"})
    return (folder / "one").read_bytes(), (folder / "two").read_bytes()


def test_two_trainings_give_the_same_bytes(trained: tuple[bytes, bytes]) -> None:
    assert trained[0] == trained[1]


def test_every_task_is_learned(trained: tuple[bytes, bytes], tmp_path: Path) -> None:
    (tmp_path / "model.json").write_bytes(trained[0])
    model = read_model(tmp_path / "model.json")
    assert set(model.tasks) == {*STRENGTH, *SIDES}
    assert all(task.weights for name, task in model.tasks.items() if name != "aggregate")
    assert report(model)["actor"]["labels"] == 1


def test_the_card_counts_the_weights_that_are_written() -> None:
    weights = {"kept": (0.5,), "too small": (0.001,)}
    assert report(Model({"event": Task(("True",), (0.0,), weights)}))["event"]["features"] == 1


def test_examples_cover_every_task_but_those_that_need_what_others_decide_and_name_their_article(gold: Gold) -> None:
    by_task = gather(gold).by_task
    assert set(by_task) == set(STRENGTH) - {"merge", "confidence"}
    assert {label for _, label, _ in by_task["event"]} == {"True", "False", REPEATED, ALONE, NONE_ALONE}
    assert {article for _, _, article in by_task["event"]} <= set(range(len(gold)))


def test_each_sentence_is_read_once_more_as_if_it_stood_alone(gold: Gold) -> None:
    events = gather(gold).by_task["event"]
    for (_, label, number), (alone, told, same) in zip(events[::2], events[1::2], strict=True):
        assert number == same
        assert told == (NONE_ALONE if label == "False" else ALONE)
        assert "fresh.act=new" in alone or "fresh.act=none" in alone
    assert any("fresh.act=old" in whole for whole, _, _ in events[::2])


def test_an_example_alone_weighs_less_than_one_in_its_article() -> None:
    whole = [({"a": 1.0}, "True", i) for i in range(8)]
    assert fit("event", [*whole, *[({"a": 1.0}, NONE_ALONE, i) for i in range(8)]]).probability({"a": 1.0}) > 0.5
    assert fit("event", [*whole, *[({"a": 1.0}, "False", i) for i in range(8)]]).probability({"a": 1.0}) < 0.55


@pytest.mark.parametrize(
    ("label", "labels", "yes"),
    [("True", ("True",), True), ("False", ("True",), False), ("happened", ("happened",), True)],
)
def test_a_lone_label_is_a_constant(label: str, labels: tuple[str, ...], yes: bool) -> None:
    task = fit("status", [({"a": 1.0}, label, 0), ({"b": 1.0}, label, 1)])
    assert task.labels == labels
    assert task.weights == {}
    assert (task.probability({"a": 1.0}) > 0.99) is yes
    assert (task.probability({}) < 0.01) is not yes


def test_no_example_at_all_says_no() -> None:
    assert fit("event", []).probability({"a": 1.0}) < 0.01


def test_two_labels_are_told_apart() -> None:
    task = fit("event", [({"a": 1.0}, "True", i) for i in range(8)] + [({"b": 1.0}, "False", i) for i in range(8)])
    assert task.labels == ("True",)
    assert task.probability({"a": 1.0}) > 0.5 > task.probability({"b": 1.0})


def test_several_labels_are_sorted_and_told_apart() -> None:
    examples = [
        ({letter: 1.0}, label, i)
        for i in range(8)
        for letter, label in (("x", "none"), ("y", "actor"), ("z", "target"))
    ]
    task = fit("status", examples)
    assert task.labels == ("actor", "none", "target")
    assert [task.best({letter: 1.0}) for letter in "xyz"] == ["none", "actor", "target"]


def test_alternatives_of_one_choice_compete() -> None:
    last = {"nobody": 1.0}
    near, far = {"near": 1.0, "told": 1.0}, {"far": 1.0, "told": 1.0}
    examples = [
        (traits, label, number)
        for number in range(8)
        for traits, label in (
            *((near, "True"), (far, "False"), (last, "False")),  # the near one beats the far
            *((far, "True"), (last, "False")),  # which alone is right
        )
    ]
    task = fit("source", examples)
    scores = [task.scores(traits)[0] for traits in (near, far, last)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[1] + 0.1 > scores[2] + 0.2


def test_a_choice_without_a_right_one_teaches_nothing() -> None:
    assert fit("source", [({"near": 1.0}, "False", 0), ({"nobody": 1.0}, "False", 0)]).weights == {}


def test_the_threshold_is_found_on_articles_not_seen() -> None:
    examples = [({"a": 1.0}, "True", i) for i in range(10)] + [({"b": 1.0}, "False", i) for i in range(10)]
    cut = best_threshold("event", examples)
    seen = fit("event", examples)
    assert seen.probability({"b": 1.0}) < cut <= seen.probability({"a": 1.0}) + 0.1


def test_gold_of_one_kind_still_gives_a_model(facts_of: Callable[..., ArticleFacts], gold: Gold) -> None:
    quiet: list[tuple[ArticleFacts, Sequence[Row]]] = [(facts, []) for facts, _ in gold[:3]]
    model = train(quiet, folds=2)
    assert model.tasks["event"].probability({"ok.strong": 1.0}) < 0.01


def test_calibration_error_is_the_gap_between_chance_and_truth() -> None:
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(0.9, False), (0.9, False)]) == pytest.approx(0.9)
    assert calibration_error([(0.05, False), (1.0, True)]) == pytest.approx(0.025)
    assert calibration_error([]) == 0.0
