"""An incident as its claims side by side: one record a row of the table events, with all that the page shows of it.

In: the tables of a release. Out: for each incident its claims in the order of publication, revisions and links. A row of
a copied article names the row it repeats (`copy_of`), by the rule of linking, so that copies fold under their origin;
`voice` numbers the independent sources of the incident.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.explorer.groups import ROW, Groups
from pipeline.explorer.reading import Release, rows_of
from pipeline.explorer.segments import Mark, Segment, segments, within
from pipeline.explorer.sentences import Sentences
from pipeline.incidents.copied_rows import copied_events, spoken_events
from pipeline.incidents.rows import texts, voices

Row = dict[str, Any]
CHILDREN = ("casualties", "locations", "sources")
_SAME = (
    "event_id article_id status is_aggregate claim claim_text sub_event_type date_start date_end date_jalali"
    " date_not_after date_precision date_basis date_text date_flags time_text actor_text actor_name actor_code"
    " target_text target_name target_code location_text location_name country geo_precision source_text source_name"
    " source_code source_type source_chain weapons published_at outlet title confidence"
).split()
_FIGURE = "kind low high is_vague qualifier casualties_text victim_code term framing".split()
_SUMMARY = (
    "reconciliation_rule killed_low_by killed_high_by injured_low_by injured_high_by denied_by source_types"
    " first_published last_published admin1"
).split()
_REVISION = "published_at source_name kind low high change event_id".split()
ENDS = ("event_id", "other_event_id")
_LINK = "event_id other_event_id decision bits reasons".split()


def copies_of(articles: pd.DataFrame) -> dict[str, str]:
    """Article → the article it copies."""
    pairs = zip(texts(articles["article_id"]), texts(articles["near_duplicate_of"]), strict=True)
    return {str(copy): str(first) for copy, first in pairs if first is not None}


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks: by the number of an event row its independent source, as linking counts them; and copy → its origin."""

    of_row: Sequence[str]
    copied: Mapping[str, str]


def voices_of(release: Release) -> Voices:
    """The voices of all event rows."""
    events, articles = release.tables["events"], release.tables["articles"]
    original = copies_of(articles)
    spoken = voices(spoken_events(events, articles, original), original)
    return Voices([str(voice) for voice in spoken], copied_events(events, original))


def claims_by_incident(
    events: Mapping[str, Sequence[Row]], figures: Mapping[str, Sequence[Row]], sentences: Sentences, speak: Voices
) -> dict[str, list[Row]]:
    """incident_id → its claims in the order of publication, undated last; `events` by incident, `figures` by event."""
    return {incident: _claims(rows, figures, sentences, speak) for incident, rows in events.items()}


def _claims(
    rows: Sequence[Row], figures: Mapping[str, Sequence[Row]], sentences: Sentences, speak: Voices
) -> list[Row]:
    ordered = sorted(rows, key=lambda row: (row["published_at"] is None, row["published_at"] or "", row["event_id"]))
    told = {row["event_id"] for row in ordered}
    numbers: dict[str, int] = {}
    for row in ordered:  # copies have no voice of their own, so they number none
        if row["event_id"] not in speak.copied:
            numbers.setdefault(speak.of_row[row[ROW]], len(numbers) + 1)
    claims = []
    for row in ordered:
        origin = speak.copied.get(row["event_id"])
        claim = {
            **{name: row[name] for name in _SAME},
            "figures": [
                _without_nulls({name: each[name] for name in _FIGURE}) for each in figures.get(row["event_id"], ())
            ],
            "sentence": sentences.of(row[ROW]),
            "copy_of": origin if origin in told else None,
            "is_copy": origin is not None,
            "voice": numbers.get(speak.of_row[row[ROW]]),
        }
        claims.append(_without_nulls(claim))
    return claims


def sentence_of(event: Row, marks: Sequence[Mark]) -> list[Segment]:
    """The event's evidence as marked text; `marks` are those of the row in its article."""
    return segments(event["evidence_text"] or "", within(marks, event["evidence_start"], event["evidence_end"]))


class Links:
    """The links of event rows, by the incidents of their two ends."""

    def __init__(self, release: Release) -> None:
        self._frame, events = release.tables["links"], release.tables["events"]
        self._ends = [Groups(self._frame, name) for name in ENDS]
        linked = set().union(*(self._frame[name] for name in ENDS))
        pairs = zip(texts(events["event_id"]), texts(events["incident_id"]), strict=True)
        self._incident = {event: incident for event, incident in pairs if event in linked and incident is not None}
        ends = (map(self._incident.get, self._frame[name]) for name in ENDS)
        self.incidents = list(zip(*ends, strict=True))  # of both ends of each link

    def numbers(self, events: Sequence[str]) -> list[int]:
        """Numbers of the links of these rows, in the order of the table."""
        numbers: list[int] = np.unique(np.concatenate([ends.positions(events) for ends in self._ends])).tolist()
        return numbers

    def of(self, events: Sequence[str]) -> dict[str, list[Row]]:
        """incident_id → the links of its rows in the order of the table, with the incident of the other end."""
        found: dict[str, list[Row]] = {}
        for link in rows_of(self._frame.iloc[self.numbers(events)]):
            ends = [self._incident.get(link[name]) for name in ENDS]
            for incident in dict.fromkeys(end for end in ends if end is not None):
                other = ends[1] if ends[0] == incident else ends[0]
                found.setdefault(incident, []).append({name: link[name] for name in _LINK} | {"incident": other})
        return found


def incident_records(
    incidents: Sequence[Row],
    claims: Mapping[str, list[Row]],
    revisions: Mapping[str, Sequence[Row]],
    linked: Mapping[str, Sequence[Row]],
) -> list[Row]:
    """One record an incident, in their order: its summary, claims, revisions and the links of its rows."""
    return [
        {
            **_without_nulls({name: row[name] for name in _SUMMARY}),
            "claims": claims.get(row["incident_id"], []),
            "revisions": [
                _without_nulls({name: each[name] for name in _REVISION})
                for each in sorted(
                    revisions.get(row["incident_id"], []),
                    key=lambda each: (each["kind"], each["published_at"] is None, each["published_at"] or ""),
                )
            ],
            "links": [
                _without_nulls(each)
                for each in sorted(
                    linked.get(row["incident_id"], []), key=lambda each: (-(each["bits"] or 99), each["event_id"])
                )
            ],
        }
        for row in incidents
    ]


def _without_nulls(row: Row) -> Row:
    """The row without what is missing, empty lists and false flags, which the script takes for granted."""
    return {name: value for name, value in row.items() if value is not None and value is not False and value != []}
