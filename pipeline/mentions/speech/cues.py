"""Cues of speech: what each word of saying asks of its place.

In: `speech_verbs.csv`. Out: `Cue`s by lemma, with their light verbs and claim; lemmas by trait; the patterns of documents and of what shows.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons.load import read_rows, split_forms
from pipeline.text.letters import fold_word


@dataclass(frozen=True, slots=True)
class Cue:
    """What a lexicon row asks of its place: light verbs by past root, those of several words, passive, needs, traits."""

    lemma: str
    kind: str
    claim: str
    needs: str
    is_nominal: bool
    roots: frozenset[str]
    passive: frozenset[str]
    phrases: re.Pattern[str] | None

    def has(self, trait: str) -> bool:
        """Whether the lexicon gives it a trait."""
        return self.lemma in lemmas_with(trait)


@cache
def lemmas_with(trait: str) -> frozenset[str]:
    """Lemmas of a trait of `speech_verbs.csv`. Raises KeyError for one that no row has."""
    return _lemmas_by_trait()[trait]


@cache
def _lemmas_by_trait() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_rows("speech_verbs"):
        for trait in split_forms(row["traits"]):
            found.setdefault(trait, set()).add(row["lemma"])
    return {trait: frozenset(lemmas) for trait, lemmas in found.items()}


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
            frozenset(single),
            frozenset(passive - ({"شد", "گشت"} if row["lemma"] in lemmas_with("active_shod") else set())),
            re.compile(rf"(?:{'|'.join(several)})(?:ه|ند|ه (?:است|اند|بود|بودند))?(?![^\W_])") if several else None,
        )  # fmt: skip
    return rows
