"""Days that are remembered: the year of a day told without one, by what its sentence says happened on it.

In: a key and the bounds of a day in it. Out: a year, or None where the day of a nearer year may be meant.
"""

import re
from dataclasses import dataclass

from pipeline.dates.abroad import foreign_countries
from pipeline.dates.calendars import JALALI, YEARS_OF_NEWS
from pipeline.dates.company import slots_of
from pipeline.dates.outlook import outlook_of
from pipeline.dates.sentences import SENTENCE_ENDS
from pipeline.dates.value import Expression
from pipeline.dates.words import words_of_context
from pipeline.lexicons.load import keys_of, read_rows, split_forms

_REACH = 110
_REMEMBERED_REACH = 140
_ENDS = re.compile(f"[{SENTENCE_ENDS}]")
_NOW = re.compile(
    r"(?<![^\W_])(?:همزمان با|هم زمان با|به مناسبت|فرا ?رسیدن|گرامی ?داشت|بزرگداشت|آستانه|امروز|فردا|دیروز|\w+شنبه|جمعه)(?: \w+)? ?\(?$"
)
_NOW_REACH = 40
_REMEMBERS = ("سالروز", "سالگرد", "یادآور", "مصادف")
_WORD, _NAMED_REACH = re.compile(r"\w+"), 90
_YEAR = re.compile(
    r"(?<![^\W_])(?:سالروز|سالگرد|یادآور)(?: [^\W\d_]+){1,24} سال (\d{4}|\d\d)(?![\d/])(?! ?(?:سال|ماه|روز|نفر))"
)
_CALLED_AFTER = re.compile(r" (?:(?!(?:در|به|از|با)\b)[^\W\d_]+ ){0,3}")
_BESIDE = re.compile(
    r" ?[)،,]? ?(?:یعنی )?(?:(?:که )?(?:هم ?زمان|مصادف|مقارن|برابر|مصادف است|مصادف بود)(?: با)? )?(?:و |در |ما |به مناسبت |به عنوان |فقط |تنها |درست |حدودا )?"
)
_LONGEST_BESIDE = 30
_PAUSES = re.compile(f"[{SENTENCE_ENDS}،,:)»]")
_OF_MANY, _WAR, _EMBASSY, _HERE = ("انقلاب", "امام"), "جنگ", "سفارت", ("تهران", "ایران")
_DOWNING, _AIRBUS, _DAY_OF_655 = ("حمله", "سرنگونی", "سقوط", "هدف"), {"وینسنس", "655"}, (4, 12)
_LEAST_IN_FULL = 100
_NEAR_DAYS, _OF = ({"today"}, {"back"}), ("از ", "تا ")
_IN_LATER_YEARS = "جشن|دیدار|رونمایی|افتتاح|همایش|راهپیمایی"  # what is done on such a day
_KEPT = re.compile(rf"\b(?:{_IN_LATER_YEARS}|گل ?باران)\b")
_COMMEMORATED = re.compile(
    rf"\b(?:{_IN_LATER_YEARS}|سالروز|سالگرد|مناسبت|بزرگداشت|گرامی ?داشت|آستانه|فرارسیدن|همزمان|مراسم)\b"
)


@dataclass(frozen=True, slots=True)
class Famous:
    """A day known by its name: its year, whether it is of no other, the words of what happened, the politics called so.

    `is_kept` is a day that every year keeps («۲۲ بهمن»): of its own year only where it is told as history.
    """

    year: int
    always: bool
    is_kept: bool
    words: tuple[str, ...]
    era: str


# Days the world knows by their name.
FAMOUS_DAYS = {
    (row["calendar"], int(row["month"]), int(row["day"])): Famous(
        int(row["year"]),
        row["always"] == "yes",
        row["always"] == "history",
        tuple(key for form in split_forms(row["words"]) for key in keys_of(form)),
        row["era"],
    )
    for row in read_rows("famous_days")
    if row["year"]
}
# What happened on a day, by its name: the Solar Hijri month and day on which it is remembered.
_NAMED = {
    key: (int(row["month"]), int(row["day"]))
    for row in read_rows("famous_days")
    for form in split_forms(row["names"])
    for key in keys_of(form)
}
_LONGEST_NAME = max(name.count(" ") + 1 for name in _NAMED)


