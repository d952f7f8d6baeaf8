"""Parts of a period: اوایل مهر, پایان سال, نیمه اول امسال, سومین روز هفته."""

import re
from fractions import Fraction

from pipeline.dates.calendars import ERAS, JALALI
from pipeline.dates.outlook import outlook_of
from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import is_bare_unit, is_before_a_count, is_before_a_year
from pipeline.dates.rules.relative import FIELDS, is_plural
from pipeline.dates.value import Told
from pipeline.dates.words import COMMAS, NAMES

_WEEKS = {"past": -1, "ago": -1, "current": 0, "future": 1, "after": 1}
_HOLIDAYS = ("تعطیلات", "تعطیلی", "تعطیل")
_SIZES = {"day": 1, "week": 2, "month": 3, "year": 4}
_UNITS = "(YEAR|MAH|WEEK)"
_MONTHS = 12
_ENDS_OF_UNITS = {"اول": 1, "آخر": -1}
_BEGAN_OR_ENDED = re.compile(
    r" (?:ن?می )?(?:یاب|یافت|پذیر|داد|ده|شد|شو|کرد|کن|گرفت|گیر|گشت|گردید|رسید|رس|نشد)(?:د|ند|م|یم|ه)?\b"
)
_MEHR, _OF_SCHOOL = 7, "تحصیلی"
_HALF_YEAR = Fraction(1, 2)


@rule(
    "date.edge",
    "(?P<edge>EDGE)",
    "(?<=IN|TO|FROM) (?P<recent>RELATION) (?=MAH (MONTH|RELATION)|YEAR (NUM|RELATION)|THISYEAR)",
)
def edge(found: Found) -> Told | None:
    """اوایل, اواخر, پایان: only before a period or a day; «ابتدا شنبه …» is first of all; تا اخیر ماه قوس in Afghanistan."""
    if found.has("recent"):
        return Told(edge="end") if found.value("recent") == "recent" else None
    if found.word("edge") == "ابتدا" and not (found.is_next("MAH") or found.is_next("YEAR")):
        return None
    return Told(edge=found.value("edge"))


@rule(
    "date.edge_unit",
    f"(?P<edge>EDGE) (?P<this>THIS)? (?P<unit>{_UNITS}) (?P<era>ERA)?",
    "(?P<edge>EDGE) (?P<unit>YEAR) (?P<of>YEAR_KIND)",
    "(?P<pointed>THIS) (?P<edge>EDGE) (?P<unit>WEEK)",
    f"(?<=IN|TO|FROM) (?P<edge>RELATION) (?P<unit>{_UNITS})",
)
def edge_unit(found: Found) -> Told | None:
    """ابتدای سال, پایان هفته, تا اخیر ماه: of the period the anchor is in; «آغاز همین سال» of the year told last, if one is."""
    place = "end" if found.value("edge") == "recent" else found.value("edge")
    if found.has("pointed") and (found.value("pointed") != "this" or found.value("edge") != "end"):
        return None  # but «این آخر هفته»
    if found.names()[0] == "RELATION" and found.value("edge") != "recent":
        return None
    word = found.word("unit")
    if found.word("edge") == "آستانه" and word.startswith("هفته") and found.is_next("OTHER"):
        return None  # «در آستانه هفته دولت»
    if found.value("unit") == "week" and found.word_before() in _HOLIDAYS and _is_of_any_week(found):
        return Told(repeated=True, timex="P1W")
    if found.value("unit") == "year" and found.is_next("YEAR_KIND") and found.symbol(1) == NAMES["RELATION"]:
        return None  # «پایان | سال تحصیلی جاری»
    counts = found.value("unit") == "week" and found.is_next("NUM")
    of_another = not is_bare_unit(found) and not (counts or is_before_a_count(found))
    if found.symbol(0) in COMMAS and found.text_after(2)[1:].isdigit():
        return None  # «اواخر سال،2002»
    if of_another or word.endswith(("ی", "ها", "های")):
        return None  # «پایان سال ۹۲»; but «آخر هفته دو نفر …»
    if place in ("start", "early") and _is_of_school(found):
        return Told(month=_MEHR, edge=place, calendar=JALALI, direction=0)
    told = Told(edge=place, calendar=found.value("era") if found.value("era") in ERAS else None)
    if found.has("of") or found.is_next("YEAR_KIND"):
        told.tell(unbounded=True)  # «سال تحصیلی» is no calendar's
    elif found.has("this") and found.value("unit") == "year":
        told.tell(from_passage=True)
    told.tell(**{FIELDS[found.value("unit")]: 0})
    return told


