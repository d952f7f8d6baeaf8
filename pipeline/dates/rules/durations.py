"""Lengths of time and ages: سه ساعت, ۲ ساعت و سی و دو دقیقه, ۲۶ سالگی."""

import re
from fractions import Fraction
from itertools import pairwise
from typing import Any

from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import is_before_a_year, is_year_spoken_of, word_after
from pipeline.dates.rules.relative import MOST_NIGHTS, is_longer, is_plural
from pipeline.dates.timex import Length, length_value, odd_value
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES, words_of_context

_COUNT = "((NUM TO)? SOME|NUM (AND SOME)?|SOME NUM) (AND HALF)?"
_UNIT_NAMES = frozenset(
    ["YEAR", "MAH", "WEEK", "DAY", "NIGHT", "HOUR", "MINUTE", "SECOND", "DECADE", "CENTURY", "QUARTER", "DAYNIGHT", "AGED"]
)  # fmt: skip
_BEGINS = re.compile(r"(?:[.!?؟:،\n] ?|\b(?:که|اینکه|اتفاقا|بالاخره|سرانجام|اگر|شاید|امیدواریم|امیدوارم) )$")
_ANOTHER_DAY = re.compile(r"[^.؟!\n]{3,70}?\b(?:یک روز|روز دیگر|روزی دیگر|دیگر روز)\b")
_OF_NO_DAY = re.compile(
    r" (?:ن?می (?!کش|گذر|مان|طول|انجام|شو|خواب|بر|خواه|ارز|طلب)\w+|به (?:من|او|ما|وی|آنها|آنان|اینجا|آنجا|دیدن|سراغ|خانه)\b(?! (?:مهلت|فرصت|مرخصی|وقت)))"
)
_MAY_BE = ("ممکن است ", "می تواند ", "می توانند ", "شاید ", "بالاخره ", "سرانجام ")
_TAKES = re.compile(r" (?:زمان|وقت|طول)\b")
_AT_LEAST, _ONE_DAY, _REACH_OF_ANOTHER = "حداقل", "یک روز ", 70
_PART_BEFORE = re.compile(r"\b(?:صبح|ظهر|عصر|غروب|شب|بعدازظهر|بعد از ظهر) $")
_LENGTH_AFTER = re.compile(
    r" ?(?:$|[،.)»]|(?:و|بعد|پس|قبل|پیش|مانده|دیگر|تعطیل|کامل|تمام|در|به|طول|خاص|تعیین|مهلت|زودتر|دیرتر|تا|کاری|نیست|اقامت|وقفه|تاخیر|غیبت|مرخصی)\b)"
)
_FEW = 10
_ALL_OF = ("طول", "تمام مدت")
_HALF = Fraction(1, 2)
_OLDEST_IN_WEEKS = 60
_OF_A_CHILD = re.compile(r" (?:جنین|نوزاد|بارداری|حاملگی|باردار|کودک|واکسن)")
_FEWER = {12: 10, 15: 10, 20: 15, 30: 20, 40: 30, 50: 40}
_FALLING = ("century", "decade", "year", "month", "week", "day", "night", "hour", "minute", "second")
_DETERMINERS = ("THIS", "EVERY", "NUM", "SOME", "ORD", "LAST", "EDGE", "TIMES")
_CAME_IN = re.compile(r" (?:ن?شد|ن?می شو|بود|است|شده)")
_A_FEW = ("ساعاتی", "دقایقی", "لحظاتی")


def number_of(value: Any) -> float | None:
    """A count as a number; None for «چند»."""
    return None if value in (None, "") else float(value)


def length_of(found: Found) -> Length:
    """The counted units of a match: «۲ ساعت و نیم» is ((hour, 2.5),)."""
    lengths: list[tuple[str, float | None]] = []
    count: float | None = 1.0
    counted = False
    for name, value in zip(found.names(), found.lexed.values[found.first : found.after], strict=True):
        if name in ("NUM", "SOME"):
            vague = counted and count is None  # «چند هزار سال»
            count, counted = None if vague else number_of(value), True
        elif name == "TO":
            count, counted = 1.0, False  # «یک تا چند ساعت»
        elif name == "AND":
            continue
        elif name == "HALF" and counted:
            count = None if count is None else count + 0.5
        elif name == "HALF" and lengths and (last := lengths[-1][1]) is not None:
            lengths[-1] = lengths[-1][0], last + 0.5
        elif name in _UNIT_NAMES:
            lengths.append((value or "day", count))
            count, counted = 1.0, False
    return _of_days_and_nights(lengths)


