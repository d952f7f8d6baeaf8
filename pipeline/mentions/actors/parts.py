"""What the parts of an actor phrase tell together: its country, its role, its English name.

In: the head of a phrase and its modifiers, as hits, and the day of publication. Out: `Told`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.mentions.actors.this_country import says_country
from pipeline.mentions.actors.validity import UNKNOWN, row_on
from pipeline.mentions.scan import Hit

NAMED = ("group", "body", "person")
# Roles of a head that a body named after it replaces: «سربازان یونیفل» are the UN's.
_GIVES_WAY = frozenset({"MIL", "POL", "GOV", UNKNOWN})
# Who backs fighters is not whose they are: «شبه نظامیان تحت حمایت تهران» are of the place.
_BACKED = frozenset({"REB", "MIL"})
_BACKER = re.compile(r"(?:حمایت|پشتیبانی|وابسته به|مرتبط با|نیابتی|نیابتی ها|نیابتی های)\s$")
_PLURAL = re.compile(r"(?:\s?(?:ها|های|هایی)|یان|(?<!افغ)(?<!ترکم)ان)$")
_APART = re.compile(r"\s(?:ها|های|هایی|هاست)(?![^\W_])")  # «آمریکایی ها», not «آمریکایی انجام»
_BODIES = re.compile(r"تلفات|جسد|اجساد|پیکر|کشته|قربانی|مجروح|شهدا")
_ARMS = re.compile(r"(?<![^\W_])(?:موشک|راکت|بمب|گلوله|توپ|خمپاره|موقعیت|مرزی)(?:\s?(?:ها|های|هایی))?\s$")
_TARGETS = re.compile(r"(?<![^\W_])(?:اهداف|اهدافی|هدف|هدفی)\s$")
_TROOPS = re.compile("نیرو|سرباز|نظامی|ارتش|لشکر|گارد")  # «نیروهای پوتین»: his state's army, not its government
_BAND = re.compile(r"(?<![^\W_])(?:گروه|گروهها|گروههای|گروه ها|گروه های|گروههایی|دسته های)(?:\sمسلح)?\s$")


@dataclass(slots=True)
class Told:
    """What the parts of a phrase read so far tell; `is_open` where the role is an office's or a thing's, to be filled."""

    number: str
    iso3: str | None = None
    role: str | None = None
    name: str | None = None
    source_type: str | None = None
    home: str | None = None
    is_open: bool = False
    are_people: bool = False


def read_parts(key: str, parts: Sequence[Hit], published: date | None) -> Told:
    """What the parts of a phrase tell together; where two tell the same, each kind of part knows what gives way."""
    head = parts[0]
    told = Told("person" if head.layer == "person" else "group")
    for hit in parts:
        if hit.layer in NAMED:
            _add_name(told, head, hit, row_on(hit.rows, published))
        elif hit.layer == "role":
            _add_role(told, head, hit)
        else:
            _add_land(told, key, head, hit)
    return told


def _add_name(told: Told, head: Hit, hit: Hit, row: Mapping[str, str]) -> None:
    """A group, body or person gives its country where none is told, and its role where that told gives way."""
    iso3, _, role = row["code"].partition("-")
    is_officer = told.role == "MIL" and told.number == "person" and role == "GOV"  # «افسر … ریاست جمهوری»
    are_his = told.role == "MIL" and hit.layer == "person" and role == "GOV" and _TROOPS.match(head.form)
    is_slur = told.role == "REB" and hit.layer == "body" and "تروریست" in head.form  # «سازمان تروریستی سنتکام»
    gives_way = told.role is None or told.is_open or (told.role in _GIVES_WAY and not (is_officer or are_his))
    if gives_way or hit.layer == "group" or is_slur:
        told.role, told.name, told.is_open = role, row["name_en"] or None, False
        told.source_type = row.get("source_type") or told.source_type
    if told.iso3 is None and iso3 != UNKNOWN:
        told.iso3 = iso3


def _add_role(told: Told, head: Hit, hit: Hit) -> None:
    """A role noun gives its role where none is told, or where that of an office, a thing or the dead is to be filled."""
    row = hit.rows[0]
    role = row["role"]
    is_fallen = hit is not head and told.role == UNKNOWN and _BODIES.match(head.form)  # «اجساد سربازان»
    # «پایگاه نظامیان تروریست آمریکا»
    is_insult = hit.form == "تروریست" and hit.tail == hit.end and told.role == "MIL"
    fills = told.is_open and not is_insult and role not in ("CIV", "OBJ", UNKNOWN)
    if not (told.role is None or is_fallen or fills):
        return
    number = row.get("number")
    told.role, told.source_type = role, row.get("source_type") or told.source_type
    told.is_open, told.are_people = number in ("office", "thing"), number != "thing"
    told.home = row.get("default_country") or told.home
    if hit is head:
        told.number = number or "group"


def _add_land(told: Told, key: str, head: Hit, hit: Hit) -> None:
    """A country, its people, government or capital gives the country, and the role where the phrase has none."""
    row = hit.rows[0]
    if (
        told.iso3 not in (None, "INT", row["iso3"])
        and head.layer in ("body", "group")
        and row["iso3"] != head.rows[0].get("country")  # «پایگاه العدید قطر»: the ground
        and not says_country(head.form)
    ):
        told.iso3 = told.name = None  # «نیروی هوافضا» alone is one country's, «نیروی هوافضای روسیه» another's
    is_backed = told.role in _BACKED and told.are_people
    if not (is_backed and _BACKER.search(key, max(0, hit.start - 16), hit.start)):
        told.iso3 = told.iso3 or row["iso3"]
    if told.role is None:
        is_people = hit.layer == "demonym"
        told.role = "STATE" if not is_people else "PEOPLE" if _is_plural(key, hit) else "CIV"
        told.source_type = "government"
        told.name = row["name_en"] if hit.layer == "country" else f"Government of {row['name_en']}"


def _is_plural(key: str, hit: Hit) -> bool:
    """Whether a demonym names people («آمریکایی‌ها»), whether the lexicon has the plural itself or not."""
    return any(_PLURAL.search(key, hit.start, end) for end in (hit.end, hit.tail)) or bool(_APART.match(key, hit.tail))


def with_noun_before(key: str, begin: int, role: str) -> tuple[int, str]:
    """Where a phrase of a demonym begins and its role: «گروه‌های عراقی» are fighters, «موشک ایرانی» is its state's, «اهداف ایرانی» what of it is struck."""
    if band := _BAND.search(key, max(0, begin - 20), begin):
        return band.start(), "REB"
    if role == "CIV" and (goal := _TARGETS.search(key, max(0, begin - 10), begin)):
        return goal.start(), "MIL"
    return begin, "STATE" if _ARMS.search(key, max(0, begin - 12), begin) else role
