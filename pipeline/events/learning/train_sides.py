"""Learning sides: gold rows → examples of who acts and who suffers, and the weights of both choices.

In: an article's facts and gold rows. Out: for actor and target the candidates of each sentence, or part of one, that
tells a row, labelled; a `Task` for each side. Nobody is right where no candidate is.
"""

from collections.abc import Sequence

from pipeline.events.acts.clauses import cut_sentence, find_cuts
from pipeline.events.acts.features import article_features, sentence_features
from pipeline.events.drafts import draft_part, frame_of_draft, is_candidate
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.learning.choice_fit import fit_choice
from pipeline.events.learning.encode import Example
from pipeline.events.learning.labels import Row, actor_label, rows_told, same_words, spans_of
from pipeline.events.model import Model, Task
from pipeline.events.sides.attach import Side, Sides
from pipeline.events.sides.choose import SIDES
from pipeline.events.sides.features import NOBODY
from pipeline.events.times.attach import Before
from pipeline.events.types.features import Story

STRENGTH = 0.1


def side_examples(facts: ArticleFacts, rows: Sequence[Row], number: int, model: Model) -> dict[str, list[Example]]:
    """Labelled candidates by side, those of one choice together, nobody last; `number` is the article's, for folds.

    Type, status and places are those that `model`, blind to the article, decides: sides meet them as they will be, not
    as they should be.
    """
    found: dict[str, list[Example]] = {side: [] for side in SIDES}
    sides, story = Sides(facts), Story(facts)
    shared = article_features(facts)
    before: Before | None = None
    for sentence in facts.sentences:
        if not is_candidate(sentence) or not rows_told(facts, sentence, rows):
            continue
        for part in parts_told(facts, sentence, rows):
            told = rows_told(facts, part, rows)
            if not told:
                continue
            row = max((rows[index] for index in told), key=lambda r: _overlap(facts, part, r))
            draft = draft_part(story, part, 1.0, sentence_features(facts, part, shared), model, before)
            before = Before(part, draft.time)
            choices = sides.choices(part, draft.trigger, frame_of_draft(facts, draft))
            for side in SIDES:
                found[side] += _labelled(choices, side, row, number)
    return found


def _labelled(choices: Sequence[Side], side: str, row: Row, number: int) -> list[Example]:
    """Each code of each candidate as an example, nobody last.

    Right is gold's code, borne by the phrase that gold names where one does; else any code of that phrase; else nobody.
    """
    gold = row.get(side) or {}
    wanted = gold.get("code")
    options = [(choice, code) for choice in choices[:-1] for code in choice.codes]
    alike = [wanted is not None and code.text == wanted for _, code in options]
    told = [
        actor_label(c.actor, row) == side and same_words(gold.get("text"), c.actor.text) if c.actor else False
        for c, _ in options
    ]
    both = [a and b for a, b in zip(alike, told, strict=True)]
    right = next((r for r in (both, alike, told) if any(r)), alike)
    found: list[Example] = [
        ({**choice.features, **dict.fromkeys(code.features, 1.0)}, str(yes), number)
        for (choice, code), yes in zip(options, right, strict=True)
    ]
    return [*found, (choices[-1].features, str(not any(right)), number)]


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


def fit_side(examples: Sequence[Example]) -> Task:
    """Weights of one side's choice."""
    return fit_choice(examples, NOBODY, STRENGTH)
