"""Years, decades and centuries."""

import re

from pipeline.dates.calendars import GREGORIAN, HIJRI, JALALI, is_year_of_news
from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import (
    calendar_of_year,
    counts_by_name,
    counts_heads,
    counts_things,
    era_of,
    follows_at_once,
    is_counted,
    is_year_spoken_of,
    list_of,
    told_year,
)
from pipeline.dates.rules.relative import is_plural
from pipeline.dates.value import Told
from pipeline.dates.words import COMMAS, NAMES, whole, words_of_context

_LINK = "(?P<link>TO|AND|OR|\\-|COMMA)"
_ERA = "(?P<era>ERA|SUFFIX)?"
_LONGEST_SHORT_SPAN = 30
_LONGEST_SPAN = 200
_MOST_DAYS = 31
_PARTS = ("early", "mid", "late")
_MORE_YEARS = (*COMMAS, *(NAMES[name] for name in ("AND", "TO", "OR")))
_AROUND = 180
_WORD = re.compile(r"\w+")
_LETTERS = ("م", "ش", "ام")
_ROUND = 100
_DEATHS, _CLOSED = ("درگذشت", "مرگ"), re.compile(r" ?(?:[)،؛–-]|$)| در ")
_LIFE, _LONGEST_LIFE = re.compile(r"[(،؛–-] ?(\w+)(?: ?: ?| )$"), 24
_BC, _BC_ERA = "BC", "bc"
_BORN = re.compile(r" (?:پیامبر|حضرت|امام|فرزند\w*|نوزاد|محمد|رسول|او|وی)\b")
_BEING = re.compile(r" [^\W\d]+(?: [^\W\d]+){0,2} (?:بود|شد|است)(?:ند|م|یم)?\b")
_ENDS = ("", "\n", ")", "]", ".", ",", "،", ":", NAMES["IN"])


@rule(
    "date.year",
    "(?P<said>YEAR) (?P<year>NUM) (?P<era>ERA)?",
    "(?P<year>NUM) (?P<era>ERA|SUFFIX)",
    "(?P<said>YEAR) (?P<era>ERA) (?P<year>NUM)",
    "(?P<said>YEAR) (?P<year>NUM) (?P<era>SUFFIX)",
    "(?P<said>YEAR) (?P<comma>COMMA) (?P<year>NUM) (?P<era>ERA)?",
    "(?P<year>NUM) (?P<ago>YEAR) (?P<era>ERA)",
    "(?P<said>YEAR) (?P<of>YEAR_KIND) (?P<year>NUM) (?P<era>ERA)?",
)
def year(found: Found) -> Told | None:
    """سال ۱۴۰۱, ۱۹۸۲ میلادی: one year."""
    if found.value("era") == _BC_ERA:
        number = whole(found.value("year"))
        of_a_person = _BORN.match(found.text_after()) is not None  # «۴۰ سال پیش از میلاد پیامبر»
        return _before_christ(f"{number:04d}" if number and not of_a_person else "")
    if found.has("ago"):
        return None  # only «۵۰۰ سال پیش از میلاد»
    if found.has("comma") and not follows_at_once(found, "year"):
        return None  # «در آن سال، ۸۱ درصد»; but «سال،81» is how old newspapers stored it
    if found.has("said") and found.word("said") == "سالی":
        return None  # «سالی 65 درصد»: each year
    told = told_year(found)
    if told is None or (not found.has("era") and told[0] < 1000 and is_counted(found)) or counts_heads(found):
        return None
    is_decade = is_plural(found.word("said") or "") and not told[0] % 10 and told[1] == GREGORIAN
    if is_decade and found.symbol(0) not in _MORE_YEARS:
        return Told(decade=told[0], calendar=told[1])  # «سال‌های ۱۹۶۰»
    if found.word("era") in _LETTERS and told[0] < 1000:
        return None  # «۱۲ ش», «۵ م»
    return Told(year=told[0], calendar=told[1])


