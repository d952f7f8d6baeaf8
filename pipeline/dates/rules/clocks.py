"""Clock times: ساعت ۹:۱۵ به وقت محلی, ساعت ۱۰ شب, یک ربع به شش."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told

_LAST_HOUR = 24
_REST = "(PART|NIGHT)? ZONE? (PART|NIGHT)?"


def _text(hour: int, minute: int = 0, second: int = 0) -> str:
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second else "")


def _part(found: Found) -> str | None:
    from pipeline.dates.words import NAMES

    for at in range(found.first, found.after):
        if found.lexed.symbols[at] in (NAMES["PART"], NAMES["NIGHT"]):
            return str(found.lexed.values[at] or "night")
    return None


@rule("time.clock", f"AT? HOUR? (?P<clock>CLOCK) MINUTE? {_REST}")
def clock(found: Found) -> Told | None:
    """ساعت ۹:۱۵, ۱۲:۲۰."""
    return Told(clock=_text(*found.value("clock")), part=_part(found))


@rule(
    "time.hour",
    f"AT? HOUR (?P<hour>NUM) (AND (?P<minute>NUM) MINUTE (AND (?P<second>NUM) SECOND)?)? {_REST}",
    f"AT? HOUR (?P<hour>NUM) (AND (?P<minute>NUM))? {_REST}",
)
def hour(found: Found) -> Told | None:
    """ساعت ۱۷ و بیست و سه دقیقه, ساعت ۸ صبح, ساعت ۱۰."""
    number, minute = found.value("hour"), found.value("minute")
    if not isinstance(number, int) or number > _LAST_HOUR or found.lexed.values[_hour_at(found)] != "hour":
        return None
    if minute is not None and not (isinstance(minute, int) and minute < 60):
        return None
    if found.word("hour")[:1] == "0" and number > _LAST_HOUR:
        return None
    return Told(clock=_text(number, minute or 0), part=_part(found))


def _hour_at(found: Found) -> int:
    return found.match.start("hour") - 1
