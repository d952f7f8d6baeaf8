"""The days of a row: which of its drafts' dates it takes.

In: a group of drafts (the most informative first), the article's facts. Out: one `TimeMention` or None.
"""

from collections.abc import Sequence

from pipeline.dates import TimeMention
from pipeline.events.drafts import Draft
from pipeline.events.facts import ArticleFacts
from pipeline.events.open_days import until_now


def choose_day(facts: ArticleFacts, group: Sequence[Draft]) -> TimeMention | None:
    """The first draft's date, or the next that has one; a day told of the happening goes before a month or a week.

    A total's period is no looser telling of a day: there the first draft's date stays.
    """
    told = [draft.time for draft in group if draft.time is not None]
    dated = [time for time in told if time.date_start is not None]
    if not dated:
        return told[0] if told else None
    if group[0].is_aggregate:
        return until_now(facts, dated[0])
    return min(dated, key=lambda time: time.date_precision != "day")
