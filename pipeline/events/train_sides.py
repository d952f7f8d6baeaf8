"""Learning sides: gold rows → examples of who acts and who suffers, and the weights of both choices.

In: an article's facts and gold rows. Out: for actor and target the candidates of each sentence, or part of one, that
tells a row, labelled; a `Task` for each side. Nobody is right where no candidate is.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.events.anchors import choose_anchor
from pipeline.events.attach_actor import NOBODY, Sides
from pipeline.events.choice_fit import fit_choice
from pipeline.events.clauses import cut_sentence, find_cuts
from pipeline.events.drafts import is_candidate
from pipeline.events.encode import Example
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.labels import Row, actor_label, rows_told, spans_of
from pipeline.events.model import Task
from pipeline.events.sides import SIDES

STRENGTH = 0.1
# A side wrongly named costs a row less than one wrongly left out: F1 over held-out folds is flat here and falls above.
_LEAN = {"actor": 0.0, "target": -0.3}


def side_examples(facts: ArticleFacts, rows: Sequence[Row], number: int) -> dict[str, list[Example]]:
    """Labelled candidates by side, those of one choice together, nobody last; `number` is the article's, for folds."""
    found: dict[str, list[Example]] = {side: [] for side in SIDES}
    sides = Sides(facts)
    for sentence in facts.sentences:
        if not is_candidate(sentence) or not rows_told(facts, sentence, rows):
            continue
        for part in parts_told(facts, sentence, rows):
            told = rows_told(facts, part, rows)
            if not told:
                continue
            row = max((rows[index] for index in told), key=lambda r: _overlap(facts, part, r))
            choices = sides.choices(part, choose_anchor(part))
            labels = [actor_label(choice.actor, row) if choice.actor else NOBODY for choice in choices]
            for side in SIDES:
                right = [label == side for label in labels]
                right[-1] = not any(right)
                found[side] += [(choice.features, str(yes), number) for choice, yes in zip(choices, right, strict=True)]
    return found


def parts_told(facts: ArticleFacts, sentence: Sentence, rows: Sequence[Row]) -> list[Sentence]:
    """The sentence, cut where the parts on both sides tell gold rows of their own."""
    cuts = find_cuts(facts, sentence)
    told = [set(rows_told(facts, part, rows)) for part in cut_sentence(sentence, cuts)]
    kept = [cut for at, cut in enumerate(cuts) if told[at] and told[at + 1] and not told[at] & told[at + 1]]
    return cut_sentence(sentence, kept)


def _overlap(facts: ArticleFacts, part: Sentence, row: Row) -> int:
    """Characters of the row's quote in a part of a sentence; below zero where none is."""
    start, end = facts.folded.span(part.start, part.end)
    spans = spans_of(facts.article.text, [row["quote"]])
    return max((min(b, end) - max(a, start) for a, b in spans), default=-len(facts.article.text))


def fit_side(side: str, examples: Sequence[Example]) -> Task:
    """Weights of one side's choice."""
    task = fit_choice(examples, NOBODY, STRENGTH)
    (nobody,) = task.weights.get(NOBODY, (0.0,))
    return replace(task, weights={**task.weights, NOBODY: (nobody + _LEAN[side],)})