@rule("date.bare_year", "(?P<year>NUM)")
def bare_year(found: Found) -> Told | None:
    """۲۰۱۴ after a word that takes years (جام جهانی ۲۰۱۴) or after «در», «از», «تا»; ۹۶ after «انتخابات»."""
    word = found.word("year")
    if len(word) not in (2, 4) or not word.isdigit():
        return None
    year = int(word)
    if not (year > 50 if len(word) == 2 else is_year_of_news(year)):
        return None
    if is_year_spoken_of(found):
        return Told(year=year, calendar=calendar_of_year(year))
    if is_counted(found) or found.text_after(1).isalpha() or _is_of_a_latin_name(found):
        return None
    before = found.word_before()
    if year % _ROUND == 0 and before != "متولد" and _counts_people(found):
        return None
    if len(word) == 2:
        part = found.is_previous("EDGE") and found.lexed.values[found.first - 1] in _PARTS  # «اواخر ۹۸»
        of_unrest = before in words_of_context("before_lone_short_year") and not found.is_next("OTHER")
        marked = part or of_unrest or before in words_of_context("before_short_year")
        return Told(year=year, calendar=JALALI) if marked and not counts_things(found) else None
    led = found.is_previous("IN", "EDGE", "ORD", "LAST")
    led = led or (found.is_previous("FROM", "TO") and not found.is_next("OTHER"))
    led = led or (found.is_previous("AFTER_PREP", "BEFORE_PREP") and _may_part_times(found, year))
    marked = led or _is_of_a_life(found) or before in words_of_context("before_year")
    if not led and before in words_of_context("before_figure"):  # «صفحه ۱۳۸۸»
        return None
    ends = found.symbol(0) in ("", ")", "]", NAMES["OR"]) and not found.is_previous("TO_CLOCK", "ABOUT")
    return Told(year=year, calendar=calendar_of_year(year)) if marked or ends else None


@rule(
    "date.year_range",
    f"(?P<said>YEAR) (?P<of>YEAR_KIND)? (?P<year>NUM) ((COMMA|AND) NUM)* {_LINK} COMMA? YEAR? (?P<last>NUM) {_ERA}",
    f"(?P<year>NUM) \\-? (?P<last>NUM) {_ERA}",
    f"(?<=FROM|BETWEEN) (?P<year>NUM) (TO|AND) (?P<said>YEAR)? (?P<last>NUM) {_ERA}",
    f"(?P<year>NUM) (?P<to>TO) (?P<last>NUM) {_ERA}",
)
def year_range(found: Found) -> Told | None:
    """سال‌های ۱۹۸۰ تا ۱۹۸۸, ۱۹۳۹-۱۹۴۵: the first and the last year."""
    first, last = whole(found.value("year")), whole(found.value("last"))
    plural = is_plural(found.word("said"))
    if found.value("era") == _BC_ERA:
        return _years_before_christ(found, first, last)
    if first is None or last is None or (is_counted(found) and not plural) or _are_two(found, last, plural):
        return None
    first, last, calendar = _in_order(found, first, last)
    if plural and first < 100 <= last and "-" not in found.match.group():
        first += (last - first) // 100 * 100  # «سال‌های ۹۹ و ۱۴۰۰»
    end = _last_in_full(first, last) if found.has("said") else _bare_last(found, first, last)
    if calendar is None or end is None or end < first or (end >= 100) != (first >= 100):
        return None
    if calendar_of_year(end, era_of(found)) != calendar:
        return None
    return Told(year=first, last_year=end, calendar=calendar, listed=list_of(found, first, end))


def _years_before_christ(found: Found, first: int | None, last: int | None) -> Told | None:
    """از سال ۵۵۰ تا ۳۳۰ پیش از میلاد: the first year is before Christ too, and the greater."""
    if first is None or last is None or first <= last or found.word("link") in COMMAS:
        return None
    return None if _BORN.match(found.text_after()) else _before_christ(f"{first:04d}", f"{last:04d}")


def _last_in_full(first: int, last: int) -> int:
    """«۱۹۸۰ تا ۸۸»: the century is told once."""
    return last + first // 100 * 100 if last < 100 <= first else last


def _are_two(found: Found, last: int, plural: bool) -> bool:
    """«سال ۲۰۰۶ تا ۳۱ اکتبر», «در سال 81، 92 سنت», «۱۳۰۰ تا ۱۴۰۰ واحد»: no second year."""
    if found.is_next("MONTH") and last <= _MOST_DAYS:
        return True
    if found.word("link") in COMMAS and not plural:
        return True
    return found.has("to") and not found.has("era") and found.symbol(0) not in _ENDS


