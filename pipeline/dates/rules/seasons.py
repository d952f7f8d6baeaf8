"""Seasons of the Solar Hijri year."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.years import told_year
from pipeline.dates.value import Told


@rule("date.season", "FASL? (?P<season>SEASON) (?P<said>YEAR)? (?P<year>NUM) (?P<era>ERA)?")
def season_year(found: Found) -> Told | None:
    """تابستان ۱۴۰۱, بهار سال ۸۴."""
    told = told_year(found, "jalali") or told_year(found)
    return Told(season=found.value("season"), year=told[0], calendar=told[1]) if told else None


@rule("date.season_alone", "(?P<lead>FASL)? (?P<season>SEASON) (?P<relation>RELATION)?")
def season(found: Found) -> Told | None:
    """تابستان امسال, بهار گذشته, فصل پاییز; a bare season only where a preposition or an edge stands before it."""
    direction = {"past": -1, "future": 1, "current": 0}.get(found.value("relation"))
    marked = found.has("lead") or direction is not None or found.is_next("THISYEAR") or found.is_next("YEAR")
    if not marked and not found.is_previous("IN", "EDGE", "FROM", "TO"):
        return None
    return Told(season=found.value("season"), direction=direction)
