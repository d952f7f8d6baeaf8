"""Ages told: «این دهه», «این قرن» after a decade or century that was told («در دهه ۱۹۹۰ … در این دهه»).

In: an expression, the decade or century told last. Out: the expression as that one, or None where none is meant.
"""

import re
from dataclasses import replace

from pipeline.dates.mention import TimeMention
from pipeline.dates.value import Expression, Told

_REACH = 700
# «برخلاف دهه ۹۰، در این دهه»; «دهه اول محرم … در این دهه»; «متولدین دهه شصت … این دهه از عمر»
_ANOTHER = re.compile(
    r"(?<![^\W_])(?:برخلاف|بر خلاف|اما|ولی|حالا|اکنون|امروز|امروزه|گذشت|محرم|صفر|فاطمیه|متولد|متولدین|متولدان|عمر|زندگی)(?![^\W_])"
)
_BESIDE = 20
_TEN_DAYS = "دهه "


def points_to_an_age(told: Told) -> bool:
    """«این دهه», «همان قرن»."""
    return told.span_unit in ("decade", "century") and told.span_count == 0 and bool(told.from_passage)


def age_of(mention: TimeMention, before: TimeMention | None) -> TimeMention | None:
    """The decade or century that may be pointed to behind a mention; ten days («دهه فجر») take its place."""
    told = mention.expression.told
    if (told.decade is not None or told.century) and told.last_year is None and mention.expression.last is None:
        return mention if mention.told_days[0] is not None and not told.from_passage else before
    of_days = told.feast is not None and _TEN_DAYS in mention.core_text
    return None if of_days else before


def of_the_age(key: str, expression: Expression, age: TimeMention | None) -> Expression | None:
    """The expression as a part of the decade or century told last, unless what is said between tells of another."""
    if age is None or expression.start - age.key_end > _REACH:
        return None
    if _ANOTHER.search(key, max(0, age.key_start - _BESIDE), expression.end + _BESIDE):
        return None
    told, whole = expression.told, age.expression.told
    if getattr(whole, told.span_unit or "") is None:
        return None
    pointed = whole.but(
        edge=told.edge, edge_part=told.edge_part, nth=told.nth, from_passage=True, approximate=told.approximate
    )
    return replace(expression, told=pointed)