def _is_of_school(found: Found) -> bool:
    """«شروع سال تحصیلی», also where the next word runs on into it."""
    if found.has("of"):
        return found.word("of") == _OF_SCHOOL
    runs_on = found.text_after().startswith(f" {_OF_SCHOOL}") and not found.is_next("YEAR_KIND")
    return runs_on and found.word("unit") == "سال"


def _is_of_any_week(found: Found) -> bool:
    """«در تعطیلات آخر هفته بیشتر می‌خورند»: told of no week in particular."""
    starts, ends = found.lexed.starts, found.lexed.ends
    bare = is_bare_unit(found) and not found.is_previous("TO", "FROM")
    return bare and outlook_of(found.lexed.key, starts[found.first], ends[found.after - 1]) in ("present", "untold")


@rule(
    "date.half",
    f"(?P<part>EDGE|QUARTER|NUM YEAR) (?P<nth>ORD|LAST|EDGE|EDGE_ADJ) THIS? (?P<unit>{_UNITS}) (?P<era>ERA)?",
    "(?P<part>EDGE|QUARTER|NUM YEAR) (?P<nth>ORD|LAST|EDGE|EDGE_ADJ)",
    "(?P<part>FASL) (?P<nth>ORD) (?=YEAR|THISYEAR)",
    "(?P<part>FASL) (?P<nth>ORD) (?P<bare>)(?=NUM)",
)
def half(found: Found) -> Told | None:
    """نیمه اول سال, ربع چهارم سال."""
    if found.has("bare") and not is_before_a_year(found):
        return None
    is_half = found.value("part") == _HALF_YEAR  # «نیم‌سال دوم»
    parts = 2 if is_half else {"half": 2, "quarter": 4, "seasonunit": 4}.get(found.value("part"))
    nth = found.value("nth")
    if parts is not None and not isinstance(nth, int):
        nth = {"start": 1, "early": 1, "end": parts, "late": parts}.get(nth, 0)
    if nth == -1 and parts is not None:
        nth = parts
    if parts is None or not 1 <= nth <= parts or (is_half and found.is_previous("NUM", "SOME")):
        return None
    alone = is_half and not found.has("unit") and not _is_of_a_period(found) and not found.is_next("NUM")
    if alone or (found.is_next("YEAR_KIND") and is_bare_unit(found)):
        return Told(edge_part=(nth, parts), year_offset=0, unbounded=True)  # «نیم‌سال دوم سال تحصیلی»
    return _of_unit(found, Told(edge_part=(nth, parts)))


@rule(
    "date.months_of_year",
    f"(?P<count>NUM) (?P<months>MAH|AGED) (?P<nth>ORD|EDGE|EDGE_ADJ) (?P<unit>{_UNITS}) (?P<era>ERA)?",
    "(?P<count>NUM) (?P<months>MAH|AGED) (?P<nth>ORD|EDGE|EDGE_ADJ) (?P<unit>YEAR) (?P<of>YEAR_KIND)",
    "(?P<count>NUM) (?P<months>MAH|AGED) (?P<nth>ORD|EDGE|EDGE_ADJ)",
    "(?P<count>NUM) (?P<months>AGED) (?=YEAR|THISYEAR)",
    "(?P<count>NUM) (?P<months>MAH) (?=YEAR NUM|YEAR RELATION|THISYEAR)",
    "(?P<count>NUM) (?P<months>AGED) (?P<bare>)(?=NUM)",
)
def months_of_year(found: Found) -> Told | None:
    """شش‌ماهه اول امسال, سه ماه نخست سال, هفت‌ماهه ابتدای سال."""
    count, nth = found.value("count"), found.value("nth")
    number = nth if isinstance(nth, int) else {None: 1, "start": 1, "early": 1, "end": -1, "late": -1}.get(nth)
    if number is None or not isinstance(count, int) or not 1 <= count <= 11 or number * count > 12:
        return None
    if nth in ("start", "end") and not found.has("unit") and _BEGAN_OR_ENDED.match(found.text_after()):
        return None  # «کار سه‌ماهه پایان می‌یابد»
    if not found.word("months").startswith("ماه") or (found.has("bare") and not is_before_a_year(found)):
        return None
    told = _of_unit(found, Told(edge_part=(number, -count)))
    return told.but(unbounded=True) if told and found.has("of") else told  # «شش ماه اول سال تحصیلی»


