"""Downing: whether a scene tells of a craft or missile brought down, and of which.

In: a `Scene`. Out: `weapon` (a drone or missile), `crew` (an aircraft with a crew), `airliner`, or None. A craft that
is the means («با پهپاد») or the subject («پهپاد خودرویی را هدف گرفت») is not brought down.
"""

import re

from pipeline.events.types.kind_words import forms_of
from pipeline.events.types.scenes import Scene


def _any(group: str) -> str:
    return "|".join(re.escape(form) for form in forms_of(group))


_WORD = r"[^\W_]+"
_ADJECTIVE = re.compile(r"(?:پهپاد|پهباد)ی")
_DRONE = (
    rf"(?:{'|'.join(re.escape(form) for form in forms_of('drone') if not _ADJECTIVE.fullmatch(form))}|پهپادی(?= که))"
)
_MISSILE = r"(?:موشک|راکت)(?: ?ها| ?های)?"
_COUNT = r"(?:\d+\s|یک\s|دو\s|سه\s|چند\s|چندین\s|ده ?ها\s|صدها\s|انواع\s|تعدادی\s|فروند\s)*"
_USED = re.compile(
    r"(?<![^\W_])(?:با|توسط|حمله|حملات|یگان|پایگاه|رمپ|استقرار|آشیانه|آشیانه های|هدف|شلیک|پرتاب|عملیات|استفاده از"
    rf"|از طریق|به وسیله)\s{_COUNT}(?:{_MISSILE}\s(?:{_WORD}\s)?و\s{_COUNT})?$"
)
_KEPT = re.compile(rf"(?<![^\W_])(?:{_any('craft.kept')})\s(?:{_WORD}\s)?(?:و\s)?$")
_DOWNED = re.compile(
    rf"(?<![^\W_])(?:{_DRONE}(?![^\W_])(?P<gap>[^.!؟\n]{{0,90}}?)(?<![^\W_])(?:{_any('downing')})(?![^\W_])"
    rf"|{_MISSILE}(?![^\W_])[^.!؟\n]{{0,60}}?(?<![^\W_])(?:رهگیری|منهدم|خنثی|ساقط|سرنگون|نابود)(?![^\W_]))"
)
_DOWNED_AT_LAST = re.compile(
    rf"(?<![^\W_]){_DRONE}(?![^\W_])(?P<gap>[^.!؟\n]{{0,200}}?)(?<![^\W_])(?:رهگیری|منهدم|ساقط|سرنگون)"
    r"(?: و (?:رهگیری|منهدم|ساقط|سرنگون|نابود))? (?:شد|شدند|شده|کرد|کردند|کرده)(?![^\W_])"
)
_DOWNING_OF = re.compile(
    r"(?<![^\W_])(?:سرنگونی|(?:سرنگون|ساقط) (?:کردن|شدن|ساختن)|انهدام|رهگیری|اسقاط|شکار|سقوط|زدن|هدف قرار دادن) "
    rf"(?:(?!با |توسط |در ){_WORD} ){{0,2}}?(?:{_DRONE}|{_MISSILE})(?![^\W_])"
)
_HIT_AT_LAST = re.compile(
    rf"(?<![^\W_]){_DRONE}(?![^\W_])(?P<gap>[^.!؟\n،؛:]{{0,80}}?)(?<![^\W_])(?:مورد اصابت|مورد هدف|هدف) قرار ?گرفت(?:ه|ند)?(?![^\W_])"
)
_HIT_OF = re.compile(
    rf"(?<![^\W_])(?:مورد )?(?:اصابت|هدف) قرار ?(?:دادن|گرفتن) (?:{_WORD} ){{0,2}}?(?:{_DRONE}|{_MISSILE})(?![^\W_])"
)
_FAILED = re.compile(r"(?<![^\W_])(?:ناکام|ناموفق|ناتوان|شکست)")
_MET = re.compile(
    r"(?<![^\W_])(?:مقابله با|دفع) (?:[^\W_]+ ){0,2}?(?:حملات|حمله|اهداف|تهدیدات|تهدیدهای) (?:[^\W_]+ ){0,2}?"
    r"(?:موشکی|پهپادی|هوایی|متخاصم)(?![^\W_])"
    rf"|(?<![^\W_])با {_COUNT}(?:{_MISSILE}|{_DRONE})(?![^\W_])[^.!؟\n]{{0,60}}?(?<![^\W_])مقابله (?:کرد|می ?کند|شد)"
    rf"|(?<![^\W_])مقابله با {_COUNT}(?:{_MISSILE}|{_DRONE})(?![^\W_])|(?<![^\W_]){_MISSILE} رهگیر(?![^\W_])"
)
_SHOT_DOWN = re.compile(
    rf"(?<![^\W_]){_MISSILE}(?![^\W_])(?P<gap>[^.!؟\n]{{0,90}}?)(?<![^\W_])(?:رهگیری|ساقط|سرنگون)"
    r"(?: و (?:رهگیری|منهدم|ساقط|سرنگون|نابود))? (?:شد|شدند|شده|شدن|کرد|کردند|کرده)(?![^\W_])"
)
_SHOT = ("رهگیری", "ساقط", "سرنگون")
_LEMMAS = frozenset(
    ["انهدام پهپاد", "سرنگون کردن", "سرنگونی", "رهگیری", "منهدم کردن", "انهدام", "شکار کردن پهپاد", "هدف قرار دادن",
     "هدف … قرار دادن", "مورد اصابت قرار گرفتن", "اصابت", "فعال شدن پدافند", "سقوط", "هدف موشک قرار گرفتن",
     "خنثی‌سازی", "از بین بردن"]
)  # fmt: skip
# With these acts beside it, a word for a strike by drone may be the name of the drone that is brought down.
_SURE_LEMMAS = frozenset(["رهگیری", "منهدم کردن", "سرنگون کردن"])
_OTHER_OBJECT = re.compile(
    r"(?<![^\W_])(?:یک|دو|سه|چند|چندین|به|خودرو|خودرویی|خانه|سامانه|دفتر|برج|تجهیزات|تاسیسات|پایگاه|پایگاه ?های"
    r"|فرودگاه|ساختمان|محل|مقر|مواضع|پالایشگاه|نفتکش|کشتی|اهداف|سایت|اطراف)(?![^\W_])"
)
# Where or whom a craft strikes stands before the «را», and after no preposition («پهپادهای روسی مناطق شرقی شهر را …»).
_OWN_OBJECT = re.compile(
    r"(?<!در )(?<!فراز )(?<!آسمان )(?<!به )(?<!از )(?<![^\W_])(?:مناطق|منطقه|نقاط|شهر|شهرهای|روستا|روستاهای|روستای|بندر"
    r"|مرکز|مراکز|انبار|انبارهای|زیرساخت ?های|تانک|تانک ?های|نیروهای|نظامیان|سربازان)(?![^\W_])[^.!؟\n]*(?<![^\W_])را(?![^\W_])"
)
_MARK = re.compile(r"(?<![^\W_])را(?![^\W_])")
_AIRCRAFT = r"(?:بالگرد|هلیکوپتر|هلی کوپتر|جنگنده|هواپیمای جنگی|هواپیمای نظامی|هواپیما)"
_CREWED_DOWN = re.compile(
    rf"(?<![^\W_]){_AIRCRAFT}(?![^\W_])[^.!؟\n]{{0,60}}?(?<![^\W_])(?:سرنگون|ساقط|اسقاط)(?![^\W_])"
    rf"|(?<![^\W_])(?:سرنگونی|(?:سرنگون|ساقط) (?:شدن|کردن)|اسقاط) (?:{_WORD} ){{0,2}}?{_AIRCRAFT}(?![^\W_])"
)


