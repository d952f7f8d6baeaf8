"""Ids: kept, made, made unique, the same in every run."""

import json

import pytest

from pipeline.articles.identity import SeenRecords, clean_id, hashed_id


def lines(*records):
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in records)


def test_the_same_record_twice_is_a_duplicate(read, text):
    record = {"id": "a", "text": text, "title": "تیتر"}
    outcome = read("a.jsonl", lines(record, record))
    assert outcome.article.article_id == "a"
    assert outcome.reasons == [("line 2", "duplicate_record")]


@pytest.mark.parametrize(
    "change", [{"text": "متن دیگری از همین خبر"}, {"title": "تیتر دیگر"}, {"published": "2020-01-01"}]
)
def test_other_content_under_one_id_gets_an_id_of_its_own(read, text, change):
    first = {"id": "a", "text": text, "title": "تیتر"}
    other = first | change
    outcome = read("a.jsonl", lines(first, other, other))
    ids = [each.article_id for each in outcome.articles]
    assert ids[0] == "a"
    assert ids[1].startswith("a-") and len(ids[1]) == 18
    assert outcome.reasons == [("line 3", "duplicate_record")]
    third = first | {"text": "متن سوم این خبر"}
    assert read("b.jsonl", lines(first, third, other)).articles[2].article_id == ids[1]


def test_records_without_id_get_a_hash_of_title_and_text(read, text):
    outcome = read("a.jsonl", lines({"text": text}, {"text": text, "title": "تیتر"}, {"text": text}))
    first, second = outcome.articles
    assert first.article_id == hashed_id(None, text) == "text-" + first.article_id[5:]
    assert second.article_id == hashed_id("تیتر", text) != first.article_id
    assert outcome.reasons == [("line 3", "duplicate_record")]


def test_hash_ids_never_change():
    assert hashed_id(None, "خبر") == "text-b428ad9addf1c5fe"


@pytest.mark.parametrize(
    ("own", "kept"),
    [
        ("x-1", "x-1"), (" x ", "x"), (7, "7"), (7.0, "7"), (0, "0"), ("۱۲", "۱۲"), ("https://a.example/1?b=2", ) * 2,
        (None, None), (True, None), ("", None), ("  ", None), ("a\nb", None), ("a\0b", None), ("x" * 201, None),
        ([1], None), ({"a": 1}, None), ("\ud800", None), (float("nan"), "nan"), (10**4999, None),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_which_ids_are_ids(own, kept):
    assert clean_id(own) == kept


def test_many_ids_stay_apart_as_the_table_grows():
    seen = SeenRecords()
    assert all(seen.claim(f"id-{number}", "content") == f"id-{number}" for number in range(20_000))
    assert all(seen.claim(f"id-{number}", "content") is None for number in range(0, 20_000, 7))
    assert seen.claim("id-5", "other content").startswith("id-5-")
