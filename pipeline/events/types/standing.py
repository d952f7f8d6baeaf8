"""Standing: rules that say whether an act happened, is past history, planned or denied.

In: a `Scene`. Out: the answers of the rules by name, the most reliable first; the learner weighs them with the age
of the row's date.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.events.acts.remembrances import remembrance_of
from pipeline.events.types.kind_words import said
from pipeline.events.types.scenes import Scene
from pipeline.text.tokens import finite_forms

Rule = Callable[[Scene], bool]
_WORD = re.compile(r"[^\W_]+")
_ONES = "یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه"
_TENS = "ده|پانزده|بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود"
_COUNT = rf"(?:\d+|{_ONES}|(?:{_TENS})(?: و (?:{_ONES}))?|چند|چندین)"
_LONG_AGO = re.compile(
    rf"(?<![^\W_])(?:{_COUNT} (?:و نیم )?(?:سال|ماه|دهه) (?:و نیم )?(?:پیش|قبل|گذشته)|سال ?ها (?:پیش|قبل)"
    rf"|(?:با )?گذشت (?:حدود |بیش از )?{_COUNT} (?:سال|ماه|دهه)"
    r"|سال گذشته|سال قبل|ماه گذشته|ماه قبل|دهه \d+|سال(?: ?های)? (?:1[23]\d\d|1[89]\d\d|20\d\d|[3-9]\d))(?![^\W_])"
)
_UNITS = ("سال", "ماه", "دهه")
_SINCE = re.compile(r"(?<![^\W_])از (?:زمان|ابتدای|آغاز|شروع|بدو|هنگام)(?![^\W_])")
_WAR = re.compile(
    rf"(?<![^\W_])(?:جنگ (?:اخیر|(?:{_COUNT}) ?روزه)|روز [^\W_]+ جنگ"
    r"|(?:در جریان|در طول|در طی|طی|در خلال|در زمان|در دوران|در|روزهای [^\W_]+|اوایل|ابتدای|آغاز|پایان) "
    r"(?:این |آن |دو )?(?:جنگ|جنگی|جنگها|جنگ های|سرکوب))(?![^\W_])"
)
_WARS = ("جنگ", "سرکوب")
_FUTURE = frozenset(["خواهد", "خواهند", "خواهیم", "خواهم", "نخواهد", "نخواهند", "نخواهیم"])
_COMMANDED = re.compile(r"(?<!به )(?<![^\W_])(?:دستور|فرمان|مجوز|تصویب|اجازه) (?:انجام |اجرای |آغاز |شروع )?$")
_OFF = "لغو|کنسل|انصراف|تعویق|تجدید ?نظر|منصرف|پشیمان|عقب نشینی"
_OFF_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?:{_OFF})(?:ش|شان)?(?: شدن| کردن)?(?: از| در)?|مانع (?:از )?(?:اجرای|انجام)|جلوگیری از"
    r"|خودداری از) (?:اجرای |انجام |این |تصمیم |طرح )?$"
)
_OFF_BEHIND = re.compile(r"^[^.؛:،]{0,70} را (?:[^\W_]+ ){0,2}(?:لغو|کنسل|متوقف|منتفی)(?![^\W_])")
_NOT_DONE = frozenset("نداده ندادند نداد نگرفته نگرفت نگرفتند نشده نشد نشدند نیفتاده نیفتاد نپیوسته نپیوست".split())
_UNDONE = re.compile(rf"(?<![^\W_])(?:انجام|صورت|رخ|روی|اتفاق|وقوع) (?:{'|'.join(sorted(_NOT_DONE))})(?![^\W_])")
_CHARGE_DENIED = re.compile(r"(?<![^\W_])(?:اتهام|گزارش نادرست)")
_CONFIRMED = re.compile(r"(?<![^\W_])(?:را تایید|به جز|به استثنای)(?![^\W_])")
_PRESUPPOSED = re.compile(
    r"(?<![^\W_])(?:در پی|به دنبال|پس از|بعد از|به دلیل|به خاطر|به علت|مسئول|عامل|عاملان|حادثه|واکنش به|پاسخ به|قربانیان|محکومیت"
    r"|تلافی) (?:وقوع |این |آن |سلسله )?$"
)
_MANAGING = frozenset("موفق توانست توانستند توانستیم توانسته".split())
_MANAGED = re.compile(r"(?<![^\W_])(?<!می )(?:موفق (?:شد|شدند|شدیم|شده)|توانست|توانستند|توانستیم|توانسته)(?![^\W_])")
_TO_BE = frozenset(["شود", "میشود", "میشه", "یابد", "مییابد", "ماند", "مانند", "گردد", "گیرد", "کنند", "کند"])
_LASTING = frozenset({"Non-violent transfer of territory", "Agreement"})
_GOING_ON = ("می", "نمی")
_COPULAS = frozenset(["است", "اند", "هستند", "نیست", "نیستند"])
_PERFECT_ENDS = frozenset(["بود", "بودند", "بودم", "بودیم"])


def _after(scene: Scene, words: int = 5) -> list[str]:
    """The words from the act word to the end of its predicate."""
    return scene.after[: words + 2]


@dataclass(frozen=True, slots=True)
class _OwnVerb:
    """An act's finite verb; `plain` marks «می‌…» and copulas, which are no subjunctives."""

    tense: str
    negative: bool
    plain: bool