def _of_days_and_nights(lengths: list[tuple[str, float | None]]) -> Length:
    """«سه شب و چهار روز» is four days: the nights are within them."""
    units = [unit for unit, _ in lengths]
    if sorted(units) != ["day", "night"] or None in (counts := [count for _, count in lengths]):
        return tuple(lengths)
    return (("day", max(count for count in counts if count is not None)),)


def _are_falling(length: Length) -> bool:
    """Whether each unit is smaller than the one before: parts of one length, not a list of lengths."""
    order = [_FALLING.index(unit) if unit in _FALLING else -1 for unit, _ in length]
    return -1 not in order and all(one < other for one, other in pairwise(order))


def _is_of_a_year(found: Found) -> bool:
    """Whether a year follows, told by its number or by its distance."""
    return found.is_next("THISYEAR") or (found.is_next("YEAR") and found.symbol(1) in (NAMES["NUM"], NAMES["RELATION"]))


def _is_of_a_decimal(found: Found) -> bool:
    """«4/17 سال»: the figures after a stroke are half a number."""
    start = found.lexed.starts[found.first]
    return start > 1 and found.lexed.key[start - 1] in "/." and found.lexed.key[start - 2].isdigit()


def _is_before_a_clock(found: Found) -> bool:
    """«به بزرگی ۶.۱ ساعت ۱۶ و ۲۲ دقیقه», «۵ ساعت ۱۶:۲۲»: the hour is of what follows."""
    if found.is_next("CLOCK"):
        return True
    is_decimal = isinstance(found.lexed.values[found.first], Fraction)
    return found.is_next("NUM") and (is_decimal or found.symbol(3) == NAMES["MINUTE"])


def _is_of_a_law(found: Found) -> bool:
    """«ماده ۱۸۰ سال ۹۴», «تبصره ۱۹ سال ۱۳۹۶»: the figure is of what stands before it, the year of the law."""
    return found.is_next("NUM") and found.word_before() in words_of_context("before_figure")


def _is_of_a_name(found: Found) -> bool:
    """«میراژ ۲۰۰۰ شب گذشته»: a number that no one counts nights by belongs to what stands before it."""
    return (
        found.names() == ["NUM", "NIGHT"]
        and found.is_next("RELATION")
        and found.lexed.values[found.first] > MOST_NIGHTS
    )


def _range_value(found: Found) -> str:
    numbers = [value for value in found.values("range") if isinstance(value, int | Fraction)]
    unit = found.value("unit") or "day"
    half = 0.5 if "HALF" in found.names() else 0
    first, last = numbers[0], numbers[-1]
    falling = first is not None and last is not None and first > last
    if falling and "-" in found.match.group():
        first, last = last, first  # «29-12 ساله», as old newspapers stored it
    link = "," if falling and "AND" in found.names() else "/"  # «۶۷ و ۲۷ ساله» are two ages
    return link.join(length_value(((unit, float(number) + half),)) for number in (first, last))


def _from_to(found: Found, first: Any, last: Any) -> str:
    unit = found.value("unit") or "day"
    values = dict.fromkeys(length_value(((unit, float(number)),)) for number in (first, last))
    return "/".join(values)


def _few_value(found: Found, unit: str) -> str:
    """«هفت هشت سال» is seven or eight."""
    few = found.value("few")
    low = few - 1 if few < _FEW else _FEWER.get(few, few)
    return "/".join(length_value(((unit, float(number)),)) for number in (low, few))


@rule("date.some_day", "(?P<one>NUM) (?P<day>DAY|NIGHT)")
def some_day(found: Found) -> Told | None:
    """یه روزی می‌رسد, یک شب که: a day no one knows, not the length of one; «یک روز» that begins a clause is such a day."""
    if found.value("one") != 1:
        return None
    key, start = found.lexed.key, found.lexed.starts[found.first]
    is_plain = found.word("one") in ("یک", "یه") and not _LENGTH_AFTER.match(found.text_after())
    begins = is_plain and bool(_BEGINS.search(key, max(0, start - 10), start))
    begins = begins or (found.word_before() != _AT_LEAST and word_after(found) in words_of_context("such_a_day"))
    begins = begins or (
        found.word("one") in ("یک", "یه")
        and not found.is_previous("IN")
        and _is_paired(key, start, found.lexed.ends[found.after - 1])
    )
    begins = begins or (found.word("one") in ("یک", "یه") and _OF_NO_DAY.match(found.text_after()) is not None)
    begins = begins or (is_plain and key.endswith(_MAY_BE, 0, start) and not _TAKES.match(found.text_after()))
    begins = begins or (is_plain and bool(_PART_BEFORE.search(key, max(0, start - 14), start)))
    if not (begins or found.word("day") == "روزی" or found.text_after(4) == " که "):
        return None
    return Told(back_unit="year", back_count=0.0, unbounded=True)


