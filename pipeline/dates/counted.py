"""Weekdays and units counted from an anchor: هفته گذشته, سه روز پیش, طی دو ماه اخیر.

In: Told, the anchor day, the clause's outlook. Out: Days. «گذشته» is the unit before the anchor's own; a bare weekday
is the latest before it; a stretch of days told as «گذشته» leaves out the anchor's own.
"""

import datetime
from dataclasses import replace

from pipeline.dates.calendars import (
    GREGORIAN,
    HIJRI,
    JALALI,
    month_of,
    month_span,
    shift_month,
    to_date,
    to_jalali,
    year_of,
    year_span,
)
from pipeline.dates.spans_of_days import (
    DAY,
    UNIT_DAYS,
    UNIT_MONTHS,
    WEEK,
    WEEKEND,
    Days,
    checked,
    one_day,
    shift_day,
    week_of,
    weekday_number,
)
from pipeline.dates.value import TO_COME, Outlook, Precision, Told

_JUST_BEGUN, _IN_SIGHT, _ABOUT_TO_BEGIN = 2, 9, 11  # months
_KHORDAD, _SUMMER, _MEHR = 3, 4, 7
_MONTH = 30  # days, about
_FIRST_DAYS, _LAST_DAYS = ("start", "early", "first_days"), ("end", "late", "last_days")


def relative_to(told: Told, anchor: datetime.date, outlook: Outlook) -> Days:
    """A day told by its distance from the anchor: yesterday, three days ago, tonight."""
    if told.day_offset is not None:
        return _day_away(told, anchor)
    if told.day is not None and told.month_offset is not None:
        return _day_of_offset_month(told, anchor)
    if told.weekday is not None:
        return weekday_of(told, anchor, outlook)
    if told.week_offset is not None:
        return _week_away(told, anchor, outlook)
    if told.month_offset is not None:
        year, month, calendar = _offset_month(told, anchor)
        return Days(*month_span(calendar, year, month), "month")
    if told.year_offset is not None:
        calendar = told.calendar or JALALI
        return Days(*year_span(calendar, year_of(calendar, anchor) + told.year_offset), "year")
    if told.back_unit is not None:
        return back_from(told, anchor)
    if told.span_unit == "coming_week":
        return Days(*week_of(anchor, _coming_week(anchor)), "week")
    if told.span_unit in ("school_year", "water_year"):
        return _year_from_autumn(told, anchor)
    if told.span_unit == "new_year":
        return _new_year(told, anchor, outlook)
    return stretch_of(told, anchor) if told.span_unit is not None else Days()


def _day_away(told: Told, anchor: datetime.date) -> Days:
    """«فردا»; with a year the anchor's day in it, as of «سال گذشته در چنین روزی»."""
    assert told.day_offset is not None
    if told.year_offset is None:
        return checked(anchor + told.day_offset * DAY, told)
    year, month, day = to_jalali(anchor)
    return one_day(month_span(JALALI, year + told.year_offset, month)[0] + (min(day, 29) - 1) * DAY)


def _week_away(told: Told, anchor: datetime.date, outlook: Outlook) -> Days:
    """«هفته گذشته»; «آخر هفته … کشته شدند», read on a Monday, is of the week before."""
    assert told.week_offset is not None
    at_end = told.week_offset == 0 and told.edge in _LAST_DAYS
    is_over = at_end and outlook == "past" and weekday_number(anchor) < WEEKEND
    return Days(*week_of(anchor, told.week_offset - is_over), "week")


def _coming_week(anchor: datetime.date) -> int:
    """«هفته پیش رو», said on a Saturday, has just begun."""
    return int(weekday_number(anchor) > 0)


