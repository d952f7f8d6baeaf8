"""Outlook: whether the clause around a time speaks of the past, the present or the future.

In: a key and where an expression stands in it. Out: past, present, scheduled, future, announced or untold, by the first
verb after it; a verb of expectation just before it («قرار است روز شنبه …») looks forward too. A verb of saying tells
nothing of the day: «از برگزاری نشست در ۵ مهر خبر داد» is announced.
"""

import re

from pipeline.dates.registry import noun_before
from pipeline.dates.value import Outlook
from pipeline.dates.words import words_of_context

_AHEAD = 240
_BEHIND = 60
_BEHIND_RECURRING = 110
_SENTENCE_END = re.compile(r"[.!?؟\n؛]")
_PAST = (
    "شد|کرد|بود|گرفت|داد|رسید|یافت|رفت|گفت|افزود|نوشت|آمد|زد|کشت|گذشت|دانست|خواند|برد|خورد|گذاشت|ساخت|داشت"
    "|درگذشت|پیوست|بازگشت|برگشت|انجامید|پرداخت|کشید|ماند|افتاد|خاست"
)
_REPORTING = (
    "(?:با|ضمن) (?:بیان|اشاره|تاکید|اعلام|تشریح|تقدیر|انتقاد|تبریک|تسلیت|گرامی ?داشت|قدردانی|ابراز)"
    "|(?:حاکی|گفتنی|یادآور) است|اظهارداشت|تاکیدکرد|می (?:گوید|گویند|افزاید|نویسد)"
)
_IMPERFECT = "شد|کرد|داد|زد|آمد|برد|خورد|ماند|رسید|کشید|دید|توانست|خواند|گذراند|افزود|رفت|گفت"
_SCHEDULED = (  # the first letters of all come first: what may not stand before is dear to look for at each word
    "(?=[بتدم])(?:(?<!گفته )می (?:شود|شوند)|می (?:گیرد|گیرند|یابد|یابند|گردد|گردند)|(?<!نظر )(?<!گوش )(?<!چشم )می رس(?:د|ند)"
    "|(?<!انتظار )(?<!شمار )(?<!بین )(?<!گمان )(?<!احتمال )(?<!کار )(?<!فرو )می رو(?:د|ند|یم)"
    "|(?:(?<=آغاز )|(?<=شروع )|(?<=برگزار )|(?<=سفر )|(?<=دیدار )|(?<=ملاقات )|(?<=عرضه )|(?<=افتتاح )|(?<=رسیدگی )"
    "|(?<=حرکت )|(?<=سخنرانی )|(?<=شرکت )|(?<=بازی )"
    "|(?<=رای گیری )|(?<=کناره گیری ))می کن(?:د|ند|یم)|(?:(?<=رای )|(?<=جلسه ))می ده(?:د|ند)"
    "|(?:(?<=جلسه )|(?<=نشست ))دار(?:د|ند)"
    "|(?:(?<=جلسه )|(?<=قرار )|(?<=وقت )|(?<=نوبت )|(?<=دکتر )|(?<=امتحان )|(?<=کلاس )|(?<=پرواز )|(?<=مهمان )|(?<=برنامه ای ))"
    "دار(?:م|یم|ی|ید)|به رقابت می پرداز(?:د|ند)|تعطیل (?:است|هستند)"
    "|(?<!نظر )(?<!شمار )(?<!حساب )(?<!پدید )(?<!وجود )(?<!در )(?<!کنار )(?<!چشم )(?<!گرد )می آی(?:د|ند)|بر ?می گرد(?:د|ند|م|یم)"
    "|(?<!نظر )(?<!فکر )می ?(?:بین(?:مت|متان|متون|یمت|مش)|رو(?:م|یم)|ر(?:م|یم)|آی(?:م|یم)|ی?ا(?:م|د|یم)|رس(?:م|یم)))"
)
_LASTING = "(?:(?<=باران )|(?<=برف ))می بارد|قطع (?:است|هستند)"
_PRESENT = "بتوان\\w*|بشود|بشوند|هستیم|هستم|کنیم|باشیم|شویم|برپاست|برپا است|دارد|دارند|است|هستند|شود|شوند|گیرد|کند|کنند|برود|گردد"
# «برای شنبه میز رزرو کن», «جمعه به من زنگ بزنید», asked of a listener; not «جشنواره کن», «مهر را نگاه کنید»
_ASKED = (
    "(?=[بچک])(?<!می )(?<!نگاه )(?<!توجه )(?<!فرض )(?<!تصور )(?<!فکر )(?<!مقایسه )(?<!نشان )(?<!نشون )"
    "(?<!تماشا )(?<!دانلود )(?<!کلیک )(?<!مشاهده )(?<!ملاحظه )(?<!مطالعه )(?<!دنبال )(?<!دریافت )(?<!گوش )"
    "(?<!باور )(?<!محکوم )(?<!فراموش )(?<!حساب )(?<!تحقیق )(?<!در نظر )"
    "(?:(?:(?<!جشنواره )(?<!فستیوال )(?<!شهر )(?<!فیلم )(?<!در )(?<!به )(?<!از )کن"
    "|بگیر|بزن|بده|بخر|بیار|بنداز|بیا|برو|(?:بذ|بز|بگذ)ار)(?= ?[،,]?(?: (?:تا|که|و|لطفا|چون|برای|به) |$))"
    "|کنید|کنین|بگیرید|بزنید|بدهید|بدید|بخرید|بیاورید|بگذارید|بذارید|بیایید|بیاید|بروید|برید)|چطوره|چطور است"
)
_STRUCK = "(?:(?<=زلزله )|(?<=سیل )|(?<=جنگ )|(?<=بحران )|(?<=شتاب )|(?<=توفان ))زده"  # «هموطنان زلزله زده»
_VERB = re.compile(
    rf"\b(?=\w)(?:(?P<said>{_REPORTING})|(?P<asked>{_ASKED})"
    rf"|(?P<future>ن?خواه(?:د|ند|یم|م)|قرار است|در پیش است|(?:باید|بایستی)(?![^.]{{0,60}} می (?:{_IMPERFECT})))"
    rf"|(?P<past>(?<!یاد )(?<!ذکر )(?<!گفته )(?!{_STRUCK})(?:{_PAST})(?:ند|ه(?! (?:ن?خواه|ن?می شو|شو|باش))|(?!ه)))"
    rf"|(?P<lasting>{_LASTING})|(?P<scheduled>{_SCHEDULED})"
    rf"|(?P<present>(?<!گفته )می (?!(?:{_IMPERFECT})(?:ند|یم|م)?\b)\w+(?:د|م|یم|ند|ید)|{_PRESENT}))\b"
)
_SAYING = re.compile(
    r"(?:^|\s)(?:خبر|اعلام|تاکید|تصریح|اشاره|بیان|عنوان|اظهار|خواستار|خاطر نشان|خاطرنشان|یاد آور|یادآور|ابراز|پیش بینی"
    r"|نام گذاری|نامگذاری|اختصاص|تغییر|تعیین|موکول|منتشر|صادر|دعوت|ارایه|ارائه|مطرح|توصیه|پیشنهاد|ادعا|تهدید|توافق|تصویب|تمدید) ?$"
)
_SAID = ("گفت", "داشت", "گفته", "افزود", "نوشت", "دانست", "خواند", "افزوده")
_LONGEST_NOUN = 16
_HAD = " بود"
# «برای روز شنبه برنامه‌ریزی‌های لازم انجام شده است»
_PLANNED = re.compile(
    r"\b(?<!با )(?<!از )(?<!طبق )(?<!اساس )(?<!بدون )(?:برنامه ?ریزی|تمهیدات|تدارک)(?: ?های)?(?: \w+){0,2} $"
)
_BEEN, _LONGEST_PLAN = ("شده", "کرده", "دیده", "گرفته"), 40
_WHICH = " که"
_RELATIVE = re.compile(r"(?:(?<!\w)را|\wی) که(?!\w)")  # «مردی را که … دارد», «کسانی که … هستند»
# «در اغلب استان‌ها از تیرماه» is in most of them, not often
_RECURS = r"(?:هر ?سال|هر ?ساله|همه ?ساله|هر هفته|معمولا|(?<!در )(?<!از )(?<!به )(?<!با )(?<!برای )(?<!بر )اغلب(?! \w+ ?(?:ها|های)\b)|غالبا)"
_RECURS_BEFORE = re.compile(rf"(?<!\w){_RECURS} (?:[^\W_]+[ ،]+){{0,9}}$")
_RECURS_AFTER = re.compile(rf" ?،? ?{_RECURS}(?!\w)| (?:سال های|سالهای|سنوات) (?:گذشته|قبل|اخیر|پیش)(?!\w)")
_YEARLY_AFTER = re.compile(r" (?:هر ?سال|هر ?ساله|همه ?ساله)(?!\w)")
_EXPECTS = re.compile(
    r"\b(?:قرار است|انتظار می رود|پیش بینی (?:می شود|کرده(?: بود| است| اند)?|کرد)|قصد دارد|قصد دارند|خواهد|خواهند"
    r"|(?P<asks>یادآوری (?:کن|کنید)|یادم (?:بنداز|باشه|باشد)|یادت (?:باشه|نره)|لطفا)|دستور کار|باید(?= $)|حداکثر(?= $)|امیدوار\w*|امید است|می توان\w*|قادر)\b"
)
# «شنبه با فریاد «بس کنید» آمدند», «دوشنبه در نامه‌ای: جنگ را تمام کنید»: others are asked, on that day
_OF_ANOTHER = re.compile(
    r"[«\":]|(?<!\w)(?:خواست|گفت(?!و| ?گو)|فریاد|شعار|پلاکارد|دستور دا|درخواست (?:کرد|دار)|هشدار دا|اخطار دا|خطاب|زدند)"
)
_TILL_NOW = re.compile(r"(?<!\w)تا (?:امروز|دیروز|دیشب|امشب|حالا|کنون)")
_BECAUSE = re.compile(r"(?<!\w)(?:(?:در|به|بر) (?:پی|دنبال|دلیل|علت|خاطر|سبب|اثر)|(?:پس|بعد) از)(?: [^\W\d]+){0,4} $")
_SINCE, _UNTIL = "از ", " تا "
_TOLD = re.compile(r"\b(?:گفت|کرد|شد|داد|افزود|بود|گرفت|یافت|رسید|رفت)\b")


