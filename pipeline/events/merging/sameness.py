"""Sameness: what tells whether two drafts of an article report one happening by one source.

In: an article's drafts, each seen once as a `View`. Out: named features of a pair, the earlier draft first. The
decision is the `merge` task's; nothing here forbids or forces.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.events.drafts import Draft
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.schema.codes import column
from pipeline.text.tokens import finite_forms

_COARSE = ("country", "region", "province")
_THIS = re.compile(r"(?<![^\W_])(?:این|همین|آن)\s(?:گونه\s|نوع\s|دو\s|سه\s)?$")
_SAID = re.compile(r"\s?(?:ها|های|هایی)?\s?(?:مذکور|یاد شده|یادشده|فوق)(?![^\W_])")
_INCIDENT = re.compile(
    r"(?<![^\W_])(?:این|همین) (?:حادثه|رویداد|واقعه|اتفاق|سانحه|اقدام|ماجرا|عملیات|حملات|درگیری ها|انفجارها)(?![^\W_])"
)
_ADDS = re.compile(
    r"(?<![^\W_])(نیز|هم|همچنین|دیگر|دیگری|دوم|دومین|جداگانه|سپس|در همین حال|از سوی دیگر|پیش از این|پیشتر)(?![^\W_])"
)
_OPENING = 60  # key characters in which «نیز», «همچنین» speak of the whole sentence
_STEM = 5  # first letters that stand for a word's inflected forms
_FUNCTION = frozenset(
    "این است های بود شده شود برای خود نیز هم وی او آنها اما پس پیش روز گفت کشور یک بر با از در به که را تا یا".split()
)


@dataclass(frozen=True, slots=True)
class View:
    """What a draft shows of itself.

    Names of its places, of its sentence's places, settlements and bodies; its acts and figures; its words with their
    weights; the act it takes up again, whether it says «این حادثه», whether it tells another act; how many settlements its
    article tells (at most 5); how it opens.
    """

    draft: Draft
    places: frozenset[str]
    own_places: frozenset[str]
    settlements: frozenset[str]
    names: frozenset[str]
    lemmas: frozenset[str]
    kinds: frozenset[str]
    figures: frozenset[tuple[str, int | None, int | None]]
    words: dict[str, float]
    refers: str | None
    incident: bool
    other: bool
    towns: int
    opening: list[str]


def see_drafts(facts: ArticleFacts, drafts: Sequence[Draft]) -> list[View]:
    """The views of an article's drafts, in order."""
    stems = [_stems(sentence) for sentence in facts.sentences]
    spread = Counter(stem for found in stems for stem in found)
    towns = {name for sentence in facts.sentences if sentence.triggers for name in _settlements(sentence)}
    return [_see(facts, draft, spread, min(len(towns), 5)) for draft in drafts]


def _see(facts: ArticleFacts, draft: Draft, spread: Counter[str], towns: int) -> View:
    sentence = draft.sentence
    total = len(facts.sentences) + 1
    refers = _refers_to(facts, sentence)
    return View(
        draft,
        frozenset(p.location_name or p.text for p in draft.places),
        frozenset(p.location_name or p.text for p in sentence.places),
        frozenset(_settlements(sentence)),
        frozenset(a.name or a.text for a in sentence.actors if a.kind not in ("country", "demonym", "capital")),
        frozenset(t.lemma for t in sentence.triggers),
        frozenset(t.sub_event_type for t in sentence.triggers if t.sub_event_type),
        frozenset((c.kind, c.low, c.high) for c in draft.casualties if not c.is_vague),
        {stem: math.log(total / max(1, spread[stem])) for stem in _stems(sentence)},
        refers,
        _INCIDENT.search(facts.folded.key, sentence.start, sentence.end) is not None,
        any(t.part == "act" and not t.refused and t.lemma != refers for t in sentence.triggers),
        towns,
        _opening(facts, draft),
    )


def _stems(sentence: Sentence) -> set[str]:
    forms = finite_forms()
    return {text[:_STEM] for text in sentence.texts if len(text) > 2 and text not in _FUNCTION and text not in forms}


def _settlements(sentence: Sentence) -> set[str]:
    return {p.location_name or p.text for p in sentence.places if not p.in_name and p.geo_precision not in _COARSE}


def _refers_to(facts: ArticleFacts, sentence: Sentence) -> str | None:
    """The act that a sentence takes up again: «در این انفجار», «حمله مذکور»."""
    key = facts.folded.key
    for trigger in sentence.triggers:
        if _THIS.search(key, max(sentence.start, trigger.key_start - 14), trigger.key_start):
            return trigger.lemma
        if _SAID.match(key, trigger.key_end):
            return trigger.lemma
    return None


def _opening(facts: ArticleFacts, draft: Draft) -> list[str]:
    sentence = draft.sentence
    key = facts.folded.key
    names = [
        f"adds={word}" for word in set(_ADDS.findall(key, sentence.start, min(sentence.end, sentence.start + _OPENING)))
    ]
    words = [word.text for word in sentence.words[:2]]
    if words:
        names.append(f"opens={words[0]}")
    if len(words) > 1:
        names.append(f"opens={words[0]}_{words[1]}")
    names.append(f"says={bool(sentence.speech)}")
    return names


