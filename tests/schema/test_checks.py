"""Every check has an example that fails it, and the hand-made release fails none."""

import time

import numpy as np
import pandas as pd
import pytest

from pipeline.schema.checks import faults, faults_in
from pipeline.schema.faults import SHOWN
from pipeline.schema.tables import as_table

T = pd.Timestamp
# table, row, cells to put there, column named, words of the sentence
FAULTS = [
    ("events", 0, {"status": "certain"}, "status", "certain is not in the code list status"),
    ("events", 0, {"status": None}, "status", "a value is required here"),
    ("events", 0, {"country": "UNK"}, "country", "UNK is not in the code list country"),
    ("events", 0, {"target_code": "AFG-XXX"}, "target_code", "not in the code list country+role"),
    ("events", 0, {"weapons": ["bomb", "harsh words"]}, "weapons", "not in the code list weapon"),
    ("events", 0, {"source_chain": ["a", " "]}, "source_chain", "an item of the list is empty"),
    ("events", 0, {"date_flags": ["odd"]}, "date_flags", "not in the code list date_flag"),
    ("events", 0, {"outlet": ""}, "outlet", "the text is empty"),
    ("events", 1, {"event_id": "e1"}, "event_id", "the primary key"),
    ("events", 0, {"killed_high": 4}, "killed_high", "4 is below killed_low 5"),
    ("events", 0, {"date_end": T("2022-09-11")}, "date_end", "2022-09-11 is before date_start 2022-09-12"),
    ("events", 0, {"trigger_start": None}, "trigger_text", "together or not at all"),
    ("events", 0, {"latitude": 91.0}, "latitude", "91.0 is above 90"),
    ("events", 0, {"longitude": -181.0}, "longitude", "-181.0 is below -180"),
    ("events", 0, {"longitude": None}, "latitude", "together or not at all"),
    ("events", 0, {"confidence": 1.5}, "confidence", "1.5 is above 1"),
    ("events", 0, {"killed_low": -1}, "killed_low", "-1 is below 0"),
    ("events", 0, {"jalali_month": 13}, "jalali_month", "13 is above 12"),
    ("events", 0, {"jalali_day": 20}, "jalali_day", "20 is not that of date_jalali"),
    ("events", 0, {"date_jalali": "1401/06/21"}, "date_jalali", "is not of the form 1401-06-21 SH"),
    ("events", 0, {"date_jalali": "1401-06-21"}, "date_jalali", "is not of the form 1401-06-21 SH"),
    ("events", 0, {"date_jalali": "XXXX-06-21 SH"}, "date_jalali", "untold here but told in date_start"),
    ("events", 0, {"date_precision": "unknown"}, "date_precision", "cannot be unknown"),
    ("events", 0, {"date_end": T("2022-09-14")}, "date_precision", "are not one day"),
    ("events", 0, {"published_jalali": "1401-06 SH"}, "published_jalali", "is not of the form"),
    ("events", 0, {"event_type": "Battles"}, "event_type", "belongs to Explosions/Remote violence"),
    ("events", 0, {"disorder_type": "Demonstrations"}, "disorder_type", "belongs to Political violence"),
    ("events", 0, {"event_type": None}, "disorder_type", "together or not at all"),
    ("events", 0, {"plover_mode": "hunger"}, "plover_mode", "the PLOVER type has no such mode"),
    ("events", 0, {"plover_type": None}, "plover_mode", "while plover_type has none"),
    ("events", 0, {"source_text": None}, "source_code", "while source_text has none"),
    ("events", 0, {"evidence_start": 1}, "evidence_text", "not what the article's text has"),
    ("events", 0, {"trigger_end": 9999}, "trigger_end", "9999 is outside the text, which has 198 characters"),
    ("events", 0, {"evidence_end": 0}, "evidence_end", "0 is below evidence_start 0"),
    ("events", 0, {"article_id": "nowhere"}, "article_id", "nowhere is not in table articles"),
    ("events", 0, {"incident_id": "i9"}, "incident_id", "i9 is not in table incidents"),
    ("casualties", 0, {"high": 4}, "high", "4 is below low 5"),
    ("casualties", 0, {"qualifier": "at_least"}, "qualifier", "not those of at_least"),
    ("casualties", 1, {"high": 20}, "qualifier", "not those of at_least"),
    ("casualties", 0, {"qualifier": "zero"}, "qualifier", "not those of zero"),
    ("casualties", 3, {"is_vague": False}, "is_vague", "disagrees with qualifier"),
    ("casualties", 0, {"start": 63}, "casualties_text", "not what the article's text has"),
    ("casualties", 0, {"event_id": "e9"}, "event_id", "e9 is not in table events"),
    ("locations", 0, {"location_text": None}, "location_text", "a value is required here"),
    ("locations", 1, {"position": 0}, "position", "the primary key"),
    ("sources", 0, {"source_text": None}, "source_text", "a value is required here"),
    ("articles", 0, {"sha256": "ABC"}, "sha256", "64 hexadecimal digits"),
    ("articles", 1, {"near_duplicate_of": "nowhere"}, "near_duplicate_of", "not in table articles"),
    ("articles", 0, {"event_count": 3}, "event_count", "3 is told but table events has 2 rows"),
    ("articles", 0, {"variety": "fa"}, "variety", "not in the code list variety"),
    ("incidents", 0, {"killed_best": 8}, "killed_high", "7 is below killed_best 8"),
    ("incidents", 0, {"event_count": 1}, "event_count", "1 is told but table events has 2 rows"),
    ("incidents", 0, {"first_published": T("2022-09-15")}, "last_published", "is before first_published"),
    ("incidents", 0, {"source_types": ["rumour"]}, "source_types", "not in the code list source_type"),
    ("revisions", 0, {"change": "shrunk"}, "change", "not in the code list revision_change"),
    ("rejected", 0, {"reason": "dull"}, "reason", "not in the code list reject_reason"),
]


