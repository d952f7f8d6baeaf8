"""Dates counted from a date told before: the caller names it, and nothing is guessed without it."""

import datetime

import pytest

from pipeline.dates.find import find_times
from pipeline.dates.mention import TimeMention, mention_of
from pipeline.text.letters import fold

PUBLISHED = datetime.datetime(2022, 9, 14, 10, 30)
BEFORE = datetime.date(2019, 6, 20)


def in_passage(
    text: str, passage: datetime.date | None, published: datetime.datetime | None = PUBLISHED
) -> TimeMention:
    folded = fold(text)
    (mention,) = find_times(folded, published)
    return mention_of(folded, mention.expression, published, passage)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("روز بعد رفت", datetime.date(2019, 6, 21)),
        ("سه روز بعد رفت", datetime.date(2019, 6, 23)),
        ("دو روز پیش از آن", datetime.date(2019, 6, 18)),
        ("همان روز", BEFORE),
        ("فردای آن روز", datetime.date(2019, 6, 21)),
        ("شب قبل رفت", datetime.date(2019, 6, 19)),
    ],
)
def test_words_that_count_from_the_passage(text: str, day: datetime.date) -> None:
    mention = in_passage(text, BEFORE)
    assert (mention.date_start, mention.date_end, mention.date_basis) == (day, day, "inherited")
    assert mention.reference == "passage"
    alone = in_passage(text, None)
    assert (alone.date_start, alone.date_flags) == (None, ("no_anchor",))


def test_a_day_without_its_year_takes_the_passages() -> None:
    told = in_passage("هفتم تیر", datetime.date(1981, 6, 20))
    assert (told.date_start, told.date_basis) == (datetime.date(1981, 6, 28), "inherited")
    assert in_passage("هفتم تیر", None).date_start == datetime.date(2022, 6, 28)
    assert in_passage("هفتم تیر", datetime.date(1981, 6, 20), None).date_start == datetime.date(1981, 6, 28)


def test_the_passage_changes_nothing_else() -> None:
    for text in ("دیروز", "۵ مهر ۱۴۰۰", "روز شنبه", "هفته گذشته", "سه روز پیش"):
        assert in_passage(text, BEFORE) == in_passage(text, None)


def test_a_year_of_the_passage_is_not_ahead_of_publication() -> None:
    told = in_passage("۱۵ مهر", datetime.date(2022, 9, 10))
    assert told.date_start == datetime.date(2021, 10, 7)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("در ۱۲ اکتبر ۲۰۰۲ بمبی منفجر شد و سه روز بعد", ["2002-10-12", "2002-10-15"]),
        ("در سال ۱۳۵۳ بازنشسته شد و سه سال بعد رفت", ["1974-03-21", "1977-03-21"]),
        ("در سال ۲۰۰۵ آمد و دو سال بعد رفت", ["2005-01-01", "2007-01-01"]),
        ("در سال ۲۰۰۵ آمد و همان سال رفت", ["2005-01-01", "2005-01-01"]),
        ("امروز گفت که آن روز نیامد", ["2022-09-14", "None"]),
        ("دیروز آمد و همان روز رفت", ["2022-09-13", "2022-09-13"]),
        ("در هشتم فروردین ۱۳۵۷ آغاز شد و تا ۱۲ فروردین رسید", ["1978-03-28", "None"]),
        ("در هشتم فروردین ۱۳۵۷ آغاز شد و در روز نهم فروردین گسترش یافت", ["1978-03-28", "1978-03-29"]),
        ("در هشتم فروردین ۱۳۵۷ آغاز شد.\nدر روز نهم فروردین گسترش یافت", ["1978-03-28", "2022-03-29"]),
        ("در ۱۲ اکتبر ۲۰۰۲ آمد. امروز گفت در ۵ مهر آمده بود", ["2002-10-12", "2022-09-14", "2021-09-27"]),
        ("در ۱۲ اکتبر ۲۰۰۲ آمد و سه روز پس از حمله رفت", ["2002-10-12", "None"]),
        ("دیروز بمبی منفجر شد و بمب دوم یک ساعت پس از بمب اول", ["2022-09-13", "2022-09-13"]),
        ("دیروز بمبی منفجر شد و ۲۰ دقیقه بعد پلیس رسید", ["2022-09-13", "2022-09-13"]),
        ("دیروز بمبی منفجر شد و سیزده ساعت بعد پلیس رسید", ["2022-09-13", "None"]),
    ],
)
def test_a_text_carries_its_dates_along(text: str, days: list[str]) -> None:
    assert [str(mention.date_start) for mention in find_times(fold(text), PUBLISHED)] == days
