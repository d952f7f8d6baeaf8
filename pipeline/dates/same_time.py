"""The same time of another year: «در سه ماه نخست امسال … نسبت به مدت مشابه سال قبل».

In: a key, the expression of another year, the part of a year told last. Out: that part, in the other year.
"""

import datetime
import re
from dataclasses import replace

from pipeline.dates.calendars import JALALI, year_of
from pipeline.dates.company import slots_of
from pipeline.dates.mention import TimeMention
from pipeline.dates.value import Expression, Told

_SIMILAR = re.compile(
    r"(?P<time>(?:(?:\d{1,2}|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|یازده) ?(?=ماه))?"
    r"(?:مدت(?: زمان)?|زمان|دوره|دوران|ماهه?|فصل|بازه)(?: زمانی)?|ارقام|رقم) مشابه(?: در| آن در)? $"
)
_FIGURES = ("ارقام", "رقم")
_ITS_WORD, _LONGEST = "مشابه", 30
_PART_OF_A_YEAR, _NOW = {"edge", "nth", "month", "season", "feast", "year"}, {"today"}
_STRETCH = _PART_OF_A_YEAR | {"day"}


def similar_at(key: str, start: int) -> int:
    """Where «مدت مشابه» begins that stands before an expression, -1 where none does."""
    if _ITS_WORD not in key[max(0, start - len(_ITS_WORD) - 8) : start]:
        return -1
    found = _SIMILAR.search(key, max(0, start - _LONGEST), start)
    if found is None:
        return -1
    return start if found["time"] in _FIGURES else found.start()  # «ارقام مشابه سال قبل»


def is_part_of_a_year(mention: TimeMention) -> bool:
    """Whether months, a quarter, a season or a feast are told, or the year up to a day, of a year told or inferred."""
    told, last = mention.expression.told, mention.expression.last
    if mention.told_days[0] is None or told.from_passage or told.last_year is not None or mention.relation == "since":
        return False
    of_a_year = told.year is not None or told.year_offset is not None
    if last is None and mention.relation == "until":
        return slots_of(told) <= _STRETCH and told.month is not None and of_a_year  # «تا پایان مرداد امسال»
    if last is not None:
        return _is_stretch(told, last)
    if told.last_day is not None:
        return slots_of(told) <= _STRETCH and of_a_year  # «از ۱۵ تا ۳۰ مرداد امسال»
    in_part = (told.edge_part, told.month, told.season, told.feast, told.nth)
    return slots_of(told) <= _PART_OF_A_YEAR and any(part is not None for part in in_part)


def _is_stretch(told: Told, last: Told) -> bool:
    """«از ابتدای امسال تا پایان تیر», «… تاکنون», «از ۲۵ اسفند پارسال تا ۵ فروردین امسال»."""
    if not slots_of(told) <= _STRETCH:
        return False
    if slots_of(last) == _NOW:
        return told.edge == "start" and last.day_offset == 0
    return (told.month is not None or told.edge == "start") and slots_of(last) <= _STRETCH and last.month is not None


def is_of_one_year(mention: TimeMention) -> bool:
    """«پایان سال ۲۰۰۰», «تابستان ۱۳۸۴», «یازده ماه سال ۸۱»: a part of a year that is told."""
    told = mention.expression.told
    in_part = any(part is not None for part in (told.edge, told.season, told.edge_part))
    return told.year is not None and in_part and told.last_year is None and mention.expression.last is None


def of_another_year(expression: Expression, start: int, part: TimeMention) -> Expression | None:
    """The expression, from «مدت مشابه» on, as the part of a year told last, in the year that the expression tells."""
    told, last, other = part.expression.told, part.expression.last, expression.told
    if other.year_offset == -1:
        told = _a_year_before(told, part.told_days[0])
        last = None if last is None else _a_year_before(last, part.told_days[1])
    elif last is not None or (other.year is not None and other.calendar != (told.calendar or JALALI)):
        return None
    else:
        told = told.but(year=other.year, year_offset=other.year_offset, direction=None)
    outlook, relation = part.expression.outlook, "until" if part.relation == "until" else "at"
    return replace(expression, start=start, core_start=start, told=told, last=last, outlook=outlook, relation=relation)


def _a_year_before(told: Told, day: datetime.date | None) -> Told:
    """What is told of a day or part of a year, a year earlier."""
    if told.year is None and (told.year_offset is not None or told.day_offset is not None):
        return told.but(year_offset=(told.year_offset or 0) - 1)
    assert day is not None
    year = told.year or year_of(told.calendar or JALALI, day)
    return told.but(year=year - 1, direction=None)


def is_similar(key: str, mention: TimeMention) -> bool:
    """Whether a mention was read so itself: it is no period that another is compared with."""
    return _ITS_WORD in mention.core_text or similar_at(key, mention.key_start) >= 0
