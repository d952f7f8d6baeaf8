"""Credits: a medium named after the story or beside it as where it is from, and where a line's own kicker begins.

In: a folded text, a sentence's key span, its media hits. Out: key spans. «… زخمی شدند./ تسنیم», «منبع: رویترز», a line
that is a medium's name alone; «تیتر  سخنگوی پلیس:», where two lines were joined and the second is who speaks.
"""

import re
from collections.abc import Sequence

from pipeline.mentions.scan import Hit
from pipeline.text.letters import Folded
from pipeline.text.tokens import Word

_SOURCE = re.compile(r"[^\w\n]{0,4}(منبع(?: خبر)?)\s?: ?[«\"(]?([^\W_]+(?: [^\W_]+){0,4})")
_BEFORE = re.compile(
    r"(?:^|[/|(\[«])[^\w]*(?:(?:خبرگزاری|روزنامه|شبکه|سایت|هفته نامه|پایگاه خبری|انتهای پیام) ?)?[«\"]?$"
)


def find_credit(key: str, start: int, end: int, media: Sequence[Hit]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The credit of the sentence key[start:end]: its name, and the mark or word that makes it one."""
    told = _SOURCE.match(key, start, end)
    if told is not None:
        return told.span(2), told.span(1)
    tags = key.find("#", media[-1].tail, end) if media else -1
    end = tags if tags >= 0 else end
    if not media or end - media[-1].tail > 4 or any(c.isalnum() for c in key[media[-1].tail : end]):
        return None
    last = media[-1]
    if key[last.tail : end].lstrip()[:1] in (":", "؟"):
        return None
    before = _BEFORE.search(key[max(start, last.start - 30) : last.start])
    if before is None or (not before.group().strip() and last.start - start > 30):
        return None
    return (last.start, last.tail), (last.start, last.tail)


def joined_line(folded: Folded, words: Sequence[Word], colon: int) -> int | None:
    """Where the last line begins of several that were joined by more than one space, before a colon; None where one."""
    source = folded.source
    for word in reversed(words):
        if word.start >= colon:
            continue
        at = folded.span(word.start, word.end)[0]
        if source[max(0, at - 2) : at].isspace() and at >= 2:
            return word.start
    return None