def _in_order(found: Found, first: int, last: int) -> tuple[int, int, str | None]:
    """Both years, the earlier first («سالهای 82-1979», «(54-1953)», as old newspapers stored them), and their calendar."""
    told, era = told_year(found), era_of(found)
    as_told = first, last, told[1] if told else None
    reversed_ = first < 100 <= last or (first > last >= 1000) or (first < 100 and first == last + 1)
    if not reversed_ or "-" not in found.match.group():
        return as_told
    if found.has("said"):
        return last, first, calendar_of_year(last, era)
    if found.symbol(-1) != "(" or last < 1000 or found.symbol(0) == "-":
        return as_told
    end = first if first >= 100 else last // 100 * 100 + first
    calendar = calendar_of_year(last, era)
    return (last, end, calendar) if calendar and 0 < end - last <= _LONGEST_SHORT_SPAN else as_told


def _bare_last(found: Found, first: int, last: int) -> int | None:
    """The last of two years without «سال» («1980-88»), None where they are none («2020-88», a telephone)."""
    if last < 100 <= first and "-" in found.match.group() and found.symbol(-1) != "-" and len(found.word("last")) == 2:
        last = _last_in_full(first, last)
        if last - first > _LONGEST_SHORT_SPAN:
            return None
    if not (1000 <= first < last <= 2100 and found.word("year").isdigit()):
        return None
    return last if last - first < _LONGEST_SPAN or found.has("era") else None


@rule("date.year_until_now", "(?<=FROM) (?P<year>NUM) (?P<now>UNTIL_NOW)")
def year_until_now(found: Found) -> Told | None:
    """از ۹۲ تاکنون: two figures that «تاکنون» makes a year."""
    year = whole(found.value("year"))
    calendar = calendar_of_year(year) if year else None
    return Told(year=year, calendar=calendar, until_now=True) if calendar else None


@rule(
    "date.decade",
    "(?P<said>YEAR)? DECADE (?P<year>NUM) ((TO|AND|OR|\\-|COMMA) (?P<last>NUM))* (?P<era>ERA)?",
    "(?P<said>YEAR)? DECADE (?P<year>NUM) (?P<era>ERA)?",
)
def decade(found: Found) -> Told | None:
    """دهه ۶۰, سال‌های دهه ۱۹۸۰ میلادی, دهه‌های ۶۰ و ۷۰: Solar Hijri unless figures, era or publication say otherwise."""
    first, last = whole(found.value("year")), whole(found.value("last"))
    if found.has("said") and not is_plural(found.word("said")):
        return None
    if (
        first is None
        or first % 10
        or (found.has("last") and (last is None or last % 10 or not first < last < first + 100))
    ):
        return None
    era = found.value("era")
    calendar = calendar_of_year(first, era)
    if calendar is None:
        return None
    return Told(decade=first, last_year=last, calendar=calendar if first >= 100 or era else None)


@rule(
    "date.century",
    "CENTURY (?P<century>ORD|NUM) ((TO|AND|OR|\\-|COMMA) (?P<last>ORD|NUM))* (?P<era>ERA)?",
    "(?P<decade>DECADE) (?P<nth>ORD|LAST) CENTURY (?P<century>ORD)? (?P<era>ERA)?",
    "(?P<half>EDGE) (?P<nth>ORD) CENTURY (?P<century>ORD)? (?P<era>ERA)?",
    "EDGE ORD? CENTURY RELATION",
)
def century(found: Found) -> Told | None:
    """قرن نوزدهم: a hundred years, Gregorian from the fifteenth on unless the era says otherwise."""
    number = whole(found.value("century"))
    if number is None:
        return None if found.has("century") else Told(century=0, unbounded=True)
    era = found.value("era")
    calendar = {"hijri_any": HIJRI, "bc": None}.get(era, era)
    calendar = calendar or (GREGORIAN if number > 14 or _is_in_the_west(found) else HIJRI)
    if number <= 10 and not found.word("century")[0].isdigit() and _is_cardinal(found):
        return None  # «هر قرن یک یا دو بار»
    last = whole(found.value("last"))
    if era == _BC_ERA:
        return _before_christ(*(f"{each - 1:02d}" for each in (number, last) if each))
    if not 1 <= number <= 21:
        return Told(century=0, unbounded=True)
    told = Told(century=number, calendar=calendar, last_year=last if last and number < last <= 21 else None)
    if found.has("decade"):
        told.tell(nth=(("decade", found.value("nth"), 1),))
    elif found.has("half"):
        told.tell(edge_part=(min(found.value("nth"), 2), 2))
    return told


