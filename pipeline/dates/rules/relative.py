"""Units counted from an anchor: هفته گذشته, سه روز پیش, طی دو ماه اخیر, سال جاری."""

import re
from fractions import Fraction
from typing import Any

from pipeline.dates.calendars import ERAS, GREGORIAN
from pipeline.dates.leaving import is_of_a_verb
from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import calendar_of_year
from pipeline.dates.spans_of_days import SHORT_UNITS, UNIT_DAYS, UNIT_MONTHS
from pipeline.dates.timex import odd_value
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES, whole, words_of_context

_COUNT = "((?P<vague>SOME(?=NUM))|(?P<tens>NUM) AND(?=SOME))? (?P<count>NUM|SOME) ((TO|OR|AND|\\-) (?P<more>NUM))? (AND (?P<half>HALF))?"
COUNTED = f"{_COUNT} (?P<unit>UNIT) (AND (?P<half_after>HALF))?"
_OFFSETS = {
    "past": -1, "ago": -1, "before_now": -1, "recent": -1, "current": 0, "future": 1, "after": 1, "prior": -1, "next": 1
}  # fmt: skip
# What tells a unit of the calendar counted from the anchor.
FIELDS = {"day": "day_offset", "week": "week_offset", "month": "month_offset", "year": "year_offset"}
_EARLY = ("dawn", "morning")
_AGES = ("decade", "century")
_MONTH_DAYS = 30.4369
_LONG_AGO = 500  # years that a calendar is counted back
_LONG = frozenset(["YEAR", "MAH", "DECADE", "CENTURY"])
_BRIEF = frozenset(["WEEK", "DAY", "NIGHT", "HOUR", "MINUTE", "SECOND", "DAYNIGHT"])
_ENDINGS = ("های", "ها", "هایی", "ات", "ایام", "سالیان", "دقایق", "دقایقی")
_ONLY_PREPOSITIONS = ("پس از",)
_NAMED_NEXT = {NAMES[name] for name in ("DAY", "FEAST", "NUM", "ORD")}
_AHEAD, _OTHER = ("پیش رو", "پیش روی"), ("دیگر", "دیگه")
WORKING_DAY = "روز کاری"
_FOR = ("برای", "مدت")
_FROM_WHAT_IS_TOLD = ("بعد", "قبل تر", "پیش تر", "پیشتر", "قبلتر")
MOST_NIGHTS = 100
_HAD_BEEN = re.compile(r"[^.؟!\n]{0,70}ه بود(?:ند|م|یم)?(?![^\W_])")  # «شاه ساعاتی پیش از ایران رفته بود»
_EXTENDED = re.compile(
    r" [^.؟!\n؛:]{0,30}?(?:تمدید|ادامه (?:یافت|داد|پیدا)|به طول|طول کشید|به تعویق|قرارداد دار|مهلت|ماند(?:ند|م|یم)? )"
    r"| (?:فرصت|وقت|زمان) (?:باقی|مانده|مونده|ن?دار(?:م|ی|د|یم|ید|ند)(?!\w)|وجود|هست(?!\w)|بود(?!\w)|داده?(?:ند)?(?!\w)|خواه)"
)


def is_longer(found: Found) -> bool:
    """Whether «دیگر» after a counted unit prolongs something («برای دو هفته دیگر», «یک سال دیگر تمدید شد»)."""
    if found.word("relation") not in _OTHER or found.is_previous("TO"):
        return False
    return found.word_before() in _FOR or _EXTENDED.match(found.text_after(60)) is not None


def is_plural(word: str) -> bool:
    """Whether a unit is written in the plural («سال‌های»)."""
    return word.endswith(_ENDINGS)


def unit_of(found: Found) -> str:
    """The unit of a match; a day and night is a day."""
    return found.value("unit") or "day"


