"""Feasts and days of remembrance with a fixed date in one of the calendars."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.rules.figures import told_year
from pipeline.dates.value import Told
from pipeline.dates.words import words_of_context


@rule("date.feast", "(?P<night>NIGHT)? DAY? (?P<feast>FEAST) ((?P<said>YEAR)? (?P<year>NUM) (?P<era>ERA)?)", "(?P<night>NIGHT)? DAY? (?P<feast>FEAST)")
def feast(found: Found) -> Told | None:
    """عاشورا, نوروز ۱۳۸۴, شب عاشورا (the evening before)."""
    name = found.value("feast")
    year = None
    calendar = None
    if found.has("year"):
        told = told_year(found)
        if told is None or (told[0] < 100 and not found.has("said")):
            return None
        year, calendar = told
    history = year is None and found.word_before() in words_of_context("before_history")
    eve = found.has("night") or None
    return Told(feast=name, year=year, calendar=calendar, eve=eve, unbounded=True if history else None)
