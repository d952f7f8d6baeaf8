"""Lengths of time and ages: سه ساعت, ۲ ساعت و سی و دو دقیقه, ۲۶ سالگی."""

from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told

_COUNT = "(NUM|SOME) (AND HALF)?"


@rule(
    "duration.count",
    f"{_COUNT} UNIT (AND HALF)? (AND {_COUNT} UNIT (AND HALF)?)*",
    "NUM (COMMA NUM)* (TO|OR|AND|\\-) NUM (AND HALF)? UNIT (AND HALF)?",
    "DAYNIGHT",
    "MINUTE NUM (COMMA NUM)* AND NUM",
)
def count(found: Found) -> Told | None:
    """سه ساعت, شش قرن و نیم, ۳ شب و ۴ روز, ۳۰ تا ۶۰ دقیقه."""
    return None if found.word_before() == "ساعت" else Told(duration=True)


@rule("duration.aged", f"EDGE? {_COUNT} (?P<aged>AGED)", "EDGE? NUM (TO|OR|AND) NUM (?P<aged>AGED)")
def aged(found: Found) -> Told | None:
    """۲۶ سالگی, دو ساله; «۹ ماهه امسال» is a part of the year."""
    of_year = found.word("aged").startswith("ماه") and (found.is_next("YEAR") or found.is_next("THISYEAR"))
    return None if of_year else Told(duration=True)


@rule("duration.throughout", "(?P<during>DURING) (?P<unit>DAY|NIGHT|YEAR|WEEK)")
def throughout(found: Found) -> Told | None:
    """در طول روز: all of it."""
    return Told(duration=True) if found.word("during").endswith("طول") and not found.is_next("RELATION") else None


@rule("date.anniversary", "(ORD|LAST) (?P<word>ANNIVERSARY)", "(?P<word>ANNIVERSARY)")
def anniversary(found: Found) -> Told | None:
    """هفتصدمین سالگرد: a day of remembrance of something told elsewhere."""
    return Told(back_unit="year", back_count=0.0, unbounded=True)
