"""Days, months, seasons, years and feasts that have a name: which year is meant where none is told.

In: Told, an anchor day or None, the clause's outlook. Out: Days; ValueError where the calendar has no such day.
A day or month without its year is the nearest not after the anchor, or the one to come where the text looks forward.
"""

import datetime
from dataclasses import replace

from pipeline.dates.calendars import (
    GREGORIAN,
    HIJRI,
    JALALI,
    longest_month,
    lunar_years_about,
    month_span,
    to_date,
    to_jalali,
    year_of,
    year_span,
)
from pipeline.dates.spans_of_days import DAY, WEEK, Days, checked, one_day, weekday_number
from pipeline.dates.value import Outlook, Precision, Told
from pipeline.dates.weekday_feasts import is_on_a_weekday, weekday_feast

_NEAR = 2
_SOLAR_YEAR = 365.2422
_PLANNED_YEARS = 6
_THIS_YEAR = 1405
_PLANNED = 10  # «16 فروردین 88», written in 1386
_SOON = datetime.timedelta(days=110)
_SCHEDULED_SOON = datetime.timedelta(days=180)
_ANNIVERSARY = datetime.timedelta(days=45)
_LEANING = 1.5
_QUITE_SOON = datetime.timedelta(days=65)
_AT_HAND = datetime.timedelta(days=7)
_MOST_OF_A_YEAR = datetime.timedelta(days=300)
_LONG_AGO = datetime.timedelta(days=225)
_MONTH_NEAR = datetime.timedelta(days=30)
_FEAST_NEAR = datetime.timedelta(days=75)


def full_year(year: int, calendar: str, anchor: datetime.date | None) -> int:
    """A year of two figures as its full number: of this century unless that lies ahead of the anchor."""
    if year >= 100:
        return year
    if calendar == HIJRI:
        return year  # «سال ۶۱ هجری»
    now = year_of(calendar, anchor) if anchor else (1405 if calendar == JALALI else 2026)
    century = now // 100 * 100
    return century + year if century + year <= now + _PLANNED else century - 100 + year


def day_of_month(told: Told, anchor: datetime.date | None, outlook: Outlook, in_passage: bool) -> Days:
    """A day of a named month, its year told, or the one that fits the anchor and the outlook."""
    calendar = told.calendar or JALALI
    assert told.day is not None and told.month is not None
    if (told.last_day or 0) > longest_month(calendar, told.month):
        raise ValueError(f"No year has a day {told.last_day} in the month {told.month}.")
    if told.year is not None:
        day = to_date(calendar, full_year(told.year, calendar, anchor), told.month, told.day)
        days = checked(day, told)
    elif anchor is None:
        return Days()
    elif told.year_offset is not None:
        lunar = calendar == HIJRI
        year = year_of(calendar, anchor) + told.year_offset
        year = lunar_year_of(told.month, told.year_offset, anchor, outlook) if lunar else year
        days = checked(to_date(calendar, year, told.month, told.day), told)
    else:
        days = _nearest(told, calendar, anchor, outlook, in_passage)
    if told.last_day is not None and days.start is not None:
        days = replace(days, end=days.start + (told.last_day - told.day) * DAY, precision="range")
    if told.last_day is None and days.start is not None and weekday_number(days.start) == told.weekday:
        return days  # «شنبه هفتم محرم»
    return widened(days) if calendar == HIJRI else days


def widened(days: Days) -> Days:
    """A lunar day or month in Iran may be a day after the computed one."""
    if days.end is None:
        return days
    precision: Precision = "month" if days.precision == "month" else "range"
    return replace(days, end=days.end + DAY, precision=precision, flags=(*days.flags, "lunar_approximate"))


def _candidates(told: Told, calendar: str, anchor: datetime.date) -> list[datetime.date]:
    year = year_of(calendar, anchor)
    found = []
    for candidate in range(year - 5, year + 3):
        try:
            found.append(to_date(calendar, candidate, told.month or 1, told.day or 1))
        except ValueError:
            continue  # a leap day in a common year
    return found


