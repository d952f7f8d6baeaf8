"""Training: gold articles → the weights of every decision, deterministically.

In: gold articles with their facts and rows. Out: a `Model`. Whether a sentence tells an event, its type, status and sum,
which drafts are one and how sure a row is are logistic regressions over the features that extraction itself computes;
place, time, source and both sides are choices among competing alternatives (learning/choice_fit.py). Thresholds are those
that serve rows best on held-out folds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from pipeline.dates.mention import TimeMention
from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.acts.detection import Detection
from pipeline.events.acts.features import article_features, sentence_features
from pipeline.events.confidence import confidence_features
from pipeline.events.drafts import Draft, is_candidate, make_drafts
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.learning.choice_fit import fit_choice
from pipeline.events.learning.encode import Example, encode
from pipeline.events.learning.labels import Row, is_place, is_source, is_time, quote_home, rows_told, same_words
from pipeline.events.learning.thresholds import EVENT_GRID, best_cut, choose_thresholds, matched
from pipeline.events.learning.train_sides import fit_side, parts_told, side_examples
from pipeline.events.merging.merge import Pairs
from pipeline.events.merging.sameness import merge_features, see_drafts
from pipeline.events.model import Model, Task, kept_weights
from pipeline.events.places.attach import place_choices
from pipeline.events.places.nowhere import NOWHERE
from pipeline.events.sides.choose import SIDES
from pipeline.events.sources.attach import NOBODY, source_choices
from pipeline.events.times.attach import UNDATED, Before, time_choices
from pipeline.events.types.features import Story, status_features, sum_features, type_features

Gold = Sequence[tuple[ArticleFacts, Sequence[Row]]]
FOLDS = 5
STRENGTH = {
    "event": 0.2,
    "sub_event_type": 0.3,
    "status": 0.3,
    "aggregate": 0.3,
    "place": 0.2,
    "time": 0.1,
    "source": 0.2,
    "merge": 0.08,
    "confidence": 0.1,
}
# Tasks that weigh words: one that stands in fewer articles is left out.
WORDED, WORD_ARTICLES = ("event", "sub_event_type", "status", "aggregate"), 4
# What an example of an event says and how much it weighs. A sentence that only repeats a row told elsewhere is an event
# too, but one that costs no row where it is missed. Each sentence is read once more as if it stood alone, so that posts
# and headlines of one sentence are judged as well as articles: what repeats a row there is a row.
REPEATED, ALONE, NONE_ALONE = "Repeated", "Alone", "None alone"
WEIGHED = {REPEATED: ("True", 0.4), ALONE: ("True", 0.3), NONE_ALONE: ("False", 0.3)}
# Tasks whose alternatives compete, with the feature of the last of them.
CHOICES = {"place": NOWHERE, "source": NOBODY, "time": UNDATED}


@dataclass
class Examples:
    """Labelled examples by task: features, label, and the article's number for folding."""

    by_task: dict[str, list[Example]] = field(default_factory=dict)

    def add(self, task: str, features: dict[str, float], label: object, article: int) -> None:
        """One example; labels are kept as text."""
        self.by_task.setdefault(task, []).append((features, str(label), article))


def gather(articles: Gold) -> Examples:
    """Examples of every task but sides, merging and confidence, which need what others decided."""
    found = Examples()
    for number, (facts, rows) in enumerate(articles):
        shared, detection = article_features(facts), Detection(facts)
        story = Story(facts)
        before: Before | None = None
        for sentence in facts.sentences:
            if not is_candidate(sentence):
                continue
            features = sentence_features(facts, sentence, shared)
            mine = [rows[i] for i in rows_told(facts, sentence, rows)]
            home = any(quote_home(facts, sentence, row) for row in rows)
            label = REPEATED if mine and not home else bool(mine)
            found.add("event", detection.features(sentence, features), label, number)
            found.add("event", _alone(facts, sentence), ALONE if mine else NONE_ALONE, number)
            if mine:
                before = _add_kinds(found, story, sentence, rows, shared, number, before)
            for row in mine[:1]:
                anchor = choose_anchor(sentence)
                for one, traits in source_choices(facts, sentence, anchor):
                    right = is_source(one.speaker, row) if one else not (row.get("source") or {}).get("text")
                    found.add("source", traits, right, number)
    return found


def _alone(facts: ArticleFacts, sentence: Sentence) -> dict[str, float]:
    """The features of a sentence as if the article had no other."""
    only = replace(sentence, index=0)
    article = replace(facts, sentences=[only])
    return Detection(article).features(only, sentence_features(article, only, article_features(article)))


