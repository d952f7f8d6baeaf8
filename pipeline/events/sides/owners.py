"""Owners: whose a phrase is that names no country.

In: an actor phrase and the phrases before it. Out: the phrase with the country (and, for a thing, the role) of its
owner where the text tells it: «این پهپاد» the drone told of before, «سربازان خود» the subject's, «دشمن» the foe's.
Police, civilians and rebels are left to the place of the event.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.articles.variety import home_of
from pipeline.events.facts import ArticleFacts, Sentence, by_start, once
from pipeline.lexicons.load import read_rows
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.actors.validity import UNKNOWN

_OWN = re.compile(r"(?:\s[^\W_]+ی)?\s(?:خود|خویش)(?![^\W_])|\s?(?:شان|اش|یش|ش)(?![^\W_])")
_OURS = re.compile(r"(?:\s[^\W_]+ی)?\s(?:ما|کشورمان|میهنمان|میهن ما|کشور ما|میهن اسلامی)(?![^\W_])")
_WE = re.compile(r"(?:\s[^\W_]+ی)?\sما(?![^\W_])")  # «کشورمان» is the paper's own
_BARE_ROLE = "actor.role"  # the rule of a noun with no country told
_BACK = 6  # sentences back that who says «ما» is looked for in
_ALIKE = re.compile(r"\sو\s(?:دیگر|سایر)\s")  # «سربازان ترک و دیگر نیروها»
_FLAG = re.compile(r"(?:با|تحت|زیر) پرچم (?:کشور )?$")
_LISTED = re.compile(r"\s?[،,]\s?|\sو\s(?:همچنین\s)?")  # «رادار و انبارهای ارتش هند»
# «تاسیسات انرژی و انبارهای هند»: a word or two may follow the first
_JOINED = re.compile(
    r"(?:\s(?!(?:به|در|از|با|را|که|بر|تا|و|برای|علیه|توسط|شد|شده|است|بود|خود|این|آن)\s)[^\W_]+){1,2}\sو\s(?:همچنین\s)?"
)
_AT = re.compile(r"(?<![^\W_])در\s(?:محل |محوطه |فرودگاه )?[«\"]?$")
_NEAR = 90
_BY = re.compile(r"(?<![^\W_])(?:توسط|بوسیله|از سوی|به دست)\s(?:[^\W_]+\s)?$")
_OWN_ENDING = re.compile(r"(?<!ارت)(?:ش|شان|یش)$")
_THIS = re.compile(r"(?<![^\W_])(?:این|آن|همین)\s(?:[^\W_]+\s)?$")
FOE = re.compile(r"دشمن|متجاوز|بیگانه|بیگانگان|اشغالگر")
_HOSTILE = re.compile(r"دشمن|متجاوز|تروریستی|کودک کش|اشغالگر|جنایتکار|صهیونیست|شیطان")
# Things that stand on the ground belong to the country they stand in, unless told otherwise.
BASE = re.compile(
    r"پایگاه|مقر|پادگان|پاسگاه|مواضع|موضع|سنگر|قرارگاه|مراکز|مرکز|استحکامات|تاسیسات|انبار|زاغه|دانشکده|فرودگاه|موقعیت|اهداف|هدف"
)
_VESSEL = re.compile(r"نفتکش|نفت کش|کشتی|قایق|شناور|تانکر")
_ARMED_OR_STATE = frozenset({"MIL", "POL", "REB", "GOV", "STATE", "PEOPLE"})
_ANY_OWNER = _ARMED_OR_STATE - {"STATE", "PEOPLE"} | {UNKNOWN, "CIV"}


def with_owner(
    key: str, actor: ActorMention, before: Sequence[ActorMention], start: int, ours: str | None
) -> ActorMention:
    """A phrase that is not `_is_told`, with its owner's country.

    `before` are the phrases before it, `start` where its sentence begins,
    `ours` is the country of who says «ما».
    """
    if actor.role not in ("MED", "IGO") and _OURS.match(key, actor.key_end):
        return replace(actor, iso3=ours)
    told = [other for other in before if other.iso3 not in (None, "INT", UNKNOWN)]
    if told and told[-1] is before[-1] and _ALIKE.fullmatch(key, told[-1].key_end, actor.key_start):
        return replace(actor, iso3=told[-1].iso3)
    owner = _subject(key, actor, told, start) or _same_thing(key, actor, told)
    if owner is not None:
        thing = actor.role == "MIL" and owner.role in ("MIL", "POL", "REB") and actor.number == "thing"
        rebels = actor.role == "MIL" and owner.role == "REB" and is_own(key, actor)
        return replace(actor, iso3=owner.iso3, role=owner.role if thing or rebels else actor.role)
    if actor.iso3 is not None:
        return actor
    if actor.role == "MIL":
        return _army(key, actor, told)
    if actor.role == "OBJ" and _VESSEL.match(key, actor.key_start):
        return replace(actor, iso3=UNKNOWN)
    return actor


def _is_told(key: str, actor: ActorMention) -> bool:
    """Whether a phrase has its country; «رزمنده» alone is Iran's, «رزمندگان خود» the subject's."""
    return actor.iso3 is not None and not (actor.rule == _BARE_ROLE and is_own(key, actor))


def is_own(key: str, actor: ActorMention) -> bool:
    """Whether a phrase is said to be the subject's: «سربازان خود», «خانواده‌اش»."""
    return _OWN.match(key, actor.key_end) is not None


