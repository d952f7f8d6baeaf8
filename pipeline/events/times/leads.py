"""What a date hangs on: its verb, what leads its noun phrase, whose clause it stands in.

In: a sentence, a date of it, the act. Out: names for the features of dates; whether a date is never an act's.
"""

import re
from bisect import bisect_left, bisect_right

from pipeline.dates.mention import TimeMention
from pipeline.events.facts import Sentence, by_start
from pipeline.events.merging.likeness import HAPPENINGS
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import finite_forms

_REACH = 45  # characters of the key before a date
_LEADS = re.compile(
    r"(?<![^\W_])(?:(?P<cause>در ارتباط با|به اتهام|به جرم|دست داشتن در|مسئول|عوامل|عاملان|عامل|متهمان|متهم|مظنون\w*)"
    r"|(?P<like>نظیر|مشابه|مانند|همانند|همچون|نسبت به|در مقایسه با)|(?P<eve>در آستانه)|(?P<answer>در (?:پاسخ|واکنش) به)"
    r"|(?P<after>پس از|بعد از|در پی)|(?P<before>پیش از|قبل از)|(?P<on>استمرار|ادامه|تداوم)"
    r"|(?P<report>خطبه های|نماز ?جمعه|گزارش|شماره|نشست|جلسه|مصاحبه|بیانیه|سخنرانی|سخنان))(?![^\W_])"
)
_STOPS = re.compile(r"[،,.؛;:!?؟\n«»()]")
_BULLETIN = re.compile(
    r"(?<![^\W_])(?:گزیده|مهم ?ترین|سرخط|تیتر|چکیده|خلاصه) (?:\w+ ){0,1}(?:اخبار|خبرها|خبرهای|روزنامه های)(?: \w+){0,3}(?: در)?(?: روز)? ?$"
)
_BULLETIN_REACH = 60
# «رهگیری کرده و …»: a clause may end with a bare participle
_PARTICIPLES = frozenset(["کرده", "شده", "گرفته", "داده", "زده", "رسیده", "بوده"])
_ENDS_A_CLAUSE = re.compile(r" (?:و|که) | ?[،.]")
_HAPPENING = re.compile(rf"(?:{HAPPENINGS})(?:های|ها|ای|هایی|ی)?$")


def governing_verb(sentence: Sentence, end: int) -> tuple[int, int] | None:
    """Span of the finite verb on which what ends at `end` depends: the next one, past those of clauses with «که»."""
    forms = finite_forms()
    depth = 0
    words = sentence.words
    for word in words[bisect_left(words, end, key=by_start) :]:
        if word.text == "که":
            depth += 1
        elif word.text in forms or (word.text in _PARTICIPLES and _ENDS_A_CLAUSE.match(sentence.key, word.end)):
            if not depth:
                return word.start, word.end
            depth -= 1
    return None


def lead_of(sentence: Sentence, time: TimeMention) -> str:
    """What leads the noun phrase of a date: «به اتهام حمله ۵ مهر» is a cause, «نظیر حوادث ۵ مهر» a likeness."""
    key = sentence.key
    low, high = max(sentence.start, time.key_start - _REACH), time.expression.core_start
    found = None
    for match in _LEADS.finditer(key, low, high):
        found = match
    if found is None or _STOPS.search(key, found.end(), high):
        return "-"
    forms = finite_forms()
    return "-" if any(word in forms for word in key[found.end() : high].split()) else found.lastgroup or "-"


def is_of_a_bulletin(sentence: Sentence, time: TimeMention) -> bool:
    """«گزیده اخبار سیاسی در روز ۵ مهر»: the day of the collection, no act's."""
    low = max(sentence.start, time.key_start - _BULLETIN_REACH)
    return _BULLETIN.search(sentence.key, low, time.expression.core_start) is not None


def clause_of(sentence: Sentence, time: TimeMention, trigger: TriggerMention | None) -> str:
    """Whose «که»-clause a date stands in without the act: that of a happening, a body, a place, another noun; else none."""
    words, forms = sentence.words, finite_forms()
    at = bisect_left(words, time.key_start, key=by_start) - 1
    while at >= 0 and words[at].text != "که":
        if words[at].text in forms:
            return "-"
        at -= 1
    if at < 1 or words[at - 1].text in forms:
        return "-"
    end = next((w.end for w in words[bisect_right(words, time.key_end - 1, key=by_start) :] if w.text in forms), None)
    if end is None or (trigger is not None and words[at].start < trigger.key_start < end):
        return "-"
    head = words[at - 1] if words[at - 1].text != "را" else words[max(0, at - 2)]
    near = (head.start - 2, head.end + 1)
    if any(t.key_start <= head.start < t.key_end for t in sentence.triggers) or _HAPPENING.search(head.text):
        return "happening"
    for name, spans in (("body", sentence.actors), ("place", sentence.places)):
        if any(s.key_start < near[1] and near[0] < s.key_end for s in spans):
            return name
    return "noun"
