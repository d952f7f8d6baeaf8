"""Cues of speech: the words that make somebody a speaker, and the scene they are read in.

In: `speech_verbs.csv`. Out: `SpeechMention`, the cues with their light verbs and claim, and the patterns
that tell a kicker, a document or an agent from other phrases.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.lexicons.load import read_rows, split_forms
from pipeline.mentions.speaker_phrases import Phrase, Spot
from pipeline.text.letters import Folded, fold_word
from pipeline.text.tokens import Verb, Word


@dataclass(slots=True)  # not frozen, as Hit is not
class SpeechMention:
    """A speaker and the words that make it one; `anaphor` where the speaker is «وی» or untold and must be looked up.

    `lemma` is the cue's, `is_person` whether one human speaks, `complement` what follows a verb of saying: colon, ke, comma, quote, and, end, other.
    """

    start: int
    end: int
    key_start: int
    key_end: int
    text: str
    name: str | None
    code: str | None
    source_type: str | None
    cue_start: int
    cue_end: int
    cue_text: str
    claim: str
    kind: str
    anaphor: bool
    rule: str
    lemma: str = ""
    complement: str = ""
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    """What a lexicon row asks of its place: light verbs by past root, those of several words, passive, needs."""

    lemma: str
    kind: str
    claim: str
    needs: str
    is_nominal: bool
    is_strong: bool
    roots: frozenset[str]
    passive: frozenset[str]
    phrases: re.Pattern[str] | None


@dataclass(slots=True)
class _Scene:
    """One sentence as the rules see it."""

    folded: Folded
    start: int
    end: int
    read: Callable[[], Sequence[Word]]
    spots: list[Spot]
    found: list[SpeechMention] = field(default_factory=list)
    outer: tuple[Phrase, str] | None = None
    _words: Sequence[Word] | None = None
    _starts: list[int] = field(default_factory=list)

    @property
    def words(self) -> Sequence[Word]:
        """The sentence's words, read at first use: most cues are refused without them."""
        if self._words is None:
            self._words = self.read()
            self._starts = [word.start for word in self._words]
        return self._words

    def word_at(self, offset: int) -> int:
        """Index of the first word that begins at or after a key offset."""
        return bisect_left(self._starts, offset) if self.words else 0


