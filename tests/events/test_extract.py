"""Extraction as a whole: a pure function whose rows keep their word."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.articles.article import Article
from pipeline.events.extract import extract
from pipeline.mentions.resources import Resources

PUBLISHED = dt.datetime(2025, 6, 7, 10, 0)
NEWS = (
    "پلیس افغانستان گفت دیروز در هرات بمبی منفجر شد و ۵ نفر کشته شدند. طالبان این خبر را تکذیب کردند.\n"
    "به گفته شاهدان، مهاجمان به پاسگاهی در قندهار حمله کرده و سه سرباز را ربودند."
)
PIECES = st.sampled_from(
    [*NEWS.split(), "\n", ".", "؛ ", "«", "»", "،", "\u200c", "۱۲", "نفر", "كشته", "&zwnj;", "\ud800",
     "ساعت ۲۱:۳۰", "را", ""]
)  # fmt: skip
WHOLE = "\nدیروز در هرات بمبی منفجر شد و ۵ نفر کشته شدند.\n"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ud800", "باران بارید و هوا خنک شد.", "12345", "a" * 5000])
def test_what_tells_no_act_gives_no_row(resources: Resources, article_of: Callable[..., Article], text: str) -> None:
    assert extract(article_of(text, PUBLISHED), resources).events == []


def test_rows_are_the_same_each_time_ordered_and_distinct(
    resources: Resources, article_of: Callable[..., Article]
) -> None:
    article = article_of(NEWS * 3, PUBLISHED)
    rows = extract(article, resources).events
    assert rows
    assert rows == extract(article, resources).events
    assert [row["evidence_start"] for row in rows] == sorted(row["evidence_start"] for row in rows)
    assert len({row["event_id"] for row in rows}) == len(rows)


def test_the_chain_is_the_sources_from_outside_in(resources: Resources, article_of: Callable[..., Article]) -> None:
    nested = "خبرگزاری رویترز به نقل از پلیس افغانستان گزارش داد دیروز در هرات بمبی منفجر شد و ۵ نفر کشته شدند."
    rows = [row for text in (NEWS, nested) for row in extract(article_of(text, PUBLISHED), resources).events]
    assert max(len(row["sources"]) for row in rows) >= 2
    for row in rows:
        assert row["source_chain"] == [line["source_text"] for line in row["sources"]]
        assert [line["position"] for line in row["sources"]] == list(range(len(row["sources"])))
        if row["sources"]:
            assert row["source_text"] == row["sources"][-1]["source_text"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.tuples(*[st.lists(PIECES, max_size=20).map(" ".join)] * 2).map(WHOLE.join))
def test_any_row_of_any_text_points_at_its_words(
    resources: Resources, article_of: Callable[..., Article], text: str
) -> None:
    rows = extract(article_of(text, PUBLISHED), resources).events
    assert rows
    for row in rows:
        assert text[row["evidence_start"] : row["evidence_end"]] == row["evidence_text"]
        assert row["evidence_start"] <= row["trigger_start"] < row["trigger_end"] <= row["evidence_end"]
        assert text[row["trigger_start"] : row["trigger_end"]] == row["trigger_text"]
        for child, words in (
            ("casualties", "casualties_text"),
            ("locations", "location_text"),
            ("sources", "source_text"),
        ):
            assert all(text[line["start"] : line["end"]] == line[words] for line in row[child])
        for kind in ("killed", "injured"):
            low, high = row[f"{kind}_low"], row[f"{kind}_high"]
            assert low is None or high is None or 0 <= low <= high
        assert 0 <= row["confidence"] <= 1
        assert (row["date_start"] is None) == (row["date_end"] is None)
        assert row["date_not_after"] == (None if row["date_start"] else PUBLISHED.date())
        assert row["rules"] == list(dict.fromkeys(row["rules"]))
