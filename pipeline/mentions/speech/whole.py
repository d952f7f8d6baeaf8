"""Whether a cue of speech is one where it stands: its light verb, what it needs beside it, what follows it.

In: a scene, a speech-cue hit and its cue. Out: where the whole verb ends, passive and negated or not; its complement.
"""

import re
from itertools import islice

from pipeline.mentions.scan import Hit
from pipeline.mentions.speech.cues import DOCUMENT, SHOWING, Cue
from pipeline.mentions.speech.phrases import TALK
from pipeline.mentions.speech.scene import SpeechScene
from pipeline.text.tokens import Verb, finite_forms, words_from

_BEFORE_LIGHT = frozenset("می نمی را هم نیز".split())
_AFTER = re.compile(r'\s?(?:(:)|(که)(?![^\W_])|([،,])|([«"(])|(و)(?![^\W_])|([.؛!؟\n]|$))')
_COMPLEMENTS = ("", "colon", "ke", "comma", "quote", "and", "end")
_TOLD = frozenset({"colon", "ke", "quote"})
_NOT_TOLD = re.compile(r"(?:به (?:دست|وجود|عمل|بار|همراه|ارمغان|حساب|شمار)|فراهم|روی|بالا|پدید) $")
_MODAL = re.compile(
    r"(?<![^\W_])(?:ب?توان (?:به [^\W_]{1,12} )?|باید |نباید |می شود )$"
)  # «می‌توان به جرات گفت»: nobody says it
_SHOWN = re.compile(
    r"(?<![^\W_])(?:تصاویر|تصویر|ویدئو|ویدیو|ویدئوی|ویدیوی|فیلم)(?: [^\W_]{2,9})?ی(?![^\W_])"
)  # «تصاویری از حمله منتشر کردند»
_POINTING = re.compile(r"(?<![^\W_])(?:اشاره|توجه|واکنش|پاسخ|نسبت) $")  # «با اشاره به اعتراف غرب»: a noun
_MODAL_ENDS = ("باید ", "می شود ")
_PARTED = re.compile(r" (?:شد|شدند|شده)(?: است| اند| بود| بودند)?(?![^\W_])")


def may_be(scene: SpeechScene, hit: Hit, cue: Cue) -> bool:
    """Whether a cue can be one of speech at all: «گفت‌وگو» and «می‌توان گفت» have no speaker, a noun needs its verb."""
    key = scene.folded.key
    if cue.has("talk") and TALK.match(key, hit.tail):
        return False
    if cue.kind == "verb":
        start = max(scene.start, hit.start - 24)
        before = key[start : hit.start]
        if (before.endswith(_MODAL_ENDS) or "توان" in before) and _MODAL.search(key, start, hit.start):
            return False
    if cue.has("pointed") and _POINTING.search(key, max(scene.start, hit.start - 12), hit.start):
        return False
    if cue.needs == "stating":
        return "مبنی بر" in key[hit.tail : min(scene.end, hit.tail + 90)]
    if cue.has("may") and " توان " in key[max(scene.start, hit.start - 120) : hit.start]:
        return False
    return not cue.is_nominal or whole_cue(scene, hit, cue) is not None


def whole_cue(scene: SpeechScene, hit: Hit, cue: Cue) -> tuple[int, bool, bool] | None:
    """Where a cue with its light verb ends, whether passive, whether negated; a nominal part without one is no cue."""
    key = scene.folded.key
    if not cue.is_nominal:
        return hit.tail, False, False
    if cue.phrases is not None:
        found = cue.phrases.search(key, hit.tail, min(scene.end, hit.tail + 150))
        if found and "." not in key[hit.tail : found.start()]:
            return found.end(), False, False
    if cue.has("parted"):
        found = _PARTED.search(key, hit.tail, min(scene.end, hit.tail + 90))
        if found and _is_object(key[hit.tail : found.start()]):
            return found.end(), False, False  # «خواستار توقف حملات شد», «مدعی انهدام دو پهپاد شد»
    forms = finite_forms()
    before = hit.form.rpartition(" ")[2]
    for word in islice(words_from(key, hit.tail, scene.end), 3):
        start, end = word.span()
        text = word.group()
        if start > hit.tail + 3 and key[hit.tail : start].strip(' «»"'):
            gap = key[hit.tail : start].split()
            if any(part not in _BEFORE_LIGHT for part in gap):
                return None
        verb = forms.get(text)
        root = _root(text, verb, before)
        before = text
        if root in cue.passive:
            return end, True, bool(verb and verb.negative)
        if root in cue.roots:
            return end, False, bool(verb and verb.negative)
        if text not in _BEFORE_LIGHT and not (cue.has("attitude") and start <= hit.tail + 2):
            return None  # but «ابراز تاسف کرد»
    return None


def _is_object(between: str) -> bool:
    """Whether no clause begins or ends between the two parts of a verb."""
    return not any(m in between for m in ".،:؛") and not any(w == "که" or w in finite_forms() for w in between.split())


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


def complement_of(scene: SpeechScene, end: int) -> str:
    """What follows a verb of saying: a colon, که, a comma, an open quotation, و, the end, or the clause at once."""
    key = scene.folded.key
    tail = end
    for auxiliary in (" است", " اند", " بود", " بودند"):
        if key.startswith(auxiliary, tail):
            tail += len(auxiliary)
            break
    found = _AFTER.match(key, tail, min(scene.end, tail + 8))
    if found is None or found.lastindex is None:
        return "other" if tail < scene.end else "end"
    return _COMPLEMENTS[found.lastindex]


def needs_met(scene: SpeechScene, hit: Hit, cue: Cue, complement: str) -> bool:
    """Whether a word that is a verb of saying only in some company has that company."""
    if cue.needs == "complement":
        if cue.has("pictures") and _SHOWN.search(scene.folded.key, max(scene.start, hit.start - 80), hit.start):
            return True
        if cue.has("hears") and "صدا" in scene.folded.key[scene.start : hit.start]:
            return scene.folded.key[hit.start : hit.tail].endswith("ند")  # «مردم صدای انفجار شنیدند»
        if cue.has("pictures_show") and scene.words and SHOWING.match(scene.words[0].text):
            return complement in (*_TOLD, "other")
        goes_on = cue.has("goes_on") and complement == "ke"  # «به مبارزه ادامه می‌داد که …»
        return complement in _TOLD and not (goes_on and "می" in scene.folded.key[hit.tail : hit.tail + 4])
    if cue.needs == "document":
        key = scene.folded.key
        if _NOT_TOLD.search(key, max(scene.start, hit.start - 12), hit.start):
            return False
        return complement == "colon" or DOCUMENT.search(key, max(scene.start, hit.start - 80), hit.start) is not None
    if cue.needs == "object":
        return complement in _TOLD or " را " in scene.folded.key[scene.start : hit.start]
    if cue.needs == "responsibility":
        return "مسئولیت" in scene.folded.key[max(scene.start, hit.start - 150) : hit.start]
    return True
