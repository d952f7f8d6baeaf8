"""The week told: a weekday that another one beside it says is to come.

In: a key, its expressions, and which of them. Out: whether the same weekday is said to be to come a sentence later («از
ارسال آن در روز شنبه خبر داد و گفت: شنبه این هفته ارسال خواهد شد»), or the day before it, told in the sentence, is not
yet gone («جمعه و شنبه … و روز یکشنبه»).
"""

import datetime

from pipeline.dates.company import slots_of
from pipeline.dates.mention import TimeMention
from pipeline.dates.outlook import outlook_of
from pipeline.dates.sentences import in_one_sentence
from pipeline.dates.spans_of_days import WEEK
from pipeline.dates.value import Expression

_REACH = 320
_NEXT = 3
_OF_A_DAY = {"weekday", "part", "time"}


def is_open(expression: Expression) -> bool:
    """Whether a weekday is told, and of no week."""
    told = expression.told
    if told.weekday is None or told.direction is not None or told.last_weekday is not None or told.repeated:
        return False
    return expression.last is None and slots_of(told) <= _OF_A_DAY


def is_said_to_come(key: str, expressions: list[Expression], at: int) -> bool:
    """Whether the same weekday, told soon after, is to come."""
    day, end = expressions[at].told.weekday, expressions[at].end
    for other in expressions[at + 1 : at + 1 + _NEXT]:
        told = other.told
        if other.start - end > _REACH or "\n" in key[end : other.start]:
            return False
        if told.weekday == day and told.direction != -1 and told.day is None and not told.repeated:
            if told.week_offset is not None:
                return told.week_offset > 0 or outlook_of(key, other.start, other.end) == "future"
            return told.direction == 1 or outlook_of(key, other.start, other.end) == "future"
    return False


def follows_a_day_to_come(key: str, expression: Expression, last: TimeMention, published: datetime.date) -> bool:
    """Whether the day before it is told in its sentence, and lies after the publication."""
    before = last.expression.told
    day = before.weekday if before.last_weekday is None else before.last_weekday
    if day is None or expression.told.weekday != (day + 1) % WEEK:
        return False
    if last.date_end is None or last.kind == "SET":
        return False
    today = before.day_offset == 0 and expression.outlook == "present"  # «امروز شنبه … تا یکشنبه رسیدگی شود»
    if last.date_end < published or (last.date_end == published and not today):
        return False
    return in_one_sentence(key, last.key_end, expression.start)
