"""Who a speaker's phrase is: English name, ISO3-ROLE and source type.

In: the spots inside a phrase. Out: name, code, source type: agencies and media are `ISO3-MED` of
their home, NGOs, doctors and witnesses CIV, an official has the code of the body. None where untold.
"""

import re
from collections.abc import Sequence

from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.actors.validity import UNKNOWN
from pipeline.mentions.scan import Hit
from pipeline.mentions.speech.phrases import Spot

Described = tuple[str | None, str | None, str | None]
NOBODY: Described = (None, None, "other")
UNTOLD: Described = (None, None, None)  # to be looked up
_STATE = ("GOV", "MIL", "POL", "REB", "IGO")
_OFFICIAL = ("GOV", "unnamed_official")  # «یک مقام» is of the body named after it
_CIVIL_TYPES = ("ngo", "medical", "igo", "media")
_FOREIGN = re.compile(r"(?<![^\W_])(?:عربی|عرب|غربی|خارجی|بین المللی|جهان|منطقه ای|اروپایی)(?![^\W_])")
_TYPE_OF = {
    "MIL": "military", "POL": "police", "GOV": "government", "STATE": "government", "PEOPLE": "government", "REB": "armed_group",
    "MED": "media", "IGO": "igo",
}  # fmt: skip


def describe(spots: Sequence[Spot], words: str = "") -> Described:
    """Name, code and source type of the phrase that holds `spots`, ordered; `words` is the phrase's key."""
    media = told = None
    nouns: list[Hit] = []
    iso3: str | None = None
    for spot in spots:
        item = spot.item
        if isinstance(item, ActorMention):
            iso3 = iso3 or item.iso3
            if told is None or (told.role == UNKNOWN and told.number == "office"):
                told = item  # «عضو فراکسیون X مجلس» is of the body, whatever stands between
        elif spot.layer == "media":
            media = media or item
        else:
            nouns.append(item)
    if media is not None and not (
        told and told.key_start < media.start and told.role in _STATE and not _works_for(told)
    ):
        return describe_medium(media, nouns)
    if nouns and (told is None or nouns[0].start <= told.key_start):
        return _by_noun(nouns, told, iso3, words)
    if told is not None:
        return told.name, told.code, told.source_type or _TYPE_OF.get(told.role or "", "other")
    return NOBODY


def _works_for(told: ActorMention) -> bool:
    """Whether a phrase is a mere office («رئیس دفتر», «تحلیلگر») that the medium after it fills with meaning."""
    return told.number in ("office", "person") and told.kind == "role" and told.name is None and told.iso3 is None


def describe_medium(hit: Hit, nouns: Sequence[Hit] = ()) -> Described:
    """A medium's name, its home and kind; «مجله X» is a paper even where X alone is an agency."""
    row = hit.rows[0]
    kind = row["source_type"]
    before = [n for n in nouns if n.tail <= hit.start and n.rows[0]["kind"] == "medium"]
    if kind == "news_agency" and before and before[-1].rows[0]["source_type"] == "media" and row["needs_cue"] == "yes":
        kind = "media"
    role = "MED" if kind in ("news_agency", "media") else "IGO" if kind == "igo" else "CIV"
    return row["name_en"], f"{row['country'] or 'INT'}-{role}", kind


def _by_noun(nouns: Sequence[Hit], told: ActorMention | None, iso3: str | None, words: str) -> Described:
    """A source noun gives role and type; a titled person, and a noun without a role, take them from the body named."""
    row = nouns[0].rows[0]
    role, kind = row["role"], row["source_type"]
    open_role = not role or role == UNKNOWN or row["kind"] == "person" or (role, kind) == _OFFICIAL
    body = next((n.rows[0] for n in nouns[1:] if n.rows[0]["source_type"] in _CIVIL_TYPES), None)
    if open_role and body is not None and kind != "armed_group":
        role, kind = body["role"], body["source_type"]
    elif told is not None and open_role and told.role not in ("STATE", "PEOPLE", "CIV", UNKNOWN, None):
        role, kind = told.role or role, kind if kind == "unnamed_official" else told.source_type or kind
    elif told is not None and told.role in ("STATE", "PEOPLE") and not role:
        role, kind = "GOV", "government"
    elif told is not None and told.role == "CIV" and told.kind == "body" and not role:
        role, kind = "CIV", told.source_type or kind  # «روابط عمومی حزب X»
    if kind in ("media", "news_agency") and iso3 is None:
        iso3 = "INT" if _FOREIGN.search(words) else None
    if role and role != UNKNOWN:
        return told.name if told and told.role == role else None, f"{iso3 or UNKNOWN}-{role}", kind or None
    return None, f"{iso3 or UNKNOWN}-{UNKNOWN}" if nouns[0].rows[0]["kind"] == "collective" else None, kind or "other"


def is_person(spots: Sequence[Spot]) -> bool:
    """Whether the phrase that holds `spots` names or titles one human, so that «وی» may mean it."""
    if not spots:
        return True
    return any(
        spot.item.number in ("person", "office")
        if isinstance(spot.item, ActorMention)
        else spot.layer == "noun" and spot.item.rows[0]["kind"] == "person"
        for spot in spots
    )