def merge_features(a: View, b: View) -> dict[str, float]:
    """What speaks for and against two drafts (a before b) telling one happening by one source, as named features."""
    one, two = a.draft, b.draft
    gap = two.sentence.index - one.sentence.index
    near = "1" if gap <= 1 else "2" if gap == 2 else "far"
    paragraphs = two.sentence.paragraph - one.sentence.paragraph
    head = one.sentence.headline or one.sentence.index < 2
    names = ["bias", f"gap={gap if gap < 4 else 'far'}", f"paragraph={min(paragraphs, 3)}", f"gap={near}.{min(paragraphs, 2)}",
             f"article.towns={b.towns}", *b.opening]  # fmt: skip
    if head:
        names += ["first.head", f"first.head.gap={min(gap, 4)}"]
    names.append(f"first.head={head}.{a.towns}")
    names += _acts(a, b, near) + _sides(one, two) + _settings(a, b) + _takes_up(a, b, min(gap, 3))
    if one.is_aggregate != two.is_aggregate:
        names.append("aggregate")
    return {**dict.fromkeys(names, 1.0), **_words(a.words, b.words)}


def _acts(a: View, b: View, near: str) -> list[str]:
    one, two = a.draft, b.draft
    same = one.sub_event_type == two.sub_event_type
    names = [
        "type=same" if same else "type=family" if _family(one) == _family(two) else "type=other",
        f"type={two.sub_event_type}.{same}",
        f"lemmas={bool(a.lemmas & b.lemmas)}",
        f"kinds={_compare(a.kinds, b.kinds)}",
    ]
    if not b.lemmas:
        names.append("second.no_act")
    if b.refers is None:
        names.append("refers=no")
    else:
        known = b.refers in a.lemmas or bool(a.kinds & b.kinds)
        names += ["refers", f"refers.{near}", f"refers={known}", f"refers={known}.{near}"]
    if one.trigger is not None and two.trigger is not None:
        names.append(f"lemma={one.trigger.lemma == two.trigger.lemma}")
        names += _anchors(one, two)
    return names


def _takes_up(a: View, b: View, gap: int) -> list[str]:
    """«در این حادثه ۵ نفر کشته شدند»: what was told before is taken up, and its toll added."""
    toll = bool(b.draft.casualties)
    names = [f"incident={gap}", f"incident={gap}.{toll}"] if b.incident else []
    if toll and (b.incident or b.refers is not None):
        names.append(f"follow={gap}.{bool(b.settlements - a.settlements)}.{b.other}")
    return names


def _anchors(one: Draft, two: Draft) -> list[str]:
    """Whether the lexicon gives the two acts different kinds, the more so if strongly or each with its own date."""
    mine, yours = one.trigger, two.trigger
    if mine is None or yours is None or not mine.sub_event_type or not yours.sub_event_type:
        return ["acts=untold"]
    if mine.sub_event_type == yours.sub_event_type:
        return ["acts=same"]
    names = ["acts=other", f"acts.families={mine.family == yours.family}"]
    if mine.strength == yours.strength == "strong":
        names.append("acts.strong")
    if one.time and two.time and one.time.key_start != two.time.key_start:
        names.append("acts.times")
    if not one.sentence.headline and one.sentence.index > 1:
        names.append("acts.body")
    return names


def _sides(one: Draft, two: Draft) -> list[str]:
    names = [f"source={same_source(one, two)}", f"status={one.status == two.status}"]
    for side in ("actor", "target"):
        mine, yours = getattr(one, side), getattr(two, side)
        names.append(f"{side}={mine.code == yours.code if mine and yours and mine.code and yours.code else 'untold'}")
    return names


def _settings(a: View, b: View) -> list[str]:
    place = _compare(a.places, b.places)
    kinds = {kind for kind, *_ in a.figures} & {kind for kind, *_ in b.figures}
    toll = "same" if a.figures & b.figures else "conflict" if kinds else "one" if a.figures or b.figures else "none"
    dates = (a.draft.time and a.draft.time.date_start), (b.draft.time and b.draft.time.date_start)
    time = "same" if dates[0] and dates[0] == dates[1] else "other" if dates[0] and dates[1] else "untold"
    own = [bool(v.draft.sentence.times) for v in (a, b)]
    figures = [min(len(v.draft.sentence.casualties), 2) for v in (a, b)]
    return [
        f"place={place}",
        f"toll={toll}",
        f"toll={toll}.{place}",
        f"time={time}",
        f"names={_compare(a.names, b.names)}",
        f"towns={_compare(a.settlements, b.settlements)}",
        f"told_places={_compare(a.own_places, b.own_places)}",
        f"times={own[0]}.{own[1]}",
        f"figures={figures[0]}.{figures[1]}",
    ]


def _compare(mine: frozenset[str], yours: frozenset[str]) -> str:
    if mine & yours:
        return "same"
    return "other" if mine and yours else "first" if mine else "second" if yours else "none"


def _words(mine: dict[str, float], yours: dict[str, float]) -> dict[str, float]:
    """Shared words, those that stand in few sentences of the article counting most."""
    shared = mine.keys() & yours.keys()
    weight = sum(mine[word] for word in shared)
    left, right = sum(mine.values()), sum(yours.values())
    cover = weight / max(0.1, min(left, right))
    return {
        "words.cover": cover,
        "words.share": weight / max(0.1, left + right - weight),
        f"words={min(int(cover * 5), 4)}": 1.0,
        f"shared={min(len(shared), 6)}": 1.0,
    }


def _family(draft: Draft) -> str | None:
    return column("sub_event_type", "event_type").get(draft.sub_event_type)


def same_source(a: Draft, b: Draft) -> str:
    """Whether two drafts rest on one speaker: same, code (another of the same body), other, one (named once), untold."""
    if a.source is None or b.source is None:
        return "untold" if a.source is None and b.source is None else "one"
    if a.source.speaker is b.source.speaker:
        return "same"
    codes = a.source.speaker.code, b.source.speaker.code
    return "code" if None not in codes and codes[0] == codes[1] else "other"
