"""What a reviewer sees of a row: words joined are the text, values come with the words they rest on."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.marks import anchor, pieces
from pipeline.review.rows import page_data, review_rows


def test_a_field_has_its_value_and_its_words(release):
    row = review_rows(release, ["e1"])[0]
    shown = {each["column"]: each for each in row["fields"] if each["table"] == "events"}
    assert shown["country"]["value"] == "AFG" and shown["country"]["words"] == "مهرآباد"
    assert shown["date_start"]["value"] == "2022-09-12" and shown["date_start"]["words"] == "روز دوشنبه"
    assert "killed_low" not in shown  # its figures are there
    figures = [each for each in row["fields"] if each["table"] == "casualties" and each["column"] == "low"]
    assert [(each["value"], each["anchor"]["exact"]) for each in figures] == [("5", "۵ نفر"), ("12", "دست‌کم ۱۲ نفر")]
    # the row's own place is not asked for twice, the further one is
    assert [each["words"] for each in row["fields"] if each["table"] == "locations"] == ["بازار", "بازار"]


def test_segments_are_the_text_and_say_what_is_marked(release):
    row = review_rows(release, ["e1"])[0]
    text = release.tables["articles"]["text"].iloc[0]
    assert "".join(words for words, _ in row["segments"]) == text
    kinds = dict(row["segments"])
    assert kinds["انفجار"] == "act sentence" and kinds["۵ نفر"] == "figure sentence"
    assert {"date", "place", "source"} <= {kind for each in kinds.values() for kind in each.split()}


def test_all_of_a_page_is_json_and_an_unknown_row_is_none(release):
    told = json.loads(json.dumps(page_data(release, ["e3", "gone", "e1"]), allow_nan=False))
    assert [row["event_id"] for row in told["rows"]] == ["e3", "e1"]
    assert told["rows"][0]["fields"][0] == {"column": 0, "words": "خواستار"}
    assert {"country", "role", "status", "qualifier"} <= set(told["codes"])


@given(st.text(max_size=900), st.integers(0, 900), st.integers(1, 200))
def test_pieces_never_lose_a_letter(text, start, length):
    start, end = min(start, len(text)), min(start + length, len(text))
    event = dict.fromkeys(("trigger_text", "actor_text", "target_text", "date_text", "claim_text", "trigger_start"))
    event |= {"evidence_start": start, "evidence_end": end}
    mark = {"start": start, "end": end}
    found = pieces(text, event, {"casualties": [mark], "locations": [], "sources": []})
    shown = "".join(words for words, _ in found)
    assert shown in text and text[start:end] in shown
    told = anchor(text, start, end)
    assert text[: told["start"]].endswith(told["prefix"]) and text[told["end"] :].startswith(told["suffix"])