def _add_kinds(
    found: Examples, story: Story, sentence: Sentence, rows: Sequence[Row], shared: dict[str, float], number: int,
    before: Before | None,
) -> Before | None:  # fmt: skip
    """Places, date, type, status and sum of each part of a sentence that tells gold rows of its own; the last part's date."""
    facts = story.facts
    for part in parts_told(facts, sentence, rows):
        mine = [rows[i] for i in rows_told(facts, part, rows)]
        if not mine:
            continue
        features = sentence_features(facts, part, shared)
        add_places(found, facts, part, mine, number)
        dated = add_time(found, facts, part, mine, number, before)
        before = Before(part, dated)
        found.add("sub_event_type", type_features(story, part, features), mine[0]["sub_event_type"], number)
        standing = status_features(story, part, features, dated)
        found.add("status", standing, mine[0]["status"], number)
        found.add("aggregate", sum_features(story, part, standing), bool(mine[0]["aggregate"]), number)
    return before


def add_places(found: Examples, facts: ArticleFacts, part: Sentence, mine: Sequence[Row], number: int) -> None:
    """The choice of a place for a part that tells gold rows; nowhere is right where no candidate is gold's."""
    choices = place_choices(facts, part, choose_anchor(part))
    right = [place is not None and any(is_place(place, row) for row in mine) for _, place, _ in choices]
    for (_, place, traits), is_right in zip(choices, right, strict=True):
        found.add("place", traits, is_right or (place is None and not any(right)), number)


def add_time(
    found: Examples, facts: ArticleFacts, part: Sentence, mine: Sequence[Row], number: int, before: Before | None
) -> TimeMention | None:
    """The choice of a date for a part that tells gold rows, after the right choice of the part before; the right date.

    Where no candidate has gold's day, the one of gold's words is right: it was the right one to read, whatever its value.
    A row whose date is among no candidates teaches nothing.
    """
    choices = time_choices(facts, part, choose_anchor(part), before)
    right = [time is not None and any(is_time(time, row) for row in mine) for time, _ in choices]
    if not any(right):
        right = [t is not None and any(same_words(row.get("date_text"), t.text) for row in mine) for t, _ in choices]
    undated = not any(row.get("date_start") for row in mine)
    for (time, traits), is_right in zip(choices, right, strict=True):
        found.add("time", traits, is_right or (time is None and undated and not any(right)), number)
    return next((time for (time, _), is_right in zip(choices, right, strict=True) if is_right), None)


def gather_merges(articles: Gold, drafted: Sequence[list[Draft]]) -> Examples:
    """Pairs of drafts, labelled by whether one gold row holds both; drafts come from models blind to the article."""
    found = Examples()
    for number, (facts, rows) in enumerate(articles):
        views = see_drafts(facts, drafted[number])
        told = [(v, r) for v in views if (r := set(rows_told(facts, v.draft.sentence, rows)))]
        for j, (later, b) in enumerate(told):
            for earlier, a in told[:j]:
                found.add("merge", merge_features(earlier, later), bool(a & b), number)
    return found


def fit(task: str, examples: Sequence[Example]) -> Task:
    """One task's weights; labels sorted, a lone label gives a constant."""
    if task in SIDES:
        return fit_side(examples)
    if task in CHOICES:
        return fit_choice(examples, CHOICES[task], STRENGTH[task])
    weights = np.array([WEIGHED[label][1] if label in WEIGHED else 1.0 for _, label, _ in examples])
    examples = [
        (traits, WEIGHED[label][0] if label in WEIGHED else label, number) for traits, label, number in examples
    ]
    labels = sorted({label for _, label, _ in examples})
    binary = set(labels) <= {"True", "False"}
    if len(labels) < 2:
        return Task(("True",) if binary else tuple(labels), (9.0 if labels and labels != ["False"] else -9.0,), {})
    matrix, names = encode(examples, WORD_ARTICLES if task in WORDED else 2)
    wanted = np.array([label for _, label, _ in examples])
    solvers = [
        LogisticRegression(C=STRENGTH[task], max_iter=300, solver="liblinear").fit(matrix, wanted == label, weights)
        for label in (["True"] if binary else labels)
    ]
    rows = np.vstack([solver.coef_[0] for solver in solvers])
    return Task(
        ("True",) if binary else tuple(labels), tuple(float(solver.intercept_[0]) for solver in solvers),
        {name: tuple(float(w) for w in rows[:, i]) for i, name in enumerate(names)},
    )  # fmt: skip


def held_out_chances(
    examples: Sequence[Example], folds: int = FOLDS, task: str = "confidence"
) -> list[tuple[float, bool]]:
    """The chance of yes and the truth of each example, by weights fitted on the other folds."""
    chances = []
    for fold in range(folds):
        held = [e for e in examples if e[2] % folds == fold]
        seen = [e for e in examples if e[2] % folds != fold]
        if held and seen:
            fitted = fit(task, seen)
            chances += [(fitted.probability(features), label == "True") for features, label, _ in held]
    return chances


