"""Voices: which rows speak for one independent source.

In: the attribution columns of event rows. Out: for each row a text that names its voice, so that Reuters through
three papers, or a ministry through two spokesmen, is one voice; and the side of a war that a code stands on.

A body known by its code speaks with one voice per kind of source; an agency or paper is known by its name; where
the article speaks for itself the outlet is the voice, and where even that is untold the article is.
"""

from collections.abc import Sequence
from functools import cache

from pipeline.text.letters import fold_word

_PRESS = frozenset({"news_agency", "media"})
_STATE = frozenset({"MIL", "POL", "GOV"})
_NAMED_ROLES = frozenset({"MIL", "POL", "GOV", "REB", "IGO"})


@cache
def _key(text: str) -> str:
    return fold_word(text)


def voice_of(
    name: str | None,
    code: str | None,
    kind: str | None,
    text: str | None,
    chain: Sequence[str],
    outlet: str | None,
    article: str,
) -> str:
    """The voice of one row; `chain` is outermost first, `article` the original that the row's article copies."""
    if name is None and code is None and text is None:
        return f"press:{_key(outlet)}" if outlet else f"article:{article}"
    if kind in _PRESS:
        return f"press:{_key(name or text or code or article)}"
    if code is not None and not code.startswith("UNK") and code.split("-")[-1] in _NAMED_ROLES:
        group = _key(name) if code.endswith("-REB") and name else ""
        return f"body:{code}:{kind or 'other'}:{group}"
    if name is not None:
        return f"name:{_key(name)}"
    bearer = _key(chain[0]) if len(chain) > 1 else _key(outlet) if outlet else article
    return f"unnamed:{kind or 'other'}:{code or ''}:{bearer}"


def side(code: str | None) -> str | None:
    """The camp a code belongs to: one country's state forces, its armed groups, or its unarmed; null if untold."""
    if code is None or code.startswith("UNK"):
        return None
    country, _, role = code.partition("-")
    if role in _STATE:
        return f"{country}-state"
    return f"{country}-{role}" if role not in ("UNK", "") else None
