"""What recurs: هر سه‌شنبه, هر روز, روزی ۱۲ بار, یک شب در میان, روزانه."""

import re

from pipeline.dates.registry import Found, noun_before, rule
from pipeline.dates.rules.durations import number_of
from pipeline.dates.rules.figures import fits_month, weekdays_value
from pipeline.dates.rules.relative import is_plural
from pipeline.dates.sentences import SENTENCE_ENDS
from pipeline.dates.timex import ANY_DAY, length_value, season_value, weekday_value
from pipeline.dates.value import Told
from pipeline.dates.words import words_of_context

_LONGEST_MONTH = 31
_MOMENTS = ("لحظه", "لحظه ای")
_BY_THE = ("روز", "لحظه")
_MORE_AND_MORE = re.compile(
    r" (?:بیشتر|کمتر|بدتر|بهتر|افزایش|افزود\w*|افزون|می ?افزا\w+|بیفزا\w+|کاهش|کاسته|گسترش|گسترده|وسعت|رونق|بهبود|رشد|ارتقا\w*"
    r"|توسعه|تحول|پیشرفت|تقویت|اضافه|رو ?به)\b|(?<!دخ)(?<!دف)(?<!بس)تری?\b"
)
_HABIT, _CLAUSE = re.compile(r" (?!را )[^.؟!\n،؛]*?\bن?می ?(?!شو)\w{2,}"), 50
_AND_HOLIDAYS = re.compile(r" ?،? و (?:در )?(?:(?:روز ?های |ایام )تعطیل|تعطیلات (?:رسمی|عمومی|مذهبی))\b")
_ENDS = re.compile(f"[{SENTENCE_ENDS}]")
_OF_NO_YEAR = "(?!COMMA? (YEAR|NUM|RELATION|THISYEAR|THIS))"
_UNIT = "(YEAR|MAH|WEEK|DAY|HOUR|MINUTE|SECOND|NIGHT|DECADE|CENTURY)"


@rule(
    "set.every",
    f"EVERY (?P<count>NUM|SOME)? (?P<unit>{_UNIT}) (FROM? (YEAR|WEEK|MAH(?!MONTH)) (?!NUM|RELATION))?",
    f"EVERY (?P<count>NUM) (TO|OR|AND) NUM (?P<unit>{_UNIT}) (NUM TIMES)?",
    f"(?P<count>NUM) (?P<unit>{_UNIT}) ALTERNATE",
    f"(?P<unit>{_UNIT}) ALTERNATE",
    f"EVERY (?P<count>NUM|SOME)? (?P<unit>{_UNIT}) (?P<half>AND HALF)? NUM TIMES",
    f"(?P<count>NUM|SOME) (?P<unit>{_UNIT}) (?P<once>NUM) TIMES",
    "EVERY (?P<unit>DAYNIGHT)",
)
def every(found: Found) -> Told | None:
    """هر روز, هر دو هفته, یک شب در میان, هر سه ماه یک بار."""
    count = number_of(found.value("count")) if found.has("count") else 1.0
    if found.has("once") and (found.value("once") != 1 or found.is_previous("ORD", "AND")):
        return None
    if found.has("count") and is_plural(found.word("unit")):
        return None  # «هر دو سال‌های …»
    if found.value("unit") == "month" and found.is_next("MONTH"):
        return None  # «هر ماه رمضان»
    if found.has("half") and count is not None:
        count += 0.5  # «هر دو ماه و نیم یک بار»
    if "ALTERNATE" in found.names():
        count = 2.0 if count is None else count + 1
    if count == 1 and found.word("unit") in _MOMENTS:
        count = None  # a moment is no second
    told = Told(repeated=True, timex=length_value(((found.value("unit") or "day", count),)))
    nightly = found.value("unit") == "night" and count == 1 and (found.is_next("HOUR") or found.is_next("CLOCK"))
    return told.but(part="night") if nightly else told  # «هر شب ساعت ۹»


