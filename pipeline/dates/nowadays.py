"""Nowadays: whether a bare «امروز» means our days, not the day of publication.

In: a key and where «امروز» stands in it. Out: True where its clause tells a state («امروز دشمن ضعیف شده است») and
nothing of that day: no meeting, match, price, hour or interview, and no deed in the simple past or the future.
"""

import re

from pipeline.dates.registry import noun_before
from pipeline.dates.sentences import SENTENCE_ENDS
from pipeline.dates.words import words_of_context

_AHEAD = 170
_BEHIND = 60
_END = re.compile(f"[{SENTENCE_ENDS}»]")
_GATHERING = (
    r"بازی\w*|دیدار\w*|رقابت|مسابق\w+|تمرین\w*|نشست(?!ه)\w*|جلسه|اجلاس|مراسم|همایش|مجله|روزنامه\w*|سرمقاله|شماره"
)
_PRICE = r"قیمت|نرخ|تومان|ریال|سکه|ارز|بورس|بازار"
_SEEN_TODAY = r"افتتاح|بهره ?برداری|برگزاری|راه ?اندازی|امضا|حضور|کلنگ"
_OF_THE_DAY = (
    rf"{_GATHERING}|{_PRICE}|لیگ|آیین|برگزار\w*|ساعت|خبرنگار\w*|گفت ?و ?گو\w*|گفتگو\w*|مصاحبه|هوا|هوای|دمای|باران\w*|دادگاه"
    r"|انفجار\w*|راهپیمایی|تظاهرات|هدف حمل\w+|کشته|زخمی|مجروح|بازداشت|دستگیر"
    r"|(?:سفر|ترک|دیدار|دیدن|ملاقات|بازدید|افتتاح|امضا|تشریح|آغاز|آغاز به کار) ن?می کن(?:د|ند)|به پایان می رس(?:د|ند)"
    rf"|با (?:بیان|اشاره|تاکید|حضور|اعلام|انتشار|صدور)|سالروز|سالگرد|مصادف|یادداشت|شاهد (?:{_SEEN_TODAY})\w*|نمادهای"
)
_PLAIN_PAST = (
    "شد|کرد|گرفت|داد|رسید|یافت|رفت|گفت|افزود|نوشت|آمد|زد|کشت|خواند|برد|خورد|گذاشت|درگذشت|پیوست|کشید|رساند"
    "|بست|پذیرفت|آورد|انداخت|فرستاد|گشت|ماند|برخاست|ریخت|سپرد|خاست|دانست|فروخت|داشت"
)
_NOUNS_TOO = (
    r"(?:ساخت|پرداخت|شکست|دید|گذشت|نشست|باخت|خرید)(?:ند|یم|م|(?= ?(?:[.،؛:!؟\n»/]|و |$)))"  # «در معرض دید جهانیان»
)
_VERB = re.compile(
    r"\b(?=\w)(?:(?P<state>است|هست(?:ند|یم|م|ید|ی)?|نیست(?:ند|یم|م|ید)?|باید|نباید|ن?دار(?:د|ند|یم|م|ید)|شاهدیم|بالاست|ن?باشد|ن?باشند|ماست|شماست|اند"
    r"|می ?باش\w+|بیش از هر|(?:به شمار|به حساب|محسوب|شناخته|نامیده|گفته|خوانده|زده|دیده|ساخته|مطرح|تولید|مصرف|استفاده|پایش|احساس|متوجه|مجبور|تهدید)"
    r" ن?می \w+|نمی (?:شود|شوند)|مقایسه کن(?:ید|یم)|قرار گرفته (?:ایم|است|اند))"
    rf"|(?P<day>{_OF_THE_DAY}|(?<!زیاده )ن?خواه(?:د|ند|یم|م|ید)|قرار است"
    r"|می توانید[^.؟\n]{0,50} (?:تماشا|ببینید|بشنوید)|ن?می (?:شود|شوند|رود|روند|گیرد|آید|خواهم|پرسد|خوانید)"
    rf"|(?:{_PLAIN_PAST})(?:ند|یم|م)?(?! (?:است|اند|ایم|باشد)\b)|{_NOUNS_TOO}|بود(?:م|یم|ند)?)"
    r"|(?P<act>ن?می \w+))\b"
)
_DAY_BEFORE = re.compile(
    rf"\b(?:(?:{_GATHERING}|{_PRICE}|گزارش|برنامه|حمل\w+|عملیات|خبر\w*)(?: \w+){{0,2}}"
    r"|همین|سفر|بازدید|مذاکرات|انفجار|تا|تا به|از|برای|به|صبح|روز|دیروز|اعلام|خب|بالاخره|سرانجام|احتمالی|قرار است|قرار بود) $"
)
_NOW_AFTER = re.compile(
    r" (?:(?:هم |نیز )?در (?:(?:کل|سراسر|تمام|همه) )?(?:جهان|دنیا|جامعه|کشور|منطقه)|جهان|دنیا|دنیای|جامعه|بشر|و (?:آینده|آیندگان)"
    r"|(?:ایرانی|آمریکایی|اروپایی|غربی)(?! ?ها))\b"
)
_FOR, _OF_US = "برای ", re.compile(r" (?:ما|مردم|جامعه|جوانان)\b(?! را)")  # «درس تاریخ برای امروز ما»
_THE_LAST_DAY = re.compile(r" (?:آخرین|اولین|نخستین|\w+مین) روز\b")  # «امروز آخرین روز مهلت است»
_COMPARED = re.compile(r"[^.؟!\n]{0,60} (?:تفاوت|متفاوت|فرق|از جنس|ریشه در)(?![^\W_])")
_BUT_TOMORROW = re.compile(r" نه ?،? ?(?:فردا|پس ?فردا|دیروز)\b")  # «امروز نه، فردا»; not «اگر امروز نه، فردا»
_NOW_BEFORE = (" مثل ", " مانند ", " همچون ", " همانند ", "تر از ", " بیش از ")
_OF_NOW = (" به قیمت ", "گذشته و ", "آنچه ", "آن چه ", "آنچه که ")
_UNLIKE, _DIFFERS = " با ", (" فرق", " تفاوت", " متفاوت", " قابل مقایسه", " مقایسه")
_LED = len("از ")
_OF_MANY = "های "  # «اتوبوس‌های امروز», but «خبرهای امروز»
_OF_NEWS = re.compile(
    r"\b(?:روزنامه|خبر|تحریم|اعدامی|عنوان|تیتر|حمله|انفجار|پرواز|درگیری|شهید|گفته|صحبت|حرف|کشته|تلفات|اعتراض|تجمع|ناآرامی|بحث"
    r"|رویداد|حادثه|اقدام|کلاس|درس|مطلب|یادداشت|پیام|تصمیم|شلیک|آزمون|ساعت) های $"
)
_OURS, _THIS_VERY = " ما ", "همین "
_TODAY, _CONTRAST = "امروز", 60
_WITNESSING = re.compile(
    rf" (?:ما )?شاهد (?!{_SEEN_TODAY}|بازی|دیدار|بارش|باران|حماسه|راهپیمایی)[^.؟!\n]{{3,70}}? (?:هستیم|هستند)\b"
)
_SAID_OF_OLD, _SAID_REACH = "فرمود", 200
_FARMUD = re.compile(r"\bفرمود\b(?! ?(?:ند|ه))")
# «به الگو تبدیل شده و …»
_HAS_BECOME = re.compile(r"\b(?:شده|کرده|رسیده|گرفته|یافته|توانسته)(?= ایم\b| (?:و|تا|که) )|(?:پذیر|مند)ند\b")
_IF, _IF_REACH = " اگر ", 40  # «اگر امروز زنده بود»
_IF_ENDS = re.compile(f"[{SENTENCE_ENDS}»،:]| که ")


