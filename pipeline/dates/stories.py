"""Stories: times that count from a happening told, on no side of the publication («سال‌های بعد», «به زودی معلوم شد»).

In: a key, an expression and what it told when it was read. Out: whether its value says only that it is of a story.
"""

import re

from pipeline.dates.company import slots_of
from pipeline.dates.outlook import outlook_of, tells_a_deed
from pipeline.dates.spans_of_days import SHORT_UNITS
from pipeline.dates.value import TO_COME, Expression, Told

_KARBALA_DAYS, _AROUND = ("hijri-1-10", "hijri-1-9"), 80
_OF_KARBALA = re.compile(
    r"\b(?:امام حسین|حضرت|سیدالشهدا|سید الشهدا|اباعبدالله|کربلا|یزید|یزیدیان|عمر ?سعد|شمر|اصحاب|لشکر|میدان نبرد|اشقیا|امام معصوم"
    r"|امام به میدان|امام و یاران|حسین بن علی)\b"
)
_OF_MOURNING = re.compile(
    r"عزادار|مراسم|سینه زنی|هیئت|هیات|دسته های|نماز|برگزار|اقامه|تعزیه|امسال|سوگوار|سخنرانی|همایش|مردم|ایین|آیین|نذر|انفجار|حملات|تروریست"
    r"|برنامه|تسلیت|شهرستان|استان|پلیس|حسینیه|مسجد|فرارسیدن|ایام|هر سال|دیروز|امروز|فردا|مداح"
)
_DAYS = ("day", "night", "week")
_WHICH = " که "
_TOLD = ("past", "announced", "untold")
_FROM_WHAT = re.compile(
    r" از (?:(?!(?:در|به|از|با|را|که|آن|این|آنکه|اینکه|و|تا)\b)[^\W\d_]+ ){1,4}(?:که (?:در )?(?:روز |تاریخ )?)?"
)
_OF_A_DAY = {"day", "month", "year", "weekday", "part", "feast"}
_IN_FULL = 1000


def is_of_karbala(key: str, expression: Expression) -> bool:
    """«ظهر عاشورا امام حسین به میدان رفت»: the first Ashura, not a mourning of some year («مراسم ظهر عاشورا»)."""
    told = expression.told
    if told.feast not in _KARBALA_DAYS or told.year is not None or told.year_offset is not None:
        return False
    around = key[max(0, expression.start - _AROUND) : expression.end + _AROUND]
    return _OF_KARBALA.search(around) is not None and _OF_MOURNING.search(around) is None


def is_away(told: Told) -> bool:
    """Whether an offset or distance is told."""
    return any((told.back_unit, told.day_offset, told.week_offset, told.month_offset, told.year_offset))


def is_away_by_days(expression: Expression) -> bool:
    """«سه روز پس از», so many days or weeks from a happening that follows."""
    return expression.rules == ("date.counted_from",) and expression.told.shift_unit in _DAYS


def away_from(key: str, expression: Expression, following: Expression) -> Told | None:
    """«سه روز پس از حمله ۷ اکتبر», «… پس از زلزله‌ای که در ۱۵ میزان …»: so far from the day or year told of the happening."""
    told, day = expression.told, following.told
    if expression.rules != ("date.counted_from",) or told.unbounded or told.shift_count is None:
        return None
    if following.last is not None or _FROM_WHAT.fullmatch(key, expression.end, following.core_start) is None:
        return None
    slots = slots_of(day)
    if slots <= {"weekday", "part"} and _WHICH not in key[expression.end : following.core_start]:
        return None  # «یک روز پس از آتش‌بس یکشنبه …» is a Sunday of what goes on
    if slots == {"year"} and day.year is not None and day.year >= _IN_FULL and told.shift_unit == "year":
        year = day.year + int(told.shift_count)
        return day.but(year=year) if year >= _IN_FULL and told.shift_count == int(told.shift_count) else None
    if not slots <= _OF_A_DAY or not slots & {"day", "feast", "weekday"} or told.shift_unit in SHORT_UNITS:
        return None
    return day.but(part=None, eve=None, shift_unit=told.shift_unit, shift_count=told.shift_count)


def is_of_a_story(key: str, expression: Expression, told: Told) -> bool:
    """«در این روز …», «دو ماه بعد … افزایش یافت»: of a happening whose day is not told; not «سه روز بعد برگزار می‌شود»."""
    if expression.rules == ("date.vague_future",):
        return expression.relation == "at" and tells_a_deed(key, expression.end)
    if not told.from_passage:
        return False
    if told.shift_unit is not None and not (told.unbounded or told.shift_unit in SHORT_UNITS):
        return told.day_offset == 0 and expression.outlook != "alone"  # «فردای آن روز»
    if told.span_unit is None and told.shift_unit is None and not is_away(expression.told):
        return True
    if expression.outlook == "alone":
        return False
    outlook = outlook_of(key, expression.start, expression.end)
    if expression.rules == ("date.vague_after",):
        return outlook not in TO_COME  # «باعث شد کمی بعد به آن علاقه‌مند شوم»
    return outlook in _TOLD
