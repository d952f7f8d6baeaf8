"""Sums: rules that say whether a sentence tells one happening or sums many of them over a time.

In: a sentence and its `Scene`. Out: the names of the rules that see a sum; the learner weighs them.
"""

import re
from collections.abc import Callable

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.types.scenes import Scene

Rule = Callable[[ArticleFacts, Sentence, Scene], bool]
_NUMBER = r"(?:\d[\d,.]*|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|دوازده|بیست|چند|چندین|ده ها|دهها)"
_UNIT = r"(?:سال|ماه|هفته|روز|ساعت)"
_OVER = r"(?:طی|ظرف|در طول|در خلال|در عرض|در)"


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])")


_SINCE = _whole(
    "از (?:ابتدای|ابتدا|آغاز|اول|زمان|اوایل|اواخر|اواسط|هنگام)", "تاکنون", "تا کنون", "تابحال", "تا به (?:حال|امروز)"
)
_TOTAL = _whole(
    "در مجموع", "مجموعا", "جمعا", "روی هم", "در کل", "آمار(?: ?ها| ?های)?", "میانگین", "تجمیع",
    r"(?:تعداد|شمار|آمار) (?:کل )?(?:کشته|شهدا|شهیدان|تلفات|قربانیان|زندانیان|سربازان)\w*",
)  # fmt: skip
_SPAN = _whole(
    rf"{_OVER} (?:این )?(?:{_NUMBER} )?{_UNIT}(?: ?های?)? (?:گذشته|اخیر|قبل)", f"{_UNIT} ?های (?:اخیر|گذشته)",
    rf"(?:{_OVER}|پس از) {_NUMBER} {_UNIT} (?:جنگ|دفاع|درگیری|حمله)", "در این مدت",
)  # fmt: skip
_REACHED = re.compile(
    r"(?<![^\W_])به (?:بیش از )?\d[\d,.]*(?: هزار)?(?: و \d+)? ?(?:تن|نفر|کشته|شهید)?[^.\n]{0,25}"
    r"(?:رسید|رسیده|می رسد|افزایش یافت)"
)
_TIMES = _whole(
    f"{_NUMBER} (?:بار|مرتبه|دفعه|مورد|فقره)", "هر از چند گاهی", "هر روز", "روزانه", "مکرر", "پیاپی", "همواره"
)
_MANY = _whole("مختلف", "متعدد", "پراکنده", "جداگانه")
_LARGE = 300


def since(facts: ArticleFacts, sentence: Sentence, scene: Scene) -> bool:
    """«از ابتدای …», «تاکنون»."""
    return _SINCE.search(scene.key) is not None


def total(facts: ArticleFacts, sentence: Sentence, scene: Scene) -> bool:
    """«در مجموع», «شمار کشته‌ها», «آمار»."""
    return _TOTAL.search(scene.key) is not None


def span(facts: ArticleFacts, sentence: Sentence, scene: Scene) -> bool:
    """«طی سه سال گذشته», «ماه‌های اخیر»."""
    return _SPAN.search(scene.key) is not None


def reached(facts: ArticleFacts, sentence: Sentence, scene: Scene) -> bool:
    """A toll that «reached» a figure."""
    return _REACHED.search(scene.key) is not None


def times(facts: ArticleFacts, sentence: Sentence, scene: Scene) -> bool:
    """«۲۰ بار», «هر روز»."""
    return _TIMES.search(scene.key) is not None


def counted(facts: ArticleFacts, sentence: Sentence, scene: Scene) -> bool:
    """Acts with a number before them: «۸۰۰ عملیات»."""
    if scene.anchor is None:
        return False
    return any(
        0 <= scene.anchor.key_start - number.key_end <= 2 and ((number.low or 0) >= 5 or number.is_vague)
        for number in facts.numbers
        if sentence.start <= number.key_start
    )


def many(facts: ArticleFacts, sentence: Sentence, scene: Scene) -> bool:
    """«حملات مختلف», «درگیری‌های پراکنده»."""
    return _MANY.search(scene.key) is not None


def plural(facts: ArticleFacts, sentence: Sentence, scene: Scene) -> bool:
    """The act word is a plural."""
    if scene.anchor is None:
        return False
    text = scene.key[scene.anchor.key_start - scene.start : scene.anchor.key_end - scene.start]
    return text.startswith("حملات") or text.endswith(("ها", "های", "هایی"))


def large(facts: ArticleFacts, sentence: Sentence, scene: Scene) -> bool:
    """A toll of hundreds or thousands."""
    return any((figure.low or 0) >= _LARGE for figure in sentence.casualties)


RULES: tuple[tuple[str, Rule], ...] = (
    ("since", since), ("total", total), ("span", span), ("reached", reached), ("times", times), ("counted", counted),
    ("many", many), ("plural", plural), ("large", large),
)  # fmt: skip


def sums_in(facts: ArticleFacts, sentence: Sentence, scene: Scene) -> list[str]:
    """The names of the rules that see a sum in a sentence."""
    return [name for name, rule in RULES if rule(facts, sentence, scene)]