@rule(
    "set.every_day",
    "EVERY DAY? (?P<weekday>WEEKDAY) ((AND|TO|COMMA) EVERY? (?P<last>WEEKDAY))* (?P<part>NIGHT|PART)?",
    "EVERY (?P<part>PART)",
    "(?P<weekday>WEEKDAY) (?P<part>NIGHT|PART)? PLURAL",
    "(?P<after>AFTER_PREP)? (?P<part>PART) PLURAL",
    "(?P<after>AFTER_PREP) (?P<part>PART) PLURAL DAY? (?P<weekday>WEEKDAY)",
    "DAY? (?P<weekday>WEEKDAY) PLURAL? EVERY WEEK",
    "(?P<weekday>WEEKDAY) (?P<plural>NIGHT)",
    "(?P<nights>NIGHT)",
    "(?P<plural>NIGHT) DAY? (?P<weekday>WEEKDAY) (EVERY WEEK)?",
    "(?P<part>PART)? (?P<plural>DAY) (?P<weekday>WEEKDAY) (?!NUM|ORD|WEEKDAY|RELATION|\\(|(COMMA|AND|TO|OR) DAY? WEEKDAY)",
    "(?P<part>PART) PLURAL DAY? (?P<weekday>WEEKDAY) (EVERY WEEK)?",
    "EVERY (?P<part>PART|NIGHT) DAY? (?P<weekday>WEEKDAY)",
    f"(?P<part>PART) PLURAL FASL? (?P<season>SEASON) {_OF_NO_YEAR}",
    f"(?P<plural>NIGHT) FASL? (?P<season>SEASON) {_OF_NO_YEAR}",
)
def every_day(found: Found) -> Told | None:
    """هر سه شنبه, هر صبح, پنجشنبه‌ها, جمعه‌شب‌ها, روزهای جمعه, شب‌های زمستان: a day of the week or a part of every day."""
    part = found.value("part")
    if found.has("after"):
        if part != "noon":
            return None
        part = "afternoon"  # «بعد از ظهرها»
    if found.has("nights"):
        alone = not found.is_previous("THIS", "NUM", "ORD", "LAST", "SOME")
        bare = alone and is_plural(found.word("nights")) and found.word("nights").endswith("ها")
        return Told(repeated=True, timex=ANY_DAY, part="night") if bare else None
    if found.has("plural"):
        if not is_plural(found.word("plural")):
            return None
        part = "night" if "NIGHT" in found.names() else part
    if found.has("season"):
        return Told(repeated=True, timex=season_value(found.value("season")), part=part)
    if found.has("weekday"):
        return Told(repeated=True, timex=weekdays_value(found), part=part)
    if found.word("part") == "عصر" and found.lexed.word(found.after - 1) == "های":
        return None  # «عصرهای گذشته»: ages
    return Told(repeated=True, timex=ANY_DAY, part=part)


@rule("set.every_day", "DAY? (?P<weekday>WEEKDAY) ((COMMA|AND) DAY? WEEKDAY)* (?=COMMA? AND)")
def and_holidays(found: Found) -> Told | None:
    """پنجشنبه، جمعه و روزهای تعطیل: days of every week, as holidays are."""
    return Told(repeated=True, timex=weekdays_value(found)) if _AND_HOLIDAYS.match(found.text_after(40)) else None


@rule("set.daily_part", "(?P<part>DAILY_PART)")
def daily_part(found: Found) -> Told | None:
    """صبحا, شبا: every morning, every night, as one speaks of habits; not «شماره شبا» of an account."""
    if found.value("part") == "night" and not _is_of_habit(found):
        return None
    return Told(repeated=True, timex=ANY_DAY, part=found.value("part"))


def _is_of_habit(found: Found) -> bool:
    """«شبا کتاب می‌خونه», not «با شبا واریز می‌شود»."""
    before = noun_before(found.lexed.key, found.lexed.starts[found.first])
    return before not in words_of_context("before_sheba") and _HABIT.match(found.text_after(_CLAUSE)) is not None


@rule("set.alternate_days", "EVERY? (?P<days>ALTERNATE_DAYS)")
def alternate_days(found: Found) -> Told | None:
    """روزهای زوج, روزهای فرد: Saturday, Monday and Wednesday, or the days between them."""
    days = [weekday_value(int(day)) for day in found.value("days").split("/")]
    return Told(repeated=True, timex=",".join(days))


@rule("set.day_of_month", "DAY? (?P<day>NUM|ORD) EVERY MAH (?!MONTH)")
def day_of_month(found: Found) -> Told | None:
    """پانزدهم هر ماه, روز اول هر ماه."""
    day = found.value("day")
    if not isinstance(day, int) or not 1 <= day <= _LONGEST_MONTH or found.is_previous("NUM", "EDGE", "LAST"):
        return None
    return Told(repeated=True, timex=f"XXXX-XX-{day:02d}")


@rule("set.daily", "(?P<period>PERIODIC)")
def daily(found: Found) -> Told | None:
    """روزانه, سالانه, همه‌ساله."""
    return Told(repeated=True, timex=length_value(((found.value("period"), 1.0),)))


