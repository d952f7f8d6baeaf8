"""Clock times: ساعت ۹:۱۵ به وقت محلی, ساعت ۱۰ شب, یک ربع به شش."""

import re

from pipeline.dates.hours import EARLY, in_night
from pipeline.dates.registry import Found, rule, word_before
from pipeline.dates.rules.figures import is_counted
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES, words_of_context

_HOURS = 24
_MINUTES = 60
_NOON = 12
_EACH_HOUR = "ساعتی"
_FEW = 10
_FEW_HOURS = 7
_LATE = 8  # «تا یازده شب» is till eleven, «تا سه شب» for three nights
_TIMES = {NAMES["PART"], NAMES["CLOCK"]}
_HALF = 30
_ENDS = re.compile(r" ?(?:$|[.،؛!؟)/\n])| (?:باز(?! هم)|بسته|دایر)(?!\w)| و (?=(?:\w+ )?شنبه|\w+شنبه|جمعه|روز)")
_ENDS_OF_MANY, _OPENING = re.compile(r" (?:است|برگزار)(?!\w)"), 7
_MILITARY = 4
_AFTER_MIDNIGHT = ("بعد از نیمه", "پس از نیمه")  # «دو ساعت بعد از نیمه‌شب»
_FRACTIONS = {"نیم": _HALF, "ربع": 15}
_DEED = re.compile(
    r" ?(?:$|[.،؛!؟])| (?:شروع|آغاز|تمام|برگزار|راه|حرکت|بیدار|باز|بسته|پخش|منتشر|به (?:خانه|خونه|راه|پایان|دنیا))\b"
    r"| (?:(?:رسید|آمد|اومد|رفت|برگشت|خوابید)(?:م|ی|یم|ید|ند|ن)?|ن?می ?\w{2,})\b"
)
_REST = "(?P<part>(PART|NIGHT)(?!RELATION))? ZONE? (?P<part_after>(PART|NIGHT)(?!RELATION))?"
_MINUTE = "(AND (?P<tens>NUM)? (?P<minute>NUM) MINUTE (AND (?P<second>NUM) SECOND)?)"


def _text(hour: int, minute: int = 0, second: int = 0) -> str:
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second else "")


def _part(found: Found) -> str | None:
    part = found.value("part") or found.value("part_after") or found.value("bare_night") or found.value("bare")
    return str(part) if part else None


@rule("time.clock", f"AT? HOUR? (?P<clock>CLOCK) (MINUTE|OCLOCK)? {_REST}")
def clock(found: Found) -> Told | None:
    """ساعت ۹:۱۵, ۱۲:۲۰."""
    hour, minute, second = found.value("clock")
    part = _part(found)
    if part in ("dawn", "morning") and minute <= _NOON < hour:
        hour, minute = minute, hour  # «ساعت 20/2 بامداد», as old newspapers stored it
    return Told(clock=_text(hour, minute, second), part=part)


@rule(
    "time.hour",
    f"AT? (?P<said>HOUR) (?P<hour>NUM) {_MINUTE}? {_REST}",
    f"AT? (?P<said>HOUR) (?P<hour>NUM) (AND (?P<minute>NUM|HALF|QUARTER))? {_REST}",
    f"AT? (?P<said>HOUR)? (?P<hour>NUM) (AND (?P<minute>HALF|QUARTER))? OCLOCK {_REST}",
)
def hour(found: Found) -> Told | None:
    """ساعت ۱۷ و بیست و سه دقیقه, ساعت ۸ صبح, ساعت ۱۰, ساعت ۱۴۳۰."""
    if found.has("said") and len(found.word("hour")) == _MILITARY and found.word("hour").isdigit():
        return _military(found)
    if found.word("said") == _EACH_HOUR:
        return None  # «ساعتی ۲۰ کیلومتر»
    return None if _is_no_hour(found) else _at(found, _hour_of_day(found))


def _hour_of_day(found: Found) -> int | None:
    number = found.value("hour")
    return number if isinstance(number, int) and number <= _HOURS else None