@rule(
    "date.unit_relation",
    "(?P<unit>UNIT) (?P<era>ERA)? (?P<relation>RELATION) (?P<era_after>ERA)?",
    "(?P<beside>UNIT) AND (?P<unit>UNIT) (?P<relation>RELATION)",
    "(?P<very>THIS) (?P<unit>UNIT) (?P<relation>RELATION)",
)
def unit_relation(found: Found) -> Told | None:
    """روز گذشته, هفته جاری, سال آینده, ماه جاری میلادی, ساعتی پیش; plurals («روزهای اخیر») fix nothing."""
    unit, relation, word = unit_of(found), found.value("relation"), found.word("unit")
    plural = is_plural(word)
    if found.has("very") and (found.word("very") != "همین" or relation not in _OFFSETS or plural):
        return None  # but «همین هفته گذشته»
    if unit in SHORT_UNITS and (moment := _moment(found)) is not None:
        return moment
    if relation == "new":
        return _new_year(found)
    if found.has("beside") and not (plural and is_plural(found.word("beside"))):
        return None  # «روزها و هفته‌های اخیر»
    if plural and found.is_previous("THIS"):
        return None  # «در این سال‌ها پیش نرفت»
    if not plural and relation == "recent" and unit in ("week", "month", "year", "decade"):
        return Told(span_unit=unit, span_count=-1.0, edge="recent", approximate=True)
    if not plural and unit == "decade" and relation in ("past", "future"):
        return Told(span_unit=unit, span_count=float(_OFFSETS[relation]), approximate=True)
    if not plural and unit == "decade" and relation == "current":
        return Told(span_unit=unit, span_count=0.0, calendar=_era_of_unit(found))
    is_vague = plural or unit not in FIELDS or relation == "recent"
    return _vague_span(found) if is_vague else _one_unit_away(found)


def _moment(found: Found) -> Told | None:
    """«ساعتی پیش», «لحظاتی بعد»."""
    relation, word = found.value("relation"), found.word("unit")
    if word in ("ساعت ها", "ساعتها") and found.is_previous("FROM"):
        return None  # «از ساعت‌ها قبل منتظر بودند», of what is told
    if relation in ("ago", "before_now", "past", "recent") and word != "ساعت":
        return Told(back_unit="hour", back_count=0.0)
    if relation in ("after", "next") and word.endswith("ی"):
        return Told(back_unit="hour", back_count=1.0, unbounded=True, from_passage=_is_after_what_is_told(found))
    return None


def _is_after_what_is_told(found: Found) -> bool | None:
    return True if found.value("relation") == "next" or found.word("relation") == "بعد" else None


def _era_of_unit(found: Found) -> str | None:
    era: str | None = found.value("era") or found.value("era_after")
    return era if era in ERAS else None


def _new_year(found: Found) -> Told | None:
    """«سال نو میلادی»; «سال جدید تحصیلی» is no calendar's."""
    if found.word("unit") != "سال":
        return None
    if found.is_next("YEAR_KIND"):
        return Told(span_unit="year", span_count=1.0, unbounded=True)
    calendar = GREGORIAN if found.text_after(7) == " مسیحی" else _era_of_unit(found)
    return Told(span_unit="new_year", span_count=1.0, calendar=calendar)


def _vague_span(found: Found) -> Told | None:
    """«روزهای اخیر», «سال‌های بعد»; not «روزهای دیگر»."""
    unit, relation = unit_of(found), found.value("relation")
    another = relation == "after" and found.word("relation") != "بعد"
    if another or (unit == "night" and not is_plural(found.word("unit"))):
        return None
    passage = _is_after_what_is_told(found)
    return Told(span_unit=unit, span_count=float(_OFFSETS[relation]), unbounded=True, from_passage=passage)


def _one_unit_away(found: Found) -> Told:
    unit, relation, word = unit_of(found), found.value("relation"), found.word("relation")
    if unit == "week" and word in _AHEAD:
        return Told(span_unit="coming_week", span_count=1.0)
    told = Told(calendar=_era_of_unit(found))
    told.tell(**{FIELDS[unit]: _OFFSETS[relation]})
    is_other = word in _OTHER and unit != "day"  # «هفته دیگر» is the next one
    if not is_other and (relation in ("after", "next", "prior") or (relation == "ago" and unit == "day")):
        told.tell(from_passage=True)
    return told


@rule("date.unit_relation", "(?P<unit>YEAR) RELATION ERA? \\( (?P<year>NUM) ERA? \\)")
def year_in_brackets(found: Found) -> Told | None:
    """سال گذشته (۲۰۲۱); not «مهرماه سال جاری (۲۰۰۷)»."""
    year = whole(found.value("year"))
    calendar = calendar_of_year(year, None) if year and year >= 1000 else None
    alone = found.word("unit") == "سال" and not found.is_previous("MONTH", "MAH")
    return Told(year=year, calendar=calendar) if calendar and alone else None


