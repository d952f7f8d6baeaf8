"""Calendars against independent implementations: ICU's Persian calendar (Node.js) day by day, and convertdate."""

import datetime
import json
import shutil
import subprocess
from functools import cache

import convertdate
import pytest

from pipeline.dates.calendars import (
    from_hijri,
    from_jalali,
    is_jalali_leap,
    jalali_month_length,
    jalali_text,
    month_span,
    to_hijri_year,
    to_jalali,
    year_span,
)

FIRST, LAST = from_jalali(1200, 1, 1), from_jalali(1501, 1, 1) - datetime.timedelta(days=1)
ICU = """
const format = new Intl.DateTimeFormat('en-u-ca-persian',
  {timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric'});
const out = [];
for (let t = Date.parse(process.argv[1]); t <= Date.parse(process.argv[2]); t += 86400000) {
  const p = Object.fromEntries(format.formatToParts(new Date(t)).map(x => [x.type, x.value]));
  out.push([parseInt(p.year), parseInt(p.month), parseInt(p.day)]);
}
console.log(JSON.stringify(out));
"""


@cache
def days_told() -> list[datetime.date]:
    return [FIRST + datetime.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def test_every_day_of_three_centuries_is_icus() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip(
            "Node.js, whose ICU is the other implementation, is not installed; the test of new years stands alone."
        )
    run = subprocess.run(
        [node, "-e", ICU, FIRST.isoformat(), LAST.isoformat()], capture_output=True, text=True, check=True
    )
    theirs = json.loads(run.stdout)
    assert len(theirs) == len(days_told())
    assert [day for day, icus in zip(days_told(), theirs, strict=True) if list(to_jalali(day)) != icus] == []


@pytest.mark.parametrize("year", [1210, 1299, 1342, 1375, 1399, 1403, 1404, 1436])
def test_new_year_is_the_equinox_of_convertdate(year: int) -> None:
    """convertdate computes the equinox itself: slow, so only years about leap years, and Esfand's end before them."""
    assert convertdate.persian.to_gregorian(year, 1, 1) == astuple(from_jalali(year, 1, 1))
    last = from_jalali(year, 1, 1) - datetime.timedelta(days=1)
    assert convertdate.persian.from_gregorian(*astuple(last)) == to_jalali(last)


def astuple(day: datetime.date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def test_there_and_back() -> None:
    assert [day for day in days_told() if from_jalali(*to_jalali(day)) != day] == []


def test_leap_years_have_366_days() -> None:
    for year in range(1200, 1500):
        first, last = year_span("jalali", year)
        assert (last - first).days + 1 == 365 + is_jalali_leap(year)
        assert jalali_month_length(year, 12) == 29 + is_jalali_leap(year)
        assert sum(jalali_month_length(year, month) for month in range(1, 13)) == 365 + is_jalali_leap(year)


@pytest.mark.parametrize(("year", "month", "day"), [(1400, 12, 30), (1401, 7, 31), (1401, 13, 1), (1401, 0, 5)])
def test_days_that_do_not_exist(year: int, month: int, day: int) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_jalali(year, month, day)


def test_lunar_days_are_within_a_day_of_the_tabular_calendar() -> None:
    for year in range(1200, 1520):
        for month in range(1, 13):
            tabular = datetime.date(*convertdate.islamic.to_gregorian(year, month, 1))
            assert abs((from_hijri(year, month, 1) - tabular).days) <= 2


def test_known_lunar_days() -> None:
    """Ashura 1441 was 10 September 2019 in Iran, a day after Umm al-Qura's; Eid al-Fitr 1443 was 2 May 2022."""
    assert from_hijri(1441, 1, 10) == datetime.date(2019, 9, 9)
    assert from_hijri(1443, 10, 1) == datetime.date(2022, 5, 2)
    assert to_hijri_year(datetime.date(2022, 5, 2)) == 1443
    assert month_span("hijri", 1443, 9) == (datetime.date(2022, 4, 2), datetime.date(2022, 5, 1))


def test_jalali_text() -> None:
    day, other = datetime.date(2022, 9, 12), datetime.date(2022, 9, 14)
    assert jalali_text(day, day) == "1401-06-21 SH"
    assert jalali_text(day, other, "range") == "1401-06-21/1401-06-23 SH"
    assert jalali_text(None, day, "range") == "../1401-06-21 SH"
    assert jalali_text(*month_span("jalali", 1401, 6), "month") == "1401-06 SH"
    assert jalali_text(*year_span("jalali", 1401), "year") == "1401 SH"
    assert jalali_text(None, None) is None