def _is_paired(key: str, start: int, end: int) -> bool:
    """«یک روز می‌گوید … و یک روز …», «یک روز … روز دیگر …»."""
    before = key[max(0, start - _REACH_OF_ANOTHER) : start]
    return _ANOTHER_DAY.match(key, end) is not None or _ONE_DAY in before.rpartition(".")[2]


def _lasts(timex: str | None) -> Told:
    return Told(duration=True, timex=timex)


def _is_no_length(found: Found) -> bool:
    """Whether the figures are of what stands before them, or a year, or the months are of one."""
    names = found.names()
    if found.word_before() == "ساعت" or _is_of_a_decimal(found):
        return True
    if names[:2] == ["NUM", "YEAR"] and (is_year_spoken_of(found) or _is_of_a_law(found)):
        return True
    # «۹ ماه سال ۱۴۰۰», «۲۲ برج»
    return names[1:] == ["MAH"] and (_is_of_a_year(found) or found.lexed.word(found.after - 1) == "برج")


@rule("duration.count", "(?P<few>SOME) (?P<unit>UNIT)")
def few(found: Found) -> Told | None:
    """چند روز, هفت هشت سال."""
    if _is_no_length(found):
        return None
    return _lasts(
        _few_value(found, found.value("unit") or "day") if found.value("few") else length_value(length_of(found))
    )


@rule("duration.count", "(?P<tens>NUM) AND (?P<odd>SOME) (?P<unit>UNIT)")
def odd(found: Found) -> Told | None:
    """بیست و چند سال."""
    if _is_no_length(found):
        return None
    if not found.value("odd"):
        return _lasts(odd_value(found.value("tens"), found.value("unit") or "day"))
    return _lasts(length_value(length_of(found)))


@rule("duration.count", f"{_COUNT} UNIT (AND HALF)? (AND {_COUNT} UNIT (AND HALF)?)* (AND QUARTER)?")
def count(found: Found) -> Told | None:
    """سه ساعت, شش قرن و نیم, ۳ شب و ۴ روز."""
    names = found.names()
    if _is_no_length(found) or _is_of_a_name(found) or (names == ["NUM", "HOUR"] and _is_before_a_clock(found)):
        return None
    if names == ["NUM", "DAY"] and found.is_next("WEEKDAY") and not is_plural(found.lexed.word(found.after - 1)):
        return None  # «صفحه ۱۰ روز یکشنبه»
    return _lasts(_each_or_all(length_of(found)))


def _each_or_all(lengths: Length) -> str:
    """Units told twice are two lengths («یک سال و چهار سال»), others the parts of one."""
    if len({unit for unit, _ in lengths}) < len(lengths):
        return "/".join(length_value((each,)) for each in lengths)
    return length_value(lengths)


@rule("duration.count", f"{_COUNT} UNIT (COMMA {_COUNT} UNIT)+ AND {_COUNT} UNIT")
def listed(found: Found) -> Told | None:
    """دو سال، سه ماه و ده روز: parts of one length; not «دو روز، سه روز و یک هفته»."""
    lengths = length_of(found)
    return None if _is_no_length(found) or not _are_falling(lengths) else _lasts(length_value(lengths))


@rule("duration.count", "(?P<range>NUM (COMMA NUM)* (TO|OR|AND|\\-) NUM) (AND HALF)? (?P<unit>UNIT) (AND HALF)?")
def between(found: Found) -> Told | None:
    """۳۰ تا ۶۰ دقیقه."""
    return None if _is_no_length(found) else _lasts(_range_value(found))


