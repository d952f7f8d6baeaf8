"""Stories: times that count from a happening told, on no side of the publication («سال‌های بعد», «به زودی معلوم شد»).

In: a key, an expression and what it told when it was read. Out: whether its value says only that it is of a story.
"""

from pipeline.dates.outlook import outlook_of, tells_a_deed
from pipeline.dates.spans_of_days import SHORT_UNITS
from pipeline.dates.value import Expression, Told

_TOLD = ("past", "announced", "untold")


def is_away(told: Told) -> bool:
    """Whether an offset or distance is told."""
    return any((told.back_unit, told.day_offset, told.week_offset, told.month_offset, told.year_offset))


def is_of_a_story(key: str, expression: Expression, told: Told) -> bool:
    """«در این روز …», «دو ماه بعد … افزایش یافت»: of a happening whose day is not told; not «سه روز بعد برگزار می‌شود»."""
    if expression.rules == ("date.vague_future",):
        return expression.relation == "at" and tells_a_deed(key, expression.end)
    if not told.from_passage:
        return False
    if told.shift_unit is not None and not (told.unbounded or told.shift_unit in SHORT_UNITS):
        return False
    if told.span_unit is None and told.shift_unit is None and not is_away(expression.told):
        return True
    return expression.outlook != "alone" and outlook_of(key, expression.start, expression.end) in _TOLD
