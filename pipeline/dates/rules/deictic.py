"""Words that point from the day of publication, and parts of a day: امروز, دیشب, امسال, بامداد."""

from pipeline.dates.registry import Found, noun_before, rule, word_before
from pipeline.dates.rules.relative import is_plural
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES, words_of_context

VERY = "همین"
_NIGHTS = {"past": -1, "ago": -1, "future": 1}


@rule("date.deictic_day", "(?P<day>TODAY) (?P<night>NIGHT)?", "(?P<very>THIS) (?P<day>TODAY) (?P<night>NIGHT)?")
def deictic_day(found: Found) -> Told | None:
    """امروز, دیروز, پریروز, فردا, پس‌فردا, پریروز شب, همین امروز; not «دنیای امروز»."""
    offset = found.value("day")
    if found.has("very"):
        return Told(day_offset=offset, part=found.value("night")) if found.word("very") == VERY else None
    dated = found.symbol(0) == "(" and found.symbol(1) == NAMES["WEEKDAY"]
    if offset == 0 and not dated and (_is_nowadays(found) or _is_paper(found)):
        return None
    if offset in (-1, 1) and not found.has("night") and found.word_before() in words_of_context("before_an_age"):
        return None  # «به امید فردا», «نسل فردا»
    return Told(day_offset=offset, part="night" if found.has("night") else None)


def _is_nowadays(found: Found) -> bool:
    """«دنیای امروز», «شرایط اقتصادی امروز»: of our days."""
    before, nouns = found.word_before(), words_of_context("before_nowadays")
    if before not in words_of_context("after_nowadays_noun"):
        return before in nouns
    at = found.lexed.key.rfind(before, 0, found.lexed.starts[found.first])
    return word_before(found.lexed.key, at) in nouns


def _is_paper(found: Found) -> bool:
    """«روزنامه ایران امروز», «هیرمند امروز»: a paper or channel that is called so."""
    before = found.word_before()
    if before in words_of_context("paper_of_today"):
        return True
    if before not in words_of_context("before_today_in_a_name"):
        return False
    at = found.lexed.key.rfind(before, 0, found.lexed.starts[found.first])
    return word_before(found.lexed.key, at) in words_of_context("before_paper")


@rule("date.deictic_night", "(?P<very>THIS)? (?P<night>TONIGHT)")
def deictic_night(found: Found) -> Told | None:
    """دیشب, امشب, پریشب, همین امشب: the night that began on that day."""
    if found.has("very") and found.word("very") != VERY:
        return None
    return Told(day_offset=found.value("night"), part="night")


@rule("date.deictic_year", "(?P<very>THIS)? (?P<year>THISYEAR) (?P<era>ERA)?")
def deictic_year(found: Found) -> Told | None:
    """امسال, پارسال, همین امسال: a Solar Hijri year; امسال میلادی."""
    if found.has("very") and found.word("very") != VERY:
        return None
    era = found.value("era")
    return Told(year_offset=found.value("year"), calendar=era if era in ("gregorian", "hijri") else "jalali")


@rule("date.last_night", "(?P<night>NIGHT) (?P<relation>RELATION)")
def last_night(found: Found) -> Told | None:
    """شب گذشته: the night before publication; «شب قبل» the one before a night told earlier."""
    relation = found.value("relation")
    if is_plural(found.word("night")):
        return None
    if relation in _NIGHTS:
        passage = True if relation == "ago" else None
        return Told(day_offset=_NIGHTS[relation], part="night", from_passage=passage)
    if relation in ("prior", "next"):
        return Told(day_offset=-1 if relation == "prior" else 1, part="night", from_passage=True)
    if found.word("relation") == "بعد":
        return Told(day_offset=1, part="night", from_passage=True)
    return None


@rule("time.part", "(?P<part>PART) (?P<relation>RELATION)?")
def part(found: Found) -> Told | None:
    """بامداد, ظهر, شامگاه: a part of a day told beside it, or of no day; «عصر» alone is an era."""
    relation = found.value("relation")
    if found.word("part") == "عصر" and found.is_previous("EDGE") and found.is_next("OTHER"):
        return None  # «آغاز عصر سینما»
    if found.word("part") == "عصر" and found.is_previous("IN") and found.is_next("OTHER") and relation is None:
        return None  # «در عصر مشروطه»
    if relation == "past":
        part = found.value("part")
        return Told(part="night" if part == "midnight" else part, day_offset=-1)  # «نیمه‌شب گذشته» is of last night
    if relation is not None:
        return None
    if found.word("part") == "نماز صبح" and not _is_at_prayer(found):
        return None
    is_open = found.word("part") in words_of_context("part_of_two_senses") and not found.is_previous(
        "IN", "AT", "TO", "ABOUT"
    )
    if _is_second_part(found):
        is_open = False
    return Told(part=found.value("part"), open_unit=True if is_open else None)


def _is_second_part(found: Found) -> bool:
    """«شیفت صبح و عصر»; not «نماز ظهر و عصر»."""
    if not found.is_previous("AND") or found.symbol(-2) != NAMES["PART"]:
        return False
    return word_before(found.lexed.key, found.lexed.starts[found.first - 2]) not in words_of_context("prayer")


def _is_at_prayer(found: Found) -> bool:
    """«پس از نماز صبح» is a time, «نماز صبح را خواند» the prayer."""
    before = found.word_before() in words_of_context("before_prayer")
    return before or found.is_previous("IN", "AT", "TO", "FROM", "ABOUT", "AFTER_PREP", "BEFORE_PREP", "LEFT_TO")


@rule("time.by_night", "(?P<part>BY_NIGHT)")
def by_night(found: Found) -> Told | None:
    """حمله شبانه, درگیری‌های شدید شبانه: a deed of the night; not «مدرسه شبانه», «تلاش شبانه‌روزی»."""
    key, at = found.lexed.key, found.lexed.starts[found.first]
    nouns = words_of_context("done_by_night")
    before = noun_before(key, at)
    if before not in nouns:
        before = noun_before(key, key.rfind(before, 0, at)) if before else ""
    return Told(part="night") if before in nouns else None


@rule(
    "time.part_edge",
    "(?P<edge>ORD|EDGE) HOUR (?P<part>(PART|NIGHT|DAY)(?!RELATION))",
    "(?P<hour>HOUR) (?P<edge>EDGE_ADJ|ORD|LAST) (?P<part>(PART|NIGHT|DAY)(?!RELATION))?",
    "(?P<edge>LAST|ORD) HOUR (?P<part>(PART|NIGHT|DAY)(?!RELATION))",
    "(?P<edge>LAST|ORD) HOUR (?=TODAY|TONIGHT|WEEKDAY|(PART|NIGHT|DAY)RELATION)",
)
def part_edge(found: Found) -> Told | None:
    """نخستین ساعات بامداد, ساعات پایانی شب, ساعات اولیه روز."""
    if found.has("hour") and found.word("hour") == "ساعت" and found.names()[1] == "ORD":
        return None
    part = found.value("part")
    return Told(part=part if part and part != "day" else "hours")


@rule("time.night_of", "(?P<part>NIGHT)")
def night_of(found: Found) -> Told | None:
    """شب ۱۳ آبان: only beside a day."""
    return None if is_plural(found.word("part")) else Told(part="night", open_unit=True)