def _own_verb(scene: Scene) -> _OwnVerb | None:
    """The first finite verb from the act word on; its «می» may stand apart."""
    forms, before = finite_forms(), ""
    for word in _after(scene):
        verb = forms.get(word)
        if verb is not None:
            going_on = before in _GOING_ON or word.startswith(_GOING_ON)
            negative = verb.negative or before == "نمی"
            return _OwnVerb(verb.tense, negative, plain=going_on or word in _COPULAS)
        before = word
    return None


def _behind(scene: Scene, chars: int = 45) -> str:
    """The text right behind the act word."""
    if scene.anchor is None:
        return ""
    at = scene.anchor.key_end - scene.start
    return scene.key[at : at + chars]


def _before(scene: Scene, chars: int = 45) -> str:
    if scene.anchor is None:
        return scene.key
    at = scene.anchor.key_start - scene.start
    return scene.key[max(0, at - chars) : at]


def own_verb(scene: Scene) -> Iterator[str]:
    """The tense of the act's own verb, and whether it is no subjunctive."""
    verb = None if scene.anchor is None else _own_verb(scene)
    if verb is not None:
        yield f"act.verb={verb.tense}.{verb.plain}"


def _reaches(words: re.Pattern[str], behind: str) -> bool:
    """Whether one of the words stands behind the act with no verb of another kind before it."""
    told = words.search(behind)
    return told is not None and finite_forms().keys().isdisjoint(_WORD.findall(behind[: told.start()]))


def era(scene: Scene) -> bool:
    """A time told as history: the imposed war, the Shah's days, Ashura."""
    return scene.says("past.era")


def anniversary(scene: Scene) -> bool:
    """A commemoration of the act."""
    return scene.says("past.anniversary")


def remembered(scene: Scene) -> bool:
    """The anniversary is the act's own: «سالگرد حمله به شهر», not «در سالگرد انقلاب به شهر حمله کردند»."""
    return scene.anchor is not None and remembrance_of(scene.key, 0, scene.anchor.key_start - scene.start) >= 0


def long_ago(scene: Scene) -> bool:
    """Months or years before the day of the story, or a year told, but for one that a time until now begins with."""
    told = _LONG_AGO.search(scene.key) if any(unit in scene.key for unit in _UNITS) else None
    if told is None:
        return False
    since = _SINCE.search(scene.key, max(0, told.start() - 60), told.start())
    return since is None or not finite_forms().keys().isdisjoint(scene.key[since.end() : told.start()].split())


def war(scene: Scene) -> bool:
    """«در جریان جنگ», «روز دهم جنگ», «جنگ اخیر»: the act is told as one of a war that is looked back on."""
    return any(word in scene.key for word in _WARS) and _WAR.search(scene.key) is not None


def before_that(scene: Scene) -> bool:
    """«پیش از این», «چندی پیش» with the act."""
    return scene.says("past.before")


def past_perfect(scene: Scene) -> bool:
    """The act's own verb is a past perfect: «کشته شده بود»."""
    words = _after(scene)
    for word, following in pairwise(words):
        if following in _PERFECT_ENDS and word.endswith("ه"):
            return True
        if word in finite_forms() and word not in _PERFECT_ENDS:
            return False
    return False


def future(scene: Scene) -> bool:
    """The act's own verb is a future: «حمله خواهند کرد», «مورد حمله قرار خواهند گرفت»."""
    forms = finite_forms()
    for word in _after(scene, 10):
        if word in _FUTURE:
            return True
        if word in forms:
            return False
    return False


def future_told(scene: Scene) -> bool:
    """A future verb anywhere in the unit: «محاصره شهر … به بندر نیز حمله خواهیم کرد», whose anchor is another word."""
    return not _FUTURE.isdisjoint(scene.words)


def conditional(scene: Scene) -> bool:
    """A condition is told: «اگر …», «در صورت …»."""
    return scene.says("plan.condition")


def order(scene: Scene) -> bool:
    """An order, a permission or a plot leads to the act."""
    return said("plan.order").search(_before(scene, 60)) is not None


def purpose(scene: Scene) -> bool:
    """The act is what something is done for: «برای حمله به …»."""
    return said("plan.purpose").search(_before(scene, 16)) is not None


def looming(scene: Scene) -> bool:
    """«حمله قریب‌الوقوع», «حمله احتمالی»: the act is said to be near, likely or arranged."""
    return said("plan.looming").search(_behind(scene)) is not None


def aim(scene: Scene) -> bool:
    """An aim, a plan or a decision leads to the act, from afar where the act's verb is a subjunctive."""
    return said("plan.aim").search(_before(scene, 160 if subjunctive(scene) else 45)) is not None