@rule("duration.count", "DAYNIGHT")
def day_and_night(found: Found) -> Told | None:
    """«ساعت‌های شبانه‌روز», «در شبانه‌روز»; not «تلاش شبانه‌روزی», «شبانه‌روز کار می‌کنند»."""
    led = found.is_previous("IN", "DURING", "FROM", "THIS", "EVERY", "HOUR") or len(found.lexed.symbols) == 1
    adjective = found.lexed.word(found.first).endswith("روزی") and not found.is_previous("IN")
    by_day_and_night = not led and found.word_before() not in words_of_context("of_day_and_night")
    return None if _is_no_length(found) or adjective or by_day_and_night else _lasts(length_value(length_of(found)))


@rule("duration.count", "(?P<quarters>NUM)? QUARTER (?P<of>CENTURY|HOUR)")
def quarters(found: Found) -> Told | None:
    """ربع قرن, سه ربع ساعت."""
    if _is_no_length(found):
        return None
    unit, quarter = ("year", 25.0) if found.value("of") == "century" else ("minute", 15.0)
    return _lasts(length_value(((unit, float((found.value("quarters") or 1) * quarter)),)))


@rule("duration.count", "(?P<two>NUM) COMMA (?P<three>NUM) (?P<unit>UNIT)")
def two_or_three(found: Found) -> Told | None:
    """«دو، سه روز», not «بند ۲، ۱۰ روز»."""
    two, three = found.value("two"), found.value("three")
    if _is_no_length(found) or two + 1 != three or three >= _FEW:
        return None
    return _lasts("/".join(length_value(((found.value("unit") or "day", number),)) for number in (two, three)))


@rule("duration.count", "MINUTE NUM (COMMA NUM)* AND NUM")
def minutes_of_play(found: Found) -> Told | None:
    """دقایق ۱۲، ۳۰ و ۷۵: of a match, no time of a day."""
    return None if _is_no_length(found) else _lasts(None)


@rule(
    "duration.count",
    "(?P<low>NUM) AND HALF TO (?P<high>NUM) (?P<more>AND HALF)? (?P<unit>YEAR|MAH|WEEK|DAY|HOUR|MINUTE) (?!WEEKDAY|NUM|ORD|LEFT_TO|ALTERNATE_DAYS)",
)
def from_a_half(found: Found) -> Told | None:
    """یک و نیم تا دو سال."""
    if _is_no_length(found):
        return None
    return _lasts(_from_to(found, found.value("low") + _HALF, found.value("high") + _HALF * found.has("more")))


@rule(
    "duration.count",
    "((?P<first>NUM) (TO|OR))? (?P<last>NUM) (?P<unit>YEAR|DECADE) (?P<nth>ORD|EDGE_ADJ|EDGE|LAST) (?!MAH|MONTH|YEAR|THISYEAR|CENTURY|DECADE)",
)
def stretch(found: Found) -> Told | None:
    """سه سال نخست, دو تا سه سال پایانی, چهل سال دوم انقلاب; not «سه سال دوم شد»."""
    if (
        _is_no_length(found)
        or found.word("nth") not in words_of_context("of_a_stretch")
        or is_plural(found.word("unit"))
        or found.value("last") == _HALF  # «نیم‌سال دوم»
        or _CAME_IN.match(found.text_after())
    ):
        return None
    last = found.value("last")
    return _lasts(_from_to(found, found.value("first") or last, last))


@rule(
    "duration.aged",
    "(?P<few>SOME) (?P<aged>AGED)",
    "(?P<tens>NUM) AND (?P<odd>SOME) (?P<aged>AGED)",
    f"EDGE? {_COUNT} (?P<aged>AGED)",
    "EDGE? (?P<range>NUM (TO|OR|AND|\\-) NUM) (?P<unit>AGED)",
)
def aged(found: Found) -> Told | None:
    """۲۶ سالگی, دو ساله; «۹ ماهه امسال» is a part of the year."""
    if found.names()[0] == "EDGE" and (found.is_next("ORD") or found.is_next("EDGE_ADJ")):
        return None  # «پایان سه‌ماهه نخست»
    of_a_year = found.is_next("YEAR") or found.is_next("THISYEAR") or is_before_a_year(found)
    if found.value("aged") == "month" and of_a_year:
        return None
    if found.has("few") and found.value("few"):
        return Told(duration=True, timex=_few_value(found, found.value("aged")))
    if found.has("odd") and not found.value("odd"):
        return Told(duration=True, timex=odd_value(found.value("tens"), found.value("aged")))
    return Told(duration=True, timex=_range_value(found) if found.has("range") else length_value(length_of(found)))


