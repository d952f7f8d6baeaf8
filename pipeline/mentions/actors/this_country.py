"""«این کشور»: the country that a text means by it.

In: the key of a text, the heads found in it, ordered, and the day of publication. Out: a hit of the country for each «این کشور», «آن رژیم»: the
one last named before it, by itself or in the name of a body («وزارت دفاع عراق … این کشور»).
"""

import re
from collections.abc import Container, Sequence
from datetime import date
from functools import cache

from pipeline.lexicons.load import keyed_rows, read_rows
from pipeline.mentions.actors.validity import Row, row_on
from pipeline.mentions.scan import Hit
from pipeline.text.letters import fold_word
from pipeline.text.tokens import finite_forms

LANDS = ("country", "demonym", "government", "capital")
_THIS = re.compile(r"(?<![^\W_])(?:این|آن|همین) (کشور|جمهوری|رژیم|پادشاهی|امیرنشین)(?![^\W_])")
_ENDS = ("ن کشور", "ن جمهوری", "ن رژیم", "ن پادشاهی", "ن امیرنشین")  # seen many times faster than the pattern
_REGIME = re.compile(r"رژیم|صهیونیست")
_ENDED = re.compile(r"[.؟!؛\n]")
_FAR = 300  # characters no sentence is looked back through
_NEAR = 40
_TO = " به "
_ATTACK = "حمله|حملات|یورش|تجاوز|بمباران|گلوله باران|موشک باران|شلیک"
_ATTACK_OF = re.compile(rf"(?<![^\W_])(?:{_ATTACK})(?: (?!(?:به|علیه|بر|در|از|و|با) )[^\W_]+){{0,2}} $")
_SOME_WORDS = r"[^\W_]+ [^\W_]+(?: [^\W_]+){0,4}?"
_ATTACKED = re.compile(rf"{_SOME_WORDS} (?:{_ATTACK})(?: ور)? (?:می |ن?کرد|نمود|برد|شد)")
_HIT = re.compile(
    rf"{_SOME_WORDS} را(?: [^\W_]+){{0,4}}? (?:(?:مورد|هدف) (?:[^\W_]+ ){{0,2}}?قرار|بمباران|گلوله باران|هدف گرفت)"
)
_CUES = (" در ", " به ", " از ", "کشور ")  # a name that is an ordinary word too (مالی) is a country's after these


def find_this_country(key: str, heads: Sequence[Hit], day: date | None = None) -> list[Hit]:
    """Hits of the layer `country`, their form «this», for each phrase that means a country named before it."""
    if not any(phrase in key for phrase in _ENDS):
        return []
    found = []
    for match in _THIS.finditer(key):
        row = _land_before(key, heads, match.start(), day, regime=match.group(1) == "رژیم")
        if row is not None:
            found.append(Hit(match.start(), match.end(), match.end(), "country", "this", (row,)))
    return found


def _land_before(key: str, heads: Sequence[Hit], start: int, day: date | None, *, regime: bool) -> Row | None:
    """The country last named before `start`; for a regime the last called one, if any is.

    In its own sentence a name goes before an adjective: «وزارت دفاع هند گفت توپ‌های پاکستانی سربازان این کشور را …» is
    India; and any other before one that attacks: «ارتش هند گفت پاکستان به پاسگاه این کشور حمله کرد».
    """
    fallback = None
    for hit in reversed(heads):
        row = _land(key, hit, day) if hit.end <= start else None
        if row is None:
            continue
        if regime:
            if _REGIME.search(key, max(0, hit.start - 6), hit.tail):
                return row
        elif start - hit.tail > _FAR or _ENDED.search(key, hit.tail, start):
            return fallback or row  # of a sentence before
        elif hit.layer != "demonym" and not _attacks(key, hit, start):
            return row
        fallback = fallback or row
    return fallback


def _attacks(key: str, hit: Hit, start: int) -> bool:
    """Whether a country named in a sentence attacks what «این کشور» behind it stands with: that is another's."""
    if _ATTACK_OF.search(key, max(0, hit.start - _NEAR), hit.start):
        return True  # «در حمله موشکی هند یک نیروگاه این کشور …»
    between = key[hit.tail : start]
    if any(word in finite_forms() for word in between.split()):
        return False
    return (_TO in between and _ATTACKED.match(key, start) is not None) or _HIT.match(key, start) is not None


def lands_meant(heads: Sequence[Hit]) -> dict[int, str]:
    """The countries that «این کشور» means among heads, by where each stands."""
    return {hit.start: hit.rows[0]["iso3"] for hit in heads if hit.layer == "country" and hit.form == "this"}


def _land(key: str, hit: Hit, day: date | None) -> Row | None:
    """The country a hit names, no word that is one by chance («بخش مالی», «در آستانه»)."""
    if hit.layer in LANDS:
        needs = _needs().get(hit.form) if hit.layer in ("country", "capital") else None
        if needs and (needs != "cue" or not key.endswith(_CUES, 0, hit.start)):
            return None
        row: Row = hit.rows[0]
        return row
    named = hit.layer in ("body", "person", "group")
    if named and (says_country(hit.form) or _ends_in(hit.form, keyed_rows("countries", "capital_forms"))):
        row = row_on(hit.rows, day)
        return _by_code().get(row.get("country") or row["code"][:3])
    return None


def says_country(form: str) -> bool:
    """Whether the name of a body, a person or a group («پادشاه بحرین») ends in a country's."""
    return _ends_in(form, _land_forms())


def _ends_in(form: str, names: Container[str]) -> bool:
    words = form.split()
    return any(" ".join(words[at:]) in names for at in range(1, len(words)))


@cache
def _needs() -> dict[str, str]:
    """What a place name that is an ordinary word needs beside it."""
    return {fold_word(row["form"]): row["needs"] for row in read_rows("place_ambiguity")}


@cache
def _land_forms() -> frozenset[str]:
    return frozenset(keyed_rows("countries")) | frozenset(keyed_rows("countries", "demonyms"))


@cache
def _by_code() -> dict[str, Row]:
    return {row["iso3"]: row for row in reversed(read_rows("countries"))}
