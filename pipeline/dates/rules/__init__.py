"""The rules, one small module for each family of expressions; importing this package registers them all."""

from pipeline.dates.rules import (
    clocks,
    days,
    deictic,
    durations,
    edges,
    feasts,
    just_gone,
    months,
    rates,
    relative,
    school_years,
    seasons,
    sets,
    slashed,
    vague,
    weekdays,
    years,
)

__all__ = [
    "clocks", "days", "deictic", "durations", "edges", "feasts", "just_gone", "months", "rates", "relative", "school_years", "seasons", "sets",
    "slashed", "vague", "weekdays", "years",
]  # fmt: skip
