"""Days of a row: which draft's date it takes, and totals that reach the day of publication."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.events.drafts import Draft
from pipeline.events.facts import ArticleFacts
from pipeline.events.times.days_of import choose_day

Read = Callable[..., ArticleFacts]
PUBLISHED = dt.datetime(2022, 11, 14, 8, 30)


def drafts(facts: ArticleFacts, *, total: bool = False) -> list[Draft]:
    """A draft of each sentence with the first of its times."""
    return [Draft(s, None, 0.9, is_aggregate=total, time=next(iter(s.times), None)) for s in facts.sentences]


def test_the_next_draft_that_has_a_date_gives_it(facts_of: Read) -> None:
    facts = facts_of("سه نفر کشته شدند.\nدرگیری چندی پیش رخ داد.\nدرگیری دیروز رخ داد.", PUBLISHED)
    chosen = choose_day(facts, drafts(facts))
    assert chosen is not None and chosen.text == "دیروز"


def test_an_open_time_is_better_than_none(facts_of: Read) -> None:
    facts = facts_of("سه نفر کشته شدند.\nدرگیری چندی پیش رخ داد.", PUBLISHED)
    chosen = choose_day(facts, drafts(facts))
    assert chosen is not None and (chosen.text, chosen.date_start) == ("چندی پیش", None)
    assert choose_day(facts, drafts(facts)[:1]) is None


def test_a_day_goes_before_a_month_but_not_for_a_total(facts_of: Read) -> None:
    facts = facts_of("ماه گذشته سربازی کشته شد.\nاین سرباز در ۲۵ مهر کشته شد.", PUBLISHED)
    day, period = choose_day(facts, drafts(facts)), choose_day(facts, drafts(facts, total=True))
    assert day is not None and day.date_start == dt.date(2022, 10, 17)
    assert period is not None and period.date_precision == "month"


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("از ۱۰ مهر ۴۰ سرباز کشته شده‌اند.", True),
        ("از زمان آغاز درگیری‌ها در ۱۰ مهر ۴۰ سرباز کشته شده‌اند.", True),
        ("از شروع نبرد شهر در روز ۱۰ مهر ۴۰ سرباز کشته شده‌اند.", True),
        ("در ۱۰ مهر ۴۰ سرباز کشته شده‌اند.", False),
        ("از زمان آغاز درگیری‌ها ۴۰ سرباز کشته شده‌اند و در ۱۰ مهر دو نفر.", False),
    ],
)
def test_a_total_since_a_day_reaches_publication(facts_of: Read, text: str, reaches: bool) -> None:
    facts = facts_of(text, PUBLISHED)
    (draft,) = drafts(facts, total=True)
    chosen = choose_day(facts, [draft])
    assert chosen is not None and chosen.date_start == dt.date(2022, 10, 2)
    assert (chosen.date_end == PUBLISHED.date()) is reaches
    assert (chosen.date_precision, chosen.date_jalali) == (
        ("range", "1401-07-10/1401-08-23 SH") if reaches else ("day", "1401-07-10 SH")
    )
    draft.is_aggregate = False
    single = choose_day(facts, [draft])
    assert single is not None and single.date_end == dt.date(2022, 10, 2)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("درگیری دو سال پیش رخ داد.", (dt.date(2020, 1, 1), dt.date(2020, 12, 31))),
        ("درگیری سه ماه قبل رخ داد.", (dt.date(2022, 8, 1), dt.date(2022, 8, 31))),
        ("درگیری سه روز پیش رخ داد.", (dt.date(2022, 11, 11), dt.date(2022, 11, 11))),
        ("درگیری در سال گذشته رخ داد.", (dt.date(2021, 3, 21), dt.date(2022, 3, 20))),
    ],
)
def test_years_and_months_counted_back_are_gregorian(facts_of: Read, text: str, days: tuple[dt.date, dt.date]) -> None:
    facts = facts_of(text, PUBLISHED)
    chosen = choose_day(facts, drafts(facts))
    assert chosen is not None and (chosen.date_start, chosen.date_end) == days