def _new_year(told: Told, anchor: datetime.date, outlook: Outlook) -> Days:
    """«سال جدید»: the year that has just begun or is about to; in between the one begun, if that is told of it.

    Planned for in the last months, it is the next.
    """
    at_christmas = (anchor.month, anchor.day) >= (12, 25) or (anchor.month, anchor.day) <= (1, 15)
    calendar = told.calendar or (GREGORIAN if at_christmas else JALALI)
    year, month = month_of(calendar, anchor)
    if calendar == HIJRI:
        year = year_of(HIJRI, anchor)
        month = (anchor - year_span(HIJRI, year)[0]).days // _MONTH + 1
    about_to_begin = _IN_SIGHT if outlook in ("future", "scheduled") else _ABOUT_TO_BEGIN
    if month <= _JUST_BEGUN or month >= about_to_begin or told.span_count == 0:
        return Days(*year_span(calendar, year + (month >= about_to_begin)), "year", calendar=calendar)
    return Days()


def _year_from_autumn(told: Told, anchor: datetime.date) -> Days:
    """«سال تحصیلی جاری», from Mehr to Shahrivar; in the summer «جدید» and «آینده» are the one about to begin.

    Schools end with Khordad: in the summer no one knows which end is meant.
    """
    year, month = to_jalali(anchor)[:2]
    first = year - (month < _MEHR)
    if told.span_count is not None:
        over = told.span_count < 0 and _SUMMER <= month < _MEHR
        first += round(told.span_count) + over
    elif not _MEHR <= month < _ABOUT_TO_BEGIN:
        first = year + (month >= _ABOUT_TO_BEGIN)  # «ثبت‌نام سال تحصیلی جدید», in spring
    if told.edge in _FIRST_DAYS:
        return Days(*month_span(JALALI, first, _MEHR), "month")  # «ابتدای سال تحصیلی جاری»
    if told.edge in _LAST_DAYS and told.span_unit == "school_year":
        may_be_next = told.span_count == 0 and _SUMMER <= month < _MEHR
        return Days() if may_be_next else Days(*month_span(JALALI, first + 1, _KHORDAD), "month")
    return Days(month_span(JALALI, first, _MEHR)[0], month_span(JALALI, first + 1, _MEHR - 1)[1], "range")


def _offset_month(told: Told, anchor: datetime.date) -> tuple[int, int, str]:
    calendar = told.calendar or JALALI
    assert told.month_offset is not None
    year, month = to_jalali(anchor)[:2] if calendar == JALALI else (anchor.year, anchor.month)
    return *shift_month(year, month, told.month_offset), calendar


def _day_of_offset_month(told: Told, anchor: datetime.date) -> Days:
    """«پنجم ماه آینده», «۵ تا ۸ این ماه»."""
    assert told.day is not None
    year, month, calendar = _offset_month(told, anchor)
    last = told.last_day or told.day
    precision: Precision = "day" if last == told.day else "range"
    return Days(to_date(calendar, year, month, told.day), to_date(calendar, year, month, last), precision)


def weekday_of(told: Told, anchor: datetime.date, outlook: Outlook) -> Days:
    """A weekday alone: the last such day before the anchor, or the next where the text looks ahead."""
    assert told.weekday is not None
    weeks = _weeks_told(told, anchor)
    if weeks is not None:
        day = _weekday_of_week(told, anchor, weeks, outlook)
    elif told.direction == 1 or (outlook in TO_COME and told.direction is None):
        day = _weekday_ahead(told, anchor, outlook)
    else:
        day = _weekday_behind(told, anchor)
        if told.direction is None and day + WEEK * DAY == anchor:
            return replace(one_day(day), flags=("publication_weekday",))
    if told.last_weekday is not None:
        return Days(day, day + ((told.last_weekday - told.weekday) % WEEK) * DAY, "range")
    return one_day(day)


def _weeks_told(told: Told, anchor: datetime.date) -> int | None:
    """How many weeks away a weekday is said to be, None where its week is untold."""
    if told.week_offset is not None:
        return told.week_offset
    if told.back_unit == "week" and told.back_count is not None:
        return int(told.back_count)
    if told.span_unit == "week" and told.span_count is not None:
        return int(told.span_count)
    return _coming_week(anchor) if told.span_unit == "coming_week" else None