@rule(
    "date.millennium",
    "(?P<said>MILLENNIUM) (?P<nth>ORD|NUM) (?P<era>ERA)?",
    "(?P<said>MILLENNIUM) (?P<nth>ORD|NUM) (TO|AND|OR|\\-|COMMA) MILLENNIUM? (?P<last>ORD|NUM) (?P<era>ERA)",
)
def millennium(found: Found) -> Told | None:
    """هزاره سوم: a thousand years, Gregorian unless the era says otherwise; هزاره سوم و دوم پیش از میلاد."""
    number, era, last = found.value("nth"), found.value("era"), found.value("last")
    if found.has("last") and (era != _BC_ERA or not isinstance(last, int) or not 1 <= last <= 10):
        return None
    if not isinstance(number, int) or not 1 <= number <= 10 or (found.names()[1] == "NUM" and era is None):
        return None
    if era == _BC_ERA:
        return _before_christ(*(str(each - 1) for each in (number, last) if each))
    if number > 3:
        return Told(century=0, unbounded=True)
    calendar = era if era in (JALALI, HIJRI) else HIJRI if era == "hijri_any" else GREGORIAN
    return Told(century=number * 10 - 9, last_year=number * 10, calendar=calendar)


def _before_christ(*figures: str) -> Told:
    """A year, century or millennium that no date can tell: BC0500, BC04 (499 to 400), BC2."""
    return Told(century=0, unbounded=True, timex="/".join(f"{_BC}{each}" for each in figures if each) or None)


def _is_of_a_latin_name(found: Found) -> bool:
    """«RS-2000»: figures that a hyphen ties to Latin letters."""
    key, start = found.lexed.key, found.lexed.starts[found.first]
    return (
        key[start - 1 : start] == "-" and key[start - 2 : start - 1].isascii() and key[start - 2 : start - 1].isalpha()
    )


def _may_part_times(found: Found, year: int) -> bool:
    """«پس از ۱۳۵۷ برگشت»; not «پس از ۱۳۹۲ کیلومتر», «پس از ۲۰۰۰ گل»."""
    if year % _ROUND == 0 or counts_by_name(found):
        return False
    after = _WORD.search(found.text_after())
    return after is None or after[0] not in words_of_context("counted_behind_after")


def _is_of_a_life(found: Found) -> bool:
    """«(زاده ۱۳۲۰ در یزد، درگذشته: ۱۳۹۰)»."""
    start = found.lexed.starts[found.first]
    born = _LIFE.search(found.lexed.key[max(0, start - _LONGEST_LIFE) : start])
    if born is None or born[1] not in words_of_context("before_year_of_life"):
        return False
    return born[1] not in _DEATHS or _CLOSED.match(found.text_after()) is not None  # not «مرگ ۱۳۲۰ سرباز»


def _counts_people(found: Found) -> bool:
    """«طرح ملی ۲۰۰۰ پزشک»; not «در المپیک ۲۰۰۰ داور بود»."""
    after = found.text_after(60).split(" ")
    if after[0] or after[1:2] == [] or after[1] not in words_of_context("counted_people"):
        return False
    return not _BEING.match(found.text_after(60))


def _is_in_the_west(found: Found) -> bool:
    """«عارف مسیحی قرن چهاردهم»: a century of Europe, where nothing of Islam stands near."""
    key, start = found.lexed.key, found.lexed.starts[found.first]
    around = _WORD.findall(key, max(0, start - _AROUND), start + _AROUND)
    return not words_of_context("of_the_west").isdisjoint(around) and words_of_context("of_islam").isdisjoint(around)


def _is_cardinal(found: Found) -> bool:
    return found.names()[found.match.start("century") - found.first] == "NUM"
