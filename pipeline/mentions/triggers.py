"""Triggers: the words that name an act of conflict, with their ACLED and PLOVER readings.

In: a folded text, trigger hits and one sentence's span. Out: `TriggerMention`s. A trigger is
evidence, never proof: `refused` marks one with its row's `not_when` words in the sentence
(«حمله» with «تیم»), which later decisions weigh.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile
from operator import attrgetter

from pipeline.lexicons.load import cell_keys, split_forms
from pipeline.mentions.scan import Hit
from pipeline.text.letters import Folded, fold_word
from pipeline.text.tokens import finite_forms

_start = attrgetter("start")
_PREVERBS = ("در", "بر", "باز", "فرو")
_TOKEN = re.compile(r"[^\W_]+")
_BESIDE = 45  # characters on either side in which a word of `beside` speaks for an act word
_AROUND = 30  # characters on either side that hold a phrase of `not_when` with the act word in it
_LIGHT = 4  # words after a noun among which its light verb stands: «حمله گسترده‌ای را آغاز …»
_LIGHT_REACH = 50  # the characters such words take
_SPLIT = 110  # characters from «مورد حمله» to the «قرار گرفت» that names who attacked in between
_SPLIT_VERB = re.compile(
    r"(?<![^\W_])(?:(قرار (?:ن?می ?|ن|ب)?(?:گرفت|گیر|داد|ده))"
    r"|(?:مورد|هدف|تحت|آماج|اختیار|اولویت|دستور|معرض|کنار|عرض|برابر|جریان|مسیر)(?![^\W_]))|[؛.!؟\n]"
)


@dataclass(slots=True)  # not frozen, as Hit is not
class TriggerMention:
    """An act word at key[key_start:key_end]; `strength` strong or weak (weak needs other evidence).

    `part`: act, frame (a word for fighting at large), means (a weapon), toll (what came of it), state (a lasting
    condition or a person).
    """

    start: int
    end: int
    key_start: int
    key_end: int
    text: str
    lemma: str
    sub_event_type: str | None
    family: str
    plover_type: str | None
    plover_mode: str | None
    strength: str
    part: str
    pos: str
    refused: bool
    rule: str


@cache
def _refusals(cell: str) -> tuple[str, ...]:
    return tuple(f" {key} " for key in cell_keys(cell))


def _is_refused(sentence: str, span: tuple[int, int], hit: Hit, cell: str, folded: Folded) -> bool:
    """Whether a word of `not_when` stands in the sentence; one that holds the act word must stand right there."""
    own = folded.key[hit.start : hit.end]
    around = f" {_spaced(folded.key[max(span[0], hit.start - _AROUND) : min(span[1], hit.tail + _AROUND)])} "
    return any(word in (around if own in word else sentence) for word in _refusals(cell))


def _spaced(text: str) -> str:
    """Words with one space between them: line breaks and commas do not part a phrase."""
    return " ".join(text.replace("،", " ").split())


@cache
def _light_roots(cell: str) -> frozenset[str]:
    """Past roots of the light verbs in a cell of infinitives; of several words the last is the verb."""
    return frozenset(fold_word(form).split()[-1].removesuffix("ن") for form in split_forms(cell))


def _past_root(word: str) -> str:
    """The past root of a verb form, a participle («رسیده») or an infinitive («رسیدن»)."""
    forms = finite_forms()
    for form in (word, "ب" + word):  # «دهد» is «بدهد» without its ب
        if form in forms:
            return forms[form].lemma.partition("#")[0]
    for preverb in _PREVERBS:  # «درآوردند» is no form of its own there
        rest = word.removeprefix(preverb)
        if rest != word and rest in forms:
            return preverb + forms[rest].lemma.partition("#")[0]
    return word.removesuffix("ه") if word.endswith("ه") else word.removesuffix("ن")


def _has_light_verb(key: str, end: int, hit: Hit, cell: str) -> bool:
    """Whether one of a noun's light verbs ends its form («گروگان گرفتند») or stands near after it, before key[end]."""
    roots = _light_roots(cell)
    if not roots:
        return True
    own = hit.form.split()
    if len(own) > 1 and _past_root(own[-1]) in roots:
        return True
    following = islice(_TOKEN.finditer(key, hit.tail, min(end, hit.tail + _LIGHT_REACH)), _LIGHT)
    return any(_past_root(word.group()) in roots for word in following) or ("قرار" in cell and _is_split(key, end, hit))


def _is_split(key: str, end: int, hit: Hit) -> bool:
    """«مورد اصابت دو پهپاد قرار گرفت»: the verb follows who or what did it, and nothing between takes it."""
    verb = _SPLIT_VERB.search(key, hit.tail, min(end, hit.tail + _SPLIT))
    return verb is not None and verb.group(1) is not None


@cache
def _stems(cell: str) -> tuple[str, ...]:
    return tuple(" " + key for key in cell_keys(cell))


def _has_beside(folded: Folded, span: tuple[int, int], hit: Hit, cell: str) -> bool:
    """Whether a word that begins as one of `beside` stands near: «اعزام هزار نیروی تازه», but not «اعزام دانشجو»."""
    before = folded.key[max(span[0], hit.start - _BESIDE) : hit.start]
    around = f" {before} {folded.key[hit.tail : min(span[1], hit.tail + _BESIDE)]}"
    return any(stem in around for stem in _stems(cell))


def _is_meant(key: str, end: int, hit: Hit) -> bool:
    row = hit.rows[0]
    return row["pos"] != "light_verb_noun" or _has_light_verb(key, end, hit, row["light_verbs"])


def _instead(hit: Hit, spare: Sequence[Hit]) -> Hit | None:
    """The noun in a form whose light verb is missing: «چند مورد حمله رخ داد», «به گلوله‌باران شهر پرداختند»."""
    after = islice(spare, bisect_right(spare, hit.start, key=_start), None)
    inner = takewhile(lambda one: one.start < hit.end, after)
    return next((one for one in inner if one.rows[0]["pos"] == "noun"), None)


def find_triggers(
    folded: Folded, span: tuple[int, int], hits: Sequence[Hit], spare: Sequence[Hit] = ()
) -> list[TriggerMention]:
    """Act words of one sentence; `spare` are the readings that gave way to a longer one."""
    found: list[TriggerMention] = []
    reached = -1
    sentence = f" {_spaced(folded.key[span[0] : span[1]])} "
    for outer in hits:
        hit = outer if _is_meant(folded.key, span[1], outer) else _instead(outer, spare)
        if hit is None or hit.start < reached:
            continue
        row, reached = hit.rows[0], hit.end
        if row["beside"] and not _has_beside(folded, span, hit, row["beside"]):
            continue
        refused = _is_refused(sentence, span, hit, row.get("not_when", ""), folded)
        start, end = folded.span(hit.start, hit.tail)
        found.append(
            TriggerMention(
                start, end, hit.start, hit.tail, folded.source[start:end], row["lemma"], row["sub_event_type"] or None,
                row["family"], row.get("plover_type") or None, row.get("plover_mode") or None, row["strength"],
                row["part"], row["pos"], refused, f"trigger.{row['lemma'].replace(' ', '_')}",
            )
        )  # fmt: skip
    return found
