"""An incident as its claims side by side: one record a row of the table events, with all that the page shows of it.

In: the tables of a release. Out: for each incident its claims in the order of publication, revisions and links. A row of
a copied article names the row it repeats (`copy_of`), by the rule of linking, so that copies fold under their origin;
`voice` numbers the independent sources of the incident.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.explorer.reading import Release, grouped, rows_of
from pipeline.explorer.segments import Mark, Segment, segments, within
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
_LINK = "event_id other_event_id decision bits reasons".split()


def children_of(release: Release) -> dict[str, dict[str, list[Row]]]:
    """The child rows of the events: table → event_id → rows."""
    return {name: grouped(rows_of(release.tables[name]), "event_id") for name in CHILDREN}


def copies_of(articles: pd.DataFrame) -> dict[str, str]:
    """Article → the article it copies."""
    pairs = zip(texts(articles["article_id"]), texts(articles["near_duplicate_of"]), strict=True)
    return {str(copy): str(first) for copy, first in pairs if first is not None}


def voice_of_rows(release: Release) -> dict[str, str]:
    """event_id → the name of its independent source, as linking counts them."""
    articles, original = release.tables["articles"], copies_of(release.tables["articles"])
    spoken = spoken_events(release.tables["events"], articles, original)
    return dict(zip(map(str, spoken["event_id"]), map(str, voices(spoken, original)), strict=True))


def claims_by_incident(
    release: Release,
    events: Sequence[Row],
    children: Mapping[str, Mapping[str, Sequence[Row]]],
    sentences: Mapping[str, Sequence[Segment]],
) -> dict[str, list[Row]]:
    """incident_id → its claims in the order of publication, undated last; `sentences` by event, marked."""
    copied = copied_events(release.tables["events"], copies_of(release.tables["articles"]))
    voice = voice_of_rows(release)
    found: dict[str, list[Row]] = {}
    for incident, rows in grouped(list(events), "incident_id").items():
        ordered = sorted(
            rows, key=lambda row: (row["published_at"] is None, row["published_at"] or "", row["event_id"])
        )
        told = [row["event_id"] for row in ordered]
        numbers: dict[str, int] = {}
        for event in told:  # copies have no voice of their own, so they number none
            if event not in copied:
                numbers.setdefault(voice[event], len(numbers) + 1)
        claims = [_claim(row, children["casualties"], sentences) for row in ordered]
        for claim in claims:
            event = claim["event_id"]
            claim["copy_of"] = copied.get(event) if copied.get(event) in told else None
            claim["is_copy"] = event in copied
            claim["voice"] = numbers.get(voice[event])
        found[incident] = [_without_nulls(claim) for claim in claims]
    return found


def sentence_of(event: Row, marks: Sequence[Mark]) -> list[Segment]:
    """The event's evidence as marked text; `marks` are those of the row in its article."""
    return segments(event["evidence_text"] or "", within(marks, event["evidence_start"], event["evidence_end"]))


def _claim(event: Row, figures: Mapping[str, Sequence[Row]], sentences: Mapping[str, Sequence[Segment]]) -> Row:
    mine = figures.get(event["event_id"], ())
    return {
        **{name: event[name] for name in _SAME},
        "figures": [_without_nulls({name: row[name] for name in _FIGURE}) for row in mine],
        "sentence": sentences.get(event["event_id"], []),
    }


def incident_records(release: Release, incidents: Sequence[Row], claims: Mapping[str, list[Row]]) -> list[Row]:
    """One record an incident, in the order of the table: its summary, claims, revisions and the links of its rows."""
    revisions = grouped(rows_of(release.tables["revisions"]), "incident_id")
    links = rows_of(release.tables["links"])
    of_event = {claim["event_id"]: incident for incident, rows in claims.items() for claim in rows}
    linked: dict[str, list[Row]] = {}
    for link in links:
        ends = [of_event.get(link[name]) for name in ("event_id", "other_event_id")]
        for incident in dict.fromkeys(end for end in ends if end is not None):
            other = ends[1] if ends[0] == incident else ends[0]
            linked.setdefault(incident, []).append({name: link[name] for name in _LINK} | {"incident": other})
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
