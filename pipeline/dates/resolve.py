"""From what is told to days.

In: an Expression, the day of publication, and optionally a date told earlier in the passage (or a quotation's own).
Out: Resolved. Nothing relative is resolved without an anchor; what was inferred is flagged.
"""

import datetime
from dataclasses import replace

from pipeline.dates import periods
from pipeline.dates.calendars import HIJRI, JALALI, has_jalali, jalali_text, partial_jalali_text, to_jalali, year_of
from pipeline.dates.company import slots_of
from pipeline.dates.ranges import range_of
from pipeline.dates.small_hours import is_in_small_hours, is_of_the_day_gone
from pipeline.dates.spans_of_days import DAY, SHORT_UNITS, UNIT_DAYS, Days, moment_of
from pipeline.dates.value import Expression, Resolved, TimeSpan, Told

_CURRENT = ({"year"}, {"week"}, {"month_offset"})
_GONE, _OPEN = ("past", "announced"), ("since", "until", "before", "after")


def resolve(
    expression: Expression, published: datetime.date | None = None, passage: datetime.date | None = None
) -> Resolved:
    """The days of an expression; `passage` anchors what counts from a date told before («سه روز بعد», a bare day)."""
    told = expression.told
    if told.duration or told.repeated:
        return Resolved()
    hour = None
    if isinstance(published, datetime.datetime):
        hour = published.hour if published.time() != datetime.time() else None
        if hour is not None and (moment := moment_of(told, published)):
            there = replace(expression, told=told.but(back_unit="day", back_count=0.0))
            return replace(_try(there, moment.date(), False, hour), moment=moment)
        if hour is not None and _is_of_last_hours(told):
            told = _last_hours_in_days(told, published)
        gone = is_in_small_hours(published) and is_of_the_day_gone(
            told, expression.outlook, expression.relation, published
        )
        published = published.date() - DAY * gone
    if told.from_passage and passage is None and told.weekday is not None:
        told = told.but(from_passage=None, day_offset=None)  # «روز قبل از آن (چهارشنبه)»
    if told is not expression.told:
        expression = replace(expression, told=told)
    if passage is not None and (told.from_passage or _lacks_year(told)):
        resolved = _try(expression, passage, True, None)
        is_after = published is not None and resolved.date_start is not None and resolved.date_start > published
        if told.from_passage or not is_after or expression.outlook in ("future", "present", "scheduled"):
            return resolved
    counts_from_text = told.from_passage and not _counts_from_a_date(told)
    return _try(expression, None if counts_from_text else published, False, hour)


def _is_of_last_hours(told: Told) -> bool:
    return told.span_unit in SHORT_UNITS and (told.span_count or 0) < 0 and not told.unbounded


def _last_hours_in_days(told: Told, published: datetime.datetime) -> Told:
    """«در یک ساعت گذشته», written at noon, is of that day; written after midnight, of the day before too."""
    assert told.span_count is not None
    hours = datetime.timedelta(days=told.span_count * UNIT_DAYS[told.span_unit or "hour"])
    away = (published + hours).date() - published.date()
    return told.but(span_unit="day", span_count=float(away.days), edge="recent")


def _counts_from_a_date(told: Told) -> bool:
    """«دو روز پس از عاشورا»: the date it counts from is told beside it."""
    if told.edge == "stretch" and told.day_offset is not None:
        return True  # «۲۴ ساعت منتهی به صبح امروز»
    return told.shift_unit is not None and any(value is not None for value in (told.month, told.feast, told.weekday))


def _lacks_year(told: Told) -> bool:
    return told.month is not None and told.year is None and told.year_offset is None


def _try(expression: Expression, anchor: datetime.date | None, in_passage: bool, hour: int | None) -> Resolved:
    """The days counted from one anchor; a day its calendar has not is flagged, never moved."""
    told = expression.told
    try:
        days = _days(expression, anchor, in_passage, hour)
        open_ended = expression.last is not None or expression.relation in _OPEN
        reached = _so_far(days, expression, anchor) if open_ended else days
        bound = reached if expression.last is not None else _bound(reached, expression, None if in_passage else anchor)
    except (ValueError, OverflowError):
        flags = ("impossible_date",) if told.month is not None or told.year is not None else ()
        days = bound = Days(flags=flags, basis=periods.basis_of(told), calendar=periods.calendar_of(told))
    if in_passage and (bound.start is not None or bound.end is not None):
        bound = replace(bound, basis="inherited")
    return _resolved(told, bound, (days.start, days.end, days.precision))


