"""Outlook: whether the clause around a time speaks of the past, the present or the future.

In: a key and where an expression stands in it. Out: past, present, future or untold, by the first verb after it; a
verb of expectation just before it («قرار است روز شنبه …») looks forward too.
"""

import re

from pipeline.dates.value import Outlook

_AHEAD = 240
_BEHIND = 60
_FEW_WORDS = 3
_SENTENCE_END = re.compile(r"[.!?؟\n؛]")
_PAST = "شد|کرد|بود|گرفت|داد|رسید|یافت|رفت|گفت|افزود|نوشت|آمد|زد|کشت|گذشت|دانست|خواند|برد|خورد|گذاشت|ساخت"
_IMPERFECT = "شد|کرد|داد|زد|آمد|برد|خورد|ماند|رسید|کشید|دید|توانست|خواند|گذراند|افزود|رفت|گفت"
_SCHEDULED = "می (?:شود|شوند|گیرد|گیرند|یابد|یابند|گردد|گردند)"
_PRESENT = "بتوان\\w*|کنیم|باشیم|شویم|برپاست|برپا است|دارد|دارند|است|هستند|شود|شوند|گیرد|کند|کنند|برود|گردد"
_VERB = re.compile(
    r"\b(?:(?P<future>ن?خواه(?:د|ند|یم|م)|قرار است|در پیش است)"
    rf"|(?P<past>(?:{_PAST})(?:ند|ه)?)"
    rf"|(?P<scheduled>{_SCHEDULED})"
    rf"|(?P<present>می (?!(?:{_IMPERFECT})(?:ند|یم|م)?\b)\w+(?:د|م|یم|ند|ید)|{_PRESENT}))\b"
)
_EXPECTS = re.compile(
    r"\b(?:قرار است|انتظار می رود|پیش بینی می شود|قصد دارد|قصد دارند|خواهد|خواهند"
    r"|امیدوار\w*|امید است|می توان\w*|قادر)\b"
)
_TOLD = re.compile(r"\b(?:گفت|کرد|شد|داد|افزود|بود)\b")


def outlook_of(key: str, start: int, end: int) -> Outlook:
    """The outlook of the clause that goes on after an expression; untold where it has words but no finite verb."""
    stop = _SENTENCE_END.search(key, end)
    last = min(stop.start() if stop else len(key), end + _AHEAD)
    before = [match.end() for match in _EXPECTS.finditer(key, max(0, start - _BEHIND), start)]
    if before and not _SENTENCE_END.search(key, before[-1], start) and not _TOLD.search(key, before[-1], start):
        return "future"
    verb = _VERB.search(key, end, last)
    if verb is None:
        return "untold" if len(key[end:last].split()) >= _FEW_WORDS else "past"
    if verb["past"]:
        return "past"
    return "future" if verb["future"] else "scheduled" if verb["scheduled"] else "present"
