"""Bullets: «تیر» is a month and a shot; «۳ تیر به پهلویش زد» counts shots.

In: a key and the bounds of a number with «تیر». Out: whether shots are counted.
"""

import re

_LONGEST_BEFORE = 24
_SHOT_BY = re.compile(r"(?<!\w)(?:اصابت|ضرب|شلیک) $")
_WITH = re.compile(r"(?<!همزمان )(?<!هم زمان )(?<!مصادف )(?<!مقارن )(?<!برابر )(?<!مطابق )(?<!\w)با $")
_SHOTS = re.compile(
    r" (?:(?:خلاص|هوایی|مشقی)\b|(?:خورد|زد)(?:م|ند|ه|یم)?\b(?! و خورد)|(?:شلیک|اصابت) (?:کرد|شد|می ?ک|می ?ش)"
    r"|به (?:سر|سینه|شکم|پا|پای|قلب(?= ?(?:ش|اش|شان|م|ام|او|وی)\b)|قلبش|گردن|گلو|گلوی|صورت|پشت|کمر|بدن|پهلو|پهلوی|بازو|بازوی|کتف|ران|مغز|شقیقه|پیشانی|پیکر)"
    r"(?: ?(?:ش|اش|شان|م|ام))?\b[^.؟!؛\n]{0,24} (?:شلیک|اصابت|زد|زده|زدند|خورد|خورده|نشست|نشاند|خالی)\b)"
)
_FELL = re.compile(r" (?:از پا|از پای|کشته|به قتل|زخمی|مجروح|شهید (?:شد|کرد)|به شهادت)\b")


def are_bullets(key: str, start: int, end: int) -> bool:
    """«به ضرب ۳ تیر», «۴ تیر به پهلوی او زد», «با ۵ تیر کشته شد»; not «همزمان با ۷ تیر», «۷ تیر به او خبر دادند»."""
    low = max(0, start - _LONGEST_BEFORE)
    if _SHOTS.match(key, end) or _SHOT_BY.search(key, low, start):
        return True
    return _FELL.match(key, end) is not None and _WITH.search(key, low, start) is not None