def _is_no_hour(found: Found) -> bool:
    """«ساعت‌های ۱۷ و ۱۹», hours that are a length, «۳۰ کیلومتر در ساعت ۵ درصد»."""
    said = found.word("said")
    if found.has("minute") and said.endswith(("ها", "های", "ات")) and found.names()[-1] != "MINUTE":
        return True
    if not said:
        return False
    bare = not (found.has("minute") or _part(found))
    return not said.startswith("ساعت") or (bare and found.is_previous("IN") and _is_of_speed(found))


def _at(found: Found, number: int | None) -> Told | None:
    """An hour with the minutes and the part told with it."""
    minute, second = found.value("minute"), found.value("second") or 0
    if found.has("tens") and isinstance(minute, int) and minute < _FEW:
        minute += found.value("tens")  # «پنجاه نه» for «پنجاه و نه»
    minute = _FRACTIONS.get(found.word("minute"), minute or 0)
    if number is None or not all(isinstance(each, int) and each < _MINUTES for each in (minute, second)):
        return None
    if number < minute < _FEW and "MINUTE" not in found.names() and found.word("minute")[0] != "0":
        return Told(clock=f"{_text(number)}/{_text(minute)}", part=_part(found))  # «ساعت یک و دو شب»
    return Told(clock=_text(number, minute, second), part=_part(found))


def _military(found: Found) -> Told | None:
    """«ساعت ۱۴۳۰», «ساعت ۰۶۰۰»."""
    number = found.value("hour")
    if found.word("said") != "ساعت" or found.is_previous("EVERY", "NUM", "SOME") or is_counted(found):
        return None
    is_one = number <= _HOURS * 100 and number % 100 < _MINUTES
    return Told(clock=_text(*divmod(number, 100)), part=_part(found)) if is_one else None


@rule(
    "time.hour",
    f"(?P<hour>NUM) {_MINUTE} (?P<part>PART) ZONE?",
    "(?P<hour>NUM) (AND (?P<minute>HALF|QUARTER))? (?P<part>PART) ZONE?",
    "(?<=TO|ABOUT|TODAY|WEEKDAY) (?P<hour>NUM) (?P<part>NIGHT) ZONE?",
)
def hour_of_part(found: Found) -> Told | None:
    """۱۷ غروب, هشت و نیم صبح, امروز ۸ شب; not «دو عصر», two eras, nor «در یک ظهر بارانی»."""
    number = _hour_of_day(found)
    if number is None or _are_nights(found, number):
        return None
    in_words = not found.has("minute") and not found.word("hour").isdigit()
    led = found.is_previous("ABOUT", "AT", "FROM", "TO", "TODAY", "WEEKDAY")
    counted = (found.word("part") in ("عصر", "سحر") and not led) or (number == 1 and found.is_previous("IN"))
    return None if in_words and counted else _at(found, number)


def _are_nights(found: Found, number: int) -> bool:
    """«۵ تا ۸ شب» are nights, «۴ صبح تا ۸ شب» hours."""
    late = number >= _LATE and not found.word("hour").isdigit()
    return found.is_previous("TO") and found.names()[1] == "NIGHT" and found.symbol(-2) not in _TIMES and not late


@rule("time.hour", "AT? HOUR? (?P<hour>NUM) AND (?P<half>PART) (?P<gone>RELATION)?")
def half_past(found: Found) -> Told | None:
    """دوازده و نیم شب, ساعت ۱۱ و نیم شب گذشته."""
    number, relation = _hour_of_day(found), found.value("gone")
    if number is None or found.word("half") != "نیم شب":
        return None
    if number == 1 and found.is_previous("IN") and not found.word("hour").isdigit():
        return None
    told = Told(clock=_text(number, _HALF), part="night")
    if relation is None:
        return told
    last_night = Told(part="night", day_offset=-1)
    return in_night(told, last_night)[0].but(day_offset=-1) if relation == "past" else None


@rule("time.hour", "AT? HOUR? (?P<past>NUM) MINUTE (?P<part>PART) ZONE?")
def minutes_past(found: Found) -> Told | None:
    """۳۰ دقیقه بامداد: half past midnight."""
    past = found.value("past")
    is_clock = isinstance(past, int) and past < _MINUTES and found.word("part") == "بامداد"
    return Told(clock=_text(0, past), part="dawn") if is_clock else None