def _subject(key: str, actor: ActorMention, told: Sequence[ActorMention], start: int) -> ActorMention | None:
    """«سربازان خود», «خانواده‌اش»: the first side that the sentence names."""
    own = is_own(key, actor) or _OWN_ENDING.search(key[actor.key_start : actor.key_end])
    if not own or actor.role not in _ANY_OWNER:
        return None
    return next((other for other in told if other.key_start >= start and other.role in _ARMED_OR_STATE), None)


def _same_thing(key: str, actor: ActorMention, told: Sequence[ActorMention]) -> ActorMention | None:
    """«این نفتکش», «این گروهک»: what was told of before by the same noun; what moves needs no «این»."""
    this = _THIS.search(key, max(0, actor.key_start - 14), actor.key_start)
    weapon = actor.number == "thing" and actor.role == "MIL" and not BASE.match(key, actor.key_start)
    weapon = weapon or bool(actor.role == "OBJ" and _VESSEL.match(key, actor.key_start))
    if not weapon and not this:
        return None
    stem = _stem(key, actor)
    alike = (o for o in reversed(told) if o.role in (actor.role, "REB" if actor.role == "MIL" else None))
    return next((other for other in alike if _stem(key, other) == stem), None)


def _stem(key: str, actor: ActorMention) -> str:
    """The head noun without what inflection adds to a long one."""
    return key[actor.key_start : actor.key_end].split(" ", 1)[0][:5]


def _army(key: str, actor: ActorMention, told: Sequence[ActorMention]) -> ActorMention:
    """Soldiers and weapons are of the army last named; the foe is who was called hostile before."""
    text = key[actor.key_start : actor.key_end]
    if FOE.search(text):
        foes = [o for o in told if o.role in ("MIL", "STATE", "GOV") and _HOSTILE.search(key, o.key_start, o.key_end)]
        return replace(actor, iso3=foes[-1].iso3 if foes else UNKNOWN)
    if actor.number == "person" or (actor.number == "thing" and not BASE.match(text)):
        armies = [other for other in told if other.role in ("MIL", "STATE") and other.kind != "capital"]
        if _BY.search(key, max(0, actor.key_start - 30), actor.key_start):
            armies = [other for other in armies if other.number != "thing"]  # «پهپاد آمریکا توسط پدافند …»: the other's
        return replace(actor, iso3=armies[-1].iso3) if armies else actor
    return actor