_BEFORE_LIGHT = frozenset("می نمی را هم نیز".split())
_NEAR_SUBJECT = frozenset({"مسئولیت پذیرفتن", "پذیرفتن"})
_ATTITUDE = frozenset({"بیان کردن", "اظهار داشتن"})  # «ابراز تاسف کرد»
_ACTIVE_SHOD = frozenset(
    {"یادآور شدن", "متذکر شدن", "خاطرنشان کردن", "مدعی شدن", "خواستار شدن", "منکر شدن", "اعتراف کردن"}
)
STRONG_VERBS = frozenset(
    {
        "گفتن", "افزودن", "نوشتن", "اعلام کردن", "خبر دادن", "گزارش دادن", "اظهار داشتن", "بیان کردن", "عنوان کردن", "تاکید کردن",
        "تصریح کردن", "خاطرنشان کردن", "یادآور شدن", "متذکر شدن", "اضافه کردن", "ادامه دادن", "توضیح دادن", "مدعی شدن", "ادعا کردن",
        "تایید کردن", "تکذیب کردن", "فاش کردن", "آوردن",
    }
)  # fmt: skip
_DOCUMENTS = "گزارش|گزارشی|بیانیه|بیانیه ای|اطلاعیه|اطلاعیه ای|خبر|نامه|نامه ای|پیام|پیامی|مقاله|مقاله ای|یادداشت|یادداشتی|توضیح|ادامه|متن|پست|مطلبی"
_DOCUMENT = re.compile(
    rf"(?<![^\W_])(?:در|طی) (?:ادامه |بخشی از |بخش دیگری از |متن |پایان ){{0,2}}((این |همین )?(?:یک )?(?:{_DOCUMENTS}))(?![^\W_])"
)
_AFTER = re.compile(r'\s?(?:(:)|(که)(?![^\W_])|([،,])|([«"(])|(و)(?![^\W_])|([.؛!؟\n]|$))')
_COMPLEMENTS = ("", "colon", "ke", "comma", "quote", "and", "end")
_TOLD = frozenset({"colon", "ke", "quote"})
_KICKER = re.compile(r'[^\w\n]{0,5}([^\W_]+(?:[ «»"()،.]{1,3}[^\W_]+){0,13}[»")]?)\s?(:|-(?= ))')
_NO_KICKER = frozenset(
    "منبع زمان نشانی اشاره ترجمه عکس تصویر فیلم ویدئو ویدیو سوال پرسش پاسخ توضیح گروه سرویس تاریخچه نکته فوری مترجم نویسنده"
    " مداح سخنران داور تحلیل گزارش خلاصه متن بیشتر جزئیات اصلاحیه نوشته برگردان عکاس جنگ لینک ببینید بخوانید مثلا یعنی".split()
)
_DESK = re.compile(r"[^\w\n]{0,3}(?:گروه|سرویس) (?:[^\W_]+ ?){1,3}?(?:-|:) ?")
_URGENT = re.compile(r"[^\w\n]{0,3}فو+ری ?[/|:-] ?")
SHOWING = re.compile(r"(?:تصاویر|تصویر|ویدئو|ویدیو|فیلم|بررسی|تحلیل|داده|گزارش|آمار|اسناد|شواهد|نتایج)")
_PLURAL = re.compile(r"(?:های|هایی|ها)(?![^\W_])")
_ASIDE = re.compile(r"\s?(?:\([^()\n]{1,24}\))?(?:\s?- ?[^-\n:،]{2,20} ?-)?")
_TALK = re.compile(r"\s?و\s?گو")
_NOT_TOLD = re.compile(r"(?:به (?:دست|وجود|عمل|بار|همراه|ارمغان|حساب|شمار)|فراهم|روی|بالا|پدید) $")
_BY = re.compile(r"(?: ?(?:است|اند))? ?(?<![^\W_])(?:از سوی|توسط|از جانب|از طرف) ")
_MODAL = re.compile(
    r"(?<![^\W_])(?:ب?توان (?:به [^\W_]{1,12} )?|باید |نباید |می شود )$"
)  # «می‌توان به جرات گفت»: nobody says it
_OPENS = ' «"(' + "'"


@cache
def _cues() -> dict[str, _Cue]:
    """Lexicon rows by lemma, read once."""
    rows = {}
    for row in read_rows("speech_verbs"):
        verbs = [fold_word(verb) for verb in split_forms(row["light_verbs"])]
        single = {verb[:-1] for verb in verbs if " " not in verb}
        several = [verb[:-1] for verb in verbs if " " in verb]
        passive = {"شد", "گشت", "گردید"} if "کرد" in single or "داد" in single else set()
        rows[row["lemma"]] = _Cue(
            row["lemma"], row["kind"], row["claim"] or "reported", row["needs"], row["form_kind"] == "nominal_part",
            row["lemma"] in STRONG_VERBS, frozenset(single),
            frozenset(passive - ({"شد", "گشت"} if row["lemma"] in _ACTIVE_SHOD else set())),
            re.compile(rf"(?:{'|'.join(several)})(?:ه|ند|ه (?:است|اند|بود|بودند))?(?![^\W_])") if several else None,
        )  # fmt: skip
    return rows


def _root(text: str, verb: Verb | None, before: str) -> str | None:
    """The past root of a verb in the third person that asserts something, or of a participle; else None."""
    if verb is None:
        return text[:-1] if text.endswith("ه") else None
    past, _, _ = verb.lemma.partition("#")
    if verb.tense == "present" and not (text.startswith(("می", "نمی")) or before in ("می", "نمی") or past == "بود"):
        return None
    if text.endswith(("م", "ی")) or (text.endswith("ید") and verb.plural):
        return None
    return past


def _plain(cue: _Cue) -> _Cue:
    """«تایید نکرد» neither confirms nor denies."""
    return _Cue(
        cue.lemma, cue.kind, "reported", cue.needs, cue.is_nominal, cue.is_strong, cue.roots, cue.passive, cue.phrases
    )