@rule("time.hour", "(?P<hour>NUM) HOUR (?P<part>PART) ZONE?")
def hours_past(found: Found) -> Told | None:
    """دو ساعت بعد از نیمه‌شب."""
    number = _hour_of_day(found)
    past = number is not None and found.word("part").startswith(_AFTER_MIDNIGHT)
    return Told(clock=_text(number or 0), part="dawn") if past else None


@rule("time.hour", f"AT? (?P<said>HOUR) (?P<zero>MONTH) {_MINUTE}? {_REST}")
def zero(found: Found) -> Told | None:
    """ساعت صفر, which is the name of a month too."""
    return None if found.word("zero") != "صفر" or _is_no_hour(found) else _at(found, 0)


@rule("time.hour", "(?<!DURING|IN|THIS|EVERY|BETWEEN|NUM|,|،) (?P<hour>NUM) (?P<bare_night>NIGHT) ZONE?")
def hour_of_night(found: Found) -> Told | None:
    """۱۰ شب."""
    number = _hour_of_day(found)
    if number is None or not _is_of_the_clock(found, number) or _are_nights(found, number):
        return None
    return _at(found, number)


@rule("time.hour", "(?<=TODAY|TONIGHT|WEEKDAY|AT) (?P<hour>NUM) AND (?P<minute>HALF|QUARTER)")
def stroke(found: Found) -> Told | None:
    """«امروز نه و ربع», «امروز ده و نیم شروع شد»; not «امروز ده و نیم کیلو», «شاخص امروز یک و نیم بود»."""
    number = _hour_of_day(found)
    strikes = number is not None and 1 <= number <= _NOON and not is_counted(found)
    return _at(found, number) if strikes and _DEED.match(found.text_after()) else None


@rule("time.hour", "(?<!BETWEEN|ABOUT|HOUR|DURING|,|،) (?P<hour>NUM) AND (?P<minute>NUM) MINUTE")
def hour_and_minutes(found: Found) -> Told | None:
    """۱۷ و ۲۳ دقیقه; not «۴۵ و ۶۰ دقیقه», «دو و سه دقیقه»."""
    number = _hour_of_day(found)
    return None if number is None or number == _HOURS or found.value("minute") < _FEW else _at(found, number)


def _is_of_speed(found: Found) -> bool:
    """«۳۰ کیلومتر در ساعت ۵ درصد»: so far in an hour."""
    start = found.lexed.starts[found.first - 1]
    return word_before(found.lexed.key, start) in words_of_context("before_per_hour")


def _is_of_the_clock(found: Found, number: int) -> bool:
    """Whether «۸ شب» is an hour: of a night's hours, and nothing that counts nights beside it."""
    if not _FEW_HOURS <= number <= _NOON or found.word("bare_night") != "شب" or found.word_before() == "مدت":
        return False
    beside = ("AND", "ORD", "LAST", "RELATION", "EDGE", "EDGE_ADJ", "AFTER_PREP", "BEFORE_PREP", "ALTERNATE", "SUFFIX")
    return not any(found.is_next(name) for name in beside)