@rule(
    "duration.aged",
    "(?P<count>NUM) (?P<unit>UNIT|AGED) AND (?P<half>EDGE) (?!ORD|LAST|EDGE|EDGE_ADJ|MAH|MONTH|YEAR|THISYEAR|SEASON|DECADE|CENTURY)",
    "(?P<count>NUM) (?P<unit>AGED) AND HALF",
)
def and_a_half(found: Found) -> Told | None:
    """کودک دو سال و نیمه, قرارداد دو ساله و نیمه; not «دو سال و نیمه دوم مهر»."""
    if found.has("half") and found.word("half") != "نیمه":
        return None
    return Told(duration=True, timex=length_value(((found.value("unit") or "day", float(found.value("count")) + 0.5),)))


@rule("duration.aged", "((?P<first>NUM) (TO|AND))? (?P<last>NUM) (?P<weeks>PERIODIC)")
def weeks_old(found: Found) -> Told | None:
    """چهارده هفتگی, ۱۶ تا ۲۴ هفتگی: an age; «هفتگی» by itself is every week."""
    last = found.value("last")
    is_age = found.is_previous("IN", "FROM", "TO", "BETWEEN", "BEFORE_PREP", "AFTER_PREP", "UNTIL_NOW", "AT")
    is_age = is_age or _OF_A_CHILD.match(found.text_after()) is not None
    is_age = is_age or len(found.lexed.symbols) == len(found.names())
    if found.word("weeks") != "هفتگی" or last > _OLDEST_IN_WEEKS or not is_age:
        return None  # «شماره ۱۲ هفتگی آسمان»
    numbers = dict.fromkeys((found.value("first") or last, last))
    return Told(duration=True, timex="/".join(length_value((("week", float(number)),)) for number in numbers))


@rule(
    "duration.more",
    f"{_COUNT} (?P<unit>UNIT) (AND HALF)? (?P<relation>RELATION)",
)
def more(found: Found) -> Told | None:
    """برای دو هفته دیگر, یک سال دیگر تمدید شد: so much longer, not a point so far ahead."""
    if not is_longer(found):
        return None
    return Told(duration=True, timex=length_value(length_of(found)))


@rule("duration.throughout", "(?P<during>DURING) (?P<unit>DAY|NIGHT|YEAR|WEEK)")
def throughout(found: Found) -> Told | None:
    """در طول روز: all of it."""
    if not found.word("during").endswith(_ALL_OF) or found.is_next("RELATION") or is_plural(found.word("unit")):
        return None
    if found.is_next("NUM") or found.is_next("WEEKDAY"):
        return None  # «در طول سال ۸۴», «در طول شب شنبه»
    return Told(duration=True, timex=length_value(((found.value("unit"), 1.0),)))


@rule(
    "duration.plural",
    "(?P<unit>YEAR|MAH|WEEK|HOUR|DECADE|CENTURY)",
    "(?P<unit>YEAR) (?P<again>YEAR)",
    "(?P<unit>YEAR|MAH|WEEK|DAY|HOUR|DECADE|CENTURY) (?P<long>LASTING)",
    "(?P<some>HOUR|MINUTE|SECOND)",
)
def plural(found: Found) -> Told | None:
    """سال‌ها, سالیان سال, روزهای متمادی, دقایقی: no one knows how many."""
    word = found.word("unit")
    if found.has("some"):
        if found.word("some") not in _A_FEW or found.is_previous(*_DETERMINERS) or found.is_next("AFTER_PREP"):
            return None
        return Told(duration=True, timex=length_value(((found.value("some"), None),)))
    if found.has("again"):
        if found.word("again") != "سال" or not is_plural(word) or word == "سال ها":
            return None
    elif found.has("long"):
        if not is_plural(word) or found.is_previous(*_DETERMINERS):
            return None
    elif (
        not word.endswith("ها")
        or found.is_previous(*_DETERMINERS)
        or found.word_before() in words_of_context("quantifier")
    ):
        return None
    return Told(duration=True, timex=length_value(((found.value("unit"), None),)))


@rule("duration.plural", "(?P<ages>AGES)")
def ages(found: Found) -> Told | None:
    """سال‌هاست, دهه‌هاست: up to now, no one knows how many; not «در همین سال‌هاست که»."""
    if found.is_previous("THIS", "NUM", "SOME") or found.word_before() in words_of_context("quantifier"):
        return None
    return Told(duration=True, timex=length_value(((found.value("ages"), None),)))