def downed(scene: Scene) -> str | None:
    """What is brought down in a scene, or nothing."""
    if scene.lemma not in _LEMMAS:
        strike = scene.kind == "Air/drone strike" and scene.lemmas & _SURE_LEMMAS
        return "weapon" if strike and _any_downed(scene.key, _DOWNED_AT_LAST) else None
    if scene.says("airliner"):
        return "airliner"
    if any(
        not _FAILED.search(scene.key, max(0, at.start() - 40), at.start()) for at in _DOWNING_OF.finditer(scene.key)
    ):
        return "weapon"
    if _any_downed(scene.key, _DOWNED):
        return "weapon"
    if scene.lemma in _SURE_LEMMAS and _any_downed(scene.key, _DOWNED_AT_LAST):
        return "weapon"
    return "crew" if _CREWED_DOWN.search(scene.key) else None


def stopped(scene: Scene) -> bool:
    """Whether a weapon is told to be hit, met or shot down, whatever the act word: «هدف قرار گرفتن پهپاد»."""
    key = scene.key
    hit = "قرار" in key
    if hit and _HIT_OF.search(key):
        return True
    if scene.says("defence") and _MET.search(key) and not _FAILED.search(key):
        return True
    return (hit and _any_downed(key, _HIT_AT_LAST)) or (
        any(word in key for word in _SHOT) and _any_downed(key, _SHOT_DOWN)
    )


def _any_downed(key: str, pattern: re.Pattern[str]) -> bool:
    return any(_is_downed(key, found) for found in pattern.finditer(key))


def _is_downed(key: str, found: re.Match[str]) -> bool:
    """Whether the craft is what is hit and not what hits."""
    before = key[: found.start()]
    if _USED.search(before) or _KEPT.search(before):
        return False
    gap = found.group("gap") or ""
    if found.re is _HIT_AT_LAST:
        return not _MARK.search(gap)
    active = _MARK.search(gap) or found.group().endswith("اصابت")
    return not (active and (_OTHER_OBJECT.search(gap) or _OWN_OBJECT.search(gap)))
