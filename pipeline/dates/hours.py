"""Hours of day and night: a clock on 24 hours, what lies in a night told with its day, what runs on past midnight.

In: what times tell. Out: «21:00» for «ساعت ۹ شب», and on which side of midnight it lies. A night is of the day it began
on, and so is its hour 24; «دیشب ساعت ۳» and the end of «سه‌شنبه از ساعت ۲۳ تا ۵» are of the day after.
"""

from pipeline.dates.value import Told

BEGINS = {"dawn": 0, "morning": 5, "noon": 11, "afternoon": 12, "evening": 16, "night": 17, "midnight": 0}
_AFTER_NOON, EARLY = ("afternoon", "evening", "night"), ("dawn", "morning")
_NOON, _LATEST_EVENING_HOUR = 12, 5
_SMALL, _LATE = "06", "18"


def clock_value(clock: str, part: str | None) -> str:
    """«T21:00» for «ساعت ۹ شب»; a range «T16:00/T18:00»."""
    return "/".join(f"T{each}" for each in on_24_hours(clock, part))


def on_24_hours(clock: str, part: str | None) -> list[str]:
    """One hour, or the two of a range; the part told with a range may be of its end alone («ساعت ۹ تا ۵ عصر»)."""
    first, _, last = clock.partition("/")
    start = _hour_of(first, part)
    if not last:
        return [start]
    end = _hour_of(last, part)
    if first < end < start:
        start = first
    elif end < start < "13" and part in (None, "morning"):
        end = f"{int(end[:2]) + _NOON}{end[2:]}"  # «ساعت ۱۰ تا ۲»
    return [start, end]


def _hour_of(clock: str, part: str | None) -> str:
    hour = int(clock[:2])
    late = part in _AFTER_NOON and not (part == "night" and (hour <= _LATEST_EVENING_HOUR or hour == _NOON))
    if (late and hour < _NOON) or (part == "noon" and hour <= 3):
        hour += _NOON
    elif hour == _NOON and part == "dawn":
        hour = 0  # «ساعت ۱۲:۲۰ بامداد»
    elif hour == _NOON and part in ("midnight", "night"):
        hour = 0 if clock[3:5] != "00" else 24  # the end of the day whose night it is
    return f"{hour:02d}{clock[2:]}"


def is_small(told: Told) -> bool:
    """Whether an hour lies between midnight and dawn."""
    return told.clock is not None and on_24_hours(told.clock, told.part)[0] < _SMALL


def _is_night_of_a_day(told: Told) -> bool:
    """«دیشب», «جمعه شب», no hour told."""
    return told.part == "night" and told.clock is None and (told.day_offset is not None or told.weekday is not None)


def is_within(told: Told, night: Told) -> bool:
    """Whether a part or hour lies in a night: «ساعت ۳ بامداد دیشب», «نیمه‌شب دیشب»; not «۷ صبح»."""
    if told.part is None or told.day_offset is not None or told.weekday is not None or not _is_night_of_a_day(night):
        return False
    if told.clock is None:
        return told.part == "midnight"
    of_night = told.part in ("night", "midnight", "evening")
    return of_night or (told.part in EARLY and (is_small(told) or crosses_midnight(told)))


def in_night(first: Told, second: Told) -> tuple[Told, Told]:
    """Both as they are, or the hour on 24 hours where the other is a night: past midnight is «دیشب ساعت ۳»."""
    leads = first.part == "night" and first.clock is None
    night, hour = (first, second) if leads else (second, first)
    if not _is_night_of_a_day(night) or (hour.clock is None and not is_within(hour, night)):
        return first, second
    if hour.clock is None:
        hour = hour.but(part="night")
    else:
        clock = on_24_hours(hour.clock, hour.part or "night")
        hour = hour.but(clock="/".join(clock), part=None, past_midnight=True if clock[0] < _SMALL else None)
        night = night.but(part=None)
    return (night, hour) if leads else (hour, night)


def crosses_midnight(told: Told) -> bool:
    """«ساعت ۲۳ تا ۲»: its end is of the day after."""
    if told.clock is None or "/" not in told.clock:
        return False
    start, end = on_24_hours(told.clock, told.part)
    return end < start


def is_led_by_hours(told: Told, day: Told) -> bool:
    """Whether hours over midnight end on the day told after them: «ساعت ۲۳ تا ۵ صبح جمعه»; not «ساعت ۲۳ تا ۲ امشب»."""
    if told.clock is None or told.part not in EARLY or day.part is not None or not crosses_midnight(told):
        return False
    return any(value is not None for value in (day.weekday, day.day, day.day_offset))


def ends_on(told: Told, day: Told) -> bool:
    """Whether a day told last is the one that hours past midnight end on: «دیشب از ساعت ۲۰ تا دو بامداد امروز»."""
    if not (told.past_midnight or crosses_midnight(told)):
        return False
    beside = set(day.fields)
    if beside == {"day_offset"} and told.day_offset is not None:
        return day.day_offset == told.day_offset + 1
    return beside == {"weekday"} and told.weekday is not None and day.weekday == (told.weekday + 1) % 7


def runs_on(first: Told, last: Told) -> bool:
    """Whether what began on a day ends, its own day untold, on the next: «جمعه شب تا ساعت ۲», «از عصر دیروز تا صبح»."""
    start, end = _begins(first), _begins(last)
    if start is None or end is None or last.part == "midnight" or end >= start:
        return False
    return last.part is not None or start >= _LATE or first.part == "night"  # «ساعت ۱۰ صبح تا ۲»


def _begins(told: Told) -> str | None:
    if told.clock is not None:
        return on_24_hours(told.clock, told.part)[0]
    return f"{BEGINS[told.part]:02d}:00" if told.part in BEGINS else None
