"""Words that point from the day of publication: امروز, دیشب, امسال."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told

_NOWADAYS = frozenset(
    [
        "وطن",
        "دنیای",
        "جهان",
        "جامعه",
        "نسل",
        "بشر",
        "انسان",
        "ایران",
        "عراق",
        "افغانستان",
        "ایرانی",
        "جوان",
        "جوانان",
        "دنیا",
        "عصر",
        "شرایط",
        "روزگار",
        "زندگی",
        "ادبیات",
        "سینمای",
        "هنر",
        "انسانی",
        "زبان",
        "ساختار",
        "تهران",
        "پاکستان",
    ]
)


@rule("date.deictic_day", "(?P<day>TODAY) (?P<night>NIGHT)?")
def deictic_day(found: Found) -> Told | None:
    """امروز, دیروز, پریروز, فردا, پس‌فردا, پریروز شب."""
    offset = found.value("day")
    if offset == 0 and found.word_before() in _NOWADAYS:
        return None
    return Told(day_offset=offset, part="night" if found.has("night") else None)


@rule("date.deictic_night", "(?P<night>TONIGHT)")
def deictic_night(found: Found) -> Told | None:
    """دیشب, امشب, پریشب: the night that began on that day."""
    return Told(day_offset=found.value("night"), part="night")


@rule("date.deictic_year", "(?P<year>THISYEAR)")
def deictic_year(found: Found) -> Told | None:
    """امسال, پارسال: a Solar Hijri year."""
    return Told(year_offset=found.value("year"), calendar="jalali")


@rule("date.last_night", "NIGHT (?P<relation>RELATION)")
def last_night(found: Found) -> Told | None:
    """شب گذشته: the night before publication."""
    offset = {"past": -1, "ago": -1, "future": 1}.get(found.value("relation"))
    return None if offset is None else Told(day_offset=offset, part="night")


@rule("time.part", "(?P<part>PART)")
def part(found: Found) -> Told | None:
    """بامداد, ظهر, شامگاه: a part of a day told beside it, or of no day."""
    return Told(part=found.value("part"))


@rule(
    "time.part_edge",
    "(?P<edge>ORD|EDGE) HOUR (?P<part>PART|NIGHT)",
    "HOUR (?P<edge>EDGE_ADJ|ORD) (?P<part>PART|NIGHT)?",
)
def part_edge(found: Found) -> Told | None:
    """نخستین ساعات بامداد, ساعات پایانی شب."""
    if found.lexed.symbols[found.match.start("edge")] == found.lexed.symbols[0:0]:
        return None
    part = found.value("part") if found.has("part") else "hours"
    return Told(part=part)


@rule("time.night_of", "(?P<part>NIGHT)")
def night_of(found: Found) -> Told | None:
    """شب ۱۳ آبان, شب گذشته: only beside a day."""
    return Told(part="night", unbounded=True)
