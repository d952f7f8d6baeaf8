"""Parts of days: the day of a part told without one, by the day its sentence tells before it.

In: a key, the expression of a part, and the mention of a day. Out: the expression with the day it is of, or None.
"""

import datetime
from dataclasses import replace

from pipeline.dates.company import slots_of
from pipeline.dates.hours import EARLY, runs_on
from pipeline.dates.mention import TimeMention
from pipeline.dates.outlook import is_of_words, outlook_of
from pipeline.dates.registry import word_before
from pipeline.dates.sentences import in_one_sentence
from pipeline.dates.value import TO_COME, Expression

_TO = "به"
_NIGHT = " شب "


def of_day_told(key: str, expression: Expression, day: TimeMention) -> tuple[Expression, datetime.date] | None:
    """«شامگاه شنبه درگیری شد و تا بامداد ادامه یافت»: of that day, or the morning after it; not «شب را به صبح رساند».

    Nor where the day is that of words («شنبه گفت که شب …»), or where the part is to come and the day gone.
    """
    told, before = expression.told, day.expression.told
    if slots_of(told) != {"part"} or expression.last is not None or day.expression.last is not None:
        return None
    if day.date_start is None or day.relation not in ("at", "since"):
        return None
    if not in_one_sentence(key, day.key_end, expression.start) or word_before(key, expression.start) == _TO:
        return None
    if is_of_words(key, day.key_end, expression.start) or _is_to_come(key, expression, day):
        return None
    at_night = told.part in EARLY and _NIGHT in key[day.key_end : expression.start]
    there = day.date_start + datetime.timedelta(days=int(at_night or runs_on(before, told)))
    return replace(expression, told=told.but(day_offset=0, from_passage=True)), there


def _is_to_come(key: str, expression: Expression, day: TimeMention) -> bool:
    """«دیروز جلسه برگزار شد و شب ادامه خواهد یافت»: a part to come is of no day gone."""
    if outlook_of(key, expression.start, expression.end) not in TO_COME:
        return False
    return outlook_of(key, day.key_start, day.key_end) not in TO_COME
