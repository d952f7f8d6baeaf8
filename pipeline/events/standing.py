"""Standing: rules that say whether an act happened, is past history, planned or denied, and whether it is a sum.

In: a `Scene`. Out: the answers of the rules by name, the most reliable first; the learner weighs them with the age
of the row's date.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.events.kind_words import said
from pipeline.events.scenes import Scene
from pipeline.text.tokens import finite_forms

Rule = Callable[[Scene], bool]
_WORD = re.compile(r"[^\W_]+")
_COUNT = r"(?:\d+|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|چند|چندین)"
_LONG_AGO = re.compile(
    rf"(?<![^\W_])(?:{_COUNT} (?:و نیم )?(?:سال|ماه|دهه) (?:و نیم )?(?:پیش|قبل|گذشته)|سال ?ها (?:پیش|قبل)"
    r"|سال گذشته|سال قبل|ماه گذشته|ماه قبل|دهه \d+|سال(?: ?های)? (?:1[23]\d\d|1[89]\d\d|20\d\d|[3-9]\d))(?![^\W_])"
)
_FUTURE = frozenset(["خواهد", "خواهند", "خواهیم", "خواهم", "نخواهد", "نخواهند", "نخواهیم"])
_GOING_ON = ("می", "نمی")
_COPULAS = frozenset(["است", "اند", "هستند", "نیست", "نیستند"])
_PERFECT_ENDS = frozenset(["بود", "بودند", "بودم", "بودیم"])


def _after(scene: Scene, words: int = 5) -> list[str]:
    """The words from the act word to the end of its predicate."""
    if scene.anchor is None:
        return []
    at = scene.anchor.key_start - scene.start
    return _WORD.findall(scene.key[at : at + 120])[: words + 2]


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


def era(scene: Scene) -> bool:
    """A time told as history: the imposed war, the Shah's days, Ashura."""
    return scene.says("past.era")


def anniversary(scene: Scene) -> bool:
    """A commemoration of the act."""
    return scene.says("past.anniversary")


def long_ago(scene: Scene) -> bool:
    """Months or years before the day of the story, or a year told."""
    return _LONG_AGO.search(scene.key) is not None


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
    """The act's own verb is a subjunctive: «حمله کند»."""
    said_of = _own_verb(scene)
    return said_of is not None and said_of.tense == "present" and not said_of.plain


def denied(scene: Scene) -> bool:
    """The report of the act is called false."""
    return scene.says("denial")


def negated(scene: Scene) -> bool:
    """The act's own verb is negated."""
    said_of = _own_verb(scene)
    return said_of is not None and said_of.negative


RULES: tuple[tuple[str, str, Rule], ...] = (
    ("called_off", "planned", called_off), ("future", "planned", future), ("aim", "planned", aim),
    ("threat", "planned", threat), ("demand", "planned", demand), ("subjunctive", "planned", subjunctive), ("looming", "planned", looming),
    ("future_told", "planned", future_told), ("conditional", "planned", conditional),
    ("order", "planned", order), ("purpose", "planned", purpose),
    ("denied", "denied", denied), ("negated", "denied", negated),
    ("era", "background", era), ("anniversary", "background", anniversary), ("long_ago", "background", long_ago),
    ("before_that", "background", before_that), ("past_perfect", "background", past_perfect),
)  # fmt: skip

# Rules whose word is no more than a hint: they do not count together with the others of their status.
WEAK_RULES = frozenset({"future_told", "conditional", "order", "purpose"})


def standings_of(scene: Scene) -> list[tuple[str, str]]:
    """The rules that answer and the status each speaks for."""
    return [(name, status) for name, status, rule in RULES if rule(scene)]