def calibration_error(chances: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: |mean chance - share of yes| over bins of equal width, weighted by their size."""
    error = 0.0
    for edge in range(bins):
        inside = [(p, yes) for p, yes in chances if min(int(p * bins), bins - 1) == edge]
        error += abs(sum(p - yes for p, yes in inside))
    return error / len(chances) if chances else 0.0


def best_threshold(task: str, examples: Sequence[Example], folds: int = FOLDS) -> float:
    """The probability above which saying yes serves F1 best, found on folds the weights did not see."""
    return best_cut(held_out_chances(examples, folds, task))


def _fit_all(examples: Mapping[str, Sequence[Example]], thresholds: Mapping[str, float]) -> dict[str, Task]:
    tasks = {}
    for name in sorted(examples):
        task = fit(name, examples[name])
        tasks[name] = Task(task.labels, task.biases, task.weights, thresholds.get(name, 0.5))
    return tasks


def train(articles: Gold, folds: int = FOLDS, also: Gold = ()) -> Model:
    """A model of all tasks from gold articles; thresholds come from models blind to the article they judge.

    Articles of `also` teach, but thresholds and confidence look at `articles` alone where there are any: invented or
    picked ones hold more or fewer events than news does. One thread: sums of several come in another order each time.
    """
    with threadpool_limits(1):
        return _train([*articles, *also], folds, len(articles) or len(also))


def _train(articles: Gold, folds: int, judged: int) -> Model:
    """Train on all articles; the first `judged` ones set thresholds and confidence."""
    gathered = gather(articles).by_task
    examples = {name: gathered.get(name, []) for name in STRENGTH if name not in ("merge", "confidence")}
    thresholds = {"aggregate": best_threshold("aggregate", examples["aggregate"])}
    loose = {**thresholds, "event": EVENT_GRID[0]}
    blind = _blind(examples, loose, folds)
    sides: dict[str, list[Example]] = {side: [] for side in SIDES}
    for number, (facts, rows) in enumerate(articles):
        for side, found in side_examples(facts, rows, number, blind[number % folds]).items():
            sides[side] += found
    blind = [Model({**one.tasks, **other.tasks}) for one, other in zip(blind, _blind(sides, {}, folds), strict=True)]
    examples.update(sides)
    drafted = [make_drafts(facts, blind[number % folds]) for number, (facts, _) in enumerate(articles)]
    pairs = gather_merges(articles, drafted).by_task.get("merge", [])
    merges = [fit("merge", [e for e in pairs if e[2] % folds != fold]) for fold in range(folds)]
    told = _told(articles, drafted)[:judged]
    likeness = [
        Pairs(facts, drafted[number], merges[number % folds]) for number, (facts, _) in enumerate(articles[:judged])
    ]
    gold = [rows for _, rows in articles[:judged]]
    thresholds["event"], thresholds["merge"] = choose_thresholds(likeness, told, gold)
    judged_rows = _judged_rows(likeness, told, thresholds)
    held_out = {
        "rows": len(judged_rows),
        "calibration_error": round(calibration_error(held_out_chances(judged_rows, folds)), 4),
    }
    return Model(_fit_all({**examples, "merge": pairs, "confidence": judged_rows}, thresholds), held_out)


def _blind(examples: Mapping[str, Sequence[Example]], thresholds: Mapping[str, float], folds: int) -> list[Model]:
    """For each fold a model that has not seen its articles."""
    return [
        Model(_fit_all({n: [e for e in es if e[2] % folds != fold] for n, es in examples.items()}, thresholds))
        for fold in range(folds)
    ]


def _told(articles: Gold, drafted: Sequence[list[Draft]]) -> list[dict[int, list[int]]]:
    """For each article, by draft, the gold rows that its sentence tells."""
    return [
        {id(draft): rows_told(facts, draft.sentence, rows) for draft in drafts}
        for (facts, rows), drafts in zip(articles, drafted, strict=True)
    ]


def _judged_rows(
    likeness: Sequence[Pairs], told: Sequence[Mapping[int, list[int]]], thresholds: Mapping[str, float]
) -> list[Example]:
    """The rows of blind models at the chosen thresholds, and whether gold confirms each: what confidence learns."""
    found = []
    for number, pairs in enumerate(likeness):
        groups = pairs.group(thresholds["merge"], thresholds["event"])
        for group, row in zip(groups, matched(groups, told[number]), strict=True):
            found.append((confidence_features(group), str(row is not None), number))
    return found


def report(model: Model) -> dict[str, Any]:
    """Sizes of the model's tasks as they are written, for its card."""
    return {
        name: {"labels": len(t.labels), "features": len(kept_weights(t.weights)), "threshold": t.threshold}
        for name, t in model.tasks.items()
    }
