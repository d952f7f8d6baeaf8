"""What a protest is against is no act of its sentence: «در اعتراض به کشته شدن سه نفر راهپیمایی کردند».

In: the key of a sentence and its act words. Out: the key span of the cause, in which neither acts nor sides nor figures are the protest's.
"""

import re
from collections.abc import Sequence

from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import find_texts, finite_forms

_AGAINST = re.compile(r"(?<![^\W_])(?:در|به نشانه) اعتراض (?:به|علیه) ")
_CROWDS = ("Protests", "Riots")
_BURNS = "Looting/property destruction"


def cause_of_protest(key: str, span: tuple[int, int], triggers: Sequence[TriggerMention]) -> tuple[int, int] | None:
    """From «در اعتراض به» up to the act of protest that follows it with no verb between."""
    against = _AGAINST.search(key, *span) if triggers else None
    if against is None:
        return None
    start = against.end()
    protest = next((t for t in triggers if t.key_start >= start and _is_protest(t)), None)
    if protest is None or any(word in finite_forms() for word in find_texts(key, start, protest.key_start)):
        return None
    return start, protest.key_start


def _is_protest(act: TriggerMention) -> bool:
    return act.part == "act" and (act.family in _CROWDS or act.sub_event_type == _BURNS)
