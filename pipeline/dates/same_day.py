"""The same day in other words, which name it: «فردای آن روز، یعنی ۵ مهر», «در سال ۱۳۱۶، سه سال پس از اعدام».

In: a key, the expression of a time away from a happening, the one beside it. Out: what the time tells, where that is told.
"""

import re

from pipeline.dates.company import slots_of
from pipeline.dates.timex import unit_of
from pipeline.dates.value import Expression, Told

_THAT_IS = re.compile(r" ?[،,(]? ?یعنی (?:در |به |از |تا )?")
_BESIDE = re.compile(r" ?(?:[،,(] ?(?:یعنی )?|یعنی )")
_THAT_IS_YEARS = re.compile(r" ?[،,(]? ?یعنی ")
_OPEN = ("since", "until")
_LONG_UNITS, _AWAY, _IN_YEARS = ("year", "decade"), {"span", "back", "edge"}, {"year"}
_IN_YEAR = "در سال "
_DAYS = {"day", "weekday", "feast"}


def that_is(key: str, expression: Expression, following: Expression) -> Told | None:
    """«دو سال بعد، یعنی در سال ۱۳۵۶», «همان شب یعنی سه‌شنبه»: a year that a year is said to be, a day that a day is."""
    told, day = expression.told, following.told
    if not told.from_passage or expression.last is not None or following.last is not None or day.from_passage:
        return None
    if _THAT_IS.fullmatch(key, expression.end, following.core_start) is None:
        return None
    slots = slots_of(day)
    if not slots & _DAYS and not (slots == {"year"} and unit_of(told) == "year"):
        return None
    return day if day.part is not None or told.part is None else day.but(part=told.part)


def is_explained(key: str, expression: Expression, following: Expression) -> bool:
    """«در دو دهه گذشته، یعنی از ۱۹۷۲ تا ۱۹۹۲», «پنج سال اخیر (۲۰۱۱-۲۰۱۵)»: years said at once to be others' figures."""
    told, years = expression.told, following.told
    if years.year is None or expression.last is not None or told.from_passage or expression.relation in _OPEN:
        return False
    of_one_year = slots_of(told) == {"year"} and told.year_offset is not None
    of_years = unit_of(told) in _LONG_UNITS and slots_of(told) <= _AWAY
    if not (of_one_year or of_years):
        return False
    if not slots_of(years) <= _IN_YEARS or slots_of(following.last or years) != slots_of(years):
        return False
    is_range = following.last is not None or years.last_year is not None
    if not (is_range or (of_one_year and following.relation == "at")):
        return False  # «در پنج سال آینده، یعنی تا سال ۱۴۰۶»
    between = key[expression.end : following.start]
    is_bracketed = between.strip() == "(" and key.startswith(")", following.end)
    return is_bracketed or _THAT_IS_YEARS.fullmatch(between) is not None


def is_in_year(key: str, expression: Expression, before: Expression) -> bool:
    """Whether so many years from a happening are in the year told just before; not of «متولد سال ۱۳۱۶، سه سال پس از …»."""
    told = expression.told
    if expression.rules != ("date.counted_from",) or told.shift_unit != "year" or before.last is not None:
        return False
    if slots_of(before.told) != {"year"} or before.told.year is None or before.told.last_year is not None:
        return False
    if not key.startswith(_IN_YEAR, before.start):
        return False
    return _BESIDE.fullmatch(key, before.end, expression.start) is not None
