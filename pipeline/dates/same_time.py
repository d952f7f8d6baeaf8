"""The same time of the year before: «در سه ماه نخست امسال … نسبت به مدت مشابه سال قبل».

In: a key, the expression of a year before, the part of a year told last. Out: that part, a year earlier.
"""

import re
from dataclasses import replace

from pipeline.dates.calendars import JALALI, year_of
from pipeline.dates.company import slots_of
from pipeline.dates.mention import TimeMention
from pipeline.dates.value import Expression

_SIMILAR = re.compile(
    r"(?P<time>(?:\d{1,2} (?=ماه))?(?:مدت(?: زمان)?|زمان|دوره|دوران|ماه|فصل|بازه)(?: زمانی)?|ارقام) مشابه(?: در| آن در)? $"
)
_FIGURES = "ارقام"
_ITS_WORD, _LONGEST = "مشابه", 30
_PART_OF_A_YEAR = {"edge", "nth", "month", "season", "year"}


def similar_at(key: str, start: int) -> int:
    """Where «مدت مشابه» begins that stands before an expression, -1 where none does."""
    if _ITS_WORD not in key[max(0, start - len(_ITS_WORD) - 8) : start]:
        return -1
    found = _SIMILAR.search(key, max(0, start - _LONGEST), start)
    if found is None:
        return -1
    return start if found["time"] == _FIGURES else found.start()  # «ارقام مشابه سال قبل»


def is_part_of_a_year(mention: TimeMention) -> bool:
    """Whether months, a quarter or a season are told, of a year that is told or inferred."""
    told = mention.expression.told
    if mention.date_start is None or told.from_passage:
        return False
    if (told.edge_part is None and told.month is None and told.season is None) or not slots_of(told) <= _PART_OF_A_YEAR:
        return False
    return mention.expression.last is None and mention.relation not in ("since", "until") and told.last_year is None


def is_of_one_year(mention: TimeMention) -> bool:
    """«پایان سال ۲۰۰۰», «تابستان ۱۳۸۴», «یازده ماه سال ۸۱»: a part of a year that is told."""
    told = mention.expression.told
    in_part = any(part is not None for part in (told.edge, told.season, told.edge_part))
    return told.year is not None and in_part and told.last_year is None and mention.expression.last is None


def a_year_before(expression: Expression, start: int, part: TimeMention) -> Expression:
    """The expression, from «مدت مشابه» on, as the part of a year told last, one year earlier."""
    told = part.expression.told
    if told.year is None and told.year_offset is not None:
        told = told.but(year_offset=told.year_offset - 1)
    else:
        assert part.date_start is not None
        year = told.year or year_of(told.calendar or JALALI, part.date_start)
        told = told.but(year=year - 1, direction=None)
    return replace(expression, start=start, core_start=start, told=told, outlook=part.expression.outlook)


def is_similar(key: str, mention: TimeMention) -> bool:
    """Whether a mention was read so itself: it is no period that another is compared with."""
    return _ITS_WORD in mention.core_text or similar_at(key, mention.key_start) >= 0
