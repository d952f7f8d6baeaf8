"""Passage: the date told before that a time counts from («سه روز بعد», «همان سال», a day without its year).

In: the mentions of a text so far and the next expression. Out: the day it counts from, or None.
"""

import datetime
import re
from dataclasses import replace

from pipeline.dates.ages_told import age_of, of_the_age, points_to_an_age
from pipeline.dates.calendars import GREGORIAN
from pipeline.dates.company import TIMES, slots_of
from pipeline.dates.comparisons import follows_a_comparison, is_compared
from pipeline.dates.days_of_clocks import REACH_OF_CLOCK, ends_at_night, of_publication, of_recurring_days, of_wide_days
from pipeline.dates.hours import is_small
from pipeline.dates.mention import TimeMention
from pipeline.dates.months_told import is_of_its_month, may_go_on
from pipeline.dates.parts_of_days import of_day_told
from pipeline.dates.quotations import Quotation
from pipeline.dates.same_time import is_of_one_year, is_part_of_a_year, is_similar, of_another_year, similar_at
from pipeline.dates.sighted import on_the_day_told
from pipeline.dates.spans_of_days import SHORT_UNITS, UNIT_DAYS
from pipeline.dates.taken_up import (
    OF_YEARS,
    REACH_OF_LINE,
    REACH_OF_SENTENCE,
    REACH_OF_YEARS,
    beside_a_gregorian_year,
    gregorian_near,
    is_another_sentence,
    is_near,
    of_these_days,
    season_of_a_year,
)
from pipeline.dates.this_month import of_a_named_month, of_a_named_week
from pipeline.dates.timex import unit_of
from pipeline.dates.untold_day import of_an_untold_day
from pipeline.dates.value import Expression, Told

_SAME_DAY = 0.25  # days after which hours may well have crossed midnight
_WEEK = "هفته "
_FORWARD = ("future", "scheduled", "present")
_ERA = "میلادی"
_A_LITTLE_AGO = ("کمی پیش", "کمی قبل", "اندکی پیش")
_JUST_NOW, _WORDLESS = "هم ا", re.compile(r"[\W_]*")
_UNKNOWN_HOUR = datetime.time()
_ANOTHER_YEAR = datetime.timedelta(days=200)
_EXACT = {"year": ("day", "month", "year"), "month": ("day", "month")}


