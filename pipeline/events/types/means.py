"""Means: whether the craft and weapons of a scene are those of its act, or struck, kept, answered, or an adjective.

In: a `Scene` and groups of words. Out: where the first that is used stands.
"""

import re

from pipeline.events.types.kind_words import form_set, forms_of, said
from pipeline.events.types.scenes import Scene

_HEAVY_BOMB = re.compile(r"(?<![^\W_])بمب(?: ?های)? (?:[^\W_]+ ){0,2}?(?:پوندی|تنی|کیلویی|کیلوگرمی)(?![^\W_])")
_GUNS = re.compile(r"(?<![^\W_])توپ ?خانه(?![^\W_])[^.!؟\n]{0,80}?بمباران")
_ATTACKS = "|".join(forms_of("craft.attack"))
_ATTACK_OF = re.compile(rf"(?<![^\W_])(?:{_ATTACKS})(?:،? [^\W_]+){{0,3}},?،? $")
_ANSWERED = re.compile(r"(?<![^\W_])(?:پاسخ به|واکنش به|تلافی|بهانه|تقابل با)(?![^\W_]) (?!این |آن )(?:[^\W_]+ ){0,3}$")
_NEAR = 80  # how far back a word is looked for that governs a means
_NEW_PHRASE = re.compile(r"(?<![^\W_])(?:با|توسط|از|را)(?![^\W_])")


def used(scene: Scene, *groups: str) -> int | None:
    """Where a craft or weapon is told that strikes, and not only one that is struck, kept or answered."""
    for group in groups:
        if not scene.says(group):
            continue
        for found in said(group).finditer(scene.key):
            if _is_adjective(scene.key, found) or _ANSWERED.search(
                scene.key, max(0, found.start() - _NEAR), found.start()
            ):
                continue
            before = _NEW_PHRASE.split(scene.key[max(0, found.start() - 25) : found.start()])[-1]
            after = scene.key[found.end() : found.end() + 40]
            kept = said("craft.kept").search(before) or said("craft.downed").search(before)
            if not kept and not said("craft.struck").search(after):
                return found.start()
    return None


def _is_adjective(key: str, found: re.Match[str]) -> bool:
    """«پدافند هوایی», «سوله پهپادی»: what kind of thing, and no means; «حمله پهپادی», «پهپادی که» are."""
    if found.group() not in form_set("craft.adjective") or key.startswith(" که", found.end()):
        return False
    return (
        key[found.start() - 1 : found.start()] == " "
        and key[found.start() - 2 : found.start() - 1].isalnum()
        and not _ATTACK_OF.search(key, max(0, found.start() - _NEAR), found.start())
    )


def bombed(scene: Scene) -> bool:
    """Whether bombs are told that only aircraft drop."""
    return scene.says("airborne") or ("بمب" in scene.key and bool(_HEAVY_BOMB.search(scene.key)))


def by_guns(scene: Scene) -> bool:
    """Whether a bombardment is that of guns."""
    return scene.says("ground.gun") or ("بمباران" in scene.key and bool(_GUNS.search(scene.key)))
