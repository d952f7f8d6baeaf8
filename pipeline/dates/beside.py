"""Beside: a time whose day stands beside it («۶ مهر، سه روز پس از حمله»), or which goes on in the next one.

In: a key, its expressions in order, and which of them. Out: what the expression tells together with its neighbour.
"""

from pipeline.dates.anniversaries import day_of_its_name, is_on_day, names_the_day
from pipeline.dates.calendars import GREGORIAN, JALALI
from pipeline.dates.company import slots_of
from pipeline.dates.comparisons import follows_a_comparison
from pipeline.dates.outlook import recurs
from pipeline.dates.same_day import is_explained, is_in_year, that_is
from pipeline.dates.stories import away_from, is_away_by_days
from pipeline.dates.taken_up import OF_YEARS
from pipeline.dates.value import Expression, Told

_FULL_DAY, _DASHES = {"day", "month", "year"}, (" - ", "-", " | ")
_NEAR = 60
_YEARLY = ("P1Y", "P1W")


def take_from_beside(key: str, expressions: list[Expression], at: int) -> None:
    """An hour, an anniversary, a distance from a happening takes the day that stands beside it."""
    expression, before = expressions[at], expressions[at - 1] if at else None
    following = expressions[at + 1] if at + 1 < len(expressions) else None
    if following is not None and _is_hour_of_a_day(expression, following):
        if key[expression.end : following.start] in _DASHES and "time" not in slots_of(following.told):
            expression.told = following.told.but(clock=expression.told.clock)  # «۱۹:۵۰ - ۲۹ دی ۱۳۹۶»
        return
    is_anniversary = expression.rules[-1] == "date.anniversary"
    if is_anniversary and following is not None and names_the_day(key, expression.end, following):
        _share_the_day(expression, following)
    elif (
        before is not None
        and (is_anniversary or is_away_by_days(expression))
        and is_on_day(key, expression.start, before)
    ):
        year = before.told.year if "date.day_month" not in before.rules else None  # not that of its fame
        expression.told = before.told.but(part=None, clock=None, year=year, famous_year=None)
    elif is_anniversary and (named := _day_of_its_name(key, expression)) is not None:
        expression.told = named
    elif following is not None and is_explained(key, expression, following):
        expression.told, expression.last = following.told, following.last
    elif following is not None and (told := _told_of_the_next(key, expression, following)) is not None:
        expression.told = told
    elif before is not None and is_in_year(key, expression, before):
        expression.told = before.told
    elif following is not None and _is_set_against(key, expression, following):
        expression.told = expression.told.but(calendar=GREGORIAN)


def _is_set_against(key: str, expression: Expression, year: Expression) -> bool:
    """«امسال در مقایسه با سال ۲۰۰۴»: a year is compared with one of its own calendar."""
    told = expression.told
    if told.year_offset is None or told.from_passage or year.last is not None or not slots_of(told) <= OF_YEARS:
        return False
    if slots_of(year.told) != {"year"} or year.told.year is None or year.told.calendar != GREGORIAN:
        return False
    return year.start - expression.end <= _NEAR and follows_a_comparison(key, year.start)


def _is_hour_of_a_day(expression: Expression, following: Expression) -> bool:
    """Whether an hour alone comes before a day told in full."""
    if expression.told.clock is None or slots_of(expression.told) != {"time"}:
        return False
    return slots_of(following.told) >= _FULL_DAY


def _share_the_day(expression: Expression, day: Expression) -> None:
    """An anniversary is on the day that names it, which is of the same year where it tells none."""
    expression.told = day.told.but(year=None, famous_year=None, direction=0)
    if day.told.year is day.told.famous_year is day.told.direction is None:
        day.told = expression.told


def _day_of_its_name(key: str, expression: Expression) -> Told | None:
    """«سالگرد ۲۲ بهمن»: the day that a happening is named after, unless every year's is meant."""
    named = day_of_its_name(key, expression.end)
    if named is None or recurs(key, expression.start, expression.end, is_span=False):
        return None
    return Told(month=named[0], day=named[1], calendar=JALALI, direction=0)


def _told_of_the_next(key: str, expression: Expression, following: Expression) -> Told | None:
    """So far from the day that follows, or that day told in other words."""
    told = away_from(key, expression, following)
    return told if told is not None else that_is(key, expression, following)


def end_with_its_years(key: str, expressions: list[Expression], at: int) -> int:
    """Where «مرداد هر سال», «از مهر تا آذر هر سال» ends."""
    end, following = expressions[at].end, expressions[at + 1 : at + 2]
    if following and key[end : following[0].start] == " " and following[0].rules == ("set.every",):
        return following[0].end if following[0].told.timex in _YEARLY else end
    return end