class Passage:
    """What the mentions of a text, read in order, leave for the next one to count from."""

    def __init__(self, key: str, published: datetime.date | None) -> None:
        self._key = key
        self._published = published.date() if isinstance(published, datetime.datetime) else published
        self._hour = published.time() if isinstance(published, datetime.datetime) else _UNKNOWN_HOUR
        self._last: TimeMention | None = None
        self._last_day: TimeMention | None = None
        self._last_month: TimeMention | None = None
        self._last_week: TimeMention | None = None
        self._last_year: TimeMention | None = None
        self._set: TimeMention | None = None  # the last recurring days, forgotten at the next date
        self._last_part: TimeMention | None = None  # of a year: months, a quarter, a season
        self._untold_day: TimeMention | None = None  # «۲۱ تیر», its year unknown
        self._quotation = Quotation()
        self._full: TimeMention | None = None  # the last month told with its year
        self._age: TimeMention | None = None  # the last decade or century
        self._gregorian: TimeMention | None = None  # a bare Gregorian year near the publication's
        self._gregorian_end = -1  # of the last year said to be «میلادی», -1 where one of another calendar came after it

    def note(self, mention: TimeMention) -> None:
        """Remember a mention that has a date, or recurring days; any other, or one that another is compared with, changes nothing."""
        told = mention.expression.told
        if told.repeated or mention.date_start is not None:
            self._set = mention if told.repeated else None
        self._age = age_of(mention, self._age)
        of_a_year = told.year is not None or told.year_offset is not None
        if of_a_year:
            self._note_calendar(mention)
        if self._published is None and told.year is not None and told.month is not None:
            self._full = mention if may_go_on(mention) else None
        if follows_a_comparison(self._key, mention.key_start) or is_similar(self._key, mention):
            return
        if of_a_year or told.month is not None or told.season is not None:
            self._last_part = mention if is_part_of_a_year(mention) else None
        if of_a_year:
            of_figures = told.year is not None and told.month is None and mention.relation != "since"
            self._last_year = mention if of_figures else None
        self._note_untold_day(mention)
        if mention.reference == "absolute" and mention.told_days[0] is not None and mention.date_start is None:
            start, end, precision = mention.told_days  # «تا سال ۱۳۷۵ … در این سال»
            mention = replace(mention, date_start=start, date_end=end, date_precision=precision)
        self._note_date(mention)

    def _note_calendar(self, mention: TimeMention) -> None:
        """Remember whether the year told last is a Gregorian one."""
        told = mention.expression.told
        if told.calendar == GREGORIAN and _ERA in mention.core_text:
            self._gregorian_end = mention.key_end
        elif told.year is not None:
            self._gregorian_end = -1
        self._gregorian = gregorian_near(mention, self._published)

    def _note_date(self, mention: TimeMention) -> None:
        """Remember what has a first and a last day, by its kind: a day, a month, a named week."""
        if mention.date_start is None or mention.date_end is None:
            return
        self._last, told = mention, mention.expression.told
        day = self._last_day.date_start if self._last_day else None
        if mention.date_precision == "day":
            self._last_day = mention
        elif day is None or not mention.date_start <= day <= mention.date_end:
            self._last_day = None  # but «سه‌شنبه ۱۹ شهریور، مصادف با عاشورا، از ساعت ۷»
        if told.month is not None:
            self._last_month = mention
        elif told.feast is not None and mention.core_text.startswith(_WEEK):
            self._last_week = mention

    def _note_untold_day(self, mention: TimeMention) -> None:
        """Remember one day of a month told where no year can be known; forget it at the next day or stretch."""
        told = mention.expression.told
        if told.month is None or mention.kind == "SET":
            return
        single = told.day is not None and told.last_day is None and mention.expression.last is None
        untold = mention.date_start is None and mention.told_days[0] is None and mention.relation == "at"
        self._untold_day = mention if single and untold else None

    def lacks_age(self, expression: Expression) -> bool:
        """Whether «این دهه» stands where no decade was told: it may be ten days of mourning."""
        return points_to_an_age(expression.told) and of_the_age(self._key, expression, self._age) is None

    def anchored(self, expression: Expression) -> tuple[Expression, datetime.date | None]:
        """The expression, its years in the passage's calendar, and the day it counts from.

        None where it counts from the publication, from a happening or from nothing told.
        """
        if (read := self._on_a_day_told(expression)) is not None:
            return read
        if points_to_an_age(expression.told) and self._age is not None:
            return of_the_age(self._key, expression, self._age) or expression, self._age.date_start
        if (compared := self._of_the_same_time(expression)) is not None:
            return compared
        if expression.told.season and expression.told.unbounded and self._last is not None:
            expression = season_of_a_year(self._key, expression, self._last)
        if self._gregorian_end >= 0:
            expression = self._in_the_calendar_told(expression)
        if expression.told.unbounded and self._is_of_a_post(expression):
            return replace(expression, told=Told(back_unit="hour", back_count=0.0)), None
        expression = on_the_day_told(self._key, expression, self._last_day, self._published)
        expression = beside_a_gregorian_year(self._key, expression, self._gregorian)
        whole = self._of_what_is_named(of_these_days(self._key, expression, self._last))
        return (whole, None) if self._last is None else self._counted_from(whole, self._last)

    def _of_what_is_named(self, expression: Expression) -> Expression:
        """«این ماه», «این هفته» after a month, a week with a name."""
        expression = of_a_named_month(self._key, expression, self._last_month)
        return of_a_named_week(self._key, expression, self._last_week, self._published)

    def _on_a_day_told(self, expression: Expression) -> tuple[Expression, datetime.date | None] | None:
        """A day of a month told in full; an hour, a part of a day, quoted words on the day told last."""
        if self._full is not None and is_of_its_month(expression.told, self._full.expression.told):
            return expression, self._full.date_start
        if (clock := self._day_of_a_clock(expression)) is not None:
            return clock
        day = self._last_day
        if (said := self._quotation.anchored(self._key, expression, day)) is not None:
            return said
        if day is not None and (part := of_day_told(self._key, expression, day)) is not None:
            return part
        if self._untold_day is not None and (expression.told.clock is not None or _is_that_day(expression.told)):
            return of_an_untold_day(self._key, expression, self._untold_day), None
        return None

    def _counted_from(self, whole: Expression, last: TimeMention) -> tuple[Expression, datetime.date | None]:
        """The expression, and the day of the date told last that it counts from or has its year of."""
        expression = _of_hours(whole)
        told = expression.told
        if is_compared(self._key, expression, last):
            calendar = last.calendar if last.calendar != "none" else None
            return replace(expression, told=told.but(from_passage=True, calendar=calendar)), last.date_end
        lacks_year = told.month is not None and told.year_offset is None
        shifted = told.shift_unit is not None and (told.day_offset is None or told.edge is not None)  # «فردای آن روز»
        if told.year is not None or shifted or not (told.from_passage or lacks_year):
            return whole, None
        if not is_near(self._key, last, expression):
            return whole, None
        if not told.from_passage:
            return expression, self._day_of_its_year(expression, last)
        if not self._may_count_from(last, expression):
            return whole, None
        of_years = unit_of(told) == "year" or told.month_offset is not None
        if of_years and last.calendar != "none" and told.month is None:
            expression = replace(expression, told=told.but(calendar=last.calendar))
        in_winter = last.expression.told.season and last.expression.told.year  # «زمستان ۱۹۷۹» begins the year before
        return expression, last.date_end if in_winter else last.date_start

    def _may_count_from(self, last: TimeMention, expression: Expression) -> bool:
        """Whether the date told last is as exact as what counts from it, and such as one counts from."""
        told, unit = expression.told, unit_of(expression.told)
        exact = last.date_precision in _EXACT.get(unit, ("day",)) or (unit == "year" and is_of_one_year(last))
        return exact and _may_lead(last, told, "\n" not in self._key[last.key_end : expression.start])

    def _day_of_its_year(self, expression: Expression, last: TimeMention) -> datetime.date | None:
        """A day of the year that a month without one is of; None where that is by the publication."""
        told = expression.told
        if (middle := self._year_told(last, expression)) is not None:
            return middle
        if told.direction is not None:
            return None
        passing = last.expression.told.day is None and last.expression.told.month != told.month
        if passing and is_another_sentence(self._key, last, expression):
            return None  # a month told in passing leaves the next sentence nothing
        return last.date_start if self._tells_another_year(last) else None

    def _day_of_a_clock(self, expression: Expression) -> tuple[Expression, datetime.date | None] | None:
        """«ساعت ۱۹:۴۵» alone is of the day told last, be it in a heading; an early hour after a night is of the next day."""
        told, last = expression.told, self._last_day
        if not (told.clock or (expression.last and expression.last.clock)) or told.from_passage:
            return None
        if not slots_of(told) <= TIMES:
            return None
        if expression.last is not None and not slots_of(expression.last) <= TIMES:
            return None
        if self._set is not None and (each := of_recurring_days(self._key, expression, self._set)) is not None:
            return each, None
        if self._last is not None and (wide := of_wide_days(self._key, expression, self._last, last)) is not None:
            return wide, None
        if last is None:
            if self._last is not None or self._published is None or self._hour == _UNKNOWN_HOUR:
                return None
            return of_publication(self._key, expression, self._published, self._hour)
        if last.date_start is None or expression.start - last.key_end > REACH_OF_CLOCK:
            return None
        past_midnight = is_small(told) and ends_at_night(last.expression.told, told)
        day = last.date_start + datetime.timedelta(days=1) if past_midnight else last.date_start
        return replace(expression, told=told.but(day_offset=0, from_passage=True)), day

    def _is_of_a_post(self, expression: Expression) -> bool:
        """«کمی پیش», and «هم‌اکنون» that opens it, in a post whose hour is known."""
        if self._hour == _UNKNOWN_HOUR or expression.outlook == "alone":
            return False
        words = self._key[expression.core_start : expression.end]
        if expression.rules[0] == "date.vague_now":
            return words.startswith(_JUST_NOW) and _WORDLESS.fullmatch(self._key, 0, expression.start) is not None
        return words in _A_LITTLE_AGO

    def _in_the_calendar_told(self, expression: Expression) -> Expression:
        """«از ابتدای سال جاری میلادی … در سال گذشته»: the Gregorian year before, as long as a paragraph speaks of such."""
        told, end = expression.told, self._gregorian_end
        if told.year_offset is None or told.calendar == GREGORIAN or told.from_passage:
            return expression
        if not slots_of(told) <= OF_YEARS or not 0 <= expression.start - end <= REACH_OF_LINE:
            return expression
        if "\n" in self._key[end : expression.start]:
            return expression
        return replace(expression, told=told.but(calendar=GREGORIAN))

    def _of_the_same_time(self, expression: Expression) -> tuple[Expression, datetime.date | None] | None:
        """«در ۱۱ ماه سال ۸۱ … نسبت به مدت مشابه سال قبل»: those of the year before, or the year before, however far."""
        told, last, part = expression.told, self._last_year, self._last_part
        if told.year_offset not in (None, -1, 0) or not slots_of(told) <= OF_YEARS or expression.last is not None:
            return None
        start = similar_at(self._key, expression.start)
        if start < 0:
            return None
        if part is not None and slots_of(told) == {"year"} and expression.start - part.key_end <= REACH_OF_YEARS:
            other = of_another_year(expression, start, part)
            return None if other is None else (other, None)
        if (
            told.year_offset != -1
            or last is None
            or last.date_end is None
            or expression.start - last.key_end > REACH_OF_YEARS
        ):
            return None
        calendar = last.calendar if last.calendar != "none" else None
        return replace(expression, told=told.but(from_passage=True, calendar=calendar)), last.date_end

    def _year_told(self, last: TimeMention, expression: Expression) -> datetime.date | None:
        """The middle of the year told before in the same sentence: «در سال ۲۰۲۱ … به ویژه در ماه مه»."""
        before = last.expression.told
        if slots_of(before) != {"year"} or before.year is None or before.last_year or last.expression.last is not None:
            return None
        if expression.start - last.key_end > REACH_OF_SENTENCE or is_another_sentence(self._key, last, expression):
            return None
        if not (last.date_start and last.date_end) or expression.outlook in _FORWARD:
            return None
        if before.calendar != expression.told.calendar or expression.told.direction is not None:
            return None
        return last.date_start + (last.date_end - last.date_start) / 2

    def _tells_another_year(self, last: TimeMention) -> bool:
        """Whether the last date is one of another time, told in full or counted from such a one."""
        told = last.expression.told
        in_full = told.month and told.year and ("date.day_month" not in last.rules or "date.year" in last.rules)
        if last.date_start is None or not (in_full or last.date_basis == "inherited"):
            return False
        return self._published is None or abs(self._published - last.date_start) > _ANOTHER_YEAR


