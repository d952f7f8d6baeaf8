"""Counted people: the noun phrases of a sentence that may be the figure of a toll.

In: a clause, its numbers and actors, and where death words start. Out: `Counted`s: «دست‌کم ۷ نفر از
افراد پلیس» with its words, its noun and what it may not be (a part of a figure, one told before).
Ages, arms, places and numbered names count nobody.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.lexicons.load import keyed_rows, keys_by
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.tolls.clause_words import OBJECT, PREPOSITION, RELATIVE, VERB, Clause, word_class
from pipeline.text.numbers import NumberMention
from pipeline.text.tokens import finite_forms

Span = tuple[int, int]
_LAND = frozenset({"country", "capital", "government"})
_FEW_LETTERS = 3
_MOST_MODIFIERS = 9


@dataclass(slots=True)
class Counted:
    """A counted phrase: words `first` to `core` are number and classifier, up to `after` with its noun.

    `noun` is the key span of the counted noun; `sure` where it is people beyond doubt; `is_part` of a figure
    told before («از جمله دو کودک»); `is_share` of people told before («دو تن از آنان»); `is_definite` («این سه مرد»).
    """

    number: NumberMention
    first: int
    core: int
    after: int
    noun: Span | None
    sure: bool
    is_part: bool = False
    is_share: bool = False
    is_definite: bool = False

    @property
    def is_one(self) -> bool:
        """Whether it counts one person."""
        return self.number.low == 1 and self.number.high == 1


@cache
def _units() -> tuple[frozenset[str], frozenset[str]]:
    """What is counted and is no people: all keys, and those of two words."""
    keys = frozenset(keyed_rows("units"))
    return keys, frozenset(key for key in keys if " " in key)


@cache
def _numbered(when: str) -> frozenset[str]:
    """Nouns that a number after them names: always, or unless people follow («در منطقه ۵ سرباز»)."""
    return keys_by("numbered_nouns", "when")[when]


_ENDINGS = ("هایی", "های", "ها", "ای", "ی")


def _among(word: str, words: frozenset[str]) -> bool:
    """Whether a word, or the word without its written ending, is one of `words`."""
    if word in words:
        return True
    return any(word.endswith(end) and word[: -len(end)] in words for end in _ENDINGS)


def is_thing(clause: Clause, index: int) -> bool:
    """Whether the word is a unit, a place or a thing that numbers count."""
    words, pairs = _units()
    return _among(clause.text(index), words) or f"{clause.text(index)} {clause.text(index + 1)}" in pairs


def is_goods(word: str) -> bool:
    """Whether a word is a thing that may be taken: «هواپیما», «قایقی»."""
    return _among(word, keys_by("units", "kind")["goods"])


def is_person(word: str) -> bool:
    """Whether a noun of no lexicon of actors names a person by its meaning or its ending."""
    if _among(word, word_class("person")):
        return True
    bare = word.removesuffix("ی")
    return any(len(bare) > len(end) + _FEW_LETTERS - 1 and bare.endswith(end) for end in word_class("person_ending"))


@dataclass(frozen=True, slots=True)
class Person:
    """An actor phrase up to the first death word in it («سرباز کشته» is «سرباز»)."""

    key_start: int
    key_end: int
    kind: str
    number: str
    role: str | None


def apart(actors: Sequence[ActorMention], deaths: Sequence[int]) -> list[Person]:
    """Actors without death words, which actors/find.py takes for people («زخمی», «اسیر»)."""
    people = []
    for actor in actors:
        at = bisect_left(deaths, actor.key_start)
        end = actor.key_end if at == len(deaths) else min(actor.key_end, deaths[at] - 1)
        if end > actor.key_start:
            people.append(Person(actor.key_start, end, actor.kind, actor.number, actor.role))
    return people


def find_counted(
    clause: Clause, numbers: Sequence[NumberMention], actors: Sequence[Person], deaths: Mapping[int, bool]
) -> list[Counted]:
    """Counted people of a clause, in order; `deaths`: where death words start, and whether a number counts them («۵ کشته»)."""
    nouns = {actor.key_start: actor for actor in actors}
    found: list[Counted] = []
    for number in numbers:
        counted = _read(clause, number, nouns, deaths)
        if counted is not None and not _is_name(clause, counted):
            _relate(clause, counted, found[-1] if found else None, deaths)
            if found and _bounds(clause, found[-1], counted):
                found[-1] = _range(found[-1], counted)
            else:
                found.append(counted)
    return found


def _bounds(clause: Clause, left: Counted, right: Counted) -> bool:
    """«دست‌کم ۳۶ نفر و حداکثر ۴۰ نفر»: one figure with both bounds."""
    if left.number.high is not None or left.number.low is None or right.number.qualifier != "up_to":
        return False
    return right.first - left.core == 1 and clause.text(left.core) == "و"


def _range(left: Counted, right: Counted) -> Counted:
    low, high = left.number, right.number
    number = replace(
        high, start=low.start, key_start=low.key_start, core_start=low.core_start, low=low.low, qualifier="range"
    )
    return replace(right, number=number, first=left.first)


def _is_no_count(clause: Clause, number: NumberMention, first: int) -> bool:
    """A ratio, and the second «نه» of «نه سر و نه تن»."""
    if clause.key[number.key_end : number.key_end + 1] in ("/", ":", "%", "-", "."):
        return True
    return clause.text(first) == "نه" and "نه" in [clause.text(i) for i in range(max(0, first - 5), first)]


def _read(
    clause: Clause, number: NumberMention, nouns: dict[int, Person], deaths: Mapping[int, bool]
) -> Counted | None:
    first, core = clause.at(number.key_start), clause.at(number.key_end)
    if first == len(clause.words) or _is_no_count(clause, number, first):  # inside the last word: «۱۴۵,0»
        return None
    joined = core < len(clause.words) and clause.key[number.key_end : clause.starts[core]].strip(" «»\"'") == ""
    word = clause.text(core) if joined else ""
    if word in word_class("classifier") and not is_thing(clause, core):
        return _with_noun(clause, Counted(number, first, core + 1, core + 1, None, True), nouns)
    if number.rule == "number.one_of" or number.is_vague:
        return _of_group(clause, number, first, core, nouns, deaths)
    if not joined:
        return Counted(number, first, core, core, None, False)
    countable = deaths.get(clause.starts[core])
    if countable is not None:
        return Counted(number, first, core, core, None, True) if countable else None
    return _of_noun(clause, number, first, core, nouns)


def _is_name(clause: Clause, counted: Counted) -> bool:
    """«پاسگاه میل ۱۳۹», «کربلای ۵»: the number belongs to the noun before it."""
    before = clause.text(counted.first - 1)
    if counted.core > clause.at(counted.number.key_end):
        return False
    if counted.number.qualifier != "exact" or clause.before[counted.first : counted.first + 1] != " ":
        return False
    return before in _numbered("always") or (not counted.sure and before in _numbered("unless people follow"))


def _of_noun(clause: Clause, number: NumberMention, first: int, core: int, nouns: dict[int, Person]) -> Counted | None:
    """«سه سرباز», «۱۲ راکب»: the noun after the number decides."""
    actor = nouns.get(clause.starts[core])
    if is_thing(clause, core) and f"{clause.text(core)} {clause.text(core + 1)}" not in word_class("person"):
        return None
    if actor is not None and (actor.number == "thing" or actor.role == "OBJ" or actor.kind in _LAND):
        return None
    word = clause.text(core)
    if actor is not None:
        return Counted(number, first, core, clause.at(actor.key_end), (actor.key_start, actor.key_end), True)
    if clause.marks[core] in (VERB, PREPOSITION, OBJECT, RELATIVE) or word in word_class("joint"):
        return Counted(number, first, core, core, None, False)
    span = (clause.words[core].start, clause.words[core].end)
    return Counted(number, first, core, core + 1, span, is_person(word))


def _of_group(
    clause: Clause, number: NumberMention, first: int, core: int, nouns: dict[int, Person], deaths: Mapping[int, bool]
) -> Counted | None:
    """«یکی از سربازان», «شماری از مردم», «چند سرباز»: of people, not of things."""
    at = core + (clause.text(core) == "از")
    while clause.text(at).isdigit():
        at += 1
    if is_thing(clause, at) or (
        at < len(clause.words) and clause.starts[at] in deaths and number.rule == "number.one_of"
    ):
        return None
    counted = _with_noun(clause, Counted(number, first, core, core, None, number.is_vague), nouns)
    if counted is not None:
        counted.sure = counted.sure or counted.noun is not None
    return counted


def _with_noun(clause: Clause, counted: Counted, nouns: dict[int, Person]) -> Counted | None:
    """The noun after a classifier: «نفر از افراد پلیس», «تن دیگر از مهاجمان»."""
    at = counted.core
    while clause.text(at) in ("دیگر", "دیگری"):
        at += 1
    at += clause.text(at) == "از"
    if at >= len(clause.words) or clause.before[at] != " ":
        return counted
    actor = nouns.get(clause.starts[at])
    if actor is not None and actor.kind not in _LAND:
        if (actor.number == "thing" or actor.role == "OBJ") and not counted.sure:
            return None
        counted.noun = (actor.key_start, actor.key_end)
        counted.after = clause.at(actor.key_end)
    elif at > counted.core and clause.marks[at] not in (VERB, PREPOSITION):
        counted.after = at
    return counted


def _relate(clause: Clause, counted: Counted, last: Counted | None, deaths: Mapping[int, bool]) -> None:
    """Note whether the phrase is a part of a figure, or of people, told before."""
    before = clause.text(counted.first - 1)
    counted.is_definite = before in word_class("definite")
    counted.is_part = before in word_class("part")
    if not counted.is_part and last is not None and last.is_part:
        parted = any(start in deaths for start in clause.starts[last.core : counted.first])
        counted.is_part = not parted and joins(clause, last, counted)
    they = word_class("they")
    at = counted.core + (clause.text(counted.core) == "از")
    told = clause.text(at) in ("این", "همین") and at > counted.core
    counted.is_share = clause.text(at) in they or told or _of_these(clause, counted.first)


def _of_these(clause: Clause, first: int) -> bool:
    """«از این تعداد ۵ نفر», «از آن میان ۵ نفر»."""
    words = [clause.text(i) for i in range(first - 3, first)]
    if words[1] in ("ازاین", "ازآن"):
        return words[2] in _TOLD
    return words[0] == "از" and words[1] in ("این", "آن", "میان", "بین") and words[2] in _TOLD


_TOLD = frozenset(("تعداد", "میان", "بین", "عده", "افراد", "جمع", "آنان", "آنها", "رقم"))


@cache
def _participles() -> frozenset[str]:
    """Past participles: «یافته», «شده»: in a list of people they end a clause."""
    return frozenset(verb.lemma.partition("#")[0] + "ه" for verb in finite_forms().values())


def joins(clause: Clause, left: Counted, right: Counted) -> bool:
    """Whether two phrases are one list: «۵ پلیس و ۳ غیرنظامی», «سه زن به همراه دو کودک»."""
    first, last = left.after, right.first
    if last - first > _MOST_MODIFIERS or last <= first - 1 or clause.stopped(left.first, last):
        return False
    for at in range(first, last):
        mark, word = clause.marks[at], clause.text(at)
        if mark in (VERB, RELATIVE, OBJECT) or word in _participles():
            return False
        if mark == PREPOSITION and word not in ("از", "به", "با"):
            return False
    end = last
    while end > first and clause.text(end - 1) in ("همچنین", "نیز", "هم", "شاید", "احتمالا"):
        end -= 1
    joint = clause.text(end - 1)
    if joint == "و":
        return True
    if joint == "با" and clause.text(end - 2) in word_class("company"):
        return True
    return joint in word_class("company") or (first == last and clause.before[last] == ",")