@rule(
    "set.every_year",
    "DAY? (?P<day>NUM|ORD) MAH? (?P<month>MONTH) MAH? EVERY YEAR",
    "(EDGE ORD?)? MAH? (?P<month>MONTH) MAH? EVERY YEAR",
    "EVERY YEAR IN? DAY? (?P<day>NUM|ORD) MAH? (?P<month>MONTH) MAH? (?!NUM|YEAR)",
    "EVERY MAH? (?P<month>MONTH)",
    "EVERY (?P<day>NUM|ORD) (?P<month>MONTH) MAH? (?!NUM|YEAR)",
    "EVERY (?P<feast>FEAST)",
)
def every_year(found: Found) -> Told | None:
    """۱۳ آبان هر سال, خرداد هر سال: a day or month of every year, in its own calendar."""
    if found.has("feast"):  # «هر روز هوای پاک» is each day
        return None if found.word("feast").startswith("روز ") else Told(repeated=True, timex="P1Y")
    calendar, month, _ = found.value("month")
    if not found.has("day"):
        if found.is_previous("NUM", "ORD") or (found.names()[:2] == ["EVERY", "MONTH"] and found.value("month")[2]):
            return None
        return Told(repeated=True, timex=f"XXXX-{month:02d}")
    if not fits_month(found.value("day"), calendar, month) or (
        found.names()[:2] == ["EVERY", "NUM"] and not found.word("day").isdigit()
    ):
        return None  # «هر دو مهر»
    return Told(repeated=True, timex=f"XXXX-{month:02d}-{found.value('day'):02d}")


@rule(
    "set.every_season",
    "EVERY FASL? (?P<season>SEASON)",
    "(EDGE ORD?)? FASL? (?P<season>SEASON) EVERY YEAR",
    "(?P<season>SEASON) (?P<plural>PLURAL)",
)
def every_season(found: Found) -> Told | None:
    """هر تابستان, پاییز هر سال, اواسط تابستان هر سال, تابستان‌ها."""
    if found.has("plural") and found.word("plural") != "ها":
        return None
    return Told(repeated=True, timex=season_value(found.value("season")))


@rule(
    "set.every_edge",
    "(?P<edge>EDGE|ORD) EVERY (?P<unit>WEEK|MAH|YEAR)",
    "EVERY (?P<edge>EDGE) (?P<unit>WEEK|MAH|YEAR)",
    "(?P<edge>EDGE) (ORD|EDGE_ADJ) EVERY (?P<unit>MAH|YEAR)",
    "NUM (?P<edge>MAH|AGED) (ORD|EDGE_ADJ) EVERY (?P<unit>YEAR)",
    "(?P<edge>EDGE) (?P<weeks>WEEK)",
)
def every_edge(found: Found) -> Told | None:
    """آخر هر ماه, اول هر سال, نیمه نخست هر سال, سه‌ماهه اول هر سال, هر آخر هفته."""
    if found.names()[0] == "ORD" and found.word("edge") != "اول":
        return None
    if found.has("weeks"):  # «آخر هفته‌ها»
        return Told(repeated=True, timex="P1W") if found.word("weeks").endswith("ها") else None
    return Told(repeated=True, timex=length_value(((found.value("unit"), 1.0),)))


@rule(
    "set.times",
    f"(?P<per>{_UNIT}) (NUM|SOME) ((TO|OR) NUM)? ({_UNIT}|TIMES)",
    f"(NUM|SOME) (?P<often>{_UNIT}|TIMES) IN (NUM)? (?P<per>{_UNIT}|DAYNIGHT)",
    f"IN (?P<per>DAY|WEEK|MAH|YEAR) NUM ((TO|OR) NUM)? ({_UNIT}|TIMES)",
)
def times(found: Found) -> Told | None:
    """روزی ۱۲ بار, ۳ روز در هفته, دو بار در ماه, در روز ۷ تا ۸ ساعت."""
    if found.match.start("per") == found.first and not found.word("per").endswith("ی"):
        return None
    if (
        found.is_next("RELATION")
        or found.is_next("WEEKDAY")
        or is_plural(found.word("per"))
        or (found.has("often") and found.is_next("NUM"))
    ):
        return None  # «دو بار در سال‌های ۷۹ و ۸۱»
    return Told(repeated=True, timex=length_value(((found.value("per") or "day", 1.0),)))


@rule("set.by", f"(?P<one>{_UNIT}) TO_CLOCK (?P<other>{_UNIT})")
def by(found: Found) -> Told | None:
    """سال به سال, ماه به ماه; «روز به روز بیشتر می‌شود» is ever more."""
    if found.word("one") != found.word("other"):
        return None
    if found.word("one") in _BY_THE and _MORE_AND_MORE.search(_ENDS.split(found.text_after(80))[0]):
        return None
    return Told(repeated=True, timex=length_value(((found.value("one"), 1.0),)))
