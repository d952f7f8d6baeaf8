"""Clause: what the clause around a time makes of it.

In: a key, its expressions in order, and which of them. Out: the expression as one of every year or week, of our days
(«امروز», «دیروز و امروز»), or with the outlook that its days are counted by.
"""

import datetime
import re

from pipeline.dates.beside import end_with_its_years
from pipeline.dates.company import slots_of
from pipeline.dates.mention import TimeMention
from pipeline.dates.new_years import NEW_YEAR, new_year_told
from pipeline.dates.nowadays import is_nowadays, is_of_an_age, is_of_old
from pipeline.dates.outlook import outlook_of, recurs, tells_a_deed
from pipeline.dates.registry import word_before
from pipeline.dates.resolve import is_current
from pipeline.dates.sentences import in_one_sentence
from pipeline.dates.small_hours import is_in_small_hours
from pipeline.dates.timex import recurrence_value
from pipeline.dates.value import TO_COME, Expression, Outlook, Told
from pipeline.dates.week_told import follows_a_day_to_come, is_open, is_said_to_come
from pipeline.dates.words import words_of_context

_IN, _IN_DAYS_OF = "در ", "در ایام "
_OF_WEEKDAYS, _NOT_TOLD = {"weekday", "part", "time"}, ("announced", "untold")
_UNITS_AWAY = (
    {"week"}, {"month_offset"}, {"year"}, {"month", "year"}, {"day", "month", "year"}, {"season", "year"}, {"feast", "year"},
)  # fmt: skip
_AS_A_WHOLE = " را "
_IS_THEN = re.compile(r" (?:است|می ?باشد)(?: ?[.،؛!\n»]|$)")
_TODAY, _SAID_OF_TODAY = "امروز", 30
_NEAR_DAYS = (-1, 0, 1)
_HAVE_TIME = re.compile(
    r"(?: [^\W\d]+){0,4}? (?:(?:فرصت|مهلت|وقت|زمان) (?:ن?دار(?:م|ی|د|یم|ید|ند)|داد(?:ند)?|خواه\w+)"
    r"|تمدید (?:شد|کرد|می|گردید|خواه)\w*)\b"
)
# «تا جمعه تمدید شد اما …»
_OVER = re.compile(r"[^.؟!\n]{0,50} (?:اما|ولی|پس از آن|بعد از آن|همان شب|همان روز)(?![^\W_])")
_DEADLINE, _LONGEST_DEADLINE = re.compile(r"\b(?:مهلت|فرصت)\b[^.،؛\n]*$"), 60


def read_in_clause(
    key: str, expressions: list[Expression], at: int, found: list[TimeMention], published: datetime.date | None
) -> None:
    """Decide whether a time recurs, is of our days, or looks back or ahead."""
    expression = expressions[at]
    told = expression.told
    ahead = _may_look_ahead(told)
    if ahead and _is_of_every_one(key, expression):
        expression.told = Told(repeated=True, timex=recurrence_value(told), part=told.part, clock=told.clock)
        expression.last = expression.twin = None
        expression.end = end_with_its_years(key, expressions, at)
    elif _may_be_nowadays(expression):
        if is_nowadays(key, expression.start, expression.end) and not _is_beside_a_dated_day(key, expressions, at):
            expression.told = told.but(unbounded=True)
        elif _is_by_night(published):
            expression.outlook = outlook_of(key, expression.start, expression.end)
    elif _may_be_of_an_age(expression) and _is_figurative(key, expressions, at):
        expression.told = told.but(unbounded=True)
    elif told.day_offset == 0 and (told.part or told.clock) and _is_by_night(published):
        expression.outlook = outlook_of(key, expression.start, expression.end)
    elif ahead or is_current(told) or (expression.last and _may_look_ahead(expression.last)):
        _look_ahead(key, expressions, at, found, published)


def _is_by_night(published: datetime.date | None) -> bool:
    return isinstance(published, datetime.datetime) and is_in_small_hours(published)


# Does it recur?


def _is_of_every_one(key: str, expression: Expression) -> bool:
    """A time that may look ahead, of no year, week or direction, is of every one where the clause says so."""
    told = expression.told
    if told.day_offset is not None or told.direction is not None or told.year_offset is not None or told.repeated:
        return False
    is_span = expression.last is not None or expression.relation in ("since", "until")
    return recurs(key, expression.start, expression.end, is_span)


# Is it of our days?


def _may_be_nowadays(expression: Expression) -> bool:
    """«امروز», nothing else told; not «امروز سالگرد …»."""
    told = expression.told
    if told.day_offset != 0 or told.from_passage is not None or told.year_offset is not None:
        return False
    if told.part is not None or told.clock is not None or expression.last is not None or expression.relation != "at":
        return False
    is_bare = told.weekday is None and told.day is None and told.feast is None
    return is_bare and expression.rules[-1] != "date.anniversary"


def _may_be_of_an_age(expression: Expression) -> bool:
    """«فردا», «دیروز», «امشب», «دیشب», nothing else told."""
    told = expression.told
    if told.day_offset not in _NEAR_DAYS or told.from_passage is not None or expression.last is not None:
        return False
    return told.clock is None and told.year_offset is None and told.weekday is None and told.day is None


