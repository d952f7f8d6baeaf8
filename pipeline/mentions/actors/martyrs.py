"""Martyrs: «شهید X» as a person with a name, and the streets and bases that bear one.

In: the key of a text and a hit. Out: where the first word of a name ends; whether a rank or a street's name is told.
"""

import re

from pipeline.mentions.scan import Hit
from pipeline.text.tokens import finite_forms

_NAME = re.compile(r"\s([^\W\d_]+)")
_RANK = re.compile(
    r"(?<![^\W_])(?:سردار|سرلشکر|سرلشگر|سپهبد|سرتیپ|سرهنگ|سرگرد|ستوان|پاسدار|امیر|خلبان|دریادار|ناخدا)\s$"
)
# Words after «شهید» that are no names; with «مدافع» and the verbs their endings too («مدافعان», «شدند»), but not «مالکی» for «ما».
_NO_NAME = re.compile(
    r"(?:(?:شد|گشت|گردید|کرد|نمود|بود|داد|داشت|مدافع|حادثه|حمله|خود|دیگر|پرور)[^\W_]{0,4}|(?:گمنام|عزیز|والامقام|نوجوان)(?:ان|ی|مان|تان)?"
    r"|راه|راهی|محراب|خدمت|امنیت|امنیتی|وطن|جنگ|این|اینجا|آن|آنها|ما|داریم|انقلاب|امت|اهل|هرگز|دیدار|دیدارها|حضرت|نام|نامدار|نامی|تجلیل|و)(?![^\W_])"
)
_NAMED_AFTER = re.compile(
    r"(?:[0-9]|(?<![^\W_])(?:خیابان|بلوار|بزرگراه|میدان|پل|پارک|بیمارستان|درمانگاه|مدرسه|دبستان|دبیرستان|دانشگاه|پادگان|شهرک|پایگاه|اسکله|بندر|تیپ|لشکر|گردان"
    r"|سد|نیروگاه|پالایشگاه|فرودگاه|ورزشگاه|نفر|تن|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|چند|پهپاد|ناو|ناوشکن|جنگنده|مسجد|گروه|انتشارات|کنگره"
    r"|هوایی|بین المللی|پزشکی|پردیس|ایستگاه|قرارگاه|علمی|مقاومت|بسیج|تیم|بنیاد|نام|رهبر|امام|جوان|سالار))(?:\s?های?)?\s$"
)


def is_namesake(key: str, hit: Hit) -> bool:
    """Whether «شهید X» is in the name of a street, a base, a university."""
    return hit.layer == "person" and hit.form.startswith("شهید") and _named_after(key, hit.start)


def _named_after(key: str, start: int) -> bool:
    return _NAMED_AFTER.search(key, max(0, start - 20), start) is not None


def find_name(key: str, hit: Hit, stops: frozenset[str]) -> int | None:
    """Where the first word of a name ends that «شهید» is the title of; None where it is a state or a street's name."""
    found = _NAME.match(key, hit.end)
    if found is None or found[1] in stops or found[1] in finite_forms() or _NO_NAME.match(found[1]):
        return None
    return None if _named_after(key, hit.start) else found.end()


def is_ranked(key: str, start: int) -> bool:
    """«سردار شهید X»: whether a rank stands before a word."""
    return _RANK.search(key, max(0, start - 12), start) is not None