@rule("date.unit_relation", "(?P<unit>YEAR) (?P<of>YEAR_KIND) (?P<relation>RELATION)")
def year_of_a_kind(found: Found) -> Told | None:
    """سال تحصیلی جاری; «سال مالی جاری» is no calendar's."""
    relation = found.value("relation")
    of_school = found.word("of") in words_of_context("year_from_autumn") and found.word("unit") == "سال"
    if not of_school or relation not in (*_OFFSETS, "new"):
        return Told(span_unit="year", span_count=float(_OFFSETS.get(relation, 1)), unbounded=True)
    kind = "school_year" if found.word("of") == "تحصیلی" else "water_year"
    if relation == "new":
        return Told(span_unit=kind, direction=1)
    return Told(span_unit=kind, span_count=float(_OFFSETS[relation]))


@rule(
    "date.this_unit",
    "(?P<this>THIS) (?P<unit>UNIT)",
    "(?P<this>THIS) (?P<part>PART)",
    "(?P<this>THIS) (?P<some>SOME) (?P<unit>DAY|WEEK|MAH|YEAR) (?P<relation>RELATION)?",
)
def this_unit(found: Found) -> Told | None:
    """این هفته, همین ماه, این صبح; «همان سال», «آن روز» count from the passage; «این روزها», «این چند روز» fix nothing."""
    if found.has("some"):
        past = found.value("relation") in (None, "past", "recent")
        known = past and found.value("this") == "this" and found.value("some") == ""
        return Told(span_unit=unit_of(found), span_count=-1.0, unbounded=True) if known else None
    if found.has("part"):
        is_today = found.word("this") == "این" and found.value("part") in _EARLY
        return Told(day_offset=0, part=found.value("part")) if is_today else None
    unit, word = unit_of(found), found.word("unit")
    if word == "شب" and found.value("this") == "that":
        return Told(day_offset=0, part="night", from_passage=True)  # «آن شب»
    if unit in _AGES and not (is_plural(word) or word.endswith("ی")):
        return Told(span_unit=unit, span_count=0.0, from_passage=True)  # «این دهه», if one is told
    if (
        unit not in FIELDS
        or word == "برج"
        or (word.endswith(("ی", "ه ای")) and not is_plural(word) and word != WORKING_DAY)
    ):
        return None
    if found.text_after(3) == " ها" or (word == "ماه" and found.text_after(5).rstrip() == " آبی"):
        return None  # «در همین سال‌هاست که», «همان ماه آبی»
    if is_plural(word):
        side = -1.0 if found.value("this") == "that" else 0.0  # «آن روزها», «این سال‌ها»
        return Told(span_unit=unit, span_count=side, unbounded=True)
    passage = found.value("this") == "that" or unit in ("day", "year")
    told = Told(from_passage=passage or None)
    told.tell(**{FIELDS[unit]: 0})
    return told


@rule("date.this_unit", "MOMENT FROM? (?P<part>PART|NIGHT)")
def this_part(found: Found) -> Told | None:
    """این وقت شب, این موقع صبح: a part of no day in particular."""
    return None if is_plural(found.word("part")) else Told(part=found.value("part") or "night")


@rule("date.next_day_of", "(?P<word>TOMORROW_OF)")
def next_day_of(found: Found) -> Told | None:
    """فردای آن روز, فردای عاشورا: the day after what is told next."""
    return Told(shift_unit="day", shift_count=1.0, from_passage=True, open_unit=True)


def count_of(found: Found) -> float | None:
    """The larger number of a counted unit, halves included; None for «چند»."""
    total, count = found.value("more") if found.has("more") else found.value("count"), found.value("count")
    if not isinstance(total, int | Fraction) or found.has("vague"):
        return None
    if isinstance(count, int) and "-" in found.match.group():
        total = max(total, count)  # «۸۰-۷۰ سال پیش», as old newspapers stored it
    return float(total) + (0.5 if found.has("half") or found.has("half_after") else 0)


def _sign(relation: Any) -> int:
    return 1 if _OFFSETS[relation] > 0 else -1


