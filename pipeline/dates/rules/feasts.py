"""Feasts and days of remembrance with a fixed date in one of the calendars."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import told_year
from pipeline.dates.value import Told


@rule("date.feast", "(?P<night>NIGHT)? DAY? (?P<feast>FEAST) ((?P<said>YEAR)? (?P<year>NUM) (?P<era>ERA)?)?")
def feast(found: Found) -> Told | None:
    """عاشورا, نوروز ۱۳۸۴, شب عاشورا (the evening before)."""
    name = found.value("feast")
    year = None
    calendar = None
    if found.has("year"):
        told = told_year(found)
        if told is None:
            return None
        year, calendar = told
    return Told(feast=name, year=year, calendar=calendar, eve=found.has("night") or None)