@rule(
    "date.first_days",
    "(?P<count>NUM) (?P<unit>DAY|WEEK|NIGHT) (?P<nth>ORD|LAST|EDGE|EDGE_ADJ)",
    "(?P<count>NUM) (?P<unit>YEAR|DECADE) (?P<nth>ORD|LAST|EDGE|EDGE_ADJ) (?=(DECADE|CENTURY) (NUM|ORD))",
)
def first_days(found: Found) -> Told | None:
    """۱۰ روز نخست بهمن, دو هفته پایانی سال, سه سال اول دهه نود: so many units from an end of what is told beside it."""
    count, nth = found.value("count"), found.value("nth")
    number = nth if isinstance(nth, int) and nth <= 5 else {"start": 1, "early": 1, "end": -1, "late": -1}.get(nth)
    if number is None or not isinstance(count, int) or not 1 <= count <= 90:
        return None
    named = found.is_next("MONTH") or (found.is_next("MAH") and found.symbol(1) == NAMES["MONTH"])
    if found.value("unit") == "night" and not named:
        return None  # «ساعت ۱۲ شب آغاز شد»; but «ده شب اول محرم»
    if nth in ("start", "end") and _BEGAN_OR_ENDED.match(found.text_after()):
        return None  # «کار یک هفته‌ای پایان یافت»
    return Told(nth=((found.value("unit"), number, count),))


def _of_unit(found: Found, told: Told, name: str = "unit") -> Told | None:
    """The anchor's own unit, where one is told and told without more."""
    if found.has(name):
        of_its_own = found.value(name) == "month" or found.names()[-1] == "YEAR_KIND"  # «اول برج ۴», «سال مالی ۱۰ …»
        counts = not of_its_own and is_before_a_count(found)
        if not (is_bare_unit(found) or counts):
            return None
        told.tell(**{FIELDS[found.value(name)]: 0})
        told.tell(calendar=found.value("era") if found.value("era") in ERAS else None)
    return told