@rule("date.counted_relation", f"{COUNTED} (?P<relation>RELATION)")
def counted_relation(found: Found) -> Told | None:
    """سه روز پیش: a point. دو هفته گذشته: up to the anchor. پنج سال آینده. سه روز بعد: from the passage."""
    relation = found.value("relation")
    if relation in ("current", "new") or is_longer(found):
        return None
    unit, count, sign = unit_of(found), count_of(found), _sign(relation)
    if unit == "night" and count is not None and count > MOST_NIGHTS:
        return None  # «میراژ ۲۰۰۰ شب گذشته»
    if relation in ("before_now", "prior", "next") and found.text_after(4) == " که ":  # «دو ماه قبل از این که»
        return Told(
            shift_unit=unit, shift_count=sign * (count or 1.0), from_passage=True, unbounded=None if count else True
        )
    approximate = True if found.has("more") or found.names()[0] == "SOME" else None
    told = Told(approximate=approximate, unbounded=True if count is None else None)
    if count is None and unit in SHORT_UNITS and sign < 0:
        return Told(back_unit="hour", back_count=0.0)
    if relation not in ("ago", "before_now", "after", "prior", "next"):
        told.tell(span_unit=unit, span_count=sign * (1.0 if count is None else count))
        told.tell(edge="recent" if relation == "recent" and count is not None else None)
        return told
    told.tell(back_unit=unit, back_count=sign * (1.0 if count is None else count))
    if relation in ("prior", "next") or found.word("relation") in _FROM_WHAT_IS_TOLD:
        told.tell(from_passage=True)
    return told


@rule("date.quarters_relation", "(?P<count>NUM)? QUARTER HOUR (?P<relation>RELATION)")
def quarters_relation(found: Found) -> Told | None:
    """ربع ساعت دیگر, سه ربع ساعت پیش: so many minutes away."""
    relation, count = found.value("relation"), found.value("count") or 1
    if relation not in ("ago", "after"):
        return None
    passage = True if found.word("relation") == "بعد" else None
    return Told(back_unit="minute", back_count=float(_sign(relation) * count * 15), from_passage=passage)


@rule("date.counted_units", "NUM UNIT (AND NUM UNIT) (AND NUM UNIT)? (?P<relation>RELATION)")
def counted_units(found: Found) -> Told | None:
    """یک سال و سه ماه پیش, دو روز و چهار ساعت دیگر: a point, to the month, day or minute, so many units away."""
    relation = found.value("relation")
    if relation not in ("ago", "before_now", "after") or found.word("relation") == "بعد":
        return None
    values = found.lexed.values[found.first : found.after]
    lengths = [(values[at] or "day", values[at - 1]) for at, name in enumerate(found.names()) if name in _LONG | _BRIEF]
    months = sum(count * UNIT_MONTHS[unit] for unit, count in lengths if unit in UNIT_MONTHS)
    days = sum(count * UNIT_DAYS[unit] for unit, count in lengths if unit in UNIT_DAYS)
    sign = float(_sign(relation))
    if not months and any(unit in SHORT_UNITS for unit, _ in lengths):
        return Told(back_unit="minute", back_count=sign * round(float(days) / UNIT_DAYS["minute"]))
    if not days:
        return Told(back_unit="month", back_count=sign * float(months))
    whole_days = float(months) * _MONTH_DAYS + float(days)
    return Told(back_unit="day", back_count=sign * whole_days, approximate=True if months else None)


@rule(
    "date.counted_from",
    f"{COUNTED} (?P<side>AFTER_PREP|BEFORE_PREP)",
    "(?P<unit>DAY|WEEK|MAH|YEAR) (?P<side>BEFORE_PREP)",
    "(?P<unit>DAY) (?P<side>BEFORE_PREP|AFTER_PREP) (?=DAY? FEAST|NUM MONTH|ORD MONTH)",
    "(?P<unit>HOUR|MINUTE|SECOND) (?P<side>BEFORE_PREP|AFTER_PREP)",
)
def counted_from(found: Found) -> Told | None:
    """سه روز پس از, ۵ دقیقه قبل از: from what is told next, a time or a happening; «سال قبل از نظر وزن» is last year."""
    if found.names()[-1] == "AFTER_PREP" and found.word_before() == "مدت":
        return None  # «به مدت ده شب بعد از نماز»
    end = found.lexed.ends[found.after - 1]
    of_another = found.text_after().lstrip(" ").split(" ", 1)[0] in words_of_context("after_from")
    of_a_verb = found.word("side") not in _ONLY_PREPOSITIONS and is_of_a_verb(found.lexed.key, end)
    of_another = of_another or of_a_verb
    if found.word("unit") == "روز" and not found.has("count") and not of_another and found.symbol(0) in _NAMED_NEXT:
        sign = 1.0 if found.names()[-1] == "AFTER_PREP" else -1.0
        return Told(shift_unit="day", shift_count=sign, from_passage=True)  # «روز قبل از عاشورا»
    if not found.has("count") and found.value("unit") in SHORT_UNITS:
        return _moments_from(found, of_another, of_a_verb)
    if not found.has("count"):
        if not of_another or is_plural(found.word("unit")):
            return None
        told = Told()
        told.tell(**{FIELDS[found.value("unit")]: -1})
        return told
    count = count_of(found)
    if of_another and found.names()[-1] == "BEFORE_PREP":
        return Told(back_unit=unit_of(found), back_count=-(count or 1.0), unbounded=True if count is None else None)
    if of_a_verb:
        ago = Told(back_unit=unit_of(found), back_count=count or 1.0, from_passage=True)
        return ago.but(unbounded=True if count is None else None)  # «سه سال بعد از کار برکنار شد»
    sign = 1 if found.names()[-1] == "AFTER_PREP" else -1
    told = Told(shift_unit=unit_of(found), shift_count=sign * (count or 1.0), from_passage=True)
    told.tell(unbounded=True if count is None else None)
    told.tell(timex=odd_value(found.value("tens"), unit_of(found)) if found.has("tens") else None)
    return told


