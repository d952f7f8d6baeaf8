"""Chains of places: which place of a sentence only says where another one lies.

In: a key and two places that stand next to each other in it. Out: whether one holds the other («پل X در شهر Y»,
«در استان X، شهرستان Y»). A container is no place of its own in a row.
"""

import re

from pipeline.mentions.places.find import PlaceMention

FINENESS = ("site", "settlement", "district", "province", "region", "country")
_RANK = {level: rank for rank, level in enumerate(FINENESS)}
_NEAR = "نزدیکی|نزدیک|حومه|اطراف|حوالی|مقابل|شمال|جنوب|شرق|غرب|مرکز|محدوده"
_WITHIN = re.compile(
    r"[\s«»\"'،()]*(?:(?:واقع\s)?(?:در توابع|از توابع|در|از|مرکز|مشرف به)?)\s?"
    rf"(?:(?P<near>{_NEAR})(?:\s(?:شمالی|جنوبی|شرقی|غربی|مرکزی))?|\d+ کیلومتری)?[\s«»\"'(]*"
)
_BEFORE = re.compile(r"[\s«»\"'،(]*(?:واقع\s)?(?:در)?[\s«»\"'(]*")
_DIVISIONS = ("district", "province", "region", "country")
_SIDE_RULES = ("place.offset", "place.direction", "place.near")


def holds_before(key: str, first: PlaceMention, second: PlaceMention) -> bool:
    """Whether `second` says where `first`, told right before it, lies."""
    found = _WITHIN.fullmatch(key, first.key_end, second.key_start)
    if found is None:
        return False
    coarser = _RANK[second.geo_precision] > _RANK[first.geo_precision] or _is_unlisted(first) > _is_unlisted(second)
    if "،" in found.group():
        return coarser and _agree(first, second)
    if not found.group().strip() and _agree(first, second):
        return True
    return coarser or bool(found.group("near")) or (second.rule in _SIDE_RULES and bool(found.group().strip()))


def holds_after(key: str, first: PlaceMention, second: PlaceMention) -> bool:
    """Whether `first` is the larger place in which `second`, told right after it, lies («در جنوب X در محله Y»)."""
    between = key[first.key_end : second.key_start]
    if not between.strip() or not _BEFORE.fullmatch(between) or not _agree(first, second):
        return False
    finer = _RANK[second.geo_precision] - _RANK[first.geo_precision]
    if first.rule == "place.direction":
        return finer <= 0
    return finer < 0 and first.geo_precision in _DIVISIONS and not _is_unlisted(first)


def _is_unlisted(place: PlaceMention) -> bool:
    """Whether only a head word tells what a place is («منطقه X»): it lies in any listed place that it is told to be in."""
    return place.rule == "place.head_noun"


def _agree(first: PlaceMention, second: PlaceMention) -> bool:
    """Whether nothing known keeps two places from lying in each other."""
    if first.country and second.country and first.country != second.country:
        return False
    divisions = {first.admin1, second.admin1} - {None}
    return len(divisions) < 2 or "country" in (first.geo_precision, second.geo_precision)
