"""Models set by hand, so that what is tested does not move when the shipped weights are learned anew."""

from collections.abc import Callable, Mapping

import pytest

from pipeline.events.model import Model, Task

Weights = Mapping[str, float]


@pytest.fixture
def decide() -> Callable[[float, Weights], Task]:
    """Makes a yes-or-no task of a bias and weights."""

    def make(bias: float, weights: Weights | None = None, threshold: float = 0.5) -> Task:
        return Task(("True",), (bias,), {name: (weight,) for name, weight in (weights or {}).items()}, threshold)

    return make


@pytest.fixture
def plain_model(decide: Callable[..., Task]) -> Model:
    """Every act word is an event, sentences stay whole, roles follow the grammar's first reading, nothing merges."""
    codes = {
        "as.first=True": 9.0,
        "why=owner": 9.0,
        "why=place": 6.0,
        "why=story": 3.0,
        "why=told": 3.0,
        "why=none": 3.0,
        "implied": -9.0,
    }
    reads = {
        side: decide(0.0, {f"best={side}.False": 9.0, f"best={side}.True": 9.0, "none": 20.0, **codes})
        for side in ("actor", "target")
    }
    return Model(
        {
            "event": decide(2.0),
            "confidence": decide(0.0, {"chance": 1.0}),
            "merge": decide(-5.0),
            "aggregate": decide(-5.0),
            "place": decide(0.0, {"away=0.fine": 9.0, "away=0.coarse": 9.0, "name=True": -9.0, "nowhere": 5.0}),
            "time": decide(0.0, {"own.part=in": 9.0, "undated": 1.0}),
            "source": decide(0.0),
            **reads,
            "status": Task(("happened", "planned"), (1.0, 0.0), {"verb.future": (0.0, 3.0)}),
            "sub_event_type": Task(
                ("Armed clash", "Arrests", "Remote explosive/landmine/IED"),
                (0.5, 0.0, 0.0),
                {"anchor.type=Arrests": (0.0, 3.0, 0.0), "anchor.type=Remote explosive/landmine/IED": (0.0, 0.0, 3.0)},
            ),
        }
    )