def _moments_from(found: Found, of_another: bool, of_a_verb: bool) -> Told | None:
    """«ساعاتی پس از حمله», «دقایقی پیش از آغاز نشست»; but «لحظاتی بعد از خانه بیرون رفت», «ساعتی پیش از سوی …»."""
    if not found.word("unit").endswith("ی") or found.is_previous("NUM", "SOME", "THIS", "HALF"):
        return None
    is_after = found.names()[-1] == "AFTER_PREP"
    if of_another and not is_after and not _HAD_BEEN.match(found.text_after(80)):
        return Told(back_unit="hour", back_count=0.0)
    if of_a_verb or of_another:
        return Told(back_unit="hour", back_count=1.0, unbounded=True, from_passage=True)
    return Told(
        shift_unit=found.value("unit"), shift_count=1.0 if is_after else -1.0, from_passage=True, unbounded=True
    )


@rule(
    "date.counted_to",
    "(?P<count>NUM|SOME) ((TO|OR) NUM)? (?P<unit>UNIT) (?P<side>ENDING|LEFT_TO)",
    "(?P<count>NUM) (?P<unit>AGED) (?P<side>ENDING)",
    "(?P<unit>UNIT) YEAR_KIND? (?P<side>ENDING)",
)
def counted_to(found: Found) -> Told | None:
    """چهار ماه منتهی به, ۳ دقیقه مانده به: up to what is told next."""
    count = float(found.value("count")) if isinstance(found.value("count"), int | Fraction) else 1.0
    ending = found.names()[-1] == "ENDING"
    return Told(shift_unit=unit_of(found), shift_count=-count, from_passage=True, edge="stretch" if ending else None)


@rule("date.aged_relation", "(?P<count>NUM|SOME) (?P<unit>AGED) (?P<relation>RELATION)")
def aged_relation(found: Found) -> Told | None:
    """سه‌ماهه گذشته, ده‌ساله اخیر: up to the anchor; «۲۲ ساله آینده درخشانی دارد» is an age."""
    unit, relation, count = found.value("unit"), found.value("relation"), count_of(found)
    if relation not in ("past", "recent", "future") or (unit == "year" and relation == "future"):
        return None
    told = Told(span_unit=unit, span_count=_sign(relation) * (count or 1.0), unbounded=True if count is None else None)
    told.tell(edge="recent" if relation == "recent" and count is not None else None)
    return told


@rule(
    "date.same_time",
    "(?P<year>THISYEAR) IN? (MOMENT|(?P<this>THIS) DAY)",
    "(?P<said>YEAR) (?P<relation>RELATION) IN? (MOMENT|(?P<this>THIS) DAY)",
    "(?P<count>NUM)? (?P<said>YEAR) (?P<relation>RELATION) COMMA? IN (SUCH|(?P<this>THIS)) DAY",
    "(MOMENT|(?P<this>THIS) DAY) (IN|FROM)? (?P<year>THISYEAR)",
    "(MOMENT|(?P<this>THIS) DAY) (IN|FROM)? (?P<said>YEAR) (?P<relation>RELATION)",
)
def same_time(found: Found) -> Told | None:
    """پارسال همین موقع, پنج سال پیش در چنین روزی: the anchor's day in another year, more or less."""
    offset = found.value("year") if found.has("year") else _OFFSETS.get(found.value("relation"))
    if found.value("this") == "that" or not offset or (found.has("said") and found.word("said") != "سال"):
        return None
    if found.has("count"):
        if not isinstance(found.value("count"), int) or found.value("count") > _LONG_AGO:
            return None
        offset *= found.value("count")
    return Told(day_offset=0, year_offset=offset, calendar="jalali", approximate=True)
