"""From event rows to incidents: the whole way, as one pure function.

In: the tables articles, events, casualties, locations, sources in any row order. Out: `IncidentTables`. All order is
by content, so that shuffled input gives the same bytes; a `Memo` carried from batch to batch spares components that
did not change, and cannot change the result, because it is keyed by everything that clustering reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.incidents.assemble import assemble
from pipeline.incidents.blocking import candidate_pairs
from pipeline.incidents.claims import read_claims
from pipeline.incidents.cluster import Clusters, Memo, cluster, score_and_forbid
from pipeline.incidents.copied_rows import copied_events, spoken_events
from pipeline.incidents.copies import Written, near_duplicates, originals
from pipeline.incidents.denials import denied_rows
from pipeline.incidents.ids import assign_ids, empty_registry, redirects
from pipeline.incidents.links import link_records
from pipeline.incidents.reconcile import Rule
from pipeline.incidents.rows import Rows, read_rows, sorted_events, texts, voices
from pipeline.schema.tables import as_table
from pipeline.text.shingles import Signatures

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reviewer's word on two rows: whether they tell of one happening."""

    first: str
    second: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class IncidentTables:
    """What linking leaves: events with incident_id, articles with near_duplicate_of, and the tables derived from them.

    `links` has one line per pair that was linked, or narrowly kept apart, with its score in bits and its reasons;
    `near_duplicates` one per article that resembles an earlier one; `registry` carries incident ids to the next run.
    """

    events: pd.DataFrame
    articles: pd.DataFrame
    incidents: pd.DataFrame
    revisions: pd.DataFrame
    links: pd.DataFrame
    near_duplicates: pd.DataFrame
    redirects: pd.DataFrame
    registry: pd.DataFrame


def build_incidents(
    articles: pd.DataFrame,
    events: pd.DataFrame,
    casualties: pd.DataFrame,
    locations: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    rule: Rule = "representative",
    registry: pd.DataFrame | None = None,
    judgements: tuple[Judgement, ...] = (),
    memo: Memo | None = None,
    written: Written | None = None,
    known: Signatures | None = None,
) -> IncidentTables:
    """Link event rows into incidents and reconcile their figures; raises ValueError for a doubled event_id.

    `written` gives the texts of articles where the table has none, `known` their signatures where they were read before.
    """
    duplicates = near_duplicates(articles, events, locations, written, known)
    original = originals(duplicates)
    events = _with_chain(sorted_events(events), sources)
    spoken = spoken_events(events, articles, original)
    voice = voices(spoken, original)
    copied = copied_events(events, original)
    label, links = _linked(read_rows(spoken, casualties, locations, voice), spoken, copied, judgements, memo)
    incident, carried = assign_ids(events, label, empty_registry() if registry is None else registry)
    linked = events.assign(incident_id=pd.Series(incident, index=events.index, dtype="str"))
    claims = read_claims(linked, casualties, voice, set(copied))
    incidents, revisions = assemble(linked, claims, voice, set(copied), rule)
    return IncidentTables(
        events=linked,
        articles=_marked(articles, original),
        incidents=incidents,
        revisions=revisions,
        links=links,
        near_duplicates=duplicates,
        redirects=_redirects(carried, incidents),
        registry=carried,
    )


def _linked(
    rows: Rows, spoken: pd.DataFrame, copied: Mapping[str, str], judgements: tuple[Judgement, ...], memo: Memo | None
) -> tuple[Longs, pd.DataFrame]:
    """The cluster of each row, and the table links.

    The arrays of very many rows are needed here alone, and gone before there are the tables of very many incidents.
    """
    copy_of = _copied_from(rows, copied)
    same, different = _judged(rows, judgements)
    candidates = score_and_forbid(rows, candidate_pairs(rows, copy_of < 0), different)
    clusters = cluster(rows, candidates, different, memo)
    denial_of = denied_rows(rows, spoken, clusters, different)
    label = _joined(clusters, copy_of, denial_of, same)
    return label, link_records(rows, candidates, clusters.how, label, {"copy": copy_of, "denial": denial_of})


def _copied_from(rows: Rows, copied: Mapping[str, str]) -> Longs:
    """The number of the row that each row is a copy of, -1 for one that is none."""
    at = {event: n for n, event in enumerate(rows.event_id.tolist())}
    return np.array([at[copied[event]] if event in copied else -1 for event in at], dtype=np.int64)


def _redirects(registry: pd.DataFrame, incidents: pd.DataFrame) -> pd.DataFrame:
    """The table redirects: merged ids that lead to an incident of today."""
    known = set(incidents["incident_id"])
    leads = sorted((former, now) for former, now in redirects(registry).items() if now in known)
    return as_table("redirects", [{"former_incident_id": former, "incident_id": now} for former, now in leads])


def _with_chain(events: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Events whose source_chain is empty get it from the table sources, which has the same links."""
    if not len(sources):
        return events
    ordered = sources.sort_values(["event_id", "position"], kind="stable")
    chains: dict[str | None, list[str]] = {}
    for event, link in zip(texts(ordered["event_id"]), texts(ordered["source_text"]), strict=True):
        chains.setdefault(event, []).append(str(link))
    told = [
        list(chain) if isinstance(chain, list | tuple | np.ndarray) and len(chain) else chains.get(event, [])
        for event, chain in zip(texts(events["event_id"]), events["source_chain"].tolist(), strict=True)
    ]
    return events.assign(source_chain=pd.Series(told, index=events.index, dtype="object"))


def _judged(rows: Rows, judgements: tuple[Judgement, ...]) -> tuple[Longs, Longs]:
    """Pairs of row numbers that a reviewer joined and kept apart; rows that are no more are passed over."""
    at = {event: n for n, event in enumerate(rows.event_id.tolist())}
    pairs = {True: [(-1, -1)][:0], False: [(-1, -1)][:0]}
    for each in judgements:
        if each.first in at and each.second in at:
            pairs[each.is_same].append((min(at[each.first], at[each.second]), max(at[each.first], at[each.second])))
    same, different = (np.array(sorted(set(pairs[k])), dtype=np.int64).reshape(-1, 2) for k in (True, False))
    return same, different


def _joined(clusters: Clusters, copy_of: Longs, denial_of: Longs, same: Longs) -> Longs:
    """Cluster labels after denials and copies follow what they answer and repeat, and curated merges join clusters."""
    label = np.where(denial_of >= 0, clusters.label[np.maximum(denial_of, 0)], clusters.label)
    label = np.where(copy_of >= 0, label[np.maximum(copy_of, 0)], label)
    for one, other in same.tolist():
        low, high = sorted((int(label[one]), int(label[other])))
        label = np.where(label == high, low, label)
    return label


def _marked(articles: pd.DataFrame, original: dict[str, str]) -> pd.DataFrame:
    marked = articles.sort_values("article_id", kind="stable").reset_index(drop=True)
    copied: list[Any] = [original.get(article) for article in marked["article_id"]]
    return marked.assign(near_duplicate_of=pd.Series(copied, index=marked.index, dtype="str"))
