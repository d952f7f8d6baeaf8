"""Publication dates from fields: the examples, and values that are no text."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from pipeline.articles.published import read_published

EXAMPLES = yaml.load(
    (Path(__file__).parents[1] / "examples" / "published.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["written"] for each in EXAMPLES])
def test_examples(example):
    assert read_published(example["written"]) == example["read"]


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (dt.date(2020, 1, 2), dt.datetime(2020, 1, 2)),
        (
            dt.datetime(2020, 1, 2, 3, 4, tzinfo=dt.timezone(dt.timedelta(hours=3, minutes=30))),
            dt.datetime(2020, 1, 2, 3, 4),
        ),
        (dt.date(1401, 6, 23), dt.datetime(2022, 9, 14)),
        (20190831, dt.datetime(2019, 8, 31)),
        (1566925260, dt.datetime(2019, 8, 27, 17, 1)),
        (1566925260.0, dt.datetime(2019, 8, 27, 17, 1)),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        (None, None),
        ([2020, 1, 2], None),
        (10**5000, None),
        ("x" * 100_000 + "2020-01-02", None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_that_are_no_text(value, moment):
    assert read_published(value) == moment
