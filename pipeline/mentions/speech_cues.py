"""Cues of speech: what each word of saying asks of its place.

In: `speech_verbs.csv`. Out: `Cue`s by lemma, with their light verbs and claim; the patterns of documents and of what shows.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons.load import read_rows, split_forms
from pipeline.text.letters import fold_word


@dataclass(frozen=True, slots=True)
class Cue:
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
DOCUMENT = re.compile(
    rf"(?<![^\W_])(?:در|طی) (?:ادامه |بخشی از |بخش دیگری از |متن |پایان ){{0,2}}((این |همین )?(?:یک )?(?:{_DOCUMENTS}))(?![^\W_])"
)
SHOWING = re.compile(r"(?:تصاویر|تصویر|ویدئو|ویدیو|فیلم|بررسی|تحلیل|داده|گزارش|آمار|اسناد|شواهد|نتایج)")


@cache
def cues_by_lemma() -> dict[str, Cue]:
    """Lexicon rows by lemma, read once."""
    rows = {}
    for row in read_rows("speech_verbs"):
        verbs = [fold_word(verb) for verb in split_forms(row["light_verbs"])]
        single = {verb[:-1] for verb in verbs if " " not in verb}
        several = [verb[:-1] for verb in verbs if " " in verb]
        passive = {"شد", "گشت", "گردید"} if "کرد" in single or "داد" in single else set()
        rows[row["lemma"]] = Cue(
            row["lemma"], row["kind"], row["claim"] or "reported", row["needs"], row["form_kind"] == "nominal_part",
            row["lemma"] in STRONG_VERBS, frozenset(single),
            frozenset(passive - ({"شد", "گشت"} if row["lemma"] in _ACTIVE_SHOD else set())),
            re.compile(rf"(?:{'|'.join(several)})(?:ه|ند|ه (?:است|اند|بود|بودند))?(?![^\W_])") if several else None,
        )  # fmt: skip
    return rows
