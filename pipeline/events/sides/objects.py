"""Objects: the phrases that «را» closes.

In: the key of a text, a sentence's words, verbs, acts, phrases and their standings. Out: the phrases, by their place
in the sentence: the last before «را» that no preposition governs, and those of its list.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.events.facts import Sentence
from pipeline.events.sides.acts import Act
from pipeline.events.sides.owners import BASE
from pipeline.mentions.actors.find import ActorMention
from pipeline.text.tokens import Word

# Between a phrase and «را»: a preposition, or a pronoun or act that is the object itself («X مسئولیت آن را …»).
_NOT_OBJECT = re.compile(r"(?<![^\W_])(?:به|با|از|علیه|توسط|که|آن|آنها|آنان|او|وی|ایشان|مس[ئو]ولیت)(?![^\W_])")
# A thing that stands somewhere carries what tells where and whose it is («پایگاه X در کنار Y را»).
_NOT_SITE = re.compile(r"(?<![^\W_])(?:با|علیه|توسط|که|آن|آنها|آنان|او|وی|ایشان|مس[ئو]ولیت)(?![^\W_])")
_IN = re.compile(r"(?<![^\W_])(?:در|از|به|تا|نزدیک|نزدیکی|اطراف|حومه|شمال|جنوب|شرق|غرب|مرکز|منطقه|استان)\s$")
# What was sent, with from where: «پهپادهای شلیک شده از X را».
_SENT = re.compile(r" (?:شلیک|پرتاب|اعزام|فرستاده|ارسال|وارد) شده (?:از|به|به سمت|به سوی) [^.؛:،,]+? ")
# Who holds an office of one place, and is named by it.
_OFFICIAL = re.compile(r"(?:والی|استاندار|فرماندار|بخشدار|شهردار|ولسوال|امام جمعه|خطیب جمعه|کنسول|سرکنسول)(?![^\W_])")
_FORMER = re.compile(r" (?:سابق|پیشین|وقت|اسبق) ")
_MARK = re.compile(r"[.؛:]")
# «دو نفر», «سه تن از …», «شماری»: who is counted is the object; «دویست میلیون دلاری» measures and counts nobody.
_COUNTED = re.compile(
    r"(?<![^\W_])(?:نفر|تن|فرد|نفری|فروند|دستگاه|قبضه|تعدادی|شماری|جمعی|گروهی|برخی|عده ای|بسیاری|بخشی|یکی|همه|تمام|تمامی|کلیه)(?![^\W_])"
)
_NUMBER = re.compile(
    r"(?<![^\W_])(?:[0-9][0-9.,/]*|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|بیست|سی|صد|یکصد|دویست|هزار|میلیون|چند|چندین)(?![^\W_])"
)
# A plan or what one has of one's own, that stands before «را» itself: «طرحی را», «توان خود را».
_PLAN = re.compile(
    r"(?<![^\W_])(?:دستور|طرح|برنامه|تصمیم|پیشنهاد|بیانیه|خبر|گزارش|ادعا|موضوع|مطلب|روند|اقدام|فعالیت|تلاش|بسته|توافق|پیام)"
    r"(?:\s?(?:ی|ها|های|هایی))?\sرا$|[^\W_]\s(?:خود|خویش)\sرا$|(?<![^\W_])[^\W_]*(?:اتی|یی) را$"
)
_COMMA = re.compile("[،,]")
_FAR = 90


def objects_of(
    key: str,
    sentence: Sentence,
    verbs: Sequence[Word],
    acts: Sequence[Act],
    markers: Sequence[tuple[str, bool]],
) -> Iterator[int]:
    """The phrases that a «را» of the sentence closes; `markers` are what governs each, and whether the one before is its pair."""
    actors = sentence.actors
    for word in sentence.words:
        if word.text != "را":
            continue
        floor = max((verb.end for verb in verbs if verb.end <= word.start), default=sentence.start)
        at = bisect_left(actors, word.start, key=lambda actor: actor.key_end) - 1
        while at >= 0 and actors[at].key_start >= floor and markers[at][0] not in ("^", "noun", "of"):
            at -= 1
        if at < 0 or actors[at].key_start < floor or word.start - actors[at].key_end > _FAR:
            continue
        if not _is_object(key, sentence, actors[at], markers[at][0], acts, word):
            continue
        yield at
        while markers[at][1]:
            apart = _COMMA.search(key, actors[at - 1].key_end, actors[at].key_start)
            if apart and _is_site(key, actors[at]) and not _is_site(key, actors[at - 1]):
                break  # «ارتش هند، پایگاه … را»: who does it stands before the list
            at -= 1
            yield at


def _is_site(key: str, actor: ActorMention) -> bool:
    """Whether a phrase is a thing that moves nowhere by itself and strikes nobody."""
    return bool(BASE.match(key, actor.key_start)) or (actor.number == "thing" and actor.role != "MIL")


def _is_object(key: str, sentence: Sentence, actor: ActorMention, marker: str, acts: Sequence[Act], word: Word) -> bool:
    """Whether «را» closes the phrase and not what stands between them."""
    start, end = actor.key_end, word.start
    between = key[start:end]
    is_site = _is_site(key, actor)
    if not between.strip() or _SENT.fullmatch(between) or _is_post(key, sentence, actor, between):
        return True
    if _MARK.search(between) or (_NOT_SITE if is_site else _NOT_OBJECT).search(between):
        return False
    if _COUNTED.search(between) or (not is_site and _NUMBER.search(between)):
        return False  # «پلیس سه نفر را …»: the counted are the object
    if any(_is_object_itself(key, act, start, end) for act in acts):
        return False  # «بالگردها حملاتی را …»: the act is
    if _PLAN.search(key, start, word.end):
        return False
    # «ارتش X شهرهای الف و ب را …»: the places are
    return is_site or marker != "^" or not _names_place(key, sentence, start, end)


def _is_post(key: str, sentence: Sentence, actor: ActorMention, between: str) -> bool:
    """Whether only the place stands between that an official is of («شهردار خان یونس را»)."""
    if not _OFFICIAL.match(key, actor.key_start):
        return False
    former = _FORMER.match(between)
    start, end = actor.key_end + (former.end() if former else 1), actor.key_end + len(between.rstrip())
    return any(place.key_start == start and place.key_end == end for place in sentence.places)


def _is_object_itself(key: str, act: Act, start: int, end: int) -> bool:
    """Whether an act word in key[start:end] is a noun, not what was done to the phrase («موشک شلیک شده را»)."""
    return act.start >= start and act.end <= end and act.valency != "death" and not key.startswith(" شده", act.end)


def _names_place(key: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a place that no preposition governs stands in key[start:end]."""
    spans = [(p.key_start, p.key_end) for p in sentence.places if start <= p.key_start and p.key_end <= end]
    return any(not _IN.search(key, start, first) for first, _ in spans)