def names_the_day(key: str, end: int, following: Expression) -> bool:
    """«سالروز حماسه ۹ دی ۸۸», «سالگرد ۱۱ سپتامبر»: what is remembered is called after its day."""
    if slots_of(following.told) - {"year"} != {"day", "month"} or following.last is not None:
        return False
    return _CALLED_AFTER.fullmatch(key, end, following.core_start) is not None


def day_of_its_name(key: str, end: int) -> tuple[int, int] | None:
    """«سالگرد پیروزی شکوهمند انقلاب», «سالروز آزادسازی خرمشهر»: the month and day of what follows; not «… انقلاب مصر»."""
    words = _WORD.findall(_PAUSES.split(key[end : end + _NAMED_REACH], maxsplit=1)[0])
    told = [word for word in words if word not in words_of_context("of_memory")]
    for length in range(min(_LONGEST_NAME, len(told)), 0, -1):
        day = _NAMED.get(" ".join(told[:length]))
        if day is not None:
            return day if _is_ours(told[:length], [*told[length:], "", ""]) else None
    is_of_655 = told[:1] and told[0] in _DOWNING and not _AIRBUS.isdisjoint(told)
    return _DAY_OF_655 if is_of_655 else None


def _is_ours(name: list[str], after: list[str]) -> bool:
    """Not «پیروزی انقلاب مصر», «رحلت امام صادق», «تسخیر سفارت آمریکا در بنغازی», «زلزله بم در …» of elsewhere."""
    if name[-1] in _OF_MANY:
        if after[0] and after[0] not in words_of_context("after_memory"):
            return False
    elif after[0] in foreign_countries():
        return _WAR in name  # «آغاز جنگ تحمیلی عراق علیه ایران»
    if after[0] != "در":
        return True
    return after[1] in _HERE if _EMBASSY in name else after[1] not in foreign_countries()


def is_on_day(key: str, start: int, last: Expression) -> bool:
    """«۱۲ اردیبهشت سالروز …», «۶ مهر، سه روز پس از حمله»: what begins here is on the day told just before."""
    if start - last.end > _LONGEST_BESIDE or last.last is not None:
        return False
    told = last.told
    if told.unbounded is None and slots_of(told) in _NEAR_DAYS:
        # «فردا سالگرد …», «یک هفته دیگر اولین سالگرد …»
        return start - last.end == 1 and last.relation == "at" and not key.startswith(_OF, start)
    if not slots_of(told) >= {"day", "month"} or told.last_day is not None or told.shift_unit is not None:
        return False
    return last.relation == "at" and _BESIDE.fullmatch(key, last.end, start) is not None


def tells_what_happened(key: str, start: int, end: int, day: Famous) -> bool:
    """Whether the sentence of a famous day has its happening: «در سوم خرداد خرمشهر آزاد شد»; not «به مناسبت سوم خرداد»."""
    low, high = _sentence_of(key, start, end)
    if not any(word in key[low:high] for word in day.words) or _KEPT.search(key, low, high):
        return False
    return _NOW.search(key, max(0, start - _NOW_REACH), start) is None


def is_told_as_history(key: str, start: int, end: int) -> bool:
    """«۲۲ بهمن پایان استبداد بود»; not «در راهپیمایی ۲۲ بهمن …», «سالروز …»."""
    low, high = _sentence_of(key, start, end)
    low = max(low, key.rfind(":", low, start) + 1)
    if _COMMEMORATED.search(key, low, high):
        return False
    words = _WORD.findall(key, low, start) + _WORD.findall(key, end, high)
    return not words_of_context("of_history").isdisjoint(words) and outlook_of(key, start, end) == "past"


def _sentence_of(key: str, start: int, end: int) -> tuple[int, int]:
    low = max(0, start - _REACH)
    low = max((match.end() for match in _ENDS.finditer(key, low, start)), default=low)
    stop = _ENDS.search(key, end, end + _REACH)
    return low, stop.start() if stop else end + _REACH


def remembered_year(key: str, end: int, calendar: str) -> int | None:
    """The year told after «سالروز»: «هفتم تیر مصادف با سالروز انفجار … در سال ۶۰»."""
    after = key[end : end + _REMEMBERED_REACH]
    if " سال " not in after or not any(word in after for word in _REMEMBERS):
        return None  # as most are: a search is dear
    stop = _ENDS.search(after)
    found = _YEAR.search(after, 0, stop.start() if stop else len(after))
    if found is None:
        return None
    year = int(found[1])
    is_short = calendar == JALALI and year < _LEAST_IN_FULL
    return year if is_short or year in YEARS_OF_NEWS.get(calendar, ()) else None
