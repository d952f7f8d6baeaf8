"""Time words as symbols: months.csv and time_words.csv over the shared lexer, with numbers, clocks and slashes joined.

In: a folded key. Out: `Lexed` whose symbols have the names in NAMES; `NUM` and `ORD` stand for whole numbers in digits
or words, `CLOCK` for «12:30», `SLASHED` for «1401/6/21».
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

from pipeline.dates.wrapped_lines import rejoined
from pipeline.lexicons.load import keys_of, read_rows, split_forms
from pipeline.text.lexer import DIGITS, Entry, Lexed, Lexer, Part
from pipeline.text.number_words import (
    SYMBOLS,
    glued_beginnings,
    number_entries,
    read_cardinal,
    read_ordinal,
    split_glued,
)

_NUMBER_KINDS = (
    "unit", "teen", "tens", "hundred", "scale", "thousand", "half", "and", "ordinal", "ordinal_suffix", "to", "or",
    "between", "from",
)  # fmt: skip
_UNITS = {
    "year": "YEAR", "month": "MAH", "week": "WEEK", "day": "DAY", "night": "NIGHT", "hour": "HOUR", "minute": "MINUTE",
    "second": "SECOND", "decade": "DECADE", "century": "CENTURY", "seasonunit": "FASL", "quarter": "QUARTER",
    "millennium": "MILLENNIUM",
}  # fmt: skip
_KINDS = {
    "weekday": "WEEKDAY", "deictic_day": "TODAY", "deictic_night": "TONIGHT", "deictic_year": "THISYEAR",
    "tomorrow_of": "TOMORROW_OF", "part": "PART", "season": "SEASON", "seasonal": "SEASONAL", "feast": "FEAST",
    "edge": "EDGE", "edge_adjective": "EDGE_ADJ", "era": "ERA", "relation": "RELATION", "this": "THIS",
    "every": "EVERY", "moment": "MOMENT", "such": "SUCH",
    "alternate": "ALTERNATE", "aged": "AGED", "anniversary": "ANNIVERSARY", "day_and_night": "DAYNIGHT",
    "some": "SOME",
    "last": "LAST", "times": "TIMES", "vague_past": "VAGUE_PAST", "vague_now": "VAGUE_NOW",
    "vague_future": "VAGUE_FUTURE", "until_now": "UNTIL_NOW", "in": "IN",
    "during": "DURING", "after_prep": "AFTER_PREP", "before_prep": "BEFORE_PREP", "about": "ABOUT", "at": "AT",
    "date_word": "DATE_WORD", "equals": "EQUALS", "to_clock": "TO_CLOCK", "left_to": "LEFT_TO", "ending": "ENDING",
    "except": "EXCEPT", "periodic": "PERIODIC", "zone": "ZONE", "refused": "REFUSED", "plural": "PLURAL",
    "lasting": "LASTING", "year_kind": "YEAR_KIND", "vague_after": "VAGUE_AFTER", "just_gone": "JUST_GONE",
    "just_coming": "JUST_COMING",
    "alternate_days": "ALTERNATE_DAYS", "oclock": "OCLOCK", "daily_part": "DAILY_PART", "ages": "AGES", "by_night": "BY_NIGHT",
}  # fmt: skip
_NO_LENGTH = ("FASL", "MILLENNIUM")  # «دو هزاره» may be two Hazaras
_JOINED = ("MONTH", "NUM", "ORD", "CLOCK", "SLASHED", "YEAR_MONTH")


def _names() -> dict[str, str]:
    kinds = [*_KINDS.values(), *_JOINED, *_UNITS.values()]
    names = {name: chr(0xE000 + i) for i, name in enumerate(kinds)}
    names |= {"AND": SYMBOLS["and"], "TO": SYMBOLS["to"], "OR": SYMBOLS["or"], "BETWEEN": SYMBOLS["between"]}
    names |= {"FROM": SYMBOLS["from"], "HALF": SYMBOLS["half"], "OTHER": "x", "SUFFIX": SYMBOLS["ordinal_suffix"]}
    return names


NAMES = _names()
NAMES_BACK = {symbol: name for name, symbol in NAMES.items()}
COMMAS = (",", "،")
CLASSES = {
    "COMMA": f"[{''.join(COMMAS)}]",
    "UNIT": "[" + "".join(NAMES[name] for name in (*_UNITS.values(), "DAYNIGHT") if name not in _NO_LENGTH) + "]",
}
NUM, ORD, CLOCK, SLASHED, YEAR_MONTH = (NAMES[n] for n in ("NUM", "ORD", "CLOCK", "SLASHED", "YEAR_MONTH"))
# Makes no time by itself: number words too, since a time in words has a unit, a month or the like beside it.
_JOINING = "utzhfemlrba" + "".join(
    NAMES[name]
    for name in (
        "IN", "DURING", "AFTER_PREP", "BEFORE_PREP", "ABOUT", "AT", "DATE_WORD", "TO_CLOCK", "THIS", "EVERY",
        "RELATION", "EDGE_ADJ", "EQUALS", "TIMES", "ZONE", "PLURAL", "LAST", "SOME",
        "ALTERNATE", "REFUSED", "MOMENT", "SUCH", "LASTING", "YEAR_KIND",
        "UNTIL_NOW", "LEFT_TO", "ENDING", "EXCEPT", "JUST_GONE", "JUST_COMING",
    )
)  # fmt: skip
# A year, a clock time, a date in figures; other figures need a time word beside them.
_TELLING = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d|2100|[5-9]\d)(?!\d)|\d ?: ?\d|\d\D\d+\D\d")
_FIGURES = SYMBOLS["ordinal"] + SYMBOLS["scale"] + SYMBOLS["thousand"] + NAMES["EDGE"]  # «اواخر سنبله»
_NUMERIC = re.compile("[dutzhsTfo]")
_SLASHED = re.compile(
    r"(\d{1,4})( ?[/\\.-] ?)(\d{1,2})\2(\d{1,4})(?![\d])(?! ?[/\\-] ?\d(?!\d?:)(?!\d{0,3}[/.-]\d{1,2}[/.-]\d))(?!\.\d)"
)
_CLOCK = re.compile(r"(\d{1,2})( ?: ?)(\d{2})(?:\2(\d{2}))?(?!\d)(?! ?:)")
_GO_ON = frozenset(".,/:\\\\-sTemd")  # what may make digits more than a plain number
_LONGEST_NUMBER = 12
_YEAR_OF_NEWS = re.compile(r"1[34]\d\d|19\d\d|20\d\d")
_PLURALS = (("PART", "ها"), ("PART", "های"), ("SEASON", "ها"))
# «این هفته، نه هفته آینده»: no, not nine; but «سرانجام، نه روز بعد، …», «هفت، هشت، نه سال گذشته»
_NOT_THEN = re.compile(
    r"نه (?:هفته|ماه|سال|روز) ?ی? (?:آینده|اینده|گذشته|بعد|بعدی|قبل|جاری)(?![^\W_])(?P<but> ?[،,]? بلکه)?"
)
_BUT = re.compile(r"(?<![^\W_])(?:(?:این|همین) (?:هفته|ماه|سال|روز)|امسال|امروز)(?: [^،,.؛\n]{1,25})?[،,] $")
_LONGEST_BUT = 45
_BEHIND_COMMAS = tuple(f"{comma} " for comma in COMMAS)
_TENS_OF_DAYS, _HALF_HOUR = (20, 30), 30
DINNER = "شام"  # evening only beside a day or an hour («شام سه‌شنبه», in Afghan news)
_VERBAL_PREFIX = "می"  # May's name is the prefix of every present tense
_SLASHED_CLOCK = re.compile(r"(\d{1,2}) ?[/.] ?(\d{1,2})(?![\d/.]\d|\d)")
_REVERSED_CLOCK = re.compile(r"([0-5][05]) ?: ?(\d)(?![\d:])")
# «ساعت 30/8 تا 30/13», «ساعت 15 تا 30:17»
_HOURS_SO_FAR = tuple(NAMES["HOUR"] + so_far for so_far in ("", *(f"{d}{NAMES['TO']}" for d in ("d/d", "d:d", "d"))))
_EVERY_HOUR = NAMES["EVERY"] + NAMES["HOUR"]
_HALF_PAST = "5"  # «ساعت 5/7 شب», an hour and five tenths
_HALVES = re.compile(
    r"(?:5/(\d{1,2})|(\d{1,2})/5)(?= (?:(?:تا|الی) \d{1,2}(?:[/.]\d)? )?(?:سال|ساله|سالگی|ساعت|ماه|ماهه|روز|روزه|هفته|دقیقه|دهه|قرن)\b)"
)
_YEAR_MONTH = re.compile(r"(1[34]\d\d|20[0-4]\d)[/-](0?[1-9]|1[0-2])(?![\d/.:-])")
_WITH_EZAFE = ("unit", "weekday", "part", "edge", "relation", "deictic_day", "oclock", "aged")  # «هفته‌ی گذشته»
_BIRTH = ("میلاد", "ولادت", "تولد")
_WHOLE_VALUES = ("weekday", "deictic_day", "deictic_night", "deictic_year", "season", "seasonal", "last")


def _births() -> Iterable[tuple[str, Entry]]:
    """«میلاد باسعادت حضرت زینب»: the feast of one whose birth is kept; a bare first name has «حضرت» before it."""
    praises = ("", *sorted(words_of_context("praise_of_birth")))
    leads = [f"{word} {praise}".rstrip() for word in _BIRTH for praise in praises]
    for row in read_rows("time_words"):
        if row["kind"] != "birth":
            continue
        for form in split_forms(row["forms"]):
            for key in keys_of(form):
                is_known = " " in form or key in words_of_context("known_without_title")
                titles = ("", "حضرت ") if is_known else ("حضرت ",)
                for lead in leads:
                    for title in titles:
                        yield f"{lead} {title}{key}", Entry(NAMES["FEAST"], row["value"])


def _entries() -> Iterable[tuple[str, Entry]]:
    for row in read_rows("months"):
        entry = Entry(NAMES["MONTH"], (row["calendar"], int(row["month"]), row["context"]))
        for form in split_forms(row["forms"]):
            for key in keys_of(form):
                yield key, replace(entry, joins=row["context"] == "afghan" or key == _VERBAL_PREFIX)
                if key.endswith(("ه", "ی")):
                    yield f"{key} ی", entry  # a written ezafe
    yield from _births()
    for row in read_rows("time_words"):
        if row["kind"] == "birth":
            continue
        name = _UNITS[row["value"]] if row["kind"] == "unit" else _KINDS[row["kind"]]
        value: Any = row["value"]
        if row["kind"] in _WHOLE_VALUES or (row["kind"] == "some" and value):
            value = int(value)
        entry = Entry(NAMES[name], value)
        for form in split_forms(row["forms"]):
            for key in keys_of(form):
                yield key, replace(entry, joins=key == DINNER)
                if row["kind"] == "weekday" and " " in key:
                    yield f"روز{key}", entry  # «روزسه‌شنبه»
                if key.endswith("ه") and row["kind"] in _WITH_EZAFE:
                    yield f"{key} ی", entry
    yield from number_entries(_NUMBER_KINDS)


def _words_of_numbers(*kinds: str) -> frozenset[str]:
    rows = (row for row in read_rows("numbers") if row["kind"] in kinds)
    return frozenset(key for row in rows for form in split_forms(row["forms"]) for key in keys_of(form))


_NUMBER_WORDS = _words_of_numbers("unit", "teen", "tens", "hundred")
_ORDINAL_WORDS = _words_of_numbers("ordinal")
_LED_BY = frozenset(
    ["در", "از", "تا", "روز", "ماه", "سال", "شب", "صبح", "بامداد", "عصر", "ظهر", "امروز", "دیروز", "فردا", "و"]
)
_LED = frozenset(["WEEKDAY", "TODAY", "MONTH", "EDGE", "PART", "NIGHT", "SEASON", "YEAR", "MAH", "WEEK", "HOUR"])
_RUN_ON = ("امروز", "دیروز", "پریروز", "دیشب")
_SHORTEST_REST = 4
_CURRENT = "جاری"
_FIRST_KINDS = frozenset(["MONTH", "WEEKDAY", "YEAR", "WEEK", "DAY", "SOME", "EVERY", "PART", "SEASON"])


def _goes_with(first: str, first_kind: str | None, second: str, second_kind: str | None) -> bool:
    """Whether two time words are met written as one."""
    if first_kind == "MONTH" and second == "ماه":
        return True
    if first_kind == "EVERY":
        return second_kind in _UNITS.values() or second_kind in ("WEEKDAY", "PART")
    if (first_kind, second) in _PLURALS:
        return True
    if first_kind == "DAY" and second_kind == "WEEKDAY":
        return True
    if first_kind == "WEEKDAY":
        return second_kind in ("NIGHT", "RELATION", "PLURAL")
    if first_kind in ("YEAR", "WEEK", "DAY") or second == _CURRENT:
        return second_kind == "RELATION" and len(second) > 2
    if second_kind == "AGED":
        return first_kind == "SOME" or first in _NUMBER_WORDS
    if first_kind == "SOME":
        return second_kind in _UNITS.values()
    return first in _LED_BY and (second_kind in _LED or second in _ORDINAL_WORDS) and len(second) > 2


def _in_two(word: str, lexer: Lexer) -> Sequence[Part]:
    """Two time words written as one, the first of them as long as can be; or a day that runs on into any word."""
    for at in range(len(word) - 1, 0, -1):
        first = lexer.single.get(word[:at])
        if first is None:
            continue
        second = lexer.single.get(word[at:])
        if second is None:
            if word[:at] in _RUN_ON and len(word) - at >= _SHORTEST_REST and word[at] not in "یه":
                return [(first.symbol, first.value, 0, at), ("x", None, at, len(word))]
            continue
        kinds = NAMES_BACK.get(first.symbol), NAMES_BACK.get(second.symbol)
        if _goes_with(word[:at], kinds[0], word[at:], kinds[1]):
            return [(first.symbol, first.value, 0, at), (second.symbol, second.value, at, len(word))]
    return []


def _couples(lexer: Lexer) -> dict[str, Sequence[Part]]:
    """Every word that two time words written as one may make: no unknown word need be tried at each of its letters."""
    couples: dict[str, Sequence[Part]] = {}
    single = sorted(lexer.single.items(), key=lambda item: len(item[0]))
    kinds = [(word, NAMES_BACK.get(entry.symbol), entry) for word, entry in single]
    with_any = [item for item in kinds if item[0] == _CURRENT]
    seconds: dict[tuple[str | None, bool, bool, bool], list[tuple[str, Entry]]] = {}
    for first, kind, entry in kinds:
        at = len(first)
        alike = (kind, first in _LED_BY, first in _NUMBER_WORDS, at > 1)  # all that `_goes_with` asks of the first word
        if alike not in seconds:
            is_first = kind in _FIRST_KINDS or alike[1] or alike[2]
            tried = kinds if is_first else with_any if at > 1 else ()
            seconds[alike] = [(word, other) for word, its, other in tried if _goes_with(first, kind, word, its)]
        for second, other in seconds[alike]:  # a longer first word comes later and is kept
            end = at + len(second)
            couples[first + second] = (entry.symbol, entry.value, 0, at), (other.symbol, other.value, at, end)
    at_in, month_word = lexer.single["در"], lexer.single["ماه"]
    for month, kind, entry in kinds:
        if kind == "MONTH":  # «درآذرماه»
            end = len("در") + len(month)
            couples[f"در{month}ماه"] = (
                (at_in.symbol, at_in.value, 0, 2), (entry.symbol, entry.value, 2, end),
                (month_word.symbol, month_word.value, end, end + len("ماه")),
            )  # fmt: skip
    return couples


def split_words(word: str, lexer: Lexer) -> Sequence[Part]:
    """«امروزدوشنبه», «امروزارتش» → a day and what runs on; numbers written together are read as such."""
    if parts := split_glued(word, lexer):
        return parts
    return _in_two(word, lexer) if word.startswith(_RUN_ON) else ()


@cache
def time_lexer() -> Lexer:
    """The lexer over all time and number words."""
    beginnings = glued_beginnings() | set(_RUN_ON)
    lexer = Lexer(_entries(), split_words, _JOINING, beginnings, _TELLING.search, _FIGURES)
    lexer[":"] = "m"  # «10 : 46»
    couples = _couples(lexer)
    lexer.add_glued({w: p for w, p in couples.items() if not w.startswith(_RUN_ON) and not split_glued(w, lexer)})
    return lexer


def lex_times(key: str) -> Lexed:
    """The symbols of a key with numbers, clock times and slashed dates joined into one symbol each."""
    lexed = rejoined(time_lexer().lex(key))
    joined: list[tuple[int, int, str, Any]] = []
    done = 0
    for match in _NUMERIC.finditer(lexed.symbols):
        first = match.start()
        if first >= done:
            symbol, value, done = _join(lexed, first)
            joined.append((first, done, symbol, value))
    if not joined:
        return lexed
    symbols, values, starts, ends = list(lexed.symbols), lexed.values, lexed.starts, lexed.ends
    for first, after, symbol, value in reversed(joined):  # so that places before them stay
        symbols[first], values[first] = symbol, value
        if after - first > 1:
            for column in (symbols, values, starts):
                del column[first + 1 : after]
            del ends[first : after - 1]
    return Lexed(key, "".join(symbols), values, starts, ends)


def _join(lexed: Lexed, at: int) -> tuple[str, Any, int]:
    """The number, clock or slashed date that begins at a symbol: its symbol, value and the index after it."""
    if lexed.symbols[at] == DIGITS:
        if lexed.symbols[at + 1 : at + 2] not in _GO_ON and len(lexed.values[at]) < _LONGEST_NUMBER:
            return NUM, int(lexed.values[at]), at + 1
        if _is_own_year(lexed, at):
            return NUM, int(lexed.values[at]), at + 1
        if joined := _join_marked(lexed, at):
            return joined
    if lexed.symbols[at] == "f" and at > 0 and lexed.symbols[at - 1] == "e":
        return "f", lexed.values[at], at + 1
    if _is_not(lexed, at):
        return "x", None, at + 1
    cardinal = read_cardinal(lexed, at)
    if ordinal := read_ordinal(lexed, at, cardinal):
        value, after = ordinal
        if lexed.word(after - 1) == "م" and value > 100:
            return NUM, value, after - 1
        return ORD, value, after
    if cardinal is None:
        return "x", None, at + 1
    number, after = cardinal
    if number in _TENS_OF_DAYS and (ordinal := read_ordinal(lexed, after)) and ordinal[0] < min(_TENS_OF_DAYS):
        return ORD, int(number) + ordinal[0], ordinal[1]  # «سی یکم»
    return NUM, number, after


def _is_own_year(lexed: Lexed, at: int) -> bool:
    """A year that no word behind counts on: «سال ۱۴۰۰ هزار نفر …», «۴ مه ۲۰۲۰/۱۵ اردیبهشت ۱۳۹۹»."""
    if lexed.symbols.startswith(f"/{DIGITS}{NAMES['MONTH']}", at + 1):
        return _YEAR_OF_NEWS.fullmatch(lexed.values[at]) is not None
    is_thousand = lexed.symbols.startswith(SYMBOLS["scale"], at + 1) and lexed.values[at + 1] == 1000
    said = at > 0 and lexed.symbols[at - 1] == NAMES["YEAR"]
    return said and is_thousand and _YEAR_OF_NEWS.fullmatch(lexed.values[at]) is not None


def _is_not(lexed: Lexed, at: int) -> bool:
    """Whether «نه» behind a comma takes a time back."""
    start = lexed.starts[at]
    found = _NOT_THEN.match(lexed.key, start) if lexed.key.endswith(_BEHIND_COMMAS, 0, start) else None
    if found is None:
        return False
    return found["but"] is not None or _BUT.search(lexed.key, max(0, start - _LONGEST_BUT), start) is not None


def _join_marked(lexed: Lexed, at: int) -> tuple[str, Any, int] | None:
    start = lexed.starts[at]
    key = lexed.key
    if found := _SLASHED.match(key, start):
        if start and key[start - 1] in "./-:" and key[start - 2 : start - 1].isdigit():
            return None
        numbers = (found[1], found[3], found[4])
        return SLASHED, numbers, _index_after(lexed, at, found.end())
    if found := _HALVES.match(key, start):
        return NUM, Fraction(2 * int(found[1] or found[2]) + 1, 2), _index_after(lexed, at, found.end())
    if (found := _YEAR_MONTH.match(key, start)) and not (start and key[start - 1] in "./-:"):
        return YEAR_MONTH, (int(found[1]), int(found[2])), _index_after(lexed, at, found.end())
    return _join_clock(lexed, at)


def _join_clock(lexed: Lexed, at: int) -> tuple[str, Any, int] | None:
    """«12:30», and after «ساعت» also «7/30», «30:9»."""
    key, start = lexed.key, lexed.starts[at]
    is_hour = at and any(lexed.symbols.endswith(so_far, 0, at) for so_far in _HOURS_SO_FAR)
    is_rate = lexed.symbols.endswith(_EVERY_HOUR, 0, at)  # «در هر ساعت 2/3 نفر»
    if is_hour and not is_rate and (found := _SLASHED_CLOCK.match(key, start)):
        first, second = int(found[1]), int(found[2])
        if found[1] == _HALF_PAST or found[2] == _HALF_PAST:
            first, second = second if found[1] == _HALF_PAST else first, _HALF_HOUR
        elif first > 24 or (first % 15 == 0 and (second % 15 or not first) and second <= 24):
            first, second = second, first  # «ساعت 30/18», as old newspapers stored it
        if first <= 24 and second < 60:
            return CLOCK, (first, second, 0), _index_after(lexed, at, found.end())
    if is_hour and (found := _REVERSED_CLOCK.match(key, start)):
        return CLOCK, (int(found[2]), int(found[1]), 0), _index_after(lexed, at, found.end())  # «ساعت 30:9»
    if found := _CLOCK.match(key, start):
        hour, minute, second = int(found[1]), int(found[3]), int(found[4] or 0)
        if hour > 24 and is_hour and not second:
            hour, minute = minute, hour  # «ساعت 34: 13»
        if hour <= 24 and minute < 60 and second < 60:
            return CLOCK, (hour, minute, second), _index_after(lexed, at, found.end())
    return None


def _index_after(lexed: Lexed, at: int, end: int) -> int:
    while at < len(lexed.ends) and lexed.ends[at] <= end:
        at += 1
    return at


def whole(value: Any) -> int | None:
    """A number as an int, None for halves and anything else."""
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else None


@cache
def _contexts() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_rows("time_contexts"):
        found.setdefault(row["kind"], set()).update(key for form in split_forms(row["forms"]) for key in keys_of(form))
    return {kind: frozenset(keys) for kind, keys in found.items()}


def words_of_context(kind: str) -> frozenset[str]:
    """The words of time_contexts.csv that bear on what stands after them, by kind."""
    return _contexts()[kind]