def is_nowadays(key: str, start: int, end: int) -> bool:
    """Whether «امروز» at these bounds is of our days."""
    if key.startswith(_THIS_VERY, start):
        return False
    if is_of_old(key, start):
        return True
    if key.endswith(_NOW_BEFORE, 0, start + _LED * key.startswith("از ", start)):
        return True  # «بهتر از امروز»
    if key.endswith(_OF_NOW, 0, start) or (key.endswith(_UNLIKE, 0, start) and key.startswith(_DIFFERS, end)):
        return True  # «آنچه امروز می‌بینیم», «آن روزها با امروز فرق داشت»
    if key.endswith(_FOR, 0, start) and _OF_US.match(key, end):
        return True
    if _THE_LAST_DAY.match(key, end) or _DAY_BEFORE.search(key, max(0, start - _BEHIND), start):
        return False
    if _is_of_a_happening(key, start) and not _COMPARED.match(key, end):
        return False
    if _BUT_TOMORROW.match(key, end):
        return _is_supposed(key, start)
    if key.startswith(_OURS, end) and noun_before(key, start) in words_of_context("before_today_we"):
        return True  # «دغدغه امروز ما», not «سفر امروز ما»
    if _NOW_AFTER.match(key, end) or _WITNESSING.match(key, end):
        return True
    if key.endswith(_OF_MANY, 0, start) and _OF_NEWS.search(key, max(0, start - _BEHIND), start) is None:
        return True
    if _is_supposed(key, start):
        return True
    last = end + _AHEAD
    stop = _END.search(key, end, last)
    while stop is not None and stop.group() == "»" and "«" in key[end : stop.start()]:
        stop = _END.search(key, stop.end(), last)  # «گفتمان امروز، «آزادی» است»
    last = stop.start() if stop else last
    verb = _VERB.search(key, end, last)
    return _HAS_BECOME.search(key, end, last) is not None if verb is None else verb["day"] is None


def _is_of_a_happening(key: str, start: int) -> bool:
    """«تجمع امروز جامعه پزشکی», «سخنرانی تلویزیونی امروز وزیر»: what is done within a day."""
    happenings, before = words_of_context("done_in_a_day"), noun_before(key, start)
    if before.endswith("ی") and before not in happenings:
        before = noun_before(key, key.rfind(before, 0, start))
    return before in happenings


def _is_supposed(key: str, start: int) -> bool:
    _, supposed, between = f" {key[max(0, start - _IF_REACH) : start]}".rpartition(_IF)
    return bool(supposed) and not _IF_ENDS.search(between)


def is_of_old(key: str, start: int) -> bool:
    """«امام فرمود: فردا روز شهادت است»: said by one who is told of in the singular of reverence, long ago."""
    low = max(0, start - _SAID_REACH)
    return key.find(_SAID_OF_OLD, low, start) >= 0 and _FARMUD.search(key, low, start) is not None


def is_of_an_age(key: str, start: int, end: int) -> bool:
    """«امروز داعش و فردا القاعده»: «فردا» and «دیروز» beside an «امروز» of our days, or of what is supposed."""
    low, high = max(0, start - _CONTRAST), end + _CONTRAST
    at = key.rfind(_TODAY, low, start)
    if at < 0 or _END.search(key, at, start):
        at = key.find(_TODAY, end, high)
        if at < 0 or _END.search(key, end, at):
            return False
    return is_nowadays(key, at, at + len(_TODAY))
