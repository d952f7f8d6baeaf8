"""The sub-event type of a row: the likeliest over all its tellings.

In: a group of drafts (the most informative first). Out: a type.
"""

from collections.abc import Sequence

from pipeline.events.drafts import Draft

_FIRST = 3.0  # what the telling that the row rests on weighs, against one of each other


def choose_kind(group: Sequence[Draft]) -> str:
    """The type of the greatest chance, added up over the tellings; the first draft's where two are equal."""
    chances = {group[0].sub_event_type: 0.0}
    for at, draft in enumerate(group):
        for kind, chance in draft.kinds.items():
            chances[kind] = chances.get(kind, 0.0) + chance * (1.0 if at else _FIRST)
    return max(chances, key=lambda kind: chances[kind])