@rule(
    "date.nth",
    "THIS? (?P<nth>ORD|LAST) (?P<unit>DAY|WEEK|MAH|NIGHT|YEAR|DECADE|FASL)",
    "THIS? (?P<unit>DAY|WEEK|MAH|DECADE) (?P<nth>ORD|LAST|EDGE_ADJ)",
    "(?P<unit>DAY|WEEK|MAH|DECADE) (?P<nth>EDGE) (?=MONTH|MAH|YEAR|THISYEAR|SEASON|DECADE|CENTURY)",
    "(?P<nth>ORD) (?P<unit>YEAR) (?P<era>ERA)",
    f"(?P<nth>ORD|LAST) (?P<unit>DAY|WEEK|MAH) FROM? THIS? (?P<of>{_UNITS}) (?P<era>ERA)?",
    f"(?P<unit>DAY|WEEK|MAH) (?P<nth>ORD|LAST|EDGE_ADJ|EDGE) (?P<of>{_UNITS})",
    "(?P<unit>MAH) (?P<nth>NUM) (?=THISYEAR|YEAR (NUM|RELATION))",
    "THIS (?P<unit>YEAR) (?P<nth>ORD) (?!MAH|MONTH|WEEK|DAY|YEAR|THISYEAR)",
)
def nth(found: Found) -> Told | None:
    """سومین روز, هفته اول مهر, آخرین روز سال: so many units into what is told beside it, else of something untold."""
    number, unit, word = _place_of(found), found.value("unit"), found.word("nth")
    if number is None or (word.isdigit() and not 1 <= number <= _MONTHS):
        return None  # but «ماه ۱۱ پارسال»
    if found.is_next("LASTING") or found.text_after(7) == " پیاپی ":
        return None  # «برای هفتمین سال پیاپی»: how many times
    before = found.match.start("nth") < found.match.start("unit")
    if not before and word.endswith("ین"):
        return None  # «روز اولین جمعه»: the ordinal is of what follows
    if before and (found.is_next("WEEKDAY") or not (word.endswith("ین") or word in _ENDS_OF_UNITS)):
        return None
    plural = is_plural(found.word("unit"))
    if unit == "day" and plural and before and not found.has("of") and _is_of_a_period(found):
        return Told(edge="last_days" if number < 0 else "first_days")  # «آخرین روزهای مرداد»
    if unit == "month" and plural and (found.has("of") or found.is_next("YEAR") or found.is_next("THISYEAR")):
        return _of_unit(found, Told(edge="late" if number < 0 else "early"), "of")  # «ماه‌های اولیه امسال»
    if before and word in _ENDS_OF_UNITS:
        return _end_of_unit(found, _ENDS_OF_UNITS[word])
    told = Told(nth=((unit, number, 1),), unbounded=True if plural else None)
    if found.has("of"):
        is_smaller = _SIZES.get(unit, 0) < _SIZES.get(found.value("of"), 0)
        return _of_unit(found, told, "of") if is_smaller else None  # not «هفته نوزدهم هفته»
    return None if found.has("era") else told


def _place_of(found: Found) -> int | None:
    """The place that an ordinal or an edge tells, from the end where it is less than nothing: «هفته آخر شهریور», «روز آخر سال»."""
    place = found.value("nth")
    if place == "end" and found.word("nth") == "آخر":
        return -1
    if "EDGE" in found.names():
        return None
    return place if isinstance(place, int) else (-1 if place == "late" else 1)


def _end_of_unit(found: Found, place: int) -> Told | None:
    """«اول سال قمری», «آخر هفته»: its first or last day."""
    if found.value("unit") not in ("year", "month", "week") or found.has("of"):
        return None
    return _of_unit(found, Told(nth=(("day", place, 1),)))


@rule("date.nth", "(?P<nth>ORD) (?P<year>THISYEAR)")
def first_of_year(found: Found) -> Told | None:
    """اول امسال."""
    first = Told(nth=(("day", 1, 1),), year_offset=found.value("year"), calendar="jalali")
    return first if found.word("nth") == "اول" else None


@rule("date.nth", "(?P<nth>ORD) WEEK (?P<relation>RELATION)", "(?P<nth>ORD) (?P<this>THIS) WEEK")
def first_of_week(found: Found) -> Told | None:
    """اول هفته آینده, اول این هفته."""
    offset = _WEEKS.get(found.value("relation") or "current")
    if found.word("nth") != "اول" or offset is None or found.value("this") == "that":
        return None
    return Told(nth=(("day", 1, 1),), week_offset=offset)


@rule(
    "date.nth",
    "THIS (?P<days>EDGE) (?!MAH|MONTH|WEEK|DAY|YEAR|THISYEAR|FEAST|SEASON|FASL|DECADE|CENTURY)",
)
def first_days_of_it(found: Found) -> Told | None:
    """همان روزهای اول."""
    place = {"first_days": 1, "last_days": -1}.get(found.value("days"))
    return Told(nth=(("day", place, 1),), unbounded=True) if place else None


def _is_of_a_period(found: Found) -> bool:
    """Whether a month, year, season or decade follows."""
    if found.is_next("FASL"):
        return found.symbol(1) == NAMES["SEASON"]  # not «فصل نقل و انتقالات»
    return any(found.is_next(name) for name in ("MONTH", "MAH", "YEAR", "THISYEAR", "SEASON", "DECADE"))