def _nearest(told: Told, calendar: str, anchor: datetime.date, outlook: Outlook, in_passage: bool) -> Days:
    """The year untold: the nearest such day not after the anchor, after it where the text looks forward."""
    slack = _NEAR if told.weekday is not None else 0
    if told.calendar == HIJRI:
        slack = 1
    found = _candidates(told, calendar, anchor)
    before = [day for day in found if day <= anchor + slack * DAY]
    after = [day for day in found if day >= anchor]
    if told.direction == -1:
        before = [day for day in before if day < anchor]
    nearest = max(before)
    if told.famous_year is not None and anchor - nearest > _ANNIVERSARY and anchor.year > told.famous_year:
        return one_day(to_date(calendar, told.famous_year, told.month or 1, told.day or 1), ("year_inferred",))
    if told.day_offset is not None:
        anchor += told.day_offset * DAY
    if in_passage or told.day_offset is not None or told.direction == 0:
        nearest = min(found, key=lambda day: abs((day - anchor).days))
    elif after and (told.direction == 1 or is_ahead(after[0], nearest, anchor, outlook)):
        nearest = after[0]
    elif after and after[0] - anchor <= _AT_HAND and told.direction is None:
        nearest = nearest if calendar == HIJRI else after[0]  # «طرح ۲۵ خرداد را تشریح کرد», read on the 21st
    days = checked(nearest, told)
    if told.weekday is not None and told.day_offset is None and "weekday_mismatch" in days.flags:
        soon = [day for day in after if day - anchor <= _SOON and weekday_number(day) == told.weekday]
        agreeing = [day for day in before if weekday_number(day) == told.weekday] if days.start == nearest else []
        days = one_day(max(soon or agreeing)) if soon or agreeing else days
    return replace(days, flags=(*days.flags, "year_inferred"))


def is_ahead(ahead: datetime.date, behind: datetime.date, anchor: datetime.date, outlook: Outlook) -> bool:
    """Whether a day without its year is to come: the text looks forward, or it is soon and told in the present."""
    if outlook == "future":
        return ahead - anchor < (anchor - behind) * _LEANING
    if outlook in ("untold", "announced"):  # a headline or a programme: next month's day is meant, not last year's
        return ahead - anchor <= _QUITE_SOON and anchor - behind >= _MOST_OF_A_YEAR
    if outlook == "scheduled":
        return ahead - anchor <= _SCHEDULED_SOON and ahead - anchor < anchor - behind
    return outlook == "present" and ahead - anchor <= _SOON and anchor - behind >= _LONG_AGO


def named_month(told: Told, anchor: datetime.date | None, outlook: Outlook, in_passage: bool) -> Days:
    """A whole named month, its year told or the one that fits."""
    calendar = told.calendar or JALALI
    assert told.month is not None
    flags: tuple[str, ...] = ()
    if told.year is not None:
        year = full_year(told.year, calendar, anchor)
    else:
        assert anchor is not None
        year = year_of(calendar, anchor)
        if told.year_offset is not None and calendar == HIJRI:
            year = lunar_year_of(told.month, told.year_offset, anchor, outlook)
        elif told.year_offset is not None:
            year += told.year_offset
        else:
            year, flags = _nearest_year(told, calendar, anchor, outlook, in_passage), ("year_inferred",)
    start, end = month_span(calendar, year, told.month)
    if told.last_month is not None:
        end = month_span(calendar, year + (told.last_month < told.month), told.last_month)[1]
        return Days(start, end, "range", flags=flags)
    return Days(start, end, "month", flags=flags)


def lunar_year_of(month: int, offset: int, anchor: datetime.date, outlook: Outlook) -> int:
    """«رمضان امسال»: of those in this solar year the one going on, near ahead or last; «رمضان سال گذشته» a year from it."""
    solar = to_jalali(anchor)[0]
    years = lunar_years_about(solar, month)
    reach = anchor + (_MOST_OF_A_YEAR if outlook == "future" else _FEAST_NEAR)
    begun = [year for year in years if to_date(HIJRI, year, month, 1) <= reach]
    year = begun[-1] if begun else years[0]
    day = to_date(HIJRI, year, month, 1) + round(offset * _SOLAR_YEAR) * DAY
    return min(
        (each + year_of(HIJRI, day) for each in (-1, 0, 1)), key=lambda each: abs(to_date(HIJRI, each, month, 1) - day)
    )