def _of_hours(expression: Expression) -> Expression:
    """«یک ساعت پس از انفجار اول» lies on the day of what it counts from, as «یک ساعت بعد» does."""
    told = expression.told
    if not told.from_passage or told.shift_unit not in SHORT_UNITS:
        return expression
    hours = told.but(back_unit=told.shift_unit, back_count=told.shift_count, shift_unit=None, shift_count=None)
    return replace(expression, told=hours)


def _is_that_day(told: Told) -> bool:
    return bool(told.from_passage) and told.day_offset == 0 and slots_of(told) <= TIMES | {"today"}


def _may_lead(last: TimeMention, told: Told, in_a_line: bool) -> bool:
    """«همان روز» may be yesterday, hardly today; «سه روز بعد» counts from a day with a name of its own.

    A weekday is one in its own paragraph («جمعه‌شب حمله شد و روز بعد …»).
    """
    before = last.expression.told
    if told.back_unit in SHORT_UNITS:
        return told.back_count is not None and abs(told.back_count) * UNIT_DAYS[told.back_unit] <= _SAME_DAY
    if told.back_unit is not None or told.day_offset not in (0, None):
        of_a_week = before.weekday is not None and (before.week_offset is not None or in_a_line)
        return before.month is not None or before.year is not None or of_a_week or last.date_basis == "inherited"
    return before.day_offset != 0