def test_the_hand_made_release_has_no_faults(release_tables):
    assert faults_in(release_tables) == []


@pytest.mark.parametrize(("table", "row", "cells", "column", "said"), FAULTS)
def test_each_fault_is_a_sentence_with_table_column_and_row(release_tables, table, row, cells, column, said):
    frame = release_tables[table]
    for name, value in cells.items():
        frame.at[row, name] = value
    release_tables[table] = frame
    sentences = faults(table, frame, release_tables)
    named = [each for each in sentences if each.startswith(f"Table {table}, column {column}, row {row}")]
    assert any(said in each for each in named), sentences


def test_a_missing_column_and_a_wrong_value_are_sentences(release_tables):
    events = release_tables["events"]
    assert faults("events", events.drop(columns="claim")) == ["Table events, column claim: the column is missing."]
    assert "column killed_low" in faults("events", events.assign(killed_low=["many"] * 3))[0]
    assert faults_in({"people": events}) == ["Table people: there is no such table."]


def test_many_rows_with_one_fault_are_counted(release_tables):
    rows = release_tables["rejected"].iloc[[0] * 10].assign(reason="dull")
    sentences = faults("rejected", rows)
    assert len(sentences) == SHOWN + 1
    assert sentences[-1] == "Table rejected, column reason: 7 more rows have the same fault."


def test_an_open_date_and_a_month_are_well_formed(release_tables):
    events = release_tables["events"]
    events.at[0, "date_jalali"] = "1401-06-21/.. SH"
    events.at[0, "date_end"] = pd.NaT
    events.at[0, "date_precision"] = "range"
    assert faults("events", events) == []


@pytest.mark.slow
def test_two_hundred_thousand_rows_take_seconds(release_tables):
    copies = 70_000
    events = release_tables["events"].iloc[np.tile([0, 1, 2], copies)].reset_index(drop=True)
    events["event_id"] = [f"e{number}" for number in range(len(events))]
    tables = {"events": as_table("events", events), "articles": release_tables["articles"]}
    began = time.process_time()
    assert faults("events", tables["events"], tables) == []
    assert time.process_time() - began < 20