def _nearest_year(told: Told, calendar: str, anchor: datetime.date, outlook: Outlook, in_passage: bool) -> int:
    assert told.month is not None
    year = year_of(calendar, anchor)
    start, end = month_span(calendar, year, told.month)
    if in_passage or told.direction == 0:
        return year
    if told.direction == 1 or (outlook == "future" and start > anchor and told.direction is None):
        return year if start > anchor else year + 1
    ahead = start if start > anchor else month_span(calendar, year + 1, told.month)[0]
    behind = end if start <= anchor else month_span(calendar, year - 1, told.month)[1]
    is_near = calendar == HIJRI or told.edge == "threshold"
    if is_near and not start <= anchor <= end and ahead <= anchor + _MONTH_NEAR and told.direction is None:
        return year if start > anchor else year + 1
    if not start <= anchor <= end and told.direction is None and is_ahead(ahead, behind, anchor, outlook):
        return year if start > anchor else year + 1
    if start > anchor or (told.direction == -1 and end >= anchor):
        return year - 1
    return year


def season_of(told: Told, anchor: datetime.date | None, outlook: Outlook) -> Days:
    """A season of three months of the Jalali or Gregorian year."""
    assert told.season is not None
    calendar = told.calendar if told.calendar == GREGORIAN else JALALI
    flags: tuple[str, ...] = ()
    if told.year is not None:
        year = full_year(told.year, calendar, anchor)
        if calendar == GREGORIAN:
            year -= 621 + (told.season == 4)
    else:
        assert anchor is not None
        year = to_jalali(anchor)[0] + (told.year_offset or 0)
        if told.year_offset is None:
            flags = ("year_inferred",)
            start = month_span(JALALI, year, told.season * 3 - 2)[0]
            end = month_span(JALALI, year, told.season * 3)[1]
            soon = start > anchor and is_ahead(start, month_span(JALALI, year - 1, told.season * 3)[1], anchor, outlook)
            if told.direction == 1 or soon:
                year += start <= anchor
            elif start > anchor or (told.direction == -1 and end >= anchor):
                year -= 1
    first = month_span(JALALI, year, told.season * 3 - 2)[0]
    return Days(first, month_span(JALALI, year, (told.last_season or told.season) * 3)[1], "range", flags=flags)


def years_of(told: Told, anchor: datetime.date | None) -> Days:
    """A year, years, a decade or a century."""
    if told.decade is not None:
        return _decade(told.decade, told.last_year or told.decade, told.calendar, anchor)
    calendar = told.calendar or JALALI
    if told.century is not None:
        first, last = ((number - 1) * 100 + 1 for number in (told.century, told.last_year or told.century))
        return Days(year_span(calendar, first)[0], year_span(calendar, last + 99)[1], "range")
    assert told.year is not None
    if calendar == JALALI and anchor is not None and _is_gregorian_figure(told.last_year or told.year, anchor):
        calendar = GREGORIAN
    year = full_year(told.year, calendar, anchor if calendar == GREGORIAN else None)
    start, end = year_span(calendar, year)
    if told.last_year is not None:
        last = full_year(told.last_year, calendar, anchor if calendar == GREGORIAN else None)
        if told.from_autumn:
            first_month = 9 if calendar == GREGORIAN else 7
            start, end = (
                month_span(calendar, year, first_month)[0],
                month_span(calendar, year + told.last_year - told.year, first_month - 1)[1],
            )
            return Days(start, end, "range", calendar=calendar)
        if last < year:
            start = year_span(calendar, year - 100)[0]  # «سال‌های ۱۳ تا ۲۰»
        return Days(start, year_span(calendar, last)[1], "range", calendar=calendar)
    return Days(start, end, "year", calendar=calendar)


def _is_gregorian_figure(year: int, anchor: datetime.date) -> bool:
    """«سال ۹۲» written in 2003 is 1992: the Solar Hijri year of these two figures lay well ahead."""
    return 50 < year < 100 and 1300 + year > to_jalali(anchor)[0] + _PLANNED_YEARS and 1900 + year <= anchor.year


