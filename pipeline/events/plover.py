"""PLOVER: the second coding of a row, from its sub-event type, its act word and, for what is only meant, its verbal act.

In: a sentence's key, its act word, its sub-event type and status. Out: the PLOVER type and mode, each null where nothing
tells it. An act that is threatened or asked for is no ASSAULT but a THREATEN or REQUEST.
"""

import re
from functools import cache

from pipeline.events.types.kind_words import said
from pipeline.lexicons.load import cell_keys, read_rows
from pipeline.mentions.triggers import TriggerMention

Code = tuple[str | None, str | None]
# What a type is where its act word does not say it more closely; «Other» and changes of groups are too many things.
_OF_TYPE: dict[str, Code] = {
    "Government regains territory": ("COERCE", "seize"),
    "Non-state actor overtakes territory": ("COERCE", "seize"),
    "Armed clash": ("ASSAULT", None),
    "Chemical weapon": ("ASSAULT", "unconventional"),
    "Air/drone strike": ("ASSAULT", "aerial"),
    "Suicide bomb": ("ASSAULT", "suicide-attack"),
    "Shelling/artillery/missile attack": ("ASSAULT", "heavy-weapons"),
    "Remote explosive/landmine/IED": ("ASSAULT", "explosives"),
    "Grenade": ("ASSAULT", "explosives"),
    "Sexual violence": ("ASSAULT", "sexual"),
    "Attack": ("ASSAULT", None),
    "Abduction/forced disappearance": ("ASSAULT", "abduct"),
    "Peaceful protest": ("PROTEST", "demo"),
    "Protest with intervention": ("PROTEST", "demo"),
    "Excessive force against protesters": ("ASSAULT", None),
    "Violent demonstration": ("PROTEST", "riot"),
    "Mob violence": ("ASSAULT", None),
    "Agreement": ("AGREE", None),
    "Arrests": ("COERCE", "arrest"),
    "Change to group/activity": (None, None),
    "Disrupted weapons use": ("ASSAULT", "destroy"),
    "Headquarters or base established": ("MOBILIZE", "troops"),
    "Looting/property destruction": ("ASSAULT", "destroy"),
    "Non-violent transfer of territory": ("RETREAT", "withdraw"),
    "Other": (None, None),
}
# Types whose weapon is their mode, whatever the act word of them is.
_BY_WEAPON = frozenset(
    ["Chemical weapon", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade"]
)
_UNDONE = frozenset({"THREATEN", "REQUEST"})


def read_plover(key: str, trigger: TriggerMention | None, kind: str, status: str) -> Code:
    """The PLOVER type and mode of a row told by a sentence."""
    if status == "planned":
        verbal = _verbal(key)
        if verbal is not None:
            return verbal
    if kind == "Air/drone strike":
        return "ASSAULT", "drone" if said("drone").search(key) else "aerial"
    usual = _OF_TYPE[kind]
    if trigger is None or trigger.plover_type is None or kind in _BY_WEAPON:
        return usual
    if trigger.sub_event_type == kind:
        return trigger.plover_type, trigger.plover_mode
    fits = trigger.sub_event_type is None and usual[0] in (None, trigger.plover_type) and usual[1] is None
    return (trigger.plover_type, trigger.plover_mode) if fits else usual


def _verbal(key: str) -> Code | None:
    """The threat or request that a sentence tells, the longest words first."""
    found = _pattern().search(key)
    return _verbal_codes()[found.group()] if found else None


@cache
def _verbal_codes() -> dict[str, Code]:
    return {
        form: (row["plover_type"], row["plover_mode"] or None)
        for row in read_rows("verbal_acts")
        if row["plover_type"] in _UNDONE
        for form in cell_keys(row["forms"])
    }


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(_verbal_codes(), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, forms))})(?![^\W_])")