def meant(scene: Scene) -> bool:
    """«حمله قرار بود …», «حمله … در دستور کار است»: what is told behind the act, up to its verb, means it."""
    return _reaches(said("plan.meant"), _behind(scene, 90))


def commanded(scene: Scene) -> bool:
    """«دستور حمله», «مجوز تظاهرات»: the act itself is ordered; «به دستور …» is told of one that was done."""
    return _COMMANDED.search(_before(scene, 30)) is not None


def kept_from(scene: Scene) -> bool:
    """«لغو حمله», «حمله را لغو کرد», «انصراف از حمله»: the act itself is called off; acts of many days are stopped."""
    if scene.kind in _LASTING or (scene.anchor is not None and scene.anchor.text.startswith("حملات")):
        return False
    return _OFF_BEFORE.search(_before(scene, 40)) is not None or _OFF_BEHIND.search(_behind(scene, 90)) is not None


def scheduled(scene: Scene) -> bool:
    """«از فردا … آغاز می‌شود», «ظرف چند ساعت آینده انجام می‌شود»: a present verb told of a time to come."""
    return scene.says("plan.time") and any(w in _TO_BE for w in _after(scene, 14))


def threat(scene: Scene) -> bool:
    """A threat leads to the act."""
    return said("plan.threat").search(_before(scene, 90)) is not None


def demand(scene: Scene) -> bool:
    """A demand, a proposal or talks lead to the act."""
    return said("plan.demand").search(_before(scene, 60)) is not None


def called_off(scene: Scene) -> bool:
    """The act was ordered and called off."""
    return scene.says("plan.off")


def subjunctive(scene: Scene) -> bool:
    """The act's own verb is a subjunctive: «حمله کند», but for «توانستند … حمله کنند», which was done."""
    said_of = _own_verb(scene)
    return said_of is not None and said_of.tense == "present" and not said_of.plain and not _managed(scene)


def _managed(scene: Scene) -> bool:
    return not scene.words.isdisjoint(_MANAGING) and _MANAGED.search(_before(scene, 160)) is not None


def denied(scene: Scene) -> bool:
    """A report is called false in the unit, be it of another act; «اتهام‌ها را رد کرد» is no denial of what was done."""
    return scene.says("denial") and _CHARGE_DENIED.search(scene.key) is None


def act_denied(scene: Scene) -> bool:
    """«حمله به … را تکذیب کرد», «تکذیب حمله»: the act stands in the object of the denying verb."""
    if said("denial").search(_before(scene, 20)) is not None:
        return True
    behind = _behind(scene, 120)
    told = said("denial").search(behind)
    if told is None or _CHARGE_DENIED.search(behind) is not None:
        return False
    return _CONFIRMED.search(behind, 0, told.start()) is None


def undone(scene: Scene) -> bool:
    """«هیچ حمله‌ای … انجام نداده است»: the act is told not to have been done."""
    return not _NOT_DONE.isdisjoint(scene.words) and _reaches(_UNDONE, _behind(scene, 110))


def presupposed(scene: Scene) -> bool:
    """«در پی حمله», «مسئول حمله»: what follows from the act is told, so that it was done."""
    return _PRESUPPOSED.search(_before(scene, 30)) is not None


def negated(scene: Scene) -> bool:
    """The act's own verb is negated."""
    said_of = _own_verb(scene)
    return said_of is not None and said_of.negative


RULES: tuple[tuple[str, str, Rule], ...] = (
    ("called_off", "planned", called_off), ("future", "planned", future), ("aim", "planned", aim),
    ("threat", "planned", threat), ("demand", "planned", demand), ("subjunctive", "planned", subjunctive), ("looming", "planned", looming),
    ("meant", "planned", meant), ("commanded", "planned", commanded), ("kept_from", "planned", kept_from),
    ("scheduled", "planned", scheduled),
    ("future_told", "planned", future_told), ("conditional", "planned", conditional),
    ("order", "planned", order), ("purpose", "planned", purpose),
    ("act_denied", "denied", act_denied), ("undone", "denied", undone), ("denied", "denied", denied), ("negated", "denied", negated),
    ("remembered", "background", remembered), ("era", "background", era), ("anniversary", "background", anniversary), ("long_ago", "background", long_ago),
    ("before_that", "background", before_that), ("past_perfect", "background", past_perfect), ("war", "background", war),
    ("presupposed", "happened", presupposed),
)  # fmt: skip

# Rules whose word is no more than a hint: they do not count together with the others of their status.
WEAK_RULES = frozenset(
    "future_told conditional order purpose scheduled subjunctive denied negated"
    " war before_that past_perfect known_told".split()
)


def standings_of(scene: Scene) -> list[tuple[str, str]]:
    """The rules that answer and the status each speaks for; an act taken for granted is neither planned nor denied."""
    told = [(name, status) for name, status, rule in RULES if rule(scene)]
    granted = ("presupposed", "happened") in told
    return [(name, status) for name, status in told if not granted or status not in ("planned", "denied")]
