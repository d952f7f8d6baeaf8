"""Persian dates and times: found with offsets, resolved to days in the Gregorian and Solar Hijri calendars.

Each name is loaded when first asked for: calendars alone need none of the rules.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.dates.find import find_times
    from pipeline.dates.mention import TimeMention, mention_of
    from pipeline.dates.value import Expression

__all__ = ["Expression", "TimeMention", "find_times", "mention_of"]
_HOMES = {"Expression": "value", "TimeMention": "mention", "find_times": "find", "mention_of": "mention"}


def __getattr__(name: str) -> Any:
    """A name of this package from the module it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