def recurs(key: str, start: int, end: int, is_span: bool) -> bool:
    """Whether a time is of every year or week: «هر ساله در محرم», «آخر هفته معمولا»; not «از مهر، هر هفته دو بار»."""
    if (_YEARLY_AFTER if is_span else _RECURS_AFTER).match(key, end):
        return True
    return _RECURS_BEFORE.search(key[max(0, start - _BEHIND_RECURRING) : start]) is not None


def outlook_of(key: str, start: int, end: int) -> Outlook:
    """The outlook of the clause that goes on after an expression; untold where it has no finite verb."""
    stop = _SENTENCE_END.search(key, end, end + _AHEAD)
    last = stop.start() if stop else end + _AHEAD
    verb = _main_verb(key, end, last, start)
    if _is_expected(key, start, end, verb):
        return "future"
    if verb is None:
        return "untold"
    if verb["said"]:
        return "announced"
    if verb["past"]:
        if verb["past"] in _BEEN and _PLANNED.search(key, max(end, verb.start() - _LONGEST_PLAN), verb.start()):
            return "scheduled"
        return "announced" if _is_said(key, end, verb) else "past"
    if verb["lasting"]:
        return "present" if _lasts_since(key, start, end) else "scheduled"
    return "future" if verb["future"] or verb["asked"] else "scheduled" if verb["scheduled"] else "present"


