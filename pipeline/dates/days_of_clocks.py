"""Days of clocks: the day of an hour told without one, but for that of a single day told before it (passage.py).

In: a key, the expression of an hour, and what was told last or the publication. Out: the expression with its days.
"""

import datetime
import re
from dataclasses import replace

from pipeline.dates.company import slots_of
from pipeline.dates.hours import clock_value, on_24_hours
from pipeline.dates.mention import TimeMention
from pipeline.dates.outlook import outlook_of, tells_a_deed
from pipeline.dates.sentences import in_one_sentence
from pipeline.dates.value import Expression, Told

REACH_OF_CLOCK = 300  # of 100 read in news, two were of another day
_WORDLESS = re.compile(r"[\W_]*")
_OF_LUNAR_DAYS = {"day", "month", "year", "feast", "weekday", "part"}
_DAILY, _RECURRING = "P1D", ("XXXX-WXX-", "XXXX-XX-XX")
_EXCEPT = ("جز ", "غیر از ", "استثنای ")
_NIGHTLY, _BY_DAY, _LATE = ("night", "evening"), "06", "18"
_SMALL_HOURS = datetime.time(6)


def of_wide_days(
    key: str, expression: Expression, last: TimeMention, last_day: TimeMention | None
) -> Expression | None:
    """«دهم محرم … از ساعت ۲۱», a lunar day two days wide; «۷ و ۸ خرداد» and right behind it «از ساعت ۱۶ تا ۱۸»."""
    before = last.expression.told
    if last.date_precision != "range" or last.expression.last is not None or expression.last is not None:
        return None
    if before.clock is not None or before.repeated or last.relation != "at":
        return None
    if before.last_day is not None:
        if not _WORDLESS.fullmatch(key, last.key_end, expression.start):
            return None
        part = expression.told.part
    else:
        lunar = "lunar_approximate" in last.date_flags and slots_of(before) <= _OF_LUNAR_DAYS
        if not lunar or last_day is not None or not in_one_sentence(key, last.key_end, expression.start):
            return None
        part = expression.told.part or before.part
    told = before.but(part=part, clock=expression.told.clock)
    return replace(expression, told=told, outlook=last.expression.outlook)


def of_recurring_days(key: str, expression: Expression, days: TimeMention) -> Expression | None:
    """«هر شب در میدان از ساعت ۷ تا ۱۲ گرد می‌آیند»: an hour of each of the days that its sentence tells."""
    timex = days.expression.told.timex or ""
    if timex != _DAILY and not timex.startswith(_RECURRING):
        return None
    if not in_one_sentence(key, days.key_end, expression.start):
        return None
    if key.endswith(_EXCEPT, 0, days.key_start) or tells_a_deed(key, expression.end):
        return None  # «هر روز به‌جز شنبه‌ها ساعت ۷»
    told = expression.told
    return replace(expression, told=Told(repeated=True, timex=timex, clock=told.clock, part=told.part))


def of_publication(
    key: str, expression: Expression, published: datetime.date, hour: datetime.time
) -> tuple[Expression, datetime.date] | None:
    """«ساعت ۰۳:۵۰ صدای انفجار شنیده شد», no day told so far, in a post of 04:15: of its day; «ساعت ۱۶:۵۰» of the day before."""
    clock = expression.told.clock
    if expression.last is not None or clock is None or "/" in clock or expression.start > REACH_OF_CLOCK:
        return None
    if outlook_of(key, expression.start, expression.end) != "past":
        return None
    struck = clock_value(clock, expression.told.part)[1:]
    has_struck = struck <= hour.isoformat("minutes")
    if not has_struck and (hour >= _SMALL_HOURS or struck < _BY_DAY):
        return None
    return replace(expression, told=expression.told.but(day_offset=has_struck - 1)), published


def ends_at_night(told: Told, small: Told) -> bool:
    """Whether a small hour told next is of the day after: «دیشب … ساعت ۳», «ساعت ۲۲ … ساعت ۱:۱۵ بامداد»."""
    if told.clock is None:
        return told.part in _NIGHTLY
    return "/" not in (small.clock or "") and not told.past_midnight and on_24_hours(told.clock, told.part)[-1] >= _LATE