def _is_lunar_figure(year: int, anchor: datetime.date | None) -> bool:
    """«عید قربان ۱۴۴۳» written in 1401 is of that lunar year: the solar one lies far ahead."""
    return year > (to_jalali(anchor)[0] if anchor else _THIS_YEAR) + _PLANNED


def _decade(first: int, last: int, calendar: str | None, anchor: datetime.date | None) -> Days:
    """«دهه ۶۰» is Solar Hijri; «دهه ۹۰» written before 1390 is the nineteen-nineties."""
    if calendar is None:
        begins = year_span(JALALI, 1300 + first)[0]
        calendar = GREGORIAN if anchor is not None and begins > anchor else JALALI
    century = 0 if first >= 100 else 1300 if calendar == JALALI else 1900
    start, end = year_span(calendar, century + first)[0], year_span(calendar, century + last + 9)[1]
    return Days(start, end, "range", calendar=calendar)


def feast_of(told: Told, anchor: datetime.date | None, outlook: Outlook) -> Days:
    """A feast or day of remembrance by its name."""
    assert told.feast is not None
    if "|" in told.feast:
        return _nearest_feast(told, anchor, outlook)
    system, _, rest = told.feast.partition("-")
    if not rest:
        return Days()
    if is_on_a_weekday(told.feast):
        year = None if told.year is None else full_year(told.year, told.calendar or JALALI, anchor)
        return weekday_feast(told.but(year=year), anchor)
    month, day, *length = (int(n) for n in rest.split("-"))
    feast = Told(day=day, month=month, calendar=system, weekday=told.weekday, direction=told.direction)
    is_bare = told.year is told.year_offset is told.direction is None
    days = _last_or_next_feast(feast, anchor, outlook) if is_bare else _feast_of_year(feast, told, anchor, outlook)
    start, end = days.start, days.end
    if start is None or end is None:
        return days
    if told.eve:
        start, end = start - DAY, end - DAY
    if length:
        return replace(days, start=start, end=start + (length[0] - 1) * DAY, precision="range")
    return replace(days, start=start, end=end)


def _last_or_next_feast(feast: Told, anchor: datetime.date | None, outlook: Outlook) -> Days:
    """A feast whose year is untold: the last, or the next where it is near («در نوروز بستری شد», written in Esfand)."""
    last = day_of_month(feast, anchor, outlook, False)
    if anchor is None or last.start is None:
        return last
    ahead = day_of_month(feast.but(direction=1), anchor, "future", False)
    near = _AT_HAND if outlook == "past" else _FEAST_NEAR
    return ahead if ahead.start is not None and anchor < ahead.start <= anchor + near else last


def _feast_of_year(feast: Told, told: Told, anchor: datetime.date | None, outlook: Outlook) -> Days:
    """A feast whose year is told, in its own calendar or another («عید قربان ۱۴۰۱»), or its side («عید آینده»)."""
    month = feast.month
    assert month is not None
    feast = feast.but(year=told.year, year_offset=told.year_offset)
    if told.year is not None and told.calendar not in (None, feast.calendar):
        is_lunar = feast.calendar == HIJRI and told.calendar == JALALI and _is_lunar_figure(told.year, anchor)
        if not is_lunar:
            anchor = year_span(told.calendar, full_year(told.year, told.calendar, anchor))[1]
            feast = feast.but(year=None)
    if told.year_offset is not None and feast.calendar == HIJRI and anchor is not None:
        year = lunar_year_of(month, told.year_offset, anchor, outlook)
        feast = feast.but(year=year, year_offset=None)
    return day_of_month(feast, anchor, outlook, False)


def _nearest_feast(told: Told, anchor: datetime.date | None, outlook: Outlook) -> Days:
    """One name for days of two calendars («روز زن»): the one nearest to the anchor."""
    assert told.feast is not None
    if anchor is None:
        return Days()
    each = [feast_of(told.but(feast=feast), anchor, outlook) for feast in told.feast.split("|")]
    return min(each, key=lambda days: abs((days.start - anchor).days) if days.start else WEEK * 100)
