"""The timeline as it was known on a day: incidents from what had been published by then.

In: linked tables (events carry incident_id, articles near_duplicate_of) and a day. Out: the table incidents over the
rows published up to the end of that day, with the ids of the full linking, so that one incident can be followed from
day to day. Rows without a publication time are left out: nobody can say when they were known.
"""

import datetime

import pandas as pd

from pipeline.incidents.assemble import assemble
from pipeline.incidents.claims import read_claims
from pipeline.incidents.copied_rows import copied_events, spoken_events
from pipeline.incidents.reconcile import Rule
from pipeline.incidents.rows import sorted_events, texts, voices


def as_of(
    articles: pd.DataFrame,
    events: pd.DataFrame,
    casualties: pd.DataFrame,
    day: datetime.date | None,
    *,
    rule: Rule = "representative",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables incidents and revisions as known at the end of `day`; both empty where nothing was published yet.

    Without a day, of all rows: to reconcile them by another rule.
    """
    known = events = sorted_events(events)
    if day is not None:
        end = pd.Timestamp(day) + pd.Timedelta(days=1)
        known = events[events["published_at"] < end].reset_index(drop=True)
    original = {
        str(copy): str(first)
        for copy, first in zip(texts(articles["article_id"]), texts(articles["near_duplicate_of"]), strict=True)
        if first is not None
    }
    copies = set(copied_events(events, original))
    spoken = spoken_events(known, articles, original)
    voice = voices(spoken, original)
    told = casualties[casualties["event_id"].isin(known["event_id"])]
    return assemble(known, read_claims(known, told, voice, copies), voice, copies, rule)