def _days(expression: Expression, anchor: datetime.date | None, in_passage: bool, hour: int | None) -> Days:
    if expression.last is not None:
        return range_of(expression, anchor)
    outlook = expression.outlook
    if expression.relation == "until" and outlook in ("present", "scheduled"):
        outlook = "future"  # «تا ابتدای رمضان به پایان می‌رسد»
    elif expression.relation in ("since", "until") and outlook == "past":
        outlook = "announced"  # «تا ۲۰ تیر فرصت داده است»: of a plan, if such a day is near
    days = periods.days_of(expression.told, anchor, outlook, in_passage, hour)
    if expression.twin is not None:
        days = _agree(days, expression.told, expression.twin, anchor)
    return days


def _agree(days: Days, told: Told, twin: Told, anchor: datetime.date | None) -> Days:
    """The same day in another calendar: where no year is told, a nearer year in which they agree; else a flag."""
    if days.start is None or _is_same(days, twin):
        return days
    if "year_inferred" in days.flags and twin.year is None and told.direction is None and anchor is not None:
        year = year_of(told.calendar or JALALI, days.start)
        moved = periods.near_days(told.but(year=year + (days.start < anchor or -1)), days.start)
        is_nearer = moved is not None and moved.start and abs(moved.start - anchor) < abs(days.start - anchor)
        if moved is not None and is_nearer and _is_same(moved, twin):
            return replace(moved, flags=days.flags)
    return replace(days, flags=(*days.flags, "conflicting_calendars"))


def _is_same(days: Days, twin: Told) -> bool:
    """Whether days meet those of another calendar; a computed lunar day may be one off."""
    near = periods.near_days(twin, days.start) if days.start else None
    if near is None or not (near.start and near.end and days.start):
        return True
    slack = DAY if HIJRI in (twin.calendar, days.calendar) else 0 * DAY
    return near.start <= (days.end or days.start) + slack and days.start <= near.end + slack


def is_current(told: Told) -> bool:
    """Whether this week, month or year is told, nothing of it singled out."""
    offsets = (told.week_offset, told.month_offset, told.year_offset)
    return 0 in offsets and told.from_passage is None and slots_of(told) in _CURRENT


def is_gone_so_far(
    expression: Expression, start: datetime.date | None, end: datetime.date | None, anchor: datetime.date | None
) -> bool:
    """Whether of this week, month or year only what lies behind the anchor may be meant: the text looks back."""
    if start is None or end is None or anchor is None or not start <= anchor < end:
        return False
    return expression.outlook in _GONE and is_current(expression.last or expression.told)


def _so_far(days: Days, expression: Expression, anchor: datetime.date | None) -> Days:
    """«از امسال», «تا این هفته» as far as the anchor; «امسال» is told as a whole, and cut where a row is dated."""
    return replace(days, end=anchor) if is_gone_so_far(expression, days.start, days.end, anchor) else days


def _bound(days: Days, expression: Expression, anchor: datetime.date | None) -> Days:
    """«از», «تا», «پیش از», «پس از» open an interval; «از» before a day only marks where something began."""
    relation = expression.relation
    if days.start is None or days.end is None:
        return days
    told = expression.told
    if relation in ("since", "until") and (
        told.last_day or told.last_month or told.last_year or told.last_weekday is not None
    ):
        return days
    by_day = told.part is None and told.clock is None
    if relation == "until" and told.span_count is not None and told.span_count < 0:
        return replace(days, start=None, end=days.start, precision="range", flags=(*days.flags, "until"))
    if relation == "until":
        return replace(days, start=None, precision="range", flags=(*days.flags, "until"))
    if relation == "before":
        return replace(
            days, start=None, end=days.start - DAY * by_day, precision="range", flags=(*days.flags, "before")
        )
    if relation == "after":
        return replace(days, start=days.end + DAY * by_day, end=None, precision="range", flags=(*days.flags, "after"))
    if relation == "since":
        if anchor is not None and days.start <= anchor and told.edge is not None:
            return replace(days, end=anchor, precision="range", flags=(*days.flags, "since"))
        return replace(days, flags=(*days.flags, "since"))
    if relation == "about":
        return replace(days, flags=(*days.flags, "approximate"))
    return days


def _resolved(told: Told, days: Days, told_days: TimeSpan) -> Resolved:
    text = jalali_text(days.start, days.end, days.precision)
    year = month = day = None
    if days.start is not None and has_jalali(days.start):
        year, month, day = to_jalali(days.start)
        if text is not None and text.count("-") < 2 and "/" not in text:
            day = None
            month = month if "-" in text else None
    elif text is None and told.calendar == JALALI and told.month is not None:
        text = partial_jalali_text(told.month, told.day)
        month, day = told.month, told.day
        if "impossible_date" in days.flags:
            text = None
    calendar = days.calendar
    return Resolved(
        days.start,
        days.end,
        days.precision,
        days.basis,
        calendar,
        tuple(dict.fromkeys(days.flags)) if days.flags else (),
        text,
        year,
        month,
        day,
        told_days,
    )