def _weekday_of_week(told: Told, anchor: datetime.date, weeks: int, outlook: Outlook) -> datetime.date:
    """«شنبه هفته آینده»; «پنجشنبه این هفته … افزایش یافت», read on a Saturday, is of the week before."""
    assert told.weekday is not None
    day = week_of(anchor, weeks)[0] + told.weekday * DAY
    if weeks == 0 and outlook == "past" and day > anchor:
        day -= WEEK * DAY
    return day - DAY if told.eve else day


def _weekday_told(told: Told) -> int:
    """«شب دوشنبه» is Sunday's night."""
    assert told.weekday is not None
    return (told.weekday - 1) % WEEK if told.eve else told.weekday


def _weekday_ahead(told: Told, anchor: datetime.date, outlook: Outlook) -> datetime.date:
    """The next such day: the anchor's own where no «آینده» is said."""
    away = (_weekday_told(told) - weekday_number(anchor)) % WEEK
    if told.direction == 1:
        return anchor + (away or WEEK) * DAY
    if told.last_weekday is not None and outlook == "scheduled":
        to_go = (told.last_weekday - weekday_number(anchor)) % WEEK
        away -= WEEK * (to_go < away)  # «از یکشنبه تا سه‌شنبه … دیدار می‌کند», written on a Monday
    return anchor + away * DAY


def _weekday_behind(told: Told, anchor: datetime.date) -> datetime.date:
    """The last such day before the anchor; «پنجشنبه و جمعه» may be read on that Friday."""
    weekday = _weekday_told(told)
    last = weekday if told.last_weekday is None else told.last_weekday
    may_be_today = told.last_weekday is not None and told.direction is None
    back = (weekday_number(anchor) - last) % WEEK or WEEK * (not may_be_today)
    return anchor - (back + (last - weekday) % WEEK) * DAY


def back_from(told: Told, anchor: datetime.date) -> Days:
    """So many units before or after the anchor, as exact as the unit."""
    assert told.back_unit is not None and told.back_count is not None
    unit, count = told.back_unit, told.back_count
    if unit in UNIT_MONTHS:
        months = count * UNIT_MONTHS[unit]
        whole = int(months)
        year, month = to_jalali(anchor + round((months - whole) * _MONTH) * DAY)[:2]
        if unit == "month" or months % 12:
            return Days(*month_span(JALALI, *shift_month(year, month, whole)), "month")
        precision: Precision = "year" if unit == "year" else "range"
        calendar = told.calendar or JALALI
        return Days(*year_span(calendar, year_of(calendar, anchor) + round(months / 12)), precision)
    if unit == "week" and count == int(count):
        return Days(*week_of(anchor, int(count)), "week")
    return checked(anchor + round(count * UNIT_DAYS[unit]) * DAY, told)


def _decade_of(anchor: datetime.date, calendar: str) -> Days:
    """«دهه جاری»: the ten years of a calendar that the anchor is in."""
    first = year_of(calendar, anchor) // 10 * 10
    return Days(year_span(calendar, first)[0], year_span(calendar, first + 9)[1], "range", calendar=calendar)


def stretch_of(told: Told, anchor: datetime.date) -> Days:
    """A stretch that ends or begins at the anchor; days told as «گذشته» leave out the anchor's own."""
    assert told.span_unit is not None and told.span_count is not None
    unit, count = told.span_unit, told.span_count
    if unit == "decade" and count == 0:
        return _decade_of(anchor, told.calendar or JALALI)
    if unit in UNIT_MONTHS:
        other = shift_day(anchor, round(count * UNIT_MONTHS[unit]))
    else:
        days = count * UNIT_DAYS[unit]
        other = anchor + int(days if days == int(days) else (days - 1 if days < 0 else days + 1)) * DAY
    start, end = min(anchor, other), max(anchor, other)
    if unit in ("day", "night", "day_and_night") and told.edge != "recent" and start < end:
        start, end = (start, end - DAY) if count < 0 else (start + DAY, end)
    return Days(start, end, "day" if start == end else "range")