@once
def owned(facts: ArticleFacts) -> dict[int, ActorMention]:
    """Every phrase of an article with its owner's country, by where it starts in the key."""
    actors = [actor for sentence in facts.sentences for actor in sentence.actors]
    starts = [sentence.start for sentence in facts.sentences]
    found = {}
    for at, actor in enumerate(actors):
        if _is_told(facts.folded.key, actor):
            found[actor.key_start] = actor
            continue
        flag = actors[at + 1] if at + 1 < len(actors) else None
        if flag is not None and flag.iso3 and _FLAG.search(facts.folded.key, actor.key_end, flag.key_start):
            found[actor.key_start] = replace(actor, iso3=flag.iso3)
            continue
        start = starts[bisect_left(starts, actor.key_start + 1) - 1]
        ours = home_of(facts.article)  # who says «مردم ما» far from a name is mostly the paper's own
        if actor.role != "CIV" and _WE.match(facts.folded.key, actor.key_end):
            ours = _speaker(facts, start)  # «ارتش ما» is the speaker's
        found[actor.key_start] = with_owner(facts.folded.key, actor, actors[:at], start, ours)
    for actor, after in zip(reversed(actors[:-1]), reversed(actors[1:]), strict=True):
        if actor.number == "thing" and actor.iso3 is None:
            found[actor.key_start] = _as_next(facts.folded.key, actor, found[actor.key_start], found[after.key_start])
    return found


def _speaker(facts: ArticleFacts, start: int) -> str | None:
    """The country of who speaks in the sentence that begins at `start` of the key, or of the last who spoke shortly before; else the article's."""
    at = bisect_left(facts.sentences, start, key=by_start)
    for sentence in reversed(facts.sentences[max(0, at - _BACK) : at + 1]):
        speech = next((speech for speech in reversed(sentence.speech) if not speech.anaphor), None)
        code = speech.code if speech is not None else None
        if code is not None and not code.endswith("-MED"):
            return home_of(facts.article) if code[:3] in ("INT", UNKNOWN) else code[:3]
    return home_of(facts.article)


def _as_next(key: str, actor: ActorMention, mine: ActorMention, after: ActorMention) -> ActorMention:
    """A thing with the owner of what follows: «رادار و انبارهای ارتش هند», «سوله‌ای در پایگاه X»."""
    between = key[actor.key_end : after.key_start]
    if after.iso3 is None or len(between) > _NEAR:
        return mine
    if after.name in _bases() and _AT.search(between):
        return replace(actor, iso3=after.iso3, role="MIL")
    listed = _LISTED.fullmatch(between) or (actor.role == after.role and _JOINED.fullmatch(between))
    if after.number == "thing" and after.role in ("MIL", "OBJ") and listed:
        return replace(actor, iso3=after.iso3)
    return mine


@cache
def _bases() -> frozenset[str]:
    """Bases that stand on foreign ground."""
    rows = [row for row in read_rows("bodies") if row["code"].endswith("-MIL")]
    return frozenset(row["name_en"] for row in rows if row["country"] not in ("", "INT", row["code"][:3]))


@once
def _countries(facts: ArticleFacts) -> Counter[str]:
    """How many places of an article lie in each country, in the order of their telling."""
    return Counter(place.country for sentence in facts.sentences for place in sentence.places if place.country)


def country_of_story(facts: ArticleFacts, home: Sentence | None = None) -> str | None:
    """The country most of an article's places lie in, those of `home` weighing more; the first where two are equal."""
    counts = _countries(facts).copy()
    if home is not None:
        counts.update(place.country for place in home.places if place.country and not place.in_name for _ in range(2))
    return counts.most_common(1)[0][0] if counts else None


@once
def parties_of(facts: ArticleFacts) -> list[str]:
    """The two states whose forces and offices an article names most."""
    named = Counter(a.iso3 for sentence in facts.sentences for a in sentence.actors if a.iso3 and _is_state(a))
    return [iso3 for iso3, _ in named.most_common(2)]


def foe_of(actor: ActorMention, acting: Sequence[ActorMention], parties: Sequence[str]) -> str | None:
    """The state that fights a phrase: rebels are of the one that acts, what an army has of the other party."""
    if actor.role not in ("REB", "MIL", UNKNOWN):
        return None
    by = next((a.iso3 for a in acting if _is_state(a)), parties[0] if parties else None)
    return by if actor.role == "REB" else next((iso3 for iso3 in parties if iso3 != by), None)


def _is_state(actor: ActorMention) -> bool:
    return actor.iso3 not in (None, "INT", UNKNOWN) and actor.role in ("MIL", "STATE", "GOV", "POL")
