"""Death words as they are used: each with its light verb, who it hurts and whether it happened.

In: a clause and its hits of death_words.csv. Out: `DeathAct`s: «کشته شدند», «ترور», «به قتل رساند»,
«زخمی و کشته»: kinds, whether whoever is hurt is subject or object, number and tense of the verb.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.scan import Hit
from pipeline.mentions.tolls.clause_words import JOINT, RELATIVE, VERB, Clause, Light, light_words, word_class
from pipeline.text.numbers import NumberMention

_TOLL = frozenset({"killed", "injured", "killed_or_injured"})
_PLURAL_ENDINGS = ("ها", "های", "هایی", "هایش", "هایشان", "ان")
_ALONE = frozenset({"zero", "life", "loss"})
_DISPLACED = "displaced"
_PEOPLE = (_DISPLACED, "injured", "captured")  # whose words are nouns of people as well
_NOUNS, _HEADS = ("participle", "victim_noun"), ("نفر", "تن")
_FINITE = ("ند", "اند", "بودند", "باشند")
_BECOME = frozenset(("شد", "گشت", "گردید", "کرد", "نمود", "ساخت", "گرفت"))
_STATE = frozenset(("بود",))
_SUFFER = _BECOME | {"برداشت", "دید", "خورد"}
_SHARED_REACH = 16
_DENIED = re.compile(r"(?:هیچ|هیچ ?گونه|مبنی بر) (?:[^\W_]+ (?:و|یا) )?$")
_DENIED_REACH = 30
_OWN_LIFE = re.compile(r" (?:خود|خویش) ?را ")
_LIFE_REACH = 9
_EXECUTED_WORDS = 16  # within which «اجرا» follows «حکم اعدام»
_EXECUTED_REACH = 120  # characters that so many words may take
_WORD = re.compile(r"[ \"«»']*([^\W_]+)")
_SENTENCE, _EXECUTED = "حکم", "اجرا"


@dataclass(slots=True)
class DeathAct:
    """A death word or several joined, from word `first` up to word `after`, its light verb included.

    `shape` is finite, participle, infinitive, noun (people named) or bare; `makes` is True where the hurt is the
    object, None where the word does not tell.
    """

    hits: tuple[Hit, ...]
    first: int
    after: int
    kinds: tuple[str, ...]
    pos: str
    shape: str
    makes: bool | None
    plural: bool | None
    negative: bool
    past: bool

    @property
    def row(self) -> Any:
        """The lexicon row of the last word."""
        return self.hits[-1].rows[0]

    @property
    def tells_one(self) -> bool:
        """Whether it is a finite verb of one subject, told as past: «کشته شد», «جان باخت»."""
        return self.shape == "finite" and self.makes is False and self.plural is False and self.past


def worth_reading(
    key: str, deaths: Sequence[Hit], numbers: Sequence[NumberMention], actors: Sequence[ActorMention]
) -> list[Hit]:
    """The hits that may make a figure; titles («شهید بهشتی»), groups without a number and lone «جان» are left out."""
    starts = {number.key_start for number in numbers}
    ends = {number.key_end for number in numbers}
    named = {actor.key_start for actor in actors}
    return [hit for hit in deaths if _may_tell(key, hit, starts, ends, named)]


def _may_tell(key: str, hit: Hit, starts: set[int], ends: set[int], named: set[int]) -> bool:
    row = hit.rows[0]
    pos = row["pos"]
    if pos == "life":
        return hit.tail + 1 in starts or _OWN_LIFE.match(key, hit.tail) is not None
    if pos in ("victim_noun", "loss"):
        return bool(starts) or row["kind"] == "killed_or_injured"
    if pos in ("verb", "zero") or hit.start - 1 in ends or hit.start in ends or hit.form.endswith(("شده", "گرفته")):
        return True
    if _DENIED.search(key, max(0, hit.start - _DENIED_REACH), hit.start):
        return True
    if key.endswith(f"{_SENTENCE} ", 0, hit.start) and _EXECUTED in key[hit.tail : hit.tail + _EXECUTED_REACH]:
        return True
    title = pos == "participle" and row["framing"] == "honorific"
    if starts and not (title and key[hit.tail : hit.tail + 1] != "،"):
        return True
    following = _WORD.match(key, hit.tail)
    if following is None:
        return False
    return following.group(1) in _telling() or (not title and following.start(1) in named)


@cache
def _telling() -> frozenset[str]:
    """Words after a death word without a number that may tell of one: a light verb, a joint, a pronoun, a name."""
    names = frozenset().union(*map(word_class, ("joint", "relative", "degree", "one", "title_word", "name")))
    return names | light_words() | {"ولی", "اما", "سپس", "شده", "گرفته"}


def read_acts(clause: Clause, deaths: Sequence[Hit]) -> list[DeathAct]:
    """The death words of a clause in order; those joined by «و» or «یا» with nothing between are one act."""
    acts: list[DeathAct] = []
    group: list[Hit] = []
    for hit in deaths:
        mortality = clause.key.startswith(" و میر", hit.tail)  # «مرگ و میر»
        if mortality or clause.at(hit.start) == len(clause.words):  # or inside the last word: «ز۷زخم»
            continue
        if group and not _joined(clause, group[-1], hit):
            acts.append(_read(clause, group))
            group = []
        group.append(hit)
    if group:
        acts.append(_read(clause, group))
    return acts


def without_people(clause: Clause, deaths: Sequence[Hit]) -> list[Hit]:
    """The death words without those that tell who suffers, or does something, and no loss of their own.

    «۲۰ آواره کشته شدند», «دو زخمی جان باختند», «سه اسیر را کشتند», «۲۰ آواره پناه گرفتند».
    """
    return [hit for at, hit in enumerate(deaths) if not _is_somebody(clause, hit, deaths[at + 1 : at + 2])]


def _is_somebody(clause: Clause, hit: Hit, following: Sequence[Hit]) -> bool:
    """Whether the word is a noun with a verb of another word; not «۲۰ آواره و ۳ کشته بر جای گذاشت»."""
    row, first, end = hit.rows[0], clause.at(hit.start), clause.at(hit.tail)
    kind = row["kind"]
    if kind not in _PEOPLE or row["pos"] not in _NOUNS or clause.text(first - 1) in _HEADS:
        return False
    if clause.text(end) in word_class("joint") or _light(clause, row["pos"], first, end):
        return False
    verb = clause.marks.find(VERB, end)
    if following and (verb < 0 or clause.at(following[0].start) <= verb):
        is_worse = kind == _DISPLACED or following[0].rows[0]["kind"] == "killed"
        return is_worse and JOINT not in clause.marks[end : clause.at(following[0].start)]
    return kind == _DISPLACED and verb >= 0 and clause.text(verb).endswith(_FINITE)


def _joined(clause: Clause, left: Hit, right: Hit) -> bool:
    """«کشته و زخمی», «کشته شدن و زخمی شدن», «ربوده و کشته»: one act; a finite verb between parts them."""
    first, last = clause.at(left.tail), clause.at(right.start)
    if not _ALONE.isdisjoint((left.rows[0]["pos"], right.rows[0]["pos"])) or last == first:
        return False
    if clause.before[first : last + 1].strip():
        return False
    words = [clause.text(i) for i in range(first, last)]
    return words[-1] in word_class("joint") and all(word in ("شدن", "کردن", "و", "یا") for word in words)


def _kinds(group: Sequence[Hit]) -> tuple[str, ...]:
    kinds = tuple(dict.fromkeys(hit.rows[0]["kind"] for hit in group))
    return ("killed_or_injured",) if len(kinds) > 1 and set(kinds) <= _TOLL else kinds


def _read(clause: Clause, group: Sequence[Hit]) -> DeathAct:
    last = group[-1]
    first, end = clause.at(group[0].start), clause.at(last.tail)
    pos, kinds = last.rows[0]["pos"], _kinds(group)
    written = clause.key[last.end : last.tail].strip()
    if pos in ("participle", "act_noun", "light_noun") and written.startswith(_PLURAL_ENDINGS):
        pos = "victim_noun"
    if pos == "life" and (lost := _lost_life(clause, group, first, end)):
        return lost
    if pos in ("zero", "victim_noun", "life", "loss"):
        return DeathAct(tuple(group), first, end, kinds, pos, "noun", None, None, False, False)
    if pos == "verb":
        return _read_verb(clause, group, first, end, kinds)
    light = _light(clause, pos, first, end)
    if light is None:
        return DeathAct(tuple(group), first, end, kinds, pos, "bare", None, None, False, False)
    makes = light.makes and last.rows[0]["voice"] != "patient_stays_subject"  # «جان خود را از دست داد»
    return DeathAct(
        tuple(group), first, light.end, kinds, pos, light.shape, makes, light.plural, light.negative, light.past
    )  # fmt: skip


def _lost_life(clause: Clause, group: Sequence[Hit], first: int, end: int) -> DeathAct | None:
    """«جان خود را در آن حمله از دست دادند»: one act, with what stands inside it."""
    if clause.text(end) not in ("خود", "خویش"):
        return None
    for at in range(end, min(end + _LIFE_REACH, len(clause.words))):
        if clause.marks[at] == VERB:
            return None
        if clause.text(at) == "از" and clause.text(at + 1) == "دست" and (light := clause.light(at + 2)):
            return DeathAct(
                tuple(group), first, light.end, ("killed",), "verb_phrase", light.shape, False, light.plural,
                light.negative, light.past,
            )  # fmt: skip
    return None


def _light(clause: Clause, pos: str, first: int, end: int) -> Light | None:
    """The light verb that makes a verb of the word: «کشته» + «شد», «ترور» + «کرد», «به قتل» + «رسید»."""
    inner = end - 1 > first and clause.text(end - 1) in ("شده", "گرفته")  # the form itself ends in it
    light = clause.light(end - 1) if inner else None
    light = light or clause.light(end)
    if light is None and clause.text(end) in word_class("degree"):
        light = clause.light(end + 1)
    if light is None or light.shape == "infinitive":
        return light
    if pos in ("act_noun", "body"):
        return None
    roots = {"participle": _BECOME | _STATE, "light_noun": _SUFFER}.get(pos)
    return light if (light.root in roots if roots else light.root not in _STATE) else None


def _read_verb(clause: Clause, group: Sequence[Hit], first: int, end: int, kinds: tuple[str, ...]) -> DeathAct:
    """A form that is a finite verb: «کشتند», «جان باخت»."""
    hit = group[-1]
    parts = hit.form.split()
    word = clause.text(end - 1)
    negative = any(part.startswith(("نمی", "نخواه")) or part in _negatives() for part in parts)
    makes = hit.rows[0]["voice"] == "patient_is_object"
    past = not any(part.startswith(("خواه", "می", "نمی", "نخواه", "ب")) for part in parts[:-1] or [word])
    return DeathAct(
        tuple(group), first, end, kinds, "verb", "finite", makes, word.endswith(_FINITE), negative, past
    )  # fmt: skip


@cache
def _negatives() -> frozenset[str]:
    stems = ("کشت", "باخت", "سپرد", "داد", "مرد", "ربود", "دید")
    return frozenset(f"ن{stem}{end}" for stem in stems for end in ("", "ند", "ه")) | {"نمیرد", "نمیرند", "نرباید"}


def is_executed(clause: Clause, act: DeathAct, at: int | None = None) -> bool:
    """«حکم اعدام … اجرا شد»: a sentence carried out; `at` is the word before the act, prepositions apart."""
    if clause.text(act.first - 1 if at is None else at) != _SENTENCE:
        return False
    return any(clause.text(i) == _EXECUTED for i in range(act.after, act.after + _EXECUTED_WORDS))


def run_on(clause: Clause, acts: Sequence[DeathAct]) -> list[bool]:
    """For each act, whether it is a bare word that shares the verb of what follows: «۵ نفر کشته و ۷ نفر زخمی شدند»."""
    found = [False] * len(acts)
    for index in range(len(acts) - 1, -1, -1):  # from the end, as a word may share what the next one shares
        act = acts[index]
        following = next((at for at in range(index + 1, len(acts)) if acts[at].first >= act.after), None)
        shared = (
            following is not None
            and acts[following].first - act.after <= _SHARED_REACH
            and (acts[following].shape in ("finite", "participle") or found[following])
        )
        found[index] = _runs_on(clause, act, shared)
    return found


def _runs_on(clause: Clause, act: DeathAct, shared: bool) -> bool:
    if act.shape != "bare" or act.pos not in ("participle", "light_noun", "verb_phrase"):
        return False
    if act.after >= len(clause.words) or (act.row["framing"] == "honorific" and not shared):
        return False
    if clause.marks[act.after] in (JOINT, RELATIVE) or clause.text(act.after) in ("ولی", "اما", "سپس"):
        return VERB in clause.marks[act.after : act.after + _SHARED_REACH]
    return clause.before[act.after] == "," and shared
