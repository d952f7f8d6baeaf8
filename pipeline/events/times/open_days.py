"""How far a time reckoned from a day reaches: «از ۷ مهر تاکنون» is open until the day of publication.

In: a `TimeMention`, the article's facts. Out: the same, or one that ends on the day of publication.
"""

import re
from dataclasses import replace

from pipeline.dates.calendars import jalali_text
from pipeline.dates.mention import TimeMention
from pipeline.events.facts import ArticleFacts
from pipeline.text.tokens import finite_forms

_REACH = 60  # characters of the key between «از زمان» and the day
_FROM_A_HAPPENING = re.compile(
    r"(?<![^\W_])از (?:زمان|ابتدای|آغاز|شروع|بدو|هنگام)(?: [^\W_]+)+?(?: در| از)?(?: روز)? ?$"
)


def until_now(facts: ArticleFacts, time: TimeMention) -> TimeMention:
    """«از ۱۰ مهر», «از زمان آغاز آتش‌بس در مهر»: a total reckoned from a past day reaches the day of publication."""
    published = facts.article.published_at
    first, last = time.date_start, time.date_end
    if published is None or first is None or last is None or last >= published.date() or not _is_start(facts, time):
        return time
    today = published.date()
    return replace(time, date_end=today, date_precision="range", date_jalali=jalali_text(first, today, "range"))


def _is_start(facts: ArticleFacts, time: TimeMention) -> bool:
    if time.relation == "since":
        return time.expression.last is None
    start = time.key_start
    phrase = _FROM_A_HAPPENING.search(facts.folded.key, max(0, start - _REACH), start)
    return phrase is not None and finite_forms().keys().isdisjoint(phrase.group().split())
