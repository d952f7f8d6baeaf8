"""Places that no gazetteer lists: a head word and a name («روستای تیشا در نزدیکی اسعدآباد», «مسجد محمدیه»).

In: a head word's hit and the readings around it. Out: a `Reading` with a transliterated name, the country and the
division of the place told beside it, and no coordinates. Wrong guesses are dear: a name in quotes, or words that
are no ordinary Persian, are asked for (`extent`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.gazetteer.load import Gazetteer
from pipeline.gazetteer.transliterate import transliterate
from pipeline.mentions.places.context import Before, words_before
from pipeline.mentions.places.extent import LEVELS, NEXT, listed_name, plain_name, quoted_name
from pipeline.mentions.places.reading import PLURALS, Reading
from pipeline.mentions.places.words import NameHit, PlaceWord

_MAJORITY = 0.5
_MOST_BEFORE, _SHORTLY, _SPOKEN_OF = 6, 160, 0.25
_LOCATIVE = ("در", "near")
_OWN_PROVINCE = (None, "IRN")  # where «استان» is the one spoken of («در استان داریم»), since all names are listed


def read_after_head(
    key: str,
    hit: NameHit,
    head: PlaceWord,
    readings: Sequence[Reading],
    at: int,
    votes: Mapping[str, float],
    gazetteer: Gazetteer,
) -> Reading | None:
    """Read the name that a head word has; `readings[at]` is the next mention.

    A listed name that was not read is part of a body's name («پایگاه آمریکا») and no new place; but a building may
    bear the name of a town elsewhere, and so may what is in quotes.
    """
    start, end, form = hit
    if head.level not in LEVELS:
        return None
    following = readings[at] if at < len(readings) else None
    limit = following.start if following else len(key)
    before = words_before(key, readings[at - 1].end if at else 0, start)
    quoted = quoted_name(key, end, limit)
    has_cue = bool(before.cue) or before.head is not None
    name = quoted or plain_name(key, (start, end), limit, head, following, has_cue)
    if name is None:
        return None
    beside = following if following and NEXT.fullmatch(key, name[1], following.start) else None
    may_share = quoted is not None or head.level == "building"
    if _is_known(key[slice(*name)], may_share, beside.country if beside else None, gazetteer):
        return None
    country = beside.country if beside else _ground(readings, at, start, votes) or majority(votes)
    found = _unlisted(key, (start, end), name, head, before, beside, country)
    if found:
        found.head, found.head_key = head, form
    return found


def _is_known(form: str, may_share: bool, country: str | None, gazetteer: Gazetteer) -> bool:
    """Whether a name is a listed place's alone: where names may be shared, or a country is told beside that has no such
    place, a known place's."""
    places = [gazetteer.entries[i] for i in gazetteer.forms.get(form, ())]
    is_elsewhere = country is not None and all(place.country != country for place in places)
    return bool(places) and (any(place.is_curated for place in places) or not (may_share or is_elsewhere))


def _unlisted(
    key: str, word: tuple[int, int], span: tuple[int, int], head: PlaceWord, before: Before,
    beside: Reading | None, country: str | None,
) -> Reading | None:  # fmt: skip
    """The place that the head key[word] and the name key[span] tell, of the division of the place beside it."""
    start, end = span
    name = transliterate(key[start:end].strip('«»" '), country)
    if not name or (head.level == "province" and country in _OWN_PROVINCE):
        return None
    level = LEVELS[head.level]
    spelled = head.name_en.format(name) if level == "site" or head.sort == "camp" else name
    span_end = end + 1 if key[end : end + 1] in ("»", '"') else end
    admin1 = (beside.admin1 or (beside.name if beside.precision == "province" else None)) if beside else None
    return Reading(
        before.start if before.direction or before.is_near else word[0], span_end, spelled, level, "place.head_noun",
        None, country, admin1, before.cue or key[slice(*word)], 0, False, before.in_name(is_narrow=True),
    )  # fmt: skip


def read_listed(key: str, readings: Sequence[Reading], gazetteer: Gazetteer) -> list[Reading]:
    """The other names that a plural head word has («شهرک‌های «X»، «Y» و «Z»», «تپه‌های X و Y»), each up to the next
    place read."""
    found: list[Reading] = []
    for at, first in enumerate(readings):
        if first.head is not None and first.head_key.endswith(PLURALS) and first.head.level in LEVELS:
            limit = readings[at + 1].start if at + 1 < len(readings) else len(key)
            found += _listed_after(key, first, first.head, limit, gazetteer)
    return found


def _listed_after(key: str, first: Reading, head: PlaceWord, limit: int, gazetteer: Gazetteer) -> list[Reading]:
    found: list[Reading] = []
    level = LEVELS[head.level]
    at = first.end
    while span := listed_name(key, at, limit):
        start, end = span
        form = key[start:end].strip('«»" ')
        name = transliterate(form, first.country)
        if not name or form in gazetteer.forms or form in gazetteer.demonyms:
            break
        spelled = head.name_en.format(name) if level == "site" or head.sort == "camp" else name
        found.append(
            replace(
                first, start=start, end=end, name=spelled, precision=level, rule="place.head_noun", entry=None,
                candidates=0, is_ambiguous=False,
            )
        )  # fmt: skip
        at = end
    return found


def _ground(readings: Sequence[Reading], at: int, start: int, votes: Mapping[str, float]) -> str | None:
    """The country of the known place told shortly before a name, where the article speaks of that country.

    A country itself is ground only with «در»: else it is a side as often («حملات X به شهرک …»).
    """
    for one in reversed(readings[max(0, at - _MOST_BEFORE) : at]):
        if start - one.end > _SHORTLY:
            return None
        told = one.cue in _LOCATIVE if one.precision == "country" else one.entry is not None and one.entry.is_curated
        if told and not one.in_name and one.country:
            return one.country if votes.get(one.country, 0.0) > _SPOKEN_OF * sum(votes.values()) else None
    return None


def majority(votes: Mapping[str, float]) -> str | None:
    """The country (ISO3) that more than half of the votes are for."""
    total = sum(votes.values())
    if not total:
        return None
    country = max(sorted(votes), key=lambda iso3: votes[iso3])
    return country if votes[country] / total > _MAJORITY else None
