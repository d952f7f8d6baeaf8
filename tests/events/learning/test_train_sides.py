"""What gold teaches about sides: which code of which phrase is right, and when nobody is."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.events.facts import ArticleFacts
from pipeline.events.learning.train_sides import fit_side, side_examples
from pipeline.events.model import default_model
from pipeline.events.sides.features import NOBODY

Read = Callable[..., ArticleFacts]
TEXT = "ارتش ترکیه به روستاییان در کابل حمله کرد"


def gold(**sides: Any) -> dict[str, Any]:
    return {
        "quote": TEXT, "also": [], "sub_event_type": "Attack", "status": "happened",
        "locations": [{"text": "کابل", "country": "AFG"}], "actor": None, "target": None, **sides,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "side", "right"),
    [
        (gold(actor={"text": "ارتش ترکیه", "code": "TUR-MIL"}), "actor", {"as=MIL>MIL.body", "lie=abroad.MIL"}),
        (gold(target={"text": None, "code": "AFG-CIV"}), "target", {"lie=here.CIV"}),
        (gold(target={"text": None, "code": "AFG-POL"}), "target", {"implied=POL.place"}),
        (gold(), "target", {NOBODY, "none.kind=Attack"}),
        (gold(target={"text": "کوهنوردان", "code": "NPL-CIV"}), "target", {NOBODY}),
    ],
)
def test_the_code_that_gold_has_is_right_and_nobody_where_none_bears_it(
    facts_of: Read, row: dict[str, Any], side: str, right: set[str]
) -> None:
    examples = side_examples(facts_of(TEXT), [row], 0, default_model())[side]
    chosen = [features for features, label, _ in examples if label == "True"]
    assert chosen
    assert all(any(name in features for features in chosen) for name in right)
    assert (NOBODY in chosen[-1]) == (NOBODY in right)
    assert NOBODY in examples[-1][0]


def test_what_is_right_weighs_more(facts_of: Read) -> None:
    rows = [gold(actor={"text": "ارتش ترکیه", "code": "TUR-MIL"})]
    task = fit_side(
        [e for number in range(20) for e in side_examples(facts_of(TEXT), rows, number, default_model())["actor"]]
    )
    assert task.weights["lie=abroad.MIL"][0] > 0 > task.weights[NOBODY][0]
