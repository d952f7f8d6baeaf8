"""Prepositions: the words that lead a time and say how it binds («از», «تا», «طی», «پس از»).

In: a lexed key and where a time begins. Out: where its phrase begins, and the relation of Expression.
"""

import re

from pipeline.dates.registry import word_before
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES, words_of_context
from pipeline.text.lexer import Lexed

_S = NAMES
_COMPARING = frozenset(["بیش", "بیشتر", "کمتر", "فراتر"])
_BY_FAR = ("بسیار ", "خیلی ", "به مراتب ", "بمراتب ", "کمی ", "اندکی ", "برابر ")
# «در بخش عمده‌ای از دو دهه گذشته», «در برهه‌ای از سال ۹۸»; not «در بخش‌های کشور از سال ۹۸»
_PART_OF = re.compile(r"\b(?:(?:بخش|قسمت) (?:عمده|بزرگ|زیاد|اعظم|مهم|کوچک)|برهه|مقطع|نیم)(?:ی| ای) $")
_LONGEST_PART = 24
# «از پایان خرداد به عنوان زمان افتتاح یاد کرد»: the verb has the «از»
_GOVERNS = re.compile(
    r"(?: نیز| هم)?(?: به عنوان [^.،؛\n]{3,60}?| به (?:نیکی|خوبی|تلخی|بدی)| با (?:حسرت|افتخار|احترام|اندوه|شوق|غرور|تلخی))?"
    r" (?:یاد (?:ن?می ?|ن?خواهد |ن?خواهند )?(?:کرد|کن|شد|شو)|نام (?:ن?می ?)?بر|سخن (?:می ?)?(?:گفت|گو|راند|به میان)|استقبال (?:می ?)?(?:کرد|کن))"
)
_TO_THIS = _S["TO"] + _S["TO_CLOCK"]
_SOON = ("به زودی", "بزودی")
_COUNTS = (_S["NUM"], _S["SOME"])
_PREPOSITIONS = {
    _S[name]
    for name in ("IN", "DURING", "FROM", "TO", "BETWEEN", "AFTER_PREP", "BEFORE_PREP", "ABOUT", "AT", "DATE_WORD")
}
_RELATIONS = {
    _S["DURING"]: "during", _S["FROM"]: "since", _S["TO"]: "until", _S["AFTER_PREP"]: "after",
    _S["BEFORE_PREP"]: "before", _S["ABOUT"]: "about", _S["BETWEEN"]: "during",
}  # fmt: skip


def _is_plain_from(lexed: Lexed, at: int) -> bool:
    """«بیش از سال گذشته», «یکی از روزهای …»: an «از» that begins nothing."""
    before = word_before(lexed.key, lexed.starts[at])
    if before.endswith("تر") or before in words_of_context("before_plain_from"):
        return True
    return _PART_OF.search(lexed.key, max(0, lexed.starts[at] - _LONGEST_PART), lexed.starts[at]) is not None


def is_governed(key: str, end: int) -> bool:
    """Whether an «از» before a time that ends here belongs to the verb: it begins nothing."""
    return _GOVERNS.match(key, end) is not None


def _is_so_that(lexed: Lexed, at: int, told: Told) -> bool:
    """«تا در سال ۵۷ پیروز شود», «تا بعد از دو سال برگردد», «تا به زودی»: a «تا» that joins clauses."""
    if lexed.symbols[at] == _S["EVERY"]:
        return True  # «موجب شد تا هر سال …»
    if lexed.symbols[at] in (_S["AFTER_PREP"], _S["BEFORE_PREP"]):
        return bool(told.duration)
    return lexed.symbols[at] in (_S["IN"], _S["DURING"]) or lexed.word(at) in _SOON


def _is_counted(lexed: Lexed, at: int, told: Told) -> bool:
    return lexed.symbols[at : at + 1] in _COUNTS and told.nth is None


def start_of(lexed: Lexed, first: int, told: Told) -> int:
    """Where in the key a phrase begins: «بیش از ده سال» with the word that the «از» belongs to."""
    start = lexed.starts[first]
    if lexed.symbols[first] == _S["FROM"] and (told.duration or _is_counted(lexed, first + 1, told)):
        before = word_before(lexed.key, start)
        if before in _COMPARING:
            at = lexed.key.rindex(before, 0, start)
            by_far = told.back_unit is not None and lexed.key.endswith(_BY_FAR, 0, at)
            return lexed.starts[first + 1] if by_far else at  # «بسیار بیشتر از ۳۰ سال پیش درس می‌خوانند»
    return start


def lead_of(lexed: Lexed, at: int, told: Told, done: int) -> tuple[int, str]:
    """Where the phrase begins with the prepositions that lead it, and how they bind it."""
    first, relation = at, "at"
    if told.day_offset is not None and lexed.symbols[max(done, at - 2) : at] == _TO_THIS:
        first, relation = at - 2, "until"  # «تا به امروز»
    while first > done and lexed.symbols[first - 1] in _PREPOSITIONS:
        symbol = lexed.symbols[first - 1]
        if symbol == _S["IN"] and first == at and lexed.symbols[first] == _S["SLASHED"]:
            break
        if symbol == _S["ABOUT"] and told.unbounded and first == at:
            break  # «تقریبا یه روزی رفتیم»
        if symbol == _S["DATE_WORD"] and (lexed.symbols[first] == _S["PART"] or told.duration):
            break
        if symbol == _S["TO"] and _is_so_that(lexed, first, told):
            break
        first -= 1
        if relation in ("at", "about") and not (symbol == _S["FROM"] and _is_plain_from(lexed, first)):
            relation = _RELATIONS.get(symbol, relation)
        if symbol in (_S["BETWEEN"], _S["ABOUT"]) or lexed.word(first) == "بازه":
            break
    return first, relation


def relation_in_brackets(lexed: Lexed, first: int, after: int) -> str:
    """«تا (۱۵ شهریور)»: bound by what stands before the bracket that holds it and nothing else."""
    symbols = lexed.symbols
    if first < 2 or symbols[first - 1] != "(" or symbols[after : after + 1] != ")":
        return "at"
    before = symbols[first - 2]
    if before == _S["FROM"] and _is_plain_from(lexed, first - 2):
        return "at"
    return _RELATIONS[before] if before in (_S["FROM"], _S["TO"]) else "at"
