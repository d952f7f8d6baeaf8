"""The scorer on rows small enough to count by hand."""

import json

import pytest

from pipeline.release.scoring import FIELDS, score
from pipeline.schema.tables import as_table
from pipeline.stages.scores import PLACES, first_rows, linking, scores

TEXT = "انفجار در کرکوک ۵ کشته داد. پلیس کرکوک گفت ۷ نفر زخمی شدند. در بصره هم تیراندازی شد."
QUOTES = ["انفجار در کرکوک ۵ کشته داد", "پلیس کرکوک گفت ۷ نفر زخمی شدند", "در بصره هم تیراندازی شد"]


def gold_row(quote, **changed):
    row = {
        "quote": quote, "also": [], "sub_event_type": "Remote explosive/landmine/IED", "status": "happened",
        "date_start": "2006-05-14", "date_end": "2006-05-14", "locations": [], "actor": None, "target": None,
        "casualties": [], "source": None,
    }  # fmt: skip
    return row | changed


def killed(low, high, vague=False):
    return {"kind": "killed", "min": low, "max": high, "vague": vague, "text": "", "victims": None}


KIRKUK = {"text": "كركوك", "name_en": "Kirkuk", "country": "IRQ", "level": "settlement"}
POLICE = {"text": "پلیس کرکوک", "code": "IRQ-POL", "type": "police"}


@pytest.fixture
def gold():
    return [
        {
            "id": "a",
            "events": [
                gold_row(QUOTES[0], locations=[KIRKUK], casualties=[killed(5, 5)], target={"code": "IRQ-CIV"}),
                gold_row(
                    QUOTES[1], date_start=None, date_end=None, source=POLICE, casualties=[killed(None, None, True)]
                ),
                gold_row(QUOTES[2], sub_event_type="Attack", status="planned"),
            ],
        }
    ]


def event(number, quote, **changed):
    start = TEXT.index(quote)
    row = {
        "event_id": f"e{number}", "article_id": "a", "evidence_text": quote, "evidence_start": start,
        "evidence_end": start + len(quote), "sub_event_type": "Remote explosive/landmine/IED", "status": "happened",
        "date_start": "2006-05-14", "date_end": "2006-05-14",
    }  # fmt: skip
    return row | changed


def tables(events, casualties=(), locations=()):
    return {
        "events": as_table("events", events),
        "casualties": as_table("casualties", casualties),
        "locations": as_table("locations", locations),
    }


def told(gold, made):
    found = score(gold, {"a": TEXT}, made)
    return {name: (tally.hits, tally.gold, tally.predicted) for name, tally in found.tallies.items()}, found.pairs


def test_a_row_that_has_everything_right_counts_in_every_field(gold):
    figures = [{"event_id": "e0", "kind": "killed", "low": 5, "high": 5, "is_vague": False}]
    places = [{"event_id": "e0", "location_text": "شهر کرکوک", "location_name": None, "country": "IRQ"}]
    found, pairs = told(gold, tables([event(0, QUOTES[0], target_code="IRQ-CIV")], figures, places))
    assert set(found) == set(FIELDS)
    assert found["event"] == (1, 3, 1)
    assert found["whole row"] == (1, 3, 1)
    assert found["date"] == (1, 2, 1)
    assert found["location"] == found["country"] == (1, 1, 1)
    assert found["casualties"] == found["target"] == (1, 1, 1)
    assert found["source"] == (0, 1, 0)
    assert pairs == {"e0": "a 0"}


def test_a_wrong_value_is_wrong_and_a_right_one_is_not_lost_with_it(gold):
    figures = [{"event_id": "e0", "kind": "killed", "low": 5, "high": None, "is_vague": False}]
    found, _ = told(gold, tables([event(0, QUOTES[0], date_end="2006-05-15", status="denied")], figures))
    assert found["event"] == (1, 3, 1)
    assert found["sub_event_type"] == (1, 3, 1)
    assert found["date"] == (0, 2, 1)
    assert found["status"] == (0, 3, 1)
    assert found["casualties"] == (0, 1, 1)
    assert found["whole row"] == (0, 3, 1)