def _is_beside_a_dated_day(key: str, expressions: list[Expression], at: int) -> bool:
    """«امروز چهارشنبه است و فردا …», «امروز … فردا ۴ مه»: one told with its weekday or date dates the other.

    «روز گذشته (سه‌شنبه) … گفت: امروز …» may be of our days.
    """
    here = expressions[at]
    if word_before(key, here.start) in words_of_context("before_an_open_day"):
        return False  # «ایران امروز», «به فردا امیدواریم»
    other_day = 1 if here.told.day_offset == 0 else 0
    for other in expressions[max(0, at - 1) : at + 2]:
        told = other.told
        is_dated = told.weekday is not None or (told.day is not None and told.month is not None)
        if told.day_offset == other_day and is_dated and not told.from_passage:
            return in_one_sentence(key, min(here.end, other.end), max(here.start, other.start))
    return False


def _is_figurative(key: str, expressions: list[Expression], at: int) -> bool:
    """«دیروز و امروز ما», «از دیرباز تا امروز»: an age, not a day."""
    expression = expressions[at]
    told = expression.told
    if _is_beside_a_dated_day(key, expressions, at):
        return False
    if is_of_old(key, expression.start):
        return True
    return told.day_offset != 0 and told.part is None and is_of_an_age(key, expression.core_start, expression.end)


# Does it look ahead?


def _may_look_ahead(told: Told) -> bool:
    """Whether the words leave open which week or year is meant, so that the clause has to tell."""
    if told.year is None and (
        told.weekday is not None or told.month is not None or told.season is not None or told.feast is not None
    ):
        return True
    return (told.week_offset == 0 and told.edge is not None) or told.span_unit == NEW_YEAR


def _look_ahead(
    key: str, expressions: list[Expression], at: int, found: list[TimeMention], published: datetime.date | None
) -> None:
    """Give a time its outlook; «سال جدید» also the year it means."""
    expression = expressions[at]
    expression.outlook = _outlook(key, expression)
    if is_open(expression) and _is_told_to_come(key, expressions, at, found, published):
        expression.outlook = "future"
    if expression.told.span_unit == NEW_YEAR:
        expression.told = new_year_told(key, expression, published)
    if is_current(expression.told) and _is_told_whole(key, expression):
        expression.outlook = "future"


def _is_told_whole(key: str, expression: Expression) -> bool:
    """«بودجه امسال», «شماره این هفته», «امسال را سال … نامیدند»."""
    if key.startswith(_AS_A_WHOLE, expression.end):
        return True
    return word_before(key, expression.start) in words_of_context("before_plan")


def _is_told_to_come(
    key: str, expressions: list[Expression], at: int, found: list[TimeMention], published: datetime.date | None
) -> bool:
    """Whether what stands around a weekday says that it is to come."""
    if expressions[at].outlook in _NOT_TOLD and is_said_to_come(key, expressions, at):
        return True
    day = published.date() if isinstance(published, datetime.datetime) else published
    return bool(found) and day is not None and follows_a_day_to_come(key, expressions[at], found[-1], day)


def _outlook(key: str, expression: Expression) -> Outlook:
    """The clause's outlook, unless what stands before the time says more."""
    told, outlook = expression.told, outlook_of(key, expression.start, expression.end)
    if outlook == "past" and told.feast is not None and not _is_gone(key, expression):
        return "announced"  # «برای نوروز آماده شد»
    if (
        outlook == "past"
        and told.day is not None
        and word_before(key, expression.start) in words_of_context("arranged")
    ):
        return "announced"  # «دیدار ۱۷ مهر»
    single = told.weekday is not None and told.last_weekday is None and expression.last is None
    if single and expression.relation == "since" and outlook in _NOT_TOLD and slots_of(told) <= _OF_WEEKDAYS:
        return "future"  # «از شنبه», in a headline or an announcement
    if single and expression.relation == "until" and _is_a_deadline(key, expression, outlook):
        return "future"
    if single and outlook == "present" and slots_of(told) <= _OF_WEEKDAYS and _is_then(key, expression):
        return "future"
    return outlook


def _is_a_deadline(key: str, expression: Expression, outlook: Outlook) -> bool:
    """«تا جمعه فرصت داریم», «مهلت ثبت‌نام تا جمعه اعلام شد»; not «تا جمعه فرصت داشتند»."""
    if _HAVE_TIME.match(key, expression.end):
        return _OVER.match(key, expression.end) is None
    start = expression.start
    return outlook in _NOT_TOLD and _DEADLINE.search(key, max(0, start - _LONGEST_DEADLINE), start) is not None


def _is_then(key: str, expression: Expression) -> bool:
    """«آخرین مهلت جمعه است»; not «همین امروز را ببینید، جمعه است»."""
    before = key[max(0, expression.start - _SAID_OF_TODAY) : expression.start]
    return _IS_THEN.match(key, expression.end) is not None and _TODAY not in before


def _is_gone(key: str, expression: Expression) -> bool:
    """«در نوروز بستری شد»; a feast led otherwise is spoken of before it comes."""
    led = key.startswith(_IN, expression.start) and not key.startswith(_IN_DAYS_OF, expression.start)
    return led and tells_a_deed(key, expression.end)


# Does it count from the publication after all?


def is_of_this_year(key: str, expression: Expression) -> bool:
    """«طرح تا پایان این سال اجرا خواهد شد»: the publication's, whatever year was told before."""
    told = expression.told
    if told.edge is None or told.year_offset != 0 or not told.from_passage or expression.relation != "until":
        return False
    return outlook_of(key, expression.start, expression.end) in TO_COME


def is_of_a_plan(key: str, expression: Expression) -> bool:
    """«ماه بعد برمی‌گردد», «تیر سال بعد باز می‌شود», nothing told that it may count from: after the publication's."""
    told = expression.told
    if (
        not told.from_passage
        or 1 not in (told.week_offset, told.month_offset, told.year_offset)
        or slots_of(told) not in _UNITS_AWAY
    ):
        return False
    return outlook_of(key, expression.start, expression.end) in TO_COME
