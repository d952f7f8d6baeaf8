"""Seasons of the Solar Hijri year."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import is_counted, told_year
from pipeline.dates.value import Told


@rule("date.season_year", "FASL? (?P<season>SEASON) (?P<said>YEAR)? (?P<year>NUM) (?P<era>ERA)?")
def of_year(found: Found) -> Told | None:
    """تابستان ۱۴۰۱, بهار سال ۸۴."""
    told = told_year(found)
    if told is None or is_counted(found):
        return None
    return Told(season=found.value("season"), year=told[0], calendar=told[1])


@rule("date.season", "(?P<lead>FASL)? (?P<season>SEASON) ((AND|TO) (?P<last>SEASON))? (?P<relation>RELATION)?")
def season(found: Found) -> Told | None:
    """تابستان امسال, بهار گذشته, فصل پاییز; a bare season only where a preposition or an edge stands before it."""
    direction = {"past": -1, "future": 1, "current": 0, "ago": -1}.get(found.value("relation"))
    marked = found.has("lead") or direction is not None or found.is_next("THISYEAR") or found.is_next("YEAR")
    if not marked and not found.is_previous("IN", "EDGE", "FROM", "TO"):
        return None
    return Told(season=found.value("season"), last_season=found.value("last"), direction=direction)


@rule("date.seasonal", "(?P<season>SEASONAL)")
def seasonal(found: Found) -> Told | None:
    """زمستانی, پاییزه: of that season in any year."""
    return Told(season=0, unbounded=True)
