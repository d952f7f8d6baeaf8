"""Who a speaker's phrase is: English name, ISO3-ROLE and source type.

In: the spots inside a phrase. Out: name, code, source type by clarification 4 of the guideline: agencies and media
`ISO3-MED` of their home, NGOs, doctors and witnesses CIV, an official the code of the body. None where untold.
"""

from collections.abc import Sequence

from pipeline.mentions.actors import ActorMention
from pipeline.mentions.scan import Hit
from pipeline.mentions.speaker_phrases import Spot

Described = tuple[str | None, str | None, str | None]
NOBODY: Described = (None, None, "other")
_STATE_ROLES = ("GOV", "MIL", "POL", "REB", "IGO", "STATE")
_TYPE_OF = {
    "MIL": "military", "POL": "police", "GOV": "government", "STATE": "government", "REB": "armed_group",
    "MED": "media", "IGO": "igo",
}  # fmt: skip


def describe(spots: Sequence[Spot]) -> Described:
    """Name, code and source type of the phrase that holds `spots`, ordered."""
    media = noun = told = iso3 = None
    for spot in spots:
        item = spot.item
        if isinstance(item, ActorMention):
            iso3 = iso3 or item.iso3
            told = told or item
        elif spot.layer == "media":
            media = media or item
        else:
            noun = noun or item
    if media is not None and not (told and told.key_start < media.start and told.role in _STATE_ROLES[:-1]):
        return _medium(media)
    if noun is not None and (told is None or noun.start <= told.key_start):
        return _by_noun(noun, told, iso3)
    if told is not None:
        return told.name, told.code, told.source_type or _TYPE_OF.get(told.role or "", "other")
    return NOBODY


def _medium(hit: Hit) -> Described:
    row = hit.rows[0]
    kind = row["source_type"]
    role = "MED" if kind in ("news_agency", "media") else "IGO" if kind == "igo" else "CIV"
    return row["name_en"], f"{row['country'] or 'INT'}-{role}", kind


def _by_noun(hit: Hit, told: ActorMention | None, iso3: str | None) -> Described:
    """A source noun gives role and type; a titled person, and a noun without a role, take them from the body named."""
    row = hit.rows[0]
    role, kind = row["role"], row["source_type"]
    if told is not None:
        if (not role or role == "UNK" or row["kind"] == "person") and told.role not in ("STATE", "CIV", "UNK"):
            role, kind = told.role or role, told.source_type or kind
        elif told.role == "STATE" and not role:
            role, kind = "GOV", "government"
    if role and role != "UNK":
        return told.name if told else None, f"{iso3 or 'UNK'}-{role}", kind or None
    return None, None, kind or "other"
