"""Leaving: whether the «از» after «پیش», «قبل» or «بعد» belongs to a verb («سه سال پیش از کارخانه اخراج شد»).

In: a key and where that «از» ends. Out: True where what follows is a place, body or person with a verb that takes
«از»; a happening («سه سال پیش از انقلاب از ایران رفت») is what the time counts from.
"""

import re

from pipeline.dates.words import words_of_context

_REACH = 90
_STATES = (
    "اخراج|جدا|مرخص|ترخیص|فارغ ?التحصیل|طرد|برکنار|بیکار|بازنشسته|خارج|آزاد|رها|پیاده|بیرون|تبعید|محروم|عزل|خلع|معاف|رانده"
    "|منفک|مستعفی|منتقل"
)
_DEEDS = "مهاجرت|کوچ|فرار|عبور|استعفا|دیدن|بازدید|خداحافظی|کناره ?گیری|نقل ?مکان|طلاق|خبر (?=گرفت)|دست (?=کشید|شست)|کنار (?=گذاشت|رفت|کشید)"
_ENDED = r"(?:ه|ند|م|یم|ید|ه (?:است|بود|اند|بودند|ام|بودم))?"
_TAKES_FROM = re.compile(
    rf"(?:یکی از )?((?:[^\W\d_]+ ){{1,8}}?)(?:(?:{_STATES}) (?:شد|گشت|گردید|کرد|رفت|آمد|ماند|انداخت){_ENDED}"
    rf"|(?:{_DEEDS}) ?(?:کرد|داد|گرفت|گذاشت(?:ه شد|ند|ه)?|رفت|کشید|شست){_ENDED}|(?:برگشت|بازگشت|گریخت|افتاد|پرسید|خواست){_ENDED})\b"
)
_OTHER_OBJECTS = frozenset(["از", "که", "را", "آنکه", "اینکه", "آن", "این"])


def is_of_a_verb(key: str, end: int) -> bool:
    """Whether the «از» that ends here belongs to the verb of its clause."""
    found = _TAKES_FROM.match(key, end + 1, end + _REACH)
    if found is None:
        return False
    words = found[1].split()
    return _OTHER_OBJECTS.isdisjoint(words) and words[0] not in words_of_context("happening")
