"""The days of a row: which of its drafts' dates it takes.

In: a group of drafts (the most informative first), the article's facts. Out: one `TimeMention` or None.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.dates.calendars import GREGORIAN, jalali_text, month_span, shift_month, to_jalali, year_span
from pipeline.dates.mention import TimeMention
from pipeline.events.drafts import Draft
from pipeline.events.facts import ArticleFacts
from pipeline.events.times.open_days import until_now


def choose_day(facts: ArticleFacts, group: Sequence[Draft]) -> TimeMention | None:
    """The first draft's date, or the next that has one; a day told of the happening goes before a month or a week.

    A total's period is no looser telling of a day: there the first draft's date stays.
    """
    told = [_in_gregorian_units(facts, draft.time) for draft in group if draft.time is not None]
    dated = [time for time in told if time.date_start is not None]
    if not dated:
        return told[0] if told else None
    if group[0].is_aggregate:
        return until_now(facts, dated[0])
    return min(dated, key=lambda time: time.date_precision != "day")


def _in_gregorian_units(facts: ArticleFacts, time: TimeMention) -> TimeMention:
    """«دو سال پیش», «سه ماه قبل»: the Gregorian year or month so many back, as fields.csv says of `date_start`.

    Coders of such articles count so; the mention itself keeps the calendar of its text.
    """
    published, told = facts.article.published_at, time.expression.told
    unit, count = told.back_unit, told.back_count or 0.0
    if published is None or time.date_start is None or time.date_end is None or time.date_precision != unit:
        return time
    if unit not in ("year", "month") or count >= 0 or count != int(count) or told.from_passage:
        return time
    if unit == "year":
        first, last = year_span(GREGORIAN, published.year + int(count))
    else:
        first, last = month_span(GREGORIAN, *shift_month(published.year, published.month, int(count)))
    year, month, day = to_jalali(first)
    return replace(
        time, date_start=first, date_end=last, date_jalali=jalali_text(first, last, time.date_precision),
        jalali_year=year, jalali_month=month, jalali_day=day,
    )  # fmt: skip