def test_a_family_counts_without_its_sub_type(gold):
    found, _ = told(gold, tables([event(0, QUOTES[0], sub_event_type="Grenade")]))
    assert found["event family"] == (1, 3, 1)
    assert found["sub_event_type"] == (0, 3, 1)


def test_a_row_without_an_acled_type_pairs_and_is_wrong(gold):
    found, _ = told(gold, tables([event(0, QUOTES[0], sub_event_type=None)]))
    assert found["event"] == (1, 3, 1)
    assert found["event family"] == (0, 3, 1)


def test_the_better_of_two_rows_pairs(gold):
    worse = event(0, QUOTES[0], sub_event_type="Attack", date_start=None, date_end=None)
    found, pairs = told(gold, tables([worse, event(1, QUOTES[0])]))
    assert pairs == {"e1": "a 0"}
    assert found["event"] == (1, 3, 2)


def test_a_row_elsewhere_in_the_text_does_not_pair(gold):
    found, _ = told(gold, tables([event(0, ". ")]))
    assert found["event"] == (0, 3, 1)
    assert found["date"] == (0, 2, 1)


@pytest.mark.parametrize(
    ("words", "code", "hits"),
    [("پليس كركوك", None, 1), ("سخنگو", "IRQ-POL", 1), ("سخنگو", "IRQ-GOV", 0), ("ارتش", None, 0), (None, None, 0)],
)
def test_a_source_agrees_by_words_or_by_code(gold, words, code, hits):
    row = event(0, QUOTES[1], source_text=words, source_code=code)
    found, _ = told(gold, tables([row]))
    assert found["source"] == (hits, 1, int(words is not None))


def test_rows_of_other_articles_are_left_out(gold):
    found, _ = told(gold, tables([event(0, QUOTES[0], article_id="b")]))
    assert found["event"] == (0, 3, 0)
    assert score([], {}, tables([])).as_dict()["event"]["f1"] == 0.0


def test_linking_is_scored_over_paired_rows():
    happenings = {"incidents": [{"name": "blast", "rows": [["a", 0], ["b", 0]]}], "undecided": [[["a", 0], ["a", 1]]]}
    rows = [("e0", "i1"), ("e1", "i9"), ("e2", "i1"), ("e3", "i1"), ("e4", None)]
    events = as_table("events", [{"event_id": event, "incident_id": incident} for event, incident in rows])
    pairs = {"e0": "a 0", "e1": "a 1", "e2": "b 0", "e4": "c 0"}
    found = linking(pairs, happenings, events)
    assert found["rows"] == 2
    assert found["pairwise_f1"] == 1.0
    assert linking(pairs | {"e3": "c 1"}, happenings, events)["pairwise_precision"] == pytest.approx(1 / 3, abs=1e-4)
    assert linking({}, happenings, events) == {}


def test_the_stage_reads_gold_and_release(gold, tmp_path):
    from pipeline.release.parquet import write_parquet
    from pipeline.schema.tables import empty

    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n", encoding="utf-8")
    articles = [{"article_id": "a", "text": TEXT}]
    for name, frame in ({"articles": articles, "sources": empty("sources")} | tables([event(0, QUOTES[0])])).items():
        write_parquet(name, frame, tmp_path / PLACES[name] / f"{name}.parquet")
    found = scores(tmp_path, tmp_path)
    assert found["articles"] == 1
    assert found["extraction"]["event"] == {"precision": 1.0, "recall": 0.3333, "f1": 0.5, "gold": 3, "predicted": 1}
    assert "linking" not in found
    write_parquet("articles", empty("articles"), tmp_path / PLACES["articles"] / "articles.parquet")
    assert scores(tmp_path, tmp_path) == {"articles": 0}, "rows of other articles say nothing of gold"


def test_of_undecided_rows_the_second_stands_for_no_happening():
    happenings = {"incidents": [{"name": "blast", "rows": [["a", 0], ["b", 0]]}], "undecided": [[["a", 0], ["a", 1]]]}
    assert first_rows({"e1": "a 0", "e2": "b 0", "e3": "a 1", "e4": "b 1"}, happenings) == {"e1": "blast", "e4": "b 1"}
