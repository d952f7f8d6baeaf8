"""«این گروه»: the armed group that a text means by it.

In: the key of a text and the heads found in it, ordered. Out: a hit of the layer `group` for each «این گروه», «آن جنبش»:
the group last named before it. A phrase that says more («این گروه مسلح») is left to its own words.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.mentions.scan import Hit

_THIS = re.compile(r"(?<![^\W_])(?:این|آن|همین) (?:گروه|گروهک|جنبش)(?![^\W_]|\sها)")


def find_this_group(key: str, heads: Sequence[Hit]) -> list[Hit]:
    """Hits of the layer `group`, their form «this», for each phrase that means a group named before it."""
    if "ن گروه" not in key and "ن جنبش" not in key:
        return []
    found = []
    starts = [hit.start for hit in heads]
    for match in _THIS.finditer(key):
        at = bisect_left(starts, match.start())
        if at < len(heads) and heads[at].start < match.end():
            continue
        named = next((hit for hit in reversed(heads[:at]) if hit.layer == "group"), None)
        if named is not None:
            found.append(Hit(match.start(), match.end(), match.end(), "group", "this", named.rows))
    return found
