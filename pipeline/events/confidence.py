"""Confidence: how likely a row is to tell a happening that a careful reader would code, from its source or another.

In: a group of drafts, the leading one first. Out: features of the `confidence` task, which `train` fits on rows of
models blind to their article: the probability means the share of such rows that gold confirms.
"""

import math
from collections.abc import Sequence

from pipeline.events.drafts import Draft

_EDGE = 0.001


def confidence_features(group: Sequence[Draft]) -> dict[str, float]:
    """The chance of the leading sentence, how often the happening is told, which parts of the row are filled."""
    lead = group[0]
    chance = min(max(lead.score, _EDGE), 1 - _EDGE)
    best = min(max(max(draft.score for draft in group), _EDGE), 1 - _EDGE)
    filled = {
        "figures": any(not figure.is_vague for figure in lead.casualties),
        "place": bool(lead.places), "time": lead.time is not None, "source": lead.source is not None,
        "sides": lead.actor is not None and lead.target is not None, "aggregate": lead.is_aggregate,
        "happened": lead.status == "happened", "alone": len(group) == 1,
    }  # fmt: skip
    odds = {"chance": math.log(chance / (1 - chance)), "best": math.log(best / (1 - best))}
    return {**odds, **{name: 1.0 for name, told in filled.items() if told}}