def _is_expected(key: str, start: int, end: int, verb: re.Match[str] | None) -> bool:
    """Whether a word before a time looks forward to it; «یادآوری کن که شنبه چه کسانی کشته شدند» does not."""
    before = list(_EXPECTS.finditer(key, max(0, start - _BEHIND), start))
    if not before or _SENTENCE_END.search(key, before[-1].end(), start) or _TOLD.search(key, before[-1].end(), start):
        return False
    return not before[-1]["asks"] or not (_is_of_what_was(key, start, end) or (verb is not None and verb["past"]))


def _is_of_what_was(key: str, start: int, end: int) -> bool:
    """«حمله شنبه را محکوم کنید», «از شنبه تا امروز را بشمارید»: a day gone, whatever is asked."""
    return (
        noun_before(key, start) in words_of_context("before_a_day_gone")
        or _TILL_NOW.search(key, start, end) is not None
    )


def _lasts_since(key: str, start: int, end: int) -> bool:
    """«از شنبه آب قطع است», «در پی انفجار شنبه برق قطع است»: since a day gone."""
    since = key.startswith(_SINCE, start) and _UNTIL not in key[start:end]
    because = _BECAUSE.search(key, max(0, start - _BEHIND), start)
    return since or because is not None or _is_of_what_was(key, start, end)


def is_of_words(key: str, start: int, end: int) -> bool:
    """Whether a stretch within a clause tells what is said: «گفت», «اعلام شد», « که »."""
    return f"{_WHICH} " in key[start:end] or any(
        verb["said"] or (verb["past"] and _is_said(key, start, verb)) for verb in _VERB.finditer(key, start, end)
    )


def _is_said(key: str, start: int, verb: re.Match[str]) -> bool:
    if verb["past"] in _SAID:
        return True
    return _SAYING.search(key[max(start, verb.start() - _LONGEST_NOUN) : verb.start()]) is not None


def tells_a_deed(key: str, end: int) -> bool:
    """Whether what follows tells a deed done: a simple or remote past, before any other verb of its sentence."""
    stop = _SENTENCE_END.search(key, end, end + _AHEAD)
    verb = _main_verb(key, end, stop.start() if stop else end + _AHEAD, end)
    if verb is None or verb["past"] is None:
        return False
    return not verb["past"].endswith("ه") or key.startswith(_HAD, verb.end())


def _main_verb(key: str, start: int, last: int, begun: int) -> re.Match[str] | None:
    """The first verb that is not of a relative clause begun after the expression, nor asked of others or of what was."""
    passed = 0
    for verb in _VERB.finditer(key, start, last):
        if verb["asked"] and (_OF_ANOTHER.search(key, start, verb.start()) or _is_of_what_was(key, begun, start)):
            continue
        if _WHICH not in key[start : verb.start()] or passed >= sum(
            1 for _ in _RELATIVE.finditer(key, start, verb.start())
        ):
            return verb
        passed += 1
    return None