@rule(
    "time.hours",
    f"(?P<said>HOUR) (?P<hour>NUM|CLOCK) (?P<link>TO|AND|\\-) HOUR? (?P<last>NUM|CLOCK) {_REST}",
    "(?P<said>HOUR) (?P<hour>NUM|CLOCK) (?P<half>AND HALF)? TO HOUR? (?P<last>NUM) (?P<last_half>AND HALF) (?P<part>PART|NIGHT)?",
    f"(?P<said>HOUR) (?P<hour>NUM|CLOCK) (?P<first>PART) TO HOUR? (?P<last>NUM|CLOCK) {_REST}",
    "(?<=FROM|BETWEEN) (?P<hour>NUM) TO (?P<last>NUM) (?P<part>PART|NIGHT) ZONE?",
    "(?<=BETWEEN) (?P<hour>NUM) AND (?P<last>NUM) (?P<part>PART|NIGHT) ZONE?",
    "(?P<hour>NUM) (?P<half>AND HALF)? TO (?P<last>NUM) (?P<last_half>AND HALF)? (?P<bare>PART|NIGHT) ZONE?",
    "(?P<hour>CLOCK) \\- (?P<last>CLOCK) (?P<part>PART)?",
)
def hours(found: Found) -> Told | None:
    """ساعت ۱۶ تا ۱۸, ساعت سه تا شش و نیم عصر: from one hour to another."""
    if not (found.word("said") or "ساعت").startswith(("ساعت", "ساعات")) or found.is_next("MINUTE") or is_counted(found):
        return None
    if found.has("bare") and not _is_of_hours(found):
        return None
    if found.word("link") == "و" and not found.word("said").endswith(("ها", "های", "ات")):
        return None  # «ساعت ۱۷ و ۲۰» is twenty past
    if found.has("first") and (found.value("first") not in ("dawn", "morning") or found.has("part")):
        return None  # «از ساعت ۸ صبح تا ۴ بعدازظهر» are two hours with a part each
    ends, halves = [], {"hour": "half", "last": "last_half"}
    for name in halves:
        told = found.value(name)
        if isinstance(told, int) and told <= _HOURS:
            ends.append(_text(told, _HALF if found.has(halves[name]) else 0))
        elif isinstance(told, tuple):
            ends.append(_text(*told))
    if len(ends) != 2:
        return None
    part = _part(found)
    if part in EARLY and ends[1] < ends[0] < "13":  # «ساعت ۱۱ تا ۴ صبح»
        ends[0] = f"{(int(ends[0][:2]) + _NOON) % _HOURS:02d}{ends[0][2:]}"
    return Told(clock="/".join(ends), part=part)


@rule("time.hours", "(?<=WEEKDAY|PLURAL|ALTERNATE_DAYS) (?P<hour>NUM) TO (?P<last>NUM)")
def hours_of_days(found: Found) -> Told | None:
    """«دوشنبه‌ها ۱۸ تا ۲۰», «روزهای زوج ۸ تا ۱۶»: bare hours behind their days."""
    first, last = found.value("hour"), found.value("last")
    if not isinstance(first, int) or not isinstance(last, int) or not 1 <= last - first <= _NOON or last > _HOURS:
        return None
    of_one = found.is_previous("WEEKDAY") and found.symbol(-2) not in (NAMES["TO"], NAMES["AND"])
    if of_one and (first < _OPENING or found.symbol(-2) == NAMES["FROM"] or found.symbol(-3) == NAMES["FROM"]):
        return None  # «نمایشگاه از شنبه ۱۰ تا ۱۵» are days, «شنبه ۱ تا ۳» may be pages
    after = found.text_after()
    ends = _ENDS.match(after) or (not of_one and _ENDS_OF_MANY.match(after))  # not «دمای شنبه ۱۰ تا ۱۸ است»
    return Told(clock=f"{_text(first)}/{_text(last)}") if ends else None


def _is_of_hours(found: Found) -> bool:
    """«۷ تا ۹ صبح», «۷ الی ۹ شب», not «۵ تا ۸ شب», which are nights."""
    first, last = found.value("hour"), found.value("last")
    if not isinstance(first, int) or not isinstance(last, int) or not 1 <= first < last <= _NOON:
        return False
    return found.names()[-1] != "NIGHT" or (first >= _FEW_HOURS and found.word_before() != "مدت")


@rule(
    "time.to_hour",
    f"HOUR? (NUM MINUTE|NUM QUARTER|QUARTER) (?P<to>TO_CLOCK|LEFT_TO) HOUR? (?P<hour>NUM) {_REST}",
)
def to_hour(found: Found) -> Told | None:
    """یک ربع به شش, ۱۵ دقیقه به ساعت ۱۶, ده دقیقه مانده به هشت."""
    names = found.names()
    number = found.value("hour")
    at = found.match.start("to") - found.first
    before = 15 if "QUARTER" in names[:at] else found.lexed.values[found.first + at - 2]
    if not (isinstance(number, int) and isinstance(before, int)) or not (1 <= number <= _HOURS and before < _MINUTES):
        return None
    return Told(clock=_text(number - 1, _MINUTES - before), part=_part(found))
