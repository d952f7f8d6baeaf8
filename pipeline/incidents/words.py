"""What the words of a row's evidence add to comparing it.

In: evidence, trigger and time words as written. Out: a rows × words matrix without the common words that the other
features already weigh, whether the words set the happening apart from another («حمله‌ای دیگر»، «دومین انفجار»), and
the part of the day as minutes.
"""

import csv
import re
from array import array
from functools import cache
from pathlib import Path

import numpy as np
from scipy import sparse

from pipeline.lexicons.load import keys_of, split_forms
from pipeline.text.letters import fold

_BETWEEN = "\ue000"  # private use: folding keeps it and no text has it
_CHUNK = 4000
_WORD = re.compile(r"[^\W\d_]{3,}")
_OTHER_AFTER = re.compile(r"(?: ?ای|ی)? (?:دیگر|دیگری|دوم|سوم|چهارم)(?![^\W_])")
_OTHER_BEFORE = re.compile(r"(?:دومین|سومین|چهارمین|پنجمین)\s$")
_THINGS = "حمله|انفجار|عملیات|درگیری|کشتی|نفتکش|شناور|قایق|پهپاد|هواپیما|بالگرد|جنگنده|خودرو"
_OTHER_THING = re.compile(
    rf"(?<![^\W_])یک (?:فروند |دستگاه )?(?:{_THINGS})(?: [^\W\d_]+)? دیگر(?![^\W_])|(?<![^\W_])(?:{_THINGS})ی? ?دیگری(?![^\W_])"
)
_TOLL = "شمار|تعداد|آمار|تلفات|قربانیان|رقم"
_RISING = ("رسید", "می رسد", "میرسد", "افزایش", "بالا رفت")
_ROSE = "رسید|رسیده|می ?رسد|افزایش|بالا رفت"
_FOLLOW_UP = re.compile(
    rf"(?:{_TOLL})(?![^\W_])[^.؛\n]{{0,90}}? به [^.؛\n]{{0,40}}?\d[^.؛\n]{{0,60}}? (?:{_ROSE})|افزایش (?:{_TOLL})(?![^\W_])"
)
_HOUR = re.compile(r"(\d{1,2})(?:\s?[:.]\s?(\d{2})|\sو\s(\d{1,2})\sدقیقه)?")
_AFTERNOON = re.compile(r"بعد ?از ?ظهر|عصر|شب|غروب|شامگاه")
_PARTS = (
    (re.compile(r"نیمه ?شب"), 22 * 60, 26 * 60),
    (re.compile(r"بامداد|سحر"), 0, 6 * 60),
    (re.compile(r"پیش ?از ?ظهر|قبل ?از ?ظهر|صبح"), 6 * 60, 11 * 60),
    (re.compile(r"بعد ?از ?ظهر|عصر"), 13 * 60, 18 * 60),
    (re.compile(r"ظهر"), 11 * 60, 14 * 60),
    (re.compile(r"غروب|شب|شامگاه"), 18 * 60, 24 * 60),
)
_NONE = -1


@cache
def common_words() -> frozenset[str]:
    """Keys of `common_words.csv` and of their pieces."""
    with Path(__file__).with_name("common_words.csv").open(encoding="utf-8", newline="") as file:
        forms = [form for row in csv.DictReader(file) for form in split_forms(row["forms"])]
    return frozenset(piece for form in forms for key in keys_of(form) for piece in key.split())


def fold_all(texts: list[str]) -> list[str]:
    """The keys of many texts, folded together because folding costs mostly per call."""
    keys: list[str] = []
    for start in range(0, len(texts), _CHUNK):
        chunk = [text.replace(_BETWEEN, " ") for text in texts[start : start + _CHUNK]]
        keys += fold(_BETWEEN.join(chunk)).key.split(_BETWEEN)
    return keys


def evidence_words(texts: list[str], weighed: list[str]) -> tuple[list[str], sparse.csr_matrix]:
    """The folded texts and which words (three letters or more, not common) each has, as ones.

    `weighed` holds, text by text, the words that other features weigh already: places, parties, source, act.
    """
    keys = fold_all(texts)
    common = common_words()
    vocabulary: dict[str, int] = {}
    numbers, ends = array("i"), array("i", [0])
    for key, others in zip(keys, fold_all(weighed), strict=True):
        words = set(_WORD.findall(key)) - common
        words.difference_update(_WORD.findall(others))
        numbers.extend([vocabulary.setdefault(word, len(vocabulary)) for word in words])
        ends.append(len(numbers))
    column = np.argsort(np.argsort(np.array(list(vocabulary), dtype=object)))  # in the order of the words themselves
    found = column[np.array(numbers)].astype(np.int32) if numbers else np.zeros(0, dtype=np.int32)
    shape = len(texts), max(1, len(vocabulary))
    matrix = sparse.csr_matrix((np.ones(len(found), dtype=np.int32), found, np.array(ends)), shape=shape)
    matrix.sort_indices()
    return keys, matrix


@cache
def _folded(trigger: str) -> str:
    return fold(trigger).key.strip()


def is_another_happening(key: str, trigger: str) -> bool:
    """Whether «دیگر» or an ordinal stands at the trigger itself, or at one ship, car or drone («یک کشتی دیگر»).

    «۲۰ نفر دیگر» is no such case.
    """
    if "دیگر" in key and _OTHER_THING.search(key):
        return True
    act = _folded(trigger)
    at = key.find(act) if act else -1
    if at < 0:
        return False
    return bool(_OTHER_AFTER.match(key, at + len(act)) or _OTHER_BEFORE.search(key[max(0, at - 12) : at]))


def is_follow_up(key: str) -> bool:
    """Whether the words carry a toll on: «شمار کشته‌ها به ۷۱ نفر رسید» tells of what was reported before."""
    return any(word in key for word in _RISING) and bool(_FOLLOW_UP.search(key))


@cache
def read_clock(text: str | None) -> tuple[int, int]:
    """First and last minute of the day that the words allow; (-1, -1) where they tell none."""
    if text is None:
        return _NONE, _NONE
    key = fold(text).key
    hour = _HOUR.search(key)
    if hour and int(hour.group(1)) <= 24:
        at = int(hour.group(1)) * 60 + int(hour.group(2) or hour.group(3) or 0)
        at += 12 * 60 if at < 12 * 60 and _AFTERNOON.search(key) else 0
        return at, at
    for pattern, first, last in _PARTS:
        if pattern.search(key):
            return first, last
    return _NONE, _NONE
