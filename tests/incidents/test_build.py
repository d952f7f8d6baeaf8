"""Linking as a whole: the order of rows and the size of batches change nothing, copies are no voices."""

import pandas as pd
import pytest

from pipeline.incidents.build import IncidentTables, Judgement, build_incidents
from pipeline.incidents.cases import Tables
from pipeline.incidents.cluster import Memo
from pipeline.incidents.stress import stress


def build(tables: Tables, **more: object) -> IncidentTables:
    t = tables
    return build_incidents(t.articles, t.events, t.casualties, t.locations, t.sources, **more)  # type: ignore[arg-type]


def shuffled(tables: Tables, seed: int) -> Tables:
    names = ("articles", "events", "casualties", "locations", "sources")
    return Tables(**{name: getattr(tables, name).sample(frac=1, random_state=seed) for name in names})


def until(tables: Tables, moment: pd.Timestamp) -> Tables:
    articles = tables.articles[tables.articles["published_at"] <= moment]
    events = tables.events[tables.events["article_id"].isin(articles["article_id"])]
    children = (
        t[t["event_id"].isin(events["event_id"])] for t in (tables.casualties, tables.locations, tables.sources)
    )
    return Tables(articles, events, *children)


def in_bytes(tables: IncidentTables) -> dict[str, str]:
    names = ("events", "articles", "incidents", "revisions", "links", "near_duplicates")
    return {name: getattr(tables, name).to_json(orient="table", index=False, force_ascii=False) for name in names}


@pytest.fixture(scope="module")
def corpus() -> Tables:
    return stress(400, seed=3, towns=12, days=60)[0]


@pytest.fixture(scope="module")
def whole(corpus: Tables) -> IncidentTables:
    """The corpus built in one go; tests only read it."""
    return build(corpus)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shuffled_tables_give_the_same_bytes(corpus: Tables, whole: IncidentTables, seed: int) -> None:
    assert in_bytes(build(shuffled(corpus, seed))) == in_bytes(whole)


def test_batches_in_the_order_of_publication_give_the_bytes_of_one_run(corpus: Tables, whole: IncidentTables) -> None:
    moments = corpus.articles["published_at"].quantile([0.3, 0.6, 0.8])
    memo: Memo = {}
    registry = None
    for moment in moments:
        registry = build(until(corpus, moment), memo=memo, registry=registry).registry
    known = len(memo)
    batched = build(corpus, memo=memo, registry=registry)
    assert in_bytes(batched) == in_bytes(whole)
    assert known > 10
    assert len(memo) - known < known  # most components were there before


def test_batches_in_any_order_give_the_same_incidents_and_keep_their_first_ids(
    corpus: Tables, whole: IncidentTables
) -> None:
    late = corpus.events["event_id"].sample(frac=0.5, random_state=5)
    part = Tables(
        corpus.articles,
        corpus.events[~corpus.events["event_id"].isin(late)],
        corpus.casualties,
        corpus.locations,
        corpus.sources,
    )
    first = build(part)
    second = build(corpus, registry=first.registry)
    again = build(corpus, registry=first.registry)
    assert in_bytes(second) == in_bytes(again)
    pairs = pd.DataFrame({"one": second.events["incident_id"], "other": whole.events["incident_id"]}).drop_duplicates()
    assert pairs["one"].is_unique
    assert pairs["other"].is_unique
    assert set(first.registry["incident_id"]) <= set(second.registry["incident_id"])


def test_a_later_copy_adds_rows_and_nothing_else(corpus: Tables, whole: IncidentTables) -> None:
    before = whole
    article = corpus.articles.sort_values("published_at").iloc[[10]]
    copied = article.assign(
        article_id="copy", outlet="somewhere else", published_at=article["published_at"] + pd.Timedelta("3min")
    )
    mine = corpus.events[corpus.events["article_id"] == article["article_id"].iloc[0]]
    again = mine.assign(
        article_id="copy",
        event_id="copy/" + mine["event_id"],
        published_at=copied["published_at"].iloc[0],
        outlet="somewhere else",
    )
    children = [
        pd.concat([t, t[t["event_id"].isin(mine["event_id"])].assign(event_id=lambda f: "copy/" + f["event_id"])])
        for t in (corpus.casualties, corpus.locations, corpus.sources)
    ]
    after = build(Tables(pd.concat([corpus.articles, copied]), pd.concat([corpus.events, again]), *children))
    assert after.articles.set_index("article_id").loc["copy", "near_duplicate_of"] == article["article_id"].iloc[0]
    counts = ["event_count", "article_count", "last_published"]
    pd.testing.assert_frame_equal(after.incidents.drop(columns=counts), before.incidents.drop(columns=counts))
    pd.testing.assert_frame_equal(after.revisions, before.revisions)
    assert after.incidents["event_count"].sum() == before.incidents["event_count"].sum() + len(mine)


def test_every_row_has_an_incident_and_every_incident_a_row(corpus: Tables, whole: IncidentTables) -> None:
    tables = whole
    assert set(tables.events["incident_id"]) == set(tables.incidents["incident_id"])
    assert tables.incidents["event_count"].sum() == len(corpus.events)
    assert len(tables.incidents) < 0.8 * len(corpus.events)


def test_a_doubled_event_id_is_a_fault(corpus: Tables) -> None:
    twice = Tables(
        corpus.articles,
        pd.concat([corpus.events, corpus.events.iloc[[0]]]),
        corpus.casualties,
        corpus.locations,
        corpus.sources,
    )
    with pytest.raises(ValueError, match="more than once"):
        build(twice)


def test_a_reviewers_word_joins_and_parts(corpus: Tables) -> None:
    before = build(corpus)
    group = before.events.groupby("incident_id")["event_id"].agg(list)
    pair = next(sorted(ids) for ids in group if len(ids) == 2)
    one, other = (ids[0] for ids in group.iloc[:2])
    after = build(corpus, judgements=(Judgement(*pair, is_same=False), Judgement(one, other, is_same=True)))
    incident = after.events.set_index("event_id")["incident_id"]
    assert incident[pair[0]] != incident[pair[1]]
    assert incident[one] == incident[other]
